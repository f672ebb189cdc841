"""A dense ranking whose vectors lie in Milvus; which chunks there are, and of which clauses, the index's files say."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .chunks import Chunk, Kind
from .clauses import Clause
from .errors import EngineError
from .milvus import Collection
from .moments import Moments
from .rankers import Query, Ranking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

DEPTH = 512  # beyond it a search takes several times as long
ENOUGH = 0.9  # of what must be found: a graph of neighbours may miss a few, a query node that lacks a part misses more
FILE = "milvus.npz"


class MilvusRanker:
    """Inner products over the vectors of one kind of chunk; a clause scores as its best chunk.

    Milvus may hold more than this generation has: what its keys do not name is passed over.
    """

    def __init__(
        self,
        collection: Collection,
        kind: Kind,
        keys: NDArray[np.int64],
        clauses: NDArray[np.int64],
        documents: NDArray[np.int64],
        moments: Moments,
    ) -> None:
        """:param keys: each vector's, in the chunks' order; ``clauses``: each vector's clause row.

        :param documents: each clause's document, by its number. :param moments: of all vectors.
        """
        self.collection, self.kind, self.keys, self.clauses = collection, kind, keys, clauses
        self.documents, self.moments = documents, moments
        self._sorted, self._order = np.unique(keys, return_index=True)  # a clause may say a sentence twice

    @classmethod
    def load(
        cls, folder: Path, collection: Collection, kind: Kind, clauses: NDArray[np.int64], documents: NDArray[np.int64]
    ) -> MilvusRanker:
        with np.load(folder / FILE) as saved:
            return cls(collection, kind, saved["keys"], clauses, documents, Moments.load(folder))

    def save(self, folder: Path) -> None:
        """Write the vectors' names beside what the local ranker saved."""
        np.savez(folder / FILE, keys=self.keys)

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        chunks, scores = self._nearest(query.vector, allowed)
        rows = self.clauses[chunks]
        first = np.unique(rows, return_index=True)[1]
        first.sort()
        mean, deviation = self.moments.of_cosines(query.vector)
        floor = float(scores[-1]) if len(scores) else mean
        return Ranking(rows[first], scores[first], mean, deviation, floor)

    def vectors(self, rows: range) -> Vectors:
        """The vectors of neighbouring chunks, from Milvus."""
        found = self.collection.vectors(self.kind, self.keys[rows.start : rows.stop])
        return found.reshape(len(rows), len(self.moments.mean))

    def check(self) -> None:
        """:raises EngineError: Milvus does not answer, or lacks the collection."""
        self.collection.check()

    def _nearest(
        self, vector: Vectors, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        size = len(self._sorted) if allowed is None else int(allowed[self.clauses[self._order]].sum())
        if not size:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        least = int(ENOUGH * min(size, DEPTH))
        found, scores = self.collection.nearest(self.kind, vector, DEPTH, self._expression(allowed), least)
        slots = np.minimum(np.searchsorted(self._sorted, found), len(self._sorted) - 1)
        known = self._sorted[slots] == found
        if len(found) and not known.any():
            raise EngineError(f"{self.collection.place}：Milvus 里的索引与本机的不符。请重新启动服务")
        chunks, scores = self._order[slots[known]], scores[known]
        if allowed is not None:
            kept = allowed[self.clauses[chunks]]
            chunks, scores = chunks[kept], scores[kept]
        return chunks, scores

    def _expression(self, allowed: NDArray[np.bool_] | None) -> str:
        """Admit the documents of the clauses allowed, in the shorter way to say it."""
        if allowed is None:
            return ""
        inside, every = np.unique(self.documents[allowed]), np.unique(self.documents)
        if 2 * len(inside) <= len(every):
            return f"document in {inside.tolist()}"
        return f"document not in {np.setdiff1d(every, inside).tolist()}" if len(inside) < len(every) else ""


def keys(clauses: Sequence[Clause], pieces: Sequence[Chunk]) -> NDArray[np.int64]:
    """Name each chunk's vector by its clause and digest: what did not change keeps its name over the generations."""
    named = (f"{clauses[piece.clause].id}\n{piece.digest}".encode() for piece in pieces)
    digests = b"".join(hashlib.sha256(name).digest()[:8] for name in named)
    return np.frombuffer(digests, dtype=">u8").astype(np.uint64).view(np.int64)


def numbers(clauses: Sequence[Clause]) -> NDArray[np.int64]:
    """Number each clause's document, the same in all generations; two documents may share one, as the filter after it knows."""
    return np.array([zlib.crc32(clause.document.id.encode()) for clause in clauses], dtype=np.int64)
