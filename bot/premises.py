"""What a question takes for granted, and which of it a clause does not mention: a card, another matter, a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from index.yaml_text import parse_yaml

from . import particulars
from .replies import RepliesError

DEFAULT = Path(__file__).with_name("premises.yaml")
_PREFIXED = re.compile(r".(?P<named>.[卡券码证])")


@dataclass(frozen=True)
class Premises:
    """Words of a question that a clause lacks: things to be had, matters of another kind, kinds of figures."""

    things: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


NONE = Premises()


@dataclass(frozen=True)
class Patterns:
    """How things, matters and figures are said."""

    things: re.Pattern[str]
    matters: re.Pattern[str]
    figures: Mapping[str, re.Pattern[str]]


def takes_anything(question: str) -> bool:
    """Whether a question takes anything for granted."""
    known = patterns()
    return any(pattern.search(question) for pattern in (known.things, known.matters, *known.figures.values()))


def unmet(question: str, text: str, name: str = "") -> Premises:
    """List what a question takes for granted and a text does not mention; none is a figure where one is asked for.

    :param name: what the text is called, which may mention things and matters: the 三年 of 三年行动计划 promises none.
    """
    known, how_much = patterns(), particulars.asks_how_much(question)
    figures = [
        kind
        for kind, figure in known.figures.items()
        if not how_much and any(said not in text for said in figure.findall(question))
    ]
    named = f"{name}\n{text}"
    return Premises(_lacking(known.things, question, named), _lacking(known.matters, question, named), tuple(figures))


def _lacking(pattern: re.Pattern[str], question: str, text: str) -> tuple[str, ...]:
    """What is said of which a text has neither the whole nor, of a card or certificate, the last two characters: 啊债券 is 债券."""
    found = (said for said in pattern.findall(question) if said not in text)
    return tuple(dict.fromkeys(said for said in found if not _is_named(said, text)))


def _is_named(said: str, text: str) -> bool:
    prefixed = _PREFIXED.fullmatch(said)
    return prefixed is not None and prefixed["named"] in text


@cache
def patterns(path: Path = DEFAULT) -> Patterns:
    """Read the expressions from their file.

    :raises RepliesError: naming the file, the section and the fix.
    """
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))
        found = Patterns(
            re.compile("|".join(f"(?:{one})" for one in _listed(loaded["things"]))),
            re.compile("|".join(f"(?:{one})" for one in _listed(loaded["matters"]))),
            {name: re.compile(figure) for name, figure in loaded["figures"].items()},
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError, re.error) as error:
        raise RepliesError(f"{path}：读不出来，或缺少 things、matters、figures，或表达式写错了（{error}）") from error
    if any(pattern.search("") for pattern in (found.things, found.matters, *found.figures.values())):
        raise RepliesError(f"{path}：things、matters、figures 里不能有空的表达式，每行一个")
    return found


def _listed(expressions: object) -> list[str]:
    if not isinstance(expressions, list) or not expressions:
        raise TypeError("things、matters 应当是每行一个表达式的列表")
    return expressions
