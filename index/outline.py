"""A body of text → its headings and clauses, by their numbering, nothing lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from .errors import DocumentError
from .healing import healed, unflattened
from .markers import CONTAINERS, LETTERS, RANK, Marker, marker_of
from .text import SENTENCE_END, Line

TITLE_LIMIT = 42
LIST_LIMIT = 600
PARAGRAPH_AIM = 160

_DATE = re.compile(
    r"[12]\d{3}年\d{1,2}月\d{1,2}日|[二〇○零一]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_SIGNED = re.compile(
    r"[^，。；：、？！]{2,40}(?:政府|办公[厅室]|委员会|委|厅|局|部|院|会|办|银行|支行|总署|指挥部|领导小组)"
)


_FULL_WIDTH = str.maketrans("()", "（）")


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
        letter = LETTERS[self.marker.kind]
        return f"{letter}{self.marker.ordinal}" + (f"r{self.run}" if self.run > 1 else "")


def outline(body: list[Line], source: str, is_front: Callable[[str], bool] = lambda _: False) -> list[Part]:
    """Cut a body into its parts, in order.

    Joined and without white space, the parts' texts are the body's, character for character.

    :param source: the file's name, for messages.
    :param is_front: tells the lines before the first number that state no policy: title, number, addressee.
    :raises DocumentError: two neighbouring units bear the same number.
    """
    lines = [(Line(line.text, line.heading and not is_front(line.text)), cut) for line, cut in unflattened(body)]
    units = _folded(_units(healed(lines), source))
    parts: list[Part] = []
    for unit, following in zip(units, [*units[1:], None], strict=True):
        if unit.marker.kind == "paragraph":
            parts += _paragraphs(unit.text, "引言" if len(units) > 1 else "", is_front)
        else:
            leads = following is not None and following.rank > unit.rank
            parts.append(_part(unit, is_heading=unit.is_bare and (leads or unit.marker.kind in CONTAINERS)))
    return _told_apart(_signed_off(parts))


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
    anew = marker.ordinal == 1 and before.text.endswith(("：", ":")) and "\n" in before.text
    if marker.text.strip() == before.marker.text.strip() and not anew:
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
    return [*parts[:-1], replace(last, text="\n".join(kept)), Part("closing", "\n".join(closing))]


def _told_apart(parts: list[Part]) -> list[Part]:
    """Count equal labels and equal anchors through, so that each names one part only."""
    labels: Counter[str] = Counter()
    anchors: Counter[str] = Counter()
    found = []
    for part in parts:
        if part.label:
            labels[part.label] += 1
            anchors[part.anchor] += 1
            label, anchor = labels[part.label], anchors[part.anchor]
            part = replace(
                part,
                label=part.label + (f"·{label}" if label > 1 else ""),
                anchor=part.anchor + (f"x{anchor}" if anchor > 1 else ""),
            )
        found.append(part)
    return found
