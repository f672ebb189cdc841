"""What of a question asks, and what only tells the story around it: 跑了七八个窗口，现在关公司好办点没有."""

from __future__ import annotations

import re
from functools import lru_cache

from .questions import RECENT

STOPS = r"，,。;；？?！!\s"
LEAST_TOLD = 5  # characters: less may be a word that asks by itself, such as 流程 or 联系电话

_ENDS = re.compile(f"[{STOPS}]+")
_ASKS = re.compile(
    r"什么|啥(?!都)|干嘛|哪|咋|怎么|怎样|如何|点样|咩|乜|吗|(?<!没.{2})呢$|(?<!什)么$|[没冇不]$|没[有得]$|有没有|(\w)不\1|多少|几多|(?<![们有十])几[个所家样条](?!人?(?:想|要|打算|准备|合伙|一起))|几[种类项]|谁"
    r"|.还是(?![不没想很有要得会老]).{1,8}$|[讲说][讲说下]|[讲说报]列全|[讲说]$|列|报下"
)
_TOLD = re.compile(r"(?<![几什])[了过](?!没|吗|不|么)|[也都已才]|没(?!有|$)|一[直年个]")


def pieces(text: str) -> list[str]:
    """What stands between the stops of a text."""
    return [piece for piece in _ENDS.split(text) if piece]


def piece_start(text: str, place: int) -> int:
    """Where the piece of a text begins that has a place in it."""
    return max((stop.end() for stop in _ENDS.finditer(text, 0, place)), default=0)


def asks(text: str) -> bool:
    """Whether a text asks anything."""
    return any(_ASKS.search(piece) for piece in pieces(text))


@lru_cache(RECENT)
def asked_part(question: str) -> str:
    """A question without the pieces that only tell of somebody; whole where no piece asks."""
    found = pieces(question)
    if len(found) < 2 or not any(map(asks, found)):
        return question
    return "，".join(piece for piece in found if not _only_tells(piece))


def without_story(question: str) -> str:
    """The pieces of a question that ask; whole where none does."""
    return "，".join(filter(asks, pieces(question))) or question


def _only_tells(piece: str) -> bool:
    return len(piece) >= LEAST_TOLD and not asks(piece) and _TOLD.search(piece) is not None
