"""How words are read: pinyin without tones, as it is typed; the syllables there are, and those that many confuse."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

READINGS = 2  # of a character: the rarer ones are names and old words
LONGEST = 6  # letters of a syllable

_JSON = json.JSONDecoder()
_PHRASE = re.compile(r'"([^"]+)":\s*(?=\[)')
_TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}
_CONFUSED = [
    (re.compile("^([zcs])h"), r"\1"),
    (re.compile("^l"), "n"),
    (re.compile("^hu(?=a|$)"), "f"),
    (re.compile("^f$"), "fu"),
    (re.compile("^hu([in])$"), r"fe\1"),
    (re.compile("(?<=[aei])ng$"), "n"),
]
_RARE = frozenset(["lo", "yo", "ei", "dei", "den", "nou", "fo", "hm", "hng", "m", "n", "ng", "o", "e", "r", "yai"])


def plain(syllable: str) -> str:
    """Drop the tone, and write ü as v: lǜ → lv."""
    bare = "".join(mark for mark in unicodedata.normalize("NFD", syllable) if mark not in _TONES)
    return unicodedata.normalize("NFC", bare).replace("ü", "v").replace("ê", "e").replace("u:", "v")


@cache
def folded(syllable: str) -> str:
    """Give syllables one form that speakers of the south confuse: zh/z, ch/c, sh/s, l/n, hu/f, ang/an, eng/en, ing/in."""
    for confused, one in _CONFUSED:
        syllable = confused.sub(one, syllable)
    return syllable


@cache
def of_character(character: str) -> tuple[str, ...]:
    """List a character's readings, the commonest first; none for what is no Han character."""
    readings = _characters().get(ord(character), "")
    return tuple(dict.fromkeys(plain(reading) for reading in readings.split(",") if reading))[:READINGS]


def of_words(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Read words, a syllable for each character; nothing where some character has no reading.

    How phrases are read takes more memory than all else here, and is forgotten again.
    """
    phrases = _Phrases(_table("phrases_dict.json"))
    return {word: _of_word(word, phrases) for word in words}


class _Phrases:
    """pypinyin's phrases, each read when it is wanted: all at once would take half a second and 50 MB for good."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._places = {found.group(1): found.end() for found in _PHRASE.finditer(table)}

    def get(self, phrase: str) -> Sequence[Sequence[str]]:
        """The readings of each character; empty for what is no phrase."""
        place = self._places.get(phrase)
        return _JSON.raw_decode(self._table, place)[0] if place else ()


def _of_word(word: str, phrases: _Phrases) -> tuple[str, ...]:
    """Read the longest phrases from left to right, as pypinyin does, and other characters one by one."""
    read: list[str] = []
    while len(read) < len(word):
        left = word[len(read) :]
        begun = ((end, phrases.get(left[:end])) for end in range(len(left), 1, -1))
        known = next((phrase for end, phrase in begun if len(phrase) == end), ())
        sounds = [_plain(readings[0]) for readings in known] or of_character(left[0])[:1]
        if not sounds:
            return ()
        read += sounds
    return tuple(read)


_plain = cache(plain)


def syllables(words: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The syllables of some readings, also without the h of zh, ch and sh; none that is hardly ever meant."""
    exact = {syllable for read in words for syllable in read} - _RARE
    retroflex, bare = _CONFUSED[0]
    return frozenset(exact | {retroflex.sub(bare, syllable) for syllable in exact})


@cache
def _characters() -> dict[int, str]:
    """The readings of each character, by its code point."""
    return {int(code): readings for code, readings in json.loads(_table("pinyin_dict.json")).items()}


def _table(name: str) -> str:
    """Read a table of pypinyin, whose code itself is not needed: loaded, it would take 50 MB for good."""
    package = find_spec("pypinyin")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pypinyin is not installed")
    return Path(package.origin).with_name(name).read_text(encoding="utf-8")
