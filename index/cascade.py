"""Every ranker's ranking; in a large index, of the clauses alone that some ranker finds roughly.

What the words bring, the vectors score too, and the other way round: a clause that a ranking lacks would count as one
that shares no word with the question. Sentences, of which there are most, are
scored of the best alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeGuard

import numpy as np

from .chunks import Kind
from .fusion import SHARES, distinct, fused
from .rankers import Query, Ranker, Ranking, Rough
from .rescoring import Rescorer
from .sparse import SparseRanker

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEPT = 512  # clauses


def ranked(rankers: Mapping[str, Ranker], query: Query, allowed: NDArray[np.bool_] | None = None) -> dict[str, Ranking]:
    rough = {name: ranker for name, ranker in rankers.items() if _is_rough(ranker, name)}
    found = {name: ranker.rank(query, allowed) for name, ranker in rankers.items() if name not in rough}
    if not rough:
        return found
    near = {name: ranker.near(query, allowed) for name, ranker in rough.items()}
    rows = distinct([*(ranking.rows for ranking in found.values()), *(rows for rows, _ in near.values())])
    score = {name: rescored for name, (_, rescored) in near.items()}
    first = found | {name: rescored(rows) for name, rescored in score.items() if name != Kind.SENTENCE}
    if Kind.SENTENCE in score:
        first[Kind.SENTENCE] = first[Kind.CLAUSE]  # a clause's sentences are about as near as it is itself
    kept = np.sort(fused(first)[0][:KEPT])
    found |= {name: rescored(kept) for name, rescored in score.items()}
    return {name: found[name] for name in rankers}


def _is_rough(ranker: Ranker, name: str) -> TypeGuard[Rough]:
    """Tell whether a ranker only names clauses: of words those whose mean over the index is not needed."""
    return isinstance(ranker, Rescorer) or (name in SHARES and isinstance(ranker, SparseRanker) and ranker.is_rough)
