"""Which of the clauses found a question needs: often one, sometimes several that each answer a part."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index import Clause, Hit

from . import audiences, conditions, needs
from .breadth import is_broad, joins
from .groups import group_in, is_for_others
from .in_charge import asks_unit
from .quotes import Choice
from .searching import Search

MOST = 3
CLOSE = 0.8
BROADLY_CLOSE = 0.6
BEHIND = 0.05
PART = 0.25
ALIKE = 0.9
MOST_POINTS = 8
NAMED_BY = 2  # last characters of a title: 行动目标


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
    taken: Sequence[tuple[Clause, Choice]], of_parts: Sequence[tuple[Clause, Choice]]
) -> list[tuple[Clause, Choice]]:
    """Add what parts of a question need to what the whole needs.

    The best clause stays first, and those of the parts come before the others.
    """
    found: dict[str, tuple[Clause, Choice]] = {}
    for clause, choice in (*taken[:1], *of_parts, *taken[1:]):
        if clause.id in found:
            found[clause.id] = (clause, found[clause.id][1].joined(choice, clause))
        elif len(found) < MOST:
            found[clause.id] = (clause, choice)
    return list(found.values())


def of_each(searches: Sequence[Search], near: Sequence[Hit]) -> list[tuple[Search, Hit]]:
    """The clause for each part that one is sure of, the surest first; another than before where one is about as near.

    A part needs less to be sure that finds what the whole question finds, or a clause named after whom it is for.

    :param near: what was found for the whole question.
    """
    whole = {hit.clause.id for hit in near}
    found: list[tuple[Search, Hit]] = []
    for search in sorted(searches, key=lambda search: -search.found.evidence.lead):
        hits = search.found.hits
        if search.is_certain or (
            (search.is_known or search.is_doubtful)
            and (hits[0].clause.id in whole or _is_for_whom(search.text, hits[0]))
        ):
            taken = {hit.clause.id for _, hit in found}
            alike = (hit for hit in hits if hit.score >= ALIKE * hits[0].score and hit.clause.id not in taken)
            found.append((search, next(alike, hits[0])))
    return found


def stating(
    question: str, clauses: Sequence[Clause], sentences: Callable[[Clause], Sequence[str]]
) -> list[tuple[Clause, Choice]]:
    """Where the conditions that a question asks about are written: in the clause cited, else in a near one of its document.

    :param clauses: the clause cited, then those found, the nearest first.
    """
    wanted = conditions.asked(question)
    if not wanted:
        return []
    group, document = conditions.group_of(question), clauses[0].document.id
    near = [one for one in clauses[1:] if one.document.id == document and not is_for_others(one, group)]
    found = []
    for condition in wanted:
        for clause in (*clauses[:1], *near):
            said = tuple(text for text in sentences(clause) if condition.stated.search(text))
            if said:
                found.append((clause, Choice(said)))
                break
    return found


def with_points(
    question: str, chosen: Sequence[tuple[Clause, Choice]], points_of: Callable[[Clause], Sequence[Clause]]
) -> list[tuple[Clause, Choice]]:
    """Add the points that a cited clause opens, each in full, when a broad question asks for them all.

    It does when what it asks for is the title of the first clause, or when several points are needed already.

    :param points_of: the clauses right below a clause.
    """
    found = {clause.id: (clause, choice) for clause, choice in chosen}
    for place, (clause, _) in enumerate(chosen if is_broad(question) else ()):
        points = points_of(clause)
        needed_already = sum(point.id in found for point in points)
        is_named = place == 0 and clause.title != "" and clause.title[-NAMED_BY:] in question
        if 0 < len(points) <= MOST_POINTS and (is_named or needed_already > 1):
            found |= {point.id: (point, Choice((point.text,))) for point in points}
    return list(found.values())


def _is_for_whom(text: str, hit: Hit) -> bool:
    """Whether a clause is named after the group that a text speaks of."""
    group = group_in(text)
    return group is not None and group.is_named_in(hit.clause)


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
