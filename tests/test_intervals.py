"""Bounds and tests: known values, and an oracle that counts every case."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intervals import DRAWS, percentiles, ratio, resampled, sign_test, wilson


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        (95, 100, 0.8882, 0.9785),
        (1, 1, 0.2065, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilsons_interval_has_its_known_values(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right / n if n else 0, n) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(1, 500), st.data())
def test_wilsons_bounds_are_where_the_score_test_just_rejects(n: int, data) -> None:
    share = data.draw(st.integers(0, n)) / n
    for bound in wilson(share, n):
        assert (share - bound) ** 2 == pytest.approx(1.96**2 * bound * (1 - bound) / n, abs=1e-9)


def enumerated(won: int, lost: int) -> float:
    """The share of all equally likely splits at least as uneven as this one."""
    splits = [abs(sum(signs)) for signs in product((1, -1), repeat=won + lost)]
    return sum(split >= abs(won - lost) for split in splits) / len(splits)


@pytest.mark.parametrize("won", range(7))
@pytest.mark.parametrize("lost", range(7))
def test_the_sign_test_is_what_counting_every_split_gives(won: int, lost: int) -> None:
    assert sign_test(won, lost) == pytest.approx(enumerated(won, lost))


@pytest.mark.parametrize(("won", "lost", "p"), [(0, 0, 1), (5, 0, 0.0625), (10, 2, 158 / 4096), (3, 3, 1)])
def test_mcnemars_test_has_its_known_values(won: int, lost: int, p: float) -> None:
    assert sign_test(won, lost) == pytest.approx(p)


def test_a_share_of_nothing_is_one() -> None:
    assert ratio(np.array([0.0, 1.0]), np.array([0.0, 4.0])).tolist() == [1.0, 0.25]


def test_a_bootstrap_of_half_right_is_as_wide_as_the_binomial() -> None:
    parts = np.array([[1.0], [0.0]] * 50)
    assert percentiles(resampled(parts, np.ones((100, 1)))) == pytest.approx((0.402, 0.598), abs=0.015)


def test_a_row_weighs_as_much_as_its_whole() -> None:
    draws = resampled(np.array([[8.0], [0.0]]), np.array([[8.0], [2.0]]))
    assert draws.shape == (DRAWS, 1)
    assert {round(share, 6) for share in draws[:, 0]} == {0.0, 0.8, 1.0}


tables = st.integers(1, 20).flatmap(lambda rows: st.lists(st.floats(0, 1), min_size=rows, max_size=rows))


@given(tables)
def test_equal_tables_are_drawn_alike_to_the_last_byte(values: list[float]) -> None:
    parts = np.array(values)[:, None]
    wholes = np.ones_like(parts)
    assert resampled(parts, wholes).tobytes() == resampled(parts.copy(), wholes).tobytes()


@given(tables)
def test_the_bounds_lie_within_the_values(values: list[float]) -> None:
    parts = np.array(values)[:, None]
    low, high = percentiles(resampled(parts, np.ones_like(parts)))
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
