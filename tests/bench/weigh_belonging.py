"""Fit the weights in ``bot/belonging.py`` again, and print how they fare.

    python tests/bench/weigh_belonging.py

What belongs: later turns of the development dialogues that stay with the clause cited, and the details of ``details.txt``
asked after several clauses; of both, those that the index does not know by themselves. What does not: development questions
that no clause answers, each after a first turn of another dialogue.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from bot import Bot, Question, belonging, pipeline
from bot.conversations import Conversation
from bot.golden_questions import GoldenQuestion, read_questions
from bot.searching import Search
from index import Index
from index.paths import INDEX, ROOT

DAY, SEED = date(2026, 11, 27), 3
GOLDEN = ROOT / "tests/golden"
DETAILS = Path(__file__).with_name("details.txt")
PRIORS, FOLDS = 8, 10  # conversations after which each detail is asked
FOREIGN = 1_000

Seen = Mapping[str, float]


class Watched:
    """A bot that remembers the signals of the last text that the index did not know by itself."""

    def __init__(self) -> None:
        self.bot, self.seen = Bot(Index.open(INDEX)), dict[str, float]()
        decided = pipeline.belonging

        def odds(text: str, alone: Search, before: Conversation, likeness: float) -> float:
            if before.cited and (not alone.is_known or alone.is_elsewhere):
                self.seen = dict(belonging.signals(text, alone, before, likeness))
            return decided(text, alone, before, likeness)

        pipeline.belonging = odds

    def signals(self, text: str, conversation: str) -> Seen:
        """What a later turn is decided by; nothing where the index knows it by itself."""
        self.seen = {}
        self.bot.answer(Question(text, today=DAY, conversation=conversation))
        return self.seen

    def told(self, golden: GoldenQuestion) -> str | None:
        """The conversation after a first turn whose clause is cited."""
        answer = self.bot.answer(Question(golden.question, golden.audience, golden.as_of or DAY))
        right = answer.citations and answer.citations[0].clause.label in golden.clauses
        return answer.conversation if right else None


def of_dialogues(watched: Watched) -> Iterator[Seen]:
    for path in sorted(GOLDEN.glob("dialogues*dev.jsonl")):
        conversation, before = "", ()
        for golden in read_questions(path):
            if golden.turn > 1 and conversation and set(golden.clauses) & set(before):
                yield watched.signals(golden.question, conversation)
            asked = Question(
                golden.question, golden.audience, golden.as_of or DAY, conversation if golden.turn > 1 else None
            )
            answer = watched.bot.answer(asked)
            conversation, before = answer.conversation or "", golden.clauses


def of_details(watched: Watched, told: list[str], drawn: random.Random) -> Iterator[Seen]:
    for text in DETAILS.read_text(encoding="utf-8").split("\n"):
        if text:
            yield from (watched.signals(text, conversation) for conversation in drawn.sample(told, PRIORS))


def foreign(watched: Watched, told: list[str], drawn: random.Random) -> Iterator[Seen]:
    paths = [*sorted(GOLDEN.glob("look-alikes*dev.jsonl")), GOLDEN / "near-dev.jsonl"]
    texts = [one.question for path in paths for one in read_questions(path) if one.turn == 1 and not one.clauses]
    yield from (watched.signals(text, drawn.choice(told)) for text in drawn.sample(texts, min(FOREIGN, len(texts))))


def main() -> None:
    watched, drawn = Watched(), random.Random(SEED)
    firsts = [
        golden
        for path in sorted(GOLDEN.glob("dialogues*dev.jsonl"))
        for golden in read_questions(path)
        if golden.turn == 1 and golden.clauses
    ]
    told = [conversation for conversation in map(watched.told, drawn.sample(firsts, 100)) if conversation]
    own = [*filter(None, of_dialogues(watched)), *filter(None, of_details(watched, told, drawn))]
    others = [*filter(None, foreign(watched, told, drawn))]
    rows = np.array([[*seen.values()] for seen in (*own, *others)], float)
    is_own = np.arange(len(rows)) < len(own)
    spread = rows.std(axis=0)
    model = LogisticRegression(max_iter=1000)
    left_out = cross_val_predict(model, rows / spread, is_own, cv=FOLDS, method="decision_function")
    model.fit(rows / spread, is_own)
    weights = dict(zip(own[0], model.coef_[0] / spread, strict=True)) | {"bias": float(model.intercept_[0])}
    shipped = np.array([belonging.WEIGHTS[name] for name in own[0]])
    print(f"{len(own)} belong, {len(others)} do not")
    print({name: round(float(weight), 2) for name, weight in weights.items()})
    for name, odds in (("left out", left_out), ("as shipped", rows @ shipped + belonging.WEIGHTS["bias"])):
        kept = odds >= belonging.LEAST
        print(f"{name:10} from {belonging.LEAST}: {kept[is_own].mean():.3f} kept, {kept[~is_own].mean():.3f} let in")


if __name__ == "__main__":
    main()
