"""Orderings of clauses for a query: dense (FAISS, exact) and sparse (BM25)."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

import numpy as np

from .errors import StoreError
from .tokens import runs, terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

DEPTH = 1024
BLOCK = 512  # vectors: of so few a product stays on one thread, and the other cores serve others
ALSO = 0.5
LEAST_VARIANCE = 1e-5  # of cosines: below it, as in an index of one clause, there is nothing to standardise
VECTORS = "vectors.faiss"
NO_TERM = "\0"
LEAST_SPREAD = 1e-6  # of equal scores in single precision


class Saturation(NamedTuple):
    """BM25's parameters: how slowly a term's further occurrences stop counting, and how much a text's length does."""

    k1: float
    b: float


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


class DenseRanker:
    """Exact inner products over the vectors of one kind of chunk; a clause scores as its best chunk.

    The moments of all scores follow from the vectors' own: mean q·μ, variance qᵀΣq.
    """

    def __init__(self, index: Any, clauses: NDArray[np.int64]) -> None:
        """:param index: a FAISS index of unit vectors. :param clauses: each vector's clause row, ascending."""
        self.index, self.clauses = index, clauses
        vectors = _held(index)
        self._blocks = [vectors[start : start + BLOCK] for start in range(0, max(1, len(vectors)), BLOCK)]
        self._starts = np.flatnonzero(np.diff(clauses, prepend=-1))
        self._counts = np.diff(self._starts, append=len(clauses))
        self._mean = vectors.mean(axis=0) if len(vectors) else np.zeros(index.d, dtype=np.float32)
        centred = vectors - self._mean
        self._covariance = centred.T @ centred / max(1, len(vectors))

    @classmethod
    def build(cls, vectors: Vectors, clauses: NDArray[np.int64]) -> DenseRanker:
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index, clauses)

    @classmethod
    def load(cls, folder: Path, clauses: NDArray[np.int64]) -> DenseRanker:
        import faiss

        return cls(faiss.read_index(str(folder / VECTORS)), clauses)

    def save(self, folder: Path) -> None:
        """:raises StoreError: the file is cut; FAISS itself may not notice a full disk."""
        import faiss

        folder.mkdir()
        path = folder / VECTORS
        try:
            faiss.write_index(self.index, str(path))
            whole = path.stat().st_size == faiss.serialize_index(self.index).nbytes
        except RuntimeError:
            whole = False
        if not whole:
            raise StoreError(f"{path}：没有写完整，磁盘可能已满。请清理磁盘后重试")

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        """Multiply: for one query that is several times faster than FAISS's own search, which sorts as it goes."""
        mean = float(query.vector @ self._mean)
        variance = float(query.vector @ self._covariance @ query.vector)
        deviation = math.sqrt(max(variance, LEAST_VARIANCE))
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


def _held(index: Any) -> Vectors:
    """A look at the vectors of an exact FAISS index, not a copy of them."""
    import faiss

    size = index.ntotal, index.d
    if not index.ntotal:
        return np.empty(size, np.float32)
    held: Vectors = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d).reshape(size).view(np.ndarray)
    return held


class SparseRanker:
    """BM25 (Lucene's variant, Kamphuis et al. 2020, by bm25s) over one text for each clause."""

    read = staticmethod(terms)

    def __init__(self, model: Any, size: int) -> None:
        self.model, self.size = model, size

    @classmethod
    def build(cls, texts: Sequence[str], saturation: Saturation = PASSAGES) -> Self:
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)
        model = bm25s.BM25(k1=saturation.k1, b=saturation.b)
        found = [cls.read(text) for text in texts]
        model.index(found if any(found) else [[NO_TERM]] * len(found), show_progress=False)
        return cls(model, len(texts))

    @classmethod
    def load(cls, folder: Path, size: int) -> Self:
        import bm25s

        return cls(bm25s.BM25.load(str(folder), show_progress=False), size)

    def save(self, folder: Path) -> None:
        self.model.save(str(folder), show_progress=False)

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        own, also = self._wanted(query)
        scores, most = self._scores(own), self.most(own)
        if also:
            scores, most = scores + ALSO * self._scores(also), most + ALSO * self.most(also)
        kept = scores > 0 if allowed is None else (scores > 0) & allowed
        rows = np.flatnonzero(kept)
        rows = rows[np.argsort(-scores[rows], kind="stable")][:DEPTH]
        spread = float(scores.std())
        deviation = spread if spread > LEAST_SPREAD else 1.0
        return Ranking(rows, scores[rows], float(scores.mean()), deviation, 0.0, rows, most or 1.0)

    def _wanted(self, query: Query) -> tuple[Sequence[str], Sequence[str]]:
        """What of a query is looked for, and what stands for it and counts for less."""
        return query.terms, query.also

    def vocabulary(self) -> dict[str, int]:
        """Tell in how many clauses each term stands."""
        counts = np.diff(self.model.scores["indptr"])
        return {term: int(counts[n]) for term, n in self.model.vocab_dict.items() if n < len(counts)}

    def _scores(self, wanted: Sequence[str]) -> NDArray[np.float32]:
        found = self.model.get_tokens_ids(wanted)
        scores: NDArray[np.float32] = (
            self.model.get_scores_from_ids(found) if found else np.zeros(self.size, np.float32)
        )
        return scores

    def knows(self, term: str) -> bool:
        """Tell whether a term occurs in any text."""
        return term in self.model.vocab_dict

    def most(self, asked: Sequence[str]) -> float:
        """Bound what these terms could score together: the sum of their rarities."""
        vocabulary, pointers = self.model.vocab_dict, self.model.scores["indptr"]
        found = [vocabulary.get(term) for term in asked]
        counts = np.array([0 if n is None else pointers[n + 1] - pointers[n] for n in found], dtype=np.float64)
        return float(np.log(1 + (self.size - counts + 0.5) / (counts + 0.5)).sum())

    def held(self, asked: Sequence[str], row: int) -> tuple[float, float]:
        """Tell the share of the distinct terms, by rarity, that a clause holds, and the rarity of those it lacks.

        Rarity is the inverse document frequency over that of a term that no clause has.
        """
        vocabulary, pointers, rows = (
            self.model.vocab_dict,
            *(self.model.scores[name] for name in ("indptr", "indices")),
        )
        holding, lacking = 0.0, 0.0
        for term in dict.fromkeys(asked):
            number = vocabulary.get(term)
            found = rows[:0] if number is None else rows[pointers[number] : pointers[number + 1]]
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
