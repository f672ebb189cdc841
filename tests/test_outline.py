"""A body → its parts: nothing lost, every numbered unit whole and alone, in both grammars."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import CORPUS, SEED, shared
from hypothesis import assume, example, given
from hypothesis import strategies as st

from index import DocumentError
from index.documents import policy_files, read_document
from index.markers import marker_of
from index.outline import Part, outline
from index.paths import DOCS
from index.text import plain, read_text

HAN = "一二三四五六七八九"
WORDS = st.text("创业扶持资金补贴企业人才培训服务", min_size=4, max_size=30)


def cut(text: str) -> list[Part]:
    return outline(plain(text), "policy.md")


def visible(text: str) -> str:
    """The characters that a reader sees: no white space, no front matter, no markup."""
    text = re.sub(r"\A\s*---\n.*?\n---\n|<!--.*?-->|[\ufeff\u200b]", "", text, flags=re.DOTALL)
    text = re.sub(r"(?m)^[ \t\u3000]*#{1,6}[ \t]*|[ \t]*#+$", "", text)
    return "".join(text.replace("**", "").split())


def told(parts: list[Part] | tuple[Part, ...]) -> str:
    return "".join("".join(part.text for part in parts).split())


def cited(parts: list[Part]) -> list[Part]:
    return [part for part in parts if part.kind in ("clause", "paragraph")]


def assert_unique(parts: list[Part]) -> None:
    found = cited(parts)
    assert len({part.label for part in found}) == len({part.anchor for part in found}) == len(found)


# --- generated documents ---


@dataclass
class Written:
    """A generated document: its source, what a reader sees, and each clause's label, headings and text."""

    source: str
    seen: str
    clauses: list[tuple[str, tuple[str, ...], str]]


def prose(draw: st.DrawFn) -> str:
    return "，".join(draw(st.lists(WORDS, min_size=1, max_size=6))) + "。"


def marked_up(draw: st.DrawFn, line: str, *, heading: bool = False) -> str:
    """Dress a line as the files we get: bold, heading marks, and page breaks inside a sentence."""
    if heading:
        return draw(st.sampled_from(["{}", "## {}", "#### **{}**", "**{}**"])).format(line)
    body = line.rstrip("。")
    if len(body) > 46 and draw(st.booleans()):
        at = draw(st.integers(44, len(body) - 1))
        line = line[:at] + draw(st.sampled_from(["\n\n", "\n"])) + line[at:]
    return draw(st.sampled_from(["{}", "\u3000\u3000{}"])).format(line)


def brackets(draw: st.DrawFn, number: str) -> str:
    return draw(st.sampled_from([f"（{number}）", f"({number})", f"({number}) "]))


@st.composite
def notices(draw: st.DrawFn) -> Written:
    """一、 headings, （一） headings, and items numbered through the whole document, or —— items."""
    lines, clauses, item = [], [], 0
    for one in HAN[: draw(st.integers(1, 3))]:
        top = f"{one}、{draw(WORDS)}"
        lines.append((top, True))
        for two in HAN[: draw(st.integers(1, 3))]:
            title = draw(WORDS)
            lines.append((f"{brackets(draw, two)}{title}", True))
            dashes = draw(st.booleans())
            for number in range(1, draw(st.integers(1, 3)) + 1):
                item += not dashes
                name, body = draw(WORDS), prose(draw)
                mark = "——" if dashes else f"{item}{draw(st.sampled_from(['.', '. ', '．', '、']))}"
                path = (top, f"（{two}）{title}")
                clauses.append((f"{one}、（{two}）{f'——{number}' if dashes else item}", path, f"{mark}{name}。{body}"))
                lines.append((clauses[-1][2], False))
    return written(draw, lines, clauses)


