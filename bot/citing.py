"""Which of the clauses found a question needs: often one, sometimes several that each answer a part."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from index import Clause, Hit

from . import asking, conditions, particulars
from .breadth import is_broad, joins
from .groups import Group, group_in, groups_in, is_for_others, named, people_in
from .in_charge import asks_unit
from .parts import asks_more
from .quotes import Choice, Extent
from .searching import Search
from .together import NOTHING_NOTED, Together

MOST = 4
CLOSE = 0.86  # of the best hit's score
BROADLY, JOINED, BESIDE = 0.34, 0.05, 0.05  # spared for all that there is, for several things, for what stands beside
TOO = 0.3  # spared for whom else somebody is, of whom nothing is taken yet: 女大学生
NAMED, BARE = 0.25, 14  # spared for what only names a thing, in so many characters
LONG = 700  # characters quoted, after which what joins several things gets no more in full
TOGETHER = 0.5  # of what was noted below several clauses
ALIKE = 0.75
MOST_POINTS = 8
NAMED_BY = 2  # last characters of a title: 行动目标
NOTHING_BEYOND: Mapping[str, float] = MappingProxyType({})


def needed(
    question: str,
    hits: Sequence[Hit],
    choose: Callable[[Hit, Extent], Choice],
    neighbours: Callable[[Clause], Sequence[Clause]],
    noted: Together = NOTHING_NOTED,
    beyond: Mapping[str, float] = NOTHING_BEYOND,
    audience: str | None = None,
) -> list[tuple[Hit, Choice]]:
    """Take the best hit and those about as near: farther ones too, the more the question asks for and the nearer they stand.

    :param choose: what to quote from a hit, to an extent. :param neighbours: the clauses that stand beside one.
    :param noted: what clerks noted below several clauses near the question.
    :param beyond: how much more than the best clause others have of a piece of the question, by their ids.
    :param audience: who asks, where the question does not say so.
    """
    first = hits[0]
    taken = [(first, choose(first, Extent.WANTED))]
    if asks_unit(question) and not asks_more(question):
        return taken
    joined, meant = joins(question), groups_in(question) or [*filter(None, [named(audience)])]
    spared = BROADLY * is_broad(question) + JOINED * joined + NAMED * _only_names(question)
    beside = {clause.id for clause in neighbours(first.clause)}
    for hit in hits[1:]:
        share = hit.score / first.score if first.score > 0 else 0.0
        allowance = 0.0 if _is_for_others(hit.clause, meant) else spared + BESIDE * (hit.clause.id in beside)
        allowance += TOO * _is_for_who_else(hit.clause, meant, [one.clause for one, _ in taken])
        allowance += TOGETHER * noted.speaks_for(hit.clause, first.clause) + beyond.get(hit.clause.id, 0.0)
        if len(taken) < MOST and share + allowance >= CLOSE:
            quoted = sum(len(quote) for _, choice in taken for quote in choice.quotes)
            taken.append((hit, choose(hit, Extent.NAMED if joined and quoted < LONG else Extent.BRIEF)))
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

    Of a particular one clause tells: 各占百分之几. A part needs less to be sure that finds what the whole question finds, or a clause named after whom it is for.

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
            others = () if particulars.asked(search.text) else hits
            alike = (hit for hit in others if hit.score >= ALIKE * hits[0].score and hit.clause.id not in taken)
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


def _only_names(question: str) -> bool:
    """Whether a question names a thing and asks nothing particular of it."""
    return len(question) <= BARE and not asking.asks(question)


def _is_for_others(clause: Clause, meant: Sequence[Group]) -> bool:
    """Whether a clause is named after others than those whom a question speaks of."""
    about = people_in(clause.title) if meant else frozenset()
    return bool(about) and not about & set(meant)


def _is_for_who_else(clause: Clause, meant: Sequence[Group], taken: Sequence[Clause]) -> bool:
    """Whether a clause is written for people of whom a question speaks and those taken are not."""
    people = {group for group in meant if group.is_of_people}
    left = people.difference(*(people_in(one.text) for one in taken))
    return 0 < len(left) < len(people) and bool(left & people_in(clause.text))


def _is_for_whom(text: str, hit: Hit) -> bool:
    """Whether a clause is named after the group that a text speaks of."""
    group = group_in(text)
    return group is not None and group.is_named_in(hit.clause)
