"""Golden dialogues and look-ups: the share that reaches the right clause first."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import AFTER, GOLDEN

from bot import Answer, Bot, Question

LEAST_FOLLOW_UPS = 0.93
LEAST_LOOK_UPS = 0.95


def records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / name).read_text(encoding="utf-8").splitlines()]


def turns(bot: Bot, dialogue: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Answer]]:
    """Ask the turns of a dialogue one after another."""
    token = None
    for turn in dialogue["turns"]:
        answer = bot.answer(Question(turn["question"], today=AFTER, conversation=token))
        token = answer.conversation
        yield turn, answer


@pytest.fixture(scope="module")
def dialogues(quick):
    return [list(turns(quick, dialogue)) for dialogue in records("dialogues-dev.jsonl")]


def first_is_right(turn: dict[str, Any], answer: Answer) -> bool:
    return bool(answer.citations) and answer.citations[0].clause.label in turn["clauses"]


def test_follow_ups_reach_the_right_clause_first(dialogues) -> None:
    follow_ups = [one for dialogue in dialogues for one in dialogue[1:] if one[0]["clauses"]]
    right = sum(first_is_right(*one) for one in follow_ups)
    assert len(follow_ups) >= 80
    assert right / len(follow_ups) >= LEAST_FOLLOW_UPS


def test_who_tells_what_they_mean_to_start_reaches_a_clause_that_helps(quick) -> None:
    told = [one for dialogue in records("dialogues-thirteenth-dev.jsonl") for one in turns(quick, dialogue)]
    answered = [one for one in told if one[0].get("clauses")]
    assert len(answered) >= 40
    assert sum(first_is_right(*one) for one in answered) / len(answered) >= LEAST_FOLLOW_UPS


def test_what_visitors_were_answered_wrongly_stays_mended(quick) -> None:
    for dialogue in records("dialogues-sixteenth-dev.jsonl"):
        for turn, answer in turns(quick, dialogue):
            assert answer.status.value in {turn["status"], *turn.get("accept", ())}, turn["question"]
            assert "clauses" not in turn or first_is_right(turn, answer), turn["question"]


def test_what_is_outside_a_dialogue_is_refused(dialogues) -> None:
    outside = [answer for dialogue in dialogues for turn, answer in dialogue if turn["status"] == "out_of_scope"]
    assert len(outside) >= 3
    assert not [answer.text for answer in outside if answer.citations]


def test_look_ups_are_right_and_complete(quick) -> None:
    asked = [
        (record, quick.answer(Question(record["question"], today=AFTER))) for record in records("look-ups-dev.jsonl")
    ]
    right = [record for record, answer in asked if is_right(record, answer)]
    assert len(asked) >= 20
    assert len(right) / len(asked) >= LEAST_LOOK_UPS


def is_right(record: dict[str, Any], answer: Answer) -> bool:
    cited = [citation.clause.label for citation in answer.citations]
    first = not record["clauses"] or cited[:1] == record["clauses"][:1]
    return first and set(cited) >= set(record["all"]) and all(fact in answer.text for fact in record["facts"])
