"""Pinyin from a keyboard on the screen → words and characters to choose from, those of the index's subject first."""

from __future__ import annotations

import heapq
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice
from typing import NamedTuple

from index.dictionary import dictionary

from . import pinyin
from .lexicon import Word
from .words import Words

MOST = 40
MOST_LETTERS = 40
MOST_BEGUN = 6  # words that the letters only begin
MOST_SHORTER = 4  # words for each shorter part of the letters
OWN = 1.5  # nats that a word of the subject is ahead of others
RARER = 6.0  # nats that a second reading of a character costs

_HAN = re.compile("[\u4e00-\u9fff]")


class Candidate(NamedTuple):
    """A text to put in, and how many of the typed letters it stands for."""

    text: str
    used: int


class InputMethod:
    """Knows the words and the characters of simplified Chinese (GB 2312) by their pinyin and by its first letters."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def candidates(self, letters: str) -> list[Candidate]:
        """List what letters may mean: all of them first, then what they begin, then what a part of them means."""
        typed = re.sub("[^a-z]", "", letters.lower())[:MOST_LETTERS]
        if not typed:
            return []
        whole = chain(self._exact(typed), self._sentence(typed), self._begun(typed), self._by_initials(typed))
        found = chain((Candidate(text, len(typed)) for text in whole), self._shorter(typed))
        return list(islice(_each_once(found), MOST))

    def _exact(self, typed: str) -> list[str]:
        return [text for _, text in self._by_sound.get(typed, ())]

    def _sentence(self, typed: str) -> list[str]:
        """The likeliest words for letters that are no single word; with the sounds that speakers of the south confuse."""
        pieces = self._words.speller.read(typed)
        complete = sum(piece.end - piece.start for piece in pieces) == len(typed)
        return ["".join(piece.text for piece in pieces)] if complete else []

    def _begun(self, typed: str) -> list[str]:
        """The likeliest words that begin with the letters."""
        start, end = (bisect_left(self._sorted, (edge,)) for edge in (typed, typed + "{"))
        likeliest = heapq.nsmallest(MOST_BEGUN, self._sorted[start:end], key=lambda entry: entry[1])
        return [text for _, _, text in likeliest]

    def _by_initials(self, typed: str) -> list[str]:
        return [text for _, text in heapq.nsmallest(MOST_BEGUN, self._initials.get(typed, ()))]

    def _shorter(self, typed: str) -> Iterator[Candidate]:
        """What the first letters mean, more of them before fewer: a few words, and every character."""
        for used in range(len(typed) - 1, 0, -1):
            texts = self._exact(typed[:used])
            words = [text for text in texts if len(text) > 1][:MOST_SHORTER]
            yield from (Candidate(text, used) for text in (*words, *(text for text in texts if len(text) == 1)))

    @cached_property
    def _entries(self) -> list[tuple[str, str, float, str]]:
        """Of each word and character its pinyin, the first letters, its cost and its text."""
        lexicon = self._words.speller.lexicon
        own = {word.text for word in chain.from_iterable(lexicon.subject.values())}
        words = (word for word in chain.from_iterable(lexicon.spoken.values()) if len(word.text) > 1)
        return [
            (
                "".join(word.read),
                "".join(syllable[0] for syllable in word.read),
                word.cost - OWN * (word.text in own),
                word.text,
            )
            for word in chain(words, self._characters())
        ]

    def _characters(self) -> Iterator[Word]:
        cost = self._words.speller.lexicon.cost
        for text in dictionary().times:
            if len(text) == 1 and _HAN.match(text) and _is_simplified(text):
                for place, syllable in enumerate(pinyin.of_character(text)):
                    yield Word(text, (syllable,), cost(text) + place * RARER)

    @cached_property
    def _by_sound(self) -> dict[str, list[tuple[float, str]]]:
        return _grouped((sound, cost, text) for sound, _, cost, text in self._entries)

    @cached_property
    def _initials(self) -> dict[str, list[tuple[float, str]]]:
        return _grouped((initials, cost, text) for _, initials, cost, text in self._entries)

    @cached_property
    def _sorted(self) -> list[tuple[str, float, str]]:
        return sorted((sound, cost, text) for sound, _, cost, text in self._entries)


def _grouped(entries: Iterable[tuple[str, float, str]]) -> dict[str, list[tuple[float, str]]]:
    found: dict[str, list[tuple[float, str]]] = {}
    for key, cost, text in entries:
        found.setdefault(key, []).append((cost, text))
    return {key: sorted(texts) for key, texts in found.items()}


def _each_once(found: Iterable[Candidate]) -> Iterator[Candidate]:
    seen: set[str] = set()
    for candidate in found:
        if candidate.text not in seen:
            seen.add(candidate.text)
            yield candidate


def _is_simplified(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False
