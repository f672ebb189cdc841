"""How well an index knows a question, from its rankings: what an assistant decides by whether to answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .chunks import Kind
from .rankers import Query, Ranking
from .sparse import SparseRanker

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_LEAD = 5.0  # of a clause that is found alone
TYPICAL = 13  # characters of a question


@dataclass(frozen=True)
class Evidence:
    """How well the whole index knows a question, whatever the order of its clauses.

    ``clause``, ``sentence``, ``phrasing``: the best cosine with each kind of chunk (0 when there is none);
    ``mean_phrasing``: the mean over all phrasings; ``coverage``: the share of the question's terms that occur
    in the index; ``share``: BM25's best score over the most that these terms could earn; ``held``: the share of the terms, by
    rarity, that the best clause holds; ``lacking``: the rarity of those that it lacks, where a term that no
    clause has counts 1; ``total``: the best clause's sum;
    ``lead``: by how much it exceeds the next; ``phrased``: whether the
    best clause has phrasings; ``size``: how many clauses the index has; ``unanswered``: how near the questions are that the
    best clause's document does not answer (0 when none are noted); ``characters``: how long the question is.
    """

    clause: float
    sentence: float
    phrasing: float
    mean_phrasing: float
    coverage: float
    share: float
    phrased: bool
    held: float = 0.0
    lacking: float = 0.0
    lead: float = 0.0
    total: float = 0.0
    size: int = 1
    unanswered: float = 0.0
    characters: int = TYPICAL


def weighed(
    asked: Query,
    rankings: Mapping[str, Ranking],
    sparse: Mapping[str, SparseRanker],
    first: tuple[int, bool],
    sums: NDArray[np.float64],
) -> Evidence:
    """Weigh what the rankings of a question tell.

    :param sparse: the rankers by words. :param first: the best clause's row, and whether it has phrasings.
    :param sums: of all clauses found, best first.
    """
    best = {name: float(ranking.scores[0]) if len(ranking.rows) else 0.0 for name, ranking in rankings.items()}
    share, coverage = _words((*asked.terms, *asked.also), best, sparse)
    held, lacking = sparse["sparse"].held(asked.terms, first[0])
    return Evidence(
        best[Kind.CLAUSE], best[Kind.SENTENCE], best[Kind.PHRASING], rankings[Kind.PHRASING].mean,
        coverage, share, first[1], held, lacking,
        float(sums[0] - sums[1]) if len(sums) > 1 else MOST_LEAD, float(sums[0]), sparse["sparse"].size,
        characters=len(asked.text),
    )  # fmt: skip


def _words(asked: Sequence[str], best: Mapping[str, float], sparse: Mapping[str, SparseRanker]) -> tuple[float, float]:
    """How well the words are known: BM25's best score over the most possible, and the share that occurs at all."""
    if not asked:
        return 0.0, 0.0
    own = {name: ranker for name, ranker in sparse.items() if not ranker.is_empty}
    share = max((best[name] / ranker.most(asked) for name, ranker in own.items()), default=0.0)
    known = {term for ranker in own.values() for term in filter(ranker.postings.count, asked)}
    return share, sum(map(known.__contains__, asked)) / len(asked)
