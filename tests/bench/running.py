"""A peer in a process of its own, asked over pipes."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from timing import memory

ALONE = {  # nothing is fetched, nothing is reported home
    "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false", "PYTHONWARNINGS": "ignore",
}  # fmt: skip


class Reply(NamedTuple):
    """What a peer found, and how long it took, of which encoding the question; all its threads' processor time."""

    ids: list[str]
    seconds: float
    processor: float
    encoding: float
    threads: int = 1


class Running:
    """A peer that is indexed and waits for questions; ``indexing``: processor seconds, encoding passages apart."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.indexing: float = self._line()["indexing"]

    def ask(self, question: str) -> Reply:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return Reply(**self._line())

    @property
    def memory(self) -> float:
        return memory(self._process.pid)

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._process.args}：没有回话就结束了，原因见上")
        told: dict[str, Any] = json.loads(line)
        return told


@contextmanager
def running(python: Path | str, runner: Path, folder: Path) -> Iterator[Running]:
    process = subprocess.Popen(
        [str(python), str(runner), str(folder)], text=True, env=os.environ | ALONE,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Running(process)
    finally:
        process.kill()
        process.communicate()
