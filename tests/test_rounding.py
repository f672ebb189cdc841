"""Rounding such that products with likely queries change little."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.rounding import Rounding

WIDE = 24


def alike(size: int, seed: int) -> np.ndarray:
    """Unit vectors that lie mostly in a few directions, as those of texts do."""
    random = np.random.default_rng(seed)
    rows = random.normal(size=(size, 5)) @ np.random.default_rng(1).normal(size=(5, WIDE))
    rows += 1 + 0.1 * random.normal(size=rows.shape)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def error(rounded: np.ndarray, steps: np.ndarray, queries: np.ndarray) -> float:
    return float(np.std((rounded - steps) @ queries.T))


def test_products_with_queries_are_nearer_than_if_each_dimension_was_rounded_alone() -> None:
    steps, queries = 100 * alike(500, 2), alike(200, 3)
    ours = error(Rounding.of(alike(500, 4))(steps, 127), steps, queries)
    assert ours < 0.5 * error(np.rint(steps), steps, queries)


def test_without_a_direction_in_which_queries_lie_it_is_plain_rounding() -> None:
    steps = 100 * alike(50, 2)
    assert np.array_equal(Rounding(np.zeros((WIDE, WIDE)))(steps, 127), np.rint(steps))


@given(st.integers(0, 99), st.integers(1, 40), st.integers(1, 30))
def test_no_step_exceeds_the_largest(seed: int, size: int, largest: int) -> None:
    found = Rounding.of(alike(50, seed))(40 * alike(size, seed), largest)
    assert np.abs(found.astype(int)).max() <= largest


def test_a_vector_is_rounded_alike_whatever_comes_with_it() -> None:
    rounding, steps = Rounding.of(alike(50, 0)), 100 * alike(9000, 1)
    whole = rounding(steps, 127)
    apart = np.concatenate([rounding(some, 127) for some in np.array_split(steps, 7)])
    assert np.mean(whole == apart) > 0.999  # but for what single precision leaves open
