"""Every page and state that people see, for the tests that look at all of them."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page

from web.wording import DEFAULT


class Face(NamedTuple):
    """A page, or the chat after a question."""

    name: str
    path: str = "/"
    question: str = ""

    def show(self, page: Page) -> None:
        """Open it in a tab that remembers no conversation."""
        page.goto(self.path)
        if self.question:
            page.locator("#question").fill(self.question)
            page.locator("#question").press("Enter")
            page.locator(".answer").wait_for()


def faces(document: str, clause: str) -> list[Face]:
    """All of them; the reader shows a document with a quote marked in one of its clauses."""
    return [
        Face("chat"),
        Face("answered", question="我刚退伍，想开个店，贷款利息有补贴吗？"),
        Face("partial", question="退役军人创业培训在哪里报名"),
        Face("refused", question="今天南宁天气怎么样"),
        Face("fact", question="文件执行到哪年"),
        Face("compared", question="农民工、退役军人、大学生的支持有什么不同"),
        Face("documents", "/documents"),
        Face("reader", f"/documents/{document}?clause={clause}&quote=5-30#{clause}"),
        Face("slip", f"/slip?cite={clause}~5-30"),
        Face("compare", "/compare"),
        Face("compare-chosen", "/compare?needs=资金&audiences=退役军人"),
        Face("lost", "/documents/nothing"),
        Face("refused-request", "/compare?needs=月亮"),
    ]


def visitor(
    browser: Browser,
    address: str,
    width: int = 360,
    height: int = 780,
    language: str = DEFAULT,
    care: bool = False,
    has_script: bool = True,
) -> BrowserContext:
    """A browser of someone who has made choices."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=address, java_script_enabled=has_script
    )
    chosen = {"lang": language, "care": "1" if care else "0"}
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in chosen.items()])
    return context
