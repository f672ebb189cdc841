"""Who is in charge: whether a question asks it, and what is quoted then."""

import pytest

from bot import Question
from bot.in_charge import asks_unit

CHARGE = [
    "退役军人创业这块归谁管", "创业担保贷款哪个部门负责", "谁牵头搞创业培训", "知识产权保护牵头单位是哪个",
    "农民工返乡创业该找谁", "哪些单位配合", "农民工那条，牵头的和配合的各是谁", "这事谁挑的头",
]  # fmt: skip


@pytest.mark.parametrize("question", CHARGE)
def test_who_is_in_charge_is_seen(question: str) -> None:
    assert asks_unit(question)


@pytest.mark.parametrize(
    "question", ["贷款有贴息吗", "在哪个窗口办", "找哪家银行贷款", "大学生能休学创业吗", "管不管饭"]
)
def test_another_question_is_not_about_who_is_in_charge(question: str) -> None:
    assert not asks_unit(question)


@pytest.mark.parametrize("question", CHARGE[:5])
def test_a_question_about_who_is_in_charge_quotes_the_bracket(quick, question: str) -> None:
    (citation,) = quick.answer(Question(question)).citations
    (quote,) = citation.quotes
    assert quote.startswith(("（牵头单位", "(牵头单位"))
    assert all(unit.removeprefix("自治区") in quote for unit in citation.clause.lead_units)


def test_the_bracket_is_not_quoted_when_nobody_asks_for_it(dev) -> None:
    for one in dev:
        if not asks_unit(one.golden.question):
            assert not [q for c in one.answer.citations for q in c.quotes if "牵头单位：" in q], one.golden.id


@pytest.mark.parametrize("question", ["高校培养创新人才有什么新路子，归谁牵头", "农民工返乡归谁牵头，怎么扶持"])
def test_what_is_asked_beside_it_is_quoted_too(quick, question: str) -> None:
    *told, bracket = quick.answer(Question(question)).citations[0].quotes
    assert told
    assert "牵头单位：" in bracket
