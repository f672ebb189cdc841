"""What was typed → what was meant: simplified characters, pinyin and typing corrected, policy terms beside everyday words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from index import Index
from index.dictionary import POLICY_WORDS
from index.numerals import CHARACTERS, to_chinese, to_int
from index.yaml_text import parse_yaml

from .lexicon import Lexicon
from .replies import RepliesError
from .spelling import Speller

DEFAULT = Path(__file__).with_name("words.yaml")
FOREIGN_LETTERS, FOREIGN_WORDS = 2, 3  # a character, and in all, from which on a text is in a foreign language
LONGEST_BRIEF, A_NAME = 8, 3  # foreign words: what is longer says itself what it is about; few only name something
SECTIONS = {
    "everyday": list, "glossary": list, "brief": list, "places": list, "shorthand": str, "regional": str, "dialect": str,
}  # fmt: skip

_AMOUNT = re.compile(rf"(\d{{1,4}}|[{CHARACTERS}]{{1,7}})(?=[万亿元块])")
_HAN = re.compile("[\u3400-\u9fff]")
_LETTERS = re.compile(r"[^\W\d_\u3400-\u9fff]+")
_BEEN_THERE = re.compile(
    r"\b(?:from|studied|worked|working|lived|served|graduated|từ|làm (?:việc|thuê|công)|(?<!đại )học (?:ở|tại)|sống)\b"
)
_GOES_ON = re.compile(
    r"^(?:and|but|so|then|or|(?:and )?(?:what|how) about|what if|(?:is|are) there|any|do (?:i|we|you|they) (?:get|have)|can (?:i|we|they) get"
    r"|(?:thế |vậy )?còn|vậy|thế|có)\b"
)
_STRANGE = re.compile(
    r"\b(?!(?:handles?|manages?|oversees?|supervises?|organis\w+|organiz\w+|responsible|should|please|people|exactly|actually|anyone|someone|maximum|others|programs?|programmes?|schemes?|policy|policies)\b)"
    r"[a-z]{6,}"
)


@dataclass(frozen=True)
class Reading:
    """A question as it was meant.

    ``terms``: policy terms that its everyday words stand for; ``changes``: what was typed and what it was read as,
    for the person to see; ``brief``: a few foreign words as the few Chinese words that go on with a conversation.
    """

    text: str
    terms: tuple[str, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    brief: str = ""

    def going_on(self) -> Reading:
        """The same within a conversation, where a few words are enough."""
        return Reading(self.brief, (), ((self.changes[0][0], self.brief),)) if self.brief else self


@dataclass(frozen=True)
class Dictionary:
    """The operator's words: from each way to say it to the policy's own terms."""

    everyday: Mapping[str, tuple[str, ...]]
    glossary: Mapping[str, tuple[str, ...]]
    brief: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]
    shorthand: Mapping[str, str]
    regional: Mapping[str, str]
    dialect: Mapping[str, str]
    look_alike: tuple[str, ...]

    @classmethod
    def read(cls, path: Path = DEFAULT) -> Dictionary:
        """Read and check the file.

        :raises RepliesError: naming the file, the section and the fix.
        """
        try:
            loaded = parse_yaml(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise RepliesError(f"{path}：词语文件读不出来，请检查缩进和标点（{error}）") from error
        if not isinstance(loaded, dict) or (unknown := loaded.keys() - {*SECTIONS, "look_alike"}):
            raise RepliesError(
                f"{path}：只能有 {'、'.join([*SECTIONS, 'look_alike'])} 这几节"
                + (f"，请删去 {'、'.join(map(str, unknown))}" if isinstance(loaded, dict) else "")
            )
        for name, kind in SECTIONS.items():
            _check(path, name, loaded.get(name), kind)
        groups = loaded.get("look_alike")
        if not isinstance(groups, list) or not all(isinstance(group, str) and len(group) > 1 for group in groups):
            raise RepliesError(f"{path}：look_alike 应当一行一组，每组两个字以上，如 - 贷货")
        return cls(
            _by_saying(loaded["everyday"]), _by_saying(loaded["glossary"]), _by_saying(loaded["brief"]),
            _by_saying(loaded["places"]),
            {letters.lower(): text for letters, text in loaded["shorthand"].items()}, loaded["regional"], loaded["dialect"],
            tuple(groups),
        )  # fmt: skip


class Words:
    """Reads questions with the operator's dictionary and an index's own words."""

    def __init__(self, index: Index, dictionary: Dictionary | None = None) -> None:
        self._index, self._dictionary = index, dictionary or Dictionary.read()
        self._everyday = _any_of(self._dictionary.everyday, r"{}")
        self._dialect = _any_of(self._dictionary.dialect, r"{}")
        self._abroad = {**self._dictionary.places, **self._dictionary.glossary}
        self._foreign = _any_of(self._abroad, r"(?<!\w){}(?:e?s)?(?!\w)")
        self._brief = _any_of(self._dictionary.brief, r"(?<!\w){}(?!\w)")

    def read(self, text: str) -> Reading:
        """Read a cleaned question; one without Chinese gains the terms for those of its words that are known."""
        plain = self._plain(self._simplified(text))
        corrected, changes = self._corrected(plain)
        abroad = self._terms_for(corrected.lower())
        if not _HAN.search(corrected):
            meant = " ".join([*abroad, corrected])
            brief = self._in_brief(corrected.lower())
            return Reading(meant, (), ((text, "、".join(abroad) or brief),) if abroad or brief else (), brief)
        terms = [term for saying in self._everyday.findall(corrected) for term in self._dictionary.everyday[saying]]
        terms += other_figures(corrected)
        meant = " ".join([corrected, *abroad])
        return Reading(meant, tuple(term for term in dict.fromkeys(terms) if term not in meant), changes)

    def _in_brief(self, text: str) -> str:
        """A few foreign words, in Chinese: what they name, and what they ask of it: And for students? is 大学生呢."""
        words = len(_LETTERS.findall(text))
        if words > LONGEST_BRIEF:
            return ""
        said, rest = self._brief.search(text), self._brief.sub(" ", text)
        if _STRANGE.search(self._foreign.sub(" ", rest)):
            return ""
        terms = "".join(self._terms_for(rest))
        if said:
            return terms + "".join(self._dictionary.brief[said[1]])
        return f"{terms}呢" if terms and (words <= A_NAME or _GOES_ON.search(text)) else ""

    def _terms_for(self, text: str) -> list[str]:
        """The terms for the foreign words of a text; not the places where someone has only been."""
        found: list[str] = []
        for saying in self._foreign.finditer(text):
            is_left = saying[1] in self._dictionary.places and _BEEN_THERE.search(text, 0, saying.start())
            found += () if is_left else self._abroad[saying[1]]
        return list(dict.fromkeys(found))

    def _simplified(self, text: str) -> str:
        """Convert traditional characters, and the words that Hong Kong and Taiwan say otherwise."""
        if not _maybe_traditional(text):
            return text
        converted: str = _converter().convert(text)
        for said, meant in self._dictionary.regional.items() if converted != text else ():
            converted = converted.replace(said, meant)
        return converted

    def _plain(self, text: str) -> str:
        """Say what dialects say otherwise as the standard language does; who typed it need not be told."""
        return self._dialect.sub(lambda said: self._dictionary.dialect[said.group()], text)

    def _corrected(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Put words for pinyin and for typing mistakes; a blank beside a word put in for pinyin goes."""
        read, changes, place, before = "", [], 0, False
        for piece in self.speller.read(text):
            between = text[place : piece.start]
            read += "" if between == " " and (before or piece.changed) else between
            read += piece.text
            if piece.changed:
                changes.append((text[piece.start : piece.end], piece.text))
            place, before = piece.end, piece.changed
        return read + text[place:], tuple(changes)

    @cached_property
    def speller(self) -> Speller:
        """Reads pinyin and mistyped characters with the index's own words."""
        words = {term for terms in self._dictionary.everyday.values() for term in terms}
        words |= set(POLICY_WORDS.read_text(encoding="utf-8").split())
        lexicon = Lexicon(self._index.vocabulary(), {word for word in words if _HAN.match(word)})
        return Speller(lexicon, self._dictionary.look_alike, self._dictionary.shorthand)


