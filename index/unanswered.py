"""Questions that a policy does not answer, though they are of its subject: noted by a clerk, and kept with their vectors.

They stand for all that people expect of a policy and it does not say. A question that lies nearer to them than to the
phrasings is not answered, however near its words are to some clause: as in SQuAD 2.0 (Rajpurkar et al., "Know What You Don't
Know: Unanswerable Questions for SQuAD", 2018), what can be answered is learned beside what looks like it and cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .encoders import Encoder
from .records import read_lines, write_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

FOLDER, QUESTIONS, VECTORS = "unanswered", "questions.jsonl", "vectors.npy"
NEAREST = 3  # questions by whose mean is told how near they are; one alone may be odd
SAME = 1 - 1e-4  # the cosine of a question with itself
MANY, TYPICAL = 200, 0.907  # questions; how near so many are to one that the policy answers
FAR = 0.88  # what is less near is of something else: that it is farther still tells nothing


@dataclass(frozen=True)
class Unanswered:
    """Questions, each with its document's id and its unit vector; those of a document follow one another."""

    questions: Sequence[Noted]
    vectors: Vectors

    @classmethod
    def encoded(
        cls, questions: Mapping[str, Iterable[str]], encoder: Encoder, known: Mapping[str, Vectors] | None = None
    ) -> Unanswered:
        """Encode the questions of each document, by its id.

        :param known: vectors that need no encoding, by the question.
        """
        noted = [Noted(document, text) for document, own in questions.items() for text in own]
        known = known or {}
        fresh = [text for text in dict.fromkeys(one.text for one in noted) if text not in known]
        found = {**known, **dict(zip(fresh, encoder.encode_query(fresh) if fresh else (), strict=True))}
        return cls(noted, _stacked([found[one.text] for one in noted]))

    @classmethod
    def load(cls, folder: Path) -> Unanswered:
        """Read those of a layer; an index that was built before there were any has none."""
        own = folder / FOLDER
        if not own.is_dir():
            return NONE
        return cls([Noted(**record) for record in read_lines(own / QUESTIONS)], np.load(own / VECTORS))

    def save(self, folder: Path) -> None:
        own = folder / FOLDER
        own.mkdir()
        write_lines(own / QUESTIONS, (asdict(one) for one in self.questions))
        np.save(own / VECTORS, self.vectors)

    def known(self) -> dict[str, Vectors]:
        """The vectors by the questions."""
        return {one.text: vector for one, vector in zip(self.questions, self.vectors, strict=True)}

    def kept(self, keep: Callable[[str], bool]) -> Unanswered:
        """Those of some documents, by their ids."""
        rows = [row for row, one in enumerate(self.questions) if keep(one.document)]
        return Unanswered([self.questions[row] for row in rows], self.vectors[rows])

    def with_those_of(self, other: Unanswered) -> Unanswered:
        """Those of other documents laid after these."""
        if not other.questions or not self.questions:
            return self if self.questions else other
        return Unanswered([*self.questions, *other.questions], np.concatenate([self.vectors, other.vectors]))

    def nearness(self, document: str, query: Vectors) -> float:
        """How near a document's questions are to a query: the mean of the nearest cosines, 1 to one of them, 0 without any.

        That none of a few is near tells nothing.
        """
        own = self._places.get(document)
        if own is None:
            return 0.0
        cosines: NDArray[np.float32] = self.vectors[own] @ query
        nearest = np.partition(cosines, -NEAREST)[-NEAREST:] if len(cosines) > NEAREST else cosines
        if nearest.max() > SAME:
            return 1.0
        return max(float(nearest.mean()), TYPICAL if len(cosines) < MANY else FAR)

    @cached_property
    def _places(self) -> dict[str, slice]:
        """Where the questions of each document lie."""
        documents = [one.document for one in self.questions]
        firsts = [row for row, one in enumerate(documents) if not row or documents[row - 1] != one]
        return {documents[first]: slice(first, last) for first, last in pairwise([*firsts, len(documents)])}


@dataclass(frozen=True)
class Noted:
    """A question that a document does not answer."""

    document: str
    text: str


def _stacked(vectors: Sequence[Vectors]) -> Vectors:
    return np.array(vectors, np.float32) if vectors else np.empty((0, 0), np.float32)


NONE = Unanswered([], _stacked([]))
