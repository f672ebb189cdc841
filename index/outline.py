"""A body of text → its headings and clauses, by their numbering, nothing lost.

Two grammars: laws (编 章 节 条, with 款 项 目 inside the 条) and notices (一、（一）1.（1）), with ——
items and 附件. Numbering as in 党政机关公文格式 (GB/T 9704—2012, 7.3.3) and 立法技术规范（试行）.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from .errors import DocumentError
from .numerals import CHARACTERS, to_int
from .text import CLOSING_MARKS, SENTENCE_END, SPACES, Line

TITLE_LIMIT = 42
LIST_LIMIT = 600
PARAGRAPH_AIM = 160
FLATTENED = 200

_HAN = f"[{CHARACTERS}]{{1,7}}"
_ANY = rf"(?:{_HAN}|\d{{1,4}})"
MARKERS = {
    "annex": re.compile(rf"附\s?件\s?({_ANY})?(?=[\s:：]|$)[\s:：]*"),
    "book": re.compile(rf"第({_ANY})编[\s　]*"),
    "chapter": re.compile(rf"第({_ANY})章[\s　]*"),
    "section": re.compile(rf"第({_ANY})节[\s　]*"),
    "article": re.compile(
        rf"第({_ANY})条(?:之{_HAN})?(?=[\s　：:])[\s　：:]*|第({_HAN})条(?:之{_HAN})?(?![的、，。和至规第款项及或与中])"
    ),
    "one": re.compile(rf"({_HAN})、\s*"),
    "two": re.compile(rf"[（(]({_HAN})[)）]\s*、?\s*"),
    "three": re.compile(r"(\d{1,3})(?:[.．](?!\d)|、)\s*"),
    "four": re.compile(r"[（(](\d{1,3})[)）]\s*"),
    "dash": re.compile(r"——\s*"),
}
RANK = {kind: rank for rank, kind in enumerate(MARKERS)} | {"named": 0.5, "paragraph": -1}
CONTAINERS = {"annex", "named", "book", "chapter", "section"}
_INLINE = re.compile(
    rf"(?<=[。！？；：:”）…])[{SPACES}]+|[{SPACES}]+(?=(?:{_HAN}、|[（(]{_ANY}[)）]|第{_HAN}[章节条][\s　]|\d{{1,2}}[.．、](?!\d)))|[{SPACES}]{{3,}}"
)
_DATE = re.compile(
    r"[12]\d{3}年\d{1,2}月\d{1,2}日|[二〇○零一]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_SIGNED = re.compile(
    r"[^，。；：、？！]{2,40}(?:政府|办公[厅室]|委员会|委|厅|局|部|院|会|办|银行|支行|总署|指挥部|领导小组)"
)


_FULL_WIDTH = str.maketrans("()", "（）")


class Marker(NamedTuple):
    """What a numbered line begins with: its kind, its number and the characters themselves."""

    kind: str
    ordinal: int
    text: str


@dataclass(frozen=True)
class Part:
    """A run of the body; ``kind`` is front, heading, clause, paragraph (a clause without number) or closing."""

    kind: str
    text: str
    number: str = ""
    label: str = ""
    title: str = ""
    path: tuple[str, ...] = ()
    anchor: str = ""


@dataclass
class _Unit:
    """A marker with what follows it, until the next one."""

    marker: Marker
    text: str
    parents: list[_Unit] = field(default_factory=list)
    run: int = 1

    @property
    def rank(self) -> float:
        return RANK[self.marker.kind]

    @property
    def content(self) -> str:
        return self.text[len(self.marker.text) :]

    @property
    def title(self) -> str:
        """The first sentence without its stop, when it is short enough to be a title."""
        if self.marker.kind == "article":
            return ""
        first = re.match(rf"[^{SENTENCE_END}：:\n]{{2,{TITLE_LIMIT}}}(?=[。：:\n]|$)", self.content)
        return first.group().strip() if first else ""

    @property
    def is_bare(self) -> bool:
        """Whether a title is all there is."""
        return len(self.content.strip()) <= len(self.title) + 1

    @property
    def number(self) -> str:
        if self.marker.kind == "dash":
            return f"——{self.marker.ordinal}"
        return self.marker.text.strip(" \n\t\u3000、.．：:").translate(_FULL_WIDTH)

    @property
    def heading(self) -> str:
        if self.marker.kind == "named":
            return self.marker.text
        mark = self.marker.text.strip().translate(_FULL_WIDTH)
        title = self.title or (self.content[:18].split("\n")[0] + "…" if self.marker.kind != "article" else "")
        space = " " if mark[-1:] in ".．" or self.marker.kind in CONTAINERS else ""
        return f"{mark}{space}{title}".strip()

    @property
    def label(self) -> str:
        again = f"〔{self.run}〕" if self.run > 1 else ""
        if self.marker.kind == "named":
            return f"{self.marker.text[:20]} "
        after = {"one": "、", "annex": " "}.get(self.marker.kind, "")
        return f"{self.number}{again}{after}"

    @property
    def anchor(self) -> str:
        letter = {"annex": "f", "named": "h", "article": "a", "dash": "d", "book": "b"}.get(self.marker.kind, "")
        return f"{letter}{self.marker.ordinal}" + (f"r{self.run}" if self.run > 1 else "")


def outline(body: list[Line], source: str, is_front: Callable[[str], bool] = lambda _: False) -> list[Part]:
    """Cut a body into its parts, in order.

    Joined and without white space, the parts' texts are the body's, character for character.

    :param source: the file's name, for messages.
    :param is_front: tells the lines before the first number that state no policy: title, number, addressee.
    :raises DocumentError: two neighbouring units bear the same number.
    """
    lines = [(Line(line.text, line.heading and not is_front(line.text)), cut) for line, cut in _unflattened(body)]
    units = _folded(_units(_healed(lines), source))
    parts: list[Part] = []
    for unit, following in zip(units, [*units[1:], None], strict=True):
        if unit.marker.kind == "paragraph":
            parts += _paragraphs(unit.text, "引言" if len(units) > 1 else "", is_front)
        else:
            leads = following is not None and following.rank > unit.rank
            parts.append(_part(unit, is_heading=unit.is_bare and (leads or unit.marker.kind in CONTAINERS)))
    return _signed_off(parts)


def marker_of(line: str) -> Marker | None:
    """Find the clause marker that a line begins with."""
    for kind, pattern in MARKERS.items():
        match = pattern.match(line)
        if match:
            number = next(filter(None, match.groups()), "") if match.groups() else ""
            return Marker(kind, to_int(number) if number else 0, match.group())
    return None


def _unflattened(body: list[Line]) -> list[tuple[Line, bool]]:
    """Cut the long lines of a text saved without its line breaks; tell cut lines from real ones."""
    found = []
    for line in body:
        pieces = [line.text]
        if len(line.text) > FLATTENED and not line.heading:
            pieces = [piece.strip(SPACES) for piece in _INLINE.split(line.text)]
        found += [(Line(piece, line.heading), number > 0) for number, piece in enumerate(filter(None, pieces))]
    return found


def _healed(body: list[tuple[Line, bool]]) -> list[tuple[Line, bool]]:
    """Join the lines that a page break cut."""
    healed: list[tuple[Line, bool]] = []
    for line, cut in body:
        if healed and not cut and _continues(healed[-1][0], line):
            before, was_cut = healed[-1]
            healed[-1] = Line(before.text + line.text, before.heading), was_cut
        else:
            healed.append((line, cut))
    return healed


def _continues(before: Line, line: Line) -> bool:
    if line.heading or before.heading or marker_of(line.text) or line.text.startswith("|"):
        return False
    if re.match(r"[（(](?:牵头|责任|配合|负责)单位", line.text):
        return True
    if len(before.text) <= TITLE_LIMIT and not before.text.endswith(("，", "、")):
        return False
    is_open = before.text.count("（") + before.text.count("(") > before.text.count("）") + before.text.count(")")
    return is_open or before.text.rstrip(CLOSING_MARKS)[-1:] not in SENTENCE_END + "：:|"


def _units(body: list[tuple[Line, bool]], source: str) -> list[_Unit]:
    """Open a unit at each marker, under the units that it belongs to."""
    units = [_Unit(Marker("paragraph", 0, ""), "")]
    stack: list[_Unit] = []
    last: dict[tuple[int, str], _Unit] = {}
    latest: dict[str, int] = {}
    for line, cut in body:
        marker = _accepted(line, cut, stack, last, latest)
        if marker is None:
            units[-1].text += ("\n" if units[-1].text else "") + line.text
            continue
        stack = [unit for unit in stack if unit.rank < RANK[marker.kind]]
        key = (id(stack[-1]) if stack else 0, marker.kind)
        before = last.get(key)
        if marker.kind in ("dash", "named") or (marker.kind == "annex" and not marker.ordinal):
            marker = marker._replace(ordinal=before.marker.ordinal + 1 if before else 1)
        unit = _Unit(marker, line.text, list(stack), _run(before, marker, source))
        last[key] = unit
        latest[marker.kind] = marker.ordinal
        units.append(unit)
        stack.append(unit)
    return units if units[0].text else units[1:]


def _accepted(
    line: Line, cut: bool, stack: list[_Unit], last: dict[tuple[int, str], _Unit], latest: dict[str, int]
) -> Marker | None:
    """Take a line's marker for the begin of a unit, or tell that it is only text.

    A marker within a line must follow the one before it: under the same parent, or through the whole document.
    """
    marker = marker_of(line.text)
    if marker is None:
        return Marker("named", 0, line.text) if line.heading else None
    within_article = any(unit.marker.kind == "article" for unit in stack)
    if within_article and RANK[marker.kind] > RANK["article"]:
        return None
    if not cut:
        return marker
    under = [unit for unit in stack if unit.rank < RANK[marker.kind]]
    before = last.get((id(under[-1]) if under else 0, marker.kind))
    expected = {before.marker.ordinal + 1 if before else 1, latest.get(marker.kind, 0) + 1}
    return marker if marker.ordinal in expected else None


def _run(before: _Unit | None, marker: Marker, source: str) -> int:
    """Count how often a numbering began anew: 一、二、三、 then 一、 again is a second run."""
    if before is None or marker.kind in ("dash", "named"):
        return 1
    if marker.ordinal == before.marker.ordinal:
        raise DocumentError(
            f"{source}：条款编号“{marker.text.strip()}”连续出现两次"
            f"（“{before.content[:12]}…”与后面一条）。请改正文中的编号，使每条各有一个"
        )
    return before.run + (1 if marker.ordinal == 1 else 0)


def _folded(units: list[_Unit]) -> list[_Unit]:
    """Put short lists back into the clause that announces them, so that no item is read alone."""
    folded: list[_Unit] = []
    position = 0
    while position < len(units):
        unit = units[position]
        end = position + 1
        while end < len(units) and units[end].rank > unit.rank >= 0:
            end += 1
        items = units[position + 1 : end]
        if items and _is_list(unit, items):
            unit.text = "\n".join([unit.text, *(item.text for item in items)])
            position = end
        else:
            position += 1
        folded.append(unit)
    return folded


def _is_list(unit: _Unit, items: list[_Unit]) -> bool:
    if unit.marker.kind in CONTAINERS or sum(len(item.text) for item in items) > LIST_LIMIT:
        return False
    return unit.text.endswith(("：", ":")) or all(item.marker.kind == "four" for item in items)


def _part(unit: _Unit, *, is_heading: bool) -> Part:
    chain = [*unit.parents, unit]
    named = [step for step in chain if step.marker.kind not in ("book", "chapter", "section")]
    if unit.marker.kind in ("book", "chapter", "section"):
        named = chain
    return Part(
        "heading" if is_heading else "clause",
        unit.text,
        unit.number,
        "".join(step.label for step in named).strip(),
        unit.title,
        tuple(step.heading for step in chain),
        ".".join(step.anchor for step in named),
    )


def _paragraphs(text: str, name: str, is_front: Callable[[str], bool]) -> list[Part]:
    """Gather unnumbered lines into clauses of about ``PARAGRAPH_AIM`` characters."""
    groups: list[tuple[bool, str]] = []
    for line in text.split("\n"):
        front = is_front(line)
        if groups and groups[-1][0] == front and (front or _belongs(groups[-1][1], line)):
            groups[-1] = front, groups[-1][1] + "\n" + line
        else:
            groups.append((front, line))
    several = sum(not front for front, _ in groups) > 1
    parts, n = [], 0
    for front, group in groups:
        if front:
            parts.append(Part("front", group))
            continue
        n += 1
        label = f"{name}第{n}段" if several or not name else name
        parts.append(Part("paragraph", group, "", label, path=(label,), anchor=f"p{n}"))
    return parts


def _belongs(group: str, line: str) -> bool:
    short = len(group) < PARAGRAPH_AIM or group.endswith(("：", ":", "？", "?"))
    return short and len(group) + len(line) < LIST_LIMIT


def _signed_off(parts: list[Part]) -> list[Part]:
    """Take the signature and the date, at the end, out of the last clause."""
    if not parts or parts[-1].kind == "heading":
        return parts
    last = parts[-1]
    kept = last.text.split("\n")
    closing: list[str] = []
    while len(kept) > 1 and (_DATE.fullmatch(kept[-1]) or _SIGNED.fullmatch(kept[-1])):
        closing.insert(0, kept.pop())
    if not closing:
        return parts
    clause = Part(**{**last.__dict__, "text": "\n".join(kept)})
    return [*parts[:-1], clause, Part("closing", "\n".join(closing))]
