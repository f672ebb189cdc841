"""The parts of a saved index's documents, each read from the disk when it is wanted.

They lie compressed in one file, mapped into memory; clauses follow from them, and chunks from the clauses, so that no text
is stored twice.
"""

from __future__ import annotations

import json
import zlib
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, overload

import numpy as np

from .clauses import is_clause
from .documents import Document
from .outline import Part

if TYPE_CHECKING:
    from numpy.typing import NDArray

PARTS, PLACES, CITED, FIRSTS = "parts.bin", "parts.npy", "cited.npy", "firsts.npy"
REMEMBERED = 1024

T = TypeVar("T")


class Lazy(Sequence[T]):
    """A sequence that makes its items on access."""

    @abstractmethod
    def _item(self, row: int) -> T:
        """Make the item of a row, which is in range."""

    @overload
    def __getitem__(self, row: int) -> T: ...
    @overload
    def __getitem__(self, row: slice) -> list[T]: ...
    def __getitem__(self, row: int | slice) -> T | list[T]:
        if isinstance(row, slice):
            return [self._item(one) for one in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        return self._item(int(row) % len(self))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Sequence)
            and len(self) == len(other)
            and all(a == b for a, b in zip(self, other, strict=True))
        )

    __hash__ = None  # type: ignore[assignment]


class Shelf:
    """The parts of all documents, one after another, each compressed for itself.

    ``firsts`` holds each document's first part and first clause, and how many there are at the end; ``cited`` the part
    of each clause.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / PARTS
        self.firsts: NDArray[np.int64] = np.load(folder / FIRSTS)
        self.cited: NDArray[np.int32] = np.load(folder / CITED)
        self._places = np.load(folder / PLACES)
        self._data = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.empty(0, np.uint8)

    def part(self, number: int) -> Part:
        packed = self._data[self._places[number] : self._places[number + 1]].tobytes()
        kind, text, label_number, label, title, path, anchor = json.loads(zlib.decompress(packed))
        return Part(kind, text, label_number, label, title, tuple(path), anchor)


def write_parts(folder: Path, documents: Iterable[Document]) -> None:
    """Write what a ``Shelf`` reads."""
    places, cited, firsts = [0], [], [(0, 0)]
    with (folder / PARTS).open("wb") as file:
        for document in documents:
            for part in document.parts:
                packed = zlib.compress(json.dumps(astuple(part), ensure_ascii=False, separators=(",", ":")).encode())
                file.write(packed)
                if is_clause(part):
                    cited.append(len(places) - 1)
                places.append(places[-1] + len(packed))
            firsts.append((len(places) - 1, len(cited)))
    np.save(folder / PLACES, np.array(places, np.int64))
    np.save(folder / CITED, np.array(cited, np.int32))
    np.save(folder / FIRSTS, np.array(firsts, np.int64))


class Parts(Lazy[Part]):
    """The parts of one document on a shelf."""

    def __init__(self, shelf: Shelf, document: int) -> None:
        self._shelf, self._document = shelf, document

    def __len__(self) -> int:
        return int(self._shelf.firsts[self._document + 1, 0] - self._shelf.firsts[self._document, 0])

    def _item(self, row: int) -> Part:
        return self._shelf.part(int(self._shelf.firsts[self._document, 0]) + row)
