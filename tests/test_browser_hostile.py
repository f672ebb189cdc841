"""150 hostile texts through the API, the form, the chat and the widget: shown as text, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest
from browsing import PHONE, Foreign
from flask.testing import FlaskClient
from hostile import HOSTILE
from playwright.sync_api import Browser, Page, Route
from test_api import fits

SHOWN = [text for text in HOSTILE if text.strip().strip("\ufeff\u2028\u2029")]
ADDRESS = ("javascript:", "data:", "vbscript:", "//", "https:", "file:")


def test_they_are_as_many_as_promised() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) == 150


# --- the API ---


def test_the_api_answers_each(client: FlaskClient) -> None:
    for text in HOSTILE:
        response = client.post("/api/v1/ask", data=json.dumps({"question": text}), content_type="application/json")
        answer = fits(response, "/api/v1/ask", "post")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.mimetype == "application/json"
        for citation in answer["citations"]:
            assert text not in citation["quotes"]


def test_the_api_searches_and_suggests_for_each(client: FlaskClient) -> None:
    for text in HOSTILE:
        for path in ("search", "suggestions"):
            response = client.get(f"/api/v1/{path}?q={quote(text.encode('utf-8', 'surrogatepass'))}")
            fits(response, f"/api/v1/{path}")
            assert response.status_code == 200


# --- the form, which the server answers with a page ---


class Outline(HTMLParser):
    """A page's tags and attribute names, and the text of the question asked."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[tuple[str, ...]] = set()
        self.asked = ""
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add((tag, *sorted(name for name, _ in attributes if name != "hidden")))
        if self._depth or ("class", "asked") in attributes:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._depth = max(0, self._depth - 1)

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.asked += data


def answered(client: FlaskClient, text: str) -> Outline:
    response = client.post("/", data={"question": text})
    assert response.status_code == 200
    return Outline(response.get_data(as_text=True))


def test_the_form_shows_each_as_text(client: FlaskClient) -> None:
    questions = [
        "贷款",
        "我刚退伍，贷款利息有补贴吗？",
        "贷款和培训，农民工、大学生有什么不同",
        "那呢",
        "daikuan",
        "天气",
    ]
    usual = set[tuple[str, ...]]().union(*(answered(client, question).tags for question in questions))
    for text in HOSTILE:
        sent = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # as browsers do
        outline = answered(client, sent)
        assert outline.tags <= usual, text
        shown = outline.asked.removeprefix("您问：").removesuffix("您问：")
        assert shown.split() == sent.split() or "\0" in text


# --- a real browser: the form's page, the chat and the widget ---


