"""The WeChat mini-program: its unit tests on answers of the real service, WeChat's own compilers, and its types."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import opencc
import pytest
from conftest import AFTER
from flask.testing import FlaskClient

from bot import Bot
from index.paths import ROOT
from web import create_app

PROJECT = ROOT / "web" / "miniprogram"
SRC = PROJECT / "src"
INSTALLED = PROJECT / "node_modules" / ".lock"
DAY = AFTER.isoformat()
ASKED = {
    "veteran": "我刚退伍，想开个店，贷款利息有补贴吗？",
    "partial": "退役军人贷款最多能贷多少",
    "list": "返乡创业有哪些支持",
    "comparison": "贷款和培训方面，农民工、退役军人、大学生有什么不同",
    "no_clause": "创业有没有免费午餐券",
    "other_region": "广东返乡创业有什么补贴",
    "out_of_scope": "今天天气怎么样",
    "greeting": "你好",
    "invalid": "a",
    "personal_data": "我的手机号是13800138000，能贷款吗",
    "fact": "文件文号是多少",
    "english": "Is there interest subsidy on loans for veterans?",
}


@pytest.fixture(scope="module")
def client(bot: Bot) -> FlaskClient:
    return create_app(bot, {"TESTING": True}).test_client()


@pytest.fixture(scope="module")
def recorded(client: FlaskClient, stranger: Bot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the real service answers, for the unit tests: their shapes cannot drift from it."""
    answers = {name: told(client, question=question, today=DAY) for name, question in ASKED.items()}
    first = answers["veteran"]["body"]
    clause = client.get(f"/api/v1/clauses/{first['citations'][0]['clause_id']}", query_string={"today": DAY})
    answers |= {
        "follow_up": told(client, question="那大学生呢", conversation=first["conversation"], today=DAY),
        "refused": told(client, question="贷款", audience="外星人"),
        "clarify": told(create_app(stranger).test_client(), question="有什么补贴", today="2025-06-01"),
        "clause": {"status": clause.status_code, "body": clause.get_json()},
    }
    path = tmp_path_factory.mktemp("miniprogram") / "answers.json"
    path.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    return path


def told(client: FlaskClient, **question: Any) -> dict[str, Any]:
    response = client.post("/api/v1/ask", json=question)
    return {"status": response.status_code, "body": response.get_json()}


@pytest.fixture(scope="module")
def node() -> str:
    """Node with the packages of the lock file; without them a test is skipped, in CI it fails."""
    found = shutil.which("node")
    if found is None or not INSTALLED.exists():
        reason = "needs Node and its packages: make install-node"
        pytest.fail(reason) if "CI" in os.environ else pytest.skip(reason)
    return found


def run(command: Sequence[str | Path], **environment: str) -> subprocess.CompletedProcess[str]:
    given = [str(part) for part in command]
    return subprocess.run(
        given, cwd=PROJECT, env=os.environ | environment, capture_output=True, text=True, timeout=300, check=False
    )


def package(name: str) -> Path:
    return PROJECT / "node_modules" / name


def test_the_unit_tests_pass_on_answers_of_the_real_service(node: str, recorded: Path) -> None:
    done = run([node, package("jest/bin/jest.js"), "--ci"], POLICY_ANSWERS=str(recorded))
    assert done.returncode == 0, done.stdout + done.stderr


def test_wechats_own_compilers_take_every_page(node: str) -> None:
    done = run([node, "tests/compile.js"])
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
def test_a_broken_page_does_not_compile(node: str, tmp_path: Path, file: str, old: str, new: str) -> None:
    broken = shutil.copytree(SRC, tmp_path / "src") / file
    text = broken.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert run([node, "tests/compile.js", tmp_path / "src"]).returncode == 1


