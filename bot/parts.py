"""The questions that one question joins: asked one after another, for several people, or about several things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from . import asking, audiences, particulars
from .asking import STOPS
from .breadth import is_broad, is_open
from .groups import groups
from .in_charge import asks_unit
from .look_ups import bare_of

MOST = 3
LEAST_SAID = 2  # characters beside the words that ask
LONGEST_THING = 12  # characters

_JOINS = re.compile(r"(?<=.{3})(?:、|和|跟|同|又|再|还有|以及|另外)(?=.{3})")
_FIRST = re.compile("^(?:一来|一是|首先|第一|其一)")
_NEXT = re.compile("^(?:[二三四]来|[二三四]是|其次|再次|第[二三四](?![批期代产章节条款])|其[二三四](?!他))")
_AGAIN = re.compile(r"(谁|咋|怎么|如何).+?(?=\1)")
_COUNTED = "[这那]?[两三四几]个?(?:方面|样|种|件|头|块|者)(?:事|东西)?"
_LIGHT = re.compile(
    f"{_COUNTED}|我们|咱们?|俩|一起|各自?|分别|都|全部?|问|创业|能|可以|得到|享受|支持|扶持|帮扶|优惠|照顾|好处|待遇|方便|打算"
)
_EACH = re.compile(f"分别|各(?![类种项地级])|{_COUNTED}|都[讲说报列]")
_AND = r"(?:、|和|跟|(?<![协共相如不随一合陪])同(?![时一等样学事意志乡胞])|与|还有|以及)"
_THING = rf"[^{STOPS}、]+?"
_LIST = re.compile(
    rf"{_THING}(?:{_AND}{_THING})+(?=[{STOPS}]|$|{_COUNTED}|[这那]些|都|各|分别|一共|总共|政府|公家|国家|有[什啥哪几]|怎|咋|如何|能|可以|给|靠)"
)


def parts(question: str) -> list[str]:
    """The questions that one joins, each to be asked by itself; none when it is one question."""
    in_a_row = _asked_in_a_row(question)
    if len(in_a_row) > 1:
        return in_a_row[:MOST]
    if not (is_broad(question) or is_open(question) or _EACH.search(question)):
        return []
    return (_for_each_person(question) or _about_each_thing(question) or _about_each_piece(question))[:MOST]


def pieces(question: str) -> list[str]:
    """The pieces of a question that has several, without those that say nothing by themselves."""
    found = [piece for one in asking.pieces(question) for piece in one.split("、")]
    return [piece for piece in found if _says(piece)] if len(found) > 1 else []


def asks_more(question: str) -> bool:
    """Whether anything but particulars and who is in charge is asked."""
    return any(
        asking.asks(one) and _says(one) and not asks_unit(one) and not _is_particular(one)
        for one in _questions(question)
    )


def _asked_in_a_row(question: str) -> list[str]:
    """What is asked one after another, each with what was said before all; a particular goes with another question."""
    pieces = _questions(question)
    if len(pieces) < 2:
        return []
    asking = [one for one in pieces if _asks(one) and not asks_unit(one)]
    if len(asking) > 1:
        asking = [one for one in asking if not _is_particular(one)]
    before = pieces[: pieces.index(asking[0])] if asking else []
    return [_NEXT.sub("", one) if _NEXT.search(one) else "，".join([*before, _FIRST.sub("", one)]) for one in asking]


def _questions(question: str) -> list[str]:
    return [part for piece in asking.pieces(question) for part in _cut(piece)]


def _cut(piece: str) -> list[str]:
    """Cut where another question begins: 谁督查谁宣传, 培训怎么办和场地怎么找."""
    places = [(found.start(), found.end()) for found in _JOINS.finditer(piece)]
    places += [(found.end(), found.end()) for found in _AGAIN.finditer(piece)]
    for start, end in places:
        before, after = piece[:start], piece[end:]
        if _asks(before) and _asks(after):
            return [before, *_cut(after)]
    return [piece]


def _asks(piece: str) -> bool:
    return asking.asks(piece) and _says(_LIGHT.sub("", piece))


def _is_particular(piece: str) -> bool:
    for particular in particulars.asked(piece):
        piece = particular.asked.sub("", piece)
    return not _says(piece)


def _says(text: str) -> bool:
    return len("".join(bare_of(text))) >= LEAST_SAID


def _for_each_person(question: str) -> list[str]:
    """Ask for each of several people: without what is said of the others alone."""
    pieces = [(piece, _people(piece)) for piece in asking.pieces(question)]
    people = list(dict.fromkeys(name for _, named in pieces for name in named))
    if len(people) < 2:
        return []
    return [
        "，".join(_said_of(name, piece, named) for piece, named in pieces if name in named or not named)
        for name in people
    ]


def _said_of(name: str, piece: str, people: Sequence[str]) -> str:
    """A piece that is said of someone, by name: 儿子念大三 becomes 大学生儿子念."""
    return name + _names().sub("", piece) if people else piece


@cache
def _names() -> re.Pattern[str]:
    """How any group is named in a list."""
    return re.compile(rf"{_AND}?(?:{'|'.join(one.said.pattern for one in groups())})的?{_AND}?")


def _people(piece: str) -> list[str]:
    """The names of the people that are spoken of; words close together are of one person."""
    found = sorted((said.start(), said.end(), one.name) for one in groups() for said in one.said.finditer(piece))
    people: dict[str, None] = {}
    last = None
    for start, end, name in found:
        if last is None or not audiences.is_same_person(piece[last:start]):
            people[name] = None
        last = max(end, last or 0)
    return list(people)


def _about_each_thing(question: str) -> list[str]:
    """Ask about each thing of a list: 市场准入和办照这两样都松了什么; whose the first one is, all are."""
    listed = next((found for found in reversed([*_LIST.finditer(question)]) if len(_things(found.group())) > 1), None)
    if listed is None:
        return []
    things = _things(listed.group())
    before, after = question[: listed.start()], question[listed.end() :]
    whose, of, first = things[0].rpartition("的")
    if whose and first and of not in "".join(things[1:]):
        before, things = before + whose + of, [first, *things[1:]]
    return [before + thing + after for thing in things]


def _things(listed: str) -> list[str]:
    """The things of a list; none of words that ask or go on for long."""
    things = [thing for thing in re.split(_AND, listed) if thing]
    return [] if asking.asks(listed) or max(map(len, things)) > LONGEST_THING else things


def _about_each_piece(question: str) -> list[str]:
    """Ask about each piece, when the last one says that each is meant: 外头请人，自家带人，分别怎么做."""
    pieces = asking.pieces(question)
    if len(pieces) < 3 or not _EACH.search(pieces[-1]) or _asks(pieces[-1]):
        return []
    return [f"{piece}，{pieces[-1]}" for piece in pieces[:-1]]
