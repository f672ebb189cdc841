"""Which clauses were noted together near a question."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.together import FAR, NOTHING_NOTED, USUAL, Together
from index import Clause
from index.noted import Joint

COSINES = st.floats(0.7, 0.99)


@pytest.fixture(scope="session")
def three(index) -> list[Clause]:
    return [replace(index.clauses[0], id=name) for name in "abc"]


def spoken(three: list[Clause], *noted: tuple[float, str]) -> list[float]:
    """How far questions with cosines and ids speak for b and for c beside a."""
    best, *others = three
    found = Together([Joint(cosine, frozenset(ids)) for cosine, ids in noted])
    return [found.speaks_for(one, best) for one in others]


def test_a_clause_noted_with_the_best_near_by_is_spoken_for_and_one_that_is_not_is_spoken_against(three) -> None:
    b, c = spoken(three, (0.96, "ab"))
    assert b == pytest.approx(1 - USUAL, abs=0.01)
    assert c == pytest.approx(-USUAL, abs=0.01)


def test_a_question_noted_in_these_very_words_needs_all_its_clauses(three) -> None:
    assert spoken(three, (1, "ab"), (0.99, "ac"))[0] == math.inf
    assert max(spoken(three, (1, "bc"))) < 1


def test_it_matters_not_whether_the_best_clause_was_noted_too(three) -> None:
    assert spoken(three, (0.96, "bc")) == [*spoken(three, (0.96, "ab"))[:1]] * 2


def test_what_is_noted_far_off_says_nothing(three) -> None:
    assert spoken(three, (FAR - 0.1, "ab")) == pytest.approx([0, 0], abs=1e-3)
    assert spoken(three) == [0, 0]
    assert NOTHING_NOTED.speaks_for(three[1], three[0]) == 0


def test_a_clause_of_another_document_is_not_spoken_of(three) -> None:
    best, other = three[0], replace(three[1], document=replace(three[0].document, id="other"))
    assert Together([Joint(0.96, frozenset("ab"))]).speaks_for(other, best) == 0


def test_the_nearest_counts_most(three) -> None:
    b, c = spoken(three, (0.96, "ab"), (0.94, "ac"))
    assert b > 0 > c


@given(st.lists(st.tuples(COSINES, st.sampled_from(["ab", "ac", "bc", "abc"])), max_size=9), COSINES)
def test_one_more_with_both_speaks_no_less(three, noted: list[tuple[float, str]], cosine: float) -> None:
    before, after = (spoken(three, *noted, *more)[0] for more in ([], [(cosine, "ab")]))
    assert -USUAL <= before <= after + 1e-9 <= 1 - USUAL + 1e-6
