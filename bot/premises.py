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
_WORD = (  # a character of a word that tells something: not 给补贴
    "(?![的了吗呢吧么啥咩乜哪什几多少些个这那有没无不能可会要想给发领拿得到收去来做搞办开过算是和与及或跟同把被让对向从按在上下里再还都也就怎样咋每我你他们"
    "各种享受申请获政府缴付免消自浪返离站挂保考评订签拨资])[\\u4e00-\\u9fff]"
)
_WHOSE = "[户者工生人员才民家商校厂区县市省级]"  # who gets it or gives it is no name: 个体户补贴, 国家补贴
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
    """How things, their names, matters and figures are said."""

    things: re.Pattern[str]
    names: re.Pattern[str]
    matters: re.Pattern[str]
    figures: Mapping[str, re.Pattern[str]]


def takes_anything(question: str) -> bool:
    """Whether a question takes anything for granted."""
    known = patterns()
    return any(
        pattern.search(question) for pattern in (known.things, known.names, known.matters, *known.figures.values())
    )


def is_other_matter(question: str) -> bool:
    """Whether a question speaks of a matter that is seldom a policy's."""
    return patterns().matters.search(question) is not None


def unmet(question: str, text: str, name: str = "") -> Premises:
    """List what a question takes for granted and a text does not mention; none is a figure where one is asked for.

    :param name: what the text is called, which may mention things and matters: the 三年 of 三年行动计划 promises none.
    """
    known, how_much = patterns(), particulars.asks_how_much(question)
    figures = [kind for kind in known.figures if not how_much and said(question, kind, text)]
    named = f"{name}\n{text}"
    names = _lacking(known.names, question, named)
    things = [thing for thing in _lacking(known.things, question, named) if not any(thing in name for name in names)]
    return Premises((*names, *things), _lacking(known.matters, question, named), tuple(figures))


def said(question: str, kind: str, text: str) -> tuple[str, ...]:
    """The figures of a kind that a question says and a text does not."""
    return tuple(one for one in patterns().figures[kind].findall(question) if one not in text)


def _lacking(pattern: re.Pattern[str], question: str, text: str) -> tuple[str, ...]:
    """What is said of which a text has neither the whole nor, of a card or certificate, the last two characters: 啊债券 is 债券."""
    found = (thing for thing in pattern.findall(question) if thing not in text)
    return tuple(dict.fromkeys(thing for thing in found if not _is_named(thing, text)))


def _is_named(thing: str, text: str) -> bool:
    prefixed = _PREFIXED.fullmatch(thing)
    return prefixed is not None and prefixed["named"] in text


@cache
def patterns(path: Path = DEFAULT) -> Patterns:
    """Read the expressions from their file.

    :raises RepliesError: naming the file, the section and the fix.
    """
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))
        names = _any_of(loaded["names"]).pattern
        return Patterns(
            _any_of(loaded["things"]),
            re.compile(f"(?![业间]){_WORD}(?!{_WHOSE}){_WORD}(?<!创业|就业|企业)(?:{names})"),
            _any_of(loaded["matters"]),
            {name: _any_of([figure]) for name, figure in loaded["figures"].items()},
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError, re.error) as error:
        raise RepliesError(
            f"{path}：读不出来，或缺少 things、names、matters、figures，或表达式写错了（{error}）"
        ) from error


def _any_of(expressions: object) -> re.Pattern[str]:
    """One expression for a list of them, none of which may be empty."""
    if not isinstance(expressions, list) or not expressions:
        raise TypeError("things、names、matters 应当是每行一个表达式的列表")
    found = re.compile("|".join(f"(?:{one})" for one in expressions))
    if found.search(""):
        raise TypeError("things、names、matters、figures 里不能有空的表达式，每行一个")
    return found
