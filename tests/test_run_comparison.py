"""Two runs compared: differences counted by hand, and what must hold for any pair of runs."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from outcomes import any_run, outcome, run

from bot.evaluation import Scores
from bot.run_comparison import compare
from bot.runs import Run

EARLIER = Path("run.json")


def difference(comparison, figure):
    return next(told for told in comparison.differences if told.figure == figure)


@pytest.fixture
def comparison():
    """Of ten questions, four are won, one is lost, three stay right and two wrong."""
    before = [0, 0, 0, 0, 1, 1, 1, 1, 0, 0]
    after = [1, 1, 1, 1, 0, 1, 1, 1, 0, 0]
    runs = [run(*(outcome(str(n), recall=right) for n, right in enumerate(side))) for side in (before, after)]
    return compare(*runs, EARLIER)


def test_a_difference_is_what_was_counted_by_hand(comparison) -> None:
    told = difference(comparison, "recall@1")
    assert (told.before, told.after, told.change) == (0.4, 0.7, pytest.approx(0.3))
    assert (told.won, told.lost, told.p) == (4, 1, pytest.approx(2 * (1 + 5) / 2**5))


def test_the_paired_interval_is_that_of_the_mean_change(comparison) -> None:
    told = difference(comparison, "recall@1")
    assert (told.low, told.high) == pytest.approx((-0.1, 0.7), abs=0.11)


def test_the_questions_won_and_lost_are_told(comparison) -> None:
    assert [change.outcome.id for change in comparison.won] == ["0", "1", "2", "3"]
    assert [(change.outcome.id, change.figures) for change in comparison.lost] == [("4", ("recall@1",))]


def test_only_figures_that_count_are_compared(comparison) -> None:
    assert [told.figure for told in comparison.differences] == ["recall@1"]


def test_a_mean_reciprocal_rank_is_compared_too() -> None:
    told = difference(compare(run(outcome("a", mrr=0.5)), run(outcome("a", mrr=1)), EARLIER), "mrr")
    assert (told.change, told.low, told.high, told.won) == (0.5, 0.5, 0.5, 1)


def test_questions_are_matched_by_file_id_and_text_whatever_their_order() -> None:
    a, b, c = (outcome(name, recall=1) for name in "abc")
    others = [replace(a, file="e" * 64), replace(b, question="另一问"), replace(c, id="d")]
    comparison = compare(run(a, b, c), run(c, *others, a), EARLIER)
    assert [(before.id, after.id) for before, after in comparison.pairs] == [("c", "c"), ("a", "a")]
    assert comparison.left_out == 4
    assert not comparison.won + comparison.lost


def test_the_same_question_twice_stays_two() -> None:
    asked = [outcome("a", recall=0), outcome("a", recall=1)]
    comparison = compare(run(*asked), run(*reversed(asked)), EARLIER)
    assert (len(comparison.won), len(comparison.lost)) == (1, 1)


def test_a_score_that_only_one_run_has_is_neither_won_nor_lost() -> None:
    comparison = compare(run(outcome("a", validity_told=0, recall=1)), run(outcome("a", recall=1)), EARLIER)
    told = difference(comparison, "validity_told")
    assert (told.won, told.lost) == (0, 0)


def test_runs_without_a_question_in_common_are_refused_with_the_fix() -> None:
    with pytest.raises(ValueError, match=r"run\.json：.*没有相同的问题.*golden\.jsonl.*请用当时那份没有改过的问题文件"):
        compare(run(outcome("a")), run(outcome("b")), EARLIER)


@settings(max_examples=25)
@given(any_run)
def test_a_run_compared_with_itself_is_all_zero(one: Run) -> None:
    comparison = compare(one, one, EARLIER)
    assert all((told.change, told.low, told.high, told.p) == (0, 0, 0, 1) for told in comparison.differences)
    assert (comparison.won, comparison.lost, comparison.left_out) == ([], [], 0)


@settings(max_examples=25)
@given(any_run, any_run)
def test_compared_the_other_way_round_all_is_turned(one: Run, other: Run) -> None:
    other = replace(one, scores=Scores(tuple(map(marked_as, one.scores.outcomes, other.scores.outcomes * 12))))
    there, back = compare(one, other, EARLIER), compare(other, one, EARLIER)
    for told, turned in zip(there.differences, back.differences, strict=True):
        assert (told.change, told.low, told.high) == pytest.approx((-turned.change, -turned.high, -turned.low))
        assert (told.won, told.lost, told.p) == (turned.lost, turned.won, turned.p)


@settings(max_examples=25)
@given(any_run)
def test_the_same_comparison_is_the_same_twice(one: Run) -> None:
    other = replace(one, scores=Scores(tuple(map(marked_as, one.scores.outcomes, one.scores.outcomes[::-1]))))
    assert compare(one, other, EARLIER).as_dict() == compare(one, other, EARLIER).as_dict()


def marked_as(question, other):
    return replace(question, marks=other.marks)
