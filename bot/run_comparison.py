"""Two runs of an evaluation, question by question: what rose, what fell, and whether that may be chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from .evaluation import FIGURES, Outcome, Scores
from .intervals import percentiles, resampled, sign_test
from .runs import Run

Key = tuple[str, str, str, int]


@dataclass(frozen=True)
class Difference:
    """A figure in two runs: the paired 95 % interval of its change, and how many questions won and lost."""

    figure: str
    before: float
    after: float
    low: float
    high: float
    won: int
    lost: int

    @property
    def change(self) -> float:
        return self.after - self.before

    @property
    def p(self) -> float:
        return sign_test(self.won, self.lost)

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "difference": self.change, "p": self.p}


@dataclass(frozen=True)
class Change:
    """A question whose score rose or fell, and in which figures."""

    outcome: Outcome
    figures: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        return {"id": self.outcome.id, "question": self.outcome.question, "figures": list(self.figures)}


@dataclass(frozen=True)
class Comparison:
    """Two runs on the questions that both asked; ``left_out`` counts what only one did."""

    earlier: Run
    pairs: tuple[tuple[Outcome, Outcome], ...]
    left_out: int

    @cached_property
    def differences(self) -> list[Difference]:
        """The change of each figure that some question counts for."""
        before, after = (Scores(side) for side in zip(*self.pairs, strict=True))
        draws = resampled(*after.table()) - resampled(*before.table())
        found = []
        for column, figure in enumerate(FIGURES):
            if before.count(figure) or after.count(figure):
                changes = [_change(figure, *pair) for pair in self.pairs]
                won, lost = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
                bounds = percentiles(draws[:, column])
                found.append(Difference(figure, before.share(figure), after.share(figure), *bounds, won, lost))
        return found

    @property
    def won(self) -> list[Change]:
        """The questions that the later run does better in some figure; they may do worse in another."""
        return self._changed(1)

    @property
    def lost(self) -> list[Change]:
        return self._changed(-1)

    def as_dict(self) -> dict[str, Any]:
        return {
            "with": {
                "generation": self.earlier.generation,
                "fingerprint": self.earlier.fingerprint,
                "day": self.earlier.day,
            },
            "questions": len(self.pairs),
            "left_out": self.left_out,
            "figures": {difference.figure: difference.as_dict() for difference in self.differences},
            "won": [change.as_dict() for change in self.won],
            "lost": [change.as_dict() for change in self.lost],
        }

    def _changed(self, sign: int) -> list[Change]:
        found = []
        for before, after in self.pairs:
            figures = tuple(name for name in FIGURES if sign * _change(name, before, after) > 0)
            if figures:
                found.append(Change(after, figures))
        return found


def compare(earlier: Run, later: Run, path: Path) -> Comparison:
    """Pair the questions of two runs by file, id and text.

    :param path: where the earlier run was read from.
    :raises ValueError: they have no question in common.
    """
    before, after = _keyed(earlier.scores.outcomes), _keyed(later.scores.outcomes)
    pairs = tuple((before[key], after[key]) for key in after if key in before)
    if not pairs:
        names = "、".join(earlier.files.values())
        raise ValueError(
            f"{path}：和这次评测没有相同的问题，无法比较（它评的是 {names}）。请用当时那份没有改过的问题文件再评测"
        )
    return Comparison(earlier, pairs, len(before) + len(after) - 2 * len(pairs))


def _keyed(outcomes: Sequence[Outcome]) -> dict[Key, Outcome]:
    """Outcomes by file, id and text; the same one asked again is told apart by its place."""
    times: Counter[tuple[str, str, str]] = Counter()
    keyed = {}
    for outcome in outcomes:
        name = (outcome.file, outcome.id, outcome.question)
        times[name] += 1
        keyed[*name, times[name]] = outcome
    return keyed


def _change(figure: str, before: Outcome, after: Outcome) -> float:
    """The rise of a question's score; none where either run has nothing to score."""
    both = figure in before.marks and figure in after.marks
    return after.score(figure) - before.score(figure) if both else 0.0
