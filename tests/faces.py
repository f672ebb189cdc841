"""Every page and state that people see, for the tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from browsing import VETERAN
from playwright.sync_api import Browser, BrowserContext, Page, Route

from web.wording import DEFAULT

CHOICES = ("返乡农民工创业有什么扶持？", VETERAN, "大学生创业有哪些支持？")
OPEN = {
    "status": "clarify",
    "text": "身份不同，适用的条款也不同。请选一项再问。",
    "choices": [{"text": text} for text in CHOICES],
    "suggestions": list(CHOICES),
} | {name: [] for name in ("citations", "contacts", "missing", "notices", "facts")}


class Face(NamedTuple):
    """A page, or the chat after a question; ``go_on`` leads on from there."""

    name: str
    path: str = "/"
    question: str = ""
    go_on: Callable[[Page], None] | None = None

    def show(self, page: Page) -> None:
        """Open it in a tab that remembers no conversation."""
        page.goto(self.path)
        if self.question:
            ask(page, self.question)
            page.locator(".answer").wait_for()
        if self.go_on:
            self.go_on(page)


def ask(page: Page, question: str) -> None:
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")


def choose(page: Page) -> None:
    page.locator("label.door").nth(1).click()


def type_on(page: Page) -> None:
    page.locator("#question").fill("贷款")
    page.locator(".offer").first.wait_for()


def fail(page: Page) -> None:
    page.route("**/api/v1/ask", lambda route: route.abort())
    ask(page, "贷款")
    page.locator(".failure").wait_for()


def wait(seconds: int) -> Callable[[Page], None]:
    """A question that is not answered yet."""

    def wait(page: Page) -> None:
        page.clock.install()
        page.route("**/api/v1/ask", lambda _: None)
        page.reload()
        ask(page, VETERAN)
        page.clock.run_for(seconds * 1000)
        page.locator(".waiting").wait_for()

    return wait


def change(**changed: Any) -> Callable[[Page], None]:
    """An answer of which some fields are others."""

    def change(page: Page) -> None:
        def answer(route: Route) -> None:
            route.fulfill(json=route.fetch().json() | changed)

        page.route("**/api/v1/ask", answer)
        ask(page, VETERAN)
        page.locator(".answer").wait_for()

    return change


def follow_up(*questions: str) -> Callable[[Page], None]:
    def follow_up(page: Page) -> None:
        for turn, question in enumerate(questions, 1):
            ask(page, question)
            page.locator(".turn").nth(turn).locator(".answer").wait_for()

    return follow_up


def judge(page: Page) -> None:
    page.locator('.judge[value="no"]').click()
    page.locator(".feedback-said:not(:empty)").wait_for()


def judge_by_form(page: Page) -> None:
    """As in a browser without script: the forms lead to a page of thanks that asks why."""
    page.route("**/chat.js*", lambda route: route.abort())
    page.reload()
    page.locator("#question").fill(VETERAN)
    page.locator(".composer .send").click()
    page.locator('.judge[value="no"]').click()
    page.locator(".lost .feedback-why").wait_for()


def search(words: str) -> Callable[[Page], None]:
    def search(page: Page) -> None:
        page.locator("#q").fill(words)
        page.locator("#q").press("Enter")
        page.locator("#found").wait_for()

    return search


def faces(document: str, clause: str) -> list[Face]:
    """All of them; the reader shows a document with a quote marked in one of its clauses."""
    return [
        Face("chat"),
        Face("chosen", go_on=choose),
        Face("offers", go_on=type_on),
        Face("waiting", go_on=wait(1)),
        Face("waiting-long", go_on=wait(7)),
        Face("failed", go_on=fail),
        Face("undrawn", go_on=change(contacts=[None])),
        Face("answered", question=VETERAN),
        Face("judged", question=VETERAN, go_on=judge),
        Face("thanks", go_on=judge_by_form),
        Face("followed-up", question="大学生创业有人指导吗", go_on=follow_up("那退役军人呢", "谁负责")),
        Face("list", question="返乡创业有哪些支持"),
        Face("partial", question="退役军人创业培训在哪里报名"),
        Face("clarify", go_on=change(**OPEN)),
        Face("no-clause", question="创业有没有免费午餐券"),
        Face("other-region", question="广东返乡创业有什么补贴"),
        Face("refused", question="今天南宁天气怎么样"),
        Face("personal", question="我的手机号是13800138000，能贷款吗"),
        Face("greeting", question="你好"),
        Face("fact", question="文件执行到哪年"),
        Face("understood", question="推伍军人代款"),
        Face("compared", question="农民工、退役军人、大学生的支持有什么不同"),
        Face("documents", "/documents"),
        Face("found", "/documents", go_on=search("贴息")),
        Face("nothing-found", "/documents", go_on=search("今天天气")),
        Face("reader", f"/documents/{document}?clause={clause}&quote=5-30#{clause}"),
        Face("slip", f"/slip?cite={clause}~5-30"),
        Face("slip-80", f"/slip?cite={clause}~5-30&paper=80"),
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
