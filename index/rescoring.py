"""Vectors of a large index, scored only for the clauses that some ranker found.

A clause that the words bring must be scored by its vectors too, wherever an approximate search would have left it. There
are several times as many sentences as clauses: an approximate index of them would cost more memory than it is worth, for a
clause that a sentence alone would bring stands far behind those that its words or its own vector bring.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .cells import Cells
from .codes import CODES, Codes
from .dense import CLAUSES, VECTORS
from .moments import Moments
from .rankers import Query, Ranking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

__all__ = ["CODES", "Rescorer"]


class Rescorer:
    """Inner products with the chunks of given clauses; a clause scores as its best chunk."""

    def __init__(self, codes: Codes, clauses: NDArray[np.int32], moments: Moments, cells: Cells | None = None) -> None:
        """:param clauses: each vector's clause row, ascending.
        :param cells: finds the vectors that are near a query, to be scored with those that other rankers find.
        """
        self.codes, self.clauses, self.moments, self.cells = codes, clauses, moments, cells
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(clauses))])

    @classmethod
    def build(cls, vectors: Iterable[Vectors], clauses: NDArray[np.int64], cells: Cells | None = None) -> Rescorer:
        """Take vectors block by block."""
        codes, moments = Codes.build(vectors, len(clauses))
        return cls(codes, clauses.astype(np.int32), moments, cells)

    @classmethod
    def load(cls, folder: Path) -> Rescorer:
        cells = Cells.load(folder) if (folder / VECTORS).exists() else None
        return cls(Codes.load(folder), np.load(folder / CLAUSES), Moments.load(folder), cells)

    def save(self, folder: Path) -> None:
        if self.cells:
            self.cells.save(folder)
        folder.mkdir(exist_ok=True)
        self.codes.save(folder)
        np.save(folder / CLAUSES, self.clauses)
        self.moments.save(folder)

    def near(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """The clauses that are worth scoring for their vectors' sake."""
        return self.cells.near(query.vector, allowed) if self.cells else np.empty(0, np.int64)

    def vectors(self, rows: range) -> Vectors:
        """The vectors that lie at some places."""
        return self.codes.vectors(np.arange(rows.start, rows.stop))

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        """Score every clause that is allowed."""
        every = np.arange(len(self._starts) - 1)
        return self.rescored(query, every if allowed is None else np.flatnonzero(allowed))

    def rescored(self, query: Query, wanted: NDArray[np.int64]) -> Ranking:
        """Score some clauses, given in order."""
        mean, deviation = self.moments.of_cosines(query.vector)
        wanted = wanted[wanted < len(self._starts) - 1]
        counts = self._starts[wanted + 1] - self._starts[wanted]
        rows, counts = wanted[counts > 0], counts[counts > 0]
        if not len(rows):
            return Ranking(rows, np.empty(0, np.float32), mean, deviation, mean)
        first = np.concatenate([[0], np.cumsum(counts)[:-1]])
        chunks = np.repeat(self._starts[rows] - first, counts) + np.arange(counts.sum())
        scores = self.codes.scores(chunks, query.vector)
        best = np.maximum.reduceat(scores, first)
        order = np.argsort(-best)
        return Ranking(rows[order], best[order], mean, deviation, float(best.min()))
