"""The mean and covariance of many vectors, from which those of their cosines with any query follow."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

FILE = "moments.npy"
BLOCK = 1 << 16
LEAST_VARIANCE = 1e-5  # of cosines: below it, as in an index of one clause, there is nothing to standardise


@dataclass(frozen=True)
class Moments:
    """Of a query's cosines with all vectors the mean is q·μ, the variance qᵀΣq."""

    mean: Vectors
    covariance: NDArray[np.float32]

    @classmethod
    def of(cls, vectors: Iterable[Vectors]) -> Moments:
        """Add up blocks of vectors, each less the mean of the first."""
        size, shift, drift, products = 0, np.zeros(1, np.float32), np.zeros(1), np.zeros((1, 1))
        for block in vectors:
            if not size:
                shift = block.mean(axis=0) if len(block) else np.zeros(block.shape[1], np.float32)
            centred = block - shift
            products = products + centred.T @ centred
            drift = drift + (centred.sum(axis=0, dtype=np.float64) if size else 0)
            size += len(block)
        drift = drift / max(1, size)
        covariance = products / max(1, size) - np.multiply.outer(drift, drift)
        return cls((shift + drift).astype(np.float32), covariance.astype(np.float32))

    @classmethod
    def pooled(cls, parts: Iterable[tuple[int, Moments]]) -> Moments:
        """Of several sets of vectors together, each with its size; one of negative size is taken out."""
        size, total, products = 0, np.zeros(1), np.zeros((1, 1))
        for number, part in parts:
            mean = part.mean.astype(np.float64)
            size, total = size + number, total + number * mean
            products = products + number * (part.covariance + np.multiply.outer(mean, mean))
        mean = total / max(1, size)
        covariance = products / max(1, size) - np.multiply.outer(mean, mean)
        return cls(mean.astype(np.float32), covariance.astype(np.float32))

    @property
    def products(self) -> NDArray[np.float32]:
        """The mean of the vectors' outer products with themselves."""
        found: NDArray[np.float32] = self.covariance + np.multiply.outer(self.mean, self.mean)
        return found

    @classmethod
    def load(cls, folder: Path) -> Moments:
        stacked = np.load(folder / FILE)
        return cls(stacked[0], stacked[1:])

    def save(self, folder: Path) -> None:
        np.save(folder / FILE, np.vstack([self.mean, self.covariance]))

    def of_cosines(self, query: Vectors) -> tuple[float, float]:
        """The mean and the standard deviation of a query's cosines with all vectors."""
        variance = float(query @ self.covariance @ query)
        return float(query @ self.mean), math.sqrt(max(variance, LEAST_VARIANCE))


def of_scores(scores: NDArray[np.float32], least: float = LEAST_VARIANCE) -> tuple[float, float]:
    """The same of the scores themselves, when all of them are known; NumPy's own mean and std take three times as long."""
    size = max(1, len(scores))
    mean = scores.sum() / size
    apart = scores - mean
    return float(mean), math.sqrt(max(float(apart @ apart) / size, least))


def blocks(vectors: Vectors) -> Iterator[Vectors]:
    """Cut vectors into blocks; of none there is one."""
    return (vectors[start : start + BLOCK] for start in range(0, max(1, len(vectors)), BLOCK))
