"""Whom support is for: how a question names them, and which words of a clause are about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import yaml

from index.yaml_text import parse_yaml

from .groups import groups
from .needs import all_needs
from .questions import AUDIENCES, RECENT
from .replies import RepliesError

DEFAULT = Path(__file__).with_name("audiences.yaml")
EVERYONE = "不限人群"
LISTS = ("everyone", "others", "rows")
REMEMBERED = 1024  # titles and texts of clauses
ONE_PERSON = 4  # characters at most between two words for one person: 退役的大学生, 大学生毕业回乡

_JOINS = re.compile(r"[、，,;；。/和跟与同及或比对]|还有|以及|vs|pk|政策|支持|优惠|扶持|补贴|待遇|贷款", re.IGNORECASE)
_LISTED = re.compile(r"的?(?:创业)?(?:、|和|跟|与|同|及|以及|还有|或|或者|,|，|/)+")


@dataclass(frozen=True)
class Audience:
    """A group of people: how a question names it, and the words by which a clause is about it."""

    name: str
    named: re.Pattern[str]
    told: tuple[str, ...]


@dataclass(frozen=True)
class Audiences:
    """All that the file says.

    A clause for ``others`` is for none of ours and not for everyone either; ``rows`` names the needs of the table.
    """

    all: tuple[Audience, ...]
    everyone: tuple[str, ...]
    others: tuple[str, ...]
    rows: tuple[str, ...]

    @classmethod
    def read(cls, path: Path = DEFAULT) -> Audiences:
        """Read and check the file.

        :raises RepliesError: naming the file, the field and the fix.
        """
        try:
            loaded = parse_yaml(path.read_text(encoding="utf-8"))
            given = {name: loaded["audiences"][name] for name in AUDIENCES}
            unknown = set(loaded["audiences"]) - set(AUDIENCES)
            lists = {name: loaded[name] for name in LISTS}
        except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
            raise RepliesError(
                f"{path}：读不出来，或缺少 audiences（{'、'.join(AUDIENCES)}）、{'、'.join(LISTS)}（{error}），请补上"
            ) from error
        if unknown:
            raise RepliesError(f"{path}：audiences 里的 {'、'.join(map(str, unknown))} 不认识，请删去")
        everyone, others, rows = (_words(path, name, words) for name, words in lists.items())
        strange = set(rows) - {need.name for need in all_needs()}
        if strange:
            raise RepliesError(f"{path}：rows 里的 {'、'.join(sorted(strange))} 在 needs.yaml 里没有，请改正")
        found = tuple(
            Audience(name, _named(path, name, one), _field(path, name, one, "told")) for name, one in given.items()
        )
        return cls(found, everyone, others, rows)


@cache
def audiences() -> Audiences:
    """The shipped file, read once."""
    return Audiences.read()


@dataclass(frozen=True)
class Person:
    """Words of a question for one person or group, who may be of two audiences: 退役的大学生."""

    start: int
    end: int
    audiences: tuple[str, ...]


@lru_cache(RECENT)
def people(question: str) -> tuple[Person, ...]:
    """List those whom a question names, in its order."""
    found = sorted(
        (match.start(), match.end(), audience.name)
        for audience in audiences().all
        for match in audience.named.finditer(question)
    )
    merged: list[Person] = []
    for start, end, name in found:
        last = merged[-1] if merged else None
        if last and is_same_person(question[last.end : start]):
            merged[-1] = Person(last.start, max(last.end, end), tuple(dict.fromkeys([*last.audiences, name])))
        else:
            merged.append(Person(start, end, (name,)))
    return tuple(merged)


def named(question: str) -> tuple[str, ...]:
    """List the audiences that a question names."""
    found = {name for person in people(question) for name in person.audiences}
    return tuple(name for name in AUDIENCES if name in found)


def are_listed(question: str, named: Sequence[Person]) -> bool:
    """Whether people stand side by side in one list: 农民工和大学生, not 我是农民工，儿子是大学生."""
    gaps = [question[first.end : second.start] for first, second in pairwise(named)]
    return bool(gaps) and all(_LISTED.fullmatch(gap) for gap in gaps)


@lru_cache(REMEMBERED)
def told(text: str) -> tuple[str, ...]:
    """List the audiences that a clause's words are about."""
    return tuple(audience.name for audience in audiences().all if holds(text, audience.told))


def is_about(text: str, audience: str) -> bool:
    """Whether a clause's words are about an audience."""
    return audience in told(text)


def without(question: str) -> str:
    """Take the words for people and 待遇 out of a question: 毕业生 asks for no diploma, nor 待遇 for talent."""
    for audience in audiences().all:
        question = audience.named.sub(" ", question)
    return question.replace("待遇", "支持")


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether a text holds one of the words."""
    return any(word in text for word in words)


def is_same_person(between: str) -> bool:
    """Whether the words between two names for people are of one person."""
    return len(between) <= ONE_PERSON and _JOINS.search(between) is None


def _field(path: Path, name: str, audience: object, field: str) -> tuple[str, ...]:
    return _words(path, f"{name} 的 {field}", audience.get(field) if isinstance(audience, dict) else None)


def _words(path: Path, name: str, words: object) -> tuple[str, ...]:
    if not isinstance(words, list) or not words or not all(isinstance(word, str) and word.strip() for word in words):
        raise RepliesError(f"{path}：{name} 应当是几个不为空的词，每行一个，以 - 开头")
    return tuple(words)


def _named(path: Path, name: str, audience: object) -> re.Pattern[str]:
    """The words that name an audience: its own here, at their full length, and all by which its group is spoken of."""
    spoken = [group.said.pattern for group in groups() if group.name == name]
    return _pattern(path, name, [*_field(path, name, audience, "named"), *spoken])


def _pattern(path: Path, name: str, patterns: Iterable[str]) -> re.Pattern[str]:
    try:
        joined = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    except re.error as error:
        raise RepliesError(f"{path}：{name} 的 named 里有写错的表达式（{error}），请改正") from error
    if joined.search(""):
        raise RepliesError(f"{path}：{name} 的 named 里有对上空白的表达式，请删去或改正")
    return joined
