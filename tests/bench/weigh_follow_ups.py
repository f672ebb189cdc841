"""Fit the weights in ``bot/reranking.py`` again, and print how many later turns they put right, each file left out once.

    python tests/bench/weigh_follow_ups.py

Every development dialogue is held as it stands; a softmax over the clauses found learns what speaks for the right one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from bot import Bot, Question, following, reranking
from bot.follow_ups import FollowUp
from bot.golden_questions import read_questions
from index import Hit, Index
from index.paths import INDEX, ROOT
from index.search import Found

DAY = date(2026, 11, 27)
SOFTNESS = 0.01  # how much the squares of the weights cost


@dataclass(frozen=True)
class Turn:
    """A later turn: for each clause found the score and the signals, and whether it is right."""

    file: str
    signals: np.ndarray
    is_right: np.ndarray


def turns(bot: Bot, path: Path) -> list[Turn]:
    """Hold the dialogues of a file, and keep the later turns for which both readings were ranked together."""
    asked: list[tuple[FollowUp, Found, Found]] = []
    ranked = reranking.together

    def together(follow_up: FollowUp, alone: Found, full: Found) -> list[Hit]:
        asked.append((follow_up, alone, full))
        return ranked(follow_up, alone, full)

    following.together, found, conversation = together, [], None
    for golden in read_questions(path):
        asked.clear()
        continued = conversation if golden.turn > 1 else None
        conversation = bot.answer(
            Question(golden.question, golden.audience, golden.as_of or DAY, continued)
        ).conversation
        if asked and golden.clauses:
            found.append(_turn(path.stem, golden.clauses, *asked[0]))  # those after it are of suggestions
    following.together = ranked
    return [turn for turn in found if turn.is_right.any()]


def _turn(file: str, right: tuple[str, ...], follow_up: FollowUp, alone: Found, full: Found) -> Turn:
    pairs = reranking.both(follow_up.text, alone.hits, full.hits)
    rows = [[score, *reranking.signals(follow_up, hit.clause, alone.hits).values()] for hit, score in pairs]
    return Turn(file, np.array(rows, float), np.array([hit.clause.label in right for hit, _ in pairs]))


def fitted(known: list[Turn]) -> np.ndarray:
    """The weights of the score and of the signals under which the right clauses are likeliest."""

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        lost, slope = SOFTNESS * weights @ weights, 2 * SOFTNESS * weights
        for turn in known:
            likely = np.exp(turn.signals @ weights - (turn.signals @ weights).max())
            likely /= likely.sum()
            share = likely[turn.is_right].sum()
            lost -= np.log(share)
            slope = slope + turn.signals.T @ (likely - likely * turn.is_right / share)
        return float(lost), slope

    found: np.ndarray = minimize(loss, np.zeros(known[0].signals.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def right(among: list[Turn], weights: np.ndarray) -> int:
    """How many turns the weights put right."""
    return sum(bool(turn.is_right[(turn.signals @ weights).argmax()]) for turn in among)


def main() -> None:
    bot = Bot(Index.open(INDEX))
    known = [turn for path in sorted(ROOT.glob("tests/golden/dialogues*dev.jsonl")) for turn in turns(bot, path)]
    files = sorted({turn.file for turn in known})
    left_out = sum(
        right([turn for turn in known if turn.file == file], fitted([turn for turn in known if turn.file != file]))
        for file in files
    )
    weights = fitted(known)
    shipped = np.array([1, *reranking.WEIGHTS.values()])
    print(f"{len(known)} turns: {right(known, weights)} right, left out {left_out}, as shipped {right(known, shipped)}")
    for name, weight in zip(reranking.WEIGHTS, weights[1:] / weights[0], strict=True):
        print(f"{name:16} {weight:.2f}")


if __name__ == "__main__":
    main()
