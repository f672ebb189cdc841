"""How Chinese policies number their units.

Two grammars: laws (编 章 节 条, with 款 项 目 inside the 条) and notices (一、（一）1.（1）), with ——
items and 附件. Numbering as in 党政机关公文格式 (GB/T 9704—2012, 7.3.3) and 立法技术规范（试行）.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .numerals import CHARACTERS, to_int

HAN = f"[{CHARACTERS}]{{1,7}}"
ANY = rf"(?:{HAN}|\d{{1,4}})"
MARKERS = {
    "annex": re.compile(rf"附\s?件\s?({ANY})?(?=[\s:：]|$)[\s:：]*"),
    "book": re.compile(rf"第({ANY})编[\s　]*"),
    "chapter": re.compile(rf"第({ANY})章[\s　]*"),
    "section": re.compile(rf"第({ANY})节[\s　]*"),
    "article": re.compile(
        rf"第({ANY})条(?:之{HAN})?(?=[\s　：:])[\s　：:]*|第({HAN})条(?:之{HAN})?(?![的、，。和至规第款项及或与中])"
    ),
    "one": re.compile(rf"({HAN})、\s*"),
    "two": re.compile(rf"[（(]({HAN})[)）]\s*、?\s*"),
    "three": re.compile(r"(\d{1,3})(?:[.．](?!\d)|、)\s*"),
    "four": re.compile(r"[（(](\d{1,3})[)）]\s*"),
    "dash": re.compile(r"——\s*"),
}
RANK = {kind: rank for rank, kind in enumerate(MARKERS)} | {"named": 0.5, "paragraph": -1}
LETTERS = {
    "annex": "f",
    "named": "h",
    "book": "b",
    "chapter": "c",
    "section": "s",
    "article": "a",
    "one": "",
    "two": "t",
} | {"three": "n", "four": "q", "dash": "d"}
CONTAINERS = {"annex", "named", "book", "chapter", "section"}


class Marker(NamedTuple):
    """What a numbered line begins with: its kind, its number and the characters themselves."""

    kind: str
    ordinal: int
    text: str


def marker_of(line: str) -> Marker | None:
    """Find the clause marker that a line begins with."""
    for kind, pattern in MARKERS.items():
        match = pattern.match(line)
        if match:
            number = next(filter(None, match.groups()), "") if match.groups() else ""
            return Marker(kind, to_int(number) if number else 0, match.group())
    return None
