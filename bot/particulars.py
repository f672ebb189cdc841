"""What a question asks for in particular, and whether the quoted words say it: by extraction, never by guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from index.yaml_text import parse_yaml

from . import conditions, whereabouts
from .asking import asked_part
from .questions import RECENT
from .replies import RepliesError
from .tables import pattern_of

DEFAULT = Path(__file__).with_name("particulars.yaml")
MONEY = ("金额", "条件")
APPLYING = ("条件", "期限", "材料", "流程", "办理地点", "联系方式")
ANY_FIGURE, PLACE, CONDITIONS = "数量", "办理地点", "条件"

_SUPPORT = re.compile(r"贷款|贴息|补贴|补助|奖补|奖励|资助|风险补偿|后补助")
_HOW_MUCH = re.compile(r"多少|几多|好多(?=钱|个|家|万)")
_KINDS = re.compile(
    "(?:几|多少|几多|好多)[个种样类项条招]?(?:帮法|办法|法子|做法|[转搞贷]法|计划|名目|方式|途径|渠道|路子?(?!口)|模式|措施|政策|优惠|好处|产品|行动)"
)
_COUNTED = re.compile(
    r"几(?:个|家|所|种|项|座|类|支)(?P<after>[\u4e00-\u9fff]{1,6}?)(?=$|[，,。?？\s要能可在都的呢吗])"
    r"|(?P<before>[\u4e00-\u9fff]{2}?)(?:这些|那些|都|一共|总共|分别)?(?:有|是)?几[个家所种项座类支](?:$|[，,。?？\s呢])"
)
_MUST = re.compile(
    r"(?:必须|非得|一定)(?:要|得)?(?:有|是|在|用|找|租|买)?(?P<thing>[\u4e00-\u9fff]{2,8}?)(?:才|吗|吧|么|不|，|,|$)"
)
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百]+(?:个|家|人|万|亿|成|年)")


@dataclass(frozen=True)
class Particular:
    """A kind of detail: how people ask for it, and how a text states it."""

    name: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]


@cache
def particulars(path: Path = DEFAULT) -> tuple[Particular, ...]:
    """Read the kinds from their file.

    :raises RepliesError: naming the file, the kind and the fix.
    """
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))
        words: Mapping[str, str] = loaded["words"]
        return tuple(
            Particular(
                name,
                pattern_of(path, f"{name} 的 asked", kind["asked"], words),
                pattern_of(path, f"{name} 的 stated", kind["stated"], words),
            )
            for name, kind in loaded["particulars"].items()
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise RepliesError(f"{path}：读不出来，或缺少 words、particulars、asked、stated（{error}）") from error


@lru_cache(RECENT)
def asked(question: str) -> tuple[Particular, ...]:
    """List the particulars that a question asks for, beside the conditions of which it asks whether they let one in."""
    rest = asked_part(conditions.without(question))
    return tuple(particular for particular in particulars() if particular.asked.search(rest))


def without(question: str) -> str:
    """A question without the words that ask for a particular."""
    for particular in asked(question):
        question = particular.asked.sub("", question)
    return question


def asks_how_much(question: str) -> bool:
    """Whether a question asks for a number, of whatever kind."""
    return _HOW_MUCH.search(question) is not None


def missing(question: str, texts: Iterable[str]) -> list[str]:
    """Name the particulars and conditions asked for that the texts do not state."""
    said = "\n".join(texts)
    left_out = [condition.name for condition in conditions.asked(question) if condition.is_open(said)]
    return [*left_out, *_missing(conditions.without(question), said)]


def _missing(question: str, said: str) -> list[str]:
    wanted = asked(question)
    if not wanted and asks_how_much(question) and not _FIGURE.search(said):
        return [ANY_FIGURE]
    lacking = [particular.name for particular in wanted if not particular.stated.search(said)]
    told = {ANY_FIGURE: _lists, PLACE: whereabouts.is_told, CONDITIONS: _tells_of_what_must_be}
    return [name for name in lacking if name not in told or not told[name](question, said)]


def left_open(quotes: Iterable[str], text: str) -> list[str]:
    """Name what a quoted promise of money leaves open in its whole clause: a reader will want amount and conditions."""
    return _unstated(MONEY, text) if _promises_money(quotes) else []


def to_ask(quotes: Sequence[str], texts: Iterable[str]) -> list[str]:
    """Name what an applicant has to know and no text states: how to apply, and how much where money is promised."""
    return _unstated((*MONEY, *APPLYING) if _promises_money(quotes) else APPLYING, "\n".join(texts))


def _promises_money(quotes: Iterable[str]) -> bool:
    return any(_SUPPORT.search(quote) for quote in quotes)


def _lists(question: str, said: str) -> bool:
    """Whether a text lists by name the things that a question counts: 有几所大学 of 广西大学、桂林理工大学.

    Who counts kinds of support, 有几多种办法, wants to know which.
    """
    if _KINDS.search(question):
        return True
    counted = _COUNTED.search(question)
    if counted is None:
        return False
    return re.search(rf"、[^，,。；;]{{0,30}}{re.escape(counted['after'] or counted['before'])}", said) is not None


def _tells_of_what_must_be(question: str, said: str) -> bool:
    """Whether a text speaks of the thing of which it is asked whether one must have it: 必须要有商业用房."""
    found = _MUST.search(question)
    return found is not None and found["thing"] in said


def _unstated(names: Sequence[str], text: str) -> list[str]:
    return [one.name for one in particulars() if one.name in names and not one.stated.search(text)]
