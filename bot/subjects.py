"""What is asked before whom it is for: the tax of who returns stands in the clause on taxes, not in the one on returning."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index import Clause, Hit

from . import audiences, needs
from .clarifying import people_first
from .groups import Group, group_in, groups
from .searching import Search


def subject_first(question: str, hits: Sequence[Hit], search: Callable[[str], Search]) -> list[Hit]:
    """Put first the clause that tells of what is asked, where the best one is named after whom it is for and does not.

    :param search: finds what there is for the question without the words for whom.
    """
    group = group_in(question)
    if group is None or not hits or not group.is_named_in(hits[0].clause):
        return list(hits)
    bare = audiences.without(question)
    wanted = needs.asked(bare)
    if not wanted or _tells(hits[0].clause, wanted):
        return list(hits)
    alone = search(bare.strip(" 的，,"))
    best = next((hit for hit in people_first(alone.found.hits) if not _is_of_others(hit.clause, group)), None)
    if not alone.is_known or best is None or not _tells(best.clause, wanted):
        return list(hits)
    first = Hit(1, hits[0].score, best.clause, best.scores)
    return [first, *(hit for hit in hits if hit.clause.id != best.clause.id)]


def _tells(clause: Clause, wanted: Sequence[needs.Need]) -> bool:
    return any(need.told.search(clause.text) for need in wanted)


def _is_of_others(clause: Clause, group: Group) -> bool:
    return any(other.is_named_in(clause) for other in groups() if other != group and other.is_of_people)
