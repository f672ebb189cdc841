"""Vectors of a large index at a byte a dimension, mapped into memory and scored only for the clauses that some ranker found.

A clause that the words bring must be scored by its vectors too, wherever an approximate search would have left it. There are several times as many sentences as clauses: an approximate index of them would cost more memory than it is
worth, for a clause that a sentence alone would bring stands far behind those that its words or its own vector bring.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .cells import Cells
from .dense import CLAUSES, VECTORS
from .moments import BLOCK, Moments
from .rankers import Query, Ranking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

CODES, SCALES = "codes.npy", "scales.npy"
STEPS = 127
ROOM = 1.25  # over the largest value of the first vectors
LEAST = 1e-9


class Rescorer:
    """Inner products with the chunks of given clauses; a clause scores as its best chunk."""

    def __init__(
        self,
        codes: NDArray[np.int8],
        scales: NDArray[np.float32],
        clauses: NDArray[np.int32],
        moments: Moments,
        cells: Cells | None = None,
    ) -> None:
        """:param scales: what a step is worth in each dimension. :param clauses: each vector's clause row, ascending.
        :param cells: finds the vectors that are near a query, to be scored with those that other rankers find.
        """
        self.codes, self.scales, self.clauses, self.moments, self.cells = codes, scales, clauses, moments, cells
        last = int(clauses[-1]) + 1 if len(clauses) else 0
        self._starts = np.searchsorted(clauses, np.arange(last + 1))

    @classmethod
    def build(cls, vectors: Iterable[Vectors], clauses: NDArray[np.int64], cells: Cells | None = None) -> Rescorer:
        """Take vectors block by block; the first one tells how large their values are."""
        scales: NDArray[np.float32] = np.empty(0, np.float32)
        codes: NDArray[np.int8] = np.empty((0, 0), np.int8)
        place = 0

        def seen() -> Iterator[Vectors]:
            nonlocal scales, codes, place
            for block in vectors:
                if not len(scales):
                    scales = np.maximum(ROOM / STEPS * np.abs(block).max(axis=0), LEAST).astype(np.float32)
                    codes = np.empty((len(clauses), block.shape[1]), np.int8)
                codes[place : place + len(block)] = coded(block, scales)
                place += len(block)
                yield block

        moments = Moments.of(seen())
        return cls(codes, scales, clauses.astype(np.int32), moments, cells)

    @classmethod
    def load(cls, folder: Path) -> Rescorer:
        codes = np.load(folder / CODES, mmap_mode="r").view(np.ndarray)
        cells = Cells.load(folder) if (folder / VECTORS).exists() else None
        return cls(codes, np.load(folder / SCALES), np.load(folder / CLAUSES), Moments.load(folder), cells)

    def save(self, folder: Path) -> None:
        if self.cells:
            self.cells.save(folder)
        folder.mkdir(exist_ok=True)
        for name, array in ((CODES, self.codes), (SCALES, self.scales), (CLAUSES, self.clauses)):
            np.save(folder / name, array)
        self.moments.save(folder)

    def near(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """The clauses that are worth scoring for their vectors' sake."""
        return self.cells.near(query.vector, allowed) if self.cells else np.empty(0, np.int64)

    def vectors(self, rows: range) -> Vectors:
        """The vectors that lie at some places."""
        found: Vectors = self.codes[rows.start : rows.stop] * self.scales
        return found

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        mean, deviation = self.moments.of_cosines(query.vector)
        wanted = np.arange(len(self._starts) - 1) if allowed is None else np.flatnonzero(allowed)
        wanted = wanted[wanted < len(self._starts) - 1]
        counts = self._starts[wanted + 1] - self._starts[wanted]
        rows, counts = wanted[counts > 0], counts[counts > 0]
        if not len(rows):
            return Ranking(rows, np.empty(0, np.float32), mean, deviation, mean, rows)
        first = np.concatenate([[0], np.cumsum(counts)[:-1]])
        chunks = np.repeat(self._starts[rows] - first, counts) + np.arange(counts.sum())
        scores = self._scores(chunks, query.vector)
        best = np.maximum.reduceat(scores, first)
        (leading,) = np.nonzero(scores == np.repeat(best, counts))
        leading = leading[np.searchsorted(leading, first)]
        order = np.argsort(-best, kind="stable")
        return Ranking(rows[order], best[order], mean, deviation, float(best.min()), chunks[leading][order])

    def _scores(self, chunks: NDArray[np.int64], vector: Vectors) -> NDArray[np.float32]:
        scaled = self.scales * vector
        parts: Iterable[Vectors] = (
            self.codes[chunks[start : start + BLOCK]].astype(np.float32) @ scaled
            for start in range(0, len(chunks), BLOCK)
        )
        return np.concatenate(list(parts))


def coded(vectors: Vectors, scales: NDArray[np.float32]) -> NDArray[np.int8]:
    """Round vectors to a byte a dimension."""
    codes: NDArray[np.int8] = np.clip(np.rint(vectors / scales), -STEPS, STEPS).astype(np.int8)
    return codes
