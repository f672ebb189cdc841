"""An index's vectors → Milvus: what it lacks is sent, and nothing is published before all of it is found there."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from . import store
from .chunks import Chunk, Kind
from .clauses import Clause
from .errors import EngineError, StoreError
from .layers import DELTA
from .milvus import BATCH, Collection
from .milvus_rankers import FILE, MilvusRanker, keys, numbers
from .rankers import Dense, Query, Ranker
from .saving import load

if TYPE_CHECKING:
    from numpy.typing import NDArray

PATIENCE = 600.0  # seconds for one step: nobody waits for an answer here
SAMPLE, FIRST, LEAST_RECALL, SAME = 100, 10, 0.95, 1e-4
OWN = ("schema", "generation", "files")  # what the store writes into a manifest by itself

Report = Callable[[str], None]


@dataclass(frozen=True)
class MoveReport:
    """What a move did: vectors in all, how many had to be sent, and the share of first tens that Milvus found too."""

    generation: int
    vectors: int
    sent: int
    recall: float


@dataclass(frozen=True)
class Moved:
    """What Milvus holds of an index that is about to be published, and what it held for those before."""

    collection: Collection
    rankers: Mapping[Kind, MilvusRanker]
    there: Mapping[Kind, NDArray[np.int64]]
    others: frozenset[str]
    sent: int
    recall: float

    def save(self, folder: Path) -> dict[str, str]:
        """Write the vectors' names beside the rankers' files, and return what the manifest shall tell."""
        for kind, ranker in self.rankers.items():
            ranker.save(folder / kind)
        return {"collection": self.collection.name}

    def tidy(self, out: Path) -> None:
        """Delete what no generation needs, once the new one is published; what cannot go now goes the next time."""
        kept = _moved(out)
        with suppress(EngineError):
            for kind, there in self.there.items():
                self.collection.delete(kind, np.setdiff1d(there, _held(kept[self.collection.name], kind)))
            for name in self.others - kept.keys():
                Collection(self.collection.uri, name, PATIENCE).drop()


def move(out: Path, uri: str, replicas: int = 1, report: Report = lambda _: None) -> MoveReport:
    """Send the index in use to Milvus and publish it anew, as one that is searched there.

    :param replicas: how many query nodes hold each vector.
    :raises StoreError: there is no index, or a build is running.
    :raises EngineError: Milvus does not answer, or does not find what it was sent; run again, it goes on from there.
    """
    with store.locked(out):
        folder, manifest = store.current(out)
        if (folder / DELTA).is_dir():
            raise StoreError(f"{folder}：索引是分两层发布的。请先运行 python -m index build --whole --out {out}，再搬")
        _, clauses, pieces, rankers = load(folder)
        target = collection(out, manifest["fingerprint"], uri)
        moved = send(out, target, clauses, pieces, rankers, report, replicas)

        def write(beside: Path) -> dict[str, Any]:
            store.link(folder, beside, (name for name in manifest["files"] if Path(name).name != FILE))
            return {name: told for name, told in manifest.items() if name not in OWN} | moved.save(beside)

        generation = store.publish(out, write, (folder, manifest))
        moved.tidy(out)
    return MoveReport(generation, len(pieces), moved.sent, moved.recall)


def collection(out: Path, fingerprint: str, uri: str) -> Collection:
    """The collection of an index: that of its newest generation there, or one named after machine, folder and encoder.

    So a move that was cut short finds its own again, and vectors of two encoders never mix.
    """
    used = [name for name, folders in _moved(out).items() if _manifest(folders[-1])["fingerprint"] == fingerprint]
    text = f"{socket.gethostname()}\n{out.resolve()}\n{fingerprint}"
    name = used[-1] if used else f"policies_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return Collection(uri, name, PATIENCE)


def send(
    out: Path,
    target: Collection,
    clauses: Sequence[Clause],
    pieces: Sequence[Chunk],
    rankers: Mapping[str, Ranker],
    report: Report,
    replicas: int = 1,
) -> Moved:
    """Bring a collection to hold every vector of these rankers, beside those of the generations before.

    :raises EngineError: it does not answer, or its counts or its answers differ from ours.
    """
    ours = {kind: cast(Dense, rankers[kind]) for kind in Kind}
    theirs = {
        kind: MilvusRanker(
            target, kind, keys(clauses, [piece for piece in pieces if piece.kind is kind]), ranker.clauses,
            numbers(clauses), ranker.moments,
        )
        for kind, ranker in ours.items()
    }  # fmt: skip
    before = _prepared(out, target, len(ours[Kind.CLAUSE].moments.mean), replicas)
    sent = sum(_upsert(theirs[kind], ours[kind], before[kind], report) for kind in Kind)
    there = {kind: np.union1d(before[kind], theirs[kind].keys) for kind in Kind}
    if sent > BATCH:
        report("数据已送完，等 Milvus 落盘、建索引……")
        target.flush()
    target.load(replicas)
    _counted(target, there)
    recall = sampled_recall(ours[Kind.CLAUSE], theirs[Kind.CLAUSE])
    report(f"数目相符；抽查 {SAMPLE} 条以内，Milvus 找到的前 {FIRST} 名与本机相同的占 {recall:.1%}")
    if recall < LEAST_RECALL:
        raise EngineError(
            f"{target.place}：抽查只有 {recall:.1%} 相同，至少要 {LEAST_RECALL:.0%}，没有发布。请再运行一次"
        )
    return Moved(target, theirs, there, frozenset(_moved(out)), sent, recall)


def sampled_recall(ours: Dense, theirs: Ranker) -> float:
    """How many of the first ten for our own vectors are found there too; what scores alike is one as good as the other."""
    found = wanted = 0
    for place in np.unique(np.linspace(0, len(ours.clauses) - 1, SAMPLE if len(ours.clauses) else 0, dtype=np.int64)):
        query = Query("", ours.vectors(range(int(place), int(place) + 1))[0], ())
        expected, got = ours.rank(query).scores[:FIRST], theirs.rank(query).scores[:FIRST]
        wanted += len(expected)
        found += int((got >= expected[-1] - SAME).sum())
    return found / wanted if wanted else 1.0


def _upsert(theirs: MilvusRanker, ours: Dense, there: NDArray[np.int64], report: Report) -> int:
    """Send the vectors whose keys are not there, and tell how many."""
    fresh = np.flatnonzero(~np.isin(theirs.keys, there))
    began, documents = time.monotonic(), theirs.documents[theirs.clauses]
    for start in range(0, len(fresh), BATCH):
        places = fresh[start : start + BATCH]
        vectors = np.concatenate([ours.vectors(run) for run in _runs(places)])
        theirs.collection.upsert(theirs.kind, theirs.keys[places], documents[places], vectors)
        done = start + len(places)
        rate = done / max(time.monotonic() - began, 1e-9)
        report(
            f"{theirs.kind}：已送 {done}/{len(fresh)}，每秒 {rate:.0f} 个，还要约 {(len(fresh) - done) / rate:.0f} 秒"
        )
    return len(fresh)


def _runs(places: NDArray[np.int64]) -> list[range]:
    """Cut places into runs of neighbours."""
    cuts = np.flatnonzero(np.diff(places) != 1) + 1
    return [range(int(run[0]), int(run[-1]) + 1) for run in np.split(places, cuts)]


def _prepared(out: Path, target: Collection, dimension: int, replicas: int) -> dict[Kind, NDArray[np.int64]]:
    """The keys of each kind that are there. A new collection is loaded when it is full: what comes before that is read at once."""
    if target.exists():
        target.load(replicas)
        return {kind: _there(out, target, kind) for kind in Kind}
    target.create(list(Kind), dimension)
    return {kind: np.empty(0, np.int64) for kind in Kind}


def _there(out: Path, target: Collection, kind: Kind) -> NDArray[np.int64]:
    """The keys that Milvus has: as our files tell, or as it lists them where it counts others, say after a move cut short."""
    told = _held(_moved(out).get(target.name, []), kind)
    return told if target.size(kind) == len(told) else target.keys(kind)


def _counted(target: Collection, there: Mapping[Kind, NDArray[np.int64]]) -> None:
    for kind, expected in there.items():
        counted = target.size(kind)
        if counted != len(expected):
            raise EngineError(
                f"{target.place}：{kind} 应有 {len(expected)} 个向量，Milvus 数到 {counted} 个，没有发布。请再运行一次"
            )


def _held(folders: Sequence[Path], kind: Kind) -> NDArray[np.int64]:
    """The keys of a kind that these generations name, each once."""
    held = [np.load(folder / kind / FILE)["keys"] for folder in folders]
    return np.unique(np.concatenate([np.empty(0, np.int64), *held]))


def _moved(out: Path) -> dict[str, list[Path]]:
    """The generations whose vectors lie in Milvus, by their collection, the latest last."""
    found: dict[str, list[Path]] = {}
    for path in sorted(out.glob(f"generations/*/{Kind.CLAUSE}/{FILE}")):
        folder = path.parents[1]
        found.setdefault(_manifest(folder)["collection"], []).append(folder)
    return found


def _manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / store.MANIFEST).read_text(encoding="utf-8"))
    return found
