"""The kiosk as the server makes it: its settings file, its questions, its page, and what its keyboard asks."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from dataclasses import fields
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot import AUDIENCES, Bot, Question
from bot.replies import RepliesError
from index import today
from web import create_app
from web.kiosk_questions import OVERALL, Door, doors, speaks_of, written_questions
from web.kiosk_settings import DOORS, EXAMPLE, OTHERS, PNG, KioskSettings, KioskSettingsError, Start, read_settings
from web.wording import LANGUAGES, catalogs

SECRET = "密语七三一九"
DOOR_NAMES = {"返乡农民工": "migrant", "退役军人": "veteran", "大学生": "student", "其他": "other"}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'

Write = Callable[..., Path]


@pytest.fixture(scope="module")
def shown(bot: Bot) -> tuple[Door, ...]:
    """What the kiosk offers today."""
    return doors(bot, today())


def served(bot: Bot, file: Path) -> FlaskClient:
    return create_app(bot, {"TESTING": True, "KIOSK_FILE": str(file)}).test_client()


def page(client: FlaskClient) -> str:
    response = client.get("/kiosk")
    assert response.status_code == 200
    return response.get_data(as_text=True)


# --- the settings file ---


def test_without_a_file_everything_is_at_its_default(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.yaml") == KioskSettings()


def test_the_example_holds_every_field_and_changes_nothing() -> None:
    assert read_settings(EXAMPLE) == KioskSettings()
    text = EXAMPLE.read_text(encoding="utf-8")
    for field in fields(KioskSettings):
        assert re.search(rf"^(?:# )?{field.name}:", text, re.MULTILINE), field.name


def test_a_file_sets_every_field(write: Write) -> None:
    write(DRAWING, "logo.svg")
    path = write(
        'name: 灵山县政务服务大厅\nlogo: logo.svg\nhotline: "0777-6421234"\nstart: {audience: 退役军人, need: 资金}\n'
        "paper: 80mm\ntheme: system\nidle_seconds: 90\nwarning_seconds: 20\n",
        "kiosk.yaml",
    )
    settings = read_settings(path)
    assert (settings.name, settings.hotline, settings.paper) == ("灵山县政务服务大厅", "0777-6421234", "80")
    assert settings.start == Start("退役军人", "资金")
    assert settings.logo
    assert settings.logo.content == DRAWING.encode()
    assert settings.theme == "system"
    assert (settings.idle_seconds, settings.warning_seconds) == (90, 20)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name: [", "读不出来"),
        ("- a", "名称: 内容"),
        ("colour: red", "colour"),
        ("name: ''", "name"),
        ("name: 7", "name"),
        (f"name: {'长' * 21}", "name"),
        ("hotline: 12345", "hotline"),
        ("hotline: 打给我", "hotline"),
        ("start: 大学生", "start"),
        ("start: {audience: 外星人}", "start"),
        ("start: {audience: 大学生, need: 月亮}", "need"),
        ("start: {need: 资金}", "start"),
        ("paper: A3", "paper"),
        ("paper: [A4]", "paper"),
        ("theme: dark", "theme"),
        ("idle_seconds: 5", "idle_seconds"),
        ("idle_seconds: true", "idle_seconds"),
        ("warning_seconds: '15'", "warning_seconds"),
        ("logo: ../logo.gif", "logo"),
        ("logo: nothing.png", "logo"),
        (b"name: \xff\xfe", "读不出来"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name_the_field_and_the_fix(
    write: Write, content: str | bytes, told: str
) -> None:
    path = write(content, "kiosk.yaml")
    with pytest.raises(KioskSettingsError) as refused:
        read_settings(path)
    assert str(path) in str(refused.value)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("logo.png", b"<html>"),
        ("logo.png", PNG + bytes(60_001)),
        ("logo.svg", b"no drawing"),
        ("logo.svg", DRAWING.replace("<path", "<script>alert(1)</script><path").encode()),
        ("logo.svg", DRAWING.replace("<path", '<path onclick="x()"').encode()),
        ("logo.svg", DRAWING.replace("<path", '<image href="https://example.org/a.png"/><path').encode()),
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING.encode()),
        ("logo.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
    ],
)
def test_a_logo_is_a_picture_that_does_nothing(write: Write, name: str, content: bytes) -> None:
    write(content, name)
    with pytest.raises(KioskSettingsError, match="logo"):
        read_settings(write(f"logo: {name}", "kiosk.yaml"))


def test_a_bad_file_keeps_the_kiosk_running_and_is_noticed(
    bot: Bot, write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    path = write("paper: A3", "kiosk.yaml")
    with caplog.at_level(logging.ERROR):
        client = served(bot, path)
    assert f"{path}：paper" in caplog.text
    assert "本机设置文件有误" in page(client)
    ready = client.get("/healthz/ready")
    assert ready.status_code == 200
    assert ready.json
    assert "paper" in ready.json["warnings"][0]
    assert "warnings" not in (served(bot, path.with_name("none.yaml")).get("/healthz/ready").json or {})


def test_the_page_shows_what_the_file_says(bot: Bot, write: Write) -> None:
    write(PNG + b"...", "logo.png")
    content = 'name: 灵山县<大厅>\nlogo: logo.png\nhotline: "0777-12345"\npaper: none\nidle_seconds: 90\n'
    client = served(bot, write(content + "start: {audience: 大学生, need: 学籍}", "kiosk.yaml"))
    html = page(client)
    assert "灵山县&lt;大厅&gt;" in html
    assert "0777-12345" in html
    assert 'data-idle="90"' in html
    assert 'data-paper=""' in html
    named = re.search(r'data-start-topic="([0-9]+-[0-9]+)" data-start-audience="大学生"', html)
    assert named
    assert f'id="topic-{named[1]}-template"' in html
    with client.get("/kiosk/logo") as logo:
        assert logo.data == PNG + b"..."
        assert logo.mimetype == "image/png"


def test_without_a_logo_there_is_none(client: FlaskClient) -> None:
    assert client.get("/kiosk/logo").status_code == 404


# --- the questions ---


def test_each_door_offers_needs_and_every_question_is_answered_on_its_need(bot: Bot, shown: tuple[Door, ...]) -> None:
    assert [door.name for door in shown] == [*AUDIENCES, OTHERS]
    for door in shown:
        assert len(door.topics) >= 5, door.name
        for topic in door.topics:
            for text in topic.questions:
                answer = bot.answer(Question(text=text, audience=door.audience or None))
                assert answer.citations, text
                assert speaks_of(answer, topic.need), (door.name, topic.need, text)


def test_every_written_question_is_shown(shown: tuple[Door, ...]) -> None:
    offered = {door.name: {topic.need: topic.questions for topic in door.topics} for door in shown}
    assert offered == written_questions()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_written_question_is_shown_in_every_language_and_asked_in_chinese(
    client: FlaskClient, shown: tuple[Door, ...], language: str
) -> None:
    html = client.get(f"/kiosk/{language}").get_data(as_text=True)
    written = {text for door in shown for topic in door.topics for text in topic.questions}
    offered = re.findall(r'name="example" value="([^"]+)" lang="([^"]+)"><span data-slot="text">([^<]+)</span>', html)
    assert {text for text, _, _ in offered} == written
    for text, spoken, told in offered:
        assert (spoken, unescape(told)) == (language, catalogs()[language].asked(text))


def test_a_question_that_an_operator_added_is_shown_as_it_is(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    added = "退役军人创业担保贷款贴息"
    monkeypatch.setattr("web.kiosk_questions.written_questions", lambda: {door: {"资金": (added,)} for door in DOORS})
    html = create_app(bot, {"TESTING": True}).test_client().get("/kiosk/en").get_data(as_text=True)
    assert f'value="{added}" lang="zh-Hans"><span data-slot="text">{added}</span>' in html


def test_a_question_that_is_not_answered_is_not_shown(bot: Bot) -> None:
    written = {name: {"资金": ("今天南宁天气怎么样？", "休学创业能保留学籍吗？")} for name in DOORS}
    for door in doors(bot, today(), written):
        assert [topic.need for topic in door.topics] == [OVERALL], "what the index offers stands in"


def test_policies_that_nobody_wrote_questions_for_still_have_doors(stranger: Bot) -> None:
    assert [door.name for door in doors(stranger, today(), {name: {} for name in DOORS})] == list(DOORS)


@pytest.mark.parametrize(
    "content",
    ["- a", "返乡农民工: {}", "[", *(f"{{返乡农民工: {{{topics}}}, 退役军人: {{}}, 大学生: {{}}, 其他: {{}}}}"
     for topics in ("月亮: [有吗？]", "资金: 有吗？", "资金: []", f"资金: [{'长' * 40}]"))],
)  # fmt: skip
def test_a_wrong_file_of_questions_is_refused(write: Write, content: str) -> None:
    path = write(content, "questions.yaml")
    with pytest.raises(RepliesError, match=re.escape(str(path))):
        written_questions(path)


# --- the page ---


def test_the_page_is_tagged_by_what_is_on_it(bot: Bot, write: Write) -> None:
    first = served(bot, write("name: 甲大厅", "kiosk.yaml"))
    tags = [first.get("/kiosk").headers["ETag"], first.head("/kiosk").headers["ETag"]]
    assert tags[0] == tags[1]
    assert served(bot, write("name: 乙大厅", "kiosk.yaml")).head("/kiosk").headers["ETag"] != tags[0]


def test_the_page_frames_our_own_slip_alone_and_is_kept_nowhere(client: FlaskClient) -> None:
    response = client.get("/kiosk")
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert "frame-src" not in client.get("/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in client.get("/slip").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in client.get("/slip/x").headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"


def test_the_page_is_there_when_nothing_can_be_answered(tmp_path: Path) -> None:
    broken = create_app(config={"TESTING": True, "INDEX_DIR": str(tmp_path / "none")}).test_client()
    assert 'data-ready=""' in page(broken)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_every_language_and_keeps_none(client: FlaskClient, language: str) -> None:
    client.set_cookie("lang", "en")
    response = client.get(f"/kiosk/{language}")
    html = response.get_data(as_text=True)
    assert f'<html lang="{language}"' in html
    assert "Set-Cookie" not in response.headers
    assert '<html lang="zh-Hans"' in page(client)
    for door in DOORS:
        assert str(catalogs()[language].text(f"doors.{DOOR_NAMES[door]}")) in html


def test_a_language_that_we_do_not_speak_is_not_there(client: FlaskClient) -> None:
    assert client.get("/kiosk/tlh").status_code == 404


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_questions_in_other_languages_are_answered(bot: Bot, language: str) -> None:
    for door, key in DOOR_NAMES.items():
        for number in (1, 2, 3):
            text = catalogs()[language].sentences[f"starters.{key}_{number}"]
            answer = bot.answer(Question(text=text, audience=None if door == OTHERS else door))
            assert answer.citations, text


# --- the keyboard ---


def type_in(client: FlaskClient, path: str, **body: object) -> object:
    response = client.post(path, data=json.dumps(body), content_type="application/json")
    assert response.status_code == 200
    return response.json


def test_the_keyboard_gets_words_for_pinyin(client: FlaskClient) -> None:
    told = type_in(client, "/kiosk/candidates", q="daikuan")
    assert isinstance(told, dict)
    assert told["candidates"][0] == {"text": "贷款", "used": 7}


@pytest.mark.parametrize("body", [{}, {"q": 7}, {"q": "长" * 301}, {"q": "a", "audience": "外星人"}, []])
def test_what_is_typed_wrongly_is_refused_in_one_shape(client: FlaskClient, body: object) -> None:
    response = client.post("/kiosk/candidates", data=json.dumps(body), content_type="application/json")
    assert response.status_code == 400
    assert response.json
    assert response.json["error"]["message"]


def test_what_is_typed_reaches_no_log_and_no_address(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        type_in(client, "/kiosk/candidates", q=SECRET)
        client.post("/kiosk/candidates", json={"q": SECRET, "audience": SECRET})
    assert SECRET not in caplog.text
    assert client.get(f"/kiosk/candidates?q={SECRET}").status_code == 405
