"""BM25 as posting lists on the disk.

A list holds, for one term, the texts that have it and what it adds to each one's score. Lists are mapped into memory:
opening reads nothing, and a query touches its own terms' lists alone. In a large index a score takes one byte, from which
the exact one follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from .pruning import Listed, Summed, Sums
from .saturation import STEPS, unpacked

if TYPE_CHECKING:
    from numpy.typing import NDArray

ARRAYS = ("keys", "starts", "rows", "scores", "rarities", "norms")
TERMS = "terms.txt"
REMEMBERED = 8192

List = tuple["NDArray[np.int32]", "NDArray[Any]", float]  # a term's rows and scores, and what it can score at most


class Lists(Protocol):
    """What a ranker asks of posting lists."""

    @property
    def is_empty(self) -> bool: ...

    @property
    def is_rough(self) -> bool: ...

    def vocabulary(self) -> dict[str, int]: ...

    def count(self, term: str) -> int: ...

    def holds(self, term: str, row: int) -> bool: ...

    def having(self, asked: Iterable[str]) -> NDArray[np.int64]: ...

    def totals(self, asked: Iterable[str], size: int) -> NDArray[np.float32]: ...

    def shares(self, asked: Sequence[str], rows: NDArray[np.int64]) -> NDArray[np.float32]: ...

    def listed(self, term: str, weight: float) -> Listed | None: ...

    def summed(self, lists: Sequence[Listed], size: int, most: int, allowed: NDArray[np.bool_] | None) -> Summed: ...

    def save(self, folder: Path) -> None: ...


class Postings:
    """For each term the rows of the texts that have it, in order, and its score in each.

    Terms are found by a hash of 64 bits, whose order is theirs.
    """

    def __init__(
        self,
        keys: NDArray[np.uint64],
        starts: NDArray[np.int64],
        rows: NDArray[np.int32],
        scores: NDArray[np.float32] | NDArray[np.uint8],
        rarities: NDArray[np.float32],
        norms: NDArray[np.float32],
        terms: Path | str,
        average: float = 0.0,
    ) -> None:
        """:param rarities: what each term can score at most. :param norms: of the texts, by which bytes are read.

        :param terms: one a line, or their file. :param average: how many terms a text has, while the lists are made.
        """
        self.average, self.norms = average, norms
        self.keys, self.starts, self.rows, self.scores, self.rarities = keys, starts, rows, scores, rarities
        self._terms = terms
        self.find = lru_cache(REMEMBERED)(partial(_place, keys))
        self.count = lru_cache(REMEMBERED)(partial(_count, self.find, starts))
        self._list = lru_cache(REMEMBERED)(self._found)

    @classmethod
    def load(cls, folder: Path) -> Postings:
        keys, starts, rows, scores, rarities, norms = (
            np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray) for name in ARRAYS
        )
        return cls(keys, starts, rows, scores, rarities, norms, folder / TERMS)

    def save(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for name in ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))
        (folder / TERMS).write_text("\n".join(self.terms()), encoding="utf-8")

    def terms(self) -> list[str]:
        """Every term, in the order of the lists."""
        text = self._terms.read_text(encoding="utf-8") if isinstance(self._terms, Path) else self._terms
        return text.split("\n") if text else []

    @property
    def is_empty(self) -> bool:
        """Whether there is no term."""
        return not len(self.keys)

    @property
    def is_rough(self) -> bool:
        """Whether a score takes one byte."""
        return self.scores.dtype == np.uint8

    def counts(self) -> NDArray[np.int64]:
        """In how many texts each term stands, in the order of the lists."""
        return np.diff(self.starts)

    def vocabulary(self) -> dict[str, int]:
        """In how many texts each term stands."""
        return dict(zip(self.terms(), self.counts().tolist(), strict=True))

    def holding(self, term: str) -> NDArray[np.int32]:
        """The rows of the texts that have a term."""
        own = self._list(term)
        return own[0] if own else self.rows[:0]

    def holds(self, term: str, row: int) -> bool:
        """Tell whether the text in a row has a term."""
        found = self.holding(term)
        place = int(found.searchsorted(np.int32(row)))  # of another type the whole list would be converted
        return place < len(found) and bool(found[place] == row)

    def having(self, asked: Iterable[str]) -> NDArray[np.int64]:
        """The rows of the texts that have any of some terms, in order."""
        return np.unique(np.concatenate([self.rows[:0], *map(self.holding, asked)])).astype(np.int64)

    def listed(self, term: str, weight: float = 1.0, rarity: float | None = None) -> Listed | None:
        """A term's list, as it is searched in a large index.

        :param rarity: of the term in an index of which these lists are a part; its scores take a byte.
        """
        own = self._list(term)
        if own is None:
            return None
        rows, scores, rarest = own
        bound = weight * (rarest if rarity is None else rarity)
        return Listed(rows, scores, np.float32(bound / STEPS if self.is_rough else weight), bound)

    def summed(self, lists: Sequence[Listed], size: int, most: int, allowed: NDArray[np.bool_] | None) -> Summed:
        """What lists add up to in each of so many texts; at first in the best."""
        return Sums(lists, size, most, allowed)

    def shares(self, asked: Sequence[str], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Of what each of some terms can score, what it scores in some texts, given in order; exactly, in a large index."""
        steps, wanted = np.zeros((len(asked), len(rows)), np.uint8), rows.astype(np.int32)
        for own, term in zip(steps, asked, strict=True):
            if one := self.listed(term):
                one.steps_at(wanted, own)
        return unpacked(steps, self.norms[rows])

    def totals(self, asked: Iterable[str], size: int) -> NDArray[np.float32]:
        """What some terms score together in each of so many texts."""
        found = np.zeros(size, np.float32)
        lists = [self._told(own) for term in asked if (own := self._list(term))]
        if lists:  # in one go: a small index has many short lists
            np.add.at(found, *map(np.concatenate, zip(*lists, strict=True)))
        return found

    def add(self, totals: NDArray[np.float32], term: str, rarity: float | None = None) -> None:
        """Add a term's scores to the totals of all texts.

        :param rarity: of the term in an index of which these lists are a part; its scores take a byte.
        """
        if own := self._list(term):
            np.add.at(totals, *self._told(own, rarity))

    def _told(self, own: List, rarity: float | None = None) -> tuple[NDArray[np.int32], NDArray[Any]]:
        """The rows of a list with their scores, those that take a byte made whole."""
        rows, scores, rarest = own
        if self.is_rough:
            scores = scores * np.float32((rarest if rarity is None else rarity) / STEPS)
        return rows, scores

    def _found(self, term: str) -> List | None:
        """The rows of a term's list with their scores, and what it can score at most."""
        place = self.find(term)
        if place is None:
            return None
        own = slice(int(self.starts[place]), int(self.starts[place + 1]))
        return self.rows[own], self.scores[own], float(self.rarities[place])


def _count(find: Callable[[str], int | None], starts: NDArray[np.int64], term: str) -> int:
    """In how many texts a term stands."""
    place = find(term)
    return 0 if place is None else int(starts[place + 1] - starts[place])


def _place(keys: NDArray[np.uint64], term: str) -> int | None:
    """A term's place in the order of the lists."""
    wanted = key(term)
    place = int(keys.searchsorted(wanted))
    return place if place < len(keys) and keys[place] == wanted else None


def key(term: str) -> np.uint64:
    """What a term is found by."""
    return np.uint64(int.from_bytes(blake2b(term.encode(), digest_size=8).digest()))
