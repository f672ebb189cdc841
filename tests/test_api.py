"""The HTTP contract: every answer against ``openapi.yaml``, every failure in one shape, no question in any log."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import schemathesis
from conftest import HashedEncoder
from flask import Config, Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from schemathesis.engine import events, from_schema
from werkzeug.test import TestResponse

from bot import Bot, Question
from index import Index, store
from index.building import build
from index.paths import ROOT
from web import create_app, serving
from web.api import openapi
from web.config import SETTINGS
from web.secrets import secret
from web.serving import outdated, prepare

VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？"
SECRET = "密语七三一九"
QUESTIONS = [
    {"question": VETERAN},
    {"question": VETERAN, "audience": "退役军人", "conversation": "a1", "today": "2022-06-01"},
    {"question": "休学创业能保留学籍吗", "audience": "大学生", "conversation": None, "today": None},
    {"question": "今天南宁天气怎么样"},
    {"question": "你好"},
    {"question": ""},
    {"question": " \u200b\u3000 "},
    {"question": "钱" * 10_000},
    {"question": "\ud800创业\u0000贷款\u202e"},
    {"question": "退役军人创业担保贷款最多能贷多少钱？"},
    {"question": "返乡创业归哪个部门管？"},
]


def fits(response: TestResponse, path: str, method: str = "get") -> Any:
    """Check a response against the description, and return its JSON."""
    described = openapi()["paths"][path][method]["responses"][str(response.status_code)]
    if "$ref" in described:
        described = openapi()["components"]["responses"][described["$ref"].rsplit("/", 1)[1]]
    schema = {**described["content"]["application/json"]["schema"], "components": openapi()["components"]}
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(response.json)
    return response.json


def fails(response: TestResponse, status: int, code: str, field: str | None = None) -> None:
    """Check that a response is the one error shape, and says nothing else."""
    assert response.status_code == status
    assert response.mimetype == "application/json"
    assert response.json is not None
    assert set(response.json) == {"error"}
    error = response.json["error"]
    assert error.pop("message")
    assert error == {"code": code} | ({"field": field} if field else {})
    Draft202012Validator(openapi()["components"]["schemas"]["Error"]).validate(response.json)


def ask(client: FlaskClient, **body: Any) -> Any:
    response = client.post("/api/v1/ask", data=json.dumps(body), content_type="application/json")
    return fits(response, "/api/v1/ask", "post")


# --- asking ---


@pytest.mark.parametrize("body", QUESTIONS, ids=range(len(QUESTIONS)))
def test_every_answer_fits_its_description(client: FlaskClient, body: dict[str, Any]) -> None:
    ask(client, **body)


def test_the_veteran_reads_item_eight_and_that_it_has_expired(client: FlaskClient) -> None:
    answer = ask(client, question=VETERAN, today="2026-11-22")
    first = answer["citations"][0]
    assert answer["status"] in ("answered", "partial")
    assert (first["number"], first["document"]["number"]) == ("8", "桂政办发〔2021〕10号")
    assert first["document"]["validity"]["state"] == "expired"
    assert [notice["kind"] for notice in answer["notices"]] == ["expired"]
    assert answer["contacts"][0] == {"unit": "自治区退役军人厅", "role": "牵头单位", "inferred": False}


def test_a_day_in_its_period_finds_the_plan_in_force(client: FlaskClient) -> None:
    answer = ask(client, question=VETERAN, today="2022-06-01")
    assert answer["citations"][0]["document"]["validity"]["state"] == "in_force"
    assert answer["notices"] == []


def test_every_quote_is_in_its_clause_and_every_citation_opens(client: FlaskClient) -> None:
    for body in QUESTIONS:
        for citation in ask(client, **body)["citations"]:
            clause = fits(client.get(f"/api/v1/clauses/{citation['clause_id']}"), "/api/v1/clauses/{clause_id}")
            assert all(quote in clause["text"] for quote in citation["quotes"])
            page = client.get(citation["marked_url"]).get_data(as_text=True)
            assert f'id="{citation["clause_id"]}"' in page
            assert page.count("<mark>") >= len(citation["quotes"])
            assert client.get(citation["url"]).status_code == 200


def test_what_cannot_be_answered_is_no_http_error(client: FlaskClient) -> None:
    for question in ("", "   ", "钱" * 10_000, "？"):
        assert ask(client, question=question)["status"] == "invalid"


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        (b"", "invalid_json", None),
        (b"{", "invalid_json", None),
        (b"\xff\xfe", "invalid_json", None),
        (b"[" * 60_000, "invalid_json", None),
        (b"[]", "invalid_json", None),
        (b'"x"', "invalid_json", None),
        (b"{}", "invalid_field", "question"),
        ({"question": None}, "invalid_field", "question"),
        ({"question": 7}, "invalid_field", "question"),
        ({"question": ["a"]}, "invalid_field", "question"),
        ({"question": "贷款", "audience": "外星人"}, "invalid_field", "audience"),
        ({"question": "贷款", "audience": ["大学生"]}, "invalid_field", "audience"),
        ({"question": "贷款", "conversation": 1}, "invalid_field", "conversation"),
        ({"question": "贷款", "conversation": "x" * 2049}, "invalid_field", "conversation"),
        ({"question": "贷款", "conversation": "\ud800"}, "invalid_field", "conversation"),
        ({"question": "贷款", "today": "2022-13-01"}, "invalid_field", "today"),
        ({"question": "贷款", "today": "20220601"}, "invalid_field", "today"),
        ({"question": "贷款", "today": 20220601}, "invalid_field", "today"),
        ({"question": "贷款", "colour": "red"}, "unknown_field", "colour"),
        ({"question": "贷款", SECRET: "red"}, "unknown_field", None),
    ],
)
def test_a_bad_body_is_refused(client: FlaskClient, body: Any, code: str, field: str | None) -> None:
    data = body if isinstance(body, bytes) else json.dumps(body)
    response = client.post("/api/v1/ask", data=data, content_type="application/json")
    fails(response, 400, code, field)
    assert SECRET not in response.get_data(as_text=True)


# --- the other ways to fail ---


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/v1/search", "q"),
        (f"/api/v1/search?q={'钱' * 301}", "q"),
        ("/api/v1/search?q=贷款&k=0", "k"),
        ("/api/v1/search?q=贷款&k=51", "k"),
        ("/api/v1/search?q=贷款&k=１", "k"),
        ("/api/v1/search?q=贷款&k=x", "k"),
        ("/api/v1/search?q=贷款&today=x", "today"),
        ("/api/v1/documents?today=2022-02-30", "today"),
        ("/api/v1/suggestions", "q"),
        ("/api/v1/suggestions?q=贷款&audience=外星人", "audience"),
    ],
)
def test_a_bad_parameter_is_refused(client: FlaskClient, path: str, field: str) -> None:
    fails(client.get(path), 400, "invalid_field", field)


def test_what_is_not_there_is_not_found(client: FlaskClient) -> None:
    for path in ("nothing", "documents/nothing", "clauses/nothing", "ask/", "documents/../../etc"):
        fails(client.get(f"/api/v1/{path}"), 404, "not_found")


def test_a_wrong_method_is_told_the_right_one(client: FlaskClient) -> None:
    response = client.get("/api/v1/ask")
    fails(response, 405, "method_not_allowed")
    assert "POST" in response.headers["Allow"]


def test_a_body_over_64_kilobytes_is_refused(client: FlaskClient) -> None:
    fails(client.post("/api/v1/ask", json={"question": "钱" * 64 * 1024}), 413, "too_large")


def test_another_kind_of_body_is_refused(client: FlaskClient) -> None:
    fails(client.post("/api/v1/ask", data={"question": "贷款"}), 415, "unsupported_media_type")
    fails(client.post("/api/v1/ask", data="贷款"), 415, "unsupported_media_type")


class BrokenBot(Bot):
    """Fails as a bug would: with the question in its message."""

    def answer(self, question: Question) -> Any:
        raise RuntimeError(f"cannot answer {question.text}")


@pytest.mark.parametrize("path", ["/api/v1/ask", "/"])
def test_no_log_and_no_error_holds_a_question(
    real_index: Index, bot: Bot, path: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for asked in (BrokenBot(real_index, bot.replies), bot):
        client = create_app(asked).test_client()
        sent = {"json": {"question": SECRET}} if path != "/" else {"data": {"question": SECRET}}
        response = client.post(path, **sent)  # type: ignore[arg-type]
        if asked is not bot:
            assert response.status_code == 500
            assert SECRET not in response.get_data(as_text=True)
        client.get("/api/v1/search", query_string={"q": SECRET})
        assert SECRET not in client.get("/metrics").get_data(as_text=True)
    printed = "".join(capfd.readouterr())
    assert "RuntimeError" in caplog.text
    assert path in caplog.text
    assert SECRET not in caplog.text + printed


def test_an_inner_failure_has_the_one_shape(real_index: Index, bot: Bot) -> None:
    client = create_app(BrokenBot(real_index, bot.replies)).test_client()
    fails(client.post("/api/v1/ask", json={"question": "贷款"}), 500, "internal")


# --- policies ---


def test_search_ranks_clauses(client: FlaskClient) -> None:
    response = client.get("/api/v1/search", query_string={"q": "退役军人 贷款 贴息", "k": 3})
    results = fits(response, "/api/v1/search")["results"]
    assert [result["rank"] for result in results] == [1, 2, 3]
    assert results[0]["clause"]["number"] == "8"
    assert "财政贴息" in results[0]["clause"]["text"]
    assert fits(client.get("/api/v1/search?q=%20"), "/api/v1/search")["results"] == []


def test_documents_hold_all_that_structure_is_recomputed_from(client: FlaskClient, real_index: Index) -> None:
    (listed,) = fits(client.get("/api/v1/documents"), "/api/v1/documents")["documents"]
    alone = fits(client.get(f"/api/v1/documents/{listed['id']}"), "/api/v1/documents/{document_id}")
    assert alone == listed
    assert listed["clause_count"] == len(listed["clauses"]) == len(real_index.clauses)
    for shown, clause in zip(listed["clauses"], real_index.clauses, strict=True):
        assert (shown["id"], shown["text"], tuple(shown["path"])) == (clause.id, clause.text, clause.path)
        assert tuple(shown["lead_units"]) == clause.lead_units
        assert fits(client.get(f"/api/v1/clauses/{clause.id}"), "/api/v1/clauses/{clause_id}")["text"] == clause.text


def test_validity_is_judged_for_the_day_asked(client: FlaskClient) -> None:
    def state(day: str) -> str:
        (document,) = client.get(f"/api/v1/documents?today={day}").json["documents"]  # type: ignore[index]
        return str(document["validity"]["state"])

    assert [state("2020-01-01"), state("2022-01-01"), state("2026-01-01")] == ["not_yet", "in_force", "expired"]


def test_what_is_public_is_sent_once(client: FlaskClient) -> None:
    first = client.get("/api/v1/documents")
    again = client.get("/api/v1/documents", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_suggestions_hold_what_was_typed(client: FlaskClient) -> None:
    response = client.get("/api/v1/suggestions", query_string={"q": "退伍"})
    found = fits(response, "/api/v1/suggestions")["suggestions"]
    assert 1 <= len(found) <= 8
    assert all("退伍" in phrasing for phrasing in found)


def test_suggestions_for_an_audience_are_its_own(client: FlaskClient) -> None:
    found = [
        fits(client.get("/api/v1/suggestions", query_string={"q": "创业", **more}), "/api/v1/suggestions")
        for more in ({}, {"audience": "大学生"})
    ]
    assert found[0] != found[1]


def test_suggestions_while_typing_are_the_same_and_need_no_address(client: FlaskClient) -> None:
    for typed, audience in (("退伍", None), ("daikuan", None), ("创业", "大学生"), (" ", None)):
        by_address = client.get("/api/v1/suggestions", query_string={"q": typed, "audience": audience or ""}).json
        response = client.post("/api/v1/suggestions", json={"q": typed, "audience": audience})
        assert fits(response, "/api/v1/suggestions", "post") == by_address


def test_what_names_a_person_gets_no_suggestion(client: FlaskClient) -> None:
    typed = "退伍创业想找个师傅带"
    assert client.post("/api/v1/suggestions", json={"q": f"{typed}13"}).json != {"suggestions": []}
    for number in ("13333333333", "１３３３３３３３３３３", "133 3333 3333"):
        assert client.post("/api/v1/suggestions", json={"q": typed + number}).json == {"suggestions": []}
        assert client.get("/api/v1/suggestions", query_string={"q": typed + number}).json == {"suggestions": []}


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({}, "invalid_field", "q"),
        ({"q": None}, "invalid_field", "q"),
        ({"q": ["退伍"]}, "invalid_field", "q"),
        ({"q": "退" * 301}, "invalid_field", "q"),
        ({"q": "退伍", "audience": "外星人"}, "invalid_field", "audience"),
        ({"q": "退伍", "audience": ["大学生"]}, "invalid_field", "audience"),
        ({"q": "退伍", "k": 3}, "unknown_field", "k"),
    ],
)
def test_bad_typing_is_refused(client: FlaskClient, body: dict[str, Any], code: str, field: str) -> None:
    fails(client.post("/api/v1/suggestions", json=body), 400, code, field)


# --- comparing ---


def test_the_table_fits_its_description_and_every_excerpt_opens(client: FlaskClient) -> None:
    table = fits(client.get("/api/v1/compare?as_of=2026-11-22"), "/api/v1/compare")
    assert [notice["kind"] for notice in table["notices"]] == ["expired"]
    marks = {citation["mark"]: citation for citation in table["citations"]}
    for row in table["rows"]:
        assert [cell["audience"] for cell in row["cells"]] == table["audiences"]
        for cell in (*row["cells"], row["everyone"]):
            assert cell["mentioned"] == bool(cell["excerpts"])
            for excerpt in cell["excerpts"]:
                assert set(excerpt["quotes"]) <= set(marks[excerpt["mark"]]["quotes"])
                assert client.get(excerpt["marked_url"]).get_data(as_text=True).count("<mark>") >= len(
                    excerpt["quotes"]
                )
                assert excerpt["validity"]["state"] == "expired"


@pytest.mark.parametrize(
    "path", ["audiences=大学生&audiences=退役军人&needs=资金,培训", "audiences=大学生，退役军人&needs=资金&needs=培训"]
)
def test_a_choice_is_given_again_or_with_commas(client: FlaskClient, path: str) -> None:
    table = fits(client.get(f"/api/v1/compare?{path}"), "/api/v1/compare")
    assert (table["audiences"], table["needs"]) == (["退役军人", "大学生"], ["资金", "培训"])


@pytest.mark.parametrize(
    ("path", "field", "allowed"),
    [
        ("audiences=外星人", "audiences", "返乡农民工"),
        ("needs=资金,月亮", "needs", "培训"),
        ("needs=,", "needs", "培训"),
        ("as_of=2022-02-30", "as_of", "2022-06-01"),
        ("as_of=", "as_of", "2022-06-01"),
    ],
)
def test_an_unknown_choice_is_refused_with_those_that_are_known(client, path: str, field: str, allowed: str) -> None:
    response = client.get(f"/api/v1/compare?{path}")
    message = response.json["error"]["message"]
    fails(response, 400, "invalid_field", field)
    assert allowed in message


def test_a_choice_that_is_empty_is_none(client: FlaskClient) -> None:
    everything = client.get("/api/v1/compare").json
    assert client.get("/api/v1/compare?audiences=&needs=&document=").json == everything


def test_a_document_that_is_not_here_is_not_found(client: FlaskClient) -> None:
    fails(client.get("/api/v1/compare?document=nothing"), 404, "not_found", "document")
    assert client.get("/compare?document=nothing").status_code == 404


def test_a_comparison_in_an_answer_is_the_same_shape(client: FlaskClient) -> None:
    answer = ask(client, question="农民工、退役军人、大学生的支持有什么不同", today="2026-11-22")
    assert answer["comparison"]["audiences"] == ["返乡农民工", "退役军人", "大学生"]
    assert answer["comparison"]["url"].startswith("/compare?")
    assert client.get(answer["comparison"]["url"]).status_code == 200
    assert ask(client, question=VETERAN)["comparison"] is None


# --- running ---


def test_headers_let_nothing_in_and_keep_no_answer(client: FlaskClient) -> None:
    for path in ("/", "/api/v1/documents", "/api/v1/nothing", "/nothing", "/healthz/live", "/documents"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
    assert client.post("/api/v1/ask", json={"question": "贷款"}).headers["Cache-Control"] == "no-store"
    assert client.post("/", data={"question": "贷款"}).headers["Cache-Control"] == "no-store"


def test_health_tells_that_questions_can_be_answered(client: FlaskClient, real_index: Index) -> None:
    assert fits(client.get("/healthz/live"), "/healthz/live") == {"status": "ok"}
    assert fits(client.get("/healthz/ready"), "/healthz/ready")["generation"] == real_index.generation


def test_metrics_count_answers_by_status(client: FlaskClient) -> None:
    client.post("/api/v1/ask", json={"question": ""})
    client.get("/api/v1/nothing")
    text = client.get("/metrics").get_data(as_text=True)
    assert 'policybot_answers_total{status="invalid"} 1' in text
    assert 'policybot_errors_total{code="not_found"} 1' in text


@pytest.fixture(params=["missing", "damaged"])
def unready(request: pytest.FixtureRequest, tmp_path: Path, index: Index) -> FlaskClient:
    """A server whose index is not there, or not whole."""
    if request.param == "damaged":
        (tmp_path / "generations" / "000001").mkdir(parents=True)
        (tmp_path / "generations" / "000001" / "manifest.json").write_text("{")
    return create_app(config={"INDEX_DIR": str(tmp_path)}).test_client()


def test_without_an_index_it_runs_and_says_why(unready: FlaskClient) -> None:
    assert unready.get("/healthz/live").status_code == 200
    (reason,) = fits(unready.get("/healthz/ready"), "/healthz/ready")["reasons"]
    assert "python -m index build" in reason
    for response in (
        unready.post("/api/v1/ask", json={"question": VETERAN}),
        *(unready.get(f"/api/v1/{path}") for path in ("search?q=x", "documents", "documents/x", "clauses/x")),
    ):
        fails(response, 503, "unavailable")
    assert "暂时不能回答" in unready.get("/").get_data(as_text=True)
    assert unready.post("/", data={"question": VETERAN}).status_code == 503


def test_a_bad_body_is_told_even_without_an_index(unready: FlaskClient) -> None:
    fails(unready.post("/api/v1/ask", json={}), 400, "invalid_field", "question")


def test_an_index_is_outdated_when_its_policies_changed(docs: Path, tmp_path: Path, index: Index, builtin: Any) -> None:
    build(docs, tmp_path / "index")
    _, manifest = store.current(tmp_path / "index")
    assert outdated(docs, manifest) is None
    policy = next(docs.rglob("*.md"))
    policy.write_text(policy.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert outdated(docs, manifest) == "政策文件有变动"
    shutil.rmtree(docs)
    assert outdated(docs, manifest) == "政策文件有变动"


def test_the_server_verifies_a_sound_index_once_and_builds_what_another_encoder_made(
    docs: Path, tmp_path: Path, builtin: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    verified, seen = store.verified, list[Path]()
    monkeypatch.setattr(store, "verified", lambda folder: (seen.append(folder), verified(folder))[1])
    settings = {"DOCS_DIR": docs, "INDEX_DIR": tmp_path / "index", "SECRET_FILE": tmp_path / "secret.key"}
    assert prepare(Config(str(ROOT), settings))
    assert "还没有可用的索引" in capfd.readouterr().out
    seen.clear()
    assert prepare(Config(str(ROOT), settings))
    assert (len(seen), capfd.readouterr().out) == (1, "")
    build(docs, tmp_path / "index", HashedEncoder())
    bot = prepare(Config(str(ROOT), settings))
    assert "语言模型变了" in capfd.readouterr().out
    assert bot and bot.index.encoder.fingerprint == builtin.fingerprint


def test_serving_imports_neither_torch_nor_sentence_transformers(docs: Path, tmp_path: Path, builtin: Any) -> None:
    build(docs, tmp_path / "index")
    code = (
        "import sys; from web import create_app; from web.config import configured; from web.serving import *\n"
        "settings = configured(); bot = prepare(settings); app = create_app(bot, settings); warm_up(app, bot)\n"
        "assert bot and app.test_client().post('/api/v1/ask', json={'question': '贷款贴息'}).status_code == 200\n"
        "assert app.test_client().get('/documents').status_code == 200\n"
        "sys.exit(sorted({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)) or 0)"
    )
    environment = {**os.environ, "POLICYBOT_DOCS_DIR": str(docs), "POLICYBOT_INDEX_DIR": str(tmp_path / "index")}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("processors", "threads"), [(1, 2), (2, 2), (3, 3), (32, 4)])
def test_as_many_requests_are_worked_on_at_once_as_there_are_processors(
    monkeypatch: pytest.MonkeyPatch, processors: int, threads: int
) -> None:
    monkeypatch.setattr(serving, "cores", lambda: processors)
    assert serving.threads({"DATABASE_URL": "sqlite:///records.db"}) == threads


def test_who_waits_for_other_machines_works_on_more_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    few = serving.threads({"DATABASE_URL": "sqlite:///records.db"})
    assert serving.threads({"DATABASE_URL": "postgresql+pg8000://clerk@hall/records"}) > few
    monkeypatch.setattr(serving, "MILVUS", "http://127.0.0.1:19530")
    assert serving.threads({"DATABASE_URL": "sqlite:///records.db"}) > few


def test_settings_come_from_defaults_then_the_environment_then_the_mapping(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYBOT_PORT", "9001")
    monkeypatch.setenv("POLICYBOT_THREADS", "3")
    config = create_app(bot, {"THREADS": 5}).config
    assert (config["HOST"], config["PORT"], config["THREADS"]) == ("127.0.0.1", 9001, 5)


def test_every_setting_has_its_line_of_documentation() -> None:
    for name, setting in SETTINGS.items():
        assert name.isupper()
        assert setting.meaning
        assert "\n" not in setting.meaning


# --- the description itself ---


def test_the_description_names_every_address(app: Flask) -> None:
    served = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api/", "/healthz/", "/metrics"))
    }
    assert served == set(openapi()["paths"])


def test_the_description_is_served_and_is_a_description(client: FlaskClient) -> None:
    served = client.get("/api/v1/openapi.json").json
    assert served == openapi()
    assert served is not None
    assert served["openapi"].startswith("3.1")


OPERATIONS = [(path, method) for path, methods in openapi()["paths"].items() for method in methods]
KEPT = {"/api/v1/documents", "/api/v1/documents/{document_id}", "/api/v1/clauses/{clause_id}", "/api/v1/compare"}


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_operation_tells_how_it_fails(path: str, method: str) -> None:
    operation = openapi()["paths"][path][method]
    needs_index = path.startswith("/api/v1/") and not path.endswith(".json")
    expected = {
        "304": path in {*KEPT, "/api/v1/openapi.json"},
        "400": "parameters" in operation or "requestBody" in operation,
        "404": "{" in path or path == "/api/v1/compare",
        "413": "requestBody" in operation,
        "415": "requestBody" in operation,
        "500": True,
        "503": needs_index or path == "/healthz/ready",
    }
    assert {status: status in operation["responses"] for status in expected} == expected
    for status, described in operation["responses"].items():
        assert status[0] in "23" or "$ref" in described or path == "/healthz/ready", "one shape for all errors"


def test_what_is_kept_is_not_sent_again(client: FlaskClient) -> None:
    documents = fits(client.get("/api/v1/documents"), "/api/v1/documents")["documents"]
    known = {"{document_id}": documents[0]["id"], "{clause_id}": documents[0]["clauses"][0]["id"]}
    for path in {*KEPT, "/api/v1/openapi.json"}:
        for name, value in known.items():
            path = path.replace(name, value)
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_an_unexpected_failure_has_the_same_shape(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bot, "answer", lambda *_: 1 / 0)
    app.testing = False
    fails(app.test_client().post("/api/v1/ask", json={"question": SECRET}), 500, "internal")


class Tried(NamedTuple):
    """What schemathesis did with the whole description: how many cases by phase, which checks, what it found."""

    cases: Counter[str]
    checks: set[str]
    found: list[str]


def tried(app: Flask) -> Tried:
    """Send what fits the description, what does not, and what its links lead to; with every check there is."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    schema.config.update(headers={"Accept-Encoding": "identity"})  # in process nobody unpacks
    schema.config.generation.update(max_examples=40, database="none", deterministic="CI" in os.environ)
    tried = Tried(Counter(), set(), [])
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            tried.found.append(str(event))
        if isinstance(event, events.ScenarioFinished):
            tried.cases[event.phase.value] += len(event.recorder.cases)
            for check in (check for checks in event.recorder.checks.values() for check in checks):
                tried.checks.add(check.name)
                if check.failure_info:
                    tried.found.append(f"{check.failure_info.failure}\n{check.failure_info.code_sample}")
    return tried


