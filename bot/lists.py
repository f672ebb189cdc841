"""Lists inside a clause: （1）…；（2）…, 一是…；二是…, or sentences that end in a semicolon. None may be cut inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.text import sentences

_NUMBER = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_MARK = rf"(?:[（(]{_NUMBER}[）)]|{_NUMBER}[.．、](?!\d)|[①-⑳]|[一二三四五六七八九十]是|第[一二三四五六七八九十][，、])"
_ITEM = re.compile(rf"{_MARK}\s*\S")
_LISTED = re.compile(rf"[：:]\s*{_MARK}")
_OPENS = re.compile(rf"[：:]\s*(?:{_MARK}.*)?$", re.DOTALL)


def with_lists(text: str, chosen: Iterable[str], semicolons: bool = False) -> list[str]:
    """Add to sentences chosen from a text the rest of each list that they belong to, its opening words included.

    :param semicolons: whether sentences joined by semicolons are a list too.
    """
    wanted = list(chosen)
    if semicolons or _LISTED.search(text):
        for group in _groups(text, semicolons):
            if len(group) > 1 and set(group) & set(wanted):
                wanted += group
    return list(dict.fromkeys(wanted))


@lru_cache(maxsize=1024)
def _groups(text: str, semicolons: bool) -> tuple[tuple[str, ...], ...]:
    """Cut a text into its lists and single sentences."""
    groups: list[list[str]] = []
    for sentence in map(str.strip, sentences(text)):
        if groups and _continues(groups[-1], sentence, semicolons):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return tuple(map(tuple, groups))


def _continues(group: Sequence[str], sentence: str, semicolons: bool) -> bool:
    """An item follows the words that open its list, or another item; what follows a semicolon belongs to it."""
    if semicolons and group[-1].endswith(("；", ";")):
        return True
    opened = _OPENS.search(group[0]) is not None or (len(group) > 1 and _ITEM.match(group[-1]) is not None)
    return opened and _ITEM.match(sentence) is not None
