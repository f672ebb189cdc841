"""An index's documents, clauses, chunks and rankers → the files of a generation, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from .chunks import Chunk, Kind
from .clauses import Clause
from .contents import Chunks, Clauses, phrasings_of
from .dense import CLAUSES
from .documents import Document
from .heads import Heads, write_heads
from .milvus import Collection
from .milvus_rankers import MilvusRanker, numbers
from .rankers import Ranker
from .records import chunk_of, read_lines, write_lines
from .rescoring import CODES, Rescorer
from .shelves import Shelf, write_parts
from .sizes import is_large
from .skimming import by_all
from .sparse import RunRanker, SparseRanker

SPARSE = ("sparse", "sparse_phrasing")
Loaded = tuple[Sequence[Document], Sequence[Clause], Sequence[Chunk], dict[str, Ranker]]


def save(
    folder: Path,
    documents: Sequence[Document],
    chunks: Sequence[Chunk],
    rankers: Mapping[str, Ranker],
) -> None:
    """Write an index's files into a folder; clauses follow from the documents.

    :raises StoreError: the disk took less than was written.
    """
    write_heads(folder, documents)
    write_parts(folder, documents)
    write_lines(folder / "phrasings.jsonl", (asdict(chunk) for chunk in phrasings_of(chunks)))
    for name, ranker in rankers.items():
        ranker.save(folder / name)


def load(folder: Path, collection: Collection | None = None) -> Loaded:
    """Read what ``save`` wrote; what is large stays on the disk, or in Milvus, until it is wanted."""
    shelf = Shelf(folder)
    heads = Heads(folder, shelf)
    documents = heads if is_large(len(shelf.cited)) else list(heads)
    found = Clauses(documents, shelf)
    clauses = found if is_large(len(found)) else list(found)
    sentences = np.load(folder / Kind.SENTENCE / CLAUSES, mmap_mode="r")
    rankers = by_words(folder, len(clauses)) | (
        _in_milvus(folder, collection, clauses) if collection else by_vectors(folder)
    )
    return documents, clauses, Chunks(clauses, sentences, phrasings_in(folder)), rankers


def phrasings_in(folder: Path) -> list[Chunk]:
    return [chunk_of(record) for record in read_lines(folder / "phrasings.jsonl")]


def by_words(folder: Path, size: int) -> dict[str, Ranker]:
    rankers: dict[str, Ranker] = {name: SparseRanker.load(folder / name, size) for name in SPARSE}
    rankers["run"] = RunRanker.load(folder / "run", size)
    return rankers


def by_vectors(folder: Path) -> dict[str, Ranker]:
    own = {kind: folder / kind for kind in Kind}
    return {
        kind.value: Rescorer.load(path) if (path / CODES).exists() else by_all(kind).load(path)
        for kind, path in own.items()
    }


def _in_milvus(folder: Path, collection: Collection, clauses: Sequence[Clause]) -> dict[str, Ranker]:
    documents = numbers(clauses)
    return {
        kind.value: MilvusRanker.load(folder / kind, collection, kind, np.load(folder / kind / CLAUSES), documents)
        for kind in Kind
    }
