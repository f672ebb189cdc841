"""Clauses listed by the heading above them."""

import pytest
from conftest import AFTER

from bot import Question
from bot.citing import MOST_POINTS
from bot.sections import Section, listed, nth, part, sections


@pytest.fixture(scope="session")
def among(real_index) -> list[Section]:
    return sections(real_index.clauses)


def test_every_clause_stands_below_each_heading_above_it(among: list[Section], real_index) -> None:
    headings = {one.heading: one.clauses for one in among}
    assert "行动目标" not in headings  # is a clause itself
    for clause in real_index.clauses:
        if clause.label.startswith("二、"):
            assert clause in headings["重点任务"]


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("保障措施总共几项，分别是什么", "保障措施"),
        ("金融支撑行动底下有哪几条", "创新创业金融支撑行动"),
        ("营商环境那个行动下面几条各讲什么", "创新创业营商环境攻坚行动"),
    ],
)
def test_a_section_is_listed_with_its_titles(quick, among: list[Section], question: str, heading: str) -> None:
    section = listed(question, among)
    assert section is not None
    assert section.heading == heading
    answer = quick.answer(Question(question, today=AFTER))
    assert [citation.clause for citation in answer.citations] == list(section.clauses)
    assert [citation.quotes for citation in answer.citations] == [(clause.title,) for clause in section.clauses]
    assert heading in answer.text


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("要写发言稿，组织保障部分写了哪几点", "保障措施"),
        ("营商环境部分都讲了啥", "创新创业营商环境攻坚行动"),
        ("总体要求那章讲什么", "总体要求"),
    ],
)
def test_a_part_is_quoted_from_all_its_clauses(quick, among: list[Section], question: str, heading: str) -> None:
    section = part(question, among)
    assert section is not None
    assert section.heading == heading
    citations = quick.answer(Question(question, today=AFTER)).citations
    assert [citation.clause for citation in citations] == list(section.clauses)
    assert all(citation.quotes != (citation.clause.title,) for citation in citations)


def test_a_short_part_is_quoted_in_full(quick) -> None:
    answer = quick.answer(Question("保障措施部分写了哪几点", today=AFTER))
    assert all(citation.complete for citation in answer.citations)
    assert [len(citation.quotes) for citation in answer.citations] == [3, 2, 3]


def test_a_long_part_is_listed_by_its_titles(quick) -> None:
    citations = quick.answer(Question("重点任务部分写了什么", today=AFTER)).citations
    assert len(citations) > MOST_POINTS
    assert all(citation.quotes == (citation.clause.title,) for citation in citations)


@pytest.mark.parametrize(
    "question",
    [
        "这部分讲什么",
        "大部分人能享受什么",
        "创业部分讲什么",
        "人才部分补贴是多少",
        "税收部分有哪些优惠",
        "哪部分钱能退",
        "做好宣传引导部分写了哪几点",
    ],
)
def test_what_is_no_part_is_searched_for(among: list[Section], question: str) -> None:
    assert part(question, among) is None


@pytest.mark.parametrize(
    "question", ["保障措施", "农民工有哪些保障措施", "哪几个行动", "行动目标有哪些", "金融有什么支持", "有什么措施"]
)
def test_a_question_that_asks_more_or_less_is_no_list(among: list[Section], question: str) -> None:
    assert listed(question, among) is None


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("保障措施第二条是什么", "三、（二）"),
        ("营商环境攻坚行动里第三条讲什么", "二、（七）25"),
        ("重点任务第二条讲什么", "二、（一）2"),
        ("重点任务最后一条是讲什么的", "二、（八）27"),
        ("保障措施里面最后一条", "三、（三）"),
    ],
)
def test_a_clause_is_found_by_its_place_below_a_heading(among: list[Section], question: str, label: str) -> None:
    clause = nth(question, among)
    assert clause is not None
    assert clause.label == label


@pytest.mark.parametrize(
    "question", ["保障措施第九条", "保障措施第零条", "第九条讲什么", "保障措施第二条的补贴", "双创第二条是什么"]
)
def test_a_place_below_no_one_heading_finds_nothing(among: list[Section], question: str) -> None:
    assert nth(question, among) is None
