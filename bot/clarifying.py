"""When a question is truly open: for whom, of several whom the clauses in force serve; else what is for people first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index import Hit, State, validity

from .groups import group_in, groups
from .look_ups import bare_of

LIKE = 0.1
MOST_CHOICES = 4
ESTABLISHED = frozenset(("大企业", "国有企业"))  # groups of which nobody who begins is

_ANYTHING = re.compile(
    r"政策|补贴|补助|支持|扶持|帮扶|帮助|优惠|好处|福利|待遇|奖励|资助|创业|创新|双创|项目|资金|国家|政府|本地|咱们?|我们?|想|能|可以|享受|领取?|申请|拿|得到|钱|吗|没|冇|不|一点|哪方面|方面|关于|好|介绍|推荐|告诉|最近|现在|目前|吧"
)


def is_open(question: str) -> bool:
    """Whether a question names neither a need nor whom it is for."""
    return group_in(question) is None and not bare_of(_ANYTHING.sub("", question))


def people_first(hits: Sequence[Hit]) -> list[Hit]:
    """Put the clauses named after people or firms that begin before those that tell of others, of plans and publicity."""
    best = max((hit.score for hit in hits), default=0.0)
    return sorted(
        (hit._replace(score=hit.score + best * _names_who_begins(hit)) for hit in hits), key=lambda hit: -hit.score
    )


def _names_who_begins(hit: Hit) -> bool:
    named = [group.name for group in groups() if group.is_named_in(hit.clause)]
    return bool(named) and not set(named) & ESTABLISHED


def choices(hits: Sequence[Hit], day: date) -> tuple[str, ...]:
    """Name the audiences to choose from: those of clauses about equally near, in force; fewer than two are no choice."""
    in_force = [hit for hit in hits if validity(hit.clause.document, day).state is State.IN_FORCE]
    near = [hit for hit in in_force if hit.score >= LIKE * in_force[0].score]
    found = [group.name for group in groups() if any(group.is_written_in(hit.clause) for hit in near)]
    return tuple(found[:MOST_CHOICES]) if len(found) > 1 else ()
