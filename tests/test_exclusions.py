"""What a question leaves out."""

import pytest
from conftest import AFTER

from bot import Question
from bot.exclusions import without_exclusion


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("除了贷款贴息，退役军人还能享受什么", "退役军人还能享受什么"),
        ("除开农民工退伍兵学生仔还顾到哪些人", "还顾到哪些人"),
        ("创业的学生除了能休学以外，还可以申请哪些", "创业的学生还可以申请哪些"),
        ("研发费用加计扣除有吗", "研发费用加计扣除有吗"),
    ],
)
def test_what_is_left_out_asks_for_nothing(question: str, rest: str) -> None:
    assert without_exclusion(question) == rest


@pytest.mark.parametrize(
    "question",
    ["除了农民工，还有哪些人", "除开农民工退伍兵学生仔还顾到哪些人", "除了农民工和退役军人，还有什么人有扶持"],
)
def test_whom_else_there_is_told_by_the_clause_that_writes_of_most(quick, question: str) -> None:
    first = quick.answer(Question(question, today=AFTER)).citations[0].clause
    assert first.label == "二、（二）10"


def test_a_clause_for_people_who_are_left_out_is_not_cited(quick) -> None:
    answer = quick.answer(Question("除了大学生，学校里的老师有什么支持", today=AFTER))
    assert answer.citations
    assert "二、（二）9" not in [citation.clause.label for citation in answer.citations]


def test_beside_one_need_all_others_are_quoted(quick) -> None:
    quoted = "".join(quick.answer(Question("除了贷款贴息，退役军人还能享受什么", today=AFTER)).citations[0].quotes)
    assert "创业导师库" in quoted
    assert "专项培训" in quoted