def test_whatever_is_sent_the_answer_fits_the_description(app: Flask) -> None:
    cases, checks, found = tried(app)
    assert not found, found[0]
    assert all(cases[phase] > 100 for phase in ("coverage", "fuzzing", "stateful")), cases
    assert checks >= {
        "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
        "response_schema_conformance", "negative_data_rejection", "positive_data_acceptance", "unsupported_method",
        "allow_header_conformance", "ensure_resource_availability",
    }  # fmt: skip


def test_what_does_not_fit_is_found(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.inputs.HITS_MAX", 40)
    monkeypatch.setattr("web.inputs._day", lambda given, name="": None)
    found = "\n".join(tried(app).found)
    assert "Valid data should have been accepted" in found
    assert "Invalid data should have been rejected" in found


# --- a conversation ---


def test_a_conversation_is_carried_by_the_client(client: FlaskClient) -> None:
    first = ask(client, question="退役军人创业贷款有贴息吗")
    then = ask(client, question="那大学生呢", conversation=first["conversation"])
    alone = ask(client, question="那大学生呢", conversation="forged")
    assert then["understood"] == "大学生创业贷款有贴息吗"
    assert alone["understood"] is None


def test_a_conversation_outlives_a_restart(bot: Bot, real_index: Index, tmp_path: Path) -> None:
    key = secret(tmp_path / "secret.key")
    before, after = (
        create_app(Bot(real_index, bot.replies, secret(tmp_path / "secret.key"))).test_client() for _ in range(2)
    )
    first = ask(before, question="退役军人创业贷款有贴息吗")
    then = ask(after, question="谁负责", conversation=first["conversation"])
    assert then["citations"][0]["clause_id"] == first["citations"][0]["clause_id"]
    assert key == secret(tmp_path / "secret.key")


def test_a_form_carries_the_conversation_without_javascript(client: FlaskClient) -> None:
    html = client.post("/", data={"question": "退役军人创业贷款有贴息吗"}).get_data(as_text=True)
    token = re.search(r'name="conversation" value="([^"]+)"', html)
    assert token
    then = client.post("/", data={"question": "那大学生呢", "conversation": token[1]}).get_data(as_text=True)
    assert "大学生创业贷款有贴息吗" in then
