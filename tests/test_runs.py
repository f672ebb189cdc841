"""Saved runs: what is read is what was written, and anything else is refused by name."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from outcomes import any_run, outcome, run

from bot.runs import Run, write


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_run)
def test_a_saved_run_is_read_back_as_it_was(tmp_path, saved: Run) -> None:
    saved.save(tmp_path / "run.json")
    assert Run.load(tmp_path / "run.json") == saved


def test_a_saved_run_tells_what_it_was_made_with(tmp_path) -> None:
    run(outcome("a", recall=1)).save(tmp_path / "run.json")
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert (record["generation"], record["fingerprint"], record["day"]) == (1, "hashed-bigrams", "2026-06-01")
    assert record["files"] == {"f" * 64: "golden.jsonl"}
    assert record["figures"]["recall@1"] == 1
    assert record["outcomes"][0]["marks"] == {"recall@1": [1.0, 1.0]}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: "{",
        lambda record: "[]",
        lambda record: "[" * 100_000,
        lambda record: json.dumps(record | {"schema": 9}),
        lambda record: json.dumps({key: told for key, told in record.items() if key != "day"}),
        lambda record: json.dumps(record | {"files": ["golden.jsonl"]}),
        lambda record: json.dumps(record | {"outcomes": [{}]}),
        lambda record: json.dumps(record | {"outcomes": [record["outcomes"][0] | {"more": 1}]}),
        lambda record: json.dumps(record | {"outcomes": [record["outcomes"][0] | {"marks": {"recall@1": [2, 1]}}]}),
        lambda record: json.dumps(record | {"outcomes": [record["outcomes"][0] | {"marks": {"recall@1": [1]}}]}),
        lambda record: json.dumps(record).replace("1.0", "NaN"),
    ],
)
def test_what_is_no_run_is_refused_by_name_with_the_fix(tmp_path, spoil) -> None:
    path = tmp_path / "run.json"
    run(outcome("a", recall=1)).save(path)
    path.write_text(spoil(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    with pytest.raises(ValueError, match=r"run\.json：不是能读的评测记录.*--save"):
        Run.load(path)


def test_a_missing_run_is_refused_by_name(tmp_path) -> None:
    with pytest.raises(ValueError, match=r"none\.json：不是能读的评测记录"):
        Run.load(tmp_path / "none.json")


def test_a_file_that_cannot_be_written_is_refused_by_name(tmp_path) -> None:
    with pytest.raises(ValueError, match=r"run\.json：写不进去"):
        write(tmp_path / "none" / "run.json", "")
