"""Texts sorted into posting lists, in blocks of any size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import inverting
from index.inverting import invert
from index.postings import Postings
from index.saturation import Saturation

HALF = Saturation(0.5, 0.6)
TEXTS = st.lists(st.lists(st.sampled_from("甲乙丙丁"), max_size=6), min_size=1, max_size=30)


def lists(made: Postings) -> dict[str, tuple[list[int], list[float]]]:
    found = {}
    for place, term in enumerate(made.terms()):
        own = slice(made.starts[place], made.starts[place + 1])
        found[term] = (made.rows[own].tolist(), made.scores[own].tolist())
    return found


@given(TEXTS)
def test_a_list_holds_the_texts_that_have_its_term_in_order(texts: list[list[str]]) -> None:
    made, size = invert(texts, HALF)
    assert size == len(texts)
    expected = {term: [row for row, text in enumerate(texts) if term in text] for text in texts for term in text}
    assert {term: rows for term, (rows, _) in lists(made).items()} == expected
    assert [made.count(term) for term in "甲戊"] == [len(expected.get("甲", [])), 0]
    assert made.holding("甲").tolist() == expected.get("甲", [])
    assert made.find("戊") is None


@given(TEXTS, st.integers(1, 7))
def test_blocks_of_any_size_give_the_same_lists(texts: list[list[str]], size: int) -> None:
    whole, _ = invert(texts, HALF)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inverting, "BLOCK", size)
        cut, _ = invert(texts, HALF)
    assert lists(cut) == lists(whole)
