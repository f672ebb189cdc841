"""Every page and state, by axe in a real Chromium: both themes, both modes, all languages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from axe import OF_COLOUR, violations
from browsing import served
from faces import Face, faces, visitor
from playwright.sync_api import Browser, Page

from bot import Bot
from index import Index
from web import create_app
from web.wording import DEFAULT

SEEN = [("zh-Hans", False), ("zh-Hans", True), ("zh-Hant", False), ("en", True), ("vi", False)]


@pytest.fixture
def shown(real_index: Index) -> list[Face]:
    clause = next(clause for clause in real_index.clauses if clause.number == "8")
    return faces(clause.document.id, clause.id)


def expect_nothing_wrong(page: Page, name: str, themes: Sequence[str] = ("light", "dark")) -> None:
    """What is no matter of colour is looked at once."""
    page.emulate_media(color_scheme="light")
    assert violations(page) == [], name
    if "dark" in themes:
        page.emulate_media(color_scheme="dark")
        assert violations(page, OF_COLOUR) == [], f"{name}, dark"


@pytest.mark.parametrize(("language", "care"), SEEN)
def test_axe_finds_nothing(browser: Browser, address: str, shown: list[Face], language: str, care: bool) -> None:
    context = visitor(browser, address, language=language, care=care)
    for face in shown:
        page = context.new_page()
        face.show(page)
        expect_nothing_wrong(page, face.name, ("light", "dark") if language == DEFAULT else ("light",))
        page.close()
    context.close()


@pytest.mark.parametrize("care", [False, True])
def test_axe_finds_nothing_in_a_list_of_documents_that_is_filtered(browser: Browser, stranger: Bot, care: bool) -> None:
    context = visitor(browser, served(create_app(stranger)), care=care)
    page = context.new_page()
    page.goto("/documents")
    before = page.locator(".document-card").count()
    page.locator('[name="region"]').select_option(index=1)
    page.locator('[name="region"]').evaluate("choice => choice.form.requestSubmit()")
    page.wait_for_url("**/documents?region=*")
    assert 0 < page.locator(".document-card").count() < before
    expect_nothing_wrong(page, "filtered")
    context.close()


def test_axe_would_find_something(browser: Browser, address: str) -> None:
    context = visitor(browser, address)
    page = context.new_page()
    page.goto("/")
    assert violations(page) == []
    page.locator(".lead").evaluate("lead => { lead.style.color = '#888'; }")
    page.locator("html").evaluate("html => html.removeAttribute('lang')")
    found = "".join(violations(page))
    assert "color-contrast" in found and "html-has-lang" in found
    page.emulate_media(color_scheme="dark")
    page.locator(".lead").evaluate("lead => { lead.style.color = '#555'; }")
    assert "color-contrast" in "".join(violations(page, OF_COLOUR))
    context.close()
