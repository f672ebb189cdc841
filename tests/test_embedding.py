"""Which pages of other origins may ask."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot import Bot
from web import __main__, create_app
from web.config import SettingError
from web.embedding import SHARED, origins

ALLOWED = "https://www.example.gov.cn"
OTHER = "https://elsewhere.example"


@pytest.fixture
def client(bot: Bot) -> FlaskClient:
    return create_app(bot, {"EMBED_ORIGINS": f"{ALLOWED}, http://127.0.0.1:8080"}).test_client()


def preflight(client: FlaskClient, path: str, origin: str, method: str = "POST"):  # type: ignore[no-untyped-def]
    asked = {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "content-type",
    }
    return client.options(path, headers=asked)


# --- the setting ---


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("", set()),
        (" , ", set()),
        ("https://a.cn", {"https://a.cn"}),
        ("https://a.cn,http://b.cn:8080 , http://[::1]:81", {"https://a.cn", "http://b.cn:8080", "http://[::1]:81"}),
        ("http://localhost:5173", {"http://localhost:5173"}),
        ("https://xn--fiqs8s.example", {"https://xn--fiqs8s.example"}),
    ],
)
def test_origins_are_read(given: str, found: set[str]) -> None:
    assert origins(given) == found


@pytest.mark.parametrize(
    ("given", "fix"),
    [
        ("https://a.cn/", "“https://a.cn”"),
        ("https://a.cn/path?x=1#y", "“https://a.cn”"),
        ("HTTPS://A.cn", "“https://a.cn”"),
        ("https://a.cn:443", "“https://a.cn”"),
        ("http://a.cn:80", "“http://a.cn”"),
        ("https://user@a.cn", "“https://a.cn”"),
        ("https://中国.example", "“https://xn--fiqs8s.example”"),
        ("https://good.cn,https://bad.cn/", "“https://bad.cn”"),
        ("*", "通配符"),
        ("https://*.gov.cn", "通配符"),
        ("null", "协议"),
        ("a.cn", "协议"),
        ("ftp://a.cn", "协议"),
        ("javascript:alert(1)", "协议"),
        ("https://", "协议"),
        ("https://a.cn:port", "端口"),
        ("https://a.cn:99999", "端口"),
        ("https://a..cn", "域名"),
        ("https://a.cn https://b.cn", "逗号"),
        ("https://a.cn；https://b.cn", "逗号"),
        (["https://a.cn"], "POLICYBOT_EMBED_ORIGINS"),
        (None, "POLICYBOT_EMBED_ORIGINS"),
        (True, "POLICYBOT_EMBED_ORIGINS"),
    ],
)
def test_a_malformed_origin_is_refused_with_its_fix(given: object, fix: str) -> None:
    with pytest.raises(SettingError, match="POLICYBOT_EMBED_ORIGINS") as refused:
        origins(given)
    assert fix in str(refused.value)


def test_the_server_does_not_start_with_a_malformed_origin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bot: Bot
) -> None:
    monkeypatch.setenv("POLICYBOT_EMBED_ORIGINS", "https://a.cn/")
    monkeypatch.setattr(__main__, "prepare", lambda settings: pytest.fail("nothing is prepared for a wrong setting"))
    assert __main__.main([]) == 1
    assert "“https://a.cn”" in capsys.readouterr().err
    with pytest.raises(SettingError):
        create_app(bot)


# --- who may ask ---


def test_an_allowed_page_may_ask_and_read_the_answer(client: FlaskClient) -> None:
    asked = preflight(client, "/api/v1/ask", ALLOWED)
    assert asked.status_code == 200
    assert asked.headers["Access-Control-Allow-Origin"] == ALLOWED
    assert asked.headers["Access-Control-Allow-Methods"] == "POST"
    assert asked.headers["Access-Control-Allow-Headers"] == "Content-Type"
    for body, status in (({"question": "贷款"}, 200), ({}, 400), ({"question": "钱" * 64 * 1024}, 413)):
        answered = client.post("/api/v1/ask", json=body, headers={"Origin": ALLOWED})
        assert answered.status_code == status
        assert answered.headers["Access-Control-Allow-Origin"] == ALLOWED
        assert "Origin" in answered.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in answered.headers


@pytest.mark.parametrize("origin", [OTHER, "null", f"{ALLOWED}.evil.example", ALLOWED.upper(), f"{ALLOWED}:8443", ""])
def test_another_page_may_not(client: FlaskClient, origin: str) -> None:
    for response in (
        preflight(client, "/api/v1/ask", origin),
        client.post("/api/v1/ask", json={"question": "贷款"}, headers={"Origin": origin}),
        client.get("/api/v1/suggestions?q=贷款", headers={"Origin": origin}),
    ):
        assert not [name for name in dict(response.headers) if name.startswith("Access-Control")]
        assert "Origin" in response.headers["Vary"], "a cache must not hand one page the answer for another"


def test_without_the_setting_no_page_may(app: Flask) -> None:
    response = preflight(app.test_client(), "/api/v1/ask", ALLOWED)
    assert not [name for name in dict(response.headers) if name.startswith("Access-Control")]


def test_only_what_the_widget_needs_is_open(app: Flask, client: FlaskClient) -> None:
    for rule in app.url_map.iter_rules():
        path = re.sub("<[^>]+>", "x", rule.rule)
        for method in sorted(rule.methods or ()):
            response = client.open(path, method=method, headers={"Origin": ALLOWED})
            is_open = "Access-Control-Allow-Origin" in response.headers
            assert is_open == (rule.rule in SHARED), (method, rule.rule)
