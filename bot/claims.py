"""What a question asks to be told is so (能不能买断产权), or was told (听说包分房), where its words lead away from all that is
asked of the clauses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from index import Index
from index.evidence import Evidence
from index.tokens import STOP, segments

from . import conditions, particulars
from .asking import asked_part, pieces
from .questions import printed

AWAY, LEAST_AWAY = 0.0125, 0.004  # of cosine
BARELY_AWAY = 0.003  # in words that are not of our subject by themselves: 苹果手机能装吗
APART = 0.025  # of cosine: nearer to a phrasing by so much, a question is far from what is noted as not answered
LEAST = 5  # characters that tell something
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
_HEARD = re.compile(
    r"(?:听[^，,]{0,4}?[讲说]|据说|(?<![不没别怎想咋请再细单乱你宣])[讲说](?![明道法下一话实得起好正讲说]|到底|简单|具体|[什怎了]))(?:的?是)?(?P<claim>.{4,})"
)
_THAT = re.compile("(?:那|请问|想问下?|问下)?(?:这|该)[个项笔张套份条]")
_OPEN = re.compile("什么|啥|哪|多少|几|怎|咋|谁|如何|点样|乜")


def claimed(question: str) -> list[str]:
    """List what a question asks to be told is so, piece by piece."""
    return [claim for claim in map(_claim, pieces(asked_part(question))) if claim]


def heard(question: str) -> list[str]:
    """List what a question tells that others say, or asks back about (…，这个优惠到哪年), piece by piece."""
    found = pieces(question)
    said = [one["claim"] for one in map(_HEARD.search, found) if one]
    meant = [piece for piece, after in pairwise(found) if _THAT.match(after) and len(piece) >= LEAST]
    return [claim for claim in dict.fromkeys([*said, *meant]) if not _OPEN.search(claim)]


def unknown(question: str, known: str, index: Index, evidence: Evidence) -> tuple[str, ...]:
    """List what a question claims in words that a text lacks and without which it is nearer to what is often asked.

    What others say in strange words seldom holds; what is asked for, the less, the nearer it is to what is not answered.

    :param known: what the clauses cited say, and the ways to ask for them.
    """
    told = away(heard(question), question, known, index, LEAST_AWAY)
    if told or particulars.asked(question) or conditions.asked_whether(question):
        return told
    return away(claimed(question), question, known, index, _least(evidence))


def least_of(turn: str, is_near: bool) -> float:
    """How far a later turn must lead away: less, where it asks whether something is so in words that are not of our subject."""
    return AWAY if is_near or not claimed(turn) else BARELY_AWAY


def away(claims: Iterable[str], question: str, known: str, index: Index, least: float = AWAY) -> tuple[str, ...]:
    """List the claims in words that a text lacks, where a question is nearer to what is often asked without those words.

    :param least: by how much nearer, of cosine.
    """
    strange = {claim: _strange(claim, known, index.clauses_with) for claim in claims}
    without = _without(question, {word for words in strange.values() for word in words})
    if without == question or _nearness(without, index) - _nearness(question, index) < least:
        return ()
    return tuple(f"“{printed(claim)}”" for claim, words in strange.items() if words)


def _claim(piece: str) -> str:
    found = next(filter(None, (form.search(piece) for form in _FORMS)), None)
    return "" if found is None or _OPEN.search(found["claim"]) else found["claim"]


def _least(evidence: Evidence) -> float:
    """How far what is asked for must lead away."""
    apart = evidence.phrasing - evidence.unanswered if evidence.unanswered else APART
    return max(LEAST_AWAY, AWAY * min(1.0, apart / APART))


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
