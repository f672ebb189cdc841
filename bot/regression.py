"""A ridge regression on vectors (Hoerl and Kennard, 1970), kept in a file between two starts."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders import Vectors
from index.files import replace

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Regression:
    """What is taken from a vector, its weights (dimension, outputs), and what is added for each output."""

    mean: NDArray[np.float64]
    weights: NDArray[np.float64]
    shares: NDArray[np.float64]

    @classmethod
    def fitted(
        cls, vectors: Vectors, wanted: NDArray[np.float64], counts: NDArray[np.float64], ridge: float
    ) -> Regression:
        """Fit it to vectors (examples, dimension) and what is wanted of each (examples, outputs).

        :param counts: how much each example counts; :param ridge: the penalty where all together count 1.
        """
        counts = counts / counts.sum()
        mean, shares = counts @ vectors.astype(np.float64), counts @ wanted
        centred = vectors.astype(np.float64) - mean
        weighted = centred.T * counts
        penalised = weighted @ centred + ridge * np.eye(centred.shape[1])
        weights = np.linalg.solve(penalised, weighted @ (wanted - shares))
        return cls(mean, weights.astype(np.float64), shares)

    @classmethod
    def kept(cls, path: Path, origin: str) -> Regression | None:
        """Read it from a file; None where there is none, or a damaged one, or one fitted to something else."""
        try:
            with path.open("rb") as file, np.load(file) as stored:
                if str(stored["origin"]) == origin:
                    return cls(stored["mean"], stored["weights"], stored["shares"])
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            pass
        return None

    def keep(self, path: Path, origin: str) -> None:
        """Write it to a file, whole; where one cannot write, it is fitted anew at the next start.

        :param origin: what tells one fitted to other examples, or on another encoder.
        """
        stored = io.BytesIO()
        np.savez(stored, origin=origin, mean=self.mean, weights=self.weights, shares=self.shares)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, stored.getvalue())

    def of(self, vector: Vectors) -> NDArray[np.float64]:
        """The outputs for a vector."""
        return (vector - self.mean) @ self.weights + self.shares
