"""Typed characters or pinyin → the questions that a clerk wrote and that are answered in full."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate

from index import Clause, Index
from index.chunks import Kind

from . import audiences
from .personal import has_personal_data
from .questions import clean

MOST = 8
SHARED = 0.6
FEWEST_LETTERS = 2

Place = tuple[bool, bool, int, int, int, int]

_LETTERS = re.compile(r"[a-z]+")


class Typeahead:
    """Finds phrasings by the characters that they hold, or by the sound of their beginnings of words."""

    def __init__(self, index: Index, is_whole: Callable[[str, Clause, date], bool]) -> None:
        """:param is_whole: whether a question is answered in full from a clause."""
        self._index, self._is_whole = index, is_whole

    def offers(self, typed: str, day: date, audience: str | None = None) -> list[str]:
        """List what fits best first, for an audience its own questions before those for everyone, and none of the others.

        What holds a number that names a person gets no offer.
        """
        found: list[str] = []
        cleaned = clean(typed)
        for row in [] if has_personal_data(cleaned) else self._ranked(cleaned.lower(), audience):
            text, clause = self._phrasings[row]
            if text not in found and self._is_whole(text, clause, day):
                found.append(text)
            if len(found) == MOST:
                break
        return found

    def _ranked(self, typed: str, audience: str | None) -> list[int]:
        letters = re.sub(r"[\s']", "", typed)
        spelt = _LETTERS.fullmatch(letters) is not None and len(letters) >= FEWEST_LETTERS
        places = self._by_characters(typed) | (self._by_sound(letters) if spelt else {})
        if audience is None:
            return sorted(places, key=places.__getitem__)
        fitting = [row for row in places if not self._about[row] or audience in self._about[row]]
        return sorted(fitting, key=lambda row: (not self._about[row], places[row]))

    def _by_characters(self, typed: str) -> dict[int, Place]:
        """Those that begin with what was typed, then those that hold it, then those that share most characters."""
        wanted = {character for character in typed if character.isalnum()}
        held = Counter(row for character in wanted for row in self._holding.get(character, ()))
        places: dict[int, Place] = {}
        for row, count in held.items():
            text = self._phrasings[row][0].lower()
            if count >= SHARED * len(wanted):
                pairs = sum(typed[at : at + 2] in text for at in range(len(typed) - 1))
                places[row] = (not text.startswith(typed), typed not in text, -count, -pairs, len(text), row)
        return places

    def _by_sound(self, letters: str) -> dict[int, Place]:
        """Those in which the letters begin at a character: all of its pinyin, or the first letters alone."""
        places: dict[int, Place] = {}
        for row, (initials, sounds, starts) in enumerate(self._spelt):
            at = initials.find(letters)
            if at < 0:
                at = next((number for number, start in enumerate(starts) if sounds.startswith(letters, start)), -1)
            if at >= 0:
                places[row] = (at > 0, False, 0, 0, len(initials), row)
        return places

    @cached_property
    def _phrasings(self) -> list[tuple[str, Clause]]:
        chunks = (chunk for chunk in self._index.chunks if chunk.kind is Kind.PHRASING)
        return [(chunk.text, self._index.clauses[chunk.clause]) for chunk in chunks]

    @cached_property
    def _about(self) -> list[Sequence[str]]:
        return [audiences.told(clause.title) for _, clause in self._phrasings]

    @cached_property
    def _holding(self) -> dict[str, list[int]]:
        found = defaultdict(list)
        for row, (text, _) in enumerate(self._phrasings):
            for character in dict.fromkeys(text.lower()):
                found[character].append(row)
        return dict(found)

    @cached_property
    def _spelt(self) -> list[tuple[str, str, list[int]]]:
        """Of each phrasing the first letters, the whole pinyin, and where each character begins in it."""
        from pypinyin import lazy_pinyin

        found = []
        for text, _ in self._phrasings:
            sounds = [sound.lower() for sound in lazy_pinyin(text) if sound.isalnum()]
            starts = [0, *accumulate(map(len, sounds))][:-1]
            found.append(("".join(sound[0] for sound in sounds), "".join(sounds), starts))
        return found
