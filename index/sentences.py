"""Which sentences of a clause a query is after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .chunks import Chunk
from .rankers import Dense, Query
from .tokens import terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

WORDS = 0.05
PHRASED = 0.5
REMEMBERED = 4096  # clauses


class Sentence(NamedTuple):
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

    def __init__(self, chunks: Sequence[Chunk], sentences: Dense, phrasings: Dense) -> None:
        self._chunks, self._sentences, self._phrasings = chunks, sentences, phrasings
        self._asked = len(chunks) - len(phrasings.clauses)  # the place of the first phrasing, and of the first sentence
        self._told = self._asked - len(sentences.clauses)
        self._layouts: dict[int, _Layout] = {}

    def sentences(self, clause: int, query: Query) -> tuple[Sentence, ...]:
        """Score the sentences of the clause in a row of the index, in the clause's order."""
        layout = self._layout(clause)
        scores = layout.told @ query.vector + WORDS * _shared(frozenset(query.terms), layout.terms)
        if len(layout.asked):
            similar = layout.asked @ query.vector
            best = np.full(len(layout.texts), similar.min())
            np.maximum.at(best, layout.owners, similar)
            scores = scores + PHRASED * best
        return tuple(map(Sentence, layout.texts, scores.tolist()))

    def phrasings(self, clause: int) -> list[list[str]]:
        """The phrasings of a clause for each of its sentences, those most alike first."""
        layout = self._layout(clause)
        asked = _positions(self._phrasings, clause)
        alike = (layout.asked * layout.told[layout.owners]).sum(axis=1)
        found: list[list[str]] = [[] for _ in layout.texts]
        for number in np.argsort(-alike, kind="stable"):
            found[layout.owners[number]].append(self._chunks[self._asked + asked[number]].text)
        return found

    def _layout(self, clause: int) -> _Layout:
        if clause not in self._layouts:
            if len(self._layouts) >= REMEMBERED:
                self._layouts.clear()
            self._layouts[clause] = self._laid_out(clause)
        return self._layouts[clause]

    def _laid_out(self, clause: int) -> _Layout:
        sentences, phrasings = _positions(self._sentences, clause), _positions(self._phrasings, clause)
        texts = [self._chunks[self._told + number].text for number in sentences]
        own = [frozenset(terms(text)) for text in texts]
        told, asked = self._sentences.vectors(sentences), self._phrasings.vectors(phrasings)
        shared = [_shared(frozenset(terms(self._chunks[self._asked + number].text)), own) for number in phrasings]
        alike = asked @ told.T + 2 * WORDS * np.array(shared).reshape(len(asked), len(texts))
        return _Layout(texts, own, told, asked, alike.argmax(axis=1))


def _positions(ranker: Dense, clause: int) -> range:
    """Where a clause's chunks lie: they are neighbours, for chunks keep the clauses' order."""
    first, last = np.searchsorted(ranker.clauses, np.array([clause, clause + 1], ranker.clauses.dtype))
    return range(int(first), int(last))


def _shared(wanted: frozenset[str], texts: Sequence[frozenset[str]]) -> NDArray[np.float64]:
    """The share of the wanted terms that each text has."""
    return np.array([len(wanted & text) / max(1, len(wanted)) for text in texts])
