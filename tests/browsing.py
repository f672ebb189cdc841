"""What the browser tests stand on: our server on a free port, somebody else's server, and Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from web.serving import serve

CHROMIUM = ("chromium-headless-shell", "chromium")  # the same engine; without tabs and profiles a visit costs a fifth
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000  # milliseconds; a page that is merely slow on a busy machine is not broken
PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1440, "height": 900}
VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？"


def served(app: Flask) -> str:
    """Serve an application, warmed up, until the tests end; tell its address."""
    app.test_client().post("/api/v1/ask", json={"question": "贷款"})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    Thread(target=serve, args=(app, "127.0.0.1", port), daemon=True).start()
    for _ in range(100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}"


@contextmanager
def chromium() -> Iterator[Browser]:
    installed = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if installed is None:
        reason = "needs Chromium: apt-get install -y chromium-headless-shell fonts-noto-cjk"
        pytest.fail(reason) if "CI" in os.environ else pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
        yield browser
        browser.close()


def ask(page: Page, question: str) -> None:
    page.get_by_label("您想问什么").fill(question)
    page.get_by_role("button", name="提问").click()


def has_no_horizontal_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


class Foreign(NamedTuple):
    """A web server of somebody else; its pages are put there by the tests."""

    port: int
    pages: dict[str, tuple[str, dict[str, str]]]

    def put(self, html: str, **headers: str) -> str:
        """Put a page there, and return its path."""
        path = f"/{len(self.pages)}.html"
        self.pages[path] = (html, {name.replace("_", "-"): value for name, value in headers.items()})
        return path


@contextmanager
def foreign_server() -> Iterator[Foreign]:
    pages: dict[str, tuple[str, dict[str, str]]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, headers = pages.get(self.path, ("", {}))
            self.send_response(200)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Foreign(server.server_port, pages)
        server.shutdown()


class Held:
    """Requests to an address that wait until the test lets them go."""

    def __init__(self, page: Page, address: str, times: int | None = None) -> None:
        self._page, self._routes = page, list[Route]()
        page.route(address, lambda route: self._routes.append(route), times=times)

    def __getitem__(self, at: int) -> Route:
        """The request at a place, waited for: a page says that it asks before it has asked."""
        deadline = time.monotonic() + 10
        while len(self._routes) <= at:
            assert time.monotonic() < deadline, f"only {len(self._routes)} requests came"
            self._page.wait_for_timeout(10)
        return self._routes[at]
