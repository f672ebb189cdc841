"""A large base and a small delta read as one: what is asked for is looked up in whichever has it, and nothing is copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .cells import Cells
from .codes import Codes, Rests
from .outline import Part
from .postings import REMEMBERED, Postings
from .pruning import Listed, Sums
from .rankers import Query
from .rescoring import Rescorer
from .saturation import rarity, rarity_of
from .shelves import Shelf
from .sizes import near
from .splices import Splice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors


class SplicedShelf(Shelf):
    """Two shelves as one; parts keep the numbers that they have end to end."""

    def __init__(self, base: Shelf, delta: Shelf, order: NDArray[np.int64]) -> None:
        counts = np.concatenate([np.diff(shelf.firsts, axis=0) for shelf in (base, delta)])
        self._base, self._delta, self._split = base, delta, int(base.firsts[-1, 0])
        self.firsts = np.concatenate([np.zeros((1, 2), np.int64), np.cumsum(counts[order], axis=0)])
        self.cited = Splice.of(order, counts[:, 1]).taken(np.concatenate([base.cited, delta.cited + self._split]))

    def part(self, number: int) -> Part:
        return self._base.part(number) if number < self._split else self._delta.part(number - self._split)


class SplicedPostings:
    """Posting lists of two as of one; a term is as rare as it is in both together."""

    def __init__(self, base: Postings, delta: Postings, split: int, laid: int, splice: Splice) -> None:
        """:param split: how many texts the base has. :param laid: how many both have."""
        self._base, self._delta, self._split, self._laid, self._splice = base, delta, split, laid, splice
        gone = splice.left_out(0, split), splice.left_out(split, laid) - split
        self._gone = [runs.astype(np.int32) for runs in gone]  # as the lists: else a whole list would be converted
        self.count = lru_cache(REMEMBERED)(self._count)

    @property
    def is_empty(self) -> bool:
        return self._base.is_empty and self._delta.is_empty

    @property
    def is_rough(self) -> bool:
        return self._base.is_rough

    def vocabulary(self) -> dict[str, int]:
        found: Counter[str] = Counter()
        for lists, gone in zip((self._base, self._delta), self._gone, strict=True):
            lost = np.flatnonzero(_mask(gone, self._laid)[lists.rows]) if len(gone) else np.empty(0, np.int64)
            owners = np.searchsorted(lists.starts, lost, side="right") - 1
            counts = lists.counts() - np.bincount(owners, minlength=len(lists.keys))
            found.update(dict(zip(lists.terms(), counts.tolist(), strict=True)))
        return dict(+found)

    def holds(self, term: str, row: int) -> bool:
        source = int(self._splice.sources(np.array([row]))[0])
        return self._base.holds(term, source) if source < self._split else self._delta.holds(term, source - self._split)

    def having(self, asked: Iterable[str]) -> NDArray[np.int64]:
        terms = tuple(asked)
        rows = self._splice.places(np.concatenate([self._base.having(terms), self._delta.having(terms) + self._split]))
        return np.sort(rows[rows >= 0])

    def totals(self, asked: Iterable[str], size: int) -> NDArray[np.float32]:
        laid = np.zeros(self._laid, np.float32)
        base, delta = laid[: self._split], laid[self._split :]
        for term in asked:
            rare = rarity_of(self.count(term), size)
            self._base.add(base, term, rare)
            self._delta.add(delta, term, rare)
        return self._splice.taken(laid)

    def summed(self, lists: Sequence[Listed], size: int, most: int, allowed: NDArray[np.bool_] | None) -> SplicedSums:
        if allowed is not None:
            allowed = self._splice.spread(allowed, self._laid)
        gone = [slice(first, last) for first, last in self._splice.left_out(0, self._laid).tolist()]
        return SplicedSums(Sums(lists, self._laid, most, allowed, gone), self._splice)

    def shares(self, asked: Sequence[str], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        sources = self._splice.sources(rows) if len(rows) else rows
        own = sources < self._split
        found = np.empty((len(asked), len(rows)), np.float32)
        found[:, own] = self._base.shares(asked, sources[own])
        found[:, ~own] = self._delta.shares(asked, sources[~own] - self._split)
        return found

    def listed(self, term: str, weight: float) -> Listed | None:
        """A term's list in both, that of the delta as its tail."""
        rare = rarity_of(self.count(term), self._splice.size)
        found = [lists.listed(term, weight, rare) for lists in (self._base, self._delta)]
        base, delta = found
        if not delta:
            return base
        tail = delta._replace(rows=delta.rows + np.int32(self._split))
        return base._replace(tail=tail) if base else tail

    def joined(self) -> Postings:
        """The same lists in one, for few texts."""
        both = (self._base, self._delta)
        keys = np.concatenate([np.repeat(lists.keys, lists.counts()) for lists in both])
        rows = self._splice.places(np.concatenate([self._base.rows, self._delta.rows + np.int32(self._split)]))
        kept = np.flatnonzero(rows >= 0)
        order = kept[np.lexsort((rows[kept], keys[kept]))]
        own, starts = np.unique(keys[order], return_index=True)
        starts = np.append(starts, len(order))
        names = {key: term for one in both for key, term in zip(one.keys.tolist(), one.terms(), strict=True)}
        scores = np.concatenate([lists.scores for lists in both])[order]
        norms = self._splice.taken(np.concatenate([lists.norms for lists in both]))
        rare = rarity(np.diff(starts), self._splice.size).astype(np.float32)
        text = "\n".join(names[key] for key in own.tolist())
        return Postings(own, starts, rows[order].astype(np.int32), scores, rare, norms, text)

    def save(self, folder: Path) -> None:
        self.joined().save(folder)

    def _count(self, term: str) -> int:
        """In how many texts a term stands, those left out apart."""
        total = 0
        for lists, gone in zip((self._base, self._delta), self._gone, strict=True):
            first, last = lists.holding(term).searchsorted(gone.T)
            total += lists.count(term) - int((last - first).sum())
        return total


