"""``python -m index`` and ``python -m bot``."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main as bot
from index.__main__ import main as index
from index.paths import ROOT

VETERAN = "退役军人创业担保贷款最高多少"


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch, remembering) -> None:
    """Spare each command a second of opening the encoder; from the shell it is opened for real."""
    monkeypatch.setattr("index.search.open_encoder", lambda *_: remembering)


@pytest.fixture
def golden(write) -> str:
    lines = [
        {"id": "a", "question": VETERAN, "clauses": ["第五条"], "status": "answered"},
        {"id": "b", "question": "红烧肉怎么做", "clauses": [], "status": "out_of_scope"},
        {"id": "c", "question": "大学生休学创业行不行", "clauses": ["第一条"], "status": "answered"},
    ]
    return str(write("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "golden.jsonl"))


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr; nothing on stdout."""
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"错误：[^\n]+\n", err), err
    assert "Traceback" not in err
    return err


# --- index ---


def test_a_build_tells_its_counts_and_reuses_its_vectors(docs: Path, tmp_path: Path, builtin, capsys) -> None:
    out = str(tmp_path / "out")
    assert index(["build", "--docs", str(docs), "--out", out]) == 0
    counts = r"已发布第 (\d+) 版索引：文件 (\d+)，条款 (\d+)，分块 (\d+)（沿用 (\d+)，新编码 (\d+)）\n"
    generation, documents, clauses, chunks, reused, embedded = map(
        int, re.fullmatch(counts, capsys.readouterr().out).groups()
    )
    assert (generation, documents, reused) == (1, 3, 0)
    assert 20 < clauses < chunks
    assert 0 < embedded <= chunks
    assert index(["build", "--docs", str(docs), "--out", out]) == 0
    told = capsys.readouterr()
    assert told.out == f"已发布第 2 版索引：文件 3，条款 {clauses}，分块 {chunks}（沿用 {embedded}，新编码 0）\n"
    assert "需要编码 0 个" in told.err


def test_a_search_prints_ranked_clauses(invented: Path, capsys) -> None:
    assert index(["search", VETERAN, "--index", str(invented), "--k", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:3] for line in lines if re.match(r"\d\. \[", line)] == ["1. ", "2. ", "3. "]
    assert re.match(r"1\. \[-?\d+\.\d\d\] 云川市创业扶持办法 云川市人民政府令第12号 第五条$", lines[0])
    assert lines[1].startswith("   ")


def test_a_search_prints_json(invented: Path, capsys) -> None:
    assert index(["search", VETERAN, "--index", str(invented), "--k", "4", "--json"]) == 0
    hits = json.loads(capsys.readouterr().out)
    assert [hit["rank"] for hit in hits] == [1, 2, 3, 4]
    assert all(set(hit) == {"rank", "score", "scores", "clause"} for hit in hits)
    assert hits[0]["clause"]["label"] == "第五条"
    assert {"id", "number", "label", "path", "text", "lead_units", "supporting_units", "document"} <= set(
        hits[0]["clause"]
    )
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_a_blank_search_finds_nothing(invented: Path, capsys) -> None:
    assert index(["search", "  ", "--index", str(invented)]) == 0
    assert capsys.readouterr().out == "没有检索到条款\n"


def test_a_search_without_an_index_tells_how_to_build_one(tmp_path: Path, capsys) -> None:
    assert index(["search", "贷款", "--index", str(tmp_path / "none")]) == 1
    assert "python -m index build" in refusal(capsys)


BAD = {
    "no folder": ("", None, "不存在"),
    "empty folder": ("docs", None, "没有政策文件"),
    "empty file": ("docs", b"", "policy.md"),
    "no title": ("docs", b"# \n\n", "policy.md"),
    "binary": ("docs", b"\x00\xff\x00\xfe" * 20, "policy.md"),
    "only a title": ("docs", "云川市创业办法\n".encode(), "policy.md"),
}


@pytest.mark.parametrize(("folder", "content", "named"), BAD.values(), ids=BAD)
def test_a_build_of_bad_policies_is_refused_by_name(tmp_path: Path, capsys, folder: str, content, named: str) -> None:
    docs = tmp_path / (folder or "none")
    if folder:
        docs.mkdir()
    if content is not None:
        (docs / "policy.md").write_bytes(content)
    out = tmp_path / "out"
    assert index(["build", "--docs", str(docs), "--out", str(out)]) == 1
    assert named in refusal(capsys)
    assert not (out / "CURRENT").exists()


def test_a_bad_policy_leaves_the_old_index(docs: Path, tmp_path: Path, builtin, capsys) -> None:
    out = str(tmp_path / "out")
    (docs / "revival-plan.md").unlink()
    (docs / "incubator-notice.md").unlink()
    assert index(["build", "--docs", str(docs), "--out", out]) == 0
    (docs / "broken.md").write_bytes(b"")
    assert index(["build", "--docs", str(docs), "--out", out]) == 1
    assert "broken.md" in capsys.readouterr().err
    assert index(["search", VETERAN, "--index", out]) == 0
    assert "第五条" in capsys.readouterr().out


