"""What is asked before whom it is for: the tax of who returns stands in the clause on taxes, not in the one on returning."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index import Clause, Hit

from . import audiences, needs
from .clarifying import people_first
from .groups import Group, group_in, groups, groups_in, people_in
from .questions import AUDIENCES
from .searching import Search

NEAR = 0.3  # of the best hit's score behind it
_HELP = re.compile(
    "(?:政府|国家|公家|政策|学校|能|可以|怎么|咋)[^，,。？?]{0,3}(?:帮|支持|扶持)|(?:啥|什么|哪些|有没有?)(?:政策|支持|扶持|优惠|帮助)"
)


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


def own_first(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Let no clause for others lead before a near one, where a question names one audience.

    Who asks for help in general is told of their own clause first.
    """
    meant = [group for group in groups_in(question) if group.name in AUDIENCES]
    if len(meant) != 1:
        return list(hits)
    own, others = meant[0], [group for group in groups() if group.name in AUDIENCES and group not in meant]
    best = max((hit.score for hit in hits), default=0.0)
    is_general = _HELP.search(question) is not None and not needs.asked(audiences.without(question))

    def is_of_others(clause: Clause) -> bool:
        return not own.is_named_in(clause) and any(other.is_named_in(clause) for other in others)

    near = [hit for hit in hits if hit.score >= (1 - NEAR) * best and not is_of_others(hit.clause)]
    theirs = [hit for hit in near if own.is_named_in(hit.clause)] if is_general else []
    first = next(iter([*theirs, *near]), None)
    if first is None or first is hits[0]:
        return list(hits)
    return [first._replace(score=best), *(hit for hit in hits if hit is not first)]


def _tells(clause: Clause, wanted: Sequence[needs.Need]) -> bool:
    return any(need.told.search(clause.text) for need in wanted)


def _is_of_others(clause: Clause, group: Group) -> bool:
    return bool(people_in(clause.title) - {group})
