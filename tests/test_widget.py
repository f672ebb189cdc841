"""The one file that other sites load."""

from __future__ import annotations

import gzip

from flask.testing import FlaskClient

from bot import AUDIENCES
from web.assets import FOLDER
from web.widget import STYLE_PLACE, WORDS_PLACE, words
from web.wording import LANGUAGES


def test_the_widget_is_one_file_that_any_page_may_load_and_keep_while_unchanged(client: FlaskClient) -> None:
    script = client.get("/static/widget.js")
    assert script.mimetype == "text/javascript"
    assert script.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert script.headers["Cache-Control"] == "no-cache"
    again = client.get("/static/widget.js", headers={"If-None-Match": script.headers["ETag"]})
    assert (again.status_code, again.headers["Cross-Origin-Resource-Policy"]) == (304, "cross-origin")
    text = script.get_data(as_text=True)
    assert ":host" in text
    assert all(f'"{audience}"' in text for audience in AUDIENCES)
    assert STYLE_PLACE not in text
    assert WORDS_PLACE not in text
    sent = client.get("/static/widget.js", headers={"Accept-Encoding": "gzip"})
    assert sent.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent.data) == script.data
    assert len(sent.data) <= 20 * 1024
    assert client.get("/static/widget.css").headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_nothing_else_is_for_other_pages(client: FlaskClient) -> None:
    for path in ("/", "/static/chat.js", "/static/style.css", "/api/v1/documents", "/documents", "/nothing"):
        with client.get(path) as response:
            assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_widget_writes_no_markup_and_stores_nothing() -> None:
    source = (FOLDER / "widget.js").read_text(encoding="utf-8")
    assert source.count(STYLE_PLACE) == source.count(WORDS_PLACE) == 1
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "Storage",
                      "cookie", "JSON.stringify(", "JSON.parse(", "window.open", "import "):  # fmt: skip
        assert forbidden not in source


def test_it_speaks_the_languages_of_our_pages() -> None:
    assert tuple(words()) == LANGUAGES
    for said in words().values():
        assert {"answered", "unavailable", "other"} <= said["status"].keys()
        assert said["examples"].keys() == {"", *AUDIENCES}
    assert words()["zh-Hans"]["explained"] == {}
    assert words()["en"]["words"]["金额"] == "Amount"
