"""What a question says is so many, beside other figures for it."""

from decimal import Decimal

import pytest
from conftest import AFTER

from bot import Question, Status
from bot.figures import MONEY, OPEN, PEOPLE, PERCENT, THINGS, Figure, figures_in, otherwise

INPUT = "全区全社会研发投入达到300亿元，研发投入强度达到1.25%以上；高新区达到17个（国家级5个、自治区级12个），新登记市场主体达到100万家、带动新增就业人口65万人。"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("三百亿元", [("三百亿元", 300 * 10**8, MONEY)]),
        ("百分之十", [("百分之十", 10, PERCENT)]),
        ("1.25%以上", [("1.25%", Decimal("1.25"), PERCENT)]),
        ("200亿", [("200亿", 200 * 10**8, OPEN)]),
        ("65万人、30家", [("65万人", 650_000, PEOPLE), ("30家", 30, THINGS)]),
        ("百分之零点五，一个人，第3家，17，几十万，几百个", []),
    ],
)
def test_figures_are_read(text: str, figures: list[tuple[str, Decimal, str]]) -> None:
    assert figures_in(text) == [Figure(said, Decimal(value), unit) for said, value, unit in figures]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("研发投入强度是不是2%", [("2%", "研发投入强度达到1.25%以上")]),
        ("研发投入强度是1.25%吗", []),
        ("研发投入要到三百亿吗", []),
        ("新增就业是不是100万人", [("100万人", "带动新增就业人口65万人")]),
        ("国家级高新区是不是6个", [("6个", "高新区达到17个（国家级5个、自治区级12个）")]),
        ("国家级高新区是不是5个", []),
        ("我们店有8个人，能贷款吗", []),
        ("研发投入是200亿还是多少", []),
        ("是2%吗", [("2%", "研发投入强度达到1.25%以上")]),
    ],
)
def test_another_figure_is_written(question: str, found: list[tuple[str, str]]) -> None:
    assert otherwise(question, [INPUT]) == found


def test_what_may_be_as_much_is_not_contradicted() -> None:
    assert otherwise("贷款额度有20万吗", ["个人贷款额度最高30万元。"]) == []
    assert otherwise("贷款额度有50万吗", ["个人贷款额度最高30万元。"]) == [("50万", "个人贷款额度最高30万元")]


def test_the_words_that_give_another_figure_are_told(quick) -> None:
    answer = quick.answer(Question("到2023年新增就业是不是100万人", today=AFTER))
    assert (answer.status, answer.missing) == (Status.PARTIAL, ("“100万人”",))
    told = "您说的是100万人，这里引的原文写的是“带动新增就业人口65万人”"
    assert ("other_figure", told) in [(one.kind, one.text) for one in answer.notices]
    assert told in answer.text