# --- bot ---


def test_a_question_is_answered_in_lines(invented: Path, capsys) -> None:
    assert bot([VETERAN, "--index", str(invented), "--as-of", "2025-06-01"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("《云川市创业扶持办法》（云川市人民政府令第12号）第五条")
    assert "二十万元" in lines[1]
    assert re.match(r"\[1\] 第二章 扶持措施 / 第五条", lines[-1])


def test_a_question_is_answered_in_json(invented: Path, capsys) -> None:
    assert bot([VETERAN, "--json", "--index", str(invented), "--audience", "退役军人", "--as-of", "2025-06-01"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["citations"][0]["label"]) == ("answered", "第五条")
    assert answer["notices"] == []


def test_the_day_can_be_chosen(invented: Path, capsys) -> None:
    for day, state in (("2024-02-10", "not_yet"), ("2025-06-01", "in_force"), ("2035-01-01", "expired")):
        assert bot([VETERAN, "--json", "--index", str(invented), "--as-of", day]) == 0
        assert json.loads(capsys.readouterr().out)["citations"][0]["document"]["validity"]["state"] == state


@pytest.mark.parametrize("question", ["", "？", "红烧肉怎么做", "创" * 10_000, "贷款\udcff贴息"])
def test_a_refusal_is_an_answer_not_a_failure(invented: Path, capsys, question: str) -> None:
    assert bot([question, "--index", str(invented)]) == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("given", [["--audience", "老板"], ["--as-of", "昨天"], ["--as-of", "2026-13-01"], ["--what"]])
def test_a_wrong_option_is_a_usage_error(capsys, given: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        bot([VETERAN, *given])
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_an_evaluation_prints_every_figure(invented: Path, golden: str, capsys) -> None:
    assert bot(["evaluate", golden, "--index", str(invented)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("问题 3 个，其中应有条款 2 个\n")
    assert re.search(r"正确条款排第一\s+0\.500  （n=2", told)
    assert re.search(r"范围外问题被拒答\s+1\.000", told)
    assert "大学生休学创业行不行" not in told


def test_an_evaluation_lists_its_failures(invented: Path, golden: str, capsys) -> None:
    assert bot(["evaluate", golden, "--index", str(invented), "--failures"]) == 0
    assert "c 大学生休学创业行不行：应为 第一条 answered，得到 第七条" in capsys.readouterr().out


def test_an_evaluation_prints_json(invented: Path, golden: str, capsys) -> None:
    assert bot(["evaluate", golden, "--index", str(invented), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert (scores["questions"], scores["recall@1"], scores["out_of_scope_refused"]) == (3, 0.5, 1)


def test_an_evaluation_takes_a_day(invented: Path, golden: str, capsys) -> None:
    assert bot(["evaluate", golden, "--index", str(invented), "--as-of", "2035-01-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["validity_told"] == 1


def test_an_evaluation_of_a_missing_file_is_one_line(invented: Path, tmp_path: Path, capsys) -> None:
    assert bot(["evaluate", str(tmp_path / "none.jsonl"), "--index", str(invented)]) == 1
    assert "none.jsonl" in refusal(capsys)


@pytest.mark.parametrize("line", ["{", '{"question": "甲", "status": "done"}', '{"question": "甲", "status": []}'])
def test_an_evaluation_of_a_bad_line_is_one_line(write, capsys, line: str) -> None:
    assert bot(["evaluate", str(write(line, "golden.jsonl"))]) == 1
    assert "golden.jsonl 第 1 行" in refusal(capsys)


@pytest.mark.parametrize("command", [[], ["evaluate"]])
def test_without_an_index_it_tells_how_to_build_one(tmp_path: Path, golden: str, capsys, command: list[str]) -> None:
    given = [*command, golden if command else VETERAN, "--index", str(tmp_path / "none")]
    assert bot(given) == 1
    assert "python -m index build" in refusal(capsys)


def test_a_damaged_index_is_one_line(invented: Path, tmp_path: Path, capsys) -> None:
    copied = shutil.copytree(invented, tmp_path / "copied")
    (victim,) = copied.rglob("documents.jsonl")
    victim.write_bytes(victim.read_bytes()[:-1])
    assert bot([VETERAN, "--index", str(copied)]) == 1
    assert "documents.jsonl" in refusal(capsys)


@pytest.mark.parametrize("given", [["bot", VETERAN, "--index"], ["index", "search", VETERAN, "--index"]])
def test_from_the_shell_a_refusal_ends_with_one_and_no_traceback(tmp_path: Path, given: list[str]) -> None:
    command = [sys.executable, "-m", *given, str(tmp_path / "none")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"错误：[^\n]+\n", done.stderr)
