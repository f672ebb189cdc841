"""Text is sent compressed to those who ask for it, and unchanged to the others."""

from __future__ import annotations

import gzip

import pytest
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize(
    "path", ["/", "/documents", "/api/v1/documents", "/static/v-x/style.css", "/static/v-x/chat.js"]
)
def test_text_is_the_same_and_smaller(client: FlaskClient, path: str) -> None:
    with client.get(path) as plain, client.get(path, headers=GZIP) as packed:
        assert gzip.decompress(packed.data) == plain.data
        assert packed.headers["Content-Encoding"] == "gzip"
        assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) * 0.6
        assert "Content-Encoding" not in plain.headers
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert "Accept-Encoding" in plain.headers["Vary"]


def test_an_answer_is_compressed(client: FlaskClient) -> None:
    packed = client.post("/api/v1/ask", json={"question": "退役军人贷款有贴息吗"}, headers=GZIP)
    assert "财政贴息" in gzip.decompress(packed.data).decode()


def test_what_is_short_is_left_alone(client: FlaskClient) -> None:
    response = client.get("/healthz/live", headers=GZIP)
    assert "Content-Encoding" not in response.headers
    assert response.json == {"status": "ok"}


def test_whoever_refuses_gzip_gets_none(client: FlaskClient) -> None:
    for header in ("identity", "gzip;q=0", ""):
        assert "Content-Encoding" not in client.get("/", headers={"Accept-Encoding": header}).headers


def test_what_is_unchanged_is_still_sent_once(client: FlaskClient) -> None:
    first = client.get("/documents", headers=GZIP)
    again = client.get("/documents", headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    with client.get("/static/v-x/style.css", headers=GZIP) as style:
        tag = style.headers["ETag"]
    with client.get("/static/v-x/style.css", headers={**GZIP, "If-None-Match": tag}) as again:
        assert again.status_code == 304


def test_an_original_is_sent_as_it_is(client: FlaskClient, real_index) -> None:
    with client.get(f"/documents/{real_index.documents[0].id}/original", headers=GZIP) as response:
        assert "Content-Encoding" not in response.headers
