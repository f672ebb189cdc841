"""What a question asks to be told is so (能不能买断产权), where its words lead away from all that is asked of the clauses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from index import Index
from index.tokens import STOP, segments

from . import conditions, particulars
from .asking import asked_part, pieces
from .questions import printed

AWAY = 0.0125  # of cosine
OWN = 2  # a word of more clauses, 打算 or 讲法, is of none in particular

_WHETHER = r"(?:能不能|可不可以|能否|可否|会不会|是不是|有没有|有冇|算不算|(?P<verb>[\u4e00-\u9fff])不(?P=verb))"
_CLAIM = "(?P<claim>.+?)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_WHETHER}{_CLAIM}(?:[吗嘛吧不没冇咩啊呀的了]|没有)*$",
        rf"(?:能|可以|允许|会){_CLAIM}[了的]?(?:[吗嘛吧不没冇咩]|没有|(?<!什)么)$",
        rf"(?:要|得|就|是|还){_CLAIM}[了的]?(?:[吗嘛吧不没冇咩]|没有|(?<!什)么)$",
    )
)
_OPEN = re.compile("什么|啥|哪|多少|几|怎|咋|谁|如何|点样|乜")


def claimed(question: str) -> list[str]:
    """List what a question asks to be told is so, piece by piece."""
    return [claim for claim in map(_claim, pieces(asked_part(question))) if claim]


def unknown(question: str, known: str, index: Index) -> tuple[str, ...]:
    """List what a question claims in words that a text lacks and without which it is nearer to what is often asked.

    :param known: what the clauses cited say, and the ways to ask for them.
    """
    if particulars.asked(question) or conditions.asked_whether(question):
        return ()
    strange = {claim: _strange(claim, known, index.clauses_with) for claim in claimed(question)}
    without = _without(question, {word for words in strange.values() for word in words})
    if without == question or _nearness(without, index) - _nearness(question, index) < AWAY:
        return ()
    return tuple(f"“{printed(claim)}”" for claim, words in strange.items() if words)


def _claim(piece: str) -> str:
    found = next(filter(None, (form.search(piece) for form in _FORMS)), None)
    return "" if found is None or _OPEN.search(found["claim"]) else found["claim"]


def _strange(claim: str, known: str, clauses_with: Callable[[str], int]) -> list[str]:
    """The words of a claim, of few clauses, of which a text has no two characters together."""
    return [word for word in segments(claim) if not _is_in(known, word) and clauses_with(word) <= OWN]


def _is_in(known: str, word: str) -> bool:
    return len(word) < 2 or word in STOP or any(word[start : start + 2] in known for start in range(len(word) - 1))


def _without(question: str, words: Iterable[str]) -> str:
    for word in words:
        question = question.replace(word, "")
    return question


def _nearness(text: str, index: Index) -> float:
    return index.find(text, 1).evidence.phrasing
