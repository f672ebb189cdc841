"""Who answers for a clause: the units named in its closing bracket."""

from __future__ import annotations

import re
from typing import NamedTuple

LEAD = "牵头单位|责任单位|负责单位|牵头部门|责任部门|主办单位"
SUPPORTING = "配合单位|参与单位|协同单位|配合部门|参加单位|协办单位"

_BRACKET = re.compile(
    rf"[（(]((?:{LEAD})[：:][^（()）]*(?:[（(][^()（）]*[)）][^（()）]*)*|[^（()）]*(?:牵头|负责)[^（()）]*)[)）]\s*[。；]?\s*$"
)
_NAMED = re.compile(rf"(?:({LEAD})|({SUPPORTING}))[：:]\s*([^；;。]*)")
_TOLD = re.compile(
    r"^由?(.+?)(?:负责)?牵头(?:负责|组织)?[，,；;]?\s*(.*?)(?:等?(?:单位|部门)?(?:按照?职责)?(?:分工)?(?:配合|参与|参加|负责).*)?$"
)
_TAIL = re.compile(r"(?:等?(?:单位|部门)?(?:按照?(?:各自)?职责(?:分工)?)?(?:分别)?负责|等按职责分工负责)$")


class Units(NamedTuple):
    """Names as printed, in order."""

    lead: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()


def units(text: str) -> Units:
    """Read （牵头单位：…；配合单位：…）, （责任单位：…） or （…牵头，…配合） at the end of a clause."""
    match = _BRACKET.search(text)
    if not match:
        return Units()
    inside = match.group(1)
    named = _NAMED.findall(inside)
    if named:
        lead = tuple(unit for is_lead, _, listed in named if is_lead for unit in _split(listed))
        supporting = tuple(unit for _, is_other, listed in named if is_other for unit in _split(listed))
        return Units(lead, supporting)
    told = _TOLD.match(inside)
    if told:
        return Units(tuple(_split(told.group(1))), tuple(_split(told.group(2))))
    return Units(tuple(_split(inside)))


def _split(listed: str) -> list[str]:
    """Cut at 、 and ，; a bracket inside a name stays with it."""
    names = re.split(r"(?<!各市)(?<!各县)[、，,](?![^（(]*[)）])", _TAIL.sub("", listed.strip()))
    return [name.strip() for name in names if name.strip()]