@st.composite
def laws(draw: st.DrawFn) -> Written:
    """Chapters with articles numbered through, each of several paragraphs and （一） items."""
    lines, clauses, article = [], [], 0
    for chapter in HAN[: draw(st.integers(1, 3))]:
        top = f"第{chapter}章 {draw(WORDS)}"
        lines.append((top, True))
        for _ in range(draw(st.integers(1, 3))):
            article += 1
            own = [f"第{HAN[article - 1]}条{draw(st.sampled_from([' ', '　']))}{prose(draw)}"]
            own += [prose(draw) for _ in range(draw(st.integers(0, 2)))]
            own += [f"（{two}）{draw(WORDS)}；" for two in HAN[: draw(st.integers(0, 3))]]
            clauses.append((f"第{HAN[article - 1]}条", (top,), "\n".join(own)))
            lines += [(line, False) for line in own]
    return written(draw, lines, clauses)


def written(draw: st.DrawFn, lines: list[tuple[str, bool]], clauses: list[tuple[str, tuple[str, ...], str]]) -> Written:
    source = "\n\n".join(marked_up(draw, line, heading=heading) for line, heading in lines)
    return Written(source, "".join("".join(line for line, _ in lines).split()), clauses)


@given(st.one_of(notices(), laws()))
def test_parts_joined_give_the_visible_characters_back(document: Written) -> None:
    assert told(cut(document.source)) == document.seen


@given(st.one_of(notices(), laws()))
def test_every_unit_is_whole_and_alone_under_its_headings(document: Written) -> None:
    found = [(part.label, part.path[:-1], part.text) for part in cited(cut(document.source))]
    assert found == document.clauses


@given(st.one_of(notices(), laws()))
def test_labels_and_anchors_are_unique(document: Written) -> None:
    assert_unique(cut(document.source))


SOUP = st.one_of(
    st.sampled_from("一二三四").map("{}、".format),
    st.sampled_from("一二三").map("（{}）".format),
    st.integers(1, 4).map("{}. ".format),
    st.integers(1, 3).map("（{}）".format),
    st.sampled_from("一二三").map("第{}章 ".format),
    st.sampled_from("一二三四").map("第{}条 ".format),
    st.sampled_from(["——", "附件1 ", "附件2\n", "附件：", "# ", "## 总则\n", "|表|", "", "第二条之一 ", "第一节 "]),
)
BODIES = st.sampled_from(
    ["创业", "创业。", "包括：", "甲，\n\n乙。", "补（含\n\n贴）。", "创" * 250 + "。", "云川市财政局", "2021年1月27日"]
)


@given(st.lists(st.tuples(SOUP, BODIES).map("".join), min_size=1, max_size=12).map("\n".join))
def test_no_order_of_markers_loses_a_character(source: str) -> None:
    try:
        parts = cut(source)
    except DocumentError as error:
        assert re.search("policy.md.*编号", str(error))
    else:
        assert told(parts) == visible(source)


@example("（一）甲\n（二）乙\n（一）丙\n第一章 丁\n（一）戊")
@given(st.lists(st.tuples(SOUP, BODIES).map("".join), min_size=1, max_size=12).map("\n".join))
def test_no_order_of_markers_gives_two_clauses_one_label(source: str) -> None:
    try:
        parts = cut(source)
    except DocumentError:
        assume(False)
    assert_unique(parts)


# --- whole documents ---


def bodies() -> list[Path]:
    return [*policy_files(DOCS), *policy_files(CORPUS)]


@pytest.mark.parametrize("path", bodies(), ids=lambda path: path.name)
def test_our_documents_lose_nothing(path: Path) -> None:
    assert told(read_document(path, path.parent).parts) == visible(read_text(path))


def test_the_seed_loses_nothing(seed) -> None:
    assert told(seed.parts) == visible(shared(SEED).read_text(encoding="utf-8"))


def test_seventy_laws_lose_nothing_and_have_unique_labels() -> None:
    paths = sorted(shared("data/policies/lawrefbook_md").glob("*.md"))
    assert len(paths) == 70
    for path in paths:
        parts = read_document(path, path.parent).parts
        assert told(parts) == visible(path.read_text(encoding="utf-8")), path.name
        assert_unique(parts)


def test_every_article_of_seventy_laws_is_a_clause() -> None:
    for path in sorted(shared("data/policies/lawrefbook_md").glob("*.md")):
        printed = re.findall(r"(?m)^[\s*]*(第[一二三四五六七八九十百零]+条)[\s　]", path.read_text(encoding="utf-8"))
        found = [part.number for part in cited(read_document(path, path.parent).parts) if part.number.endswith("条")]
        assert found == printed, path.name


