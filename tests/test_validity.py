"""Whether a document is in force on a day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Document, State, validity
from index.validity import today

DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))
BEGUN = {"issued_on": date(2021, 1, 27), "effective_on": date(2021, 3, 1)}
PERIOD = {**BEGUN, "expires_on": date(2023, 12, 31), "period": "2021—2023年"}


def state(day: date, **dates) -> State:
    return validity(Document("d1", "a.md", "某办法", **dates), day).state


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 2, 28), State.NOT_YET),
        (date(2021, 3, 1), State.IN_FORCE),
        (date(2022, 6, 1), State.IN_FORCE),
        (date(2023, 12, 31), State.IN_FORCE),
        (date(2024, 1, 1), State.EXPIRED),
        (date(2026, 6, 1), State.EXPIRED),
    ],
)
def test_first_and_last_day_count_as_in_force(day: date, expected: State) -> None:
    assert state(day, **PERIOD) is expected


@given(DAYS, DAYS, DAYS)
def test_states_follow_each_other_in_time(begins: date, ends: date, day: date) -> None:
    begins, ends = sorted([begins, ends])
    expected = State.NOT_YET if day < begins else State.EXPIRED if day > ends else State.IN_FORCE
    assert state(day, effective_on=begins, expires_on=ends) is expected


def test_the_day_of_issue_counts_when_no_other_is_printed() -> None:
    assert state(date(2021, 1, 26), issued_on=date(2021, 1, 27)) is State.NOT_YET
    assert state(date(2021, 1, 27), issued_on=date(2021, 1, 27)) is State.IN_FORCE


def test_without_dates_it_is_unknown() -> None:
    assert state(date(2022, 1, 1)) is State.UNKNOWN


def test_repealed_from_that_day_on() -> None:
    repealed = {**PERIOD, "repealed_on": date(2022, 5, 1)}
    assert state(date(2022, 4, 30), **repealed) is State.IN_FORCE
    assert state(date(2022, 5, 1), **repealed) is State.REPEALED
    assert state(date(2026, 1, 1), **repealed) is State.REPEALED


def test_a_successor_is_named() -> None:
    successor = "新办法（云政发〔2025〕1号）"
    told = validity(Document("d1", "a.md", "某办法", superseded_by=successor, **PERIOD), date(2026, 1, 1))
    assert told.state is State.SUPERSEDED
    assert successor in told.text


def test_the_seed_is_expired_today_and_was_in_force(seed: Document) -> None:
    states = {day: validity(seed, day).state for day in (date(2026, 3, 1), date(2022, 3, 1), date(2021, 1, 26))}
    assert [*states.values()] == [State.EXPIRED, State.IN_FORCE, State.NOT_YET]


@pytest.mark.parametrize(("day", "expected"), [("2023-12-31", State.IN_FORCE), ("2024-01-01", State.EXPIRED)])
def test_the_seeds_last_day(seed: Document, day: str, expected: State) -> None:
    assert validity(seed, date.fromisoformat(day)).state is expected


def test_the_expired_seed_is_told_with_its_period_and_never_as_repealed(seed: Document) -> None:
    assert validity(seed, date(2026, 3, 1)).text == "执行期2021—2023年已届满，未见废止公告，请向牵头单位核实"


def test_today_is_the_day_in_china() -> None:
    before, day, after = datetime.now(ZoneInfo("Asia/Shanghai")), today(), datetime.now(ZoneInfo("Asia/Shanghai"))
    assert before.date() <= day <= after.date() <= before.date() + timedelta(days=1)
