"""A support that a question asks for by its name, and whether a clause promises it: for what the question speaks of, where it is money."""

from __future__ import annotations

from collections.abc import Sequence

from index import Clause
from index.text import sentences

from . import asking, conditions, matters, needs
from .groups import Group, groups_in
from .needs import Need

MONEY = ("贴息", "补贴", "奖励")
SHORT = 16  # characters: a shorter sentence, 给予财政贴息, goes on about what the one before speaks of


def untold(question: str, clauses: Sequence[Clause]) -> list[str]:
    """Name the supports asked for that no clause promises."""
    asked = asking.asked_part(conditions.without(question))
    wanted = [one for one in needs.supports() if one.asked.search(asked)]
    return [one.name for one in wanted if not _is_promised(one, asked, clauses)]


def _is_promised(support: Need, asked: str, clauses: Sequence[Clause]) -> bool:
    """Whether a sentence tells of a support; of money, one that speaks of what and whom it is asked for, where any does."""
    said = [(clause, text) for clause in clauses for text in _whole_sentences(clause)]
    told = [each for each in said if support.told.search(each[1])]
    if not told or support.name not in MONEY:
        return bool(told)
    things, people = _asked_for(support, asked)
    return all(_is_for(named, told) or not _is_for(named, said) for named in (things, people))


def _is_for(named: Sequence[str | Group], said: Sequence[tuple[Clause, str]]) -> bool:
    """Whether a sentence speaks of anything that is named, or stands in a clause called after such people."""
    return any(_speaks_of(one, clause, text) for one in named for clause, text in said)


def _speaks_of(named: str | Group, clause: Clause, text: str) -> bool:
    if isinstance(named, str):
        return named in text
    return named.is_named_in(clause) or named.written.search(text) is not None


def _whole_sentences(clause: Clause) -> list[str]:
    """The sentences of a clause, a short one with that before it."""
    found: list[str] = []
    for text in sentences(clause.text):
        if found and len(text) < SHORT:
            found[-1] += text
        else:
            found.append(text)
    return found


def _asked_for(support: Need, asked: str) -> tuple[list[str], list[Group]]:
    """The things and people for which money is asked: in the same piece of a question, else in what it tells before."""
    before = ""
    for piece in asking.pieces(asked):
        if support.asked.search(piece):
            own = next(one for one in matters.pieces(piece) if support.asked.search(one))
            named = _named(support.asked.sub(" ", own))
            return named if any(named) or not asking.asks(piece) else _named(before)
        before = "" if asking.asks(piece) else piece
    return [], []


def _named(text: str) -> tuple[list[str], list[Group]]:
    return matters.things(text), [group for group in groups_in(text) if group.is_of_people]
