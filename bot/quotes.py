"""Which words of a clause answer a question, and the proof that they are its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import compress
from operator import and_, or_

from index import Clause
from index.sentences import Sentence

from . import needs
from .breadth import is_broad, is_open, joins
from .groups import groups, groups_in
from .in_charge import asks_unit, seeks_help
from .lists import with_lists
from .matters import carrying
from .needs import Need
from .particulars import asked
from .parts import asks_more

NEARLY = 0.02
NEED = 0.04
FEW = 0.5

_UNIT_BRACKET = re.compile(r"[（(](?:牵头|责任|负责|主办)(?:单位|部门)[：:].*$", re.DOTALL)


@dataclass(frozen=True)
class Choice:
    """The quotes chosen from a clause, in its order, and the best one's score.

    ``cut``: a sentence that matched was left out for length.
    """

    quotes: tuple[str, ...]
    score: float = 0.0
    cut: bool = False

    def joined(self, other: Choice, clause: Clause) -> Choice:
        """The quotes of both, in the clause's order."""
        quoted = dict.fromkeys((*self.quotes, *other.quotes))
        return replace(self, quotes=tuple(sorted(quoted, key=clause.text.find)), cut=self.cut or other.cut)


@dataclass(frozen=True)
class Breadth:
    """How far behind the best sentence another still answers, and how much of them all is quoted."""

    gap: float
    sentences: int
    characters: int


class Extent(Enum):
    """How much is quoted of a clause: as the question wants, less of what it does not name, or little."""

    WANTED = auto()
    NAMED = auto()
    BRIEF = auto()


BRIEF = Breadth(0.02, 2, 160)  # of a clause that is cited beside the best
NARROW = Breadth(0.03, 4, 320)
OPEN = Breadth(0.06, 8, 420)
BROAD = Breadth(0.1, 12, 600)
BARE = {Extent.WANTED: 0.5, Extent.NAMED: 0.4, Extent.BRIEF: 1.0}  # of the gap, for what carries nothing that is named
COUNTS = {"金额", "数量"}  # 分几块来帮, 有几个: a list is counted in the words of a sum


def quotes(question: str, clause: Clause, sentences: Sequence[Sentence], extent: Extent = Extent.WANTED) -> Choice:
    """Choose the sentences of a clause that answer; the units' bracket when it is asked for, with what is said of the matter to who seeks help.

    A narrow question gets the best sentence and those close to it, a broad one all that tell of what it asks for.

    What has no word of a question that names what few of the sentences have must be the closer.
    """
    bracket = _UNIT_BRACKET.search(clause.text) if asks_unit(question) else None
    in_charge = (bracket.group().strip(),) if bracket else ()
    sentences = _for_whom(question, clause, sentences)
    carries = carrying(question, clause.title, [one.text for one in sentences])
    if in_charge and not asked(question) and not asks_more(question):
        return Choice((*_of_matter(question, sentences, carries), *in_charge))
    breadth = BRIEF if extent is Extent.BRIEF else _breadth(question, sentences)
    telling = [_telling(need, sentences, "" if breadth is BROAD else question) for need in needs.asked(question)]
    weighed = _weighed(sentences, telling)
    joined = len(telling) > 1 and joins(question)
    gaps = [breadth.gap * (1 if carried else BARE[extent]) for carried in carries]
    close = _close(weighed, gaps)
    if joined:  # what tells of one need is not left behind what tells of all
        told = map(any, zip(*telling, strict=True))
        close = [*map(or_, close, map(and_, told, _close(sentences, gaps)))]
    ranked = sorted(_matching(weighed, close, telling, breadth, joined), key=lambda sentence: -sentence.score)
    matching = [sentence.text for sentence in ranked]
    kept = _fitting(matching, breadth)
    kept += _stating(question, weighed, kept)
    whole = with_lists(clause.text, kept, semicolons=breadth is BROAD)
    cut = not set(matching) <= set(whole)
    return Choice((*sorted(whole, key=clause.text.find), *in_charge), ranked[0].score, cut)


def _of_matter(question: str, sentences: Sequence[Sentence], carries: Sequence[bool]) -> list[str]:
    """What a clause has of the matter that somebody seeks help with, where few sentences carry it."""
    if not seeks_help(question) or all(carries):
        return []
    return [max(compress(sentences, carries), key=lambda sentence: sentence.score).text]


