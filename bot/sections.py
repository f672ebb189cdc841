"""The parts of a document by their headings, and the one that a question wants listed: 保障措施有哪几项."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Clause
from index.markers import ANY
from index.numerals import to_int

from .asking import pieces
from .look_ups import bare_of

LEAST_NAMED = 4  # characters of a heading

_NUMBER = re.compile(rf"^(?:第?{ANY}(?:[章节编]|部分)?[、.．\s]*|[（(]{ANY}[)）])\s*")
_CONTENTS = re.compile(r"哪[几些]|几[条项个点]|什么|啥|咩|列|[讲说]")
_NTH = re.compile(rf"(?P<heading>.+?)(?:第(?P<number>{ANY})|(?P<last>最后一?))[条项点个款](?P<rest>.*)")
_WITHIN = re.compile(r"[底下里]面|[底里下]头?|面|各|都|部分|大?章|大项")
_PART = re.compile(r"(?P<name>.+?)[这那]?(?:一|个)?(?:部分|板块|章节|大?章(?!程)|篇章?)(?P<rest>.+)")
_TOLD = re.compile(r"哪?[几些][条项个点]?|要点|重点|方面|措施|安排|内容|[谈提交代]了?")


@dataclass(frozen=True)
class Section:
    """A heading that is no clause itself, and the clauses below it."""

    heading: str
    clauses: tuple[Clause, ...]


def sections(clauses: Sequence[Clause]) -> list[Section]:
    """Gather clauses by the headings above them, each heading by its document and place."""
    found: dict[tuple[str, ...], list[Clause]] = {}
    for clause in clauses:
        for depth in range(1, len(clause.path)):
            found.setdefault((clause.document.id, *clause.path[:depth]), []).append(clause)
    own = {(clause.document.id, *clause.path) for clause in clauses}
    return [Section(_NUMBER.sub("", path[-1]), tuple(below)) for path, below in found.items() if path not in own]


def listed(question: str, among: Sequence[Section]) -> Section | None:
    """The section whose clauses a question wants listed: it says the end of one heading, and nothing else."""
    if not _CONTENTS.search(question):
        return None
    said = bare_of(_WITHIN.sub(" ", question))
    return _named(said, among) if sum(map(len, said)) >= LEAST_NAMED else None


def part(question: str, among: Sequence[Section]) -> Section | None:
    """The section that a question calls a part of the document and of which it wants to know what it says: 组织保障部分写了哪几点.

    It is called by words of its heading, and of the titles below.
    """
    named = next(filter(None, map(_PART.fullmatch, pieces(question))), None)
    if named is None or not _CONTENTS.search(named["rest"]) or bare_of(_TOLD.sub("", named["rest"])):
        return None
    names = (named["name"], "".join(bare_of(named["name"])))
    found = [one for one in among if any(name and _calls(name, one) for name in names)]
    return found[0] if len(found) == 1 else None


def _calls(name: str, section: Section) -> bool:
    """Whether a name is made of words of a heading and of the titles below, at least one of them of the heading."""
    below = "\n".join([section.heading, *(clause.title for clause in section.clauses)])
    return _is_made_of(name, below) and any(name[at : at + 2] in section.heading for at in range(len(name) - 1))


def _is_made_of(name: str, text: str) -> bool:
    return not name or any(name[:end] in text and _is_made_of(name[end:], text) for end in range(2, len(name) + 1))


def nth(question: str, among: Sequence[Section]) -> Clause | None:
    """The clause that a question points at by its place below a heading, and nothing else: 保障措施第二条是什么."""
    placed = _NTH.fullmatch(question)
    section = _below(placed["heading"], among) if placed else None
    if placed is None or section is None or bare_of(placed["rest"]):
        return None
    number = len(section.clauses) if placed["last"] else to_int(placed["number"])
    return section.clauses[number - 1] if 0 < number <= len(section.clauses) else None


def _below(text: str, among: Sequence[Section]) -> Section | None:
    """The section whose heading a text gives, whole or by its end, and nothing else."""
    whole = [
        one for one in among if one.heading in text and not bare_of(_WITHIN.sub(" ", text.replace(one.heading, "")))
    ]
    if len(whole) == 1:
        return whole[0]
    said = bare_of(_WITHIN.sub(" ", text))
    return _named(said, among) if sum(map(len, said)) >= LEAST_NAMED else None


def _named(said: Sequence[str], among: Sequence[Section]) -> Section | None:
    """The one section whose heading ends with the last of some words, and has them all."""
    found = [one for one in among if one.heading.endswith(said[-1]) and all(word in one.heading for word in said)]
    return found[0] if len(found) == 1 else None
