"""Policy files → a published index; what did not change keeps its vectors, and in a large index all else too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

import numpy as np

from . import store
from .adapters import installed
from .cells import Cells
from .changes import MADE, Change, describe, planned
from .chunks import Chunk, Kind
from .clauses import Clause
from .documents import read_documents
from .encoders import BUILTIN, Encoder, Vectors, open_encoder
from .errors import StoreError
from .growing import grown
from .layers import noted_in, opened
from .moments import blocks
from .moving import collection, send
from .noted import NotedQuestions
from .passages import by_words, cut, embedded, stacked
from .paths import ENCODER, MILVUS, MODELS
from .preparation import is_prepared, prepare
from .rankers import Dense, Ranker
from .rescoring import Rescorer
from .saving import save
from .sizes import is_large, is_rough
from .skimming import by_all
from .sources import document_digests, file_digests, folder_digest

DIMENSION_OF_NOTHING = 1


@dataclass(frozen=True)
class BuildReport:
    """What a build found and did; ``embedded`` plus ``reused`` are the distinct passages; ``read``: how many files it read.

    Of files that were not read every passage counts as reused.
    """

    generation: int
    documents: int
    clauses: int
    chunks: int
    reused: int
    embedded: int
    read: int


def build(
    docs: str | Path,
    out: str | Path,
    encoder: Encoder | None = None,
    report: Callable[[str], None] | None = None,
    milvus: str = MILVUS,
    whole: bool = False,
) -> BuildReport:
    """Build an index of a folder of policies and publish it; on any error the old one stays.

    :param encoder: by default the one that the setting ``POLICYBOT_ENCODER`` names, prepared if need be.
    :param report: is told of the progress.
    :param milvus: where the vectors are sent too, before the index is published; by default as ``POLICYBOT_MILVUS`` says.
    :param whole: read every file; without it, and without Milvus, of many files only those that changed are read.
    :raises DocumentError: a policy file cannot be used; the message names it, the field and the fix.
    :raises ModelError: the encoder cannot be prepared or opened.
    :raises StoreError: another build is running, or the index cannot be written.
    :raises EngineError: Milvus does not answer.
    """
    named, told = BUILTIN if encoder else ENCODER, report or (lambda _: None)
    with store.locked(Path(out)):
        files = file_digests(Path(docs))
        build = _Build(Path(docs), Path(out), files, named, encoder, told, milvus, _used(Path(out)))
        change = None if whole or milvus else build.change()
        return build.of(change) if change else build.whole()


@dataclass
class _Build:
    """A build at work: with the digests of all files, and the verified generation in use if there is one."""

    docs: Path
    out: Path
    files: Mapping[str, str]
    named: str
    given: Encoder | None
    report: Callable[[str], None]
    milvus: str
    used: tuple[Path, dict[str, Any]] | None

    @cached_property
    def encoder(self) -> Encoder:
        return self.given or default_encoder(self.report)

    def change(self) -> Change | None:
        """What changed since the generation in use, if it can be added to."""
        if not self.used:
            return None
        folder, manifest = self.used
        change = planned(folder, document_digests(self.files))
        if change and manifest["fingerprint"] == self.encoder.fingerprint:
            return change
        if (folder / MADE).exists():
            self.report("变动太多，或者程序、语言模型换过：全部文件重新读、重新整理")
        return None

    def of(self, change: Change) -> BuildReport:
        """Add a change to the generation in use."""
        assert self.used
        files, size = self.used[1]["files"], len(change.order)
        found = grown(change, self.docs, self.encoder, self.report)

        def write(beside: Path) -> dict[str, Any]:
            found.save(beside, files)
            return self._told(size, found.clauses, found.chunks)

        generation = self._publish(write)
        reused = found.chunks - found.embedded
        return BuildReport(generation, size, found.clauses, found.chunks, reused, found.embedded, len(change.fresh))

    def whole(self) -> BuildReport:
        """Read every file."""
        documents = read_documents(self.docs)
        listed, pieces, asked = cut(documents, self.docs)
        known = self._known()
        distinct = {piece.digest: piece for piece in pieces}
        fresh = [piece for digest, piece in distinct.items() if digest not in known]
        self.report(
            f"读到 {len(documents)} 份文件、{len(listed)} 条条款、{len(pieces)} 个分块；需要编码 {len(fresh)} 个"
        )
        rankers = _rankers(listed, pieces, known | embedded(fresh, self.encoder, self.report))
        noted = NotedQuestions.encoded(asked, self.encoder, self._noted())
        target = collection(self.out, self.encoder.fingerprint, self.milvus) if self.milvus else None
        moved = send(self.out, target, listed, pieces, rankers, self.report) if target else None

        def write(beside: Path) -> dict[str, Any]:
            save(beside, documents, pieces, rankers)
            noted.save(beside)
            if is_large(len(listed)):
                describe(beside, document_digests(self.files), rankers)
            there = moved.save(beside) if moved else {}
            return there | self._told(len(documents), len(listed), len(pieces))

        generation = self._publish(write)
        if moved:
            moved.tidy(self.out)
        counts = len(documents), len(listed), len(pieces), len(distinct) - len(fresh), len(fresh), len(documents)
        return BuildReport(generation, *counts)

    def _publish(self, write: Callable[[Path], dict[str, Any]]) -> int:
        try:
            return store.publish(self.out, write, self.used)
        except OSError as error:
            raise StoreError(
                f"{self.out}：索引写不进去（{error.strerror}）。请检查磁盘空间和写入权限；原来的索引没有改动"
            ) from error

    def _told(self, documents: int, clauses: int, chunks: int) -> dict[str, Any]:
        """What the manifest tells."""
        return {"encoder": self.named, "fingerprint": self.encoder.fingerprint, "docs": folder_digest(self.files),
                "documents": documents, "clauses": clauses, "chunks": chunks}  # fmt: skip

    @property
    def _alike(self) -> Path | None:
        """The generation in use, when the same encoder made it."""
        return self.used[0] if self.used and self.used[1]["fingerprint"] == self.encoder.fingerprint else None

    def _noted(self) -> dict[str, Vectors]:
        """Take the vectors of noted questions from the index in use."""
        return noted_in(self._alike).known() if self._alike else {}

    def _known(self) -> dict[str, Vectors]:
        """Take the vectors of chunks from the index in use."""
        if not self._alike:
            return {}
        _, _, pieces, rankers = opened(self._alike)
        found: dict[str, Vectors] = {}
        for kind in Kind:
            ranker = cast(Dense, rankers[kind])
            rows = ranker.vectors(range(len(ranker.clauses)))
            found.update(zip((piece.digest for piece in pieces if piece.kind is kind), rows, strict=True))
        return found


def _used(out: Path) -> tuple[Path, dict[str, Any]] | None:
    """The generation in use, with every byte verified."""
    try:
        return store.current(out)
    except StoreError:
        return None


def default_encoder(report: Callable[[str], None]) -> Encoder:
    """Open the encoder of the setting, preparing the built-in one the first time."""
    if ENCODER == BUILTIN and not is_prepared(MODELS / BUILTIN):
        prepare(MODELS / BUILTIN, report, installed(MODELS))
    return open_encoder(ENCODER, MODELS)


def _rankers(listed: Sequence[Clause], pieces: Sequence[Chunk], vectors: Mapping[str, Vectors]) -> dict[str, Ranker]:
    dimension = next((len(vector) for vector in vectors.values()), DIMENSION_OF_NOTHING)
    rankers: dict[str, Ranker] = {}
    for kind in Kind:
        own = [piece for piece in pieces if piece.kind is kind]
        rows = np.array([piece.clause for piece in own], dtype=np.int64)
        if kind is Kind.SENTENCE and is_rough(len(listed)):
            rankers[kind.value] = Rescorer.build(stacked(own, vectors, dimension), rows)
            continue
        every = np.concatenate([*stacked(own, vectors, dimension)])
        if kind is Kind.CLAUSE and is_rough(len(listed)):
            rankers[kind.value] = Rescorer.build(blocks(every), rows, Cells.build(every))
        else:
            rankers[kind.value] = by_all(kind).build(every, rows)
    return rankers | by_words(listed, pieces)
