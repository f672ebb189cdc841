"""Vectors at a byte a dimension: each is the nearest of some centres and a rest, counted in steps of the vector's own.

Where ten clauses are told from the eleventh, errors of one part in a hundred of a deviation matter. A rest is short, so
its steps are fine, no rest is clipped, and it is rounded for queries' sake (``rounding.py``). Many rests are read from their
file when they are wanted and not mapped: pages of a map count as memory of this process, and around each page that is touched
the kernel maps fifteen more.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from .cells import means
from .moments import Moments
from .rounding import Rounding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

CODES, STEPS, NEAREST, CENTRES = "codes.npy", "steps.npy", "nearest.npy", "centres.npy"
LARGEST, FILLED = 127, 124  # steps, and those that a rest takes before it is rounded
MOST_CENTRES, LEARNT = 256, 64  # vectors for each centre
LEAST = 1e-9
MAPPED = 500_000_000  # bytes of a file
READ, TOGETHER = 1 << 14, 512  # vectors; what is converted stays in the nearest cache until it is multiplied


class Rests(Protocol):
    """Rows of bytes, in memory or in a file."""

    def __getitem__(self, rows: NDArray[np.int64]) -> NDArray[np.int8]: ...


class Stored:
    """The rows of a matrix in a file, neighbours read together."""

    def __init__(self, path: Path) -> None:
        mapped = np.load(path, mmap_mode="r")
        self._width, self._offset = mapped.shape[1], mapped.offset
        self._file = os.open(path, os.O_RDONLY)
        weakref.finalize(self, os.close, self._file)

    def __getitem__(self, rows: NDArray[np.int64]) -> NDArray[np.int8]:
        if not len(rows):
            return np.empty((0, self._width), np.int8)
        firsts = np.concatenate([[0], np.flatnonzero(rows[1:] != rows[:-1] + 1) + 1, [len(rows)]])
        lengths = (firsts[1:] - firsts[:-1]) * self._width
        places = rows[firsts[:-1]] * self._width + self._offset
        read = [os.pread(self._file, *one) for one in zip(lengths.tolist(), places.tolist(), strict=True)]
        return np.frombuffer(b"".join(read), np.int8).reshape(len(rows), self._width)


class Codes:
    """Vectors that can be multiplied with a query where they lie."""

    def __init__(self, centres: Vectors, nearest: NDArray[np.uint8], steps: NDArray[np.float32], rests: Rests) -> None:
        self.centres, self.nearest, self.steps, self.rests = centres, nearest, steps, rests

    @classmethod
    def build(cls, blocks: Iterable[Vectors], size: int) -> tuple[Codes, Moments]:
        """Take vectors block by block; the centres, and how is rounded, are those of the first."""
        nearest, steps = np.empty(size, np.uint8), np.empty(size, np.float32)
        centres: Vectors = np.empty((0, 0), np.float32)
        rests: NDArray[np.int8] = np.empty((size, 0), np.int8)
        rounding, place = Rounding(np.empty((0, 0))), 0

        def coded() -> Iterator[Vectors]:
            nonlocal centres, rests, rounding, place
            for block in blocks:
                if not place:
                    centres = means(block, min(MOST_CENTRES, len(block) // LEARNT))
                    rests, rounding = np.empty((size, block.shape[1]), np.int8), Rounding.of(block)
                own = slice(place, place + len(block))
                nearest[own], steps[own], rests[own] = _coded(block, centres, rounding)
                place += len(block)
                yield block

        moments = Moments.of(coded())
        return cls(centres, nearest, steps, rests), moments

    @classmethod
    def around(cls, centres: Vectors, vectors: Vectors, moments: Moments) -> Codes:
        """Take vectors whose centres are known, and the moments of those among which they come."""
        nearest, steps, rests = _coded(vectors, centres, Rounding(moments.products))
        return cls(centres, nearest.astype(np.uint8), steps.astype(np.float32), rests)

    @classmethod
    def load(cls, folder: Path) -> Codes:
        nearest, steps = (np.load(folder / name, mmap_mode="r").view(np.ndarray) for name in (NEAREST, STEPS))
        path = folder / CODES
        rests = Stored(path) if path.stat().st_size > MAPPED else np.load(path, mmap_mode="r").view(np.ndarray)
        return cls(np.load(folder / CENTRES), nearest, steps, rests)

    def save(self, folder: Path) -> None:
        for name, array in ((CENTRES, self.centres), (NEAREST, self.nearest), (STEPS, self.steps)):
            np.save(folder / name, array)
        np.save(folder / CODES, self.rests[np.arange(len(self.steps))])

    def scores(self, rows: NDArray[np.int64], query: Vectors) -> NDArray[np.float32]:
        """The products of the vectors in some rows, ascending, with a query."""
        near, found = self.centres @ query, np.empty(len(rows), np.float32)
        for start in range(0, len(rows), READ):
            rests = self.rests[rows[start : start + READ]]
            for place in range(0, len(rests), TOGETHER):
                some = rests[place : place + TOGETHER]
                found[start + place : start + place + len(some)] = some.astype(np.float32) @ query
        found *= self.steps[rows]
        found += near[self.nearest[rows]]
        return found

    def vectors(self, rows: NDArray[np.int64]) -> Vectors:
        """The vectors in some rows, ascending."""
        found: Vectors = self.rests[rows] * self.steps[rows, None] + self.centres[self.nearest[rows]]
        return found


def _coded(
    vectors: Vectors, centres: Vectors, rounding: Rounding
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.int8]]:
    """The number of each vector's nearest centre, its step, and its rest in steps."""
    nearest = np.argmax(vectors @ centres.T - (centres**2).sum(axis=1) / 2, axis=1)
    rests = vectors - centres[nearest]
    steps = np.maximum(np.abs(rests).max(axis=1, initial=0) / FILLED, LEAST)
    return nearest, steps, rounding(rests / steps[:, None], LARGEST)
