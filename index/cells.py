"""The vectors nearest to a query among many, roughly."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .dense import VECTORS, write
from .moments import blocks
from .sizes import near

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

CELLS, LEARNT = 2.0, 50  # times the root of the number of vectors; vectors a cell
PROBED, FEWEST = 1 / 128, 16  # of all cells, and cells
ROUNDS = 8


class Cells:
    """Finds the vectors nearest to a query, roughly: they lie in cells, and the nearest cells are looked through.

    Jégou et al., "Product Quantization for Nearest Neighbor Search", 2011; here a dimension takes four bits.
    """

    def __init__(self, index: Any) -> None:
        """:param index: a FAISS index of cells, with one vector for each clause."""
        self.index = index

    @classmethod
    def build(cls, vectors: Vectors) -> Cells:
        import faiss

        cells = max(1, min(int(CELLS * len(vectors) ** 0.5), len(vectors) // LEARNT))
        index = faiss.index_factory(vectors.shape[1], f"IVF{cells},SQ4", faiss.METRIC_INNER_PRODUCT)
        index.train(np.ascontiguousarray(vectors[:: max(1, len(vectors) // (LEARNT * cells))]))
        for block in blocks(vectors):
            index.add(block)
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> Cells:
        import faiss

        index: Any = faiss.read_index(str(folder / VECTORS), faiss.IO_FLAG_MMAP)
        lists: Any = faiss.downcast_InvertedLists(index.invlists)
        lists.prefetch_nthread = 0  # else each query starts 32 threads
        return cls(index)

    def save(self, folder: Path) -> None:
        """:raises StoreError: the file is cut."""
        folder.mkdir()
        write(self.index, folder / VECTORS)

    def near(self, vector: Vectors, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """The rows that are near, among those allowed; the fewer they are, the more cells are looked through."""
        import faiss

        share, given = 1.0, {}
        if allowed is not None:
            share = max(float(allowed.mean()), 1 / len(allowed))
            given["sel"] = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))  # type: ignore[call-arg, arg-type]
        probed = min(self.index.nlist, math.ceil(max(FEWEST, PROBED * self.index.nlist) / share))
        parameters = faiss.SearchParametersIVF(nprobe=probed, **given)  # type: ignore[call-arg]
        _, found = self.index.search(vector[None], near(self.index.ntotal), params=parameters)
        rows: NDArray[np.int64] = found[0][found[0] >= 0]
        return rows


def means(vectors: Vectors, number: int) -> Vectors:
    """So many centres of vectors, at least one (k-means)."""
    import faiss

    if number < 2:
        mean: Vectors = vectors.sum(axis=0, keepdims=True) / np.float32(max(1, len(vectors)))
        return mean
    found: Any = faiss.Kmeans(vectors.shape[1], number, niter=ROUNDS, max_points_per_centroid=LEARNT)
    found.train(np.ascontiguousarray(vectors, np.float32))
    centres: Vectors = found.centroids
    return centres
