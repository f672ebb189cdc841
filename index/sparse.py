"""Clauses ordered by the words that they share with a query (BM25)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from . import moments
from .inverting import invert
from .postings import REMEMBERED, Lists, Postings
from .pruning import Listed
from .rankers import NOTHING, Query, Ranking
from .saturation import Saturation, rarity_of
from .sizes import depth
from .tokens import runs, terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALSO = 0.5
SAMPLED = 16
SCARCE = 64  # clauses for each that has a term
LEAST_SPREAD = 1e-6  # of equal scores in single precision

PASSAGES = Saturation(0.2, 0.6)  # that a policy names a thing says more than how often it does
PHRASINGS = Saturation(1.5, 0.6)  # that many people ask with a word says much


class SparseRanker:
    """BM25 over one text for each clause."""

    read = staticmethod(terms)

    def __init__(self, postings: Lists, size: int) -> None:
        self.postings, self.size = postings, size
        self.rarity = lru_cache(REMEMBERED)(partial(_rarity, postings, size))

    @classmethod
    def build(cls, texts: Iterable[str], saturation: Saturation = PASSAGES, within: float | None = None) -> Self:
        """:param within: how many terms the texts of the large index have that these are added to."""
        return cls.of(map(cls.read, texts), saturation, within)

    @classmethod
    def of(cls, found: Iterable[Sequence[str]], saturation: Saturation = PASSAGES, within: float | None = None) -> Self:
        """Make a ranker of texts whose terms are known."""
        return cls(*invert(found, saturation, within))

    @classmethod
    def load(cls, folder: Path, size: int) -> Self:
        return cls(Postings.load(folder), size)

    def save(self, folder: Path) -> None:
        self.postings.save(folder)

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking:
        if self.is_empty:
            return NOTHING
        own, also = self._wanted(query)
        held = sum(map(self.postings.count, (*own, *also)))
        if self.is_rough and SCARCE * held <= self.size:
            return self._ranked_of_few(query, (*own, *also), allowed)
        scores, most = self.postings.totals(own, self.size), self.most(own)
        if also:
            scores, most = scores + ALSO * self.postings.totals(also, self.size), most + ALSO * self.most(also)
        rows = highest(scores if allowed is None else np.where(allowed, scores, np.float32(0)), depth(self.size))
        mean, spread = moments.of_scores(scores, least=0.0)
        return Ranking(rows, scores[rows], mean, spread if spread > LEAST_SPREAD else 1.0, 0.0, most or 1.0)

    def _ranked_of_few(self, query: Query, asked: Sequence[str], allowed: NDArray[np.bool_] | None) -> Ranking:
        """Rank without going through all clauses, when hardly any has a term."""
        found = self.rescored(query, self.postings.having(asked))
        mean = float(found.scores.sum()) / self.size
        spread = math.sqrt(max(0.0, float(found.scores @ found.scores) / self.size - mean * mean))
        kept = slice(None) if allowed is None else allowed[found.rows]
        rows, scores = found.rows[kept][: depth(self.size)], found.scores[kept][: depth(self.size)]
        return Ranking(rows, scores, mean, spread if spread > LEAST_SPREAD else 1.0, 0.0, found.most)

    @property
    def is_empty(self) -> bool:
        """Whether no text has any term, as where no phrasings are noted."""
        return self.postings.is_empty

    @property
    def is_rough(self) -> bool:
        """Whether it is too large to add up every text's scores for a query."""
        return self.postings.is_rough

    def lists(self, query: Query, weight: float) -> list[Listed]:
        """The lists of a query's terms, which add to a text that has them all the weight at most."""
        weights, most = self._weighed(query)
        found = (self.postings.listed(term, own * weight / most) for term, own in weights.items())
        return [one for one in found if one]

    def rescored(self, query: Query, wanted: NDArray[np.int64]) -> Ranking:
        """Score some clauses, given in order; of all others nothing is told."""
        weights, most = self._weighed(query)
        scores = self._scores(weights, wanted)
        order = np.argsort(-scores)[: np.count_nonzero(scores)]
        return Ranking(wanted[order], scores[order], 0.0, 1.0, 0.0, most)

    def shares(self, asked: Sequence[str], wanted: NDArray[np.int64]) -> NDArray[np.float32]:
        """Tell how much some clauses, given in order, score for some terms, as shares of the most possible."""
        if self.is_rough:
            scores = self._scores(_weights(asked, ()), wanted)
        else:
            scores = self.postings.totals(asked, self.size)[wanted]
        return scores / np.float32(self.most(asked) or 1.0)

    def _scores(self, weights: Mapping[str, float], wanted: NDArray[np.int64]) -> NDArray[np.float32]:
        told = np.array([own * self.rarity(term) for term, own in weights.items()], np.float32)
        scores: NDArray[np.float32] = (told[:, None] * self.postings.shares([*weights], wanted)).sum(axis=0)
        return scores

    def _weighed(self, query: Query) -> tuple[dict[str, float], float]:
        """How much each term of a query counts, and the most that a text could score."""
        own, also = self._wanted(query)
        return _weights(own, also), self.most(own) + ALSO * self.most(also) or 1.0

    def _wanted(self, query: Query) -> tuple[Sequence[str], Sequence[str]]:
        """What of a query is looked for, and what stands for it and counts for less."""
        return query.terms, query.also

    def vocabulary(self) -> dict[str, int]:
        """Tell in how many clauses each term stands."""
        return self.postings.vocabulary()

    def count(self, term: str) -> int:
        """Tell in how many clauses a term stands."""
        return self.postings.count(term)

    def knows(self, term: str) -> bool:
        """Tell whether a term occurs in any text."""
        return self.count(term) > 0

    def most(self, asked: Sequence[str]) -> float:
        """Bound what these terms could score together: the sum of their rarities."""
        return sum(map(self.rarity, asked))

    def held(self, asked: Sequence[str], row: int) -> tuple[float, float]:
        """Tell the share of the distinct terms, by rarity, that a clause holds, and the rarity of those it lacks.

        Rarity is the inverse document frequency over that of a term that no clause has.
        """
        holding, lacking, rarest = 0.0, 0.0, math.log(2 * self.size + 2)
        for term in dict.fromkeys(asked):
            told = self.rarity(term) / rarest
            if self.postings.holds(term, row):
                holding += told
            else:
                lacking += told
        return holding / (holding + lacking) if holding else 0.0, lacking


