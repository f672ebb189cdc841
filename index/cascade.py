"""Every ranker's ranking; in a large index, of the clauses alone that the words or the vectors find roughly.

The words are searched once for all rankers by words, as they count together; what they bring, the vectors score too, and
the other way round: a clause that a ranking lacks would count as one that shares no word with the question. Words are scored
exactly, and sentences, of which there are most, at all, of the best alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeGuard

import numpy as np

from .chunks import Kind
from .fusion import SHARES, WEIGHTS, distinct, summed
from .pruning import Summed
from .rankers import Query, Ranker, Ranking, Rough
from .rescoring import Rescorer
from .sizes import SCORED, depth, kept
from .sparse import SparseRanker

if TYPE_CHECKING:
    from numpy.typing import NDArray


def ranked(rankers: Mapping[str, Ranker], query: Query, allowed: NDArray[np.bool_] | None = None) -> dict[str, Ranking]:
    rough = {name: ranker for name, ranker in rankers.items() if _is_rough(ranker, name)}
    found = {name: ranker.rank(query, allowed) for name, ranker in rankers.items() if name not in rough}
    if rough:
        found = _narrowed(rough, query, allowed, found)
    return {name: found[name] for name in rankers}


def _narrowed(
    rough: Mapping[str, Rough], query: Query, allowed: NDArray[np.bool_] | None, found: dict[str, Ranking]
) -> dict[str, Ranking]:
    """Score ever fewer clauses in ever dearer ways."""
    by_words = {name: ranker for name, ranker in rough.items() if isinstance(ranker, SparseRanker)}
    size = next(iter(by_words.values())).size
    words = _words(by_words, query, allowed)
    near = [ranker.near(query, allowed) for ranker in rough.values() if isinstance(ranker, Rescorer)]
    rows = distinct(np.concatenate([words.highest, *near, *(ranking.rows for ranking in found.values())]))
    if Kind.CLAUSE in rough:
        found |= {Kind.CLAUSE: rough[Kind.CLAUSE].rescored(query, rows)}
    rows = _best(rows, words.of(rows), found, SCORED)
    found |= {name: ranker.rescored(query, rows) for name, ranker in by_words.items()}
    found |= {name: _within(found[name], rows) for name in rough if name == Kind.CLAUSE}
    if Kind.SENTENCE in rough:
        best = _best(rows, np.zeros(len(rows), np.float32), found, kept(size))
        found |= {Kind.SENTENCE: rough[Kind.SENTENCE].rescored(query, best)}
    return found


def _best(
    rows: NDArray[np.int64], more: NDArray[np.float32], found: Mapping[str, Ranking], most: int
) -> NDArray[np.int64]:
    """So many of the rows, those with the highest sums of what the rankings tell and more, ascending."""
    if len(rows) <= most:
        return rows
    if Kind.SENTENCE not in found:  # a clause's sentences are about as near as it is itself
        found = {**found, Kind.SENTENCE: found[Kind.CLAUSE]}
    some, own = summed(found)
    places, held = _places(some, rows)
    sums = more.astype(np.float64)
    sums[places] += own[held]
    return np.sort(rows[np.argpartition(-sums, most)[:most]])


def _within(ranking: Ranking, rows: NDArray[np.int64]) -> Ranking:
    """Those rows of a ranking alone that are among some, which are ascending."""
    _, held = _places(ranking.rows, rows)
    return ranking._replace(rows=ranking.rows[held], scores=ranking.scores[held])


def _places(some: NDArray[np.int64], rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where some rows stand among others, which are ascending, and which of them do."""
    places = np.minimum(rows.searchsorted(some), len(rows) - 1)
    held = rows[places] == some
    return places[held], held


def _words(rankers: Mapping[str, SparseRanker], query: Query, allowed: NDArray[np.bool_] | None) -> Summed:
    """What the rankers by words give together; their lists are of the same texts."""
    lists = [one for name, ranker in rankers.items() for one in ranker.lists(query, WEIGHTS[name])]
    any_of_them = next(iter(rankers.values()))
    return any_of_them.postings.summed(lists, any_of_them.size, depth(any_of_them.size), allowed)


def _is_rough(ranker: Ranker, name: str) -> TypeGuard[Rough]:
    """Tell whether a ranker scores given clauses: of words those whose mean over the index is not needed."""
    return isinstance(ranker, Rescorer) or (name in SHARES and isinstance(ranker, SparseRanker) and ranker.is_rough)
