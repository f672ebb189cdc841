"""The one file that other sites load."""

from __future__ import annotations

import gzip
import re

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
    assert len(gzip.compress(script.data)) <= 20 * 1024
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


def tokens(text: str) -> list[dict[str, str]]:
    """The colours of a style sheet's first two blocks that set them: by day, and by night."""
    blocks = re.findall(r"\{([^{}]*--ground:[^{}]*)\}", text)[:2]
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)) for block in blocks]


def test_its_colours_are_those_of_our_pages() -> None:
    """Under a name of its own stands what a host may choose instead."""
    names = {"theme": "brand", "theme-ink": "brand-ink", "soft": "brand-soft"}
    pages, widget = (tokens((FOLDER / name).read_text(encoding="utf-8")) for name in ("style.css", "widget.css"))
    assert len(pages) == len(widget) == 2
    for ours, its in zip(pages, widget, strict=True):
        assert len(its) >= 14
        assert its == {name: ours[names.get(name, name)] for name in its}


def test_it_speaks_the_languages_of_our_pages() -> None:
    assert tuple(words()) == LANGUAGES
    for said in words().values():
        assert {"answered", "unavailable", "other"} <= said["status"].keys()
        assert said["examples"].keys() == {"", *AUDIENCES}
    assert words()["zh-Hans"]["explained"] == {}
    assert words()["en"]["words"]["金额"] == "Amount"
