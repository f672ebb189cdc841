"""Posting lists: saved and mapped, exact in a small index, a byte a score in a large one."""

from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from index import postings, sizes
from index.postings import Postings, build
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
    made, size = build(texts, HALF)
    assert size == len(texts)
    expected = {term: [row for row, text in enumerate(texts) if term in text] for text in texts for term in text}
    assert {term: rows for term, (rows, _) in lists(made).items()} == expected
    assert [made.count(term) for term in "甲戊"] == [len(expected.get("甲", [])), 0]
    assert made.holding("甲").tolist() == expected.get("甲", [])
    assert made.find("戊") is None


@given(TEXTS.filter(any), st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=4, unique=True))
def test_scores_are_those_of_bm25s(texts: list[list[str]], asked: list[str]) -> None:
    made, size = build(texts, HALF)
    totals = np.zeros(size, np.float32)
    for term in asked:
        made.add(totals, term)
    theirs = bm25s.BM25(k1=HALF.k1, b=HALF.b)
    theirs.index(texts, show_progress=False)
    known = theirs.get_tokens_ids(asked)
    assert_allclose(totals, theirs.get_scores_from_ids(known) if known else np.zeros(size), rtol=1e-5, atol=1e-6)


@given(TEXTS, st.integers(1, 7))
def test_blocks_of_any_size_give_the_same_lists(texts: list[list[str]], size: int) -> None:
    whole, _ = build(texts, HALF)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "BLOCK", size)
        cut, _ = build(texts, HALF)
    assert lists(cut) == lists(whole)


@given(TEXTS.filter(any))
def test_a_byte_holds_a_score_to_a_part_in_two_hundred(texts: list[list[str]]) -> None:
    exact, size = build(texts, HALF)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "ROUGH", 0)
        rough, _ = build(texts, HALF)
    assert (exact.scores.dtype, rough.scores.dtype) == (np.float32, np.uint8)
    for term in "甲乙丙丁":
        totals = [np.zeros(size, np.float32) for _ in range(2)]
        exact.add(totals[0], term)
        rough.add(totals[1], term)
        assert_allclose(totals[1], totals[0], atol=0.005 * float(exact.rarities.max()))
        assert_array_equal(totals[1] > 0, totals[0] > 0)


def test_saved_lists_are_mapped_and_not_read(tmp_path: Path) -> None:
    made, _ = build([["甲", "乙"], ["乙", "乙"], []], HALF)
    made.save(tmp_path)
    loaded = Postings.load(tmp_path)
    assert lists(loaded) == lists(made)
    assert isinstance(loaded.rows.base, np.memmap)
    assert not loaded.rows.flags.owndata


@given(TEXTS.filter(any))
def test_from_a_byte_the_exact_score_follows(texts: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "ROUGH", 0)
        made, size = build(texts, HALF)
    shares, lengths = made.shares(["甲", "戊"], np.arange(size)), np.array([len(text) for text in texts])
    counts = np.array([text.count("甲") for text in texts])
    assert_allclose(shares[0], counts / (HALF.norms(lengths, lengths.mean()) + counts), rtol=1e-5)
    assert not shares[1].any()
