"""Ten thousand, a hundred thousand and a million clauses on one machine: time, memory, disk, and what is missed.

Indexes are made once and kept in the temporary folder (``corpora.py`` tells of what). Each is measured in a process of
its own, on one thread: answer time without the encoder, in CPU time too, for other work shares these machines.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import corpora  # noqa: E402
from corpora import KEPT, Corpus  # noqa: E402
from report import Row  # noqa: E402

from bot import Bot, Question  # noqa: E402
from index import Index, sizes, store  # noqa: E402
from index.encoders import BUILTIN, Encoder, Vectors, open_encoder  # noqa: E402
from index.paths import MODELS  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
QUESTIONS, FEW, WARM = 200, 48, 40  # of the largest an exact search takes a minute for a few
TOP = 10
THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Known:
    """An encoder that remembers vectors, and knows those of its questions, so that its time does not count."""

    def __init__(self, encoder: Encoder) -> None:
        self.texts, vectors = corpora.questions(encoder)
        self.fingerprint, self._encoder = encoder.fingerprint, encoder
        self._rows = dict(zip(self.texts, vectors, strict=True))

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        for text in texts:
            if text not in self._rows:
                self._rows[text] = self._encoder.encode_query([text])[0]
        return np.stack([self._rows[text] for text in texts])

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_document(texts)


def measures(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    """Measure each size; the limits are those of the largest."""
    before = None
    for size in sizes:
        found, last = probed(size), size == SIZES[-1]
        name = f"{size:,} 条"
        yield Row(f"{name}：检索（编码以外）", found["wall"], "毫秒", 30 if last else None)
        yield Row(f"{name}：检索（编码以外），CPU", found["cpu"], "毫秒", 30 if last else None)
        yield Row(f"{name}：整个答复（编码以外），CPU", found["answer"], "毫秒", 30 if last else None)
        if before:
            yield Row(f"{name}：检索比小十倍的多用", found["cpu"] / before["cpu"], "倍")
            yield Row(f"{name}：整个答复比小十倍的多用", found["answer"] / before["answer"], "倍", 2)
        yield Row(f"{name}：前十条与精确检索相同", _called("recall", size), "", 0.98, True)
        yield Row(f"{name}：常驻内存", found["resident"], "MB", 3000 if last else None)
        yield Row(f"{name}：其中不随文件的", found["anonymous"], "MB")
        yield Row(f"{name}：磁盘", found["disk"], "MB", 4000 if last else None)
        yield Row(f"{name}：打开并核对 / 读文件", found["open"] / found["read"], "倍", 2 if last else None)
        yield Row(f"{name}：打开并核对", found["open"], "秒")
        before = found


def made(size: int) -> Path:
    """The index of a size, made when it is not there yet."""
    out = KEPT / f"index-{size}"
    if not (out / "CURRENT").exists():
        encoder = open_encoder(BUILTIN, MODELS)
        corpora.publish(Corpus(size, corpora.base(encoder)), out, encoder)
    return out


def probed(size: int) -> dict[str, float]:
    """Measure an index in a process of its own."""
    made(size)
    found: dict[str, float] = _called("probe", size)
    return found


def _called(name: str, size: int) -> Any:
    command = [sys.executable, __file__, name, str(size)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, **THREADS})
    return json.loads(told.stdout.splitlines()[-1])


def probe(size: int) -> dict[str, float]:
    """Open an index, ask it, and tell what that took."""
    out, known = made(size), Known(open_encoder(BUILTIN, MODELS))
    files = [path for path in store.current(out)[0].rglob("*") if path.is_file()]
    reading = min(_timed(lambda: _read(files)) for _ in range(3))
    opening = min(_timed(lambda: Index.open(out, known)) for _ in range(3))
    index = Index.open(out, known)
    walls, cpus = [], []
    for number, text in enumerate(known.texts[: WARM + QUESTIONS]):
        began, worked = time.perf_counter(), time.process_time()
        index.find(text, TOP)
        if number >= WARM:
            walls.append(time.perf_counter() - began)
            cpus.append(time.process_time() - worked)
    answer = _answering(index, known.texts[: WARM + QUESTIONS])
    status = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
    return {
        "wall": float(np.median(walls)) * 1000, "cpu": float(np.median(cpus)) * 1000,
        "resident": int(status["VmRSS"].split()[0]) / 1000, "anonymous": int(status["RssAnon"].split()[0]) / 1000,
        "answer": answer * 1000, "disk": sum(path.stat().st_size for path in files) / 1e6, "open": opening, "read": reading,
    }  # fmt: skip


def _answering(index: Index, texts: Sequence[str]) -> float:
    """The processor seconds of a whole answer, of which the encoder takes none: all its texts are known from a first round."""
    bot = Bot(index)
    for text in texts:
        bot.answer(Question(text))
    cpus = []
    for text in texts[WARM:]:
        worked = time.process_time()
        bot.answer(Question(text))
        cpus.append(time.process_time() - worked)
    return float(np.median(cpus))


def recall(size: int) -> float:
    """How many of the exact search's ten clauses the index finds, on average."""
    known = Known(open_encoder(BUILTIN, MODELS))
    index = Index.open(made(size), known)
    found = [index.find(text, TOP) for text in known.texts[: QUESTIONS if size < SIZES[-1] else FEW]]
    sizes.ROUGH = 10 * size  # no score of a word is rounded
    corpus = Corpus(size, corpora.base(open_encoder(BUILTIN, MODELS)))
    exact = corpora.exact(corpus, [one.query for one in found if one.query], TOP)
    shared = [
        len({hit.clause.id for hit in few.hits} & {index.clauses[row].id for row in rows})
        for few, rows in zip(found, exact, strict=True)
    ]
    return float(np.mean(shared)) / TOP


def _read(files: Sequence[Path]) -> None:
    piece = bytearray(1 << 20)
    for path in files:
        with path.open("rb", buffering=0) as file:
            while file.readinto(piece):
                pass


def _timed(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps({"probe": probe, "recall": recall}[sys.argv[1]](int(sys.argv[2]))))
