"""Orderings of clauses for a query: dense (FAISS, exact) and sparse (BM25)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

import numpy as np

from . import postings
from .errors import StoreError
from .moments import Moments, blocks
from .postings import LARGE, Postings, Saturation
from .tokens import runs, terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

DEPTH = 1024
BLOCK = 512  # vectors: of so few a product stays on one thread, and the other cores serve others
DEPTH_OF_MANY = 256  # clauses of a large index, of which the rest are scored one by one
ALSO = 0.5
VECTORS, CLAUSES = "vectors.faiss", "clauses.npy"
CELLS, LEARNT = 2.0, 50  # times the root of the number of vectors; vectors a cell
PROBED = 1 / 32  # of all cells
SAMPLED = 16
LEAST_SPREAD = 1e-6  # of equal scores in single precision

PASSAGES = Saturation(0.2, 0.6)  # that a policy names a thing says more than how often it does
PHRASINGS = Saturation(1.5, 0.6)  # that many people ask with a word says much


@dataclass(frozen=True)
class Query:
    """A question's text, unit vector and terms, made once for all rankers; ``also``: terms that mean the same; ``runs``: of characters."""

    text: str
    vector: Vectors
    terms: tuple[str, ...]
    also: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ranking:
    """One ranker's view: clause rows, each once, with their scores, best first.

    ``mean`` and ``deviation`` are of the scores over the whole index; ``floor`` is the score that a
    clause outside the ranking has at most; ``most`` bounds what any text could score for this query.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    mean: float
    deviation: float
    floor: float
    chunks: NDArray[np.int64]
    most: float = 1.0


class Ranker(Protocol):
    """Orders clauses for a query; ``allowed`` masks clause rows before the ranking, None allows all."""

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking: ...

    def save(self, folder: Path) -> None:
        """Write what the ranker needs into a folder of its own."""


class Dense(Ranker, Protocol):
    """Orders clauses by their chunks' vectors, and gives the vectors back."""

    @property
    def clauses(self) -> NDArray[Any]:
        """Each chunk's clause row, ascending."""

    @property
    def moments(self) -> Moments:
        """Of all vectors."""

    def vectors(self, rows: range) -> Vectors:
        """The vectors of neighbouring chunks."""


class DenseRanker:
    """Exact inner products over the vectors of one kind of chunk; a clause scores as its best chunk."""

    def __init__(self, index: Any, clauses: NDArray[np.int64], moments: Moments) -> None:
        """:param index: a FAISS index of unit vectors. :param clauses: each vector's clause row, ascending."""
        self.index, self.clauses, self.moments = index, clauses, moments
        held = _held(index)
        self._blocks = [held[start : start + BLOCK] for start in range(0, max(1, len(held)), BLOCK)]
        self._starts = np.flatnonzero(np.diff(clauses, prepend=-1))
        self._counts = np.diff(self._starts, append=len(clauses))

    @classmethod
    def build(cls, vectors: Vectors, clauses: NDArray[np.int64]) -> DenseRanker:
        import faiss

        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index, clauses, Moments.of(blocks(vectors)))

    @classmethod
    def load(cls, folder: Path) -> DenseRanker:
        import faiss

        index = faiss.read_index(str(folder / VECTORS))
        return cls(index, np.load(folder / CLAUSES).astype(np.int64), Moments.load(folder))

    def save(self, folder: Path) -> None:
        """:raises StoreError: the file is cut."""
        folder.mkdir()
        _write(self.index, folder / VECTORS)
        np.save(folder / CLAUSES, self.clauses.astype(np.int32))
        self.moments.save(folder)

    def vectors(self, rows: range) -> Vectors:
        """The vectors that lie at some places."""
        found: Vectors = self.index.reconstruct_n(rows.start, len(rows))
        return found

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        """Multiply: for one query that is several times faster than FAISS's own search, which sorts as it goes."""
        mean, deviation = self.moments.of_cosines(query.vector)
        scores = np.concatenate([block @ query.vector for block in self._blocks])
        kept = None if allowed is None else allowed[self.clauses]
        depth = min(DEPTH, len(scores) if kept is None else int(kept.sum()))
        if depth == 0:
            nothing = np.empty(0, np.int64)
            return Ranking(nothing, np.empty(0, np.float32), mean, deviation, mean, nothing)
        if kept is not None:
            scores[~kept] = -np.inf
        floor = np.partition(scores, -depth)[-depth]
        best: NDArray[np.float32] = np.maximum.reduceat(scores, self._starts)
        first = np.argsort(-best, kind="stable")
        first = first[best[first] >= floor]
        leading = np.flatnonzero(scores == np.repeat(best, self._counts))
        chunks = leading[np.searchsorted(leading, self._starts[first])]
        return Ranking(self.clauses[chunks], scores[chunks], mean, deviation, float(floor), chunks)


