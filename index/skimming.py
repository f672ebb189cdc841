"""Vectors of which only those near a query count: all are skimmed first, and only those that may count are read whole.

Thousands of phrasings' vectors empty the processor's caches at every question, though all but a few dozen stand too far off
to raise a clause (``fusion.BONUS``). Most of what tells vectors apart lies in their first principal coordinates, as in
Jégou and Chum, "Negative evidences and co-occurrences in image retrieval: the benefit of PCA and whitening" (2012);
how much the others may add to a query's cosines, like their mean and deviation, follows from the moments.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from .chunks import Kind
from .dense import BLOCK, DenseRanker
from .fusion import BONUS
from .rankers import Query, Ranking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

FEW = 1_000  # vectors that are as well all read
COORDINATES, ROUNDS, RIDGE = 64, 6, 1e-4
SLACK = 3.0  # deviations of what the others add: one clause of sixty counts by its next best, and the best by .001 less at most
COUNT_FROM = BONUS["phrasing"][0]


def by_all(kind: Kind) -> type[DenseRanker]:
    """What ranks by all vectors of a kind."""
    return SkimmingRanker if kind is Kind.PHRASING else DenseRanker


class SkimmingRanker(DenseRanker):
    """Lists the clauses of the vectors that count, all but a few (``SLACK``), and of none that does the nearest; scores are exact."""

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        if len(self.clauses) <= FEW or allowed is not None:
            return super().rank(query, allowed)
        mean, deviation = self.moments.of_cosines(query.vector)
        near = self.near(query.vector, deviation)
        scores, clauses = self.held[near] @ query.vector, self.clauses[near]
        starts = np.flatnonzero(np.diff(clauses, prepend=-1))
        best: NDArray[np.float32] = np.maximum.reduceat(scores, starts)
        order = (-best).argsort(kind="stable")
        floor = min(mean + COUNT_FROM * deviation, float(best[order[0]]))
        order = order[best[order] >= floor]
        return Ranking(clauses[starts[order]], best[order], mean, deviation, floor)

    def near(self, query: Vectors, deviation: float) -> NDArray[np.int64]:
        """The vectors that may count for a query, by the deviation of its cosines, or be its best."""
        axes, covariance, blocks = self._skimmed
        along = axes @ query
        above = np.concatenate([block @ along for block in blocks])
        rest = max(0.0, deviation * deviation - float(along @ covariance @ along))
        return np.flatnonzero(above >= min(COUNT_FROM * deviation, above.max()) - SLACK * math.sqrt(rest))

    @cached_property
    def _skimmed(self) -> tuple[Vectors, NDArray[np.float32], list[Vectors]]:
        """The first principal axes, the covariance along them, and all vectors' coordinates from the mean, in blocks."""
        axes, covariance = _axes(self.moments.covariance)
        origin = axes @ self.moments.mean
        along = np.concatenate([block @ axes.T - origin for block in self._blocks])
        size = BLOCK * self.held.shape[1] // COORDINATES
        return axes, covariance, [along[at : at + size] for at in range(0, len(along), size)]


def _axes(covariance: NDArray[np.float32]) -> tuple[Vectors, NDArray[np.float32]]:
    """The space of the first principal axes and the covariance in it.

    By orthogonal iteration (Golub and Van Loan, "Matrix Computations", 8.2.4): all axes at once would leave ten megabytes
    taken. Axes are made orthogonal by Cholesky twice (Yamamoto et al., 2015): for a QR of this size OpenBLAS wakes threads
    that wait for one another, seconds long on a busy machine.
    """
    width = len(covariance)
    ridge = RIDGE * float(np.trace(covariance)) / width * np.eye(width)  # vectors may lie along fewer axes
    axes: NDArray[np.float64] = np.eye(width)[:: max(1, width // COORDINATES)][:COORDINATES]
    for _ in range(ROUNDS):
        axes = axes @ (covariance + ridge)
        for _ in range(2):
            axes = np.linalg.inv(np.linalg.cholesky(axes @ axes.T)) @ axes
    return axes.astype(np.float32), (axes @ covariance @ axes.T).astype(np.float32)
