"""For whom a quote is written, where somebody else asks: a veteran's interest subsidy is no shopkeeper's."""

from __future__ import annotations

from collections.abc import Sequence

from index import Clause

from .groups import Group, denied_in, groups, groups_in, named, people_in
from .in_charge import asks_unit


def asking(question: str, audience: str | None = None) -> frozenset[Group]:
    """The people who ask, or for whom it is asked, with those whom they belong to.

    :param audience: whom someone chose to be.
    """
    chosen = named(audience)
    own = {group for group in (*groups_in(question), *([chosen] if chosen else [])) if group.is_of_people}
    return frozenset(own | {wider for group in own for wider in map(named, group.among) if wider})


def are_written_in(meant: frozenset[Group], clause: Clause) -> bool:
    """Whether a clause speaks of any of those who ask."""
    return any(group.is_written_in(clause) for group in meant)


def written_for(question: str, meant: frozenset[Group], clause: Clause, quotes: Sequence[str]) -> tuple[str, ...]:
    """The people for whom every quote is written, by name, if none of them asks."""
    if asks_unit(question) or any(group.is_named_in(clause) for group in meant):
        return ()
    written = [people_in(quote) for quote in quotes]
    found = frozenset().union(*written)
    return tuple(group.name for group in groups() if group in found) if all(written) and not found & meant else ()


def is_for_others(question: str, meant: frozenset[Group], clause: Clause, quotes: Sequence[str]) -> bool:
    """Whether every quote names people, and none of those who ask; or names those alone whom the question denies to be.

    :param meant: who asks; of nobody in particular nothing is held back, nor from who asks for the unit alone.
    """
    if asks_unit(question) or any(group.is_named_in(clause) for group in meant):
        return False
    written = [people_in(quote) for quote in quotes]
    if not all(written):
        return False
    denied = denied_in(question)
    return all((meant and not named_ & meant) or named_ <= denied for named_ in written)
