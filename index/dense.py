"""Clauses ordered by the vectors of their chunks: every vector is compared (FAISS, exact)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from . import moments, sizes
from .errors import StoreError
from .moments import Moments, blocks
from .rankers import NOTHING, Query, Ranking

if TYPE_CHECKING:
    from typing import Self

    from numpy.typing import NDArray

    from .encoders import Vectors

BLOCK = 512  # vectors: of so few a product stays on one thread, and the other cores serve others
VECTORS, CLAUSES = "vectors.faiss", "clauses.npy"


class DenseRanker:
    """Exact inner products over the vectors of one kind of chunk; a clause scores as its best chunk."""

    def __init__(self, index: Any, clauses: NDArray[np.int64], moments: Moments) -> None:
        """:param index: a FAISS index of unit vectors. :param clauses: each vector's clause row, ascending."""
        self.index, self.clauses, self.moments = index, clauses, moments
        self.held = _held(index)
        self._blocks = [self.held[start : start + BLOCK] for start in range(0, max(1, len(self.held)), BLOCK)]
        self._starts = np.flatnonzero(np.diff(clauses, prepend=-1))
        self._rows = clauses[self._starts]

    @classmethod
    def build(cls, vectors: Vectors, clauses: NDArray[np.int64], of_all: Moments | None = None) -> Self:
        """:param of_all: the vectors' moments, where they are known."""
        import faiss

        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index, clauses, of_all or Moments.of(blocks(vectors)))

    @classmethod
    def load(cls, folder: Path) -> Self:
        import faiss

        index = faiss.read_index(str(folder / VECTORS))
        return cls(index, np.load(folder / CLAUSES).astype(np.int64), Moments.load(folder))

    def save(self, folder: Path) -> None:
        """:raises StoreError: the file is cut."""
        folder.mkdir()
        write(self.index, folder / VECTORS)
        np.save(folder / CLAUSES, self.clauses.astype(np.int32))
        self.moments.save(folder)

    def vectors(self, rows: range) -> Vectors:
        """The vectors that lie at some places."""
        found: Vectors = self.index.reconstruct_n(rows.start, len(rows))
        return found

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        """Multiply: for one query that is several times faster than FAISS's own search, which sorts as it goes."""
        if not len(self.clauses):
            return NOTHING
        scores = np.concatenate([block @ query.vector for block in self._blocks])
        mean, deviation = moments.of_scores(scores)
        kept = None if allowed is None else allowed[self.clauses]
        depth = min(sizes.DEPTH, len(scores) if kept is None else int(kept.sum()))
        if depth == 0:
            return Ranking(np.empty(0, np.int64), np.empty(0, np.float32), mean, deviation, mean)
        if kept is not None:
            scores[~kept] = -np.inf
        floor = scores.min() if depth == len(scores) else np.partition(scores, -depth)[-depth]
        best: NDArray[np.float32] = np.maximum.reduceat(scores, self._starts)
        first = (-best).argsort(kind="stable")
        first = first[best[first] >= floor]
        return Ranking(self._rows[first], best[first], mean, deviation, float(floor))


def _held(index: Any) -> Vectors:
    """A look at the vectors of an exact FAISS index, not a copy of them."""
    import faiss

    size = index.ntotal, index.d
    if not index.ntotal:
        return np.empty(size, np.float32)
    held: Vectors = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(size).view(np.ndarray)
    return held


def write(index: Any, path: Path) -> None:
    """Write an index; FAISS itself may not notice a full disk.

    :raises StoreError: the file is cut.
    """
    import faiss

    try:
        faiss.write_index(index, str(path))
        whole = path.stat().st_size == faiss.serialize_index(index).nbytes
    except RuntimeError:
        whole = False
    if not whole:
        raise StoreError(f"{path}：没有写完整，磁盘可能已满。请清理磁盘后重试")
