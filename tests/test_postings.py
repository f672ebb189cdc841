"""Posting lists: saved and mapped, exact in a small index, a byte a score in a large one."""

from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from index import sizes
from index.inverting import invert
from index.postings import ARRAYS, Postings
from index.saturation import Saturation

HALF = Saturation(0.5, 0.6)
TEXTS = st.lists(st.lists(st.sampled_from("甲乙丙丁"), max_size=6), min_size=1, max_size=30)


@given(TEXTS.filter(any), st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=4, unique=True))
def test_scores_are_those_of_bm25s(texts: list[list[str]], asked: list[str]) -> None:
    made, size = invert(texts, HALF)
    totals = np.zeros(size, np.float32)
    for term in asked:
        made.add(totals, term)
    theirs = bm25s.BM25(k1=HALF.k1, b=HALF.b)
    theirs.index(texts, show_progress=False)
    known = theirs.get_tokens_ids(asked)
    assert_allclose(totals, theirs.get_scores_from_ids(known) if known else np.zeros(size), rtol=1e-5, atol=1e-6)


@given(TEXTS.filter(any))
def test_a_byte_holds_a_score_to_a_part_in_two_hundred(texts: list[list[str]]) -> None:
    exact, size = invert(texts, HALF)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "ROUGH", 0)
        rough, _ = invert(texts, HALF)
    assert (exact.scores.dtype, rough.scores.dtype) == (np.float32, np.uint8)
    for term in "甲乙丙丁":
        totals = [np.zeros(size, np.float32) for _ in range(2)]
        exact.add(totals[0], term)
        rough.add(totals[1], term)
        assert_allclose(totals[1], totals[0], atol=0.005 * float(exact.rarities.max()))
        assert_array_equal(totals[1] > 0, totals[0] > 0)


def test_saved_lists_are_mapped_and_not_read(tmp_path: Path) -> None:
    made, _ = invert([["甲", "乙"], ["乙", "乙"], []], HALF)
    made.save(tmp_path)
    loaded = Postings.load(tmp_path)
    assert loaded.terms() == made.terms()
    for name in ARRAYS:
        assert_array_equal(getattr(loaded, name), getattr(made, name))
    assert isinstance(loaded.rows.base, np.memmap)
    assert not loaded.rows.flags.owndata


@given(TEXTS.filter(any))
def test_from_a_byte_the_exact_score_follows(texts: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "ROUGH", 0)
        made, size = invert(texts, HALF)
    shares, lengths = made.shares(["甲", "戊"], np.arange(size)), np.array([len(text) for text in texts])
    counts = np.array([text.count("甲") for text in texts])
    assert_allclose(shares[0], counts / (HALF.norms(lengths, lengths.mean()) + counts), rtol=1e-5)
    assert not shares[1].any()
