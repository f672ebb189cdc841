"""What a question says is so many, where the words quoted have another figure for it: 新增就业是不是100万人 beside 65万人."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from index.numerals import CHARACTERS, to_int
from index.tokens import STOP

from .particulars import asks_how_much

PERCENT, MONEY, PEOPLE, THINGS, OPEN = "percent", "money", "people", "things", ""
UNITS = {
    **dict.fromkeys(("%", "％", "个点"), PERCENT),
    **dict.fromkeys(("元", "块"), MONEY),
    **dict.fromkeys(("个人", "人", "名"), PEOPLE),
    **dict.fromkeys(("个", "家", "所", "项", "户", "座"), THINGS),
}
ARTICLES = ("一", "两")  # 一个人 seldom counts
TIMES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

_FIGURE = re.compile(
    rf"(?<![\d.{CHARACTERS}第几])(?P<percent>百分之)?(?P<number>\d+(?:\.\d+)?|[{CHARACTERS}]+)(?P<times>[{''.join(TIMES)}]*)(?!点)(?P<unit>{'|'.join(UNITS)})?"
)
_ENDS = re.compile(r"[，,；;。：:？?！!\s]+|、(?![^（(]*[）)])")
_BOUND = re.compile(r"不超过|最高|最多|至多|以内|以下|\d[^，。；]{0,3}[—\-~～至]\d")
_WORD = re.compile("[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True)
class Figure:
    """A number of something; of what is open where it is only so many 万."""

    text: str
    value: Decimal
    unit: str


def figures_in(text: str) -> list[Figure]:
    """List the figures of a text, in its order."""
    return [figure for figure in map(_figure, _FIGURE.finditer(text)) if figure]


def otherwise(question: str, quotes: Iterable[str]) -> list[tuple[str, str]]:
    """List what a question says is so many, each with the words quoted that give another figure for the same thing."""
    if asks_how_much(question):
        return []
    pieces = [piece for quote in quotes for piece in _ENDS.split(quote)]
    found = (
        (figure, _written_for(figure, said, pieces)) for said in _ENDS.split(question) for figure in figures_in(said)
    )
    return [(figure.text, words) for figure, words in found if words]


def _written_for(figure: Figure, said: str, pieces: Iterable[str]) -> str:
    """The piece that gives a figure of a kind for what is said most alike; nothing where one has the very figure."""
    alike = [(len(_pairs(said) & _pairs(piece)), piece) for piece in pieces if _of_kind(figure, piece)]
    most = max((shared for shared, _ in alike), default=0)
    is_meant = most > 0 or (len(alike) == 1 and set(said.replace(figure.text, "")) <= STOP)
    best = [piece for shared, piece in alike if is_meant and shared == most]
    return "" if any(_admits(figure, piece) for piece in best) else next(iter(best), "")


def _admits(figure: Figure, piece: str) -> bool:
    """Whether a piece gives the very figure, or one up to which it may be."""
    values = [one.value for one in _of_kind(figure, piece)]
    return figure.value in values or (_BOUND.search(piece) is not None and figure.value <= max(values))


def _of_kind(figure: Figure, piece: str) -> list[Figure]:
    return [one for one in figures_in(piece) if figure.unit in (OPEN, one.unit)]


def _figure(found: re.Match[str]) -> Figure | None:
    number, times = found["number"], found["times"]
    unit = PERCENT if found["percent"] else UNITS.get(found["unit"] or "", OPEN)
    if number in ARTICLES or (unit == OPEN and not set(times) & {"万", "亿"}):
        return None
    value = Decimal(number) if number[0].isdigit() else Decimal(to_int(number))
    for time in times:
        value *= TIMES[time]
    return Figure(found[0], value, unit)


def _pairs(text: str) -> set[str]:
    """The pairs of characters of a text's words, of which each tells something."""
    return {"".join(pair) for pair in _neighbours(text) if not set(pair) & STOP}


def _neighbours(text: str) -> Iterator[tuple[str, str]]:
    for word in _WORD.findall(text):
        yield from pairwise(word)
