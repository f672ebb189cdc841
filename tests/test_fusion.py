"""Several rankings → one."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import BONUS, SHARES, WEIGHTS, fused
from index.rankers import Ranking

ROWS = 6
SCORES = st.floats(-4, 4, width=16)


@st.composite
def rankings(draw: st.DrawFn) -> dict[str, Ranking]:
    return {name: draw(ranking()) for name in draw(st.lists(st.sampled_from(sorted(WEIGHTS)), min_size=1, unique=True))}


@st.composite
def ranking(draw: st.DrawFn) -> Ranking:
    rows = draw(st.lists(st.integers(0, ROWS - 1), unique=True))
    scores = sorted((draw(SCORES) for _ in rows), reverse=True)
    floor = scores[-1] if scores else draw(SCORES)
    spread, most = draw(st.floats(0.25, 4, width=16)), draw(st.floats(4, 64, width=16))
    return made(dict(zip(rows, scores, strict=True)), draw(SCORES), spread, floor, most)


def made(
    scores: dict[int, float], mean: float = 0.0, deviation: float = 1.0, floor: float = 0.0, most: float = 1.0
) -> Ranking:
    rows = np.array([*scores], dtype=np.int64)
    return Ranking(rows, np.array([*scores.values()], np.float32), mean, deviation, floor, most)


def sums(rankings: dict[str, Ranking]) -> dict[int, float]:
    return {int(row): float(total) for row, total in zip(*fused(rankings), strict=True)}


def oracle(rankings: dict[str, Ranking]) -> dict[int, float]:
    """The same sum, row by row."""
    found = {}
    for row in {int(row) for ranking in rankings.values() for row in ranking.rows}:
        found[row] = 0.0
        for name, ranking in rankings.items():
            scores = dict(zip(ranking.rows.tolist(), ranking.scores.tolist(), strict=True))
            score = scores.get(row, ranking.floor)
            standardised = score / ranking.most if name in SHARES else (score - ranking.mean) / ranking.deviation
            if name in BONUS:
                standardised = min(max(0, standardised - BONUS[name][0]), BONUS[name][1])
            found[row] += WEIGHTS[name] * standardised
    return found


@given(rankings())
def test_sums_equal_the_oracles(rankings: dict[str, Ranking]) -> None:
    assert sums(rankings) == pytest.approx(oracle(rankings), abs=1e-6)


@given(rankings())
def test_the_order_of_the_rankings_does_not_matter(rankings: dict[str, Ranking]) -> None:
    expected = sums(rankings)
    for names in permutations(rankings):
        assert sums({name: rankings[name] for name in names}) == pytest.approx(expected, abs=1e-9)


@given(rankings())
def test_each_row_comes_once_best_first(rankings: dict[str, Ranking]) -> None:
    rows, totals = fused(rankings)
    assert len(set(rows.tolist())) == len(rows)
    assert totals.tolist() == sorted(totals.tolist(), reverse=True)


def test_equal_sums_come_in_row_order() -> None:
    rows, _ = fused({"clause": made({4: 1.0, 1: 1.0, 3: 1.0})})
    assert rows.tolist() == [1, 3, 4]


def test_a_row_that_a_ranking_lacks_counts_with_its_floor() -> None:
    found = sums({"clause": made({0: 3.0, 1: 2.0}), "sentence": made({0: 5.0}, mean=1.0, deviation=2.0, floor=0.5)})
    assert found[1] == pytest.approx(WEIGHTS["clause"] * 2 + WEIGHTS["sentence"] * (0.5 - 1) / 2)


@pytest.mark.parametrize("name", sorted(SHARES))
def test_words_count_by_the_share_of_what_they_could_score(name: str) -> None:
    found = sums({name: made({0: 3.0, 1: 1.0}, mean=1.0, deviation=2.0, most=4.0)})
    assert found == {0: pytest.approx(WEIGHTS[name] * 0.75), 1: pytest.approx(WEIGHTS[name] * 0.25)}


@given(st.sampled_from(sorted(BONUS)), rankings(), ranking())
def test_a_bonus_never_lowers_a_row(name: str, rankings: dict[str, Ranking], bonus: Ranking) -> None:
    without = {other: ranking for other, ranking in rankings.items() if other != name} or {"clause": made({0: 1.0})}
    before, after = sums(without), sums({**without, name: bonus})
    assert all(after[row] >= before[row] - 1e-9 for row in before)