def is_foreign(text: str) -> bool:
    """Whether a question, after the terms that it was read as, is in a language other than Chinese."""
    characters = list(_HAN.finditer(text))
    words = _LETTERS.findall(text, characters[-1].end() if characters else 0)
    return len(words) >= FOREIGN_WORDS and sum(map(len, words)) >= FOREIGN_LETTERS * len(characters)


def other_figures(text: str) -> list[str]:
    """Write the amounts of a text the other way too, 五万 as 5万 and 5万 as 五万: policies use either."""
    found = []
    for figure in _AMOUNT.finditer(text):
        written = figure.group()
        number = to_int(written)
        other = to_chinese(number) if written.isdecimal() else str(number)
        found.append(other + text[figure.end()])
    return found


def _maybe_traditional(text: str) -> bool:
    """Whether some character is outside of GB 2312, which has the simplified ones."""
    try:
        "".join(_HAN.findall(text)).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _any_of(sayings: Iterable[str], pattern: str) -> re.Pattern[str]:
    """A pattern that finds any of some sayings, the longest first; by their first characters, it need not try each everywhere."""
    rests: dict[str, list[str]] = {}
    for saying in sorted(sayings, key=len, reverse=True):
        rests.setdefault(re.escape(saying[0]), []).append(re.escape(saying[1:]))
    each = [f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items()]
    return re.compile(pattern.format(f"({'|'.join(each)})") if each else "(?!)")


def _by_saying(sayings: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for terms, said in sayings.items():
        for saying in said:
            found[saying.lower()] = (*found.get(saying.lower(), ()), *terms.split())
    return found


def _check(path: Path, name: str, section: object, kind: type) -> None:
    if not isinstance(section, dict):
        raise RepliesError(f"{path}：缺少 {name} 这一节，或不是“名称: 内容”")
    for term, value in section.items():
        texts = value if isinstance(value, list) else [value]
        if not isinstance(term, str) or not isinstance(value, kind) or not all(isinstance(t, str) and t for t in texts):
            shape = "[说法, 说法]" if kind is list else "一个词"
            raise RepliesError(f"{path}：{name} 里的 {term} 应当写成“{term}: {shape}”，都要是文字，必要时加引号")
