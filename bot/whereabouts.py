"""Where something is that a question names, as far as words quoted say: 数字经济总部基地在哪 of 南宁五象新区数字经济总部基地."""

from __future__ import annotations

import re

from .asking import pieces
from .gazetteer import PROVINCE, read

LEAST = 4  # characters by which a thing is known, where it has as many

_ASKED = re.compile(
    r"(?P<thing>[\u4e00-\u9fff·]{3,14}?)(?:是|都|要|会|设|建|开|办|放|位)*(?:在|到|于)(?:哪[里儿块座]?(?:个?(?:市|城市|地方|区))?|什么(?:市|城市|地方)|边度)[的呢啊呀]*$"
)
_STOP = re.compile(r"[，,。；;、\n]")


def is_told(question: str, said: str) -> bool:
    """Whether the thing of which a question asks where it is has a place before its name in a text."""
    things = [found["thing"] for found in map(_ASKED.search, pieces(question)) if found]
    return any(_has_place(before) for thing in things for before in _before(thing, said))


def _before(thing: str, text: str) -> list[str]:
    """What stands before each mention of a thing, in the same part of a text: of all its name, or else of the end of that."""
    for start in range(max(1, len(thing) - LEAST + 1)):
        parts = text.split(thing[start:])[:-1]
        if parts:
            return [_STOP.split(part)[-1] for part in parts]
    return []


def _has_place(text: str) -> bool:
    """Whether a text names a place within a province."""
    return any(len(region.path) > PROVINCE for mention in read().places(text) for region in mention.regions)
