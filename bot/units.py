"""Units as people call them: 人社厅 for 自治区人力资源社会保障厅."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .tables import read_table, words_of

DEFAULT = Path(__file__).with_name("units.yaml")

_PLACE = re.compile(r"^(?:.{0,7}?(?:自治区|省|市|县|州|旗|区(?!委)))+(?:党委|人民政府)?")
_JOIN = re.compile(r"、|和|跟|与|以及|还有|[，,\s]+")
_KIND = "(?:厅|局|委(?:员会)?|办(?:公室)?|部门?|会)"
_ANY = re.compile(
    rf"(?:自治区|省|市|县|区)?(?:(?![这那哪该此])[\u4e00-\u9fff]){{2,8}}?{_KIND}(?=要|都|主要|牵头|带头|配合|参与|负责|管|主抓|协助)"
)


@dataclass(frozen=True)
class Named:
    """A unit spoken of: the words in the question, and what its printed name holds."""

    said: str
    stem: str

    def is_in(self, units: Iterable[str]) -> bool:
        return any(self.stem in unit for unit in units)


@cache
def short_names(path: Path = DEFAULT) -> dict[str, str]:
    """Read the short names: each, and each full one, with the words that the printed name holds.

    :raises RepliesError: naming the file, the unit and the fix.
    """
    found: dict[str, str] = {}
    for stem, names in read_table(path).items():
        found |= dict.fromkeys([stem, *words_of(path, stem, names)], stem)
    return found


def stem_of(unit: str) -> str:
    """A printed unit's name without its place and its kind: 自治区教育厅 → 教育."""
    bare = _PLACE.sub("", unit) or unit
    return re.sub(rf"{_KIND}$", "", bare) if len(bare) > 3 else bare[:2]


def units_in(question: str, stems: Iterable[str]) -> list[Named]:
    """Find the units that a question names side by side: by short names, by stems of printed ones, else one by its form."""
    words = short_names() | {stem: stem for stem in stems if len(stem) > 1}
    found: list[tuple[re.Match[str], Named]] = []
    for word in sorted(
        (word for word in words if word in question), key=lambda word: (-len(word), question.find(word))
    ):
        match = re.search(rf"(?:自治区|省|市|县|区)?{re.escape(word)}(?:事务|管理|监督管理)?{_KIND}?", question)
        if match and not any(match.start() < other.end() and other.start() < match.end() for other, _ in found):
            found.append((match, Named(match.group(), words[word])))
    if found:
        return _side_by_side(question, found)
    unknown = _ANY.search(question)
    return [Named(unknown.group(), unknown.group())] if unknown else []


def is_among(said: str, units: Sequence[str]) -> bool:
    """Whether a unit, as people call it, is one of those printed."""
    named = units_in(said, map(stem_of, units)) or [Named(said, said)]
    return any(one.is_in(units) for one in named)


def _side_by_side(question: str, found: Sequence[tuple[re.Match[str], Named]]) -> list[Named]:
    """The unit with the longest name, which comes first, and those joined to it, in the question's order."""
    longest = found[0]
    joined: list[tuple[re.Match[str], Named]] = []
    for one in sorted(found, key=lambda one: one[0].start()):
        if joined and not _JOIN.fullmatch(question, joined[-1][0].end(), one[0].start()):
            if longest in joined:
                break
            joined = []
        joined.append(one)
    return [named for _, named in joined]
