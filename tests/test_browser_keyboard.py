"""The faces beside the chat and the widget, used by keyboard alone and told to a screen reader, in a real Chromium."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from index import Index

MOST = 60


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus; what has it must be seen to have it."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            assert wanted.evaluate("node => getComputedStyle(node).outlineStyle") != "none"
            return
    pytest.fail(f"Tab does not reach {wanted}")


@pytest.fixture
def clause(real_index: Index) -> str:
    return next(clause.id for clause in real_index.clauses if clause.number == "8")


def test_a_document_is_found_and_read(page: Page) -> None:
    page.goto("/documents")
    tab_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("贴息")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("找到")
    tab_to(page, page.locator("#found .document-card").first)
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_in_viewport()
    page.keyboard.press("Tab")  # goes on from the clause that was opened, not from the top
    assert page.evaluate("document.activeElement.closest('.clause') !== null")
    tab_to(page, page.get_by_role("link", name="下一条").first)
    page.keyboard.press("Enter")
    expect(page.locator(".clause:target")).to_be_in_viewport()


def test_a_comparison_is_narrowed(page: Page) -> None:
    page.goto("/compare")
    summary = page.locator(".choices summary")
    if summary.count():
        tab_to(page, summary)
        page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("checkbox", name="大学生"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="只看选中的"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?*")
    expect(page.get_by_role("table")).not_to_contain_text("大学生创业")


def test_a_slip_is_printed(page: Page, clause: str) -> None:
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(f"/slip?cite={clause}~5-30")
    tab_to(page, page.get_by_role("button", name="打印"))
    page.keyboard.press("Enter")
    assert page.evaluate("window.printed")


def test_a_kiosk_is_used_from_the_first_screen_to_the_last(page: Page) -> None:
    page.goto("/kiosk")
    expect(page.locator("[data-stage]")).to_have_attribute("aria-label", "内容")
    tab_to(page, page.get_by_role("button", name="退役军人"))
    page.keyboard.press("Enter")
    expect(page.locator(".screen")).to_be_focused()
    tab_to(page, page.locator(".kiosk-topic", has_text="资金"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".ask-this").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("答复已显示。")
    expect(page.locator('[data-screen="answer"].screen')).to_be_focused()
    for key in ("Enter", "Space"):
        tab_to(page, page.locator(".source").first)
        page.keyboard.press(key)
        expect(page.locator("mark").first).to_be_visible()
        tab_to(page, page.get_by_role("button", name="返回"))
        page.keyboard.press("Enter")
        expect(page.locator(".answer")).to_be_visible()
    tab_to(page, page.locator('.judge[value="yes"]'))
    page.keyboard.press("Enter")
    expect(page.locator(".feedback-said")).to_have_text("谢谢，记下了")
    tab_to(page, page.get_by_role("button", name="重新开始"))
    page.keyboard.press("Enter")
    expect(page.locator(".kiosk-door")).to_have_count(4)
