"""Compare two encoders, paired: do questions find their clause, and does everything else stay as it was?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from .asked import Asked
from .chunks import Chunk
from .encoders import Encoder, Vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

Table: TypeAlias = "NDArray[np.float64]"

EVERYDAY = Path(__file__).with_name("everyday.txt")
DRAWS, SEED = 2_000, 20_210_329
FIRST, KEPT, APART = "条款排在第一", "日常问答不忘", "闲话分得开"


@dataclass(frozen=True)
class Figure:
    """A share before and after; ``low`` and ``high`` bound their difference (95 %, paired bootstrap)."""

    name: str
    questions: int
    before: float
    after: float
    low: float
    high: float

    @property
    def rises(self) -> bool:
        return self.after > self.before

    @property
    def falls(self) -> bool:
        """Whether it is worse by more than chance."""
        return self.high < 0

    def __str__(self) -> str:
        change = 100 * (self.after - self.before)
        return (
            f"{self.name}（{self.questions} 问）：{self.before:.1%} → {self.after:.1%}，"
            f"变化 {change:+.1f} 个百分点，95% 区间 {100 * self.low:+.1f} 到 {100 * self.high:+.1f}"
        )


@dataclass(frozen=True)
class Seen:
    """What one encoder makes of the held-out questions and of everyday talk."""

    first: Table  # 1 where the best clause is a right one
    kept: Table  # 1 where an everyday question finds its own answer among all of them
    apart: Table  # held out × everyday: 1 where the clauses are closer to the question that they answer


def everyday() -> list[tuple[str, str]]:
    """Questions that no policy answers, each with its answer."""
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(question, answer) for question, answer in pairs]


def seen(encoder: Encoder, pieces: Sequence[Chunk], held: Sequence[Asked], report: Callable[[str], None]) -> Seen:
    """Search exactly: a clause is as close as the closest of its chunks."""
    talk = everyday()
    report(f"编码 {len(pieces)} 个分块和 {len(held) + len(talk)} 个问题……")
    vectors = encoder.encode_document([piece.passage for piece in pieces])
    owners = np.array([piece.clause for piece in pieces])
    questions = encoder.encode_query([one.question for one in held])
    chat = encoder.encode_query([question for question, _ in talk])
    answers = encoder.encode_document([answer for _, answer in talk])

    scores = questions @ vectors.T
    best = owners[scores.argmax(axis=1)]
    first = np.array([row in one.rows for row, one in zip(best, held, strict=True)], dtype=np.float64)
    kept = ((chat @ answers.T).argmax(axis=1) == np.arange(len(talk))).astype(np.float64)
    return Seen(first, kept, _apart(scores, chat @ vectors.T))


def compare(before: Seen, after: Seen, held: Sequence[Asked]) -> list[Figure]:
    """List the figures; the first one is what an adapter is for, the others are what it must not spoil."""
    figures = [_figure(FIRST, before.first, after.first)]
    origins = sorted({one.origin for one in held})
    for origin in origins if len(origins) > 1 else ():
        own = np.array([one.origin == origin for one in held])
        figures.append(_figure(f"{FIRST}，{origin}", before.first[own], after.first[own]))
    return [*figures, _figure(KEPT, before.kept, after.kept), _separation(before.apart, after.apart)]


def is_better(figures: Sequence[Figure]) -> bool:
    """Whether the first figure rises and none falls by more than chance."""
    return figures[0].rises and not any(figure.falls for figure in figures)


def _apart(questions: Vectors, chat: Vectors) -> Table:
    """Compare the best cosines; no scale matters, for an adapter stretches all of them."""
    closer: Table = (questions.max(axis=1)[:, None] > chat.max(axis=1)[None, :]).astype(np.float64)
    return closer


def _figure(name: str, before: Table, after: Table) -> Figure:
    draws = _draws(len(before), np.random.default_rng(SEED)) @ (after - before)
    return _bounded(name, before, after, draws)


def _separation(before: Table, after: Table) -> Figure:
    """Draw the held-out and the everyday questions apart from each other."""
    random = np.random.default_rng(SEED)
    rows, columns = (_draws(size, random) for size in before.shape)
    draws = ((rows @ (after - before)) * columns).sum(axis=1)
    return _bounded(APART, before, after, draws)


def _draws(size: int, random: np.random.Generator) -> Table:
    """How much each question weighs in each sample, drawn with replacement."""
    times: Table = random.multinomial(size, np.full(size, 1 / size), size=DRAWS) / size
    return times


def _bounded(name: str, before: Table, after: Table, draws: Table) -> Figure:
    low, high = np.quantile(draws, [0.025, 0.975])
    return Figure(name, len(before), float(before.mean()), float(after.mean()), float(low), float(high))
