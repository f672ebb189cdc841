"""Every fixed sentence, from one file that an operator may edit."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import Bot, Question, Status
from bot.replies import DEFAULT, FIELDS, PHRASES, PROBLEMS, Replies, RepliesError

VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？"


@pytest.fixture
def edited(tmp_path: Path):
    """Read the replies after an operator changed some; None removes a sentence."""

    def edited(section: str = "", **changes: str | None) -> Replies:
        loaded = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
        target = loaded[section] if section else loaded
        target.update(changes)
        for name in [name for name, text in changes.items() if text is None]:
            del target[name]
        path = tmp_path / "replies.yaml"
        path.write_text(yaml.safe_dump(loaded, allow_unicode=True), encoding="utf-8")
        return Replies.read(path)

    return edited


def test_every_status_has_a_reply() -> None:
    replies = Replies.read()
    for status in Status:
        assert replies.reply(status.value, **dict.fromkeys(FIELDS.get(status.value, ()), "甲"))


@pytest.mark.parametrize("status", sorted(set(Status) - {"answered", "partial", "invalid"}))
def test_a_reply_without_citation_says_something_fixed(status: str) -> None:
    assert len(Replies.read().reply(status, **dict.fromkeys(FIELDS.get(status, ()), ""))) >= 8


@pytest.mark.parametrize("name", [*Status, "asked_unit", "compared"])
def test_a_missing_reply_is_refused_by_name(edited, name: str) -> None:
    with pytest.raises(RepliesError, match=rf"replies\.yaml.*缺少 {name} "):
        edited(**{name: None})


@pytest.mark.parametrize(
    ("section", "name"), [*(("problems", name) for name in PROBLEMS), *(("phrases", name) for name in PHRASES)]
)
def test_a_missing_problem_or_phrase_is_refused_by_name(edited, section: str, name: str) -> None:
    with pytest.raises(RepliesError, match=rf"replies\.yaml.*缺少 {name} "):
        edited(section, **{name: None})


@pytest.mark.parametrize("text", ["", "   ", 12345, ["您好"]])
def test_a_reply_that_is_no_sentence_is_refused(edited, text: object) -> None:
    with pytest.raises(RepliesError, match=r"replies\.yaml.*greeting"):
        edited(greeting=text)


@pytest.mark.parametrize(
    ("name", "text", "unknown"),
    [
        ("greeting", "您好，{name}！", "name"),
        ("answered", "{quote}", "quote"),
        ("answered", "{quotes.__class__}", "quotes.__class__"),
        ("partial", "{missing}", "missing"),
        ("no_clause", "{0}", "0"),
        ("asked_unit", "{quotes} {more}", "more"),
    ],
)
def test_an_unknown_placeholder_is_refused_with_those_that_are_known(
    edited, name: str, text: str, unknown: str
) -> None:
    with pytest.raises(RepliesError, match=rf"replies\.yaml：{name} .*{re.escape(unknown)} 不认识；可用的有") as caught:
        edited(**{name: text})
    assert all(field in str(caught.value) for field in FIELDS.get(name, {"无"}))


@pytest.mark.parametrize("text", ["{quotes", "quotes}", "{{quotes}", "{quotes}}", "{"])
def test_an_unbalanced_brace_is_refused(edited, text: str) -> None:
    with pytest.raises(RepliesError, match=r"replies\.yaml：answered 里的大括号"):
        edited(answered=text)


@pytest.mark.parametrize("text", ["{label:说明}", "{label:d}", "{label!z}", "{label:{x}}"])
def test_a_placeholder_with_something_after_its_name_is_refused(edited, text: str) -> None:
    with pytest.raises(RepliesError, match=r"replies\.yaml：answered"):
        edited(answered=text)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(st.sampled_from(["{", "}", "{{", "}}", "quotes", "label", "{quotes}", "说", " ", "."])).map("".join)
)
def test_whatever_is_accepted_can_be_said(edited, text: str) -> None:
    try:
        replies = edited(answered=text)
    except RepliesError:
        return
    assert isinstance(replies.reply("answered", **dict.fromkeys(FIELDS["answered"], "甲")), str)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00", "answered: [", "- a list\n", "", "answered: x\n", "problems: {}\n", "just words",
        DEFAULT.read_text(encoding="utf-8").replace("problems:", "problem:"),
        "problems: []\nphrases: []\n" + "\n".join(f"{name}: 好的" for name in [*Status, "asked_unit", "compared"]),
        "problems:\nphrases:\n" + "\n".join(f"{name}: 好的" for name in [*Status, "asked_unit", "compared"]),
    ],
    ids=["encoding", "yaml", "list", "empty", "sections", "phrases", "words", "renamed", "lists", "blank sections"],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_by_name(write, content: str | bytes) -> None:
    path = write(content, "replies.yaml")
    with pytest.raises(RepliesError, match=re.escape(str(path))):
        Replies.read(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RepliesError, match=r"none\.yaml：固定答复文件读不出来"):
        Replies.read(tmp_path / "none.yaml")


def test_an_edited_reply_is_used(quick, edited) -> None:
    bot = Bot(quick.index, edited(greeting="欢迎来到云川政务大厅。"))
    assert bot.answer(Question("你好")).text == "欢迎来到云川政务大厅。"


def test_an_edited_answer_and_phrase_are_used(quick, edited) -> None:
    bot = Bot(quick.index, edited("phrases", quote="「{quote}」"))
    answer = bot.answer(Question(VETERAN))
    assert f"「{answer.citations[0].quotes[0]}」" in answer.text


def test_an_edited_problem_is_used(quick, edited) -> None:
    assert Bot(quick.index, edited("problems", blank="请写字。")).answer(Question("？")).text == "请写字。"


def test_braces_in_a_quote_are_shown_not_filled(edited) -> None:
    assert edited().phrase("quote", quote="{lead}") == "“{lead}”"


@pytest.mark.parametrize("kept", ["quotes", "notices"])
def test_a_reply_without_the_warning_or_the_quote_is_refused(write, kept: str) -> None:
    edited = DEFAULT.read_text(encoding="utf-8").replace("{notices}" if kept == "quotes" else "{quotes}", "", 1)
    with pytest.raises(RepliesError, match=r"answered.*请补上"):
        Replies.read(write(edited, "replies.yaml"))
