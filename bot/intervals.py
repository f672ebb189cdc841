"""95 % bounds of the figures, and how likely a difference is by chance; every draw is seeded."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

Z = 1.96
DRAWS = 2_000
SEED = 20_210_329


def wilson(share: float, n: int) -> tuple[float, float]:
    """The score interval of a share (Wilson, 1927)."""
    if n == 0:
        return 0.0, 1.0
    centre = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def resampled(parts: Table, wholes: Table) -> Table:
    """The share of each column in each of ``DRAWS`` samples of the rows, drawn with replacement.

    Tables of the same height are drawn alike, so that the difference of two results is a paired one.
    """
    rows = len(parts)
    times = np.random.default_rng(SEED).multinomial(rows, np.full(rows, 1 / rows), size=DRAWS).astype(np.float64)
    return ratio(times @ parts, times @ wholes)


def ratio(part: Table, whole: Table) -> Table:
    """Part by whole; of nothing, everything was right."""
    return np.divide(part, whole, out=np.ones_like(part), where=whole > 0)


def percentiles(draws: Table) -> tuple[float, float]:
    """The bounds that leave out 2.5 % of the draws on either side."""
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(low), float(high)


def sign_test(won: int, lost: int) -> float:
    """The exact two-sided p of so uneven a split of the questions that changed; of right and wrong, McNemar's test."""
    changed, fewer = won + lost, min(won, lost)
    tail = sum(math.comb(changed, count) for count in range(fewer + 1))
    return min(1.0, 2 * tail / (1 << changed))
