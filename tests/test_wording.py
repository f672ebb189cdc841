"""The catalogs: complete, alike, correct in script; and what a damaged one says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from opencc import OpenCC

from bot.answers import Status
from bot.audiences import EVERYONE, audiences
from bot.conditions import conditions
from bot.contacts import counterparts
from bot.needs import all_needs, supports
from bot.particulars import DEFAULT as PARTICULARS
from bot.questions import AUDIENCES
from index import State
from web.errors import KNOWN
from web.wording import DEFAULT, FOLDER, LANGUAGES, CatalogError, catalogs

VIETNAMESE = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
HAN = re.compile("[\u3400-\u9fff]")
TEMPLATES = Path(__file__).parent.parent / "web" / "templates"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The catalogs, for a test to damage."""
    return shutil.copytree(FOLDER, tmp_path / "languages")


def change(folder: Path, language: str, old: str, new: str) -> None:
    path = folder / f"{language}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(CatalogError) as error:
        catalogs(folder)
    return str(error.value)


# --- what is in them ---


def test_traditional_chinese_says_the_same_in_traditional_characters_only() -> None:
    simplified, traditional = (catalogs()[name].sentences for name in ("zh-Hans", "zh-Hant"))
    to_simplified, to_traditional = OpenCC("tw2s"), OpenCC("s2tw")
    for key, text in traditional.items():
        if key.startswith("language."):
            continue
        assert to_simplified.convert(text).replace("「", "“").replace("」", "”") == simplified[key], key
        assert to_traditional.convert(text) == text, key


def test_other_languages_hold_no_chinese() -> None:
    for language in ("en", "vi"):
        assert not [key for key, text in catalogs()[language].sentences.items() if HAN.search(text)]


def test_vietnamese_is_written_with_its_marks() -> None:
    sentences = catalogs()["vi"].sentences
    plain = [key for key, text in sentences.items() if len(text) > 30 and not VIETNAMESE & set(text.lower())]
    assert plain == []


def test_only_chinese_needs_no_explanation() -> None:
    for language, catalog in catalogs().items():
        empty = {key for key, text in catalog.sentences.items() if not text}
        wanted = {f"explained.{kind}" for kind in (*Status, "fact")} if language.startswith("zh") else set()
        assert empty == wanted


def test_whatever_an_answer_names_has_its_words() -> None:
    catalog = catalogs()[DEFAULT]
    particulars = yaml.safe_load(PARTICULARS.read_text(encoding="utf-8"))["particulars"]
    roles = ["牵头单位", "配合单位", "发文机关", counterparts().role, counterparts().hotline.role]
    needs = [need.name for need in (*all_needs(), *supports())]
    kinds = [kind.name for kind in conditions().kinds]
    names = {*AUDIENCES, EVERYONE, *audiences().rows, *needs, *particulars, *kinds, *roles}
    assert names == set(catalog.words)
    sentences = {f"status.{status}" for status in Status} | {f"state.{state}" for state in State}
    sentences |= {f"notice.{state}" for state in State if state != State.IN_FORCE}
    sentences |= {f"errors.{code}" for code in KNOWN.values()}
    assert sentences <= catalog.sentences.keys()


def test_the_templates_use_no_sentence_that_is_not_there() -> None:
    used = {
        key for path in TEMPLATES.glob("*.html") for key in re.findall(r'\bt\("([\w.]+)"[,)]', path.read_text("utf-8"))
    }
    assert len(used) > 50
    assert used <= catalogs()[DEFAULT].sentences.keys()


def test_a_name_that_an_operator_added_is_shown_as_it_is() -> None:
    assert catalogs()["en"].word("金额") == "Amount"
    assert catalogs()["en"].word("社保") == "社保"


def test_a_sentence_is_filled_and_safe_to_stand_in_a_page() -> None:
    catalog = catalogs()["en"]
    assert catalog.text("compare.only", need="<b>") == "show only “&lt;b&gt;”"
    assert catalog.text("compare.only") == "show only “{need}”"


def test_plain_words_stand_in_where_there_are_some() -> None:
    catalog = catalogs()[DEFAULT]
    assert catalog.plainly("chat.heading") != catalog.text("chat.heading")
    assert catalog.plainly("chat.send") == catalog.text("chat.send")


# --- what a damaged one says ---


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("  skip: Skip to content\n", "", ["frame.skip", "补上"]),
        ("  skip: Skip", "  skipp: Skip", ["frame.skip"]),
        ("frame:\n", "frame:\n  extra: More\n", ["frame.extra", "删去"]),
        ("Skip to content", '""', ["frame.skip", "空"]),
        ("Skip to content", "1", ["frame.skip", "引号"]),
        ("  skip: Skip", "  yes: Skip", ["frame.True", "引号"]),
        ("show only “{need}”", "show only it", ["compare.only", "{need}", "没有"]),
        ("show only “{need}”", "show “{nead}”", ["compare.only", "{need}", "{nead}"]),
        ("show only “{need}”", "show only {need", ["compare.only", "大括号"]),
        ("show only “{need}”", "show only {need.text}", ["compare.only", "need.text"]),
        ("  chat.heading: Starting", "  chat.headline: Starting", ["plain.chat.heading"]),
        ("frame:\n", "frame: none\nother:\n", ["frame"]),
        ("frame:\n", "frame: [\n", ["读不出来"]),
    ],
)
def test_a_damaged_catalog_names_the_file_and_the_key(folder: Path, old: str, new: str, told: list[str]) -> None:
    change(folder, "en", old, new)
    message = refused(folder)
    assert "en.yaml" in message
    assert all(words in message for words in told), message


def test_plain_words_for_a_sentence_that_is_not_there_are_refused(folder: Path) -> None:
    for language in LANGUAGES:
        change(folder, language, "plain:\n", "plain:\n  chat.nothing: x\n")
    assert "plain.chat.nothing" in refused(folder)


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda path: path.write_text("- a"), lambda path: path.write_bytes(b"\xff")]
)
def test_a_catalog_that_cannot_be_read_is_named(folder: Path, damage: Callable[[Path], object]) -> None:
    damage(folder / "vi.yaml")
    assert "vi.yaml" in refused(folder)
