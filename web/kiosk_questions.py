"""The questions that a kiosk offers to a touch: written by a clerk, and each tried before it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from bot import Answer, Bot, Question, Status
from bot.needs import all_needs
from bot.replies import RepliesError
from index.yaml_text import parse_yaml

from .kiosk_settings import DOORS, OTHERS

DEFAULT = Path(__file__).with_name("kiosk_questions.yaml")
OVERALL = "综合"
ANYTHING = "创业"
LONGEST = 30

Written = dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Topic:
    """What people need, with questions about it."""

    need: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Door:
    """Whom the questions are for; ``audience`` is what the bot is told of them."""

    name: str
    topics: tuple[Topic, ...]

    @property
    def audience(self) -> str:
        return "" if self.name == OTHERS else self.name


def doors(bot: Bot, day: date, written: Written | None = None) -> tuple[Door, ...]:
    """List who may ask what: of the written questions those that are answered on a day, else what the index offers."""
    given = written_questions() if written is None else written
    return tuple(Door(name, _tried(bot, day, name, given[name]) or _offered(bot, day, name)) for name in DOORS)


@cache
def written_questions(path: Path = DEFAULT) -> Written:
    """Read and check the file.

    :raises RepliesError: naming the file, the field and the fix.
    """
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RepliesError(f"{path}：读不出来，请检查缩进和标点（{error}）") from error
    if not isinstance(loaded, dict) or set(loaded) != set(DOORS):
        raise RepliesError(f"{path}：第一层应当正好是 {'、'.join(DOORS)}，请补上或删去")
    return {name: _topics(path, name, topics) for name, topics in loaded.items()}


def _topics(path: Path, name: str, topics: object) -> dict[str, tuple[str, ...]]:
    known = [OVERALL, *(need.name for need in all_needs())]
    if not isinstance(topics, dict) or not set(topics) <= set(known):
        raise RepliesError(f"{path}：{name} 下面只能是 {'、'.join(known)}，请改正")
    for need, questions in topics.items():
        fitting = isinstance(questions, list) and all(
            isinstance(text, str) and 1 < len(text) <= LONGEST for text in questions
        )
        if not fitting or not questions:
            raise RepliesError(
                f"{path}：{name} 的 {need} 应当是几个问题，每个 2 到 {LONGEST} 个字，如 [问题一, 问题二]"
            )
    return {need: tuple(questions) for need, questions in topics.items()}


def _tried(bot: Bot, day: date, name: str, topics: dict[str, tuple[str, ...]]) -> tuple[Topic, ...]:
    audience = None if name == OTHERS else name
    found = []
    for need, questions in topics.items():
        asked = (Question(text=text, audience=audience, today=day) for text in questions)
        answered = tuple(question.text for question in asked if speaks_of(bot.answer(question), need))
        if answered:
            found.append(Topic(need, answered))
    return tuple(found)


def _offered(bot: Bot, day: date, name: str) -> tuple[Topic, ...]:
    """What the index itself has to offer, for policies that nobody wrote questions for here."""
    texts: Sequence[str] = bot.typeahead.offers(ANYTHING, day, None if name == OTHERS else name)
    return (Topic(OVERALL, tuple(texts)),) if texts else ()


def speaks_of(answer: Answer, need: str) -> bool:
    """Whether an answer quotes words about a need."""
    if answer.status not in (Status.ANSWERED, Status.PARTIAL):
        return False
    quoted = "\n".join(quote for citation in answer.citations for quote in citation.quotes)
    told = {one.name: one.told for one in all_needs()}
    return bool(quoted) if need == OVERALL else bool(told[need].search(quoted))
