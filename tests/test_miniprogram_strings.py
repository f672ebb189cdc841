"""The mini-program's words: every language has them all, and what it offers to ask is answered."""

from __future__ import annotations

import json
import re
from typing import Any

import opencc
import pytest
from conftest import AFTER, MINIPROGRAM, run_in_miniprogram, told
from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def strings(node: None) -> dict[str, dict[str, Any]]:
    """The strings by language."""
    names = [
        path.stem for path in (MINIPROGRAM / "src" / "components/shared/strings").glob("*.js") if path.stem != "index"
    ]
    script = "; ".join(
        ["const all = {}", *(f'all["{name}"] = require("./src/components/shared/strings/{name}")' for name in names)]
    )
    loaded: dict[str, dict[str, Any]] = json.loads(
        run_in_miniprogram(["node", "-e", f"{script}; console.log(JSON.stringify(all))"]).stdout
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
    statuses = {text: told(client, question=text, today=AFTER.isoformat())["body"]["status"] for text in asked}
    assert set(statuses.values()) == {"answered"}, statuses
