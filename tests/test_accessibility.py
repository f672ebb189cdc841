"""Every page and state, by axe in a real Chromium: both themes, both modes, all languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from faces import Face, faces, visitor
from playwright.sync_api import Browser, Page

from index import Index
from web.wording import DEFAULT

BOTH = ("light", "dark")
SEEN = [
    ("zh-Hans", False, BOTH),
    ("zh-Hans", True, BOTH),
    ("zh-Hant", True, BOTH),
    ("en", False, BOTH),
    ("vi", True, BOTH),
]
TRANSLATED = ("chat", "answered", "refused", "compare")


@pytest.fixture
def shown(real_index: Index) -> list[Face]:
    clause = next(clause for clause in real_index.clauses if clause.number == "8")
    return faces(clause.document.id, clause.id)


def violations(page: Page) -> list[str]:
    """What axe finds wrong, and where."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("language", "care", "themes"), SEEN)
def test_axe_finds_nothing(
    browser: Browser, address: str, shown: list[Face], language: str, care: bool, themes: tuple[str, ...]
) -> None:
    context = visitor(browser, address, language=language, care=care)
    for face in shown if language == DEFAULT else [face for face in shown if face.name in TRANSLATED]:
        page = context.new_page()
        face.show(page)
        for theme in themes:
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            assert violations(page) == [], (face.name, theme)
        page.close()
    context.close()


def test_axe_would_find_something(browser: Browser, address: str) -> None:
    context = visitor(browser, address)
    page = context.new_page()
    page.goto("/")
    page.locator(".lead").evaluate("lead => { lead.style.color = '#aaa'; }")
    page.locator("html").evaluate("html => html.removeAttribute('lang')")
    found = "".join(violations(page))
    assert "color-contrast" in found and "html-has-lang" in found
    context.close()
