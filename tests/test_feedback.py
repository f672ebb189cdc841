"""有用 / 没用: what is accepted, what is kept of it, and that nothing of it breaks answering."""

from __future__ import annotations

import logging
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from test_api import fails, fits

from bot import Bot
from web import create_app
from web.feedback import REASONS
from web.records import Feedback, Records

VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？"
ID = "5f0c1f0e7b0a4a3c9d5e8f7a6b5c4d3e"


def judge(client: FlaskClient, **body: Any) -> Any:
    return client.post("/api/v1/feedback", json={"answer_id": ID, "useful": False, **body})


def kept(app: Flask) -> list[Feedback]:
    records: Records = app.extensions["records"]
    return records.all()


def test_a_judgement_is_kept_with_the_clauses_it_is_about_and_nothing_of_the_question(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    answer: Any = client.post("/api/v1/ask", json={"question": VETERAN}).json
    clauses = [citation["clause_id"] for citation in answer["citations"]]
    given = {"answer_id": answer["id"], "reasons": ["incomplete"], "comment": "要哪些材料？", "clauses": clauses}
    assert fits(judge(client, **given), "/api/v1/feedback", "post") == {"recorded": True}
    (found,) = kept(app)
    assert (found.answer_id, found.useful, found.reasons) == (answer["id"], False, ("incomplete",))
    assert (found.comment, list(found.clauses)) == ("要哪些材料?", clauses)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("records.db*"))
    assert "要哪些材料".encode() in stored
    assert VETERAN[:6].encode() not in stored


def test_a_later_judgement_replaces_the_earlier(app: Flask, client: FlaskClient) -> None:
    judge(client, useful=True)
    judge(client, reasons=["unclear"])
    assert [(one.useful, one.reasons) for one in kept(app)] == [(False, ("unclear",))]


def test_what_names_a_person_is_not_stored(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    judge(client, comment="我是王五，１３８１２３４５６７８，11010519491231002X，wang@example.cn，请回电")
    assert kept(app)[0].comment == "我是王五,【手机号】,【身份证号】,【邮箱】,请回电"
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("records.db*"))
    assert not re.search(rb"1381234|1949123|example", stored)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"answer_id": None}, "answer_id"),
        ({"answer_id": "x"}, "answer_id"),
        ({"answer_id": ID + "\n"}, "answer_id"),
        ({"useful": None}, "useful"),
        ({"useful": 1}, "useful"),
        ({"useful": "yes"}, "useful"),
        ({"reasons": ["nonsense"]}, "reasons"),
        ({"reasons": "incomplete"}, "reasons"),
        ({"reasons": [["incomplete"]]}, "reasons"),
        ({"reasons": ["incomplete"] * 7}, "reasons"),
        ({"useful": True, "reasons": ["incomplete"]}, "reasons"),
        ({"comment": 7}, "comment"),
        ({"comment": "长" * 301}, "comment"),
        ({"clauses": [1]}, "clauses"),
        ({"clauses": {}}, "clauses"),
        ({"comment": False}, "comment"),
        ({"clauses": ["x"] * 61}, "clauses"),
    ],
)
def test_a_bad_judgement_is_refused_whole(app: Flask, client: FlaskClient, body: dict[str, Any], field: str) -> None:
    fails(judge(client, **body), 400, "invalid_field", field)
    assert kept(app) == []


def test_an_unknown_field_is_refused(client: FlaskClient) -> None:
    fails(judge(client, question=VETERAN), 400, "unknown_field", "question")


def test_words_cannot_hide_among_the_clauses(app: Flask, client: FlaskClient) -> None:
    judge(client, clauses=["13812345678", VETERAN])
    assert kept(app)[0].clauses == ()


def test_a_form_does_the_same_and_asks_why(app: Flask, client: FlaskClient) -> None:
    page = client.post("/feedback", data={"answer_id": ID, "useful": "no"}).get_data(as_text=True)
    assert all(f'value="{reason}"' in page for reason in REASONS)
    assert "没说全" in page
    assert kept(app)[0].reasons == ()
    told = {"answer_id": ID, "useful": "no", "reasons": ["outdated", "other"], "comment": "去年就停了"}
    page = client.post("/feedback", data=told).get_data(as_text=True)
    assert "谢谢" in page
    assert "哪里不好" not in page
    assert (kept(app)[0].reasons, kept(app)[0].comment) == (("outdated", "other"), "去年就停了")


def test_a_form_that_says_yes_is_thanked(app: Flask, client: FlaskClient) -> None:
    page = client.post("/feedback", data={"answer_id": ID, "useful": "yes"}).get_data(as_text=True)
    assert "谢谢" in page
    assert "哪里不好" not in page
    assert kept(app)[0].useful


@pytest.mark.parametrize("form", [{}, {"answer_id": ID}, {"answer_id": ID, "useful": "maybe"}])
def test_a_bad_form_is_a_page(client: FlaskClient, form: dict[str, str]) -> None:
    response = client.post("/feedback", data=form)
    assert (response.status_code, response.mimetype) == (400, "text/html")


def test_a_database_that_fails_is_told_and_answering_goes_on(
    app: Flask, client: FlaskClient, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    judge(client)
    with closing(sqlite3.connect(tmp_path / "records.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        fails(judge(client, comment="密语七三一九"), 503, "not_recorded")
        assert client.post("/feedback", data={"answer_id": ID, "useful": "yes"}).status_code == 503
        assert client.post("/api/v1/ask", json={"question": VETERAN}).status_code == 200
    assert "locked" in caplog.text
    assert "密语" not in caplog.text
    assert judge(client).status_code == 200


def test_no_log_holds_a_comment(bot: Bot, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = create_app(bot, {"DATABASE_URL": f"sqlite:///{tmp_path}"}).test_client()
    fails(judge(client, comment="密语七三一九"), 503, "not_recorded")
    assert "密语" not in caplog.text
    assert "records" in caplog.text or str(tmp_path) in caplog.text


def test_judgements_are_counted(client: FlaskClient) -> None:
    judge(client)
    judge(client, useful=True)
    text = client.get("/metrics").get_data(as_text=True)
    assert 'policybot_feedback_total{useful="no"} 1' in text
    assert 'policybot_feedback_total{useful="yes"} 1' in text