def _for_whom(question: str, clause: Clause, sentences: Sequence[Sentence]) -> Sequence[Sentence]:
    """Of a clause for many groups the sentences that tell of those asked about, and those that name none."""
    meant = [group for group in groups_in(question) if group.is_of_people]
    if not meant or any(group.is_named_in(clause) for group in meant):
        return sentences
    own = [any(group.written.search(one.text) for group in meant) for one in sentences]
    if not any(own):
        return sentences
    others = [other for other in groups() if other.is_of_people and other not in meant]
    return [
        one
        for one, mine in zip(sentences, own, strict=True)
        if mine or not any(other.written.search(one.text) for other in others)
    ]


def _breadth(question: str, sentences: Sequence[Sentence]) -> Breadth:
    """How much of a clause a question wants: a narrow one for a particular gets no more for asking what or how."""
    if _wants_all(question, sentences):
        return BROAD
    return OPEN if is_open(question) and not asked(question) else NARROW


def _wants_all(question: str, sentences: Sequence[Sentence]) -> bool:
    """Whether the question is broad; one for a particular is so only where the clause states it."""
    if not is_broad(question):
        return False
    wanted = asked(question)
    stated = any(one.stated.search(sentence.text) for one in wanted for sentence in sentences)
    return stated or all(one.name in COUNTS for one in wanted)


def _telling(need: Need, sentences: Sequence[Sentence], narrowly: str) -> list[bool]:
    """Which sentences tell of a need; of these, for a narrow question, those with its own word for it if there are any."""
    named = need.asked.search(narrowly)
    if named and len(named.group()) > 1:
        literal = [named.group() in one.text for one in sentences]
        if any(literal):
            return literal
    return [need.told.search(one.text) is not None for one in sentences]


def _weighed(sentences: Sequence[Sentence], telling: Iterable[Sequence[bool]]) -> list[Sentence]:
    """Raise the score of a sentence that tells of a need asked for: the more, the fewer of the others do."""
    bonus = [0.0] * len(sentences)
    for told in telling:
        rarity = 1 - sum(told) / len(told)
        bonus = [max(one, NEED * rarity * tells) for one, tells in zip(bonus, told, strict=True)]
    return [Sentence(one.text, one.score + more) for one, more in zip(sentences, bonus, strict=True)]


def _close(sentences: Sequence[Sentence], gaps: Sequence[float]) -> list[bool]:
    """Which sentences are close to the best, each within its gap."""
    best = max(sentence.score for sentence in sentences)
    return [sentence.score >= best - gap for sentence, gap in zip(sentences, gaps, strict=True)]


def _rare(telling: Sequence[Sequence[bool]]) -> list[Sequence[bool]]:
    """The needs that only few sentences tell of."""
    return [told for told in telling if 0 < sum(told) <= len(told) * FEW]


def _matching(
    sentences: Sequence[Sentence], close: list[bool], telling: Sequence[Sequence[bool]], breadth: Breadth, joined: bool
) -> list[Sentence]:
    """The sentences that answer: those close to the best, and, for a broad question, those that tell of a need few tell of.

    :param joined: whether several needs are asked for; each has its sentence then.
    """
    for told in _rare(telling):
        if breadth is BROAD:
            close = [one or tells for one, tells in zip(close, told, strict=True)]
        elif joined and not any(map(and_, close, told)):
            close[max(compress(range(len(told)), told), key=lambda place: sentences[place].score)] = True
    return [*compress(sentences, close)]


def _fitting(texts: Sequence[str], breadth: Breadth) -> list[str]:
    """The first text, and those after it that stay within the breadth."""
    kept = [*texts[:1]]
    for text in texts[1:]:
        if len(kept) < breadth.sentences and sum(map(len, kept)) + len(text) <= breadth.characters:
            kept.append(text)
    return kept


def _stating(question: str, sentences: Sequence[Sentence], kept: Sequence[str]) -> list[str]:
    """The sentences that state a particular asked for, when they stand beside a quoted one or fit nearly as well."""
    best = max((sentence.score for sentence in sentences), default=0.0)
    found = []
    for particular in asked(question):
        if any(particular.stated.search(text) for text in kept):
            continue
        for number, sentence in enumerate(sentences):
            neighbours = sentences[max(0, number - 1) : number + 2]
            near = sentence.score >= best - NEARLY or any(other.text in kept for other in neighbours)
            if near and particular.stated.search(sentence.text):
                found.append(sentence.text)
                break
    return found


def proven(clause: Clause, quoted: Sequence[str]) -> tuple[str, ...]:
    """Keep the quotes that are, character for character, in the clause."""
    return tuple(quote for quote in quoted if quote and quote in clause.text)
