"""Count the clauses that answers cite and lack, with each question noted below several clauses left out when it is asked itself.

    python tests/bench/count_clauses.py

What is spared for a clause beside the best (``bot/citing.py``, ``bot/together.py``, ``bot/beyond.py``) buys whole lists with clauses
cited in vain.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot import Bot, Question
from bot.answers import Answer
from index import Index
from index.encoders import Vectors
from index.noted import SAME, Joint, NotedQuestions
from index.paths import INDEX, ROOT

GOLDEN = ROOT / "tests/golden"
PLAIN = ("guangxi-2021-10", "visitors", "particulars")
DAY = date(2026, 11, 27)


def leave_out_each() -> None:
    """Let no question be told by itself."""
    whole = NotedQuestions.joint

    def joint(self: NotedQuestions, document: str, query: Vectors) -> list[Joint]:
        return [one for one in whole(self, document, query) if one.cosine <= SAME]

    NotedQuestions.joint = joint  # type: ignore[method-assign]


def records(paths: Iterable[Path]) -> list[dict[str, list[str]]]:
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    leave_out_each()
    bot = Bot(Index.open(INDEX))
    labels = {clause.id: clause.label for clause in bot.index.clauses}

    def asked(question: str) -> tuple[Answer, set[str]]:
        answer = bot.answer(Question(question, today=DAY))
        return answer, {one.clause.label for one in answer.citations}

    listed = [one for one in records(sorted(GOLDEN.glob("lists*-dev.jsonl"))) if one.get("items")]
    whole, length, idle = 0, 0, 0
    for one in listed:
        answer, cited = asked(str(one["question"]))
        quotes = [quote for citation in answer.citations for quote in citation.quotes]
        whole += all(any(item in quote for quote in quotes) for item in one["items"])
        length += sum(map(len, quotes))
        idle += len(cited - {*one.get("all", ()), *one["clauses"]})
    print(f"{len(listed)} lists: {whole} whole, {length / len(listed):.0f} characters, {idle} clauses in vain")
    plain = [one for one in records(GOLDEN / f"{name}-dev.jsonl" for name in PLAIN) if one.get("clauses")]
    vain = sum(len(asked(str(one["question"]))[1] - {*one["clauses"]}) for one in plain)
    print(f"{len(plain)} plain questions: {vain} clauses in vain")
    noted = [one for one in bot.index.noted.questions if one.clauses]
    both = [({labels[name] for name in one.clauses}, asked(one.text)[1]) for one in noted]
    print(
        f"{len(noted)} noted below several clauses: {sum(wanted <= cited for wanted, cited in both)} with all,", end=" "
    )
    print(f"{sum(len(cited - wanted) for wanted, cited in both)} clauses in vain")


if __name__ == "__main__":
    main()
