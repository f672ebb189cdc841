"""Which of the clauses found a question needs: often one, sometimes several that each answer a part."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index import Clause, Hit

from . import audiences, needs
from .breadth import is_broad, joins
from .quotes import Choice, asks_unit

MOST = 3
CLOSE = 0.8
BROADLY_CLOSE = 0.6
BEHIND = 0.025
PART = 0.25


def needed(question: str, hits: Sequence[Hit], choose: Callable[[Hit, bool], Choice]) -> list[tuple[Hit, Choice]]:
    """Take the best hit, those close to it, and those that answer a part which no earlier one does.

    :param choose: what to quote from a hit, briefly or in full.
    """
    first = hits[0]
    taken = [(first, choose(first, False))]
    if asks_unit(question):
        return taken
    broad, parts = is_broad(question), _parts(question)
    for hit in hits[1:]:
        share = hit.score / first.score if first.score > 0 else 0.0
        if len(taken) == MOST or share < (PART if parts else BROADLY_CLOSE if broad else CLOSE):
            continue
        choice = choose(hit, share < CLOSE and not parts)
        alike = broad and share >= BROADLY_CLOSE and choice.score >= taken[0][1].score - BEHIND
        if share >= CLOSE or alike or _told(parts, hit, choice) - set().union(*(_told(parts, *one) for one in taken)):
            taken.append((hit, choice))
    return taken


def combined(
    taken: Sequence[tuple[Clause, Choice]], more: Sequence[tuple[Clause, Choice]]
) -> list[tuple[Clause, Choice]]:
    """Add what parts of a question need to what the whole needs: further words of its clauses, then further clauses."""
    found = {clause.id: (clause, choice) for clause, choice in taken}
    for clause, choice in more:
        if clause.id in found:
            found[clause.id] = (clause, found[clause.id][1].joined(choice, clause))
        elif len(found) < MOST:
            found[clause.id] = (clause, choice)
    return list(found.values())


def _parts(question: str) -> frozenset[str]:
    """The audiences, or else the needs, that a question joins; none when it names only one."""
    if not joins(question):
        return frozenset()
    named = set(audiences.named(question))
    wanted = named if len(named) > 1 else {need.name for need in needs.asked(question)}
    return frozenset(wanted) if len(wanted) > 1 else frozenset()


def _told(parts: frozenset[str], hit: Hit, choice: Choice) -> frozenset[str]:
    """Which parts a clause answers: the audience in its title, the needs in what is quoted."""
    return parts & set(audiences.told(hit.clause.title)) | parts & {
        need.name for need in needs.told("\n".join(choice.quotes))
    }
