"""The golden questions: what they cover, and that the assistant reaches its figures on both halves.

The held-out half is only ever counted: no question of it may be shown, not even by a test that fails.
"""

import json
from collections import Counter

import pytest
import yaml
from conftest import AFTER, GOLDEN

from bot.evaluation import evaluate, read_questions
from bot.questions import clean
from index.paths import DOCS

HALVES = {"dev": "guangxi-2021-10-dev.jsonl", "held out": "guangxi-2021-10-held-out.jsonl"}
LEAST = {
    "recall@1": 0.88,
    "recall@5": 0.97,
    "out_of_scope_refused": 0.95,
    "partial_or_no_clause": 0.85,
    "quotes_verbatim": 1,
    "validity_told": 1,
}


def bare(question: str) -> str:
    """A question's words, so that marks and spaces make no difference."""
    return "".join(letter for letter in clean(question) if letter.isalnum())


@pytest.fixture(scope="session")
def halves():
    return {name: read_questions(GOLDEN / file) for name, file in HALVES.items()}


@pytest.fixture(scope="session")
def scores(halves, quick):
    return {name: evaluate(quick, questions, AFTER).as_dict() for name, questions in halves.items()}


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("figure", LEAST)
def test_a_half_reaches_its_figures(scores, half: str, figure: str) -> None:
    assert scores[half][figure] >= LEAST[figure]


@pytest.mark.parametrize("half", HALVES)
def test_a_half_is_large_enough(halves, half: str) -> None:
    statuses = Counter(golden.status for golden in halves[half])
    assert statuses.total() >= 200
    assert statuses["out_of_scope"] >= 40
    assert statuses["partial"] >= 20


@pytest.mark.parametrize("half", HALVES)
def test_a_half_covers_every_item_target_and_safeguard(halves, quick, half: str) -> None:
    labels = [clause.label for clause in quick.index.clauses]
    items = {label for label in labels if label.startswith("二、")}
    targets = {label for label in labels if "——" in label}
    safeguards = {label for label in labels if label.startswith("三、")}
    asked = {label for golden in halves[half] for label in golden.clauses}
    assert (len(items), len(targets), len(safeguards)) == (27, 4, 3)
    assert items | targets | safeguards <= asked <= set(labels)


@pytest.mark.parametrize("half", HALVES)
def test_a_half_asks_nothing_twice(halves, half: str) -> None:
    repeated = len(halves[half]) - len({bare(golden.question) for golden in halves[half]})
    assert repeated == 0


def test_the_halves_share_no_question(halves) -> None:
    dev, held_out = ({bare(golden.question) for golden in half} for half in halves.values())
    shared = len(dev & held_out)
    assert shared == 0


@pytest.mark.parametrize("half", HALVES)
def test_no_phrasing_is_a_golden_question(halves, half: str) -> None:
    golden = {bare(question.question) for question in halves[half]}
    files = list(DOCS.rglob("*.questions.yaml"))
    phrasings = {
        bare(text)
        for file in files
        for questions in yaml.safe_load(file.read_text(encoding="utf-8")).values()
        for text in questions
    }
    taken = len(golden & phrasings)
    assert len(phrasings) > 300
    assert taken == 0


def test_what_was_fitted_on_is_not_held_out(halves) -> None:
    particulars = (GOLDEN / "particulars-dev.jsonl").read_text(encoding="utf-8").splitlines()
    scope = yaml.safe_load((GOLDEN / "scope.yaml").read_text(encoding="utf-8"))
    fitted = {bare(json.loads(line)["question"]) for line in particulars}
    fitted |= {bare(question) for questions in scope.values() for question in questions}
    lists = (GOLDEN / "lists-dev.jsonl").read_text(encoding="utf-8").splitlines()
    fitted |= {bare(json.loads(line)["question"]) for line in lists}
    taken = len(fitted & {bare(golden.question) for golden in halves["held out"]})
    assert taken == 0
