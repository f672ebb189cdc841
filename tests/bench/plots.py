"""Plots as the places of an SVG: lines over a linear or logarithmic axis, and bars."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 36, 12, 34


class Axis:
    """Values → places between two ends, with ticks at round values."""

    def __init__(self, values: Sequence[float], ends: tuple[float, float], logarithmic: bool) -> None:
        self._logarithmic = logarithmic and min(values) > 0
        low, high = (min(values), max(values)) if self._logarithmic else (min(0.0, *values), max(values))
        self.ticks = self._decades(low, high) if self._logarithmic else self._round(low, high)
        self._low, self._high = self._scaled(min(low, self.ticks[0])), self._scaled(max(high, self.ticks[-1]))
        self._ends = ends

    def place(self, value: float) -> float:
        first, last = self._ends
        share = (self._scaled(value) - self._low) / ((self._high - self._low) or 1)
        return round(first + share * (last - first), 1)

    def _scaled(self, value: float) -> float:
        return math.log10(value) if self._logarithmic else value

    @staticmethod
    def _decades(low: float, high: float) -> list[float]:
        return [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]

    @staticmethod
    def _round(low: float, high: float) -> list[float]:
        span = (high - low) or 1.0
        step = 10 ** math.floor(math.log10(span))
        step = next(step * part for part in (0.2, 0.25, 0.5, 1, 2) if span / (step * part) <= 6)
        return [step * number for number in range(math.floor(low / step), math.ceil(high / step) + 1)]


class Plot:
    """Lines: for each name, its points. ``logarithmic``: both axes, as sizes that grow tenfold want."""

    def __init__(
        self, title: str, x: str, y: str, lines: Mapping[str, Sequence[tuple[float, float]]], logarithmic: bool = False
    ) -> None:
        self.title, self.x, self.y, self.lines, self._logarithmic = title, x, y, lines, logarithmic

    @cached_property
    def across(self) -> Axis:
        return Axis([x for points in self.lines.values() for x, _ in points], (LEFT, WIDTH - RIGHT), self._logarithmic)

    @cached_property
    def up(self) -> Axis:
        values = [y for points in self.lines.values() for _, y in points]
        return Axis(values, (HEIGHT - BOTTOM, TOP), self._logarithmic)

    def path(self, name: str) -> str:
        return "M" + "L".join(f"{self.across.place(x)} {self.up.place(y)}" for x, y in self.lines[name])


class Bars(NamedTuple):
    """Named values beside each other."""

    title: str
    unit: str
    values: Mapping[str, float]

    def share(self, name: str) -> float:
        return self.values[name] / (max(self.values.values()) or 1)
