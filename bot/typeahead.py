"""Typed characters or pinyin → the questions that a clerk wrote and that are answered in full."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate

from index import Clause, Index

from . import audiences, particulars, pinyin
from .in_charge import asks_unit
from .personal import has_personal_data
from .questions import clean

MOST = 8
SHARED = 0.6
FEWEST_LETTERS = 2
LONG = 18
PLAIN = 0

Place = tuple[int, ...]

_LETTERS = re.compile(r"[a-z]+")
_PIECE = re.compile("[\u3400-\u9fff]+|[a-z]+")
_ASKS = re.compile("[？?吗呢]$|什么|哪[些里]|怎[么样]|如何|多少")
_SPOKEN = re.compile("[冇咩啵嘅咋啥俺崽仔佬喊搞讲]|[不没了]$|[不没]？$|要得|晓得|系")
_NARROW = re.compile("目标|归.*管|牵头")
_BROKEN = re.compile(r"[\s，,]")


class Typeahead:
    """Finds phrasings by the characters that they hold, or by the sound of their beginnings of words."""

    def __init__(self, index: Index, is_whole: Callable[[str, Clause, date], bool]) -> None:
        """:param is_whole: whether a question is answered in full from a clause."""
        self._index, self._is_whole = index, is_whole

    def offers(self, typed: str, day: date, audience: str | None = None) -> list[str]:
        """List what fits best first, for an audience its own questions before those for everyone, and none of the others.

        What holds a number that names a person gets no offer.
        """
        found: dict[str, str] = {}
        cleaned = clean(typed)
        for row in [] if has_personal_data(cleaned) else self._ranked(cleaned.lower(), audience):
            text, clause = self._phrasings[row]
            bare = re.sub(r"\W", "", text)
            if bare not in found and self._is_whole(text, clause, day):
                found[bare] = text
            if len(found) == MOST:
                break
        return list(found.values())

    def try_plain(self, day: date) -> Iterator[bool]:
        """Try the questions that are offered most, one by one, so that nobody who types waits for that."""
        for row, (text, clause) in enumerate(self._phrasings):
            if self._oddity[row] <= PLAIN:
                yield self._is_whole(text, clause, day)

    def _ranked(self, typed: str, audience: str | None) -> list[int]:
        letters = re.sub(r"[\s']", "", typed)
        spelt = _LETTERS.fullmatch(letters) is not None and len(letters) >= FEWEST_LETTERS
        places = self._by_characters(typed) | (self._by_sound(letters) if spelt else {})
        if audience is None:
            return sorted(places, key=places.__getitem__)
        fitting = [row for row in places if not self._about[row] or audience in self._about[row]]
        return sorted(fitting, key=lambda row: (not self._about[row], places[row]))

    def _by_characters(self, typed: str) -> dict[int, Place]:
        """Those that hold what was typed, plain ones first; then those that share most of its characters."""
        wanted = {character for character in typed if character.isalnum()}
        held = Counter(row for character in wanted for row in self._holding.get(character, ()))
        places: dict[int, Place] = {}
        for row, count in held.items():
            text = self._phrasings[row][0].lower()
            if count >= SHARED * len(wanted):
                pairs = sum(typed[at : at + 2] in text for at in range(len(typed) - 1))
                if typed in text:
                    places[row] = (0, *self._plainness(row), not text.startswith(typed), len(text), row)
                else:
                    places[row] = (1, -count, -pairs, *self._plainness(row), len(text), row)
        return places

    def _by_sound(self, letters: str) -> dict[int, Place]:
        """Those in which the letters begin at a character: all of its pinyin, or the first letters alone."""
        places: dict[int, Place] = {}
        for row, (initials, sounds, starts) in enumerate(self._spelt):
            at = initials.find(letters)
            if at < 0:
                at = next((number for number, start in enumerate(starts) if sounds.startswith(letters, start)), -1)
            if at >= 0:
                places[row] = (0, *self._plainness(row), at > 0, len(initials), row)
        return places

    def _plainness(self, row: int) -> tuple[int, int]:
        """Plain questions before odd ones; among those alike, what people may have before what offices do."""
        return self._oddity[row], not self._about[row]

    @cached_property
    def _phrasings(self) -> list[tuple[str, Clause]]:
        return self._index.phrased()

    @cached_property
    def _oddity(self) -> list[int]:
        """Of each phrasing how odd it looks as an offer to somebody else; 0 for a short, plain question."""
        return [oddity(text) for text, _ in self._phrasings]

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
        cut = [_PIECE.findall(text.lower()) for text, _ in self._phrasings]
        read, found = pinyin.of_words({piece for pieces in cut for piece in pieces}), []
        for pieces in cut:
            sounds = [sound for piece in pieces for sound in read[piece] or (piece,)]
            starts = [0, *accumulate(map(len, sounds))][:-1]
            found.append(("".join(sound[0] for sound in sounds), "".join(sounds), starts))
        return found


def oddity(text: str) -> int:
    """How far a phrasing is from a short question in plain words; one for a unit or a detail is wanted by fewer."""
    spoken = _SPOKEN.search(text) is not None
    narrow = asks_unit(text) or _NARROW.search(text) is not None or bool(particulars.asked(text))
    return 2 * spoken + (_BROKEN.search(text) is not None) + (not _ASKS.search(text)) + narrow + (len(text) > LONG)
