"""What was typed: cleaned, checked, and never logged."""

import json
import logging
import unicodedata
from copy import copy
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import AUDIENCES, Bot, Question, Status
from bot.questions import LONGEST, clean, printed, problem
from bot.replies import Replies
from index import Index
from index.search import Found
from web import create_app

HIDDEN = ["\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\u00ad", "\x00", "\x1b", "\x7f", "\U000e0041", "\ue000"]
MESSY = st.text(max_size=60) | st.text([*HIDDEN, *" \t\n\u3000e１Ａ㈠ﷺ\u0301创"], max_size=60)
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
MARKER = "绝不外泄的一句话"


@given(MESSY)
@example("e\u200b\u0301")
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(MESSY)
@example("e\u200b\u0301")
def test_widths_are_folded(text: str) -> None:
    assert unicodedata.is_normalized("NFKC", clean(text))


@given(MESSY)
def test_nothing_unseen_is_left(text: str) -> None:
    assert not {unicodedata.category(character) for character in clean(text)} & UNSEEN


@given(MESSY)
def test_only_single_spaces_are_left_and_none_at_an_end(text: str) -> None:
    assert clean(text).split(" ") == clean(text).split() or clean(text) == ""


@given(st.text("创业补贴贷款ab12，？", min_size=1, max_size=LONGEST))
def test_plain_words_are_kept_as_they_are(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("hidden", HIDDEN)
def test_unseen_characters_do_not_change_a_question(hidden: str) -> None:
    assert clean(hidden.join("贷款有贴息吗")) == "贷款有贴息吗"


@pytest.mark.parametrize("filler", ["\u3164", "\uffa0", "\u115f", "\ufe0f", "\U000e0101", "\u034f", "\u180b"])
def test_fillers_and_variation_selectors_are_unseen_too(filler: str) -> None:
    assert clean(f"补{filler}贴{filler}") == "补贴"


def test_widths_spaces_and_lines_are_closed_up() -> None:
    assert clean("  ＡＢ１２\u3000\u3000贷款\r\n\t贴息 ") == "AB12 贷款 贴息"


@pytest.mark.parametrize("character", "\ud800\udfff")
def test_a_lone_surrogate_is_dropped(character: str) -> None:
    assert clean(f"贷款{character}贴息") == "贷款贴息"


PROBLEMS = {
    "empty": ("", "blank"),
    "spaces": (" \t\r\n\u3000", "blank"),
    "punctuation": ("？！……——，。", "blank"),
    "zero-width": ("\u200b\u200c\u2060\ufeff" * 5, "blank"),
    "tags": ("\U000e0041\U000e0042\U000e007f", "blank"),
    "controls": ("\x00\x07\x1b\x7f\x85", "blank"),
    "surrogates": ("\ud800\udfff", "blank"),
    "private": ("\ue000\uf8ff", "blank"),
    "emoji": ("😀😀😀", "blank"),
    "one character": ("贷", "short"),
    "one character among marks": (" “贷”？ ", "short"),
    "one too many": ("创" * (LONGEST + 1), "long"),
    "ten thousand": ("创" * 10_000, "long"),
    "ten thousand different": ("".join(map(chr, range(0x4E00, 0x4E00 + 10_000))), "long"),
    "a ligature that unfolds": ("\ufdfa" * LONGEST, "long"),
    "ten thousand after a gap": ("贷款有贴息吗" + " " * 2_000 + "创" * 8_000, "long"),
    "ten thousand after hidden ones": ("\u200b" * 2_000 + "创" * 8_000, "long"),
}


@pytest.mark.parametrize(("typed", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_answered_is_invalid_with_its_sentence(quick, typed: str, expected: str) -> None:
    answer = quick.answer(Question(typed))
    assert (answer.status, answer.text) == (Status.INVALID, Replies.read().problems[expected])
    assert not answer.citations
    json.dumps(answer.as_dict())


@pytest.mark.parametrize("audience", ["老板", "", " 大学生", "admin"])
def test_an_unknown_audience_is_invalid_with_its_sentence(quick, audience: str) -> None:
    answer = quick.answer(Question("创业贷款有贴息吗", audience))
    assert (answer.status, answer.text) == (Status.INVALID, Replies.read().problems["audience"])


@pytest.mark.parametrize("audience", [None, *AUDIENCES])
def test_the_longest_and_the_shortest_are_no_problem(audience: str | None) -> None:
    assert problem(Question("创" * LONGEST, audience)) is None
    assert problem(Question("贷款", audience)) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_gets_a_status(bot: Bot, text: str) -> None:
    answer = bot.answer(Question(text))
    assert answer.status in set(Status)
    json.dumps(answer.as_dict(), ensure_ascii=False)


@pytest.mark.parametrize(
    "typed", [f"退役军人贷款贴息{MARKER}", f"{MARKER}吃什么", MARKER * 100, f"你好\u200b{MARKER}", f"\ud800{MARKER}"]
)
def test_nothing_typed_is_logged(bot, caplog: pytest.LogCaptureFixture, typed: str) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger().debug("the log is read")
        bot.answer(Question(typed))
    assert "the log is read" in caplog.text
    assert MARKER not in caplog.text


def test_a_failure_inside_carries_no_question_into_a_log(index: Index, caplog: pytest.LogCaptureFixture) -> None:
    def fail(query: str, *rest: object) -> Found:
        raise RuntimeError(f"cannot search {query}")  # as a library might

    failing = copy(index)
    failing.find = fail
    bot = Bot(failing)
    client = create_app(bot, {"TESTING": True}).test_client()
    with caplog.at_level(logging.DEBUG):
        with pytest.raises(RuntimeError):
            bot.answer(Question(MARKER))
        assert MARKER not in caplog.text
        assert client.post("/api/v1/ask", json={"question": MARKER}).status_code == 500
    assert "RuntimeError" in caplog.text, "the failure itself is logged"
    assert MARKER not in caplog.text


def test_the_day_is_today_in_china_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    day = date(2022, 2, 2)
    monkeypatch.setattr("bot.questions.today", lambda: day)
    assert Question("贷款").day == day
    assert Question("贷款", today=date(2026, 1, 1)).day == date(2026, 1, 1)


def test_a_question_is_shown_with_chinese_punctuation() -> None:
    assert printed(clean("大学生，想开店,有补贴吗?")) == "大学生，想开店，有补贴吗？"
    assert printed("A,B: 3:4?") == "A,B: 3:4?"
    assert printed("场地怎么解决?，由谁负责") == "场地怎么解决，由谁负责"
