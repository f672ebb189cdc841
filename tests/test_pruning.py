"""The highest sums over lists, against adding up every list."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from index.pruning import LEFT, Listed, Sums

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
def test_the_highest_are_those_of_all_sums_but_for_what_is_left(
    lists: list[Listed], most: int, seed: int | None
) -> None:
    allowed = None if seed is None else np.random.default_rng(seed).random(SIZE) < 0.3
    totals = added(lists) if allowed is None else np.where(allowed, added(lists), 0)
    found = Sums(lists, SIZE, most, allowed).highest
    assert len(found) == len(set(found.tolist())) == min(most, np.count_nonzero(totals))
    assert np.all(np.diff(found) > 0)
    left = LEFT * sum(one.bound for one in lists)
    assert totals[found].min(initial=np.inf) >= np.sort(totals)[::-1][: len(found)].min(initial=np.inf) - left - 1e-3


@given(lists(), st.integers(1, 60))
def test_any_row_has_its_sum_but_for_what_is_left(lists: list[Listed], most: int) -> None:
    sums, left = Sums(lists, SIZE, most).of(np.arange(SIZE)), LEFT * sum(one.bound for one in lists)
    assert np.all(sums <= added(lists) + 1e-3)
    assert np.all(sums >= added(lists) - left - 1e-3)


def test_the_lists_of_common_terms_are_not_added_up() -> None:
    random = np.random.default_rng(1)
    rare, common = [listed(random, 0.05) for _ in range(6)], [listed(random, 0.8) for _ in range(4)]
    assert_allclose(Sums([*common, *rare], SIZE, 5).of(np.arange(SIZE)), added(rare), atol=1e-3)


def test_where_few_texts_have_a_rare_term_the_common_ones_bring_more() -> None:
    random = np.random.default_rng(1)
    rare, common = listed(random, 0.05), listed(random, 0.98)
    assert rare.bound > common.bound / LEFT
    assert len(Sums([common, rare], SIZE, 20).highest) == 20
    assert len(Sums([common, rare], SIZE, 300).highest) == 300


def test_a_tail_adds_to_the_texts_laid_after_those_of_a_list() -> None:
    random = np.random.default_rng(1)
    one, tail = listed(random, 0.05), listed(random, 0.05)
    sums = Sums([one._replace(tail=tail)], SIZE, 5).of(np.arange(SIZE))
    assert_allclose(sums, added([one, tail]), atol=1e-3)


@given(lists(), st.integers(1, 60))
def test_what_is_gone_is_left_out(lists: list[Listed], most: int) -> None:
    gone = [slice(0, 37), slice(200, 390)]
    found = Sums(lists, SIZE, most, gone=gone).highest
    assert not any(set(found.tolist()) & set(range(own.start, own.stop)) for own in gone)
    kept = np.delete(added(lists), np.r_[tuple(gone)])
    assert len(found) == min(most, np.count_nonzero(kept))


def test_how_many_steps_a_list_adds() -> None:
    one, found = (
        Listed(np.array([2, 5], np.int32), np.array([7, 9], np.uint8), np.float32(1), 1.0),
        np.zeros(4, np.uint8),
    )
    one.steps_at(np.array([1, 2, 5, 8], np.int32), found)
    assert found.tolist() == [0, 7, 9, 0]
