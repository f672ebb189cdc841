"""Audiences side by side: when a question wants that, what stands in the table, and what is said of it."""

from datetime import date

import pytest
from conftest import AFTER, BEFORE

from bot import AUDIENCES, Bot, Question, Status
from bot.audiences import EVERYONE, told
from bot.comparison import Cell, Comparison, asked
from bot.needs import all_needs
from index import Index

FARMER, VETERAN, STUDENT = AUDIENCES
ALL = "农民工、退役军人、大学生的支持有什么不同"


# --- when a question wants a comparison ---


@pytest.mark.parametrize(
    ("question", "audiences", "needs"),
    [
        (ALL, AUDIENCES, ()),
        ("老兵和在校生比一比，谁的补贴更多", (VETERAN, STUDENT), ("资金",)),
        ("部队回来的同刚毕业的，培训上一样冇", (VETERAN, STUDENT), ("培训",)),
        ("民工跟学生的优惠差在哪", (FARMER, STUDENT), ()),
        ("场地这块几类人群差别大吗", AUDIENCES, ("场地",)),
        ("返乡的人与转业军人待遇有差距吗", (FARMER, VETERAN), ()),
        ("退役军人和毕业生都有哪些培训", (VETERAN, STUDENT), ("培训",)),
        ("农民工退役军人大学生有啥不一样", AUDIENCES, ()),
    ],
)
def test_a_question_for_several_audiences_is_a_comparison(question, audiences, needs) -> None:
    wanted = asked(question)
    assert wanted is not None
    assert (wanted.audiences, wanted.needs) == (audiences, needs)


@pytest.mark.parametrize(
    "question",
    [
        "退役的大学生创业有啥支持",
        "返乡大学生有哪些培训",
        "大学生毕业回乡和留城里有什么区别",
        "我是农民工，孩子是大学生，有什么支持",
        "退役军人和大学生合伙开店有什么支持",
        "农民工和大学生谁更高",
        "退役军人和大学生创业归哪个部门管",
        "大学生创业有什么不同的扶持",
        "两种贷款有什么区别",
        "你好",
    ],
)
def test_another_question_is_none(question: str) -> None:
    assert asked(question) is None


def test_no_golden_question_for_one_audience_becomes_a_comparison(dev, particulars_dev) -> None:
    assert [one.golden.question for one in (*dev, *particulars_dev) if one.answer.comparison] == []


# --- the table ---


@pytest.fixture(scope="module")
def shipped(real_index: Index) -> Comparison:
    return Comparison(real_index)


@pytest.fixture(scope="module")
def other(stranger: Bot) -> Comparison:
    return Comparison(stranger.index)


def cell(comparison: Comparison, audience: str, need: str) -> Cell:
    (row,) = comparison.table(AFTER, needs=[need]).rows
    return next(one for one in (*row.cells, row.everyone) if one.audience == audience)


def said(found: Cell) -> str:
    return "".join(quote for excerpt in found.excerpts for quote in excerpt.quotes)


@pytest.mark.parametrize(
    ("audience", "need", "words"),
    [
        (FARMER, "用地", "统筹保障农民创业用地"),
        (FARMER, "电商", "鼓励农民依托电商创业"),
        (VETERAN, "资金", "财政贴息支持"),
        (VETERAN, "导师", "退役军人创业导师库"),
        (STUDENT, "学籍", "保留学籍休学创业"),
        (EVERYONE, "场地", "允许“一址多照”"),
    ],
)
def test_a_cell_quotes_the_clause_of_its_audience(shipped: Comparison, audience, need, words) -> None:
    assert words in said(cell(shipped, audience, need))


@pytest.mark.parametrize(("audience", "need"), [(STUDENT, "用地"), (VETERAN, "学籍"), (FARMER, "导师")])
def test_what_no_clause_says_is_an_empty_cell(shipped: Comparison, audience, need) -> None:
    assert cell(shipped, audience, need) == Cell(audience)


@pytest.mark.parametrize(
    ("audience", "need", "words"),
    [
        (FARMER, "资金", "每户六千元"),
        (VETERAN, "资金", "贷款利率的百分之五十"),
        (STUDENT, "资金", "贷款利率的百分之五十"),
        (STUDENT, "培训", "免费创业培训班"),
        (FARMER, "导师", "创业导师结对帮扶"),
    ],
)
def test_other_policies_fill_the_same_table(other: Comparison, audience, need, words) -> None:
    assert words in said(cell(other, audience, need))


def test_a_condition_stays_with_what_it_limits(other: Comparison) -> None:
    assert "同一申请人只能享受一次。" in said(cell(other, FARMER, "资金"))


