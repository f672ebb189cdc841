"""For whom a quote is written, where somebody else asks: a veteran's interest subsidy is no shopkeeper's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Clause

from .groups import Group, denied_in, groups, groups_in, named, people_in
from .in_charge import asks_unit

_PERSON = "(?:人|者|员|民|工|生|兵|户|师傅?|弟弟?|哥哥?|姐姐?|妹妹?|爸爸?|妈妈?|爹|娘|老婆|老公|儿子|女儿|娃儿?|孩子|亲戚|朋友|邻居|同学|同事|家属|民企|私企|民营企业|私营企业)"
_DENIED = "(?:(?:不是|没有?)[^，,。；;？?！!]{1,6})?"
_ANYBODY = "谁|哪|什么|啥|几|多少|[个本每][一个]?人|自己|有人|创业者|创业人|申请人|当事人"
_FOR_WHOM = re.compile(
    rf"(?:^|[，,。；;？?！!\s])(?P<who>(?:(?!{_ANYBODY})[^，,。；;？?！!\s]){{0,10}}{_PERSON}{_DENIED})(?:也|都|又)?(?:能不能|可不可以|得不得|可以|能够?|可(?!能))"
)


def asking(question: str, audience: str | None = None) -> frozenset[Group]:
    """The people who ask, or for whom it is asked, with those whom they belong to: none of ours in 农民工的用地，城里人能用吗.

    :param audience: whom someone chose to be.
    """
    chosen, whom = named(audience), _FOR_WHOM.search(question)
    spoken = groups_in(whom["who"] if whom else question)
    own = {group for group in (*spoken, *([chosen] if chosen else [])) if group.is_of_people}
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
