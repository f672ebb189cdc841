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
COORDINATES = 64
SLACK = 3.0  # deviations of what the others add: one clause of sixty counts by its next best, and the best by .001 less at most
COUNT_FROM = BONUS["phrasing"][0]


def by_all(kind: Kind) -> type[DenseRanker]:
    """What ranks by all vectors of a kind."""
    return SkimmingRanker if kind is Kind.PHRASING else DenseRanker


class SkimmingRanker(DenseRanker):
    """Lists the clauses of the vectors that count, scored exactly, and always the best one."""

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
        axes, variances, blocks = self._skimmed
        along = axes @ query
        above = np.concatenate([block @ along for block in blocks])
        rest = max(0.0, deviation * deviation - float(variances @ (along * along)))
        return np.flatnonzero(above >= min(COUNT_FROM * deviation, above.max()) - SLACK * math.sqrt(rest))

    @cached_property
    def _skimmed(self) -> tuple[Vectors, NDArray[np.float32], list[Vectors]]:
        """The first principal axes, the variance along each, and all vectors' coordinates from the mean, in blocks."""
        variances, axes = np.linalg.eigh(self.moments.covariance)
        axes = axes.T[: -COORDINATES - 1 : -1].copy()
        along = (self.held - self.moments.mean) @ axes.T
        size = BLOCK * self.held.shape[1] // COORDINATES
        return axes, variances[: -COORDINATES - 1 : -1], [along[at : at + size] for at in range(0, len(along), size)]
