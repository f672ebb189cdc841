"""Documents → the passages of an index, their vectors and their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np

from .chunks import Chunk, Kind, chunks
from .clauses import Clause, clauses
from .documents import Document
from .encoders import Encoder, Vectors
from .moments import BLOCK
from .noted import Noted
from .phrasings import read_phrasings
from .progress import Progress
from .saturation import Saturation
from .sparse import PASSAGES, RunRanker, SparseRanker
from .sparse import PHRASINGS as ASKED

TOGETHER = 64  # passages that are given to the encoder at a time
BY_WORDS: Mapping[str, tuple[type[SparseRanker], Kind, Saturation]] = {
    "sparse": (SparseRanker, Kind.CLAUSE, PASSAGES),
    "run": (RunRanker, Kind.CLAUSE, PASSAGES),
    "sparse_phrasing": (SparseRanker, Kind.PHRASING, ASKED),
}


class Cut(NamedTuple):
    """What documents come to: clauses, chunks, and the questions noted beside them, a document's after another's."""

    clauses: list[Clause]
    chunks: list[Chunk]
    noted: list[Noted]


def cut(documents: Sequence[Document], docs: Path) -> Cut:
    """Cut documents into clauses and chunks, with the questions that lie beside them in a folder.

    :raises DocumentError: a file of questions cannot be used.
    """
    listed: list[Clause] = []
    phrasings: dict[str, tuple[str, ...]] = {}
    noted: list[Noted] = []
    for document in documents:
        own = clauses(document)
        read = read_phrasings(docs / document.source, own)
        phrasings |= read.by_clause
        noted += [Noted(document.id, text) for text in read.unanswered]
        noted += [Noted(document.id, text, together) for together, asked in read.joint.items() for text in asked]
        listed += own
    return Cut(listed, chunks(listed, phrasings), noted)


def embedded(pieces: Sequence[Chunk], encoder: Encoder, report: Callable[[str], None]) -> dict[str, Vectors]:
    """Encode passages, those of a kind together; the vectors by the chunks' digests."""
    found: dict[str, Vectors] = {}
    progress = Progress("编码", len(pieces), report)
    for asked, own in groupby(pieces, lambda piece: piece.kind is Kind.PHRASING):
        encode, waiting = encoder.encode_query if asked else encoder.encode_document, list(own)
        for start in range(0, len(waiting), TOGETHER):
            some = waiting[start : start + TOGETHER]
            found.update(zip((piece.digest for piece in some), encode([piece.passage for piece in some]), strict=True))
            progress.reached(len(found))
    return found


def stacked(own: Sequence[Chunk], vectors: Mapping[str, Vectors], dimension: int) -> Iterator[Vectors]:
    """The vectors of some chunks, block by block; of none there is one block."""
    for start in range(0, max(1, len(own)), BLOCK):
        found = [vectors[piece.digest] for piece in own[start : start + BLOCK]]
        yield np.array(found, dtype=np.float32).reshape(-1, dimension)


def by_words(
    listed: Sequence[Clause], pieces: Sequence[Chunk], within: Mapping[str, float] | None = None
) -> dict[str, SparseRanker]:
    """Make the rankers by words.

    :param within: for clauses that are added to a large index, how many terms its texts have, by ranker.
    """
    averages = within or {}
    return {
        name: make.build(_joined(kind, listed, pieces), saturation, averages.get(name))
        for name, (make, kind, saturation) in BY_WORDS.items()
    }


def _joined(kind: Kind, listed: Sequence[Clause], pieces: Sequence[Chunk]) -> list[str]:
    """One text for each clause: its chunks of a kind."""
    texts: list[list[str]] = [[] for _ in listed]
    for piece in pieces:
        if piece.kind is kind:
            texts[piece.clause].append(piece.passage)
    return ["\n".join(own) for own in texts]
