"""The chat and the reader in a real Chromium, against the real server on a free port."""

from __future__ import annotations

import pytest
from browsing import PHONE, VETERAN, Held, ask, has_no_horizontal_scroll
from playwright.sync_api import Browser, Page, Route, expect

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script> 创业贷款 {{7*7}}'


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


def test_a_veteran_asks_reads_and_opens_the_original(page: Page) -> None:
    ask(page, VETERAN)
    expect(page.locator(".asked")).to_have_text(f"您问：{VETERAN}")
    expect(page.locator(".quote").first).to_contain_text("财政贴息支持")
    expect(page.locator(".notice")).to_contain_text("已届满")
    expect(page.locator(".contact").first).to_contain_text("自治区退役军人厅")
    assert top(page, ".notice") < top(page, ".quote") < top(page, ".contacts")
    quoted = page.locator(".quote p").first.inner_text()

    page.locator(".source").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()
    assert page.locator("mark").first.inner_text() == quoted
    expect(page.locator(".clause:target")).to_contain_text("8. 完善退役军人自主创业支持体系")
    expect(page.locator(".strip")).to_contain_text("执行期已过")
    expect(page.locator(".strip")).to_be_in_viewport()

    page.go_back()
    expect(page.locator(".quote").first).to_contain_text("财政贴息支持")


def test_a_follow_up_is_answered_within_its_conversation(page: Page) -> None:
    ask(page, "大学生创业有人指导吗")
    expect(page.locator(".answer")).to_have_count(1)
    expect(page.locator("[data-when=understood]")).to_be_hidden()
    ask(page, "那退役军人呢")
    expect(page.locator("[data-when=understood]").last).to_have_text("您问的是：退役军人创业有人指导吗")


def test_a_particular_of_the_document_is_not_called_its_wording(page: Page) -> None:
    ask(page, "文件执行到哪年")
    expect(page.locator(".said").last).to_contain_text("2023年12月31日")
    expect(page.locator(".answer-title")).to_have_text("查到了")


def test_choices_are_offered_once_and_asked_at_a_touch(page: Page) -> None:
    def open_question(route: Route) -> None:
        told = route.fetch().json()
        choices = [VETERAN, "大学生有培训吗"]
        route.fulfill(json=told | {"choices": [{"text": text} for text in choices], "suggestions": choices})

    page.route("**/api/v1/ask", open_question, times=1)
    ask(page, "有什么补贴")
    expect(page.get_by_role("heading", name="请选一项")).to_be_visible()
    expect(page.locator(".answer .ask-this")).to_have_count(2)
    page.locator(".answer .ask-this").first.click()
    expect(page.locator(".asked").last).to_have_text(f"您问：{VETERAN}")


def test_script_and_server_make_the_same_card(page: Page, browser: Browser, address: str) -> None:
    ask(page, VETERAN)
    made = page.locator(".answer")
    expect(made).to_be_visible()
    plain = browser.new_context(java_script_enabled=False, viewport=PHONE, base_url=address)  # type: ignore[arg-type]
    form = plain.new_page()
    form.goto("/")
    ask(form, VETERAN)
    texts = [page.locator(".answer").inner_text() for page in (page, form)]
    for needs_script in ("复制答复和出处", "分享"):
        texts[0] = texts[0].replace(needs_script, "", 1)
    assert texts[0].split() == texts[1].split()
    plain.close()


def test_a_comparison_is_the_same_card_with_and_without_script(page: Page, browser: Browser, address: str) -> None:
    asked = "贷款和培训方面，农民工、退役军人、大学生有什么不同"
    ask(page, asked)
    expect(page.locator(".compared-row")).to_have_count(2)
    assert has_no_horizontal_scroll(page)
    plain = browser.new_context(java_script_enabled=False, viewport=PHONE, base_url=address)  # type: ignore[arg-type]
    form = plain.new_page()
    form.goto("/")
    ask(form, asked)
    texts = [found.locator(".answer").inner_text() for found in (page, form)]
    for needs_script in ("复制答复和出处", "分享"):
        texts[0] = texts[0].replace(needs_script, "", 1)
    assert texts[0].split() == texts[1].split()
    plain.close()
    page.get_by_role("link", name="看完整的对照表").click()
    expect(page.locator(".compared")).to_be_visible()
    assert has_no_horizontal_scroll(page)


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_comparison_fits_every_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/compare")
    assert has_no_horizontal_scroll(page)
    row = page.locator(".compared tbody tr").first
    across = row.evaluate(
        "row => row.cells[1].getBoundingClientRect().top === row.cells[2].getBoundingClientRect().top"
    )
    assert across == (width == 1440), "columns where they fit, cards elsewhere"


