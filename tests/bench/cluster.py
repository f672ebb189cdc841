"""A real Milvus cluster of nine processes on this machine: the contract, the first ten against FAISS, one query node killed.

Run it by ``make bench-cluster``. Beside Milvus's own processes stand etcd (Debian's ``etcd-server``), moto for
S3 and librdkafka's mock broker for Kafka; the last two keep all in memory, so this proves how the work is shared and
survives a node, not that data outlives the cluster. Prints a Markdown table, and ends with 1 when a requirement is missed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from milvus_servers import answers, binaries, common, free_ports, place, start, wait_for

from bot import Bot, Question
from bot.evaluation import read_questions
from index import Index, PolicyIndexError
from index.chunks import Kind
from index.dense import DenseRanker
from index.milvus import Collection
from index.milvus_rankers import MilvusRanker
from index.moving import BATCH, collection, move
from index.paths import INDEX, ROOT
from index.rankers import Query

ROLES = ("rootcoord", "datacoord", "querycoord", "datanode", "indexnode", "querynode", "querynode", "proxy", "proxy")
CONFIGURED = {"rootcoord": "rootCoord", "datacoord": "dataCoord", "querycoord": "queryCoord", "datanode": "dataNode",
              "indexnode": "indexNode", "querynode": "queryNode", "proxy": "proxy"}  # fmt: skip
GOLDEN = ROOT / "tests" / "golden" / "guangxi-2021-10-dev.jsonl"
REPLICAS, USERS = 2, 4
ROWS, QUERIES = 20_000, 200
SECONDS, KILLED_AFTER, STARTED_AFTER = 120, 15, 75
BROKER = (
    "from confluent_kafka import Producer\n"
    "import threading\n"
    "producer = Producer({'test.mock.num.brokers': 1, 'bootstrap.servers': 'unused'})\n"
    "print(*[f'{one.host}:{one.port}' for one in producer.list_topics(timeout=10).brokers.values()], sep=',', flush=True)\n"
    "threading.Event().wait()\n"
)


@dataclass
class Cluster:
    """Nine processes of Milvus and the three services that they need, all on the loopback."""

    folder: Path
    processes: dict[str, subprocess.Popen[Any]] = field(default_factory=dict)
    uris: list[str] = field(default_factory=list)
    _again: dict[str, Callable[[], subprocess.Popen[Any]]] = field(default_factory=dict)

    def start(self) -> None:
        etcd, kafka, s3 = self._etcd(), self._kafka(), self._s3()
        ports = free_ports(2 * len(ROLES) + 2)
        for number, role in enumerate(ROLES):
            name = f"{role}-{number}"
            config = self._config(self.folder / name, etcd, kafka, s3)
            inner = {"internalPort": ports.pop()} if role == "proxy" else {}
            port, metrics = ports.pop(), ports.pop()
            place(config, CONFIGURED[role], port, **inner)
            self._again[name] = lambda role=role, name=name, config=config, metrics=metrics: start(
                role, self.folder / name, config, metrics
            )
            self.start_again(name)
            if role == "proxy":
                self.uris.append(f"http://127.0.0.1:{port}")
        for uri in self.uris:
            wait_for(lambda uri=uri: answers(uri), f"the proxy at {uri}, see {self.folder}")

    def start_again(self, name: str) -> None:
        self.processes[name] = self._again[name]()

    def kill(self, name: str) -> None:
        self.processes[name].send_signal(signal.SIGKILL)
        self.processes[name].wait()

    def stop(self) -> None:
        for process in reversed(self.processes.values()):
            process.kill()
        for process in self.processes.values():
            process.wait()

    def memory(self) -> float:
        """The resident memory of Milvus's own processes, in MB."""
        pids = [str(process.pid) for name, process in self.processes.items() if "-" in name]
        listed = subprocess.run(["ps", "-o", "rss=", "-p", ",".join(pids)], capture_output=True, text=True, check=True)
        return sum(map(int, listed.stdout.split())) / 1024

    def _config(self, folder: Path, etcd: int, kafka: str, s3: int) -> dict[str, Any]:
        config = common(folder)
        config["common"] = {"gracefulStopTimeout": 2, "storageType": "minio"}
        config["queryCoord"] = {}
        return config | {
            "etcd": {"endpoints": f"127.0.0.1:{etcd}", "use": {"embed": False}},
            "mq": {"type": "kafka"},
            "kafka": {"brokerList": kafka},
            "minio": {"address": "127.0.0.1", "port": s3, "accessKeyID": "test", "secretAccessKey": "test",
                      "useSSL": False, "bucketName": "policies", "cloudProvider": "aws", "region": "us-east-1"},
        }  # fmt: skip

    def _etcd(self) -> int:
        client, peer = free_ports(2)
        ours, inner = f"http://127.0.0.1:{client}", f"http://127.0.0.1:{peer}"
        told = {"data-dir": str(self.folder / "etcd"), "listen-client-urls": ours, "advertise-client-urls": ours,
                "listen-peer-urls": inner, "initial-advertise-peer-urls": inner, "initial-cluster": f"default={inner}"}  # fmt: skip
        self._serve("etcd", ["etcd", *(f"--{name}={value}" for name, value in told.items())])
        return client

    def _kafka(self) -> str:
        process = self._serve("kafka", [sys.executable, "-c", BROKER], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        return str(process.stdout.readline().strip())

    def _s3(self) -> int:
        (port,) = free_ports(1)
        self._serve("s3", [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)])
        return port

    def _serve(self, name: str, command: list[str], **options: Any) -> subprocess.Popen[Any]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(command, **({"stdout": log, "stderr": log} | options))
        return self.processes[name]


