"""A service hall and its kiosk, for the tests that touch one and for those that look at it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, expect
from waitress.server import create_server

from bot import Bot
from web import create_app
from web.wording import DEFAULT

UPRIGHT = {"width": 1080, "height": 1920}
LYING = {"width": 1920, "height": 1080}
TYPED = {
    "compared": "农民工、退役军人、大学生的支持有什么不同",
    "partial": "退役军人贷款最多能贷多少",
    "out-of-scope": "今天南宁天气怎么样",
}
REFUSED = "内容太长了，请把问题写短一些再试。"


class Hall:
    """A server on one port that can be stopped and started again, as a hall's is."""

    def __init__(self, bot: Bot, folder: Path) -> None:
        self.bot, self.file = bot, folder / "kiosk.yaml"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        records = f"sqlite:///{self.file.with_name('records.db')}"
        app = create_app(self.bot, {"KIOSK_FILE": str(self.file), "DATABASE_URL": records})
        app.test_client().get("/kiosk")
        self._server = create_server(app, host="127.0.0.1", port=self.port, threads=4)
        self._thread = Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def restart(self, settings: str) -> None:
        self.stop()
        self.file.write_text(settings, encoding="utf-8")
        self.start()

    def stop(self) -> None:
        """Close everything from the server's own thread, as waitress wants it."""

        def close() -> None:
            for channel in list(self._server.active_channels.values()):
                channel.handle_close()
            self._server.close()

        self._server.trigger.pull_trigger(close)
        self._thread.join(10)
        assert not self._thread.is_alive()
        self._server.task_dispatcher.shutdown()


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.tap()


def ask_by_touch(page: Page) -> None:
    tap(page, "退役军人")
    page.locator(".kiosk-topic", has_text="资金").tap()
    page.locator(".ask-this").first.tap()
    expect(page.locator(".answer")).to_be_visible()


def ask_by_typing(page: Page, text: str) -> None:
    tap(page, "直接打字提问")
    page.get_by_label("您想问什么").fill(text)
    page.locator('[data-key="enter"]').tap()
    expect(page.locator(".answer")).to_be_visible()


def take(page: Page, language: str) -> None:
    """Take a language on the first screen, and wait until that screen stands there anew, also in its own language."""
    offered = page.wait_for_selector(f'.kiosk-language[lang="{language}"]')
    offered.tap()
    offered.wait_for_element_state("hidden")
    expect(page.locator("html")).to_have_attribute("lang", language)


def screens(page: Page, language: str = DEFAULT) -> Iterator[str]:
    """Every screen in turn, from the first one in a language."""
    yield "start"
    yield from screens_by_touch(page)
    start_again(page, language)
    page.locator('[data-do="type"]').tap()
    yield from screens_by_typing(page)
    page.evaluate("document.querySelector('[data-count]').textContent = '15'")
    for name in ("idle", "lost"):
        page.evaluate("name => document.querySelector(`[data-${name}-dialog]`).showModal()", name)
        yield name
        page.evaluate("name => document.querySelector(`[data-${name}-dialog]`).close()", name)


def start_again(page: Page, language: str) -> None:
    page.locator("[data-restart]").tap()
    if language != DEFAULT:
        take(page, language)


def screens_by_touch(page: Page) -> Iterator[str]:
    page.locator(".kiosk-door").first.tap()
    yield "topics"
    if page.locator(".kiosk-topic").count():
        page.locator(".kiosk-topic").nth(1).tap()
    yield "questions"
    page.locator(".ask-this").first.tap()
    expect(page.locator(".answer")).to_be_visible()
    yield "answer"
    page.locator('.judge[value="no"]').tap()
    expect(page.locator(".feedback-why")).to_be_visible()
    yield "judged"
    page.locator(".source").first.tap()
    expect(page.locator("mark").first).to_be_visible()
    yield "original"


def screens_by_typing(page: Page) -> Iterator[str]:
    yield "empty"
    for key in "daikuan":
        page.locator(f'[data-key="{key}"]').tap()
    expect(page.locator("[data-questions] .ask-this").first).to_be_visible()
    yield "typing"
    page.locator('[data-key="clear"]').tap()
    for name, question in TYPED.items():
        page.locator(".typed textarea").fill(question)
        page.locator('[data-key="enter"]').tap()
        expect(page.locator(".answer")).to_be_visible()
        yield name
        page.locator("[data-back]").tap()
    page.route("**/api/v1/ask", lambda route: route.fulfill(status=400, json={"error": {"message": REFUSED}}), times=1)
    page.locator('[data-key="enter"]').tap()
    expect(page.locator(".failure")).to_be_visible()
    yield "refused"
    page.locator("[data-back]").tap()
    page.route("**/api/v1/ask", lambda _: None, times=1)
    page.locator('[data-key="enter"]').tap()
    expect(page.locator(".waiting")).to_be_visible()
    yield "searching"
    page.locator("[data-back]").tap()
