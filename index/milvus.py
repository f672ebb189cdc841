"""A collection of vectors in Milvus, asked within seconds or given up: pymilvus's only door."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from .errors import EngineError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors

PATIENCE, PAUSE = 15.0, 0.2  # seconds that a visitor can wait for a step of the answer, and between two attempts at it
ATTEMPTS = 3  # at least, when one hangs
BATCH, PAGE = 1_000, 10_000
GRAPH = {"index_type": "HNSW", "metric_type": "IP", "params": {"M": 16, "efConstruction": 200}}
ABSENT = {100, 200}  # Milvus's codes: no such collection, no such partition
NOBODY = 2  # listens at the address: to ask again would not help
LITE, LOADED = ".db", "Loaded"
UNHURRIED = {"grpc.keepalive_permit_without_calls": False}  # Lite hangs up on who asks too often whether it is there


class Unsteady(EngineError):
    """Milvus is there, but could not answer this time."""


class Collection:
    """The vectors of one index, a partition for each kind of chunk; connects when first asked, and again when it was lost."""

    def __init__(self, uri: str, name: str, patience: float = PATIENCE) -> None:
        """:param uri: ``http(s)://[user:password@]host:port[/database]``, or a file ``….db`` of Milvus Lite."""
        self.uri, self.name, self._patience = uri, name, patience
        self._connecting, self._client = Lock(), None

    @property
    def place(self) -> str:
        """The address without its password."""
        return self.uri.rpartition("@")[2] if "@" in self.uri else self.uri

    def check(self) -> None:
        """:raises EngineError: it does not answer, or lacks the collection."""
        if not self.exists():
            raise EngineError(self._absent)

    def exists(self) -> bool:
        return bool(self._ask("has_collection", self.name))

    def create(self, kinds: Sequence[str], dimension: int) -> None:
        from pymilvus import DataType, MilvusClient

        schema = MilvusClient.create_schema(auto_id=False)
        schema.add_field("key", DataType.INT64, is_primary=True)
        schema.add_field("document", DataType.INT64)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
        made: dict[str, Any] = {"schema": schema, "consistency_level": "Bounded"}
        self._ask("create_collection", self.name, **made)
        for kind in kinds:
            self._ask("create_partition", self.name, kind)

    def load(self, replicas: int) -> None:
        """Index the vectors and let the query nodes read them; what is loaded keeps its replicas."""
        from pymilvus import MilvusClient

        if str(self._ask("get_load_state", self.name)["state"]) == LOADED:
            return
        indexed = MilvusClient.prepare_index_params()
        indexed.add_index("vector", **GRAPH)
        self._ask("create_index", self.name, indexed)
        self._ask("load_collection", self.name, replica_number=replicas)

    def size(self, kind: str) -> int:
        """Count the vectors of a kind, all that was sent included."""
        if self.uri.endswith(LITE):  # whose count knows no partitions
            return len(self.keys(kind))
        asked: dict[str, Any] = {"filter": "", "output_fields": ["count(*)"], "partition_names": [kind]}
        counted = self._ask("query", self.name, **asked, consistency_level="Strong")
        return int(counted[0]["count(*)"])

    def keys(self, kind: str) -> NDArray[np.int64]:
        """List the keys of a kind; it takes as long as they are many."""
        asked: dict[str, Any] = {"filter": "", "output_fields": ["key"], "partition_names": [kind], "batch_size": PAGE}
        pages = self._ask("query_iterator", self.name, **asked, consistency_level="Strong")
        found: list[int] = []
        with self._told():
            while page := pages.next():
                found += [entity["key"] for entity in page]
            pages.close()
        return np.unique(np.array(found, dtype=np.int64))

    def upsert(self, kind: str, keys: NDArray[np.int64], documents: NDArray[np.int64], vectors: Vectors) -> None:
        entities = [
            {"key": int(key), "document": int(document), "vector": vector}
            for key, document, vector in zip(keys, documents, vectors, strict=True)
        ]
        self._ask("upsert", self.name, entities, partition_name=kind)

    def delete(self, kind: str, keys: NDArray[np.int64]) -> None:
        for start in range(0, len(keys), PAGE):
            chosen = keys[start : start + PAGE].tolist()
            self._ask("delete", self.name, ids=chosen, partition_name=kind)

    def flush(self) -> None:
        """Let what was sent be indexed now, not when more has come."""
        self._ask("flush", self.name)

    def drop(self) -> None:
        self._ask("drop_collection", self.name)

    def nearest(
        self, kind: str, vector: Vectors, depth: int, expression: str = "", least: int = 0
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The keys of the nearest vectors and their inner products, best first.

        :param least: how many there must be; a query node that has just come back may not have read all yet.
        """
        asked: dict[str, Any] = {"limit": depth, "filter": expression, "output_fields": ["key"],
                                 "partition_names": [kind], "search_params": {"metric_type": "IP", "params": {"ef": depth}}}  # fmt: skip
        (found,) = self._ask("search", self.name, [vector], **asked, is_whole=lambda found: len(found[0]) >= least)
        return np.array(found.ids, dtype=np.int64), np.array(found.distances, dtype=np.float32)

    def vectors(self, kind: str, keys: NDArray[np.int64]) -> Vectors:
        """The vectors of some keys, in their order; all of them are there."""
        wanted = np.unique(keys).tolist()
        if not wanted:
            return np.empty((0, 0), dtype=np.float32)
        asked: dict[str, Any] = {"ids": wanted, "output_fields": ["key", "vector"], "partition_names": [kind]}
        entities = self._ask("query", self.name, **asked, is_whole=lambda found: len(found) == len(wanted))
        found = {entity["key"]: entity["vector"] for entity in entities}
        return np.array([found[key] for key in keys.tolist()], dtype=np.float32)

    @property
    def _absent(self) -> str:
        return f"{self.place}：Milvus 里没有这份索引，或不完整。请运行 python -m index move --to {self.place}"

    def _ask(self, method: str, *arguments: Any, is_whole: Callable[[Any], bool] = lambda _: True, **named: Any) -> Any:
        """Call a method of the client, again while there is time: a cluster that loses a node needs some seconds.

        Whatever fails in the end becomes one error.
        """
        last = time.monotonic() + min(self._patience, PATIENCE) * (1 - 1 / ATTEMPTS)
        while True:
            try:
                with self._told():
                    found = getattr(self._connected(), method)(*arguments, timeout=self._patience / ATTEMPTS, **named)
                if is_whole(found):
                    return found
                raise Unsteady(self._absent)
            except Unsteady:
                if time.monotonic() > last:
                    raise
            time.sleep(PAUSE)

    @contextmanager
    def _told(self) -> Iterator[None]:
        from grpc import RpcError
        from pymilvus.exceptions import MilvusException

        try:
            yield
        except MilvusException as error:
            if error.code in ABSENT:
                raise EngineError(self._absent) from error
            fails = EngineError if error.code == NOBODY else Unsteady
            raise fails(self._silent(error.message)) from error
        except RpcError as error:
            raise Unsteady(self._silent(type(error).__name__)) from error
        except (OSError, ValueError) as error:
            raise EngineError(self._silent(type(error).__name__)) from error

    def _silent(self, reason: str) -> str:
        return (
            f"{self.place}：Milvus 没有回答（{reason[:200]}）。"
            "请检查它是否在运行、POLICYBOT_MILVUS 是否写对；它恢复以后会自动接上"
        )

    def _connected(self) -> Any:
        """The client; it finds a lost server again by itself, but not one that was never there."""
        with self._connecting:
            if self._client is None:
                self._client = self._connect()
            return self._client

    def _connect(self) -> Any:
        try:
            from pymilvus import MilvusClient
        except ImportError as error:
            raise EngineError("没有装 pymilvus。请运行 pip install -e '.[milvus]'") from error
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # it logs each failure with its traceback
        if self.uri.endswith(LITE):
            client = MilvusClient(self.uri, grpc_options=UNHURRIED)
            if client.has_collection(self.name):
                client.load_collection(self.name)
            return client
        parts = urlsplit(self.uri)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise EngineError(f"POLICYBOT_MILVUS：{self.place} 不是 Milvus 的地址，应当像 http://主机:19530/库名")
        account = {"user": parts.username or "", "password": parts.password or ""}
        return MilvusClient(f"{parts.scheme}://{parts.hostname}:{parts.port}", **account, timeout=PATIENCE / ATTEMPTS,
                            db_name=parts.path.strip("/"))  # fmt: skip
