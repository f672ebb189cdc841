"""Score the assistant on golden questions: does it find the clause, refuse well, and say what is missing?"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from .answers import Answer, Status
from .golden_questions import GoldenQuestion, read_questions
from .intervals import percentiles, resampled, wilson
from .pipeline import Bot
from .questions import Question

if TYPE_CHECKING:
    from .intervals import Table

__all__ = ["FIGURES", "GoldenQuestion", "Outcome", "Scores", "evaluate", "read_questions"]

REFUSED = {Status.OUT_OF_SCOPE, Status.NO_CLAUSE, Status.OTHER_REGION}
OPEN = {Status.PARTIAL, Status.NO_CLAUSE}
FIRST, LOOKED_AT = 5, 10

MRR = "mrr"
FIGURES = (
    "recall@1", "recall@5", MRR, "exact_clause_cited", "follow_up_clause_first", "all_cited", "items_complete",
    "items_quoted", "facts_told", "out_of_scope_refused", "partial_or_no_clause", "status_right", "quotes_verbatim",
    "validity_told",
)  # fmt: skip
SAID_ELSEWHERE = {  # another figure tells the same miss
    "recall@5", MRR, "items_quoted", "follow_up_clause_first", "out_of_scope_refused", "partial_or_no_clause",
}  # fmt: skip

Mark = tuple[float, float]


@dataclass(frozen=True)
class Outcome:
    """What came of one golden question.

    ``marks`` has, for each figure that the question counts for, what was right and out of how much;
    ``lacking``: the labels, items and facts that the answer should have had; ``rank``: of the first right clause.
    """

    file: str
    id: str
    question: str
    kind: str | None
    turn: int
    wanted: str
    got: str
    clause: str | None
    first: str | None
    rank: int | None
    lacking: tuple[str, ...]
    marks: Mapping[str, Mark]
    seconds: float
    retrieval_seconds: float | None = None

    @property
    def missed(self) -> tuple[str, ...]:
        """The figures for which it is a failure; a question out of scope may be refused in other words."""
        refused = self.marks.get("out_of_scope_refused") == (1, 1)
        forgiven = SAID_ELSEWHERE | ({"status_right"} if refused else set())
        return tuple(name for name in FIGURES if name not in forgiven and self.score(name) < 1)

    def score(self, figure: str) -> float:
        part, whole = self.marks.get(figure, (0, 0))
        return part / whole if whole else 1.0


@dataclass(frozen=True)
class Scores:
    """The outcomes of some questions, and the figures that follow from them."""

    outcomes: tuple[Outcome, ...] = ()

    @property
    def matrix(self) -> Counter[tuple[str, str]]:
        """How often a status was wanted and a status was got."""
        return Counter((outcome.wanted, outcome.got) for outcome in self.outcomes)

    @property
    def failed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.missed]

    @property
    def kinds(self) -> dict[str, Scores]:
        """The same by kind, in the order in which the kinds come."""
        names = dict.fromkeys(outcome.kind for outcome in self.outcomes if outcome.kind)
        return {name: Scores(tuple(outcome for outcome in self.outcomes if outcome.kind == name)) for name in names}

    def count(self, figure: str) -> int:
        """How many questions a figure rests on."""
        return sum(figure in outcome.marks for outcome in self.outcomes)

    def share(self, figure: str) -> float:
        marks = [outcome.marks[figure] for outcome in self.outcomes if figure in outcome.marks]
        whole = sum(whole for _, whole in marks)
        return sum(part for part, _ in marks) / whole if whole else 1.0

    def bounds(self, figure: str) -> tuple[float, float]:
        """The 95 % interval: Wilson's for a share, a bootstrap for the mean reciprocal rank.

        Quotes and items of one answer fail together, so a share of them counts as many as there are answers.
        """
        if figure == MRR and self.count(MRR):
            return percentiles(resampled(*self.table([MRR])))
        return wilson(self.share(figure), self.count(figure))

    def table(self, figures: Sequence[str] = FIGURES) -> tuple[Table, Table]:
        """Parts and wholes, a row for each question (a dialogue is one: its turns stand and fall together)."""
        marks = np.array([[outcome.marks.get(name, (0, 0)) for name in figures] for outcome in self.outcomes], float)
        starts = [row for row, outcome in enumerate(self.outcomes) if row == 0 or outcome.turn == 1]
        rows = np.add.reduceat(marks, starts, axis=0)
        return rows[..., 0], rows[..., 1]

    def as_dict(self) -> dict[str, Any]:
        """The figures by name; one that no question counts for is 1, and ``n`` tells so."""
        return {
            "questions": len(self.outcomes),
            "with_clause": self.count("recall@1"),
            **{figure: self.share(figure) for figure in FIGURES},
            "statuses": {f"{want}→{got}": count for (want, got), count in sorted(self.matrix.items())},
            "n": {figure: self.count(figure) for figure in FIGURES},
            "intervals": {figure: list(self.bounds(figure)) for figure in FIGURES},
            "latency": {"answer": latency(self.seconds), "retrieval": latency(self.retrieval_seconds)},
            "kinds": {name: scores.counted() for name, scores in self.kinds.items()},
        }

    def counted(self) -> dict[str, float]:
        """The figures that some question counts for."""
        return {
            "questions": len(self.outcomes),
            **{figure: self.share(figure) for figure in FIGURES if self.count(figure)},
        }

    @property
    def seconds(self) -> list[float]:
        return [outcome.seconds for outcome in self.outcomes]

    @property
    def retrieval_seconds(self) -> list[float]:
        return [outcome.retrieval_seconds for outcome in self.outcomes if outcome.retrieval_seconds is not None]


def latency(seconds: Sequence[float]) -> dict[str, float] | None:
    """The median and the 95th percentile, in seconds; of nothing, None."""
    if not seconds:
        return None
    median, p95 = np.quantile(seconds, [0.5, 0.95])
    return {"median": float(median), "p95": float(p95), "n": len(seconds)}


def evaluate(
    bot: Bot,
    questions: Sequence[GoldenQuestion],
    day: date | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Scores:
    """Ask every question, for its own day, else for this one (today by default)."""
    outcomes: list[Outcome] = []
    conversation = None
    for golden in questions:
        continued = conversation if golden.turn > 1 else None
        asked = Question(golden.question, golden.audience, golden.as_of or day, continued)
        began = clock()
        answer = bot.answer(asked)
        seconds = clock() - began
        found, retrieval_seconds = _retrieved(bot, golden, asked, answer, clock)
        outcomes.append(_outcome(golden, answer, found, seconds, retrieval_seconds))
        conversation = answer.conversation
    return Scores(tuple(outcomes))


def _retrieved(
    bot: Bot, golden: GoldenQuestion, asked: Question, answer: Answer, clock: Callable[[], float]
) -> tuple[list[str], float | None]:
    """The labels found, and how long that took; a follow-up's search is known only by what its answer cites."""
    if golden.turn > 1:
        return _cited(answer), None
    if not golden.clauses:
        return [], None
    began = clock()
    hits = bot.hits(asked, LOOKED_AT)
    return [hit.clause.label for hit in hits], clock() - began


