"""``python -m bot evaluate`` with its reports, saved runs and comparisons."""

import json
import re
from pathlib import Path

import pytest

from bot.__main__ import main as bot

LINES = [
    {"id": "a", "question": "退役军人创业担保贷款最高多少", "clauses": ["第五条"], "items": ["二十万元"]},
    {"id": "b", "question": "红烧肉怎么做", "kind": "闲聊"},
    {"id": "d", "turns": [{"question": "大学生休学创业行不行", "clauses": ["第七条"]}, {"question": "学籍留几年"}]},
]


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch, remembering) -> None:
    monkeypatch.setattr("index.search.open_encoder", lambda *_: remembering)


def jsonl(*lines: dict[str, object]) -> str:
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


@pytest.fixture
def golden(write) -> Path:
    return write(jsonl(*LINES), "golden.jsonl")


@pytest.fixture
def evaluated(invented: Path, capsys):
    """Run the command and return what it printed."""

    def evaluated(*given: object) -> str:
        assert bot(["evaluate", *map(str, given), "--index", str(invented), "--as-of", "2025-06-01"]) == 0
        return capsys.readouterr().out

    return evaluated


@pytest.fixture
def refused(invented: Path, capsys):
    """Run the command and return its one line of error."""

    def refused(*given: object) -> str:
        assert bot(["evaluate", *map(str, given), "--index", str(invented)]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert re.fullmatch(r"错误：[^\n]+\n", err)
        return err

    return refused


def test_a_dialogue_and_items_are_scored(evaluated, golden: Path) -> None:
    printed = evaluated(golden)
    assert printed.startswith("问题 4 个，其中应有条款 2 个\n")
    assert "要点全部引到　　　　　　1.000" in printed
    assert "〔闲聊〕1 个" in printed


def test_several_files_are_scored_together(evaluated, golden: Path, write) -> None:
    other = write(jsonl({"question": "今天天气怎么样"}), "other.jsonl")
    assert json.loads(evaluated(golden, other, "--json"))["questions"] == 5


def test_a_file_given_twice_is_refused(refused, golden: Path, write) -> None:
    copied = write(jsonl(*LINES), "copied.jsonl")
    assert "golden.jsonl 内容相同" in refused(golden, golden)
    assert "copied.jsonl：和" in refused(golden, copied)


def test_a_report_is_written(evaluated, golden: Path, tmp_path: Path) -> None:
    evaluated(golden, "--report", tmp_path / "out.html")
    assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_run_compared_with_itself_has_no_difference(evaluated, golden: Path, tmp_path: Path) -> None:
    saved = tmp_path / "run.json"
    evaluated(golden, "--save", saved)
    told = json.loads(evaluated(golden, "--compare", saved, "--json"))["comparison"]
    assert (told["questions"], told["won"], told["lost"]) == (4, [], [])
    assert {figure["difference"] for figure in told["figures"].values()} == {0}
    assert "与上次相比" in evaluated(golden, "--compare", saved, "--report", tmp_path / "out.html")
    assert "与上次相比" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_a_saved_run_tells_the_day_and_the_files(evaluated, golden: Path, tmp_path: Path) -> None:
    evaluated(golden, "--save", tmp_path / "run.json")
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert (record["day"], record["generation"]) == ("2025-06-01", 1)
    assert list(record["files"].values()) == [str(golden)]
    assert [outcome["id"] for outcome in record["outcomes"]] == ["a", "b", "d.1", "d.2"]


def test_a_run_on_other_questions_is_refused(evaluated, refused, golden: Path, write, tmp_path: Path) -> None:
    evaluated(golden, "--save", tmp_path / "run.json")
    other = write(jsonl({"question": "今天天气怎么样"}), "other.jsonl")
    told = refused(other, "--compare", tmp_path / "run.json")
    assert "run.json：和这次评测没有相同的问题" in told
    assert "golden.jsonl" in told


@pytest.mark.parametrize("option", ["--report", "--save", "--compare"])
def test_a_path_that_cannot_be_used_is_refused(refused, golden: Path, tmp_path: Path, option: str) -> None:
    assert "none" in refused(golden, option, tmp_path / "none" / "file")
    assert str(tmp_path) in refused(golden, option, tmp_path)
