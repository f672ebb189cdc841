"""Policy files → a published index; unchanged passages keep their vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from . import store
from .adapters import installed
from .cells import Cells
from .chunks import Chunk, Kind, chunks
from .clauses import Clause, clauses
from .dense import DenseRanker
from .documents import PHRASINGS, policy_files, read_documents
from .encoders import BUILTIN, Encoder, Vectors, open_encoder
from .errors import DocumentError, StoreError
from .files import sha256
from .moments import BLOCK, blocks
from .moving import collection, send
from .paths import ENCODER, MILVUS, MODELS
from .phrasings import read_phrasings
from .preparation import is_prepared, prepare
from .progress import Progress
from .rankers import Ranker
from .rescoring import Rescorer
from .saving import load, save
from .sizes import is_rough
from .sparse import PHRASINGS as ASKED
from .sparse import RunRanker, SparseRanker
from .tokens import DICTIONARY, VERSION

DIMENSION_OF_NOTHING = 1
TOGETHER = 64  # passages that are given to the encoder at a time


@dataclass(frozen=True)
class BuildReport:
    """What a build found and did; ``embedded`` plus ``reused`` are the distinct passages."""

    generation: int
    documents: int
    clauses: int
    chunks: int
    reused: int
    embedded: int


def build(
    docs: str | Path,
    out: str | Path,
    encoder: Encoder | None = None,
    report: Callable[[str], None] | None = None,
    milvus: str = MILVUS,
) -> BuildReport:
    """Build an index of a folder of policies and publish it; on any error the old one stays.

    :param encoder: by default the one that the setting ``POLICYBOT_ENCODER`` names, prepared if need be.
    :param report: is told of the progress.
    :param milvus: where the vectors are sent too, before the index is published; by default as ``POLICYBOT_MILVUS`` says.
    :raises DocumentError: a policy file cannot be used; the message names it, the field and the fix.
    :raises ModelError: the encoder cannot be prepared or opened.
    :raises StoreError: another build is running, or the index cannot be written.
    :raises EngineError: Milvus does not answer.
    """
    docs, out, report = Path(docs), Path(out), report or (lambda _: None)
    with store.locked(out):
        digest = docs_digest(docs)
        documents = read_documents(docs)
        listed = [clause for document in documents for clause in clauses(document)]
        pieces = chunks(listed, _phrasings(docs, listed))
        name = "" if encoder else ENCODER
        encoder = encoder or default_encoder(report)
        known = _known(out, encoder)
        distinct = {piece.digest: piece for piece in pieces}
        fresh = [piece for digest, piece in distinct.items() if digest not in known]
        report(f"读到 {len(documents)} 份文件、{len(listed)} 条条款、{len(pieces)} 个分块；需要编码 {len(fresh)} 个")
        vectors = known | _embedded(fresh, encoder, report)
        rankers = _rankers(listed, pieces, vectors)
        moved = (
            send(out, collection(out, encoder.fingerprint, milvus), listed, pieces, rankers, report) if milvus else None
        )

        def write(folder: Path) -> dict[str, Any]:
            save(folder, documents, pieces, rankers)
            told = moved.save(folder) if moved else {}
            return {**told, "encoder": name or BUILTIN, "fingerprint": encoder.fingerprint, "docs": digest,
                    "documents": len(documents), "clauses": len(listed), "chunks": len(pieces)}  # fmt: skip

        try:
            generation = store.publish(out, write)
        except OSError as error:
            raise StoreError(
                f"{out}：索引写不进去（{error.strerror}）。请检查磁盘空间和写入权限；原来的索引没有改动"
            ) from error
        if moved:
            moved.tidy(out)
    return BuildReport(generation, len(documents), len(listed), len(pieces), len(distinct) - len(fresh), len(fresh))


def default_encoder(report: Callable[[str], None]) -> Encoder:
    """Open the encoder of the setting, preparing the built-in one the first time."""
    if ENCODER == BUILTIN and not is_prepared(MODELS / BUILTIN):
        prepare(MODELS / BUILTIN, report, installed(MODELS))
    return open_encoder(ENCODER, MODELS)


def docs_digest(docs: Path) -> str:
    """Digest a folder's policies and phrasings, and how they are cut into words: equal digests need no new build."""
    digest = hashlib.sha256(f"{store.SCHEMA} {VERSION} {sha256(DICTIONARY)}\n".encode())
    files = [*policy_files(docs), *sorted(docs.rglob(f"*{PHRASINGS}"))] if docs.is_dir() else []
    for path in files:
        try:
            digest.update(f"{path.relative_to(docs).as_posix()}\0{sha256(path)}\n".encode())
        except OSError as error:
            raise DocumentError(f"{path}：文件读不出来（{error.strerror}）。请检查有无读取权限") from error
    return digest.hexdigest()


