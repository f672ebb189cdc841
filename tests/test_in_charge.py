"""Who is in charge: whether a question asks it, and what is quoted then."""

import pytest

from bot import Question, Status
from bot.in_charge import asks_unit, said_unit, seeks_help

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


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("第9条牵头是人社厅，是吗", "人社厅"), ("牵头退役军人那条的是民政厅，电话多少", "民政厅"), ("返乡创业归人社局管吧", "人社局"),
        ("退役军人创业是民政局牵头吗", "民政局"), ("孵化基地是不是财政厅负责的", "财政厅"), ("牵头的是哪个部门", ""), ("民政局有没有创业补贴", ""),
        ("由教育厅牵头的创业培训怎么报名", ""), ("谁牵头", ""), ("也是这个厅管吗", ""),
    ],
)  # fmt: skip
def test_the_unit_that_a_question_says_to_lead_is_read(question: str, unit: str) -> None:
    assert said_unit(question) == unit
    assert not unit or asks_unit(question)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("第8条牵头是民政局，是吗", "民政局"),
        ("农民工返乡创业归人社局管吧", "人社局"),
        ("第8条牵头是退役军人局，是吗", ""),
    ],
)
def test_another_unit_than_leads_is_told(quick, question: str, said: str) -> None:
    answer = quick.answer(Question(question))
    told = [notice.text for notice in answer.notices if notice.kind == "other_unit"]
    lead = "、".join(answer.citations[0].clause.lead_units)
    assert told == ([f"您说的是{said}，这一条写的牵头单位是{lead}"] if said else [])
    assert answer.status is Status.ANSWERED and lead in answer.text


@pytest.mark.parametrize(("question", "words"), [("别人抄我的商标，找谁", "商标"), ("没地养鸡找谁", "用地")])
def test_who_seeks_help_is_told_what_is_written_of_the_matter(quick, question: str, words: str) -> None:
    assert seeks_help(question)
    matter, bracket = quick.answer(Question(question)).citations[0].quotes
    assert words in matter and "牵头单位" in bracket


def test_the_units_are_told_once(quick) -> None:
    answer = quick.answer(Question(CHARGE[0]))
    assert answer.text.count("牵头单位：") == 1 and "您可以先问" in answer.text
