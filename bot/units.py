"""Units as people call them: 人社厅 for 自治区人力资源社会保障厅."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .tables import read_table, words_of

DEFAULT = Path(__file__).with_name("units.yaml")

_PLACE = re.compile(r"^(?:.{0,7}?(?:自治区|省|市|县|州|旗|区(?!委)))+(?:党委|人民政府)?")
_KIND = "(?:厅|局|委(?:员会)?|办(?:公室)?|部门?|会)"
_ANY = re.compile(
    rf"(?:自治区|省|市|县|区)?[\u4e00-\u9fff]{{2,8}}?{_KIND}(?=要|都|主要|牵头|带头|配合|参与|负责|管|主抓|协助)"
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


def unit_in(question: str, stems: Iterable[str]) -> Named | None:
    """Find the unit that a question names: by a short name, by the stem of a printed one, else by its form."""
    words = short_names() | {stem: stem for stem in stems if len(stem) > 1}
    spoken = sorted((word for word in words if word in question), key=len, reverse=True)
    for word in spoken:
        match = re.search(rf"(?:自治区|省|市|县|区)?{re.escape(word)}(?:事务|管理|监督管理)?{_KIND}?", question)
        if match:
            return Named(match.group(), words[word])
    unknown = _ANY.search(question)
    return Named(unknown.group(), unknown.group()) if unknown else None
