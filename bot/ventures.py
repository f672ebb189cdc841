"""Who tells what they are or what they mean to start, and asks for nothing yet: 想养螺蛳, 我儿子大二. What they would ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from . import needs
from .asking import asks, pieces
from .cues import said_beside
from .groups import Group, group_in
from .premises import patterns as premises
from .questions import AUDIENCES
from .replies import RepliesError
from .tables import read_table, words_of

DEFAULT = Path(__file__).with_name("ventures.yaml")
PATTERNS = ("wishes", "ventures", "rural", "whatever")
QUESTIONS = ("whom", "rural", "anyone")

STORY = 8  # characters

_HOW_FAR = re.compile("多[远久大长高]|[几何]时")

_IS = re.compile("(?:我|俺|本人|咱)[^，,。;；]{0,8}(?:是|在|当|[读念上过])")
_TOLD_BY_THE_WAY = re.compile(  # asks neither for money nor how many
    "[挣赚攒存](?:了|到|下|点|些|不少)*(?:小)?钱|几[个位](?=姐妹|兄弟|人|朋友|同学|战友|老表|伙伴|乡亲)"
)


@dataclass(frozen=True)
class Ventures:
    """The questions that are asked for who tells a venture, how it is told, and what makes it a question of its own."""

    questions: Mapping[str, str]
    wishes: re.Pattern[str]
    ventures: re.Pattern[str]
    rural: re.Pattern[str]
    whatever: re.Pattern[str]
    needs: frozenset[str]


@cache
def ventures(path: Path = DEFAULT) -> Ventures:
    """Read the questions and expressions from their file.

    :raises RepliesError: naming the file, the entry and the fix.
    """
    table = read_table(path)
    if set(table) != {"questions", "needs", *PATTERNS}:
        raise RepliesError(f"{path}：应当有 questions、needs、{'、'.join(PATTERNS)} 这几项，不多不少")
    questions = table["questions"]
    if not isinstance(questions, dict) or set(questions) != set(QUESTIONS):
        raise RepliesError(f"{path}：questions 下面应当有 {'、'.join(QUESTIONS)} 三项，不多不少")
    wanted = frozenset(words_of(path, "needs", table["needs"]))
    strange = wanted - {need.name for need in needs.all_needs()}
    if strange:
        raise RepliesError(f"{path}：needs 里的 {'、'.join(sorted(strange))} 在 needs.yaml 里没有，请改正")
    try:
        wishes, told, rural, whatever = (
            re.compile("|".join(words_of(path, name, table[name])) or "(?!)") for name in PATTERNS
        )
    except re.error as error:
        raise RepliesError(f"{path}：表达式写错了（{error}）") from error
    return Ventures({name: str(text) for name, text in questions.items()}, wishes, told, rural, whatever, wanted)


def told(text: str) -> str:
    """The part of a text that tells a venture, if one is told and nothing in particular is asked of it.

    Of who came back to start it, what went before is the story.
    """
    known = ventures()
    said = known.whatever.sub("", text)
    if not (said != text or known.wishes.search(text)) or _is_particular(_TOLD_BY_THE_WAY.sub("", said)):
        return ""
    found = pieces(said)
    first = next((place for place, piece in enumerate(found) if known.ventures.search(piece)), None)
    if first is None:
        return ""
    own = "，".join(found[first if "回" in "".join(found[: first + 1]) else 0 :])
    return "" if premises().matters.search(own) or premises().things.search(own) else own


def _is_particular(text: str) -> bool:
    """Whether something is asked, or one of the needs of which clauses tell is told."""
    is_asked = asks(text) or _HOW_FAR.search(text) is not None
    return is_asked or any(need.name in ventures().needs for need in needs.asked(text))


def question(text: str, audience: Group | None) -> str:
    """What who tells a venture would ask.

    :param audience: whom the conversation is for, where the text does not say.
    """
    known, group = ventures().questions, group_in(text) or audience
    if group:
        return known["whom"].format(group=group.name)
    return known["rural" if ventures().rural.search(text) else "anyone"]


def question_for(text: str) -> str:
    """What who only tells whom it is for would ask: 我儿子大二; of those that policies are for, also with a little story."""
    group = group_in(text)
    if group is None:
        return ""
    story = said_beside(text, group)
    if story and (
        group.name not in AUDIENCES
        or len(story) > STORY
        or not _IS.search(text)
        or _asks_or_needs(group.said.sub("", text))
    ):
        return ""
    return question(text, None)


def _asks_or_needs(text: str) -> bool:
    return asks(text) or bool(needs.asked(text)) or premises().matters.search(text) is not None
