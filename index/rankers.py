"""What a ranker takes and gives: a ``Query`` → a ``Ranking`` of clauses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors
    from .moments import Moments


@dataclass(frozen=True)
class Query:
    """A question's text, unit vector and terms, made once for all rankers; ``also``: terms that mean the same; ``runs``: of characters."""

    text: str
    vector: Vectors
    terms: tuple[str, ...]
    also: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()


class Ranking(NamedTuple):
    """One ranker's view: clause rows, each once, with their scores, best first.

    ``mean`` and ``deviation`` are of the scores over the whole index; ``floor`` is the score that a
    clause outside the ranking has at most; ``most`` bounds what any text could score for this query.
    """

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    mean: float
    deviation: float
    floor: float
    most: float = 1.0


NOTHING = Ranking(np.empty(0, np.int64), np.empty(0, np.float32), 0.0, 1.0, 0.0)  # of an index without texts of a kind


class Ranker(Protocol):
    """Orders clauses for a query; ``allowed`` masks clause rows before the ranking, None allows all."""

    def rank(self, query: Query, allowed: NDArray[np.bool_] | None = None) -> Ranking: ...

    def save(self, folder: Path) -> None:
        """Write what the ranker needs into a folder of its own."""


class Rough(Protocol):
    """Scores, of a large index, the clauses that are worth it."""

    def rescored(self, query: Query, wanted: NDArray[np.int64]) -> Ranking:
        """Score some clauses, given in order."""


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