@contextmanager
def running() -> Iterator[Cluster]:
    folder = Path(tempfile.mkdtemp(prefix="milvus-cluster-"))
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def contract(uri: str) -> bool:
    """Run the contract test against the cluster."""
    environment = os.environ | {"POLICYBOT_TEST_MILVUS": uri}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_milvus.py",
        "-k",
        "server and not lost",
    ]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def told_and_read(out: Path, uri: str) -> Callable[[str], None]:
    """Print how far a move is, and wait until what was sent is read: the mock broker forgets beyond 5 MB a partition."""
    target = collection(out, Index.open(out, milvus="").encoder.fingerprint, uri)

    def told(line: str) -> None:
        print(line, flush=True)
        if target.exists():
            target.flush()

    return told


def overlap(uri: str, index: Index) -> tuple[float, float, float]:
    """How much of FAISS's first ten the cluster finds among many vectors, and how long a search takes there and here, in ms.

    The vectors are mixtures of the shipped index's own with some noise, so that they crowd as real ones do.
    """
    random = np.random.default_rng(7)
    own = np.concatenate([ranker.vectors(range(len(ranker.clauses))) for ranker in map(index._rankers.get, Kind)])
    vectors = mixed(own, ROWS, random)
    ours = DenseRanker.build(vectors, np.arange(ROWS))
    keys = random.permutation(ROWS)
    collection = Collection(uri, "overlap", 120)
    collection.create([Kind.CLAUSE], vectors.shape[1])
    collection.load(REPLICAS)
    for first in range(0, ROWS, BATCH):
        chosen = slice(first, first + BATCH)
        collection.upsert(Kind.CLAUSE, keys[chosen], keys[chosen] // 30, vectors[chosen])
        collection.size(Kind.CLAUSE)  # wait until it is read: the mock broker forgets beyond 5 MB a partition
    collection.flush()
    theirs = MilvusRanker(collection, Kind.CLAUSE, keys, np.arange(ROWS), np.zeros(ROWS, np.int64), ours.moments)
    if collection.size(Kind.CLAUSE) != ROWS:
        raise RuntimeError(f"the cluster lost vectors: {collection.size(Kind.CLAUSE)} of {ROWS} are there")
    shared, here, there = 0, [], []
    for vector in mixed(own, QUERIES, random):
        query = Query("", vector, ())
        found, spent = zip(*(timed(partial(ranker.rank, query)) for ranker in (ours, theirs)), strict=True)
        shared += len(set(found[0].rows[:10].tolist()) & set(found[1].rows[:10].tolist()))
        here.append(spent[0])
        there.append(spent[1])
    return shared / (10 * QUERIES), float(np.median(there)) * 1000, float(np.median(here)) * 1000


def mixed(own: np.ndarray, size: int, random: np.random.Generator) -> np.ndarray:
    first, second = (own[random.integers(0, len(own), size)] for _ in range(2))
    rows = first + random.random((size, 1)) * second + random.normal(scale=0.02, size=first.shape)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


@dataclass(frozen=True)
class Asked:
    """One answer under load: when it came, how long it took, and whether it failed or differs from the local one."""

    at: float
    took: float
    failed: str
    differs: bool


def under_load(cluster: Cluster, out: Path) -> list[Asked]:
    """Ask through both proxies while one query node is killed, and later started again."""
    local = Bot(Index.open(out, milvus=""))
    bots = [Bot(Index.open(out, local.index.encoder, uri)) for uri in cluster.uris]
    questions = [golden.question for golden in read_questions(GOLDEN)]
    expected = {text: local.answer(Question(text)).text for text in questions}
    began = time.monotonic()

    def user(number: int) -> list[Asked]:
        told, turn = [], number
        while time.monotonic() - began < SECONDS:
            text, failed, answer = questions[turn % len(questions)], "", ""
            before = time.monotonic()
            try:
                answer = bots[turn % len(bots)].answer(Question(text)).text
            except PolicyIndexError as error:
                failed = str(error)
            now = time.monotonic()
            told.append(Asked(now - began, now - before, failed, not failed and answer != expected[text]))
            turn += USERS + 1
        return told

    with ThreadPoolExecutor(USERS + 1) as threads:
        users = [threads.submit(user, number) for number in range(USERS)]
        time.sleep(KILLED_AFTER)
        cluster.kill("querynode-5")
        time.sleep(STARTED_AFTER - KILLED_AFTER)
        cluster.start_again("querynode-5")
        return [one for done in users for one in done.result()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-contract", action="store_true", help="leave the contract test out")
    options = parser.parse_args()
    if binaries() is None or not shutil.which("etcd"):
        print("需要 pip install -e '.[dev,cluster]' 和 apt-get install etcd-server", file=sys.stderr)
        return 1
    began = time.monotonic()
    with running() as cluster, tempfile.TemporaryDirectory(prefix="milvus-index-") as folder:
        rows = [("九个进程就绪", f"{time.monotonic() - began:.0f} 秒", "", True)]
        if not options.no_contract:
            kept = contract(cluster.uris[0])
            rows.append(("契约测试（tests/test_milvus.py）", "通过" if kept else "没有通过", "通过", kept))
        out = shutil.copytree(INDEX, Path(folder) / "index")
        moved = move(out, cluster.uris[0], REPLICAS, told_and_read(out, cluster.uris[0]))
        rows.append(
            (f"搬移 {moved.vectors} 个向量，抽查前十名相同", f"{moved.recall:.1%}", "≥ 95 %", moved.recall >= 0.95)
        )
        share, there, here = overlap(cluster.uris[1], Index.open(out, milvus=""))
        rows.append((f"{ROWS} 个向量，{QUERIES} 次检索，前十名与 FAISS 相同", f"{share:.1%}", "≥ 95 %", share >= 0.95))
        rows.append(("同上，一次检索的中位数，集群 / 本机 FAISS", f"{there:.1f} / {here:.1f} 毫秒", "", True))
        told = under_load(cluster, out)
        rows += loaded(told)
        rows.append(("九个进程的内存", f"{cluster.memory():.0f} MB", "", True))
    print("| 项目 | 实测 | 要求 | 达到 |\n|---|---|---|---|")
    for name, measured, wanted, reached in rows:
        print(f"| {name} | {measured} | {wanted} | {'是' if reached else '否'} |")
    return 0 if all(row[-1] for row in rows) else 1


def loaded(told: list[Asked]) -> list[tuple[str, str, str, bool]]:
    failed = [one for one in told if one.failed]
    for one in failed[:5]:
        print(f"{one.at:.1f} 秒：{one.failed}", file=sys.stderr)
    differing = sum(one.differs for one in told)
    took = {
        "杀掉之前": [one.took for one in told if one.at < KILLED_AFTER],
        "少一个节点时": [one.took for one in told if KILLED_AFTER <= one.at < STARTED_AFTER],
        "重新启动以后": [one.took for one in told if one.at >= STARTED_AFTER],
    }
    return [
        (
            f"{USERS} 人连续提问 {SECONDS} 秒，第 {KILLED_AFTER} 秒杀掉一个查询节点：答复，其中失败",
            f"{len(told)}，{len(failed)}",
            "失败 0",
            not failed,
        ),
        ("其中与本机索引的答复不同", str(differing), "0", differing == 0),
        *(
            (
                f"答复用时，{when}：中位数，最慢",
                f"{np.median(spent) * 1000:.0f}，{max(spent) * 1000:.0f} 毫秒",
                "",
                True,
            )
            for when, spent in took.items()
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
