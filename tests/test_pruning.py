"""The highest sums over lists, against adding up every list."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from index.pruning import Listed, Sums

SIZE = 400


@st.composite
def lists(draw: st.DrawFn) -> list[Listed]:
    """Lists of rare and of common terms."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    return [listed(random, random.uniform(0.01, share)) for share in draw(st.lists(st.sampled_from([0.05, 0.9])))]


def listed(random: np.random.Generator, share: float) -> Listed:
    rows = np.sort(random.choice(SIZE, max(1, int(share * SIZE)), replace=False)).astype(np.int32)
    bound = float(-np.log(share))
    return Listed(rows, random.integers(120, 256, len(rows)).astype(np.uint8), np.float32(bound / 255), bound)


def added(lists: list[Listed]) -> np.ndarray:
    totals = np.zeros(SIZE)
    for one in lists:
        totals[one.rows] += one.scores * one.step
    return totals


@given(lists(), st.integers(1, 60), st.none() | st.integers(0, 2**32))
def test_the_highest_are_those_of_all_sums(lists: list[Listed], most: int, seed: int | None) -> None:
    allowed = None if seed is None else np.random.default_rng(seed).random(SIZE) < 0.3
    totals = added(lists) if allowed is None else np.where(allowed, added(lists), 0)
    found = Sums(lists, SIZE, most, allowed).highest
    assert len(found) == len(set(found.tolist())) == min(most, np.count_nonzero(totals))
    assert_allclose(totals[found], np.sort(totals)[::-1][: len(found)], atol=1e-3)


@given(lists(), st.integers(1, 60), st.sets(st.integers(0, SIZE - 1)))
def test_any_row_has_its_whole_sum(lists: list[Listed], most: int, rows: set[int]) -> None:
    wanted = np.array(sorted(rows), np.int64)
    assert_allclose(Sums(lists, SIZE, most).of(wanted), added(lists)[wanted], atol=1e-3)


def test_the_lists_of_common_terms_are_not_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(1)
    rare, common = [listed(random, 0.05) for _ in range(6)], [listed(random, 0.8) for _ in range(4)]
    sums = Sums([*common, *rare], SIZE, 5)
    assert {len(one.rows) for one in sums._rest} == {320}
    assert len(sums._rest) == 4
