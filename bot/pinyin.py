"""How words are read: pinyin without tones, as it is typed; the syllables there are, and those that many confuse."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

READINGS = 2  # of a character: the rarer ones are names and old words
LONGEST = 6  # letters of a syllable

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


def of_word(word: str) -> tuple[str, ...]:
    """Read a word, a syllable for each character; nothing when some character has no reading."""
    known = _phrases().get(word)
    if known and len(known) == len(word):
        return tuple(_plain(readings[0]) for readings in known)
    read = [of_character(character)[:1] for character in word]
    return tuple(reading[0] for reading in read) if all(read) else ()


_plain = cache(plain)


def syllables(words: Iterable[tuple[str, ...]]) -> frozenset[str]:
    """The syllables of some readings, also without the h of zh, ch and sh; none that is hardly ever meant."""
    exact = {syllable for read in words for syllable in read} - _RARE
    retroflex, bare = _CONFUSED[0]
    return frozenset(exact | {retroflex.sub(bare, syllable) for syllable in exact})


@cache
def _characters() -> Mapping[int, str]:
    from pypinyin.constants import PINYIN_DICT

    found: Mapping[int, str] = PINYIN_DICT
    return found


@cache
def _phrases() -> Mapping[str, list[list[str]]]:
    from pypinyin.constants import PHRASES_DICT

    found: Mapping[str, list[list[str]]] = PHRASES_DICT
    return found
