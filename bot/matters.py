"""Which sentences of a clause carry what a question names, beside whom it is for and how it asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from index.tokens import STOP
from index.tokens import pieces as runs
from index.tokens import words as segmented

from . import needs
from .asking import without_story
from .breadth import JOINS, is_kind, is_subject, without_form
from .groups import groups
from .needs import Need
from .questions import RECENT

FEW = 0.5  # of a clause's sentences: what more of them tell of sets none of them apart

_OTHERS = re.compile("以外|之外|除了?|之类|[这那]些|其[他它余]|另外|别的|还有")
_PIECES = re.compile(f"{JOINS}|再|[。；;？?！!]")


class Piece(NamedTuple):
    """What a piece of a question names: words for a thing, words for a kind of help, and needs."""

    things: tuple[str, ...]
    kinds: tuple[str, ...]
    needs: tuple[Need, ...]


def carrying(question: str, title: str, texts: Sequence[str]) -> list[bool]:
    """Which sentences of a clause carry what a question asks for or else tells of; all of them where that does not set a few apart.

    It does not where the question asks for others than it names, where the clause is called by what it names, or where a
    piece of it names what no sentence has, so that other words may tell of it.
    """
    asked = _named(without_story(question))
    named = asked if any(map(any, asked)) else _named(question)
    told = [_told(piece, texts) for piece in named]
    is_of_all = _OTHERS.search(question) or any(thing in title for piece in named for thing in piece.things)
    is_unknown = any(each and not any(map(any, each)) for each in told)
    if is_of_all or is_unknown or not any(_is_of_few(has) for each in told for has in each):
        return [True] * len(texts)
    kinds = [[kind in text for text in texts] for piece in named for kind in piece.kinds]
    things = [has for piece, each in zip(named, told, strict=True) for has in each[: len(piece.things)]]
    rare = [
        has for piece, each in zip(named, told, strict=True) for has in each[len(piece.things) :] if _is_of_few(has)
    ]
    return [any(has) for has in zip(*things, *kinds, *rare, strict=True)]


def _told(piece: Piece, texts: Sequence[str]) -> list[list[bool]]:
    """Which sentences have each thing that a piece names, then which tell of each need."""
    things = [[thing in text for text in texts] for thing in piece.things]
    return things + [[need.told.search(text) is not None for text in texts] for need in piece.needs]


def _is_of_few(has: Sequence[bool]) -> bool:
    return 0 < sum(has) <= FEW * len(has)


def pieces(question: str) -> list[str]:
    """The pieces of a question, each of which may name something."""
    return _PIECES.split(question)


def things(piece: str) -> list[str]:
    """The words of a piece for things, beside whom it is for and what kind of help."""
    return [thing for piece in _named(piece) for thing in piece.things]


@lru_cache(RECENT)
def _named(question: str) -> tuple[Piece, ...]:
    """What each piece of a question names."""
    for group in groups():
        question = group.said.sub(" ", question)
    return tuple(_named_in(piece) for piece in pieces(question))


def _named_in(piece: str) -> Piece:
    said = dict.fromkeys(word for run in runs(without_form(piece)) for word in segmented(run))
    words = [word for word in said if len(word) > 1 and word not in STOP and not is_subject(word)]
    things = tuple(word for word in words if not is_kind(word))
    return Piece(things, tuple(word for word in words if word not in things), needs.asked(piece))
