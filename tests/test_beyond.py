"""What pieces of a question are after of which the best clause does not tell."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import Bot, Question
from bot.beyond import LEAST, beyond
from index import Clause, Index

SCHOOL, OFFICE = "学籍保不保得住", "租的房能注册吗"


@pytest.fixture(scope="session")
def three(index: Index) -> list[Clause]:
    return [replace(index.clauses[0], id=name) for name in "abc"]


def test_the_clause_that_has_most_of_a_piece_goes_beyond_the_first(three) -> None:
    found = {SCHOOL: [0.9, 0.1, 0.2], OFFICE: [0.1, 0.5, 0.7]}
    assert beyond(f"{SCHOOL}，{OFFICE}", three, lambda text, _: found[text]) == {"c": pytest.approx(0.6)}


def test_what_hardly_any_word_of_a_piece_is_in_tells_nothing(three) -> None:
    assert beyond(f"{SCHOOL}，{OFFICE}", three, lambda *_: [0, LEAST - 0.01, 0]) == {}
    assert beyond(f"{SCHOOL}，{OFFICE}", three, lambda *_: [0, LEAST + 0.01, 0]) != {}


def test_one_question_has_no_pieces(three) -> None:
    assert beyond(SCHOOL, three, lambda *_: [0, 1, 0]) == {}


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=4))
def test_nothing_goes_beyond_more_than_it_has_nor_the_first_clause_at_all(three, shares: list[list[float]]) -> None:
    left = iter(shares * 2)

    def told(_text: str, _clauses: Sequence[Clause]) -> list[float]:
        return next(left)

    found = beyond("，".join(["贷款"] * len(shares)), three, told)
    assert "a" not in found
    for name, more in found.items():
        assert 0 <= more <= max(own["abc".index(name)] for own in shares)


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("退伍兵贷款有没有贴息，想用家里的房子办照", {"二、（二）8", "二、（七）24"}),
        ("返乡回来想学技术，自家老屋能不能办个执照", {"二、（二）7", "二、（七）24"}),
    ],
)
def test_two_things_asked_at_once_are_both_answered(bot: Bot, question: str, labels: set[str]) -> None:
    assert {one.clause.label for one in bot.answer(Question(question)).citations} == labels
