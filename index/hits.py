"""What is asked of a search, and what it gives: a ``Filter``, and ``Hit``s with their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .clauses import Clause
from .documents import Document
from .evidence import Evidence
from .rankers import Query, Ranking
from .validity import State, validity


@dataclass(frozen=True)
class Filter:
    """What may be found, applied before the ranking; None means anything."""

    documents: frozenset[str] | None = None
    region: str | None = None
    in_force_on: date | None = None

    def admits(self, document: Document) -> bool:
        return (
            (self.documents is None or document.id in self.documents)
            and (self.region is None or document.region == self.region)
            and (self.in_force_on is None or validity(document, self.in_force_on).state is State.IN_FORCE)
        )


class Scores(Mapping[str, float]):
    """What each ranker gives the clause in a row, looked up when it is wanted; its floor where it lists no such row."""

    def __init__(self, rankings: Mapping[str, Ranking], row: int) -> None:
        self._rankings, self._row = rankings, row

    def __getitem__(self, name: str) -> float:
        ranking = self._rankings[name]
        own = ranking.scores[ranking.rows == self._row]
        return float(own[0]) if len(own) else ranking.floor

    def __iter__(self) -> Iterator[str]:
        return iter(self._rankings)

    def __len__(self) -> int:
        return len(self._rankings)


class Hit(NamedTuple):
    """A clause found: its rank from 1, its fused score, and each ranker's own score by name."""

    rank: int
    score: float
    clause: Clause
    scores: Mapping[str, float]


@dataclass(frozen=True)
class Found:
    """The hits of a search, with the evidence for them and the query as it was encoded."""

    hits: list[Hit]
    evidence: Evidence
    query: Query | None = None


NOTHING = Found([], Evidence(0, 0, 0, 0, 0, 0, False))
