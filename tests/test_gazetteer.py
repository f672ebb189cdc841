"""Names of places: all that the country has, found in a text and nowhere else."""

import re
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.gazetteer import CHINA, DEFAULT, ELSEWHERE, Gazetteer, Region, read
from bot.replies import RepliesError

PATHS = sorted({region.path for regions in read().names.values() for region in regions} - {ELSEWHERE.path})
NAMES = sorted(read().names)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return read()


def test_all_divisions_are_there() -> None:
    counts = [sum(len(path) == depth and path[0] == CHINA for path in PATHS) for depth in (2, 3, 4)]
    assert counts[0] == 34
    assert counts[1] >= 333
    assert counts[2] >= 2700


def test_every_county_of_guangxi_is_there() -> None:
    cities = [path for path in PATHS if path[:2] == (CHINA, "广西壮族自治区") and len(path) == 3]
    counties = [path for path in PATHS if path[:2] == (CHINA, "广西壮族自治区") and len(path) == 4]
    assert (len(cities), len(counties)) == (14, 111)


def test_every_name_is_found_in_it_and_every_parent_is_a_place() -> None:
    known = set(PATHS)
    assert all(path[:-1] in known or len(path) <= 2 for path in PATHS)
    assert not [name for name in NAMES if not name.strip() or re.search(r"[\s/]", name)]


@given(st.sampled_from(PATHS), st.sampled_from(PATHS), st.sampled_from(PATHS))
def test_to_lie_within_is_an_order(a, b, c) -> None:
    one, two, three = Region(a), Region(b), Region(c)
    assert one.related(one)
    assert one.related(two) == two.related(one) == all(x == y for x, y in zip(a, b, strict=False))
    if a[: len(b)] == b and b[: len(c)] == c:
        assert one.related(three)


@given(st.sampled_from(NAMES), st.sampled_from(["在{}开店有补贴吗", "{}创业贷款怎么申请", "我想去{}办厂"]))
def test_any_full_name_is_found_as_a_place(name: str, question: str) -> None:
    if name[-1] in "省市县区州盟旗":
        found = read().places(question.format(name))
        assert any(name.endswith(mention.text) or name in mention.text for mention in found), found


@given(
    st.lists(st.sampled_from([*NAMES, "创业", "的", "，", "在", "回", "打工", "桂", "粤企"]), max_size=8).map("".join)
)
def test_mentions_lie_in_order_and_are_the_texts_own(text: str) -> None:
    found = read().places(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize(
    "text",
    ["朝阳产业有扶持吗", "大理石加工厂", "买复合肥", "两年以上海外经历", "创新乡村治理", "推广东盟合作", "流通化解库存", "社保定点单位",
     "每天水费", "每单贴息三分", "吉祥如意", "京东开店", "宁愿休学", "会说山东话", "开重庆火锅店", "沿海口岸", "形成都市圈", "东方红", "桂惠贷", "晋升职称",
     "川流不息", "鲁班奖", "办桂花节", "养文昌鸡", "卖新会陈皮", "有个旧仓库", "科教兴国"],
)  # fmt: skip
def test_a_name_inside_other_words_is_no_place(gazetteer: Gazetteer, text: str) -> None:
    assert not [mention for mention in gazetteer.places(text) if mention.regions[0].path[1:2] != ("广西壮族自治区",)]


@pytest.mark.parametrize(
    ("text", "name"),
    [("江苏昆山", "昆山市"), ("佛山南海区", "南海区"), ("四川省成都市", "成都市"), ("云南的普洱", "普洱市")],
)
def test_neighbouring_names_are_one_place(gazetteer: Gazetteer, text: str, name: str) -> None:
    (mention,) = gazetteer.places(f"在{text}开店")
    assert (mention.text, [region.name for region in mention.regions]) == (text, [name])


# --- the file ---


@pytest.mark.parametrize("section", ["letters", "aliases", "elsewhere", "not_places", "countries", "places"])
def test_a_missing_section_is_refused_by_name(write, section: str) -> None:
    loaded = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
    del loaded[section]
    with pytest.raises(RepliesError, match=rf"regions\.yaml.*{section}"):
        read(write(yaml.safe_dump(loaded, allow_unicode=True), "regions.yaml"))


@pytest.mark.parametrize("content", [b"\xff\xfe", "places: [", "places: 1\n", "", "- a\n"])
def test_a_file_that_cannot_be_used_is_refused_by_name(write, content: str | bytes) -> None:
    with pytest.raises(RepliesError, match=r"regions\.yaml"):
        read(write(content, "regions.yaml"))


def test_an_alias_of_an_unknown_place_is_refused_by_name(write) -> None:
    edited = DEFAULT.read_text(encoding="utf-8").replace("  羊城: 广州市", "  羊城: 羊州市")
    with pytest.raises(RepliesError, match="羊州市"):
        read(write(edited, "regions.yaml"))


def test_a_question_is_read_the_same_whatever_was_asked_before(gazetteer: Gazetteer) -> None:
    first = gazetteer.places("在四川开店")
    gazetteer.places("从广东回来")
    assert gazetteer.places("在四川开店") == first


@pytest.mark.parametrize(
    ("text", "found"),
    [("贵州独山开店", ["贵州独山"]), ("独山那边给不给补贴", ["独山"]), ("独山开店", []), ("江华县有补贴吗", ["江华县"]), ("湖南新田返乡", ["湖南新田"]),
     ("大厂那边能带我们什么", []), ("公安那边要盖章吗", []), ("河北大厂那边有补贴吗", ["河北大厂"]), ("大厂县有补贴吗", ["大厂县"])],
)  # fmt: skip
def test_a_county_without_its_last_character_needs_company(gazetteer: Gazetteer, text: str, found: list[str]) -> None:
    assert [mention.text for mention in gazetteer.places(text)] == found


@pytest.mark.parametrize(
    "name", ["番禺", "顺德", "萧山", "海淀", "武昌", "昆山", "富宁", "江华", "封开", "小榄", "龙港市", "坪山"]
)
def test_districts_counties_and_towns_that_many_go_to_stand_alone(gazetteer: Gazetteer, name: str) -> None:
    assert [place.text for place in gazetteer.places(f"想在{name}开店")] == [name]
    assert not any("广西壮族自治区" in region.path for place in gazetteer.places(name) for region in place.regions)
