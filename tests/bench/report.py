"""What the benchmarks found: rows and plots, as Markdown for a terminal and one HTML file for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from machine import machine
from plots import Bars, Plot

TEMPLATE = "report.html.j2"


class Row(NamedTuple):
    """One measure, and what it must reach: at most the limit, or at least it; without a limit it is only told."""

    name: str
    measured: float
    unit: str = "倍"
    limit: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def reached(self) -> bool | None:
        if self.limit is None:
            return None
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    @property
    def told(self) -> str:
        return f"{figure(self.measured)} {self.unit}"

    @property
    def wanted(self) -> str:
        return "" if self.limit is None else f"{'≥' if self.at_least else '≤'} {figure(self.limit)} {self.unit}"

    @property
    def judged(self) -> str:
        return {True: "是", False: "否", None: ""}[self.reached]


Found = Row | Plot | Bars


def figure(value: float) -> str:
    """Three digits that count, without an exponent: 0.0123, 1.19, 42.5, 1,250."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def markdown(found: Iterable[Found], group: str) -> str:
    """The rows of a group as a table."""
    rows = [one for one in found if isinstance(one, Row)]
    lines = [f"### {group}", "", "| 项目 | 实测 | 要求 | 达到 | 说明 |", "|---|---|---|---|---|"]
    return "\n".join(
        lines + [f"| {row.name} | {row.told} | {row.wanted} | {row.judged} | {row.note} |" for row in rows]
    )


def page(groups: Mapping[str, Sequence[Found]]) -> str:
    """One HTML file that needs nothing else; its style is the evaluation's."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    import bot

    environment = Environment(
        loader=FileSystemLoader([Path(__file__).parent, Path(str(bot.__file__)).parent]), autoescape=True,
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    kinds = {"rows": Row, "plots": Plot, "bars": Bars}
    sorted_out = {
        title: {name: [one for one in found if isinstance(one, kind)] for name, kind in kinds.items()}
        for title, found in groups.items()
    }
    return environment.get_template(TEMPLATE).render(groups=sorted_out, machine=machine(), figure=figure).lstrip()