def _outcome(
    golden: GoldenQuestion, answer: Answer, found: Sequence[str], seconds: float, retrieval_seconds: float | None
) -> Outcome:
    rank = next((place for place, label in enumerate(found, 1) if label in golden.clauses), None)
    marks = _of_retrieval(golden, rank) | _of_clauses(golden, answer) | _of_words(golden, answer)
    marks |= _of_status(golden, answer) | _of_quotes(answer)
    return Outcome(
        golden.file, golden.id, golden.question, golden.kind, golden.turn, golden.status.value, answer.status.value,
        golden.clauses[0] if golden.clauses else None, found[0] if found else None, rank,
        _lacking(golden, answer), {name: (float(part), float(whole)) for name, (part, whole) in marks.items()},
        seconds, retrieval_seconds,
    )  # fmt: skip


def _of_retrieval(golden: GoldenQuestion, rank: int | None) -> dict[str, Mark]:
    if not golden.clauses:
        return {}
    return {
        "recall@1": (rank == 1, 1),
        "recall@5": (rank is not None and rank <= FIRST, 1),
        MRR: (1 / rank if rank else 0, 1),
    }


def _of_clauses(golden: GoldenQuestion, answer: Answer) -> dict[str, Mark]:
    cited = _cited(answer)
    marks: dict[str, Mark] = {}
    if golden.clauses:
        marks["exact_clause_cited"] = (bool(cited) and cited[0] in golden.clauses, 1)
        if golden.turn > 1:
            marks["follow_up_clause_first"] = marks["exact_clause_cited"]
    if golden.all_clauses:
        marks["all_cited"] = (set(golden.all_clauses) <= set(cited), 1)
    return marks


def _of_words(golden: GoldenQuestion, answer: Answer) -> dict[str, Mark]:
    marks: dict[str, Mark] = {}
    if golden.items:
        quoted = sum(_is_quoted(item, answer) for item in golden.items)
        marks["items_complete"] = (quoted == len(golden.items), 1)
        marks["items_quoted"] = (quoted, len(golden.items))
    if golden.facts:
        marks["facts_told"] = (all(fact in answer.text for fact in golden.facts), 1)
    return marks


def _of_status(golden: GoldenQuestion, answer: Answer) -> dict[str, Mark]:
    marks: dict[str, Mark] = {"status_right": (answer.status in {golden.status, *golden.accept}, 1)}
    if golden.status is Status.OUT_OF_SCOPE:
        marks["out_of_scope_refused"] = (answer.status in {*REFUSED, *golden.accept}, 1)
    if golden.status is Status.PARTIAL:
        marks["partial_or_no_clause"] = (answer.status in {*OPEN, *golden.accept}, 1)
    return marks


def _of_quotes(answer: Answer) -> dict[str, Mark]:
    proven = [quote in citation.clause.text for citation in answer.citations for quote in citation.quotes]
    not_in_force = {citation.validity.text for citation in answer.citations if citation.validity.state != "in_force"}
    told = "\n".join(notice.text for notice in answer.notices)
    marks: dict[str, Mark] = {}
    if proven:
        marks["quotes_verbatim"] = (sum(proven), len(proven))
    if not_in_force:
        marks["validity_told"] = (all(text in told for text in not_in_force), 1)
    return marks


def _lacking(golden: GoldenQuestion, answer: Answer) -> tuple[str, ...]:
    cited = _cited(answer)
    return (
        *(label for label in golden.all_clauses if label not in cited),
        *(item for item in golden.items if not _is_quoted(item, answer)),
        *(fact for fact in golden.facts if fact not in answer.text),
    )


def _cited(answer: Answer) -> list[str]:
    return [citation.clause.label for citation in answer.citations]


def _is_quoted(item: str, answer: Answer) -> bool:
    return any(item in quote for citation in answer.citations for quote in citation.quotes)
