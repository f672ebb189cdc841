"""Where a question asks: places, their roles, and what they mean to the documents."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from conftest import AFTER
from hypothesis import given
from hypothesis import strategies as st

from bot import Question, Status
from bot.regions import CHINA, DEFAULT, Gazetteer, Region, Regions, read, region_of
from bot.replies import RepliesError
from index import Document, Index, build

PATHS = sorted({region.path for regions in read().names.values() for region in regions})
NAMES = sorted(read().names)
GUANGXI = Document("d1", "a.md", "广西行动计划", region="广西壮族自治区")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return read()


def regions(*documents: Document) -> Regions:
    return Regions(documents or (GUANGXI,))


def elsewhere(question: str) -> bool:
    """Whether the asked-about places of a question are none of Guangxi's."""
    ours = regions()
    asked = ours.asked(question)
    return bool(asked) and not ours.admitted(asked)


# --- the places ---


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
     "川流不息", "鲁班奖", "办桂花节"],
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


# --- roles ---


@pytest.mark.parametrize("place", ["四川", "长沙", "广东省", "义乌", "浙江温州", "黑龙江"])
@pytest.mark.parametrize(
    "question",
    ["在{}开店有补贴吗", "{}返乡创业贷款怎么办", "我们{}这边有什么扶持", "{}的创业补贴", "老家南宁，人在{}想开店，{}那边有补贴吗", "从广西嫁到{}，在这边开店"],
)  # fmt: skip
def test_a_place_to_do_business_in_is_elsewhere(place: str, question: str) -> None:
    assert elsewhere(question.replace("{}", place))


@pytest.mark.parametrize("place", ["四川", "长沙", "广东省", "义乌", "浙江温州", "黑龙江"])
@pytest.mark.parametrize(
    "question",
    ["从{}打工回来想开店", "在{}干了十年现在回广西搞养殖", "{}回来的能贷款吗", "我是{}人在南宁开店", "在{}上班想回柳州创业", "{}人来桂创业", "从{}引进人才到北海"],
)  # fmt: skip
def test_a_place_that_someone_comes_from_is_not(place: str, question: str) -> None:
    assert not elsewhere(question.format(place))


@pytest.mark.parametrize("letter", ["粤", "湘", "川", "浙", "鄂"])
@pytest.mark.parametrize(
    "question", ["{}企研发奖补", "在{}开厂", "{}籍大学生创业", "{}内退役军人培训", "{}返乡创业园", "来{}创业"]
)
def test_a_letter_counts_in_safe_company(letter: str, question: str) -> None:
    assert elsewhere(question.format(letter))


@pytest.mark.parametrize(
    ("question", "there"),
    [
        ("泰国开餐馆有补贴吗", True),
        ("想在越南开公司", True),
        ("和越南人合伙做生意", False),
        ("越南青年来南宁创业", False),
        ("泰国留学回来的", False),
    ],
)
def test_abroad_only_business_counts(question: str, there: bool) -> None:
    assert elsewhere(question) is there


# --- documents ---


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (GUANGXI, (CHINA, "广西壮族自治区")),
        (Document("d", "a", "成都市人民政府关于印发办法的通知"), (CHINA, "四川省", "成都市")),
        (Document("d", "a", "关于稳岗的通知", authority="国家税务总局南阳市税务局"), (CHINA, "河南省", "南阳市")),
        (Document("d", "a", "关于稳岗的通知", region="全国"), (CHINA,)),
        (Document("d", "a", "云川市创业办法", region="云川市"), ("云川市",)),
    ],
)  # fmt: skip
def test_the_region_of_a_document(gazetteer: Gazetteer, document: Document, path: tuple[str, ...]) -> None:
    found = region_of(document, gazetteer.places)
    assert found is not None
    assert found.path == path


def test_a_document_that_names_no_place_may_hold_anywhere() -> None:
    ours = regions(Document("d2", "b.md", "关于稳岗的通知"))
    assert ours.admitted(ours.asked("深圳稳岗补贴")) == {"d2"}


def test_only_documents_of_the_place_or_above_or_below_are_admitted() -> None:
    titles = {"s": "四川省办法", "c": "成都市办法", "g": "广西办法", "n": "关于就业的通知"}
    ours = regions(*(Document(key, key, title, region="全国" * (key == "n")) for key, title in titles.items()))
    assert ours.admitted(ours.asked("成都开店补贴")) == {"s", "c", "n"}
    assert ours.admitted(ours.asked("四川开店补贴")) == {"s", "c", "n"}
    assert ours.admitted(ours.asked("南宁开店补贴")) == {"g", "n"}


def test_a_region_that_the_file_lacks_is_found_by_its_name() -> None:
    ours = regions(Document("a", "a", "云川市办法", region="云川市"), Document("b", "b", "海棠省办法", region="海棠省"))
    assert ours.admitted(ours.asked("云川市开店补贴")) == {"a"}
    assert ours.admitted(ours.asked("海棠开店补贴")) == {"b"}
    assert ours.admitted(ours.asked("深圳开店补贴")) == frozenset()


# --- answers ---


def test_a_question_about_another_region_is_told_whose_policies_are_held(quick) -> None:
    answer = quick.answer(Question("四川退役军人创业担保贷款有贴息吗", today=AFTER))
    assert (answer.status, answer.citations) == (Status.OTHER_REGION, ())
    assert all(said in answer.text for said in ("四川", "广西壮族自治区", "广西大众创业万众创新三年行动计划"))
    assert not any(quote in answer.text for quote in ("贴息支持", "创业担保贷款给予"))


@pytest.mark.parametrize(
    "question", ["怎么融入粤港澳大湾区科技创新走廊", "港澳台青年创业有什么支持", "跟长三角有什么创新合作"]
)
def test_a_region_that_the_clause_speaks_of_is_not_elsewhere(quick, question: str) -> None:
    assert quick.answer(Question(question, today=AFTER)).status in (Status.ANSWERED, Status.PARTIAL)


def test_of_two_regions_the_one_asked_about_is_quoted(tmp_path: Path, remembering) -> None:
    from bot import Bot

    (tmp_path / "docs").mkdir()
    for region, amount in (("四川省", "五千元"), ("广西壮族自治区", "六千元")):
        text = f"{region}人民政府关于印发创业扶持办法的通知\n\n第一条 返乡农民工首次创业的，可以申请一次性创业补贴{amount}。\n第二条 加强口岸管理。\n"
        (tmp_path / "docs" / f"{region}.md").write_text(text, encoding="utf-8")
    build(tmp_path / "docs", tmp_path / "out", remembering)
    both = Bot(Index.open(tmp_path / "out", remembering))
    for asked, amount in (("成都", "五千元"), ("四川", "五千元"), ("柳州", "六千元")):
        answer = both.answer(Question(f"{asked}返乡农民工首次创业有补贴吗", today=AFTER))
        assert [amount in quote for citation in answer.citations for quote in citation.quotes] == [True], asked


# --- the file ---


@pytest.mark.parametrize("section", ["letters", "aliases", "not_places", "countries", "places"])
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
    assert replace(first[0], asked=False) != first[0]
