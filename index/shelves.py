"""The documents, clauses and chunks of a saved index, each read from the disk when it is wanted.

A document's head is small and stays in memory. Its parts lie compressed in one file, mapped into memory; its clauses
follow from them, and chunks from the clauses, so that no text is stored twice.
"""

from __future__ import annotations

import json
import zlib
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np

from .chunks import Chunk, Kind, sentence_chunks, whole_chunk
from .clauses import Clause, clause_of, clauses, is_clause
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


class Clauses(Lazy[Clause]):
    """All clauses, in document order."""

    def __init__(self, documents: Sequence[Document], shelf: Shelf) -> None:
        self._documents, self._shelf, self._starts = documents, shelf, shelf.firsts[:, 1]
        self._rows = {document.id: row for row, document in enumerate(documents)}
        self._ids = lru_cache(REMEMBERED)(lambda document: [clause.id for clause in clauses(documents[document])])

    def __len__(self) -> int:
        return len(self._shelf.cited)

    def of(self, document: int) -> list[Clause]:
        """The clauses of the document in a row."""
        return clauses(self._documents[document])

    @property
    def owners(self) -> NDArray[np.int64]:
        """The row of each clause's document."""
        return np.repeat(np.arange(len(self._documents)), np.diff(self._starts))

    def row(self, clause_id: str) -> int | None:
        """The row of a clause by its id, which begins with its document's."""
        document = self._rows.get(clause_id.partition("-")[0])
        if document is None or clause_id not in self._ids(document):
            return None
        return int(self._starts[document]) + self._ids(document).index(clause_id)

    def _item(self, row: int) -> Clause:
        document = int(np.searchsorted(self._starts, row, side="right")) - 1
        return clause_of(self._documents[document], self._shelf.part(int(self._shelf.cited[row])))


class Chunks(Lazy[Chunk]):
    """All chunks: those of the clauses, of their sentences, then the phrasings."""

    def __init__(self, clauses: Sequence[Clause], sentences: NDArray[Any], phrasings: Sequence[Chunk]) -> None:
        """:param sentences: the clause row of each sentence."""
        self._clauses, self.sentences, self.phrasings = clauses, sentences, phrasings
        self._cut = lru_cache(REMEMBERED)(lambda row: sentence_chunks(row, clauses[row]))

    def __len__(self) -> int:
        return len(self._clauses) + len(self.sentences) + len(self.phrasings)

    def __iter__(self) -> Iterator[Chunk]:
        for row, clause in enumerate(self._clauses):
            yield whole_chunk(row, clause)
        for row, clause in enumerate(self._clauses):
            yield from sentence_chunks(row, clause)
        yield from self.phrasings

    def _item(self, row: int) -> Chunk:
        if row < len(self._clauses):
            return whole_chunk(row, self._clauses[row])
        place = row - len(self._clauses)
        if place >= len(self.sentences):
            return self.phrasings[place - len(self.sentences)]
        clause = int(self.sentences[place])
        return self._cut(clause)[place - int(np.searchsorted(self.sentences, self.sentences[place]))]


def phrasings_of(chunks: Sequence[Chunk]) -> Sequence[Chunk]:
    """The phrasings among all chunks."""
    return chunks.phrasings if isinstance(chunks, Chunks) else [one for one in chunks if one.kind is Kind.PHRASING]
