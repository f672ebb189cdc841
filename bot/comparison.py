"""What the clauses say for each audience on each need, quoted side by side; who gets more is never claimed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from index import Clause, Index, State, validity
from index.chunks import told as sentences_of

from . import audiences, needs
from .answers import Citation, clause_url
from .audiences import EVERYONE
from .in_charge import asks_unit
from .questions import AUDIENCES
from .quotes import proven

MOST_PASSAGES = 20
FOUND = 50  # clauses of a large index for each audience and need

_DIFFERS = re.compile(
    r"不同|区别|差别|差异|差距|差多少|差在哪|不一样|一样|相同|异同|对比|对照|比较|相比|比一比|比起|哪[个边种类样]?的?(?:人)?(?:优惠|支持|政策|补贴|待遇|扶持|更|多|好|划算|高|强|大|力度)"
    r"|谁(?:的|更|多|拿|得|能|划算|优惠)|更(?:多|好|高|优惠|划算|大)|比.{1,10}(?:多|少|好|高|低|强|大)|偏心|公平|\bvs\b|\bpk\b",
    re.IGNORECASE,
)
_ALL_GROUPS = re.compile(r"(?:三|这几|那几|几|各|不同|每)(?:类|种|个|样)?(?:的)?(?:人群|人员|群体|身份|对象|人)")
_BOTH = re.compile(r"分别|各自|各有|都|什么|啥|哪些|哪样|怎么|咋|如何|有没有|有冇")
_SUPPORT = re.compile(r"支持|扶持|政策|优惠|补贴|待遇|福利|好处|帮助|照顾|创业|开店|措施|规定")
_TOGETHER = re.compile(r"一起|合伙|共同|联合|结婚|夫妻")


@dataclass(frozen=True)
class Excerpt:
    """Sentences of one clause, each a substring of its text."""

    clause: Clause
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """What is said for one audience on one need; empty is 未提及. ``more`` passages were left out."""

    audience: str
    excerpts: tuple[Excerpt, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Row:
    """A need, with a cell for each audience, and one for clauses that name nobody in particular."""

    need: str
    cells: tuple[Cell, ...]
    everyone: Cell


@dataclass(frozen=True)
class Table:
    """Rows of needs and columns of audiences, with a citation for each clause that is quoted."""

    audiences: tuple[str, ...]
    rows: tuple[Row, ...]
    citations: tuple[Citation, ...]

    @property
    def url(self) -> str:
        """Where the page shows these audiences and needs in full."""
        asked = [("audiences", name) for name in self.audiences] + [("needs", row.need) for row in self.rows]
        return f"/compare?{urlencode(asked)}"

    def as_dict(self) -> dict[str, Any]:
        """The table as the HTTP contract has it; each excerpt's ``mark`` leads to its citation."""
        by_clause = {citation.clause.id: citation for citation in self.citations}
        return {
            "audiences": list(self.audiences),
            "needs": [row.need for row in self.rows],
            "rows": [
                {
                    "need": row.need,
                    "cells": [_cell(cell, by_clause) for cell in row.cells],
                    "everyone": _cell(row.everyone, by_clause),
                }
                for row in self.rows
            ],
            "url": self.url,
        }


@dataclass(frozen=True)
class Asked:
    """The audiences that a question sets side by side, and the needs that it asks for; none means all."""

    audiences: tuple[str, ...]
    needs: tuple[str, ...]


def asked(question: str) -> Asked | None:
    """What a question wants compared: two audiences or more and a word of difference, or one question for both."""
    people = audiences.people(question)
    names = audiences.named(question)
    rest = audiences.without(question)
    differs = _DIFFERS.search(rest) is not None
    if len(names) < 2 and not differs:
        return None
    wanted = tuple(need.name for need in needs.asked(rest))
    everyone = len(names) == len(AUDIENCES) or (not names and _ALL_GROUPS.search(rest) is not None)
    if everyone and differs:
        return Asked(AUDIENCES, wanted)
    if not (wanted or _SUPPORT.search(rest)) or _TOGETHER.search(rest):
        return None
    several = len(names) > 1 and len(people) > 1
    both = _BOTH.search(rest) is not None and not asks_unit(rest) and audiences.are_listed(question, people)
    return Asked(names, wanted) if several and (differs or both) else None


