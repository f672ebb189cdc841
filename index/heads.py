"""The heads of a saved index's documents, each parsed when it is first wanted: to open many takes no longer than a few."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from .documents import Document
from .records import document_of, document_record
from .shelves import Lazy, Parts, Shelf

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADS, ENDS, IDS = "documents.jsonl", "documents.npy", "ids.npy"


class Heads(Lazy[Document]):
    """The documents whose parts lie on a shelf; a head that was parsed is kept."""

    def __init__(self, folder: Path, shelf: Shelf) -> None:
        path = folder / HEADS
        self._shelf, self._ids = shelf, np.load(folder / IDS)
        self._lines = np.memmap(path, np.uint8, "r") if path.stat().st_size else np.empty(0, np.uint8)
        self._ends: NDArray[np.int64] = np.load(folder / ENDS)
        self._parsed: dict[int, Document] = {}

    def __len__(self) -> int:
        return len(self._ends)

    @cached_property
    def ids(self) -> list[str]:
        """The documents' ids, in order."""
        found: list[str] = self._ids.astype(str).tolist()
        return found

    def _item(self, row: int) -> Document:
        if row not in self._parsed:
            line = self._lines[self._ends[row - 1] if row else 0 : self._ends[row]].tobytes()
            self._parsed[row] = document_of(json.loads(line), Parts(self._shelf, row))
        return self._parsed[row]


class SplicedHeads(Lazy[Document]):
    """Documents of a base and of a delta, put in order."""

    def __init__(self, base: Sequence[Document], delta: Sequence[Document], order: NDArray[np.int64]) -> None:
        self._base, self._delta, self._order = base, delta, order

    def __len__(self) -> int:
        return len(self._order)

    @cached_property
    def ids(self) -> list[str]:
        """The documents' ids, in order."""
        laid = [*ids_of(self._base), *ids_of(self._delta)]
        return [laid[row] for row in self._order]

    def _item(self, row: int) -> Document:
        source = int(self._order[row])
        return self._base[source] if source < len(self._base) else self._delta[source - len(self._base)]


def write_heads(folder: Path, documents: Iterable[Document]) -> None:
    """Write what ``Heads`` reads: one JSON object a line, where each line ends, and the ids."""
    ids, ends = [], [0]
    with (folder / HEADS).open("wb") as file:
        for document in documents:
            line = json.dumps(document_record(document), ensure_ascii=False) + "\n"
            ends.append(ends[-1] + file.write(line.encode()))
            ids.append(document.id)
    np.save(folder / ENDS, np.array(ends[1:], np.int64))
    np.save(folder / IDS, np.array(ids, np.bytes_))


def ids_of(documents: Sequence[Document]) -> list[str]:
    """The documents' ids, in order; of many no head is parsed for them."""
    if isinstance(documents, Heads | SplicedHeads):
        return documents.ids
    return [document.id for document in documents]
