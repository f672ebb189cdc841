"""Lines as they were written: joined where a page break cut them, cut where a web page joined them."""

from __future__ import annotations

import re

from .markers import ANY, HAN, marker_of
from .text import CLOSING_MARKS, SENTENCE_END, SPACES, Line

FLATTENED = 200
SHORT = 42

_INLINE = re.compile(
    rf"(?<=[。！？；：:”）…])[{SPACES}]+|[{SPACES}]+(?=(?:{HAN}、|[（(]{ANY}[)）]|第{HAN}[章节条][\s　]|\d{{1,2}}[.．、](?!\d)))|[{SPACES}]{{3,}}"
)


def unflattened(body: list[Line]) -> list[tuple[Line, bool]]:
    """Cut the long lines of a text saved without its line breaks; tell cut lines from real ones."""
    found = []
    for line in body:
        pieces = [line.text]
        if len(line.text) > FLATTENED and not line.heading:
            pieces = [piece.strip(SPACES) for piece in _INLINE.split(line.text)]
        found += [(Line(piece, line.heading), number > 0) for number, piece in enumerate(filter(None, pieces))]
    return found


def healed(body: list[tuple[Line, bool]]) -> list[tuple[Line, bool]]:
    """Join the lines that a page break cut."""
    joined: list[tuple[Line, bool]] = []
    for line, cut in body:
        if joined and not cut and _continues(joined[-1][0], line):
            before, was_cut = joined[-1]
            joined[-1] = Line(before.text + line.text, before.heading), was_cut
        else:
            joined.append((line, cut))
    return joined


def _continues(before: Line, line: Line) -> bool:
    if line.heading or before.heading or marker_of(line.text) or line.text.startswith("|"):
        return False
    if re.match(r"[（(](?:牵头|责任|配合|负责)单位", line.text):
        return True
    if len(before.text) <= SHORT and not before.text.endswith(("，", "、")):
        return False
    is_open = before.text.count("（") + before.text.count("(") > before.text.count("）") + before.text.count(")")
    return is_open or before.text.rstrip(CLOSING_MARKS)[-1:] not in SENTENCE_END + "：:|"
