"""The loop that every runner shares: index the passages, then answer questions, one a line, over pipes.

It runs inside a peer's own environment, so it needs nothing but NumPy.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

MOST = 10
QUERY, PASSAGE = "query: ", "passage: "


class Passages(NamedTuple):
    """What there is to find: ids, texts, and each text's vector from the shared model."""

    ids: list[str]
    texts: list[str]
    vectors: Any
    model: str


class Watched:
    """A method that sums the seconds spent in it, in the place of the method itself."""

    def __init__(self, owner: Any, method: str) -> None:
        self.seconds = 0.0
        self._call: Callable[..., Any] = getattr(owner, method)
        setattr(owner, method, self)

    def __call__(self, *given: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return self._call(*given, **named)
        finally:
            self.seconds += time.perf_counter() - began


class Peer(NamedTuple):
    """How to ask, and the encoder inside, watched."""

    ask: Callable[[str], Sequence[str]]
    encoder: Watched


def run(ready: Callable[[Passages], Peer]) -> None:
    """Serve one peer: a first line when it is indexed, then a line for each question."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints must not be taken for an answer
    passages = _read(Path(sys.argv[1]))
    used = time.process_time()
    peer = ready(passages)
    _tell(out, indexing=time.process_time() - used)
    for line, threads in zip(sys.stdin, cycle(_threads()), strict=False):
        _use(threads)
        peer.encoder.seconds, began, used = 0.0, time.perf_counter(), time.process_time()
        ids = peer.ask(json.loads(line))
        seconds, processor = time.perf_counter() - began, time.process_time() - used
        _tell(
            out, seconds=seconds, processor=processor, encoding=peer.encoder.seconds, threads=threads,
            ids=list(ids)[:MOST],
        )  # fmt: skip


def _threads() -> list[int]:
    """What torch, where a peer uses it, encodes questions with in turns: mostly one, as its default stalls on a busy machine."""
    torch: Any = sys.modules.get("torch")
    return [1] if torch is None else [1, 1, 1, torch.get_num_threads()]


def _use(threads: int) -> None:
    if "torch" in sys.modules:
        sys.modules["torch"].set_num_threads(threads)


def _read(folder: Path) -> Passages:
    listed = [json.loads(line) for line in (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()]
    ids, texts = [one["id"] for one in listed], [one["text"] for one in listed]
    return Passages(ids, texts, np.load(folder / "vectors.npy"), str(folder / "model"))


def _tell(out: Any, **told: object) -> None:
    out.write(json.dumps(told) + "\n")
    out.flush()
