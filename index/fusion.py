"""Several rankings → one: a weighted sum of standardised scores, or of their shares of the most possible; pure.

Convex sums of z-scores beat reciprocal rank fusion on every set tried (Bruch et al., "An Analysis of
Fusion Functions for Hybrid Retrieval", 2022, found the same).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from .rankers import Ranking

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = {"clause": 0.25, "sentence": 0.25, "sparse": 5.0, "run": 2.0, "phrasing": 0.9, "sparse_phrasing": 0.4}
SHARES = frozenset({"sparse", "run"})
BONUS = {"phrasing": (2.5, np.inf), "sparse_phrasing": (0.5, 4.0)}


def fused(rankings: Mapping[str, Ranking]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Sum the rankings' standardised scores: rows and sums, best first; equal sums in row order."""
    rows, sums = summed(rankings)
    order = (-sums).argsort(kind="stable")
    return rows[order], sums[order]


def summed(rankings: Mapping[str, Ranking]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Sum the rankings' standardised scores, in row order.

    A row that a ranking lacks counts with its floor. Rankings in ``SHARES`` count by the share of what the query could
    score at most: where it shares few words with any clause, as lay questions do, they say little. Rankings in
    ``BONUS`` can only raise a row, by what exceeds so many deviations and up to so many: not every clause has phrasings,
    of dozens one is always somewhat alike, and in a large index a single shared word stands many deviations out.
    """
    own = rankings.values()
    rows, places = _placed(np.concatenate([ranking.rows for ranking in own]))
    scales = np.array([_scale(name, ranking) for name, ranking in rankings.items()])
    floor, origin, unit, least, low, most, weight = scales.T[:, :, None]
    table = floor.repeat(len(rows), axis=1)
    lines = np.arange(len(own)).repeat([len(ranking.rows) for ranking in own])
    table[lines, places] = np.concatenate([ranking.scores for ranking in own])
    table = np.minimum(np.maximum((table - origin) / unit - least, low), most)
    return rows, (weight * table).sum(axis=0)


def _scale(name: str, ranking: Ranking) -> tuple[float, ...]:
    """A ranking's floor, from where and in what unit its scores are told, what counts of them, and what one unit weighs."""
    origin, unit = (0.0, ranking.most) if name in SHARES else (ranking.mean, ranking.deviation)
    least, low, most = (BONUS[name][0], 0.0, BONUS[name][1]) if name in BONUS else (0.0, -np.inf, np.inf)
    return ranking.floor, origin, unit, least, low, most, WEIGHTS[name]


def distinct(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """All rows, each once, ascending; np.unique hashes before it sorts, which takes longer."""
    found = np.sort(rows)
    return found[_firsts(found)]


def _placed(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All rows, each once, ascending, and where each of those given stands; to look each up takes four times as long."""
    order = rows.argsort()
    found, places = rows[order], np.empty(len(rows), np.int64)
    firsts = _firsts(found)
    places[order] = firsts.cumsum() - 1
    return found[firsts], places


def _firsts(found: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of ascending rows differ from the one before."""
    firsts = np.ones(len(found), bool)
    np.not_equal(found[1:], found[:-1], out=firsts[1:])
    return firsts