class Comparison:
    """The table of an index, gathered once when it is first wanted."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def table(
        self,
        day: date,
        names: Sequence[str] = (),
        needs: Sequence[str] = (),
        documents: Iterable[str] = (),
        most: int = MOST_PASSAGES,
        most_for_everyone: int = MOST_PASSAGES,
    ) -> Table:
        """Set audiences side by side, for a day; an empty choice of anything means all of it.

        :param names: the audiences.
        :param needs: the rows; by default those in which something is said for one of the audiences.
        :param most: how many passages a cell shows: those in force, then those that say most of the need.
        """
        shown = tuple(name for name in AUDIENCES if name in names) or AUDIENCES
        only = frozenset(documents)
        rows = []
        for need in needs or self.needs:
            cells = tuple(self._shown(name, need, day, only, most) for name in shown)
            if needs or any(cell.excerpts for cell in cells):
                rows.append(Row(need, cells, self._shown(EVERYONE, need, day, only, most_for_everyone)))
        return Table(shown, tuple(rows), _citations(rows, day))

    @property
    def needs(self) -> tuple[str, ...]:
        """The rows of which some clause speaks for one of the audiences."""
        spoken = {need for audience, need in self._cells if audience != EVERYONE}
        return tuple(need for need in audiences.audiences().rows if need in spoken)

    def _shown(self, audience: str, need: str, day: date, only: frozenset[str], most: int) -> Cell:
        told = _told(need)
        found = [one for one in self._cells.get((audience, need), ()) if not only or one.clause.document.id in only]

        def worth(passage: Excerpt) -> tuple[bool, bool, bool, int]:
            in_force = validity(passage.clause.document, day).state is State.IN_FORCE
            first = passage.quotes[0]
            return in_force, need in first, audience in audiences.told(first), len(set(told.findall(first)))

        best = sorted(range(len(found)), key=lambda number: worth(found[number]), reverse=True)[:most]
        return Cell(audience, _merged(found[number] for number in sorted(best)), len(found) - len(best))

    @cached_property
    def _cells(self) -> dict[tuple[str, str], list[Excerpt]]:
        found: dict[tuple[str, str], list[Excerpt]] = {}
        for clause in self._speaking():
            for quotes, places in _passages(clause):
                for place in places:
                    found.setdefault(place, []).append(Excerpt(clause, quotes))
        return found

    def _speaking(self) -> Iterable[Clause]:
        """All clauses; of a large index those that are found for an audience and a need."""
        if not self._index.is_large:
            return self._index.clauses
        sought = [f"{audience}{need}" for audience in AUDIENCES for need in audiences.audiences().rows]
        hits = [hit for text in sought for hit in self._index.search(text, FOUND)]
        return list({hit.clause.id: hit.clause for hit in hits}.values())


def _told(need: str) -> re.Pattern[str]:
    return next(one.told for one in needs.all_needs() if one.name == need)


def _merged(passages: Iterable[Excerpt]) -> tuple[Excerpt, ...]:
    """Put the passages of one clause together."""
    by_clause: dict[str, Excerpt] = {}
    for one in passages:
        before = by_clause.get(one.clause.id)
        by_clause[one.clause.id] = Excerpt(one.clause, before.quotes + one.quotes) if before else one
    return tuple(by_clause.values())


def _passages(clause: Clause) -> list[tuple[tuple[str, ...], list[tuple[str, str]]]]:
    """Cut a clause into passages, each with whom it is for and what it speaks of.

    A sentence that speaks of no need and names nobody goes with the one before it: it may be its condition.
    """
    heading = " ".join([clause.title, *clause.path])
    known = audiences.audiences()
    if not audiences.told(heading + clause.text) and not audiences.holds(clause.text, known.everyone):
        return []
    found: list[tuple[list[str], list[tuple[str, str]]]] = []
    for sentence in proven(clause, sentences_of(clause)):
        told = [need.name for need in needs.told(sentence)]
        names_nobody = not audiences.told(sentence) and not audiences.holds(sentence, known.others)
        if found and not told and names_nobody:
            found[-1][0].append(sentence)
        else:
            found.append(([sentence], [(name, need) for name in _for_whom(sentence, heading) for need in told]))
    return [(tuple(quotes), places) for quotes, places in found if places]


def _for_whom(sentence: str, heading: str) -> tuple[str, ...]:
    """The audiences of a sentence: those that it names, else those of its headings, else everyone."""
    known = audiences.audiences()
    named = audiences.told(sentence)
    if named or audiences.holds(sentence, known.others):
        return named
    above = audiences.told(heading)
    if above or audiences.holds(heading, known.others):
        return above
    return (EVERYONE,) if audiences.holds(sentence, known.everyone) else ()


def _citations(rows: Sequence[Row], day: date) -> tuple[Citation, ...]:
    """Cite each quoted clause once, with all that is quoted from it, in its order."""
    quoted: dict[str, tuple[Clause, set[str]]] = {}
    for row in rows:
        for cell in (*row.cells, row.everyone):
            for excerpt in cell.excerpts:
                quoted.setdefault(excerpt.clause.id, (excerpt.clause, set()))[1].update(excerpt.quotes)
    return tuple(
        Citation(mark, clause, validity(clause.document, day), tuple(sorted(quotes, key=clause.text.find)))
        for mark, (clause, quotes) in enumerate(quoted.values(), 1)
    )


def _cell(cell: Cell, by_clause: Mapping[str, Citation]) -> dict[str, Any]:
    return {
        "audience": cell.audience,
        "mentioned": bool(cell.excerpts),
        "excerpts": [_excerpt(excerpt, by_clause[excerpt.clause.id]) for excerpt in cell.excerpts],
        "more": cell.more,
    }


def _excerpt(excerpt: Excerpt, citation: Citation) -> dict[str, Any]:
    clause, judged = excerpt.clause, citation.validity
    return {
        "mark": citation.mark,
        "clause_id": clause.id,
        "label": clause.label,
        "document": clause.document.name,
        "validity": {"state": judged.state.value, "text": judged.text},
        "quotes": list(excerpt.quotes),
        "url": clause_url(clause),
    }
