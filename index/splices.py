"""Which rows of a base and a delta, laid end to end, make up an index: some are left out, the others put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Splice:
    """The rows of an index as runs of neighbours among those laid end to end."""

    def __init__(self, firsts: NDArray[np.int64], lengths: NDArray[np.int64]) -> None:
        """:param firsts: where each run begins, in the order of the index."""
        self._firsts, self._lasts = firsts, firsts + lengths
        self._starts = np.cumsum(lengths) - lengths
        self._order = np.argsort(firsts)
        self.size = int(lengths.sum())

    @classmethod
    def of(cls, order: NDArray[np.int64], counts: NDArray[np.int64]) -> Splice:
        """Take whole documents, in an order.

        :param counts: how many rows each document has, end to end.
        """
        lengths, firsts = counts[order], (np.cumsum(counts) - counts)[order]
        firsts, lengths = firsts[lengths > 0], lengths[lengths > 0]
        (begins,) = np.nonzero(firsts != np.concatenate([[-1], firsts + lengths])[:-1])
        return cls(firsts[begins], np.add.reduceat(lengths, begins) if len(begins) else lengths)

    def taken(self, laid: NDArray[Any]) -> NDArray[Any]:
        """Of something that each row laid end to end has, what the index's rows have."""
        return np.concatenate([laid[:0], *(laid[a:b] for a, b in zip(self._firsts, self._lasts, strict=True))])

    def spread(self, mask: NDArray[np.bool_], laid: int) -> NDArray[np.bool_]:
        """Lay a mask of the index end to end; rows that are left out are masked."""
        found = np.zeros(laid, dtype=bool)
        for start, first, last in zip(self._starts, self._firsts, self._lasts, strict=True):
            found[first:last] = mask[start : start + last - first]
        return found

    def sources(self, rows: NDArray[Any]) -> NDArray[np.int64]:
        """Where the rows of the index lie."""
        run = np.searchsorted(self._starts, rows, side="right") - 1
        found: NDArray[np.int64] = rows - self._starts[run] + self._firsts[run]
        return found

    def places(self, laid: NDArray[Any]) -> NDArray[np.int64]:
        """Which rows of the index those laid end to end are; −1 where left out."""
        if not self.size:
            return np.full(len(laid), -1)
        starts, firsts, lasts = (own[self._order] for own in (self._starts, self._firsts, self._lasts))
        run = np.searchsorted(firsts, laid, side="right") - 1
        return np.where((run >= 0) & (laid < lasts[run]), laid - firsts[run] + starts[run], -1)

    def left_out(self, first: int, last: int) -> NDArray[np.int64]:
        """Of the rows laid from the first to before the last, the runs that the index lacks, likewise."""
        begins = np.concatenate([[first], self._lasts[self._order]])
        ends = np.concatenate([self._firsts[self._order], [last]])
        runs = np.stack([begins, ends], axis=1).clip(first, last)
        return runs[runs[:, 0] < runs[:, 1]]