def test_everything_can_be_done_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="退役军人")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=VETERAN)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".source")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_in_viewport()


def test_the_waiting_state_and_the_answer_are_told_to_a_screen_reader(page: Page) -> None:
    held = Held(page, "**/api/v1/ask")
    page.get_by_label("您想问什么").fill(VETERAN)
    page.evaluate(
        "window.shown = new Promise(done => new MutationObserver(() => {"
        " if (document.querySelector('.log .waiting')) done(performance.now());"
        "}).observe(document.querySelector('[data-log]'), {childList: true, subtree: true}));"
        "window.addEventListener('keydown', () => { window.pressed = performance.now(); }, true)"
    )
    page.keyboard.press("Enter")
    assert page.evaluate("window.shown.then(shown => shown - window.pressed)") < 100
    expect(page.get_by_role("status")).to_have_text("正在查找，请稍候。")
    held[0].continue_()
    expect(page.get_by_role("status")).to_have_text("答复已显示。")
    expect(page.locator(".waiting")).to_have_count(0)


def test_nothing_scrolls_sideways_on_a_phone(page: Page) -> None:
    assert has_no_horizontal_scroll(page)
    ask(page, VETERAN + "长" * 200)
    expect(page.locator(".answer")).to_be_visible()
    assert has_no_horizontal_scroll(page)
    ask(page, VETERAN)
    page.locator(".source").first.click()
    expect(page.locator("mark").first).to_be_visible()
    assert has_no_horizontal_scroll(page)
    page.goto("/documents")
    assert has_no_horizontal_scroll(page)


def test_every_target_is_large_enough_for_a_thumb(page: Page) -> None:
    ask(page, VETERAN)
    expect(page.locator(".answer")).to_be_visible()
    small = page.evaluate(
        "[...document.querySelectorAll('a, button, summary, label.door, textarea')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 44 && !e.matches('.skip, a[href^=tel]'))"
        ".map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []


def test_a_hostile_question_is_shown_as_text(page: Page) -> None:
    ask(page, HOSTILE)
    expect(page.locator(".answer")).to_be_visible()
    expect(page.locator(".asked")).to_have_text(f"您问：{HOSTILE}")
    assert page.title() == "创业政策助手"
    assert page.locator(".log img, .log script").count() == 0


def test_a_failure_is_told_and_can_be_tried_again(page: Page) -> None:
    def cut(route: Route) -> None:
        route.abort()

    page.route("**/api/v1/ask", cut)
    ask(page, VETERAN)
    expect(page.locator(".failure")).to_contain_text("连不上服务器")
    page.unroute("**/api/v1/ask", cut)
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".quote").first).to_contain_text("财政贴息支持")
    expect(page.locator(".failure")).to_have_count(0)


def test_the_conversation_lives_in_its_tab_until_cleared(page: Page) -> None:
    ask(page, VETERAN)
    expect(page.locator(".answer")).to_be_visible()
    page.reload()
    expect(page.locator(".answer")).to_be_visible()
    other = page.context.new_page()
    other.goto("/")
    expect(other.locator(".answer")).to_have_count(0)
    page.get_by_role("button", name="清空对话").click()
    page.reload()
    expect(page.locator(".answer")).to_have_count(0)


def test_an_answer_is_copied_with_its_source(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, VETERAN)
    page.get_by_role("button", name="复制答复和出处").click()
    expect(page.locator("[data-copy]")).to_have_text("已复制，可以粘贴到微信里")
    copied = page.evaluate("navigator.clipboard.readText()")
    for words in ("已届满", "财政贴息支持", "桂政办发〔2021〕10号", "自治区退役军人厅", f"{address}/documents/"):
        assert words in copied
