"""A real Milvus server for the tests: the wheel ``milvus`` holds its binaries, compressed; one process with all roles."""

from __future__ import annotations

import importlib.util
import json
import lzma
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index import EngineError
from index.milvus import Collection
from index.paths import ROOT

UNPACKED = ROOT / "instance" / "milvus-2.3.5"
PATIENCE = 90


def binaries() -> Path | None:
    """The folder with the server and its libraries, unpacked once (246 MB); None without the wheel."""
    spec = importlib.util.find_spec("milvus")
    if spec is None or spec.origin is None:
        return None
    if not UNPACKED.exists():
        beside = UNPACKED.with_name(f".{UNPACKED.name}.{os.getpid()}")
        beside.mkdir(parents=True)
        for packed in (Path(spec.origin).parent / "data" / "bin").glob("*.lzma"):
            with lzma.open(packed) as source, (beside / packed.stem).open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        (beside / "milvus").chmod(0o755)
        beside.rename(UNPACKED)
    return UNPACKED


def free_ports(count: int) -> list[int]:
    """Ports of the loopback that nobody listens on, all different."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def start(role: str, folder: Path, config: Mapping[str, Any], metrics: int) -> subprocess.Popen[bytes]:
    """Start one process of Milvus with settings of its own; what it says goes to a file beside them."""
    found = binaries()
    assert found is not None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "milvus.yaml").write_text(json.dumps(config), encoding="utf-8")
    (folder / "glog.conf").write_text("--logtostdout=true\n--minloglevel=2\n", encoding="ascii")
    environment = os.environ | {
        "LD_LIBRARY_PATH": str(found), "MILVUSCONF": str(folder), "METRICS_PORT": str(metrics),
        "DEPLOY_MODE": "STANDALONE" if role == "standalone" else "DISTRIBUTED",
    }  # fmt: skip
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [str(found / "milvus"), "run", role], cwd=folder, env=environment, stdout=log, stderr=log
        )


def stop(process: subprocess.Popen[bytes], kill: bool = False) -> None:
    """End a process that we started."""
    process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Standalone:
    """One server with all its roles, that can be stopped and started again with what it holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.metrics, etcd, peer, *roles = free_ports(11)
        self.uri = f"http://127.0.0.1:{self.port}"
        self._config = _standalone(folder, self.port, etcd, peer, roles)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = start("standalone", self.folder, self._config, self.metrics)
        wait_for(self.is_ready, f"Milvus, see {self.folder / 'log'}", self.process)

    def stop(self, kill: bool = False) -> None:
        if self.process is not None:
            stop(self.process, kill)
            self.process = None

    def is_ready(self) -> bool:
        return answers(self.uri)


def wait_for(is_ready: Callable[[], bool], what: str, process: subprocess.Popen[bytes] | None = None) -> None:
    """Ask until it is so; give up when the process has ended or after a while."""
    until = time.monotonic() + PATIENCE
    while not is_ready():
        if time.monotonic() > until or (process is not None and process.poll() is not None):
            raise TimeoutError(f"did not get ready: {what}")
        time.sleep(0.2)


def answers(uri: str) -> bool:
    """Whether a server says that it is healthy."""
    try:
        Collection(uri, "none").exists()
    except EngineError:
        return False
    return True


@contextmanager
def standalone(folder: Path) -> Iterator[Standalone]:
    server = Standalone(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop(kill=True)


def common(folder: Path) -> dict[str, Any]:
    """What every process of Milvus is told here: say little, be quick to notice, stop at once."""
    return {
        "localStorage": {"path": str(folder / "local")},
        "log": {"level": "warn", "stdout": True},
        "common": {"gracefulStopTimeout": 2, "storageType": "local", "session": {"ttl": 2}},
        "quotaAndLimits": {"enabled": False},
        "queryCoord": {"checkInterval": 100, "distPullInterval": 50},
        "proxy": {"timeTickInterval": 50},
    }


def _standalone(folder: Path, port: int, etcd: int, peer: int, roles: list[int]) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    client, inner = f"http://127.0.0.1:{etcd}", f"http://127.0.0.1:{peer}"
    (folder / "etcd.yaml").write_text(
        json.dumps({
            "name": "default", "listen-client-urls": client, "advertise-client-urls": client,
            "listen-peer-urls": inner, "initial-advertise-peer-urls": inner, "initial-cluster": f"default={inner}",
            "log-level": "warn",
        }),
        encoding="utf-8",
    )  # fmt: skip
    names = ("rootCoord", "queryCoord", "queryNode", "dataCoord", "indexNode", "dataNode")
    config = common(folder) | {
        "etcd": {"endpoints": f"127.0.0.1:{etcd}", "use": {"embed": True}, "data": {"dir": str(folder / "etcd")},
                 "config": {"path": str(folder / "etcd.yaml")}},
        "mq": {"type": "rocksmq"},
        "rocksmq": {"path": str(folder / "rocksmq")},
    }  # fmt: skip
    for name, role in zip(names, roles, strict=False):
        place(config, name, role)
    place(config, "proxy", port, internalPort=roles[6])
    return config


def place(config: dict[str, Any], role: str, port: int, **more: int) -> None:
    """Tell a process where a role listens, or is to be found: on the loopback."""
    config[role] = {**config.get(role, {}), "ip": "127.0.0.1", "port": port, **more}