def test_599_flattened_documents_lose_nothing(write) -> None:
    lines = shared("data/ncp/documents.jsonl").read_text(encoding="utf-8").splitlines()
    texts = ["{title}\n{text}".format(**json.loads(line)) for line in lines]
    assert len(texts) == 599
    for text in texts:
        path = write(text)
        assert told(read_document(path, path.parent).parts) == visible(read_text(path)), text[:40]


# --- the seed, item by item ---

ITEM = re.compile(r"(?m)^(?:\*\*)?(\d{1,2})\. (?:\*\*)?(.+?)。(?s:.+?)（牵头单位：(?s:[^）]+)）$")


@pytest.fixture(scope="module")
def printed() -> list[re.Match[str]]:
    """The 27 items, found in the raw file by their own pattern."""
    found = list(ITEM.finditer(shared(SEED).read_text(encoding="utf-8")))
    assert [int(item[1]) for item in found] == list(range(1, 28))
    return found


def test_27_items_are_whole_and_alone(seed, printed) -> None:
    found = [part for part in seed.parts if part.number.isdecimal()]
    assert [part.number for part in found] == [item[1] for item in printed]
    assert [part.title for part in found] == [item[2] for item in printed]
    assert ["".join(part.text.split()) for part in found] == [visible(item[0]) for item in printed]


ACTIONS = {
    "（一）科技创新能力提升行动": range(1, 5),
    "（二）创新创业主体培育行动": range(5, 11),
    "（三）创新创业型产业集聚融合发展行动": range(11, 15),
    "（四）创新创业人才引育行动": range(15, 17),
    "（五）创新创业金融支撑行动": range(17, 21),
    "（六）创新创业开放合作水平提升行动": range(21, 23),
    "（七）创新创业营商环境攻坚行动": range(23, 26),
    "（八）创新创业服务体系升级行动": range(26, 28),
}


def test_27_items_have_their_labels_and_paths(seed, printed) -> None:
    expected = [
        (f"二、{action[:3]}{number}", ("二、重点任务", action, f"{number}. {printed[number - 1][2]}"))
        for action, numbers in ACTIONS.items()
        for number in numbers
    ]
    assert [(part.label, part.path) for part in seed.parts if part.number.isdecimal()] == expected


def test_the_seeds_clauses_in_order(seed) -> None:
    labels = [part.label for part in cited(seed.parts)]
    assert labels[:7] == ["引言", "一、（一）", "一、（二）", *(f"一、（二）——{number}" for number in range(1, 5))]
    assert labels[-3:] == ["三、（一）", "三、（二）", "三、（三）"]
    assert len(labels) == 7 + 27 + 3
    assert labels[14] == "二、（二）8"


def test_four_targets_and_three_safeguards_are_whole(seed) -> None:
    found = {part.label: part for part in cited(seed.parts)}
    targets = [found[f"一、（二）——{number}"] for number in range(1, 5)]
    assert [target.title for target in targets] == [
        "要素投入水平明显提升", "双创平台载体显著增加", "成果产出数量效益双提升", "创新创业生态更加优化",
    ]  # fmt: skip
    ends = ["人员数量达到9人。", "载体达到1000家以上。", "科技成果落地转化。", "创新创业意识和能力显著增强。"]
    assert [target.text[-len(end) :] for target, end in zip(targets, ends, strict=True)] == ends
    assert all(target.path[:2] == ("一、总体要求", "（二）行动目标") for target in targets)
    safeguards = [found[f"三、（{number}）"] for number in "一二三"]
    assert [part.title for part in safeguards] == ["加强组织领导", "强化政策落实", "做好宣传引导"]
    assert all(part.text.endswith("各设区市人民政府）") for part in safeguards)


def test_no_heading_leaks_into_a_clause(seed) -> None:
    headings = [part.text for part in seed.parts if part.kind == "heading"]
    assert len(headings) == 3 + 8
    assert all(part.text.endswith(("。", "）")) for part in cited(seed.parts))
    assert not [part.label for part in cited(seed.parts) for heading in headings if heading in part.text]


