"""Questions noted by a clerk that are no way to ask for one clause, kept with their vectors beside the ranking of clauses.

Some a policy does not answer, though they are of its subject: they stand for all that people expect of a policy and it does
not say. A question that lies nearer to them than to the phrasings is not answered, however near its words are to some clause:
as in SQuAD 2.0 (Rajpurkar et al., "Know What You Don't Know: Unanswerable Questions for SQuAD", 2018), what can be answered is
learned beside what looks like it and cannot. Others several clauses answer together: they tell which clauses go together, not
which is the best.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .dense import BLOCK
from .encoders import Encoder
from .records import read_lines, write_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

FOLDER, QUESTIONS, VECTORS = "noted", "questions.jsonl", "vectors.npy"
NEAREST = 3  # questions by whose mean is told how near they are; one alone may be odd
SAME = 1 - 1e-4  # the cosine of a question with itself
NEAR = 20  # questions that several clauses answer, at which is looked
MANY, TYPICAL = 200, 0.907  # questions; how near so many are to one that the policy answers
FAR = 0.88  # what is less near is of something else: that it is farther still tells nothing


@dataclass(frozen=True)
class NotedQuestions:
    """Questions, each with its unit vector."""

    questions: Sequence[Noted]
    vectors: Vectors

    @classmethod
    def encoded(
        cls, noted: Sequence[Noted], encoder: Encoder, known: Mapping[str, Vectors] | None = None
    ) -> NotedQuestions:
        """Encode questions.

        :param known: vectors that need no encoding, by the question.
        """
        known = known or {}
        fresh = [text for text in dict.fromkeys(one.text for one in noted) if text not in known]
        found = {**known, **dict(zip(fresh, encoder.encode_query(fresh) if fresh else (), strict=True))}
        return cls(noted, _stacked([found[one.text] for one in noted]))

    @classmethod
    def load(cls, folder: Path) -> NotedQuestions:
        """Read those of a layer; an index that was built before there were any has none."""
        own = folder / FOLDER
        if not own.is_dir():
            return NONE
        return cls([_noted(**record) for record in read_lines(own / QUESTIONS)], np.load(own / VECTORS))

    def save(self, folder: Path) -> None:
        own = folder / FOLDER
        own.mkdir()
        write_lines(own / QUESTIONS, (asdict(one) for one in self.questions))
        np.save(own / VECTORS, self.vectors)

    def known(self) -> dict[str, Vectors]:
        """The vectors by the questions."""
        return {one.text: vector for one, vector in zip(self.questions, self.vectors, strict=True)}

    def kept(self, keep: Callable[[str], bool]) -> NotedQuestions:
        """Those of some documents, by their ids."""
        rows = [row for row, one in enumerate(self.questions) if keep(one.document)]
        return NotedQuestions([self.questions[row] for row in rows], self.vectors[rows])

    def with_those_of(self, other: NotedQuestions) -> NotedQuestions:
        """Those of other documents laid after these."""
        if not other.questions or not self.questions:
            return self if self.questions else other
        return NotedQuestions([*self.questions, *other.questions], np.concatenate([self.vectors, other.vectors]))

    def unanswered(self, document: str, query: Vectors) -> float:
        """How near a query is to what a document does not answer: the mean of the nearest cosines, 1 to one of them, 0 without any.

        That none of a few is near tells nothing.
        """
        own = self._unanswered.get(document)
        if own is None:
            return 0.0
        cosines = self._cosines(own, query)
        nearest = np.partition(cosines, -NEAREST)[-NEAREST:] if len(cosines) > NEAREST else cosines
        if nearest.max() > SAME:
            return 1.0
        return max(float(nearest.mean()), TYPICAL if len(cosines) < MANY else FAR)

    def joint(self, document: str, query: Vectors) -> list[Joint]:
        """The questions nearest to a query that several clauses of a document answer together, the nearest first."""
        own = self._joint.get(document)
        if own is None:
            return []
        cosines = self._cosines(own, query)
        nearest = np.argsort(-cosines, kind="stable")[:NEAR]
        return [Joint(float(cosines[place]), frozenset(self.questions[own[place]].clauses)) for place in nearest]

    def _cosines(self, rows: Sequence[int], query: Vectors) -> NDArray[np.float32]:
        """The products of some rows with a query, on one thread: the other cores serve others."""
        vectors = self.vectors[_span(rows)]
        return np.concatenate([vectors[start : start + BLOCK] @ query for start in range(0, len(rows), BLOCK)])

    @cached_property
    def _unanswered(self) -> dict[str, list[int]]:
        return self._rows(lambda one: not one.clauses)

    @cached_property
    def _joint(self) -> dict[str, list[int]]:
        return self._rows(lambda one: len(one.clauses) > 0)

    def _rows(self, wanted: Callable[[Noted], bool]) -> dict[str, list[int]]:
        """Where the questions of each document lie that are of a kind."""
        found: dict[str, list[int]] = {}
        for row, one in enumerate(self.questions):
            if wanted(one):
                found.setdefault(one.document, []).append(row)
        return found


@dataclass(frozen=True)
class Noted:
    """A question noted beside a document, and the ids of the clauses that answer it together; none when nothing does."""

    document: str
    text: str
    clauses: tuple[str, ...] = ()


class Joint(NamedTuple):
    """How near a query is to a question that several clauses answer together, and their ids."""

    cosine: float
    clauses: frozenset[str]


def _span(rows: Sequence[int]) -> slice | Sequence[int]:
    """Rows as they are looked at without a copy, where they follow one another."""
    return slice(rows[0], rows[-1] + 1) if rows[-1] - rows[0] + 1 == len(rows) else rows


def _noted(document: str, text: str, clauses: Sequence[str]) -> Noted:
    return Noted(document, text, tuple(clauses))


def _stacked(vectors: Sequence[Vectors]) -> Vectors:
    return np.array(vectors, np.float32) if vectors else np.empty((0, 0), np.float32)


NONE = NotedQuestions([], _stacked([]))
