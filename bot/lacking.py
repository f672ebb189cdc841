"""What a question asks for that the clauses quoted do not say, and what they leave open besides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Clause, Index

from . import claims, conditions, giving, needs, particulars, premises, years
from .answers import Citation
from .asking import without_story
from .conditions import Condition
from .follow_ups import FollowUp
from .questions import printed
from .searching import Search, Searcher
from .supports import untold
from .words import is_foreign

MEANT_APART = 2.0  # above it a clause is meant whatever other matter is told of besides
IN_ANY_WORDS = 7.0  # above it a clause is surely meant, however strange the words
_PRESUMES = re.compile("(?:吧|是吗|对[吗么]|对不对|是不是|是真的吗)[？?。]*$")


class Lacking:
    """Tells, over one index, what a question supposes or wants to be so and the clauses cited do not say."""

    def __init__(self, index: Index, searcher: Searcher) -> None:
        self._index, self._searcher = index, searcher

    def supposed(self, question: str, search: Search, best: Clause, citations: Sequence[Citation]) -> Sequence[str]:
        """Name what a question that stands alone takes for granted, the supports it asks for, or else what it claims.

        :param best: the clause found first, which may be for other people alone.
        """
        assumed = _assumed(search, citations)
        assumed += supports(question, citations) or _withheld(question, best, citations)
        return assumed or self._claimed(question, search, citations)

    def supposed_later(self, turn: FollowUp, alone: Search, citations: Sequence[Citation]) -> Sequence[str]:
        """Name what a later turn supposes, unless it asks for a particular or a condition; all of a detail in strange words.

        :param alone: what its words find by themselves.
        """
        text, clauses = turn.text, [citation.clause for citation in citations]
        is_of_form = particulars.asked(text) or years.is_bare(text)
        supposed: Sequence[str] = ()
        if clauses and not (is_of_form or conditions.asked_whether(text)):
            supposed = self._searcher.unmet(text, clauses[0]).things or self._away(turn, alone, clauses)
        is_open = supposed or is_of_form or giving.missing(text, [clause.text for clause in clauses])
        return (f"“{printed(text)}”",) if turn.is_strange and turn.is_detail and not is_open else supposed

    def _claimed(self, question: str, search: Search, citations: Sequence[Citation]) -> Sequence[str]:
        """What a question wants to be so of which no clause quoted speaks."""
        clauses = [citation.clause for citation in citations]
        if search.score >= IN_ANY_WORDS or not self._is_known_how_to_ask(clauses):
            return ()
        return claims.unknown(question, self._known(clauses), self._index, search.found.evidence)

    def _away(self, turn: FollowUp, alone: Search, clauses: Sequence[Clause]) -> Sequence[str]:
        """A later turn itself, where its words lead away from the conversation and do not find the clause by themselves."""
        is_answered = alone.is_known and alone.found.hits[0].clause == clauses[0]
        if is_answered or turn.quoted_for != turn.text or not self._is_known_how_to_ask(clauses):
            return ()
        least = claims.least_of(turn.text, alone.is_near)
        return claims.away([turn.text], turn.full, self._known(clauses), self._index, least)

    def _is_known_how_to_ask(self, clauses: Sequence[Clause]) -> bool:
        """Whether clerks wrote how all of some clauses are asked for."""
        return all(map(self._index.phrasings, clauses))

    def _known(self, clauses: Sequence[Clause]) -> str:
        return "\n".join(map(self._searcher.known, clauses))


def unsaid(question: str, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Name the particulars and conditions asked for that no quote states."""
    return _once(particulars.missing(question, [quote for citation in citations for quote in citation.quotes]))


def asked_for(question: str, citations: Sequence[Citation], assumed: Sequence[str] = ()) -> tuple[str, ...]:
    """Name all that is asked for and not told: particulars, what is taken for granted, things to be given.

    :param assumed: what the question takes for granted and the clause lacks.
    """
    things = giving.missing(question, [citation.clause.text for citation in citations])
    assumed = [name for name in assumed if not (name.startswith("“") and any(thing in name for thing in things))]
    others = [thing for thing in things if not any(thing in name or name in thing for name in assumed)]
    known = [
        name
        for name in unsaid(question, citations)
        if name != particulars.ANY_FIGURE or not supports(question, citations)
    ]
    return _once([*known, *assumed, *others])


def left_open(names: Sequence[str], question: str, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Add to what is lacking the supports asked for, and what the first quote promises and its clause leaves open."""
    first = citations[0]
    return _once([*names, *supports(question, citations), *particulars.left_open(first.quotes, first.clause.text)])


def supports(question: str, citations: Sequence[Citation]) -> list[str]:
    """Name the supports that a question asks for by name and no clause cited promises; one in Chinese."""
    return [] if is_foreign(question) else untold(question, [citation.clause for citation in citations])


def whether(question: str, names: Sequence[str]) -> list[Condition]:
    """The conditions of which it is asked whether they let one in, among what is lacking."""
    return [condition for condition in conditions.asked(question) if condition.name in names]


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _assumed(search: Search, citations: Sequence[Citation]) -> list[str]:
    """What a question takes for granted and the clause found does not mention; a figure itself where a quote has another."""
    quoted = [quote for citation in citations for quote in citation.quotes]
    names = []
    presumed = _presumed(search, citations) if _PRESUMES.search(search.text) else []
    for kind in dict.fromkeys([*search.unmet.figures, *presumed]):
        stated = any(one.name == kind and any(map(one.stated.search, quoted)) for one in particulars.particulars())
        names += [f"“{said}”" for said in premises.said(search.text, kind, "\n".join(quoted))] if stated else [kind]
    asked = without_story(search.text) if search.score >= MEANT_APART else search.text
    return [*names, *search.unmet.things, *(one for one in search.unmet.matters if one in asked)]


def _presumed(search: Search, citations: Sequence[Citation]) -> list[str]:
    """The kinds of figures that a question takes for granted and no clause cited has, whatever is in the ways to ask for it."""
    written = "\n".join(citation.clause.text for citation in citations)
    return [kind for kind in premises.patterns().figures if premises.said(search.text, kind, written)]


def _withheld(question: str, best: Clause, citations: Sequence[Citation]) -> list[str]:
    """What a question asks for that the best clause gives to other people alone, so that their own was quoted instead."""
    if not citations or best.id in [citation.clause.id for citation in citations]:
        return []
    quoted = "\n".join(quote for citation in citations for quote in citation.quotes)
    return [need.name for need in needs.asked(question) if need.told.search(best.text) and not need.told.search(quoted)]