class SplicedSums:
    """Sums of rows laid end to end, told by the rows of the index."""

    def __init__(self, sums: Sums, splice: Splice) -> None:
        self._sums, self._splice = sums, splice
        self.highest = splice.places(sums.highest)

    def of(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        return self._sums.of(self._splice.sources(rows))


class SplicedRests:
    """The rests of two sets of codes as of one."""

    def __init__(self, base: Rests, delta: Rests, split: int, splice: Splice) -> None:
        """:param split: how many the base has."""
        self._base, self._delta, self._split, self._splice = base, delta, split, splice

    def __getitem__(self, rows: NDArray[np.int64]) -> NDArray[np.int8]:
        sources = self._splice.sources(rows) if len(rows) else rows
        own = sources < self._split
        if own.all():
            return self._base[sources]
        base, delta = self._base[sources[own]], self._delta[sources[~own] - self._split]
        found = np.empty((len(rows), base.shape[1]), np.int8)
        found[own], found[~own] = base, delta
        return found


def spliced_codes(base: Codes, delta: Codes, splice: Splice) -> Codes:
    """The codes of two rescorers as of one; both have the base's centres."""
    nearest, steps = (
        splice.taken(np.concatenate(own)) for own in ((base.nearest, delta.nearest), (base.steps, delta.steps))
    )
    return Codes(base.centres, nearest, steps, SplicedRests(base.rests, delta.rests, len(base.steps), splice))


class SplicedCells(Cells):
    """Finds what is near: roughly in the base, in the delta exactly."""

    def __init__(self, base: Cells, delta: Rescorer, split: int, laid: int, splice: Splice) -> None:
        """:param split: how many clauses the base has. :param laid: how many both have."""
        super().__init__(None)
        self._base, self._delta, self._split, self._laid, self._splice = base, delta, split, laid, splice

    def near(self, vector: Vectors, allowed: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
        base, delta = None, None
        if allowed is not None:
            base, delta = np.split(self._splice.spread(allowed, self._laid), [self._split])
        few = self._delta.rank(Query("", vector, ()), delta).rows[: near(self._laid)]
        found = self._splice.places(np.concatenate([self._base.near(vector, base), few + self._split]))
        return found[found >= 0]


def _mask(runs: NDArray[np.int32], size: int) -> NDArray[np.bool_]:
    found = np.zeros(size, dtype=bool)
    for first, last in runs:
        found[first:last] = True
    return found
