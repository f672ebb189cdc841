"""A change → a generation that shares with the one in use all that stays, and adds a small layer of what is new.

The base, built of all files at once, is linked from generation to generation: it is neither read again nor copied. What
was added or replaced since is the delta, written anew each time; what was removed is left out of the order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from . import store
from .changes import Change, read, write
from .chunks import Chunk, Kind, chunks
from .clauses import clauses
from .codes import Codes
from .dense import DenseRanker
from .documents import Document, read_document
from .encoders import Encoder, Vectors
from .heads import ids_of
from .layers import DELTA, ORDER, Layer, noted_in, spliced
from .milvus_rankers import FILE as IN_MILVUS
from .moments import Moments
from .noted import NotedQuestions
from .passages import by_words, cut, embedded, stacked
from .rankers import Dense, Ranker
from .rescoring import Rescorer
from .saving import save
from .shelves import Shelf
from .splices import Splice

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Grown:
    """A change with its delta, ready to be written; how many clauses and chunks there are in all, and were encoded."""

    change: Change
    delta: Layer
    noted: NotedQuestions
    clauses: int
    chunks: int
    embedded: int

    def save(self, beside: Path, files: Iterable[str]) -> None:
        """Link what stays into the folder of a new generation, and write what is new.

        :param files: those of the generation in use.
        """
        change, left = self.change, (IN_MILVUS,) if self.change.is_none else (IN_MILVUS, DELTA, ORDER)
        store.link(change.folder, beside, (name for name in files if not set(left) & set(Path(name).parts)))
        if change.is_none or change.is_undone:
            return
        np.save(beside / ORDER, change.order)
        folder = beside / DELTA
        folder.mkdir()
        save(folder, self.delta.documents, self.delta.phrasings, self.delta.rankers)
        self.noted.save(folder)
        write(folder, {"digests": {one.source: change.digests[one.source] for one in self.delta.documents}})


def grown(change: Change, docs: Path, encoder: Encoder, report: Callable[[str], None]) -> Grown:
    """Read and encode what is new.

    :raises DocumentError: a policy file cannot be used.
    """
    documents = [read_document(docs / source, docs) for source in change.fresh]
    listed, pieces, asked = cut(documents, docs)
    base = Layer.load(change.folder, Shelf(change.folder))
    old = Layer.load(change.folder / DELTA, Shelf(change.folder / DELTA)) if change.has_delta else None
    known = _dropped(change, [base, old] if old else [base])
    distinct = {piece.digest: piece for piece in pieces}
    waiting = [piece for digest, piece in distinct.items() if digest not in known]
    report(
        f"{len(change.order)} 份文件里有变动的 {len(documents)} 份：{len(listed)} 条条款，需要编码 {len(waiting)} 个分块"
    )
    vectors = known | embedded(waiting, encoder, report)
    words = by_words(listed, pieces, read(change.folder)["averages"])
    fresh = _layer(documents, pieces, words | {kind.value: _alike(base, kind, pieces, vectors) for kind in Kind})
    delta = spliced(old, fresh, change.delta) if old else fresh
    before = noted_in(change.folder)
    kept = set(ids_of(delta.documents)).difference(document.id for document in documents)
    noted = before.kept(kept.__contains__).with_those_of(NotedQuestions.encoded(asked, encoder, before.known()))
    total = sum(_pool(base, delta, change.order, kind) for kind in Kind)
    size = Splice.of(change.order, np.concatenate([base.counts, delta.counts])).size
    return Grown(change, delta, noted, size, total, len(waiting))


def _layer(documents: list[Document], pieces: list[Chunk], rankers: Mapping[str, Ranker]) -> Layer:
    counts = np.array([len(clauses(document)) for document in documents], np.int64)
    return Layer(documents, counts, [piece for piece in pieces if piece.kind is Kind.PHRASING], rankers)


def _alike(base: Layer, kind: Kind, pieces: list[Chunk], vectors: Mapping[str, Vectors]) -> Ranker:
    """Rank new chunks as the base ranks its own of the kind; the moments come when the delta is whole."""
    own, model = [piece for piece in pieces if piece.kind is kind], base.rankers[kind]
    rows = np.array([piece.clause for piece in own], np.int64)
    moments = base.dense(kind).moments
    found = np.concatenate([*stacked(own, vectors, len(moments.mean))])
    if isinstance(model, Rescorer):
        return Rescorer(Codes.around(model.codes.centres, found, moments), rows.astype(np.int32), moments)
    return DenseRanker.build(found, rows, moments)


def _pool(base: Layer, delta: Layer, order: NDArray[np.int64], kind: Kind) -> int:
    """Give the delta the moments of all chunks of a kind together, and tell how many there are."""
    ours, theirs = base.dense(kind), delta.rankers[kind]
    assert isinstance(theirs, DenseRanker | Rescorer)
    splice = Splice.of(order, np.concatenate([base.chunks(kind), delta.chunks(kind)]))
    gone = [range(first, last) for first, last in splice.left_out(0, len(ours.clauses)).tolist()]
    parts = [(len(ours.clauses), ours.moments), (len(theirs.clauses), _moments(theirs, [range(len(theirs.clauses))]))]
    if gone:
        parts.append((-sum(map(len, gone)), _moments(ours, gone)))
    theirs.moments = Moments.pooled(parts)
    return splice.size


def _moments(ranker: Dense, runs: Iterable[range]) -> Moments:
    return Moments.of(ranker.vectors(run) for run in runs)


def _dropped(change: Change, layers: list[Layer]) -> dict[str, Vectors]:
    """The vectors of what the index in use has and the new one lacks: a replaced document says much as it did."""
    kept = change.order[change.order < change.base], change.base + change.delta
    found: dict[str, Vectors] = {}
    for row in np.setdiff1d(change.before, np.concatenate(kept)).tolist():
        layer, own = (layers[0], row) if row < change.base else (layers[1], row - change.base)
        found.update(_vectors(layer, own))
    return found


def _vectors(layer: Layer, row: int) -> Iterator[tuple[str, Vectors]]:
    """The vectors of a document's chunks, by digest."""
    first = int(layer.counts[:row].sum())
    whole = chunks(clauses(layer.documents[row]), {})
    for kind in Kind:
        dense = layer.dense(kind)
        start, stop = np.searchsorted(dense.clauses, [first, first + layer.counts[row]]).tolist()
        own = layer.phrasings[start:stop] if kind is Kind.PHRASING else [one for one in whole if one.kind is kind]
        yield from zip((one.digest for one in own), dense.vectors(range(start, stop)), strict=True)