def _phrasings(docs: Path, listed: Sequence[Clause]) -> dict[str, tuple[str, ...]]:
    by_source: dict[str, list[Clause]] = {}
    for clause in listed:
        by_source.setdefault(clause.document.source, []).append(clause)
    found: dict[str, tuple[str, ...]] = {}
    for source, own in by_source.items():
        found |= read_phrasings(docs / source, own)
    return found


def _known(out: Path, encoder: Encoder) -> dict[str, Vectors]:
    """Take the vectors of the index in use, when the same encoder made them."""
    try:
        folder, manifest = store.current(out)
    except StoreError:
        return {}
    if manifest["fingerprint"] != encoder.fingerprint:
        return {}
    _, _, pieces, rankers = load(folder)
    found: dict[str, Vectors] = {}
    for kind in Kind:
        ranker = rankers[kind]
        assert isinstance(ranker, DenseRanker | Rescorer)
        rows = ranker.vectors(range(len(ranker.clauses)))
        found.update(zip((piece.digest for piece in pieces if piece.kind is kind), rows, strict=True))
    return found


def _embedded(pieces: Sequence[Chunk], encoder: Encoder, report: Callable[[str], None]) -> dict[str, Vectors]:
    """Encode passages, those of a kind together."""
    found: dict[str, Vectors] = {}
    progress = Progress("编码", len(pieces), report)
    for asked, own in groupby(pieces, lambda piece: piece.kind is Kind.PHRASING):
        encode, waiting = encoder.encode_query if asked else encoder.encode_document, list(own)
        for start in range(0, len(waiting), TOGETHER):
            some = waiting[start : start + TOGETHER]
            found.update(zip((piece.digest for piece in some), encode([piece.passage for piece in some]), strict=True))
            progress.reached(len(found))
    return found


def _rankers(listed: Sequence[Clause], pieces: Sequence[Chunk], vectors: Mapping[str, Vectors]) -> dict[str, Ranker]:
    dimension = next((len(vector) for vector in vectors.values()), DIMENSION_OF_NOTHING)
    rankers: dict[str, Ranker] = {}
    for kind in Kind:
        own = [piece for piece in pieces if piece.kind is kind]
        rows = np.array([piece.clause for piece in own], dtype=np.int64)
        if kind is Kind.SENTENCE and is_rough(len(listed)):
            rankers[kind.value] = Rescorer.build(_stacked(own, vectors, dimension), rows)
            continue
        stacked = np.concatenate([*_stacked(own, vectors, dimension)])
        if kind is Kind.CLAUSE and is_rough(len(listed)):
            rankers[kind.value] = Rescorer.build(blocks(stacked), rows, Cells.build(stacked))
        else:
            rankers[kind.value] = DenseRanker.build(stacked, rows)
    rankers["sparse"] = SparseRanker.build(_joined(Kind.CLAUSE, listed, pieces))
    rankers["run"] = RunRanker.build(_joined(Kind.CLAUSE, listed, pieces))
    rankers["sparse_phrasing"] = SparseRanker.build(_joined(Kind.PHRASING, listed, pieces), ASKED)
    return rankers


def _stacked(own: Sequence[Chunk], vectors: Mapping[str, Vectors], dimension: int) -> Iterator[Vectors]:
    """The vectors of some chunks, block by block; of none there is one block."""
    for start in range(0, max(1, len(own)), BLOCK):
        found = [vectors[piece.digest] for piece in own[start : start + BLOCK]]
        yield np.array(found, dtype=np.float32).reshape(-1, dimension)


def _joined(kind: Kind, listed: Sequence[Clause], pieces: Sequence[Chunk]) -> list[str]:
    """One text for each clause: its chunks of a kind."""
    texts: list[list[str]] = [[] for _ in listed]
    for piece in pieces:
        if piece.kind is kind:
            texts[piece.clause].append(piece.passage)
    return ["\n".join(own) for own in texts]