def test_page_breaks_are_healed(seed) -> None:
    breaks = re.findall(r"[^。；：）”*】\s]\n\n(?![#*（\d—一])", shared(SEED).read_text(encoding="utf-8"))
    assert len(breaks) > 10, "the raw file has page breaks inside sentences"
    assert not [part.label for part in cited(seed.parts) if "\n" in part.text]


# --- numbers ---


@pytest.mark.parametrize("mark", ["{}、", "（{}）", "第{}条 "])
def test_two_equal_numbers_are_refused_with_file_and_number(mark: str) -> None:
    first, second = mark.format("一"), mark.format("二")
    with pytest.raises(DocumentError, match=f"policy.md.*{re.escape(second.strip())}.*请改正") as caught:
        cut(f"{first}甲事。\n{second}乙事。\n{second}丙事。")
    assert "乙事" in str(caught.value)


def test_a_number_that_comes_back_later_is_refused_or_told_apart() -> None:
    try:
        parts = cut("一、甲事。\n二、乙事。\n三、丙事。\n二、丁事。")
    except DocumentError as error:
        assert re.search(r"policy\.md.*二、", str(error))
    else:
        assert_unique(parts)


def test_a_second_run_of_numbers_keeps_labels_unique() -> None:
    parts = cut("一、甲事。\n二、乙事。\n一、丙事。\n（一）丁事。\n二、戊事。")
    assert [part.label for part in parts] == ["一、", "二、", "一〔2〕、", "一〔2〕、（一）", "二〔2〕、"]
    assert_unique(parts)


def test_articles_that_start_anew_in_each_chapter_keep_labels_unique() -> None:
    assert_unique(cut("第一章 总则\n第一条 甲事。\n第二条 乙事。\n第二章 分则\n第一条 丙事。\n第二条 丁事。"))


def test_an_inserted_article_is_its_own_clause() -> None:
    parts = cut("第十条 甲事。\n第十条之一 乙事。\n第十一条 丙事。")
    assert [part.label for part in parts] == ["第十条", "第十条之一", "第十一条"]
    assert_unique(parts)


def test_kinds_of_number_under_one_heading_keep_anchors_apart() -> None:
    assert_unique(cut("一、甲事\n1. 乙事。\n2. 丙事。\n（一）丁事。\n（二）戊事。"))


def test_equal_headings_keep_labels_unique() -> None:
    assert_unique(cut("## 申请\n1. 甲事。\n2. 乙事。\n## 申请\n1. 丙事。\n2. 丁事。"))


def test_annexes_have_numbers_of_their_own() -> None:
    labels = [part.label for part in cited(cut("一、甲事。\n附件1\n表格\n一、乙事。\n附件2\n名单\n一、丙事。"))]
    assert labels == ["一、", "附件1", "附件1 一、", "附件2", "附件2 一、"]


def test_a_short_list_stays_in_the_clause_that_announces_it() -> None:
    (part,) = cut("1. 申请条件。应当具备：\n（1）场地；\n（2）人员。")
    assert part.text.endswith("（1）场地；\n（2）人员。")


def test_signature_and_date_are_no_part_of_the_last_clause() -> None:
    parts = cut("一、甲事。\n二、乙事。\n云川市人民政府\n2021年1月27日")
    assert [(part.kind, part.text) for part in parts[-2:]] == [
        ("clause", "二、乙事。"), ("closing", "云川市人民政府\n2021年1月27日"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["第一条的规定", "第三条、第四条", "2021年1月", "1.5倍", "一并", "（含税）", "十万元以上", "附件中的表"]
)
def test_what_only_looks_like_a_number_opens_no_clause(line: str) -> None:
    assert marker_of(line) is None


@pytest.mark.parametrize("line", [f"二、{piece * 20000}" for piece in ["甲一、", "（", "1.", "第一", "创 ", "一"]])
def test_a_hostile_line_is_cut_at_once(line: str) -> None:
    assert told(cut("一、甲事。\n" + line)) == visible("一、甲事。\n" + line)
