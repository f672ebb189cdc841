"""What a turn says of going on, and what beside that."""

import pytest

from bot.cues import anew, corrected, is_elliptical, is_marked, is_of_oneself, said_beside, tells
from bot.groups import group_in


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("换个问题，创业大赛有哪些", "创业大赛有哪些"),
        ("另外问一下注销公司", "注销公司"),
        ("换成退役军人呢", ""),
        ("问题出在哪", ""),
    ],
)
def test_a_subject_begun_anew_is_read(text: str, rest: str) -> None:
    assert anew(text) == rest


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("不是贷款，是减税", "减税"),
        ("不是问补贴，我是问贷款", "贷款"),
        ("不是，我是说没房的行不行", "没房的行不行"),
        ("不是问学籍，我想问贷款", "贷款"),
        ("不是党员，是不是也行", "不是党员，是不是也行"),
    ],
)
def test_what_is_meant_instead_is_read(said: str, meant: str) -> None:
    assert corrected(said) == meant


@pytest.mark.parametrize(
    ("text", "marked"),
    [("那贷款呢", True), ("大学生也能吗", True), ("又是多少", True), ("贷款有贴息吗", False)],
)
def test_a_form_that_goes_on_is_read(text: str, marked: bool) -> None:
    assert is_marked(text) is marked


@pytest.mark.parametrize(
    ("text", "said"), [("那我当过兵的表弟呢", ""), ("那退役军人贷款呢", "贷款"), ("贷款方面呢", "贷款")]
)
def test_what_is_said_beside_whom_it_is_for_is_read(text: str, said: str) -> None:
    assert said_beside(text, group_in(text)) == said


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("家属呢", True),
        ("要是房东不同意", True),
        ("地下室行不行", True),
        ("明天天气怎么样呢", False),
        ("水管爆了找谁修", False),
    ],
)
def test_what_is_no_question_by_itself_is_read(text: str, is_one: bool) -> None:
    assert is_elliptical(text) == is_one


@pytest.mark.parametrize(
    ("text", "told", "of_oneself"),
    [
        ("我有案底", True, True),
        ("我户口在湖南", True, False),
        ("要是我户口在湖南呢", True, False),
        ("我有补贴吗", False, False),
        ("我有点饿", True, False),
    ],
)
def test_what_somebody_only_tells_is_read(text: str, told: bool, of_oneself: bool) -> None:
    assert (tells(text), is_of_oneself(text)) == (told, of_oneself)
