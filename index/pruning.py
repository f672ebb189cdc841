"""The texts with the highest sums over posting lists, found without reading the longest of them (MaxScore).

Turtle & Flood, "Query Evaluation: Strategies and Optimizations", 1995. Lists are added up from that of the rarest term
on, until what is left could not bring a text among the best that none of them names; from then on only candidates are
looked up in the lists that are left, the longest ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDED = 1e-3  # sums in single precision differ by less
DEARER = 16  # looking a text up, than adding one
SURE = 0.5  # of the least sum that counts: where what is left is less, few texts are candidates
SHORT = 1 << 15  # texts of a list of which it is told how high the best sums are at least


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


class Summed(Protocol):
    """What terms add up to: ``highest`` are the rows with the highest sums, best first."""

    highest: NDArray[np.int64]

    def of(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The sums of some rows, given in order."""


class Sums:
    """What lists add up to in every text: most were added, the rest are looked up."""

    def __init__(self, lists: Sequence[Listed], size: int, most: int, allowed: NDArray[np.bool_] | None = None) -> None:
        lists = sorted(lists, key=lambda one: -one.bound)
        left = np.cumsum([0.0, *(one.bound for one in reversed(lists))])[
            ::-1
        ]  # what the lists from each on add at most
        self._totals, self._rest = np.zeros(size, np.float32), list[Listed]()
        least, taken = 0.0, 0
        while taken < len(lists) and left[taken] > SURE * least:
            one, taken = lists[taken], taken + 1
            self._add(one)
            if left[0] > 2 * left[taken] and most <= len(one.rows) <= SHORT:  # else it tells little, or takes long
                own = one.rows if allowed is None else one.rows[allowed[one.rows]]
                least = max(least, _least(self._totals[own], most))
        rows = np.flatnonzero(self._totals > max(0.0, least - left[taken] - ROUNDED)).astype(np.int32)
        rows = rows if allowed is None else rows[allowed[rows]]
        self.highest = self._highest(rows, lists[taken:], left[taken:], most)

    def _highest(
        self, rows: NDArray[np.int32], lists: Sequence[Listed], left: NDArray[np.float64], most: int
    ) -> NDArray[np.int64]:
        """The rows with the highest sums, best first, among candidates, which every list makes fewer."""
        looked_up = np.zeros(len(rows), np.float32)
        for place in range(len(lists) + 1):
            sums = self._totals[rows] + looked_up
            kept = sums >= _least(sums, most) - left[place] - ROUNDED
            rows, looked_up, sums = rows[kept], looked_up[kept], sums[kept]
            if place == len(lists):
                break
            if len(lists[place].rows) < DEARER * len(rows):
                self._add(lists[place])
            else:
                looked_up += lists[place].at(rows)
                self._rest.append(lists[place])
        return rows[np.argsort(-sums, kind="stable")][:most].astype(np.int64)

    def of(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The sums of some rows, given in order."""
        sums, wanted = self._totals[rows], rows.astype(np.int32)
        for one in self._rest:
            sums += one.at(wanted)
        return sums

    def _add(self, one: Listed) -> None:
        np.add.at(self._totals, one.rows, one.scores * one.step)


def _least(sums: NDArray[np.float32], most: int) -> float:
    """What the last of so many of the highest sums is; 0 where there are fewer."""
    return float(np.partition(sums, len(sums) - most)[len(sums) - most]) if len(sums) >= most else 0.0
