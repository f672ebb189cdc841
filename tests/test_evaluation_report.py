"""What people read of an evaluation: lines, and one HTML page that is whole, quiet and safe."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outcomes import any_run, outcome, run

from bot.answers import Status
from bot.evaluation import FIGURES, Scores
from bot.evaluation_report import NAMES, STATUSES, comparison_text, failure, milliseconds, page, signed, text
from bot.intervals import wilson
from bot.run_comparison import compare

VOID = {"meta", "br"}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&{{ 7*7 }}"


class Page(HTMLParser):
    """A page's tags, and whether each is closed where it was opened; words are kept as a browser would read them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_startendtag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data) -> None:
        self.words += data

    def count(self, tag: str) -> int:
        return [name for name, _ in self.tags].count(tag)


@pytest.fixture
def right():
    return outcome("a", kind="贷款", recall=1, mrr=1, status_right=1)


@pytest.fixture
def wrong():
    missed = outcome("b", kind="补贴", recall=0, mrr=0.5, status_right=0, items_complete=0)
    return replace(missed, got="no_clause", first="第七条", rank=2, lacking=("二十万元",), seconds=1.5)


# --- lines ---


def test_every_figure_and_status_has_a_name() -> None:
    assert NAMES.keys() == set(FIGURES)
    assert STATUSES.keys() == set(Status)


def test_every_figure_is_printed(right, wrong) -> None:
    printed = text(Scores((right, wrong))).splitlines()
    assert printed[0] == "问题 2 个，其中应有条款 2 个"
    low, high = wilson(0.5, 2)
    assert f"正确条款排第一　　　　　0.500  （n=2，95% 区间 {low:.3f}–{high:.3f}）" in printed
    assert "范围外问题被拒答　　　　—" in printed
    assert "状态（应为→得到）：answered→answered 1，answered→no_clause 1" in printed
    assert "答复耗时　　　　　　　　中位数 755 毫秒，95% 在 1.43 秒 以内" in printed
    assert "〔贷款〕1 个：正确条款排第一 1.000，平均倒数排名 1.000，状态正确 1.000" in printed


def test_figures_that_need_a_field_are_printed_only_with_it(right, wrong) -> None:
    assert "要点" not in text(Scores((right,)))
    assert "要点全部引到　　　　　　0.000" in text(Scores((right, wrong)))
    assert "追问" not in text(Scores((right, wrong)))


def test_failures_are_printed_when_asked_for(right, wrong) -> None:
    line = "b 问b：应为 第五条 answered，得到 第七条 no_clause（排第 2），缺：二十万元"
    assert line not in text(Scores((right, wrong)))
    assert text(Scores((right, wrong)), failures=True).splitlines()[-1] == line


def test_a_failure_without_a_clause_tells_the_statuses(wrong) -> None:
    told = failure(replace(wrong, clause=None, wanted="out_of_scope", got="answered", lacking=()))
    assert told == "b 问b：应为 out_of_scope，得到 answered"


def test_a_clause_not_found_is_told(wrong) -> None:
    assert "得到 无 no_clause（排第 10 名外）" in failure(replace(wrong, first=None, rank=None))


def test_no_outcome_prints_too() -> None:
    assert text(Scores()).startswith("问题 0 个")


def test_a_comparison_prints_differences_and_questions(right, wrong) -> None:
    better = replace(wrong, marks=right.marks | {"mrr": (0.25, 1.0)})
    printed = comparison_text(compare(run(right, wrong), run(right, better, generation=2), Path("run.json")))
    first, recall, *_, won, lost = printed.splitlines()
    assert first == "与上次相比（上次：第 1 版索引，按 2026-06-01；相同的问题 2 个，不同的 0 个没有比）"
    assert re.fullmatch(
        r"正确条款排第一　+0\.500 → 1\.000  \+0\.500（95% 区间 0\.000 至 \+1\.000；得 1 失 0，p=1\.000）", recall
    )
    assert (won, lost) == ("得 b 问b：正确条款排第一、状态正确", "失 b 问b：平均倒数排名")


