"""The texts with the highest sums over posting lists, found without reading the longest of them (MaxScore).

Turtle & Flood, "Query Evaluation: Strategies and Optimizations", 1995. Lists are added up from that of the rarest term
on, until what is left could not bring a text among the best that none of them names; from then on only candidates are
looked up in the lists that are left, the longest ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDED = 1e-3  # sums in single precision differ by less


class Listed(NamedTuple):
    """A term's texts, ascending, and what it adds to each: so many steps; at most ``bound``."""

    rows: NDArray[np.int32]
    scores: NDArray[np.float32] | NDArray[np.uint8]
    step: np.float32
    bound: float

    def at(self, wanted: NDArray[np.int32]) -> NDArray[np.float32]:
        """What it adds to some texts."""
        places = np.minimum(np.searchsorted(self.rows, wanted), len(self.rows) - 1)
        found: NDArray[np.float32] = (self.rows[places] == wanted) * (self.scores[places] * self.step)
        return found


class Sums:
    """What lists add up to in every text: some were added, the rest are looked up."""

    def __init__(self, lists: Sequence[Listed], size: int, most: int, allowed: NDArray[np.bool_] | None = None) -> None:
        lists = sorted(lists, key=lambda one: -one.bound)
        left = np.cumsum([0.0, *(one.bound for one in reversed(lists))])[
            ::-1
        ]  # what the lists from each on add at most
        totals, least, taken = np.zeros(size, np.float32), 0.0, 0
        while taken < len(lists) and left[taken] >= least:
            one, taken = lists[taken], taken + 1
            np.add.at(totals, one.rows, one.scores * one.step)
            if left[0] > 2 * left[taken]:  # else no sum is large enough to stop here
                own = one.rows if allowed is None else one.rows[allowed[one.rows]]
                least = max(least, _least(totals[own], most))
        self._totals, self._rest, self._left = totals, lists[taken:], left[taken:]
        self.highest = self._highest(least, most, allowed)

    def _highest(self, least: float, most: int, allowed: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """The rows with the highest sums, best first."""
        rows = np.flatnonzero(self._totals > max(0.0, least - self._left[0] - ROUNDED)).astype(np.int32)
        rows = rows if allowed is None else rows[allowed[rows]]
        sums = self._totals[rows]
        for one, left in zip(self._rest, self._left[1:], strict=True):
            sums = sums + one.at(rows)
            least = max(least, _least(sums, most))
            kept = sums >= least - left - ROUNDED
            rows, sums = rows[kept], sums[kept]
        return rows[np.argsort(-sums, kind="stable")][:most].astype(np.int64)

    def of(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The sums of some rows, given in order."""
        sums, wanted = self._totals[rows], rows.astype(np.int32)
        for one in self._rest:
            sums += one.at(wanted)
        return sums


def _least(sums: NDArray[np.float32], most: int) -> float:
    """What the last of so many of the highest sums is; 0 where there are fewer."""
    return float(np.partition(sums, len(sums) - most)[len(sums) - most]) if len(sums) >= most else 0.0
