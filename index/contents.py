"""The clauses and chunks of a saved index, each made when it is wanted: clauses follow from the parts, chunks from the clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from .chunks import Chunk, Kind, sentence_chunks, whole_chunk
from .clauses import Clause, clause_of, clauses
from .documents import Document
from .heads import ids_of
from .shelves import REMEMBERED, Lazy, Shelf

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Clauses(Lazy[Clause]):
    """All clauses, in document order."""

    def __init__(self, documents: Sequence[Document], shelf: Shelf) -> None:
        self._documents, self._shelf, self._starts = documents, shelf, shelf.firsts[:, 1]
        self._ids = lru_cache(REMEMBERED)(lambda document: [clause.id for clause in clauses(documents[document])])

    def __len__(self) -> int:
        return len(self._shelf.cited)

    def of(self, document: int) -> list[Clause]:
        """The clauses of the document in a row."""
        return clauses(self._documents[document])

    def spread(self, told: NDArray[Any]) -> NDArray[Any]:
        """What is told of each document, for each clause."""
        return np.repeat(told, np.diff(self._starts))

    @cached_property
    def _rows(self) -> dict[str, int]:
        """The row of each document, by its id."""
        return {name: row for row, name in enumerate(ids_of(self._documents))}

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
