"""The conversation in a real Chromium, when things go wrong: cleared too early, retried, not storable, outdated."""

from __future__ import annotations

import pytest
from browsing import VETERAN, Held, ask
from playwright.sync_api import Page, Route, expect

STUDENT = "休学创业能保留学籍吗"
FULL = 'Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };'
FORBIDDEN = (
    'Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no", "SecurityError"); } });'
)
OUTDATED = ['[{"question": "贷款", "answer": {"text": "旧"}}]', '{"turns": []}', "7", "[null]", '"turns"', "["]


@pytest.fixture
def held(page: Page) -> Held:
    """Questions that wait for their answers until the test lets them go."""
    return Held(page, "**/api/v1/ask")


def test_what_was_cleared_gets_no_answer_and_another_question_may_follow(page: Page, held: Held) -> None:
    ask(page, VETERAN)
    expect(page.locator(".waiting")).to_be_visible()
    page.get_by_role("button", name="清空对话").click()
    ask(page, STUDENT)
    expect(page.locator(".asked")).to_have_text(f"您问：{STUDENT}")
    first, second = held[0], held[1]
    with page.expect_response("**/api/v1/ask"):
        first.continue_()
    expect(page.locator(".answer")).to_have_count(0)
    second.continue_()
    expect(page.locator(".quote").first).to_contain_text("学籍")
    page.reload()
    expect(page.locator(".asked")).to_have_text(f"您问：{STUDENT}")


def test_a_failed_question_stays_while_another_waits(page: Page, held: Held) -> None:
    ask(page, VETERAN)
    expect(page.locator(".waiting")).to_be_visible()
    held[0].abort()
    again = page.get_by_role("button", name="再试一次")
    expect(again).to_be_visible()
    ask(page, STUDENT)
    expect(page.locator(".waiting")).to_be_visible()
    again.evaluate("button => button.click()")
    expect(page.locator(".asked")).to_have_count(2)
    held[1].continue_()
    expect(page.locator(".answer")).to_have_count(1)
    again.click()
    expect(page.locator(".asked").last).to_have_text(f"您问：{VETERAN}")
    held[2].continue_()
    expect(page.locator(".answer")).to_have_count(2)


def test_an_answer_that_cannot_be_drawn_is_read_as_text(page: Page) -> None:
    def damaged(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json=response.json() | {"contacts": [None]})

    page.route("**/api/v1/ask", damaged, times=1)
    ask(page, VETERAN)
    card = page.locator(".answer")
    expect(card).to_be_focused()
    expect(card).to_contain_text("没能排好版")
    expect(card).to_contain_text("财政贴息支持")
    expect(page.locator(".failure")).to_have_count(0)
    ask(page, "那大学生呢")
    expect(card.last.locator(".quote").first).to_be_visible()


def test_an_answer_of_the_plain_form_comes_last_and_is_followed_up(page: Page) -> None:
    ask(page, STUDENT)
    expect(page.locator(".answer")).to_be_visible()
    page.route("**/chat.js*", lambda route: route.abort(), times=1)
    page.reload()
    page.locator("#question").fill(VETERAN)
    page.locator(".send").click()
    expect(page.locator(".asked")).to_have_text([f"您问：{STUDENT}", f"您问：{VETERAN}"])
    token = page.locator('#ask [name="conversation"]').input_value()
    with page.expect_request("**/api/v1/ask") as asked:
        ask(page, "那大学生呢")
    assert asked.value.post_data_json["conversation"] == token
    expect(page.locator(".asked").last).to_have_text("您问：那大学生呢")
    expect(page.locator(".answer")).to_have_count(3)
    with page.expect_request("**/api/v1/ask") as asked:
        ask(page, "谁负责")
    assert asked.value.post_data_json["conversation"] != token


@pytest.mark.parametrize("script", [FULL, FORBIDDEN])
def test_a_storage_that_keeps_nothing_loses_no_context(page: Page, script: str) -> None:
    page.add_init_script(script)
    page.reload()
    ask(page, "大学生创业有人指导吗")
    expect(page.locator(".answer")).to_have_count(1)
    ask(page, "那退役军人呢")
    expect(page.locator("[data-when=understood]").last).to_have_text("您问的是：退役军人创业有人指导吗")


@pytest.mark.parametrize("kept", OUTDATED)
def test_what_another_version_kept_is_dropped(page: Page, kept: str) -> None:
    page.evaluate("kept => sessionStorage.setItem('conversation', kept)", kept)
    page.reload()
    expect(page.locator("html")).to_have_class("has-script")
    expect(page.locator(".asked")).to_have_count(0)
    ask(page, VETERAN)
    expect(page.locator(".answer")).to_have_count(1)
    page.reload()
    expect(page.locator(".answer")).to_have_count(1)


def test_a_source_elsewhere_leads_nowhere(page: Page) -> None:
    def misled(route: Route) -> None:
        told = route.fetch().json()
        told["citations"][0]["marked_url"] = "https://elsewhere.example/"
        route.fulfill(json=told)

    page.route("**/api/v1/ask", misled)
    ask(page, VETERAN)
    expect(page.locator(".source")).to_be_visible()
    assert page.locator(".source").get_attribute("href") is None