class RunRanker(SparseRanker):
    """BM25 over runs of characters: it tells apart clauses of one subject by the words that a question repeats."""

    read = staticmethod(runs)

    def _wanted(self, query: Query) -> tuple[Sequence[str], Sequence[str]]:
        return query.runs, ()


def _weights(own: Sequence[str], also: Sequence[str]) -> dict[str, float]:
    """How much each term counts."""
    weights = {term: float(times) for term, times in Counter(own).items()}
    for term in also:
        weights[term] = weights.get(term, 0.0) + ALSO
    return weights


def _rarity(postings: Lists, size: int, term: str) -> float:
    return rarity_of(postings.count(term), size)


def highest(scores: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """The rows of the highest positive scores, best first, equal ones in row order.

    Among many, a sample tells below which score none of them lies.
    """
    least = _below(scores, most) if len(scores) > most else 0.0
    (rows,) = (scores > least).nonzero()
    if least and len(rows) < most:
        (rows,) = (scores > 0).nonzero()
    if len(rows) > most:
        rows = rows[scores[rows] >= np.partition(scores[rows], len(rows) - most)[len(rows) - most]]
    return rows[(-scores[rows]).argsort(kind="stable")][:most]


def _below(scores: NDArray[np.float32], most: int) -> float:
    sample = scores[::SAMPLED]
    rank = max(1, 2 * most // SAMPLED)
    return float(np.partition(sample, len(sample) - rank)[len(sample) - rank]) if len(sample) > 4 * rank else 0.0
