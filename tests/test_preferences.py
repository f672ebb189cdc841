"""Language and elderly mode: chosen by links, kept in cookies, and never shown to another."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from test_pages import VETERAN, read

from index import Index
from web.wording import LANGUAGES, catalogs

PAGES = ("/", "/documents", "/compare", "/nothing")


def page(client: FlaskClient, path: str = "/", **cookies: str) -> str:
    for name, value in cookies.items():
        client.set_cookie(name, value)
    return client.get(path).get_data(as_text=True)


def posted(client: FlaskClient, question: str) -> str:
    html = client.post("/", data={"question": question}).get_data(as_text=True)
    return re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL)


def is_in(html: str, language: str) -> bool:
    return f'<html lang="{language}"' in html


# --- choosing ---


@pytest.mark.parametrize("path", ["/", "/documents", "/compare?needs=资金&needs=用地"])
def test_a_choice_is_kept_and_leads_back_to_the_same_page(client: FlaskClient, path: str) -> None:
    response = client.get(f"{path}{'&' if '?' in path else '?'}lang=en")
    assert (response.status_code, unquote(response.headers["Location"])) == (303, path)
    assert is_in(page(client, path), "en")


def test_the_cookie_is_closed_to_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/?care=1").headers["Set-Cookie"]
    for part in ("care=1", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"):
        assert part in cookie
    assert "Secure" not in cookie
    assert "Secure" in client.get("/?care=1", base_url="https://localhost").headers["Set-Cookie"]


def test_going_back_to_what_is_usual_leaves_no_cookie(client: FlaskClient) -> None:
    client.get("/?lang=vi&care=1")
    assert client.get_cookie("lang") and client.get_cookie("care")
    client.get("/?lang=zh-Hans&care=0")
    assert client.get_cookie("lang") is None and client.get_cookie("care") is None
    assert is_in(page(client), "zh-Hans")


@pytest.mark.parametrize("given", ["lang=xx", "lang=", "care=yes", "lang=EN", "lang=<b>"])
def test_an_unknown_choice_changes_nothing(client: FlaskClient, given: str) -> None:
    response = client.get(f"/?{given}")
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert is_in(response.get_data(as_text=True), "zh-Hans")


def test_an_unknown_cookie_is_passed_over(client: FlaskClient) -> None:
    html = page(client, lang="../en", care="<b>")
    assert is_in(html, "zh-Hans") and 'class="care"' not in html


@pytest.mark.parametrize(
    "path", ["//evil.example/", "/%5Cevil.example", "/%2F/evil.example", "/documents//evil.example"]
)
def test_a_choice_never_leads_to_another_site(client: FlaskClient, path: str) -> None:
    response = client.get(f"{path}?lang=en")
    assert "//" not in response.headers.get("Location", "").removeprefix("http://localhost/")
    for link in re.findall(r'href="([^"]*lang=[^"]*)"', response.get_data(as_text=True)):
        assert re.match(r"(?:http://localhost)?/[^/\\]", link)


def test_the_machines_know_no_choice(client: FlaskClient) -> None:
    response = client.get("/api/v1/documents?lang=en")
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers and "Cookie" not in response.headers.get("Vary", "")


def test_the_browsers_own_language_is_not_guessed_from(client: FlaskClient) -> None:
    assert is_in(client.get("/", headers={"Accept-Language": "en"}).get_data(as_text=True), "zh-Hans")


# --- caching ---


def test_a_kept_page_is_not_shown_in_another_language(client: FlaskClient) -> None:
    tags = {}
    for language in LANGUAGES:
        client.set_cookie("lang", language)
        response = client.get("/documents")
        assert "Cookie" in response.headers["Vary"]
        tags[language] = response.headers["ETag"]
        assert client.get("/documents", headers={"If-None-Match": tags[language]}).status_code == 304
    assert len(set(tags.values())) == len(LANGUAGES)
    again = client.get("/documents", headers={"If-None-Match": tags["zh-Hans"]})
    assert again.status_code == 200 and is_in(again.get_data(as_text=True), "vi")


def test_every_page_tells_caches_that_it_varies(client: FlaskClient) -> None:
    for path in PAGES:
        assert "Cookie" in client.get(path).headers["Vary"]


# --- what is shown ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_in_the_language_and_offers_the_others(client: FlaskClient, language: str) -> None:
    client.set_cookie("lang", language)
    for path in PAGES:
        html = page(client, path)
        assert is_in(html, language)
        assert str(catalogs()[language].text("frame.skip")) in html
        for other in LANGUAGES:
            assert f'lang="{other}" hreflang="{other}"' in html
        assert html.count('aria-current="true"') == 1
        assert not re.search(r">[^<]*\{\w+\}", html), "a placeholder was not filled"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_chinese_is_marked_as_such_on_a_foreign_page(client: FlaskClient, language: str, real_index: Index) -> None:
    client.set_cookie("lang", language)
    shown = [page(client, path) for path in (*PAGES, f"/documents/{real_index.documents[0].id}")]
    for html in [*shown, posted(client, VETERAN), posted(client, "北京有什么政策")]:
        marked = Marked()
        marked.feed(html)
        asked = ["", VETERAN, "北京有什么政策"]
        assert [text for text in marked.unmarked if text not in asked] == []


class Marked(HTMLParser):
    """Collects the Chinese text that stands inside no element marked as Chinese; a page's title cannot be."""

    def __init__(self) -> None:
        super().__init__()
        self.unmarked: list[str] = []
        self._open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "input", "br"):
            self._open.append((tag, dict(attributes).get("lang") or self._open[-1][1]))

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, text: str) -> None:
        tag, language = self._open[-1]
        if re.search("[\u3400-\u9fff]", text) and not language.startswith("zh") and tag != "title":
            self.unmarked.append(text.strip())