class Cells:
    """Finds the vectors nearest to a query, roughly: they lie in cells, and the nearest cells are looked through.

    Jégou et al., "Product Quantization for Nearest Neighbor Search", 2011; here a dimension takes a byte.
    """

    def __init__(self, index: Any) -> None:
        """:param index: a FAISS index of cells, with one vector for each clause."""
        self.index = index

    @classmethod
    def build(cls, vectors: Vectors) -> Cells:
        import faiss

        cells = int(CELLS * len(vectors) ** 0.5)
        index = faiss.index_factory(vectors.shape[1], f"IVF{cells},SQ8", faiss.METRIC_INNER_PRODUCT)
        index.train(np.ascontiguousarray(vectors[:: max(1, len(vectors) // (LEARNT * cells))]))
        for block in blocks(vectors):
            index.add(block)
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> Cells:
        import faiss

        return cls(faiss.read_index(str(folder / VECTORS), faiss.IO_FLAG_MMAP))

    def save(self, folder: Path) -> None:
        """:raises StoreError: the file is cut."""
        folder.mkdir()
        _write(self.index, folder / VECTORS)

    def near(self, vector: Vectors, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        """The rows that are near, among those allowed; the fewer they are, the more cells are looked through."""
        import faiss

        share, given = 1.0, {}
        if allowed is not None:
            share = max(float(allowed.mean()), 1 / len(allowed))
            given["sel"] = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))  # type: ignore[call-arg, arg-type]
        probed = min(self.index.nlist, math.ceil(PROBED * self.index.nlist / share))
        parameters = faiss.SearchParametersIVF(nprobe=probed, **given)  # type: ignore[call-arg]
        _, found = self.index.search(vector[None], DEPTH_OF_MANY, params=parameters)
        rows: NDArray[np.int64] = found[0][found[0] >= 0]
        return rows


def _held(index: Any) -> Vectors:
    """A look at the vectors of an exact FAISS index, not a copy of them."""
    import faiss

    size = index.ntotal, index.d
    if not index.ntotal:
        return np.empty(size, np.float32)
    held: Vectors = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(size).view(np.ndarray)
    return held


def _write(index: Any, path: Path) -> None:
    """Write a FAISS index; FAISS itself may not notice a full disk."""
    import faiss

    try:
        faiss.write_index(index, str(path))
        whole = path.stat().st_size == faiss.serialize_index(index).nbytes
    except RuntimeError:
        whole = False
    if not whole:
        raise StoreError(f"{path}：没有写完整，磁盘可能已满。请清理磁盘后重试")


class SparseRanker:
    """BM25 over one text for each clause."""

    read = staticmethod(terms)

    def __init__(self, postings: Postings, size: int) -> None:
        self.postings, self.size = postings, size

    @classmethod
    def build(cls, texts: Iterable[str], saturation: Saturation = PASSAGES) -> Self:
        return cls.of(map(cls.read, texts), saturation)

    @classmethod
    def of(cls, found: Iterable[Sequence[str]], saturation: Saturation = PASSAGES) -> Self:
        """Make a ranker of texts whose terms are known."""
        return cls(*postings.build(found, saturation))

    @classmethod
    def load(cls, folder: Path, size: int) -> Self:
        return cls(Postings.load(folder), size)

    def save(self, folder: Path) -> None:
        self.postings.save(folder)

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        own, also = self._wanted(query)
        if not any(map(self.knows, (*own, *also))):
            nothing = np.empty(0, np.int64)
            most = self.most(own) + ALSO * self.most(also) or 1.0
            return Ranking(nothing, nothing.astype(np.float32), 0.0, 1.0, 0.0, nothing, most)
        scores, most = self._scores(own), self.most(own)
        if also:
            scores, most = scores + ALSO * self._scores(also), most + ALSO * self.most(also)
        rows = highest(scores if allowed is None else np.where(allowed, scores, np.float32(0)), depth(self.size))
        spread = float(scores.std())
        deviation = spread if spread > LEAST_SPREAD else 1.0
        return Ranking(rows, scores[rows], float(scores.mean()), deviation, 0.0, rows, most or 1.0)

    def _wanted(self, query: Query) -> tuple[Sequence[str], Sequence[str]]:
        """What of a query is looked for, and what stands for it and counts for less."""
        return query.terms, query.also

    def vocabulary(self) -> dict[str, int]:
        """Tell in how many clauses each term stands."""
        return dict(zip(self.postings.terms(), self.postings.counts().tolist(), strict=True))

    def _scores(self, wanted: Sequence[str]) -> NDArray[np.float32]:
        totals = np.zeros(self.size, np.float32)
        for term in wanted:
            self.postings.add(totals, term)
        return totals

    def knows(self, term: str) -> bool:
        """Tell whether a term occurs in any text."""
        return self.postings.find(term) is not None

    def most(self, asked: Sequence[str]) -> float:
        """Bound what these terms could score together: the sum of their rarities."""
        counts = np.array([self.postings.count(term) for term in asked], dtype=np.float64)
        return float(np.log(1 + (self.size - counts + 0.5) / (counts + 0.5)).sum())

    def held(self, asked: Sequence[str], row: int) -> tuple[float, float]:
        """Tell the share of the distinct terms, by rarity, that a clause holds, and the rarity of those it lacks.

        Rarity is the inverse document frequency over that of a term that no clause has.
        """
        holding, lacking = 0.0, 0.0
        for term in dict.fromkeys(asked):
            found = self.postings.holding(term)
            rarity = math.log(1 + (self.size - len(found) + 0.5) / (len(found) + 0.5)) / math.log(2 * self.size + 2)
            place = int(np.searchsorted(found, row))
            if place < len(found) and found[place] == row:
                holding += rarity
            else:
                lacking += rarity
        return holding / (holding + lacking) if holding else 0.0, lacking


class RunRanker(SparseRanker):
    """BM25 over runs of characters: it tells apart clauses of one subject by the words that a question repeats."""

    read = staticmethod(runs)

    def _wanted(self, query: Query) -> tuple[Sequence[str], Sequence[str]]:
        return query.runs, ()


def depth(size: int) -> int:
    """How many clauses a ranking lists, of so many."""
    return DEPTH if size <= LARGE else DEPTH_OF_MANY


def highest(scores: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """The rows of the highest positive scores, best first, equal ones in row order.

    Among many, a sample tells below which score none of them lies.
    """
    rows = np.flatnonzero(scores > _below(scores, most))
    if len(rows) < most:
        rows = np.flatnonzero(scores > 0)
    if len(rows) > most:
        rows = rows[scores[rows] >= np.partition(scores[rows], len(rows) - most)[len(rows) - most]]
    return rows[np.argsort(-scores[rows], kind="stable")][:most]


def _below(scores: NDArray[np.float32], most: int) -> float:
    sample = scores[::SAMPLED]
    rank = max(1, 2 * most // SAMPLED)
    return float(np.partition(sample, len(sample) - rank)[len(sample) - rank]) if len(sample) > 4 * rank else 0.0
