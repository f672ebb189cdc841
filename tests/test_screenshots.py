"""Pictures of every page and state in ``instance/screenshots``, to be looked at: ``pytest tests/test_screenshots.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import Foreign, served
from faces import Face, faces, visitor
from kiosks import LYING, UPRIGHT, Hall, screens
from playwright.sync_api import Browser, Page

from bot import Bot
from index import Index
from index.paths import INSTANCE
from web import create_app
from web.wording import DEFAULT, LANGUAGES

FOLDER = INSTANCE / "screenshots"
THEMES = ("light", "dark")
SCREENS = {360: 780, 768: 1024, 1440: 900}
EXTREMES = {320: 640, 3840: 2160}
WIDGET = {"answered": "退役军人贷款最多能贷多少", "fact": "文件执行到哪年", "refused": "今天南宁天气怎么样"}
STYLED = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
UNSTUCK = ".top, .strip, .composer, .contents-box { position: static !important }"


def picture(page: Page, folder: str, *names: str) -> None:
    assert page.screenshot(path=FOLDER / folder / f"{'-'.join(filter(None, names))}.png")


def pictures(page: Page, width: int, *names: str) -> None:
    """What is seen at first, and the whole page, in which nothing sticks to a screen's edge."""
    picture(page, str(width), *names)
    whole = FOLDER / str(width) / f"{'-'.join(filter(None, names))}-whole.png"
    page.evaluate(STYLED, UNSTUCK)
    assert page.screenshot(path=whole, full_page=True)
    page.evaluate(STYLED, "")


@pytest.fixture
def shown(real_index: Index) -> list[Face]:
    clause = next(clause for clause in real_index.clauses if clause.number == "8")
    return faces(clause.document.id, clause.id)


@pytest.mark.parametrize("care", ["", "care"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_state(browser: Browser, address: str, shown: list[Face], language: str, care: str) -> None:
    context = visitor(browser, address, language=language, care=bool(care))
    for face in shown:
        page = context.new_page()
        face.show(page)
        for width, height in (SCREENS | (EXTREMES if language == DEFAULT else {})).items():
            page.set_viewport_size({"width": width, "height": height})
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                pictures(page, width, face.name, language, care, theme)
        page.close()
    context.close()


def test_the_list_of_several_documents(browser: Browser, stranger: Bot) -> None:
    context = visitor(browser, served(create_app(stranger)))
    page = context.new_page()
    for name, path in (
        ("several", "/documents"),
        ("filtered", "/documents?state=in_force"),
        ("compare-several", "/compare"),
    ):
        page.goto(path)
        for width, height in SCREENS.items():
            page.set_viewport_size({"width": width, "height": height})
            pictures(page, width, name)
    context.close()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_the_kiosk(
    browser: Browser, bot: Bot, tmp_path: Path, size: Any, theme: Any, request: pytest.FixtureRequest
) -> None:
    hall = Hall(bot, tmp_path)
    hall.restart(f"theme: {'system' if theme == 'dark' else 'light'}\n")
    context = browser.new_context(viewport=size, has_touch=True, color_scheme=theme, base_url=hall.address)
    for code in LANGUAGES if theme == "light" else [DEFAULT]:
        page = context.new_page()
        page.goto("/kiosk")
        page.locator(f'.kiosk-language[lang="{code}"]').tap()
        page.locator(f'html[lang="{code}"]').wait_for()
        for name in screens(page, code):
            page.wait_for_timeout(600)  # a smooth scroll comes to its end
            picture(page, "kiosk", request.node.callspec.id.split("-")[0], name, code, theme)
        page.close()
    context.close()
    hall.stop()


@pytest.mark.parametrize("size", ["", "large"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_widget(browser: Browser, ours: str, foreign: Foreign, language: str, size: str) -> None:
    head = '<meta name="viewport" content="width=device-width"><title>某县人民政府</title>'
    script = f'<script src="{ours}/static/widget.js" data-lang="{language}" data-size="{size or "normal"}"></script>'
    path = foreign.put(f"<!doctype html>{head}<h1>某县人民政府</h1><p>{'通知公告。' * 200}</p>{script}")
    context = browser.new_context()
    for width, height in ((360, 780), (1440, 900)):
        for theme in THEMES:
            page = context.new_page()
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.goto(f"http://127.0.0.1:{foreign.port}{path}")
            for name in states_of_the_widget(page):
                picture(page, "widget", str(width), name, language, size, theme)
            page.close()
    context.close()


def states_of_the_widget(page: Page) -> Any:
    yield "closed"
    page.locator(".launcher").click()
    yield "welcome"
    page.locator("textarea").fill("贷款")
    page.locator("[role=option]").first.wait_for()
    yield "offers"
    for number, (name, question) in enumerate(WIDGET.items()):
        page.locator("textarea").fill(question)
        page.locator(".send").click()
        page.locator(".card").nth(number).wait_for()
        yield name
    page.locator(".card .toggle").nth(1).click()
    page.locator('.card .toggle[aria-pressed="true"]').wait_for()
    yield "judged"
    page.route("**/api/v1/ask", lambda route: route.abort())
    page.locator("textarea").fill("贷款")
    page.locator(".send").click()
    page.locator(".failure").wait_for()
    yield "failed"
