"""An index's documents, clauses, chunks and rankers → the files of a generation, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from .chunks import Chunk, Kind
from .clauses import Clause
from .documents import Document
from .rankers import DenseRanker, Ranker, RunRanker, SparseRanker
from .records import chunk_of, clause_of, clause_record, document_of, document_record, read_lines, write_lines

SPARSE = ("sparse", "sparse_phrasing")
Loaded = tuple[list[Document], list[Clause], list[Chunk], dict[str, Ranker]]


def save(
    folder: Path,
    documents: Sequence[Document],
    clauses: Sequence[Clause],
    chunks: Sequence[Chunk],
    rankers: Mapping[str, Ranker],
) -> None:
    """Write an index's files into a folder.

    :raises StoreError: the disk took less than was written.
    """
    write_lines(folder / "documents.jsonl", (document_record(document) for document in documents))
    write_lines(folder / "clauses.jsonl", (clause_record(clause) for clause in clauses))
    write_lines(folder / "chunks.jsonl", (asdict(chunk) for chunk in chunks))
    for name, ranker in rankers.items():
        ranker.save(folder / name)


def load(folder: Path) -> Loaded:
    """Read what ``save`` wrote."""
    documents = [document_of(record) for record in read_lines(folder / "documents.jsonl")]
    by_id = {document.id: document for document in documents}
    clauses = [clause_of(record, by_id) for record in read_lines(folder / "clauses.jsonl")]
    chunks = [chunk_of(record) for record in read_lines(folder / "chunks.jsonl")]
    rankers: dict[str, Ranker] = {name: SparseRanker.load(folder / name, len(clauses)) for name in SPARSE}
    rankers["run"] = RunRanker.load(folder / "run", len(clauses))
    for kind in Kind:
        rows = np.array([chunk.clause for chunk in chunks if chunk.kind is kind], dtype=np.int64)
        rankers[kind.value] = DenseRanker.load(folder / kind, rows)
    return documents, clauses, chunks, rankers
