"""The loop that every runner shares: index the passages, then answer questions, one a line, over pipes.

It runs inside a peer's own environment, so it needs nothing but NumPy.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

MOST = 10
TRIALS, LIKE_A_QUESTION = 7, 20  # characters of a passage
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
    indexing = time.process_time() - used
    _tell(out, indexing=indexing, threads=_settled(peer, [text[:LIKE_A_QUESTION] for text in passages.texts[:TRIALS]]))
    for line in sys.stdin:
        peer.encoder.seconds, began, used = 0.0, time.perf_counter(), time.process_time()
        ids = peer.ask(json.loads(line))
        seconds, processor = time.perf_counter() - began, time.process_time() - used
        _tell(out, seconds=seconds, processor=processor, encoding=peer.encoder.seconds, ids=list(ids)[:MOST])


def _settled(peer: Peer, questions: Sequence[str]) -> int:
    """Give torch, where a peer uses it, as many threads as are fastest here for a question: its default, or one."""
    torch: Any = sys.modules.get("torch")
    if torch is None:
        return 1
    times: dict[int, list[float]] = {1: [], torch.get_num_threads(): []}
    for question in questions:
        for threads, own in times.items():
            torch.set_num_threads(threads)
            began = time.perf_counter()
            peer.ask(question)
            own.append(time.perf_counter() - began)
    best = min(times, key=lambda threads: sorted(times[threads])[len(questions) // 2])
    torch.set_num_threads(best)
    return best


def _read(folder: Path) -> Passages:
    listed = [json.loads(line) for line in (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines()]
    ids, texts = [one["id"] for one in listed], [one["text"] for one in listed]
    return Passages(ids, texts, np.load(folder / "vectors.npy"), str(folder / "model"))


def _tell(out: Any, **told: object) -> None:
    out.write(json.dumps(told) + "\n")
    out.flush()