@pytest.mark.parametrize(("change", "told"), [(0.5, "+0.500"), (-0.25, "−0.250"), (0, "0.000"), (-0.0001, "0.000")])
def test_a_change_has_its_sign(change: float, told: str) -> None:
    assert signed(change) == told


@pytest.mark.parametrize(("seconds", "told"), [(0.0123, "12.3 毫秒"), (0.5, "500 毫秒"), (1.25, "1.25 秒")])
def test_times_are_told_in_their_unit(seconds: float, told: str) -> None:
    assert milliseconds(seconds) == told


# --- the page ---


def test_a_page_shows_figures_matrix_times_kinds_and_failures(right, wrong) -> None:
    html = page(run(right, wrong))
    shown = Page(html)
    figures = ("正确条款排第一", "平均倒数排名", "要点全部引到", "状态正确")
    for word in (*figures, "已答复", "没有找到条款", "答复耗时", "贷款", "补贴", "缺：二十万元", "golden.jsonl"):
        assert word in shown.words
    assert shown.count("svg") == 4 + 1
    assert '<td class="right" style="--share: 0.500">1</td>' in html
    assert "与上次相比" not in shown.words


def test_a_bar_is_as_long_as_its_share(right, wrong) -> None:
    fills = [float(width) for width in re.findall(r'class="fill"[^>]* width="([\d.]+)"', page(run(right, wrong)))]
    assert fills == [100.0, 150.0, 0.0, 100.0]


def test_the_histogram_holds_every_question() -> None:
    timed = [replace(outcome(str(n), status_right=1), seconds=n / 100) for n in range(200)]
    assert sum(map(int, re.findall(r"：(\d+) 题</title>", page(run(*timed))))) == 200


def test_a_page_without_failures_says_so(right) -> None:
    assert "全部答对。" in Page(page(run(right))).words


def test_a_page_shows_a_comparison(right, wrong) -> None:
    lost = compare(run(right, replace(wrong, marks=right.marks)), run(right, wrong), Path("run.json"))
    shown = Page(page(run(right, wrong), lost)).words
    assert "与上次相比" in shown
    assert "−0.500" in shown
    assert "没有一题比上次好。" in shown


def test_hostile_words_stay_words(right, wrong) -> None:
    hostile = replace(
        wrong,
        id=HOSTILE,
        question=HOSTILE,
        kind=HOSTILE,
        clause=HOSTILE,
        first=HOSTILE,
        got=HOSTILE,
        lacking=(HOSTILE,),
    )
    told = replace(run(right, hostile), files={"f" * 64: HOSTILE}, fingerprint=HOSTILE)
    shown = Page(page(told, compare(told, told, Path("run.json"))))
    assert (shown.count("script"), shown.count("img")) == (0, 0)
    assert shown.words.count(HOSTILE) >= 6
    assert not [name for _, attributes in shown.tags for name in attributes if name.startswith("on")]


def test_a_page_needs_nothing_from_elsewhere(right, wrong) -> None:
    shown = Page(page(run(right, wrong)))
    assert not {"src", "href", "srcset", "data"} & {name for _, attributes in shown.tags for name in attributes}
    assert not {"script", "link", "iframe", "img", "object"} & {tag for tag, _ in shown.tags}
    assert "url(" not in shown.words
    assert "@import" not in shown.words
    assert "prefers-color-scheme: dark" in shown.words
    assert "@media print" in shown.words
    assert ("html", {"lang": "zh-CN"}) in shown.tags


@settings(max_examples=20)
@given(any_run, st.booleans())
def test_any_run_is_a_whole_page(one, compared: bool) -> None:
    html = page(one, compare(one, one, Path("run.json")) if compared else None)
    assert html.startswith("<!doctype html>")
    Page(html)