def test_the_types_hold_and_real_answers_have_them(node: str, recorded: Path) -> None:
    contract = (SRC / "components/shared/contract").as_posix()
    names = [name for name in json.loads(recorded.read_text(encoding="utf-8")) if name not in ("refused", "clause")]
    lines = [
        'const recorded = require("./answers.json");',
        f'/** @param {{import("{contract}").Answer[]}} answers */ function isAnswers(...answers) {{ return answers; }}',
        f'/** @param {{import("{contract}").Clause}} clause */ function isClause(clause) {{ return clause; }}',
        *(f"isAnswers(recorded.{name}.body);" for name in names),
        "isClause(recorded.clause.body);",
    ]
    (recorded.parent / "shapes.js").write_text("\n".join(lines), encoding="utf-8")
    done = checked(node, recorded.parent, [f"{SRC}/**/*", "shapes.js"])
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("wrong", ["wx.requst({});", "document.title;", "/** @type {number} */ const a = '1'; a;"])
def test_the_type_check_sees_what_is_wrong(node: str, tmp_path: Path, wrong: str) -> None:
    (tmp_path / "wrong.js").write_text(wrong, encoding="utf-8")
    assert "wrong.js(1," in checked(node, tmp_path, ["wrong.js"]).stdout


def checked(node: str, folder: Path, include: list[str]) -> subprocess.CompletedProcess[str]:
    """Check files by the types of the project, from a folder elsewhere."""
    options = {"typeRoots": [str(package(""))], "resolveJsonModule": True}
    project = {"extends": str(PROJECT / "tsconfig.json"), "compilerOptions": options, "include": include}
    (folder / "tsconfig.json").write_text(json.dumps(project), encoding="utf-8")
    return run([node, package("typescript/bin/tsc"), "--project", folder])


@pytest.fixture(scope="module")
def strings(node: str) -> dict[str, dict[str, Any]]:
    """The strings by language."""
    names = [path.stem for path in (SRC / "components/shared/strings").glob("*.js") if path.stem != "index"]
    script = "; ".join(
        ["const all = {}", *(f'all["{name}"] = require("./src/components/shared/strings/{name}")' for name in names)]
    )
    loaded: dict[str, dict[str, Any]] = json.loads(
        run([node, "-e", f"{script}; console.log(JSON.stringify(all))"]).stdout
    )
    return loaded


def paths(words: Any, *path: str) -> dict[str, str]:
    """Every sentence by the path to it; the number of starters may differ."""
    if isinstance(words, dict):
        return {key: text for name, value in words.items() for key, text in paths(value, *path, name).items()}
    return {"/".join(path): words} if isinstance(words, str) else {"/".join(path): "\n".join(words)}


def test_every_language_has_every_string(strings: dict[str, dict[str, Any]]) -> None:
    assert strings.keys() == {"zh-Hans", "zh-Hant", "en", "vi"}
    keys = paths(strings["zh-Hans"]).keys()
    assert {language: paths(words).keys() ^ keys for language, words in strings.items()} == {
        language: set() for language in strings
    }
    for language, words in strings.items():
        empty = {key for key, text in paths(words).items() if not text.strip()}
        needless = {key for key in keys if key.startswith("explained/") or key == "in_chinese"}
        assert empty == (needless if language.startswith("zh") else set()), language


def test_every_language_fills_the_same_places(strings: dict[str, dict[str, Any]]) -> None:
    def places(words: dict[str, Any]) -> dict[str, list[str]]:
        return {key: sorted(re.findall(r"\{(\w+)\}", text)) for key, text in paths(words).items()}

    assert all(places(words) == places(strings["zh-Hans"]) for words in strings.values())


def test_traditional_characters_are_those_of_opencc(strings: dict[str, dict[str, Any]]) -> None:
    convert = opencc.OpenCC("s2tw").convert
    simplified, traditional = paths(strings["zh-Hans"]), paths(strings["zh-Hant"])
    expected = {key: convert(text) for key, text in simplified.items()} | {"language": "繁體中文"}
    assert traditional == expected


def test_no_chinese_is_left_in_the_other_languages(strings: dict[str, dict[str, Any]]) -> None:
    left = [text for name in ("en", "vi") for text in paths(strings[name]).values() if re.search("[一-鿿]", text)]
    assert left == []


def test_every_starter_is_answered(client: FlaskClient, strings: dict[str, dict[str, Any]]) -> None:
    asked = {text for words in strings.values() for starters in words["starters"].values() for text in starters}
    statuses = {text: told(client, question=text, today=DAY)["body"]["status"] for text in asked}
    assert set(statuses.values()) == {"answered"}, statuses


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert "omit-lockfile-registry-resolved=true" in (PROJECT / ".npmrc").read_text(encoding="utf-8")


def test_only_the_mini_program_is_packaged_for_wechat() -> None:
    config = json.loads((PROJECT / "project.config.json").read_text(encoding="utf-8"))
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
