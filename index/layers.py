"""A generation of one layer, or of two: a large base that generations share, and a small delta of what changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from .chunks import Chunk, Kind
from .contents import Chunks, Clauses
from .documents import Document
from .heads import IDS, Heads, SplicedHeads
from .milvus import Collection
from .noted import NotedQuestions
from .postings import Postings
from .rankers import Dense, Ranker
from .rescoring import Rescorer
from .saving import Loaded, by_vectors, by_words, load, phrasings_in
from .shelves import Shelf
from .skimming import by_all
from .sparse import SparseRanker
from .spliced import SplicedCells, SplicedPostings, SplicedShelf, spliced_codes
from .splices import Splice

if TYPE_CHECKING:
    from numpy.typing import NDArray

DELTA, ORDER = "delta", "order.npy"


@dataclass(frozen=True)
class Layer:
    """Documents with their phrasings and rankers; ``counts``: how many clauses each document has."""

    documents: Sequence[Document]
    counts: NDArray[np.int64]
    phrasings: Sequence[Chunk]
    rankers: Mapping[str, Ranker]

    @classmethod
    def load(cls, folder: Path, shelf: Shelf) -> Layer:
        rankers = by_words(folder, len(shelf.cited)) | by_vectors(folder)
        return cls(Heads(folder, shelf), np.diff(shelf.firsts[:, 1]), phrasings_in(folder), rankers)

    @property
    def size(self) -> int:
        """How many clauses there are."""
        return int(self.counts.sum())

    def dense(self, kind: Kind) -> Dense:
        return cast(Dense, self.rankers[kind])

    def chunks(self, kind: Kind) -> NDArray[np.int64]:
        """How many chunks of a kind each document has."""
        bounds = np.concatenate([[0], np.cumsum(self.counts)])
        return np.diff(np.searchsorted(self.dense(kind).clauses, bounds))


def opened(folder: Path, collection: Collection | None = None) -> Loaded:
    """Read a generation, of one layer or two; what is large stays on the disk until it is wanted."""
    if not (folder / DELTA).is_dir():
        return load(folder, collection)
    order, shelves = np.load(folder / ORDER), (Shelf(folder), Shelf(folder / DELTA))
    both = spliced(Layer.load(folder, shelves[0]), Layer.load(folder / DELTA, shelves[1]), order)
    clauses = Clauses(both.documents, SplicedShelf(*shelves, order))
    chunks = Chunks(clauses, both.dense(Kind.SENTENCE).clauses, both.phrasings)
    return both.documents, clauses, chunks, dict(both.rankers)


def noted_in(folder: Path) -> NotedQuestions:
    """The questions noted beside the documents of a generation: of the base, those of documents that stay in the order."""
    base = NotedQuestions.load(folder)
    if not (folder / DELTA).is_dir():
        return base
    ids, order = np.load(folder / IDS), np.load(folder / ORDER)
    stay = set(ids[order[order < len(ids)]].astype(str).tolist())
    return base.kept(stay.__contains__).with_those_of(NotedQuestions.load(folder / DELTA))


def spliced(base: Layer, delta: Layer, order: NDArray[np.int64]) -> Layer:
    """Read two layers as one.

    :param order: of its documents, by their rows laid end to end; those of the base, then those of the delta.
    """
    counts = np.concatenate([base.counts, delta.counts])
    clauses = Splice.of(order, counts)
    phrasings = _phrasings(base, delta, order, clauses)
    rankers = {
        name: _by_words(ranker, delta.rankers[name], clauses)
        for name, ranker in base.rankers.items()
        if isinstance(ranker, SparseRanker)
    }
    return Layer(
        SplicedHeads(base.documents, delta.documents, order),
        counts[order],
        phrasings,
        rankers | {kind.value: _by_vectors(kind, base, delta, order, clauses) for kind in Kind},
    )


def _phrasings(base: Layer, delta: Layer, order: NDArray[np.int64], clauses: Splice) -> list[Chunk]:
    laid = [*base.phrasings, *delta.phrasings]
    chunks = _chunks(Kind.PHRASING, base, delta, order)
    rows = _rows(Kind.PHRASING, base, delta, chunks, clauses)
    found = (laid[source] for source in chunks.sources(np.arange(chunks.size)))
    return [Chunk(row, one.kind, one.passage, one.text) for row, one in zip(rows.tolist(), found, strict=True)]


def _by_words(base: Ranker, delta: Ranker, clauses: Splice) -> Ranker:
    assert isinstance(base, SparseRanker) and isinstance(delta, SparseRanker)
    lists = cast(Postings, base.postings), cast(Postings, delta.postings)
    return type(base)(SplicedPostings(*lists, base.size, base.size + delta.size, clauses), clauses.size)


def _by_vectors(kind: Kind, base: Layer, delta: Layer, order: NDArray[np.int64], clauses: Splice) -> Ranker:
    """Vectors of two layers as of one, with the moments of both that the delta keeps; the few of phrasings are copied."""
    ours, theirs = base.dense(kind), delta.dense(kind)
    chunks = _chunks(kind, base, delta, order)
    rows = _rows(kind, base, delta, chunks, clauses)
    if isinstance(ours, Rescorer) and isinstance(theirs, Rescorer):
        cells = SplicedCells(ours.cells, theirs, base.size, base.size + delta.size, clauses) if ours.cells else None
        codes = spliced_codes(ours.codes, theirs.codes, chunks)
        return Rescorer(codes, rows.astype(np.int32), theirs.moments, cells)
    laid = [one.vectors(range(len(one.clauses))) for one in (ours, theirs)]
    return by_all(kind).build(chunks.taken(np.concatenate(laid)), rows, theirs.moments)


def _chunks(kind: Kind, base: Layer, delta: Layer, order: NDArray[np.int64]) -> Splice:
    return Splice.of(order, np.concatenate([base.chunks(kind), delta.chunks(kind)]))


def _rows(kind: Kind, base: Layer, delta: Layer, chunks: Splice, clauses: Splice) -> NDArray[np.int64]:
    """The clause row of each chunk."""
    laid = np.concatenate([base.dense(kind).clauses, delta.dense(kind).clauses + base.size])
    return clauses.places(chunks.taken(laid))
