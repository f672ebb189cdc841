"""Score the assistant on golden questions: does it find the clause, refuse well, and say what is missing?"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from .answers import Answer, Status
from .pipeline import Bot
from .questions import AUDIENCES, Question

REFUSED = {Status.OUT_OF_SCOPE, Status.NO_CLAUSE, Status.OTHER_REGION}
OPEN = {Status.PARTIAL, Status.NO_CLAUSE}
FIRST = 5


@dataclass(frozen=True)
class GoldenQuestion:
    """A question with the labels of the clauses that answer it, best first, and the status it must get."""

    question: str
    clauses: tuple[str, ...]
    status: Status
    audience: str | None = None
    id: str = ""


@dataclass
class Scores:
    """Counts, from which the shares follow; ``failures`` tells each miss in words."""

    asked: Counter[str] = field(default_factory=Counter)
    ranks: list[int | None] = field(default_factory=list)
    first_cited: int = 0
    matrix: Counter[tuple[str, str]] = field(default_factory=Counter)
    quotes: int = 0
    verbatim: int = 0
    flagged: int = 0
    to_flag: int = 0
    failures: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        n = len(self.ranks)
        found = [rank for rank in self.ranks if rank is not None]
        refused = sum(
            count for (wanted, got), count in self.matrix.items() if wanted == "out_of_scope" and got in REFUSED
        )
        opened = sum(count for (wanted, got), count in self.matrix.items() if wanted == "partial" and got in OPEN)
        return {
            "questions": sum(self.asked.values()),
            "with_clause": n,
            "recall@1": _share(sum(rank == 1 for rank in found), n),
            "recall@5": _share(sum(rank <= FIRST for rank in found), n),
            "mrr": _share(sum(1 / rank for rank in found), n),
            "exact_clause_cited": _share(self.first_cited, n),
            "out_of_scope_refused": _share(refused, self.asked["out_of_scope"]),
            "partial_or_no_clause": _share(opened, self.asked["partial"]),
            "status_right": _share(
                sum(c for (want, got), c in self.matrix.items() if want == got), self.matrix.total()
            ),
            "quotes_verbatim": _share(self.verbatim, self.quotes),
            "validity_told": _share(self.flagged, self.to_flag),
            "statuses": {f"{want}→{got}": count for (want, got), count in sorted(self.matrix.items())},
        }


def read_questions(path: Path) -> list[GoldenQuestion]:
    """Read golden questions, one JSON object a line.

    :raises ValueError: naming the file, the line and the field.
    """
    found = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}：读不出来（{error}）") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            found.append(_golden(f"{path} 第 {number} 行", line))
    if not found:
        raise ValueError(f"{path}：没有问题")
    return found


def _golden(where: str, line: str) -> GoldenQuestion:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ValueError(f"{where}：不是 JSON") from error
    if not isinstance(record, dict) or not isinstance(record.get("question"), str):
        raise ValueError(f"{where}：缺少字段 question（文字）")
    labels = record.get("clauses", [])
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise ValueError(f'{where}：字段 clauses 应当是条款编号的列表，如 ["二、（二）8"]')
    status = record.get("status", "answered" if labels else "out_of_scope")
    if not isinstance(status, str) or status not in set(Status):
        raise ValueError(f"{where}：字段 status 应当是 {'、'.join(Status)} 之一，现在是 {status!r}")
    audience = record.get("audience")
    if audience is not None and audience not in AUDIENCES:
        raise ValueError(f"{where}：字段 audience 应当是 {'、'.join(AUDIENCES)} 之一或 null")
    return GoldenQuestion(
        record["question"], tuple(labels), Status(status), audience, str(record.get("id", number_of(where)))
    )


def number_of(where: str) -> str:
    return where.rsplit("第", 1)[-1].strip(" 行")


def evaluate(bot: Bot, questions: Sequence[GoldenQuestion], day: date | None = None) -> Scores:
    """Ask every question, for a day (today by default)."""
    scores = Scores()
    for golden in questions:
        question = Question(golden.question, golden.audience, day)
        answer = bot.answer(question)
        scores.asked[golden.status] += 1
        scores.matrix[golden.status.value, answer.status.value] += 1
        _score_citations(scores, answer)
        if golden.clauses:
            _score_clause(scores, golden, answer, [hit.clause.label for hit in bot.hits(question, 10)])
        elif answer.status is not golden.status and not (
            golden.status is Status.OUT_OF_SCOPE and answer.status in REFUSED
        ):
            scores.failures.append(f"{golden.id} {golden.question}：应为 {golden.status}，得到 {answer.status}")
    return scores


def _score_clause(scores: Scores, golden: GoldenQuestion, answer: Answer, found: Sequence[str]) -> None:
    rank = next((place for place, label in enumerate(found, 1) if label in golden.clauses), None)
    scores.ranks.append(rank)
    cited = [citation.clause.label for citation in answer.citations]
    scores.first_cited += cited[:1] != [] and cited[0] in golden.clauses
    wrong = rank != 1 or answer.status is not golden.status
    if wrong:
        scores.failures.append(
            f"{golden.id} {golden.question}：应为 {golden.clauses[0]} {golden.status}，得到 {found[0] if found else '无'} "
            f"{answer.status}（排第 {rank or '10 名外'}）"
        )


def _score_citations(scores: Scores, answer: Answer) -> None:
    for citation in answer.citations:
        scores.quotes += len(citation.quotes)
        scores.verbatim += sum(quote in citation.clause.text for quote in citation.quotes)
    not_in_force = {citation.validity.text for citation in answer.citations if citation.validity.state != "in_force"}
    told = "\n".join(notice.text for notice in answer.notices)
    scores.to_flag += bool(not_in_force)
    scores.flagged += bool(not_in_force) and all(text in told for text in not_in_force)


def report(scores: Scores, failures: bool = False) -> str:
    """The figures as lines, each share with its 95 % interval (Wilson, 1927)."""
    told = scores.as_dict()
    lines = [f"问题 {told['questions']} 个，其中应有条款 {told['with_clause']} 个"]
    names = {
        "recall@1": ("正确条款排第一", told["with_clause"]),
        "recall@5": ("正确条款在前五", told["with_clause"]),
        "mrr": ("平均倒数排名", 0),
        "exact_clause_cited": ("答复首条引用正确", told["with_clause"]),
        "out_of_scope_refused": ("范围外问题被拒答", scores.asked["out_of_scope"]),
        "partial_or_no_clause": ("未写明的细节如实告知", scores.asked["partial"]),
        "status_right": ("状态正确", scores.matrix.total()),
        "quotes_verbatim": ("引文逐字一致", scores.quotes),
        "validity_told": ("失效文件已提示", scores.to_flag),
    }
    for key, (name, n) in names.items():
        share = told[key]
        if key != "mrr" and n == 0:
            lines.append(f"{name:　<12}—")
            continue
        low, high = interval(share, n)
        lines.append(f"{name:　<12}{share:.3f}" + (f"  （n={n}，95% 区间 {low:.3f}–{high:.3f}）" if n else ""))
    lines.append("状态（应为→得到）：" + "，".join(f"{pair} {count}" for pair, count in told["statuses"].items()))
    return "\n".join([*lines, *(scores.failures if failures else [])])


def interval(share: float, n: int) -> tuple[float, float]:
    """Wilson's 95 % score interval of a share."""
    if n == 0:
        return 0.0, 1.0
    z = 1.96
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 1.0
