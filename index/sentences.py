"""Which sentences of a clause a query is after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .chunks import Chunk, Kind
from .rankers import DenseRanker, Query
from .tokens import terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

WORDS = 0.05
PHRASED = 0.5


@dataclass(frozen=True)
class Sentence:
    """A sentence of a clause, and how well it fits a query; scores compare within one clause."""

    text: str
    score: float


@dataclass(frozen=True)
class _Layout:
    """A clause's sentences with their terms and vectors, its phrasings' vectors, and which sentence each asks for."""

    texts: list[str]
    terms: list[frozenset[str]]
    told: Vectors
    asked: Vectors
    owners: NDArray[np.int64]


class SentenceScorer:
    """Scores a sentence by its cosine with the query, by shared terms, and by the phrasings that ask for it.

    A clerk writes phrasings for a clause; each is taken to ask for the sentence of it that is most alike.
    """

    def __init__(self, chunks: Sequence[Chunk], sentences: DenseRanker, phrasings: DenseRanker) -> None:
        self._sentences, self._phrasings = sentences, phrasings
        self._told = [chunk.text for chunk in chunks if chunk.kind is Kind.SENTENCE]
        self._asked = [chunk.text for chunk in chunks if chunk.kind is Kind.PHRASING]
        self._layouts: dict[int, _Layout] = {}

    def sentences(self, clause: int, query: Query) -> tuple[Sentence, ...]:
        """Score the sentences of the clause in a row of the index, in the clause's order."""
        layout = self._layouts.get(clause) or self._layouts.setdefault(clause, self._layout(clause))
        scores = layout.told @ query.vector + WORDS * _shared(frozenset(query.terms), layout.terms)
        if len(layout.asked):
            similar = layout.asked @ query.vector
            best = np.full(len(layout.texts), similar.min())
            np.maximum.at(best, layout.owners, similar)
            scores = scores + PHRASED * best
        return tuple(map(Sentence, layout.texts, map(float, scores)))

    def phrasings(self, clause: int) -> list[list[str]]:
        """The phrasings of a clause for each of its sentences, those most alike first."""
        layout = self._layouts.get(clause) or self._layouts.setdefault(clause, self._layout(clause))
        asked = _positions(self._phrasings, clause)
        alike = (layout.asked * layout.told[layout.owners]).sum(axis=1)
        found: list[list[str]] = [[] for _ in layout.texts]
        for number in np.argsort(-alike, kind="stable"):
            found[layout.owners[number]].append(self._asked[asked[number]])
        return found

    def _layout(self, clause: int) -> _Layout:
        sentences, phrasings = _positions(self._sentences, clause), _positions(self._phrasings, clause)
        texts = [self._told[number] for number in sentences]
        own = [frozenset(terms(text)) for text in texts]
        told, asked = _vectors(self._sentences, sentences), _vectors(self._phrasings, phrasings)
        shared = [_shared(frozenset(terms(self._asked[number])), own) for number in phrasings]
        alike = asked @ told.T + 2 * WORDS * np.array(shared).reshape(len(asked), len(texts))
        return _Layout(texts, own, told, asked, alike.argmax(axis=1))


def _positions(ranker: DenseRanker, clause: int) -> range:
    """Where a clause's chunks lie: they are neighbours, for chunks keep the clauses' order."""
    first, last = np.searchsorted(ranker.clauses, [clause, clause + 1])
    return range(int(first), int(last))


def _vectors(ranker: DenseRanker, rows: range) -> Vectors:
    found: Vectors = ranker.index.reconstruct_n(rows.start, len(rows))
    return found


def _shared(wanted: frozenset[str], texts: Sequence[frozenset[str]]) -> NDArray[np.float64]:
    """The share of the wanted terms that each text has."""
    return np.array([len(wanted & text) / max(1, len(wanted)) for text in texts])
