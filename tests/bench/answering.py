"""One question through the whole bot, against the encoder alone on the same words."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial, wraps
from statistics import median
from typing import Any, NamedTuple

from golden import questions
from plots import Bars
from report import Found, Row
from timing import clocked

from bot import Bot, Question
from bot.parts import parts
from index import Index
from index.paths import INDEX
from web.memory import use_huge_pages

ROUNDS = 3
WARM = 40


class Taken(NamedTuple):
    """Seconds that the encoder alone took for a question's words, and the whole answer: of time, and of a processor's."""

    alone: float
    whole: float
    alone_busy: float
    whole_busy: float


def measures() -> Iterator[Found]:
    bot = Bot(Index.open(INDEX))
    asked = [text for text in questions() if bot.answer(Question(text)).citations]
    for text in asked[:WARM]:
        bot.answer(Question(text))
    gc.freeze()  # both as the server does once it is warm
    use_huge_pages()
    taken: dict[str, list[Taken]] = {text: [] for text in asked}
    for _ in range(ROUNDS):  # so that no question finds what was read of its words a moment ago
        for text in asked:
            taken[text].append(_taken(bot, text))
    whole = [one for text in asked if not parts(text) for one in taken[text]]
    broad = [one for text in asked if parts(text) for one in taken[text]]
    everything = whole + broad
    yield Row("答复 / 编码器", _ratio(everything), limit=1.25, note=f"{len(asked)} 个问题")
    yield Row("其中一问一件的", _ratio(whole), limit=1.25, note=f"{len(whole) // ROUNDS} 个")
    if broad:
        yield Row("其中一问几件的", _ratio(broad), note=f"{len(broad) // ROUNDS} 个，每件另编码一次")
    busy = median(one.whole_busy for one in everything) / median(one.alone_busy for one in everything)
    yield Row("答复 / 编码器，按处理器时间", busy, note="机器忙的时候看这一项")
    times = sorted(one.whole for one in everything)
    yield Row("答复耗时，中位数", median(times) * 1000, "毫秒")
    yield Row("答复耗时，99%", times[int(len(times) * 0.99)] * 1000, "毫秒")
    yield Bars("一次答复的时间花在哪里（平均）", "毫秒", _stages(bot, asked))


def _ratio(taken: Sequence[Taken]) -> float:
    return median(one.whole for one in taken) / median(one.alone for one in taken)


def _taken(bot: Bot, text: str) -> Taken:
    alone, alone_busy = clocked(partial(bot.index.encoder.encode_query, [text]))
    whole, whole_busy = clocked(partial(bot.answer, Question(text)))
    return Taken(alone, whole, alone_busy, whole_busy)


def _stages(bot: Bot, asked: list[str]) -> dict[str, float]:
    """Milliseconds an answer, by stage; a stage is counted without those inside it."""
    spent: Counter[str] = Counter()
    running: list[str] = []

    def watch(owner: Any, method: str, stage: str) -> None:
        call: Callable[..., Any] = getattr(owner, method)

        @wraps(call)
        def watched(*given: Any, **named: Any) -> Any:
            running.append(stage)
            began = time.perf_counter()
            try:
                return call(*given, **named)
            finally:
                took = time.perf_counter() - began
                running.pop()
                spent[stage] += took
                if running:
                    spent[running[-1]] -= took

        setattr(owner, method, watched)

    compose = bot._compose
    watch(bot.index.encoder, "encode_query", "编码")
    watch(bot.index, "find", "检索")
    watch(bot.index, "sentences", "给句子打分")
    watch(bot.words, "read", "读懂问题")
    watch(bot._searcher, "search", "地名和前提")
    watch(compose, "cited", "组织答复")
    watch(bot.suggestions, "after", "接着可以问")
    watch(bot, "answer", "其余")
    for text in asked:
        bot.answer(Question(text))
    return {stage: seconds * 1000 / len(asked) for stage, seconds in spent.most_common()}
