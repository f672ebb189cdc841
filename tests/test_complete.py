"""Are answers complete, and no longer than need be? Measured on questions whose every item is known.

``items`` are words of the plan that must all lie within what is quoted.
"""

import json
from statistics import median

import pytest
from conftest import AFTER, GOLDEN

from bot import Question

LEAST = {"list": {"complete": 0.82, "items": 0.87}, "sentence": {"complete": 0.95, "items": 0.95}}
LONGEST = {"list": 300, "sentence": 90}
IDLE = {"list": 0.47, "sentence": 0.3}
TOGETHER_CITED = 0.9
ALL_CITED = 0.975  # of the lists by later writers: a second clause is what an answer lacks first


@pytest.fixture(scope="session")
def quoted(quick):
    """By kind: each question's items and the quotes that it gets."""
    lines = (GOLDEN / "lists-dev.jsonl").read_text(encoding="utf-8").splitlines()
    found = {kind: [] for kind in LEAST}
    for record in map(json.loads, lines):
        citations = quick.answer(Question(record["question"], today=AFTER)).citations
        found[record["kind"]].append((record["items"], [quote for one in citations for quote in one.quotes]))
    return found


def has(item: str, quotes: list[str]) -> bool:
    return any(item in quote for quote in quotes)


def test_every_item_is_in_the_plan(quick) -> None:
    texts = [clause.text for clause in quick.index.clauses]
    lines = (GOLDEN / "lists-dev.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 70
    assert all(has(item, texts) for line in lines for item in json.loads(line)["items"])


@pytest.mark.parametrize("kind", LEAST)
def test_all_items_are_quoted(quoted, kind: str) -> None:
    whole = [all(has(item, quotes) for item in items) for items, quotes in quoted[kind]]
    assert sum(whole) / len(whole) >= LEAST[kind]["complete"]


@pytest.mark.parametrize("kind", LEAST)
def test_most_items_are_quoted(quoted, kind: str) -> None:
    found = [has(item, quotes) for items, quotes in quoted[kind] for item in items]
    assert sum(found) / len(found) >= LEAST[kind]["items"]


@pytest.mark.parametrize("kind", LONGEST)
def test_answers_stay_short(quoted, kind: str) -> None:
    assert median(sum(map(len, quotes)) for _, quotes in quoted[kind]) <= LONGEST[kind]


@pytest.mark.parametrize("kind", IDLE)
def test_few_characters_are_quoted_in_vain(quoted, kind: str) -> None:
    pairs = [(quote, any(item in quote for item in items)) for items, quotes in quoted[kind] for quote in quotes]
    idle = sum(len(quote) for quote, of_use in pairs if not of_use)
    assert idle / sum(len(quote) for quote, _ in pairs) <= IDLE[kind]


def test_every_clause_that_a_list_needs_is_cited(quick) -> None:
    files = sorted(GOLDEN.glob("lists-*teen*-dev.jsonl"))
    asked = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    cited = [
        {one.clause.label for one in quick.answer(Question(record["question"], today=AFTER)).citations}
        for record in asked
    ]
    whole = [set(record["all"]) <= labels for record, labels in zip(asked, cited, strict=True)]
    assert len(files) >= 6 and sum(whole) / len(whole) >= ALL_CITED


def test_what_is_noted_below_several_clauses_cites_them(quick) -> None:
    noted = [one for one in quick.index.noted.questions if one.clauses][::4]
    asked = [(set(one.clauses), quick.answer(Question(one.text, today=AFTER)).citations) for one in noted]
    whole = [clauses <= {one.clause.id for one in citations} for clauses, citations in asked]
    assert len(noted) >= 60 and sum(whole) / len(whole) >= TOGETHER_CITED
