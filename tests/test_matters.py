"""Which sentences carry what a question names."""

import pytest

from bot import Question
from bot.matters import carrying

TITLE = "加大创新型人才培养力度"
TEXTS = [
    "继续完善博士后工作平台建设。",
    "实施研究生教育计划。",
    "允许利用商业用房作为创业场所。",
    "支持知名高校设立分支机构。",
]


@pytest.mark.parametrize(
    ("question", "carried"),
    [
        ("博士后有啥说法", [0]),  # a thing
        ("场地有什么规定", [2]),  # a need
        ("博士后和研究生分别有什么", [0, 1]),
        ("研究生和培养计划怎么安排，博士后呢", [0, 1]),  # a kind of help counts beside a thing
    ],
)
def test_what_a_question_names_sets_sentences_apart(question: str, carried: list[int]) -> None:
    assert [place for place, carries in enumerate(carrying(question, TITLE, TEXTS)) if carries] == carried


@pytest.mark.parametrize(
    "question",
    [
        "有什么政策",  # names nothing
        "大学生创业有什么扶持",  # names whom it is for alone
        "人才培养都有哪些平台",  # the clause is called so
        "博士后以外还有什么",  # others are asked for
        "博士后和火箭有啥说法",  # other words may tell of rockets
        "农家乐有啥说法",  # nothing there is known
    ],
)
def test_nothing_is_set_apart_where_other_sentences_may_answer(question: str) -> None:
    assert all(carrying(question, TITLE, TEXTS))


def test_a_word_that_most_sentences_have_sets_none_apart() -> None:
    assert all(carrying("博士后有啥说法", TITLE, ["博士后平台。", "博士后经费。", "分支机构。"]))


@pytest.mark.parametrize(
    ("question", "told"),
    [("博士后工作站有啥说法", "博士后"), ("开公司场地有什么规定", "创业场所"), ("退役军人培训有哪些", "培训")],
)
def test_a_broad_question_that_names_a_thing_gets_what_tells_of_it(quick, question: str, told: str) -> None:
    (first, *others) = quick.answer(Question(question)).citations
    assert len(first.quotes) == 1 and told in first.quotes[0]
    assert not others
