"""What a question asks for that the clauses quoted do not say, and what they leave open besides."""

from __future__ import annotations

from collections.abc import Sequence

from . import conditions, giving, particulars
from .answers import Citation
from .conditions import Condition
from .supports import untold
from .words import is_foreign


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
