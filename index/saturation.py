"""BM25's formula (Lucene's variant, Kamphuis et al., "Which BM25 Do You Mean?", 2020), and what of it fits into a byte."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEPS = 255


class Saturation(NamedTuple):
    """BM25's parameters: how slowly a term's further occurrences stop counting, and how much a text's length does."""

    k1: float
    b: float

    def norms(self, lengths: NDArray[np.int64], average: float) -> NDArray[np.float64]:
        """How often a term must occur in each text to score half of what it can."""
        found: NDArray[np.float64] = self.k1 * ((1 - self.b) + self.b * (lengths / np.float64(average)))
        return found


def rarity(counts: NDArray[Any], size: int) -> NDArray[np.float64]:
    """How much it tells that a text has a term, which so many of all have."""
    found: NDArray[np.float64] = np.log(1 + (size - counts + 0.5) / (counts + 0.5))
    return found


def rarity_of(count: int, size: int) -> float:
    """The rarity of one term."""
    return math.log(1 + (size - count + 0.5) / (count + 0.5))


def packed(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares of what terms can score, in steps of which a byte holds one."""
    return np.maximum(np.rint(shares * STEPS), 1)


def unpacked(steps: NDArray[np.uint8], norms: NDArray[np.float32]) -> NDArray[np.float32]:
    """The shares as they were: a step tells, with the text's norm, how often the term occurs; 0: not at all."""
    rounded = np.minimum(steps, np.float32(STEPS - 0.5)) / np.float32(STEPS)
    counts: NDArray[np.float32] = np.maximum(np.rint(norms * rounded / (1 - rounded)), (steps > 0).astype(np.float32))
    return counts / (norms + counts)
