"""The WeChat mini-program: its unit tests on answers of the real service, WeChat's own compilers, and its types."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import MINIPROGRAM, Drawn, run_in_miniprogram

SRC = MINIPROGRAM / "src"


def test_the_unit_tests_pass_on_answers_of_the_real_service(drawn: Drawn) -> None:
    assert drawn.done.returncode == 0, drawn.done.stdout + drawn.done.stderr


def test_wechats_own_compilers_take_every_page(node: None) -> None:
    done = run_in_miniprogram(["node", "tests/compile.js"])
    assert done.returncode == 0, done.stderr
    assert "0 problems" in done.stdout


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("components/answer-card/answer-card.wxml", "</text>", ""),
        ("pages/chat/chat.wxml", 'language="{{language}}"', 'language="{{language}'),
        ("components/chat/chat.wxss", "}", ""),
        ("components/chat/chat.wxss", ".inner {", "#inner {"),
        ("components/shared/tokens.wxss", "--ground: #f7f4ed;", "--ground #f7f4ed;"),
    ],
)
def test_a_broken_page_does_not_compile(node: None, tmp_path: Path, file: str, old: str, new: str) -> None:
    broken = shutil.copytree(SRC, tmp_path / "src") / file
    text = broken.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert run_in_miniprogram(["node", "tests/compile.js", str(tmp_path / "src")]).returncode == 1


def test_the_types_hold_and_real_answers_have_them(node: None, recorded: Path) -> None:
    contract = (SRC / "components/shared/contract").as_posix()
    others = ("refused", "clause", "suggestions", "judged")
    names = [name for name in json.loads(recorded.read_text(encoding="utf-8")) if name not in others]
    lines = [
        'const recorded = require("./answers.json");',
        f'/** @param {{import("{contract}").Answer[]}} answers */ function isAnswers(...answers) {{ return answers; }}',
        f'/** @param {{import("{contract}").Clause}} clause */ function isClause(clause) {{ return clause; }}',
        *(f"isAnswers(recorded.{name}.body);" for name in names),
        "isClause(recorded.clause.body);",
    ]
    (recorded.parent / "shapes.js").write_text("\n".join(lines), encoding="utf-8")
    done = checked(recorded.parent, [f"{SRC}/**/*", "shapes.js"])
    assert done.returncode == 0, done.stdout


def test_the_type_check_sees_what_is_wrong(node: None, tmp_path: Path) -> None:
    wrong = ["wx.requst({});", "document.title;", "/** @type {number} */ const a = '1'; a;"]
    (tmp_path / "wrong.js").write_text("\n".join(wrong), encoding="utf-8")
    seen = checked(tmp_path, ["wrong.js"]).stdout
    assert [f"wrong.js({line}," in seen for line in (1, 2, 3)] == [True, True, True], seen


def checked(folder: Path, include: list[str]) -> subprocess.CompletedProcess[str]:
    """Check files by the types of the project, from a folder elsewhere."""
    options = {"typeRoots": [str(MINIPROGRAM / "node_modules")], "resolveJsonModule": True}
    project = {"extends": str(MINIPROGRAM / "tsconfig.json"), "compilerOptions": options, "include": include}
    (folder / "tsconfig.json").write_text(json.dumps(project), encoding="utf-8")
    return run_in_miniprogram(["node", "node_modules/typescript/bin/tsc", "--project", str(folder)])


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((MINIPROGRAM / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert "omit-lockfile-registry-resolved=true" in (MINIPROGRAM / ".npmrc").read_text(encoding="utf-8")


def test_only_the_mini_program_is_packaged_for_wechat() -> None:
    config = json.loads((MINIPROGRAM / "project.config.json").read_text(encoding="utf-8"))
    assert config["miniprogramRoot"] == "src/"
    assert not [path for path in SRC.rglob("*") if path.suffix in (".md", ".ts") or "test" in path.name]
    assert sum(path.stat().st_size for path in SRC.rglob("*") if path.is_file()) < 200_000


def test_whatever_is_pressed_says_what_it_is_to_a_screen_reader() -> None:
    for path in SRC.rglob("*.wxml"):
        pressed = re.findall(r"<[^>]*bind(?:tap|change)=[^>]*>", path.read_text(encoding="utf-8"))
        assert [tag for tag in pressed if "aria-role=" not in tag] == [], path.name


def test_nothing_but_two_preferences_is_stored() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in SRC.rglob("*.js")}
    storing = [path.name for path, text in sources.items() if re.search(r"wx\.\w*(?:Storage|FileSystem|Cloud)", text)]
    assert storing == ["preferences.js"]