@pytest.fixture
def page(browser: Browser, foreign: Foreign, ours: str) -> Iterator[Page]:
    """A phone; a script that runs, a dialog, or a request elsewhere fails the test."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN")  # type: ignore[arg-type]
    page, problems = context.new_page(), list[str]()
    known = (ours, f"http://127.0.0.1:{foreign.port}")
    page.on("dialog", lambda dialog: problems.append(dialog.message))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(known) else problems.append(asked.url))
    yield page
    assert page.evaluate("typeof window.pwned") == "undefined"
    context.close()
    assert not problems


def echo(page: Page) -> None:
    """Answer every question with itself, in every place where an answer has text."""

    def answer(route: Route) -> None:
        if route.request.method == "OPTIONS":
            route.continue_()
            return
        told = echoed(json.loads(route.request.post_data_buffer or b"")["question"])
        origin = route.request.headers.get("origin", "*")
        headers = {"Access-Control-Allow-Origin": origin, "Content-Type": "application/json"}
        route.fulfill(body=json.dumps(told), headers=headers)

    page.route("**/api/v1/ask", answer)


def echoed(text: str) -> dict[str, Any]:
    address = text if text.lower().startswith(ADDRESS) else "/documents/x"
    document = {"name": text, "number": text, "issued_on": None}
    citation = {"document": document, "label": text, "quotes": [text], "complete": False, "marked_url": address}
    citation["clause_id"] = text
    return {
        "id": "x", "status": text, "text": text, "facts": [text], "understood": text, "citations": [citation],
        "notices": [{"kind": text, "text": text}], "contacts": [{"unit": text, "role": text, "inferred": False}],
        "missing": [text], "choices": [], "suggestions": [text], "comparison": None, "conversation": None,
        "slip_url": None, "slip_qr_url": None, "generation": 1,
    }  # fmt: skip


# Strings travel as code units, since lone halves of a pair are no valid text on the way.
ASK_ALL = """async ([texts, root, box, send, card]) => {
  const place = root ? document.querySelector(root).shadowRoot : document;
  for (const units of texts) {
    const text = String.fromCharCode(...units);
    const before = place.querySelectorAll(card).length;
    place.querySelector(box).value = text;
    place.querySelector(send).click();
    const patience = performance.now() + 5000;
    while (place.querySelectorAll(card).length === before && performance.now() < patience)
      await new Promise((done) => setTimeout(done, 1));
    const asked = [...place.querySelectorAll(".asked")].pop().lastElementChild.textContent;
    const wanted = text.replace(/\\r\\n?/g, "\\n").trim();
    const quote = [...place.querySelectorAll(card)].pop().querySelector(".quote p");
    if (asked !== wanted || !quote || quote.textContent !== wanted) return [wanted, asked, quote && quote.textContent];
  }
  return [];
}"""
TAGS = """([root, log]) => {
  const place = root ? document.querySelector(root).shadowRoot : document;
  const inside = [...place.querySelector(log).querySelectorAll("*")];
  return [...new Set(inside.map((node) => [node.localName, ...node.getAttributeNames().sort()].join(" ")))];
}"""
LINKS = """([root, log]) => {
  const place = root ? document.querySelector(root).shadowRoot : document;
  return [...place.querySelector(log).querySelectorAll("a[href]")].map((node) => node.href);
}"""


def units(text: str) -> list[int]:
    encoded = text.encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(encoded[at : at + 2], "little") for at in range(0, len(encoded), 2)]


def ask_all(page: Page, root: str, box: str, send: str, card: str, log: str) -> None:
    """Ask all of them, and see that nothing but their text has come in."""
    echo(page)
    assert page.evaluate(ASK_ALL, [[units("贷款"), units("//贷款")], root, box, send, card]) == []
    usual = set(page.evaluate(TAGS, [root, log]))
    assert page.evaluate(ASK_ALL, [[units(text) for text in SHOWN], root, box, send, card]) == []
    assert set(page.evaluate(TAGS, [root, log])) <= usual


SUBMIT = """units => {
  document.querySelector("#question").value = String.fromCharCode(...units);
  document.querySelector("#ask").submit();
}"""


def test_the_forms_page_runs_none_of_them(page: Page, ours: str) -> None:
    page.route("**/chat.js", lambda route: route.abort())
    for start in range(0, len(SHOWN), 15):
        several = "\n".join(SHOWN[start : start + 15]).replace("\0", "")
        page.goto(ours)
        with page.expect_navigation():
            page.evaluate(SUBMIT, units(several))
        shown = page.locator(".asked [data-slot=text]").first
        sent = several.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        assert (shown.text_content() or "").split() == sent.split()
        assert shown.evaluate("node => node.childElementCount") == 0
        assert page.evaluate("typeof window.pwned") == "undefined"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_chat_shows_each_as_text(page: Page, ours: str) -> None:
    page.goto(ours)
    ask_all(page, "", "#question", ".composer .send", ".answer", "[data-log]")
    assert all(link.startswith((ours, "tel:")) for link in page.evaluate(LINKS, ["", "[data-log]"]))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.title() == "创业政策助手"
    page.reload()
    assert page.locator(".answer").count() > 0


def test_the_widget_shows_each_as_text(page: Page, ours: str, foreign: Foreign) -> None:
    path = foreign.put(
        f'<meta name="viewport" content="width=device-width"><script src="{ours}/static/widget.js"></script>'
    )
    page.goto(f"http://127.0.0.1:{foreign.port}{path}")
    page.locator(".launcher").click()
    ask_all(page, "policy-assistant", "textarea", ".send", ".card", ".log")
    assert all(link.startswith(ours) for link in page.evaluate(LINKS, ["policy-assistant", ".log"]))
    assert page.locator(".log").evaluate("log => log.scrollWidth <= log.clientWidth")