def test_the_policys_words_stay_as_they_are(client: FlaskClient) -> None:
    client.set_cookie("lang", "zh-Hant")
    html = posted(client, VETERAN)
    assert "对符合条件的退役军人创业担保贷款给予一定的财政贴息支持" in html
    assert "這份政策的執行期已過" in html


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_refusal_is_told_in_the_language_before_the_chinese(client: FlaskClient, language: str) -> None:
    client.set_cookie("lang", language)
    html = posted(client, "今天南宁天气怎么样")
    told = str(catalogs()[language].text("explained.out_of_scope"))
    assert html.index(told) < html.index("这个问题不在本助手的范围内")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_offered_question_finds_the_same_clause_in_every_language(client: FlaskClient, language: str) -> None:
    def cited(key: str, language: str) -> str:
        question = catalogs()[language].sentences[key]
        answer = client.post("/api/v1/ask", json={"question": question}).get_json()
        assert answer["status"] == "answered", question
        return str(answer["citations"][0]["label"])

    for key in catalogs()[language].sentences:
        if re.fullmatch(r"starters\.\w+_\d", key):
            assert cited(key, language) == cited(key, "zh-Hans"), key


# --- elderly mode ---


def test_elderly_mode_is_on_the_page_from_the_start_and_can_be_left(client: FlaskClient) -> None:
    for path in PAGES:
        usual = page(client, path)
        assert 'class="care"' not in usual and "care=1" in usual
    for path in PAGES:
        changed = page(client, path, care="1")
        assert '<html lang="zh-Hans" class="care">' in changed and "care=0" in changed


def test_elderly_mode_says_it_plainly_and_folds_what_is_secondary(client: FlaskClient) -> None:
    usual = posted(client, VETERAN)
    client.set_cookie("care", "1")
    changed = posted(client, VETERAN)
    assert "打开原文，看这一条" in usual and "点这里看原文" in changed
    assert '<section class="block follow" data-when="suggestions">' in usual
    assert '<details class="block follow" data-when="suggestions">' in changed


def test_a_form_in_another_language_needs_no_script(client: FlaskClient) -> None:
    client.set_cookie("lang", "vi")
    html = posted(client, catalogs()["vi"].sentences["starters.any_2"])
    assert is_in(html, "vi")
    assert "财政贴息支持" in "".join(read(html).inside["blockquote"])
    assert "Chính sách này đã hết thời gian thực hiện" in html
