"""Of which year a figure is that is quoted, where one of another year is asked: 2024年要达到多少个, 现在有几个."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from index import Clause

from .answers import Citation

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年?")
_SPAN = re.compile(r"(?<!\d)(20\d\d)\s*年?\s*[—\-~～至到]+\s*(20\d\d)\s*年")
_TARGET_YEAR = re.compile(r"(?:(?<=到)|(?<=到\s))(20\d\d)\s*年|(20\d\d)\s*年(?:[底末](?:[之以]?前)?|[之以]?前)")
_EACH_YEAR = re.compile(r"(?:每年|年均|逐年)[^，,；;。]*$")
_TARGET = re.compile(
    r"(?:达到?|建成|建设|新增|增长|增加|培育|完成|实现|突破|超过|总数)[^，,；;。补贴奖]{0,16}?(?!20\d\d\s*年)\d"
)
_ASKED = re.compile(
    r"(?<!\d)(20\d\d)年(?!了|[^，,。？?]{0,4}(?:文件|政策|计划|规定|通知|毕业|退伍|退役|注册|成立|出的|发的|印发))"
)
_NOW = re.compile(
    r"(?P<now>现在|目前|如今|眼下|当前|现有|已经?|至今)(?![^，,。？?]*(?:要|目标|计划|打算|应该|得))[^，,。？?]{0,10}(?:有|建成?|达到)[了过]?[^，,。？?]{0,8}(?:几|多少)"
    r"|(?:有|建成?|达到)[了过]?(?:几|多少)[^，,。？?]{0,8}(?P<so_far>了)(?:$|[，,。？?])"
)
_RELATIVE = {"前年": -2, "去年": -1, "今年": 0, "明年": 1, "后年": 2}
_THAT_YEAR = re.compile(f"({'|'.join(_RELATIVE)})(?=[^，,。？?]{{0,14}}(?:几|多少|目标|指标))")
_BARE = re.compile(
    r"(?:那么?|要是|换成)?(?:到|在)?(?:20\d\d年?|[今明后去前]年)的?(?:目标|数目|数|指标)?[呢咧哩]?[？?。]*"
)
NOW = 0


class Other(NamedTuple):
    """The year asked about, ``NOW`` for how many there are by now, and the one for which the words quoted set a target."""

    asked: int
    written: int


def other(question: str, citations: Sequence[Citation], day: date) -> Other | None:
    """Tell of which year the target is that is quoted, where another is asked about, or how many there are by now."""
    written = next(filter(None, map(_target_year, citations)), None)
    if written is None:
        return None
    asked = _asked(question, day)
    said = {year for citation in citations for year in _years(citation.clause.text)}
    if asked and not said & set(asked):
        return Other(asked[0], written)
    return Other(NOW, written) if not asked and _NOW.search(question) else None


def is_bare(text: str) -> bool:
    """Whether a text only names a year: 那2025年的呢."""
    return _BARE.fullmatch(text) is not None


def sets_target(clause: Clause | None) -> bool:
    """Whether a clause wants so many of something by a year."""
    return clause is not None and _written(clause.text, clause.text) is not None


def _asked(question: str, day: date) -> list[int]:
    """The years that a question asks about."""
    own = [int(year) for year in _ASKED.findall(question)]
    return own or [day.year + _RELATIVE[said] for said in _THAT_YEAR.findall(question)]


def _target_year(citation: Citation) -> int | None:
    """By which year a clause wants the figure that is quoted."""
    found = (_written(quote, citation.clause.text) for quote in citation.quotes)
    return next((year for year in found if year), None)


def _written(quote: str, text: str) -> int | None:
    """By which year the target of a quote shall be reached: the last that a text names before it; what is so each year has none."""
    target = _TARGET.search(quote)
    if target is None or _EACH_YEAR.search(quote[: target.end()]):
        return None
    years = _TARGET_YEAR.findall(text[: text.find(quote) + target.end()])
    return int("".join(years[-1])) if years else None


def _years(text: str) -> set[int]:
    """The years that a text speaks of, those of a span among them."""
    spans = [range(int(first), int(last) + 1) for first, last in _SPAN.findall(text)]
    return {int(year) for year in _YEAR.findall(text)} | {year for span in spans for year in span}
