"""The report of the benchmarks; the benchmarks themselves run by ``make bench``."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

BENCH = Path(__file__).with_name("bench")


@pytest.fixture(autouse=True)
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))


def test_a_limit_is_reached_from_its_own_side() -> None:
    from report import Row

    assert Row("慢", 1.3, limit=1.25).judged == "否"
    assert Row("快", 1.2, limit=1.25).judged == "是"
    assert Row("吞吐", 1.6, limit=1.7, at_least=True).judged == "否"
    assert Row("只供了解", 7).judged == ""


def test_a_table_tells_what_was_measured_and_what_was_wanted() -> None:
    from report import Row, markdown

    assert "| 内存 | 431 MB | ≤ 450 MB | 是 | 问过以后 |" in markdown(
        [Row("内存", 430.7, "MB", 450, note="问过以后")], "服务"
    )


def test_figures_keep_three_digits_that_count() -> None:
    from report import figure

    assert [figure(value) for value in (0, 0.01234, 1.249, 42.51, 1250)] == ["0", "0.0123", "1.25", "42.5", "1,250"]


def test_a_page_shows_rows_and_plots_and_loads_nothing() -> None:
    from plots import Bars, Plot
    from report import Row, page

    plot = Plot("规模与时间", "条款", "毫秒", {"我们": [(1e4, 3), (1e6, 9)]}, logarithmic=True)
    drawn = page({"服务": [Row("内存", 431, "MB", 450), plot, Bars("吞吐", "个", {"1 人": 80, "8 人": 150})]})
    assert all(told in drawn for told in ("431 MB", "规模与时间", "8 人", "处理器"))
    assert "://" not in drawn and "<script" not in drawn


@pytest.mark.parametrize("logarithmic", [False, True])
def test_a_plot_stays_within_its_frame(logarithmic: bool) -> None:
    from plots import HEIGHT, WIDTH, Plot

    points = [(1.0, 0.4), (10.0, 25.0), (1000.0, 7.0)]
    plot = Plot("", "", "", {"a": points}, logarithmic)
    places = [(plot.across.place(x), plot.up.place(y)) for x, y in points]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places)
    assert places == sorted(places) and places[1][1] < places[2][1] < places[0][1]


def test_every_group_is_a_module_here() -> None:
    from run import GROUPS, LONG

    assert all((BENCH / f"{name}.py").is_file() for name in GROUPS | LONG)


def test_every_group_can_be_run() -> None:
    """They run seldom, so that a name that moved would be missed."""
    from run import GROUPS, LONG

    for name in GROUPS | LONG:
        assert callable(import_module(name).measures)
