"""Whether somebody still counts: 退伍十年了还能享受吗. What they say of themselves, and whether a policy states such a condition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from index.yaml_text import parse_yaml

from .groups import Group, group_in, named
from .look_ups import bare_of
from .questions import AUDIENCES, RECENT
from .replies import RepliesError
from .tables import pattern_of

DEFAULT = Path(__file__).with_name("conditions.yaml")
ANYTHING = "有什么扶持政策"
FOR_ALL = "、".join(AUDIENCES) + ANYTHING
TOPICAL = 2  # characters

_PARTS = re.compile(r"[\s，,。;；？?！!]+")
_NOW = re.compile("今年|现在|如今|目前")
_LIGHT = re.compile(
    "这[个些种样]?|那[个些种样]?|政策|优惠|扶持|支持|补贴|创业|好处|东西|一样|[和跟]|里面?|的|人|了|我们?|俺|咱|他|她|呢|上|吗|不|没|么|冇|到|得|再|还|就|现在|今年|(?:我)?[爸妈哥姐弟]"
)


@dataclass(frozen=True)
class Condition:
    """A kind of condition: how people say that it concerns them, and how a text states it.

    ``once``: what needs no asking whether one still counts; ``told``: a text that does not tell of this leaves nothing open;
    ``remark``: what is said beside, where it is left open.
    """

    name: str
    said: re.Pattern[str] | None
    once: re.Pattern[str] | None
    told: re.Pattern[str] | None
    stated: re.Pattern[str]
    group: Group | None
    remark: str

    def is_open(self, text: str) -> bool:
        """Whether a text leaves open what the condition is."""
        return not self.stated.search(text) and (self.told is None or self.told.search(text) is not None)


@dataclass(frozen=True)
class Conditions:
    """All of them, and how it is asked whether somebody counts."""

    asking: re.Pattern[str]
    kinds: tuple[Condition, ...]


@lru_cache(RECENT)
def asked(question: str) -> tuple[Condition, ...]:
    """List the conditions that a question asks about, and those that matter to who says so much of themselves."""
    counting = asked_whether(question)
    kinds = conditions().kinds
    return tuple(kind for kind in kinds if kind in counting or (kind.once and kind.once.search(question)))


@lru_cache(RECENT)
def asked_whether(question: str) -> tuple[Condition, ...]:
    """List the conditions of which a question asks whether they let somebody in."""
    known = conditions()
    if not known.asking.search(question):
        return ()
    return tuple(kind for kind in known.kinds if kind.said and kind.said.search(question))


def as_asked(text: str) -> str:
    """Ask whether somebody counts who only tells of themselves that a condition may concern them: 我不是本地户口."""
    is_told = any(kind.said and kind.said.search(text) for kind in conditions().kinds)
    asked = f"{text}，还能享受吗"
    return asked if is_told and is_bare(asked) else ""


def without(question: str) -> str:
    """A question without what somebody says of themselves and without asking whether they count, where it does."""
    found = asked_whether(question)
    if not found:
        return question
    for kind in found:
        question = kind.said.sub("", question) if kind.said else question
    return conditions().asking.sub("", question)


def group_of(question: str) -> Group | None:
    """Of whom a question about conditions speaks, in so many words or by what it tells."""
    return group_in(question) or next((kind.group for kind in asked_whether(question) if kind.group), None)


def is_bare(question: str) -> bool:
    """Whether a question about conditions names nothing else that is wanted."""
    rest = without(question)
    group = group_in(rest)
    if group:
        rest = group.said.sub("", rest)
    return len("".join(bare_of(_LIGHT.sub("", rest)))) < TOPICAL


def sought(question: str, audience: str | None = None) -> str:
    """What a question about conditions wants for whom: all support, where it names nothing, for all, where it names nobody.

    :param audience: whom it is for, if it does not say so itself.
    """
    group = group_of(question) or named(audience)
    who = group.name if group else ""
    if is_bare(question):
        return who + ANYTHING if who else FOR_ALL
    rest = "，".join(part for part in _PARTS.split(_NOW.sub("", without(question))) if part)
    return f"{who}，{rest}" if who and who not in rest else rest


@cache
def conditions(path: Path = DEFAULT) -> Conditions:
    """Read the conditions from their file.

    :raises RepliesError: naming the file, the condition and the fix.
    """
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))
        words = loaded["words"]
        asking = pattern_of(path, "asking", loaded["asking"], words)
        kinds = tuple(_kind(path, name, words, kind) for name, kind in loaded["conditions"].items())
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise RepliesError(f"{path}：读不出来，或缺少 words、asking、conditions、stated（{error}）") from error
    return Conditions(asking, kinds)


def _kind(path: Path, name: str, words: Mapping[str, str], kind: Mapping[str, Any]) -> Condition:
    """Read one kind, which has at least said or once."""
    said, once, told = (
        pattern_of(path, f"{name} 的 {field}", kind[field], words) if field in kind else None
        for field in ("said", "once", "told")
    )
    group = named(kind.get("for"))
    if "for" in kind and group is None:
        raise RepliesError(f"{path}：{name} 的 for 应当是 groups.yaml 里的名称，现在是 {kind['for']!r}")
    if not (said or once):
        raise RepliesError(f"{path}：{name} 下面应当有 said 或 once，每行一个表达式")
    stated = pattern_of(path, f"{name} 的 stated", kind["stated"], words)
    return Condition(name, said, once, told, stated, group, kind.get("remark", ""))