@pytest.mark.parametrize("which", ["shipped", "other"])
def test_every_quote_is_verbatim_and_of_its_column(request: pytest.FixtureRequest, which: str) -> None:
    table = request.getfixturevalue(which).table(AFTER)
    needs = {need.name: need for need in all_needs()}
    for row in table.rows:
        for found in (*row.cells, row.everyone):
            for excerpt in found.excerpts:
                clause = excerpt.clause
                assert all(quote in clause.text for quote in excerpt.quotes)
                assert needs[row.need].told.search("".join(excerpt.quotes))
                about = told(" ".join([clause.title, *clause.path, clause.text]))
                assert found.audience == EVERYONE or found.audience in about
                assert found.audience != EVERYONE or not told("".join(excerpt.quotes))


def test_every_quoted_clause_is_cited_once_with_all_its_quotes(shipped: Comparison) -> None:
    table = shipped.table(AFTER)
    cited = {citation.clause.id: set(citation.quotes) for citation in table.citations}
    shown = [e for row in table.rows for found in (*row.cells, row.everyone) for e in found.excerpts]
    assert len(cited) == len(table.citations)
    assert set(cited) == {excerpt.clause.id for excerpt in shown}
    for clause_id, quotes in cited.items():
        assert quotes == {quote for excerpt in shown if excerpt.clause.id == clause_id for quote in excerpt.quotes}


def test_fewer_passages_are_counted_not_lost(shipped: Comparison) -> None:
    for whole, short in zip(shipped.table(AFTER).rows, shipped.table(AFTER, most=1).rows, strict=True):
        for all_of, some in zip(whole.cells, short.cells, strict=True):
            assert bool(all_of.excerpts) == bool(some.excerpts)
            assert (some.more > 0) == (len(said(some)) < len(said(all_of)))


def test_a_choice_narrows_the_table(other: Comparison) -> None:
    document = other.table(AFTER).citations[0].clause.document.id
    table = other.table(AFTER, [STUDENT, VETERAN], ["资金"], [document])
    assert table.audiences == (VETERAN, STUDENT)
    assert [row.need for row in table.rows] == ["资金"]
    assert {citation.clause.document.id for citation in table.citations} <= {document}


# --- the answer ---


def test_the_answer_sets_quotes_side_by_side_after_the_warning(quick: Bot) -> None:
    answer = quick.answer(Question(ALL, today=AFTER))
    assert answer.status is Status.ANSWERED
    assert [citation.clause.number for citation in answer.citations] == ["7", "8", "9"]
    quoted = [quote for citation in answer.citations for quote in citation.quotes]
    assert all(quote in answer.text for quote in quoted)
    assert answer.text.index("已届满") < min(map(answer.text.index, quoted))
    assert f"{STUDENT}：未提及" in answer.text
    assert [contact.unit for contact in answer.contacts] == [
        "自治区农业农村厅", "自治区退役军人厅", "自治区教育厅"
    ]  # fmt: skip


def test_in_force_there_is_no_warning(quick: Bot) -> None:
    assert quick.answer(Question(ALL, today=BEFORE)).notices == ()


def test_the_text_holds_nothing_but_fixed_words_and_quotes(quick: Bot) -> None:
    answer = quick.answer(Question(ALL, today=AFTER))
    rest = answer.text
    for quote in (quote for citation in answer.citations for quote in citation.quotes):
        rest = rest.replace(f"“{quote}”", "")
    assert not [
        word for word in ("更多的", "更高", "优于", "不如", "比较多", "贴息", "培训网", "学籍休学") if word in rest
    ]


def test_a_need_that_is_asked_for_stands_alone(quick: Bot) -> None:
    answer = quick.answer(Question("贷款方面三类人有啥区别", today=AFTER))
    assert answer.comparison is not None
    assert [row.need for row in answer.comparison.rows] == ["资金"]
    assert "财政贴息支持" in answer.text
    assert EVERYONE in answer.text


def test_a_detail_that_no_quote_states_is_told(quick: Bot) -> None:
    answer = quick.answer(Question("退役军人和大学生贷款额度有什么不同，最多多少钱", today=AFTER))
    assert answer.status is Status.PARTIAL
    assert "金额" in answer.missing


def test_several_documents_are_named_at_each_quote(stranger: Bot) -> None:
    answer = stranger.answer(Question("农民工和退役军人的资金支持有什么不同", today=date(2025, 6, 1)))
    for citation in answer.citations:
        assert citation.clause.document.name in answer.text


def test_where_no_clause_speaks_the_question_goes_the_usual_way(stranger: Bot) -> None:
    answer = stranger.answer(Question("农民工和退役军人的学籍有什么不同", today=AFTER))
    assert answer.comparison is None or answer.citations
