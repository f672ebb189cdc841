"""The texts with about the highest sums over posting lists, found without reading the longest of them.

Lists are added up from that of the rarest term on, until what is left is a small share of what all could add: texts that
many lists name are few, and are told apart by the common terms too when they are scored exactly. (Exact pruning, as in
Turtle & Flood, "Query Evaluation: Strategies and Optimizations", 1995, took twice as long.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEFT = 0.1  # of what all lists could add
SPARE, TOLD = 2.0, 100  # so many times as many as are wanted lie above the so many-th highest of a sample


class Listed(NamedTuple):
    """A term's texts, ascending, and what it adds to each: so many steps; at most ``bound``. ``tail``: texts laid after them."""

    rows: NDArray[np.int32]
    scores: NDArray[np.float32] | NDArray[np.uint8]
    step: np.float32
    bound: float
    tail: Listed | None = None

    def add_to(self, totals: NDArray[np.float32]) -> None:
        """Add what it adds to each text."""
        np.add.at(totals, self.rows, self.scores * self.step)
        if self.tail:
            self.tail.add_to(totals)

    def steps_at(self, wanted: NDArray[np.int32], found: NDArray[np.uint8]) -> None:
        """Write how many steps it adds to some texts."""
        places = np.minimum(self.rows.searchsorted(wanted), len(self.rows) - 1)
        np.multiply(self.rows[places] == wanted, self.scores[places], out=found)


class Summed(Protocol):
    """What terms add up to, roughly: ``highest`` are the rows with the highest sums, ascending."""

    highest: NDArray[np.int64]

    def of(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The sums of some rows."""


class Sums:
    """What the lists of a query's rarer terms add up to in every text."""

    def __init__(
        self,
        lists: Sequence[Listed],
        size: int,
        most: int,
        allowed: NDArray[np.bool_] | None = None,
        gone: Sequence[slice] = (),
    ) -> None:
        """:param gone: texts that are left out whatever is allowed."""
        self._gone = gone
        lists = sorted(lists, key=lambda one: -one.bound)
        left = sum(one.bound for one in lists)
        enough, self._totals = LEFT * left, np.zeros(size, np.float32)
        self.highest = np.empty(0, np.int64)
        for one in lists:
            if left <= enough:
                self.highest = self._highest(most, allowed)
                if len(self.highest) == most:
                    return
            one.add_to(self._totals)
            left -= one.bound
        self.highest = self._highest(most, allowed)

    def of(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The sums of some rows."""
        return self._totals[rows]

    def _highest(self, most: int, allowed: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        """The rows with the highest sums, ascending; of equal ones any."""
        for left_out in self._gone:
            self._totals[left_out] = 0
        totals = self._totals if allowed is None else np.where(allowed, self._totals, np.float32(0))
        rows = np.flatnonzero(totals > _below(totals, most))
        if len(rows) < most:
            rows = np.flatnonzero(totals > 0)
        if len(rows) > most:
            rows = np.sort(rows[np.argpartition(-totals[rows], most)[:most]])
        return rows


def _below(totals: NDArray[np.float32], most: int) -> float:
    """A sum below which, as a sample tells, none of the highest lies."""
    sample = totals[:: max(1, int(SPARE * most) // TOLD)]
    return float(np.partition(sample, len(sample) - TOLD)[len(sample) - TOLD]) if len(sample) > TOLD else 0.0
