"""Languages and elderly mode in a real Chromium, on screens from 320 px to 4K."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import VETERAN, Held, ask, has_no_horizontal_scroll
from faces import Face, faces, visitor, wait
from playwright.sync_api import Browser, Page, expect

from index import Index
from web.wording import LANGUAGES, catalogs

WIDTHS = (320, 768, 1440, 2560, 3840)
TEXTS = """() => [...document.querySelectorAll('body *')].filter(e => e.getClientRects().length && !e.closest('.visually-hidden')
  && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => [e.outerHTML.slice(0, 90), parseFloat(getComputedStyle(e).fontSize), parseFloat(getComputedStyle(e).lineHeight)])"""
TARGETS = """() => [...document.querySelectorAll('a, button, summary, label.door, label.choice, textarea, select')]
  .filter(e => e.getClientRects().length && !e.matches('.skip, p a, .visually-hidden'))
  .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect().height])"""


@pytest.fixture
def shown(real_index: Index) -> list[Face]:
    clause = next(clause for clause in real_index.clauses if clause.number == "8")
    return faces(clause.document.id, clause.id)


@pytest.fixture
def elder(browser: Browser, address: str) -> Iterator[Page]:
    context = visitor(browser, address, care=True)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def test_a_language_and_elderly_mode_are_chosen_by_touch_and_remembered(browser: Browser, address: str) -> None:
    context = visitor(browser, address, width=320)
    page = context.new_page()
    page.goto("/documents")
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    assert page.url == f"{address}/documents"
    page.get_by_role("link", name="Dễ đọc").click()
    expect(page.locator("html")).to_have_class("care")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Muốn khởi nghiệp? Hãy hỏi tôi.")
    page.get_by_role("link", name="Thoát dễ đọc").click()
    expect(page.locator("html")).not_to_have_class("care")
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conversation_is_held_in_the_language(browser: Browser, address: str, language: str) -> None:
    said = catalogs()[language].sentences
    context = visitor(browser, address, language=language)
    page = context.new_page()
    page.goto("/")
    page.locator("label.door", has_text=said["doors.veteran"]).click()
    page.get_by_role("button", name=said["starters.veteran_1"]).click()
    card = page.locator(".answer")
    expect(card).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(said["chat.answered_spoken"])
    expect(card.locator(".notice").last).to_contain_text(said["notice.expired"])
    expect(card.get_by_role("heading", level=2)).to_have_text(said["status.answered"])
    expect(card.locator(".quote").first).to_contain_text("财政贴息支持")
    expect(card.locator(".role").first).to_have_text(said["words.牵头单位"])
    expect(card.locator(".chip").first).to_have_text(said["words.金额"])
    context.close()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_script_and_server_say_the_same_in_another_language(browser: Browser, address: str, language: str) -> None:
    said = catalogs()[language].sentences
    for question in (said["starters.any_2"], "今天南宁天气怎么样", "文件执行到哪年", "农民工和大学生的支持有什么不同"):
        texts = []
        for has_script in (True, False):
            context = visitor(browser, address, language=language, has_script=has_script)
            page = context.new_page()
            page.goto("/")
            page.locator("#question").fill(question)
            page.locator(".send").click()
            texts.append(page.locator(".answer").inner_text())
            context.close()
        for needs_script in ("answer.copy", "answer.share"):
            texts[0] = texts[0].replace(said[needs_script], "", 1)
        assert texts[0].split() == texts[1].split()


# --- elderly mode ---


def test_elderly_mode_is_large_enough_to_read_and_to_touch_and_fits(
    browser: Browser, address: str, shown: list[Face]
) -> None:
    context = visitor(browser, address, care=True)
    for face in shown:
        page = context.new_page()
        face.show(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            small = [text for text in page.evaluate(TEXTS) if text[1] < 18 or text[2] / text[1] < 1.499]
            low = [target for target in page.evaluate(TARGETS) if target[1] < 60]
            assert (small, low) == ([], []), (face.name, width)
            assert has_no_horizontal_scroll(page), (face.name, width)
        page.close()
    context.close()


def test_text_grows_to_one_and_a_half_times_and_more(browser: Browser, address: str) -> None:
    sizes = []
    for width, care in ((360, False), (320, True), (1440, True)):
        context = visitor(browser, address, width=width, care=care)
        page = context.new_page()
        page.goto("/")
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))
        context.close()
    assert sizes == [16, 20, 25.6]


def test_only_the_newest_answer_is_open(elder: Page) -> None:
    ask(elder, VETERAN)
    expect(elder.locator(".answer")).to_have_count(1)
    ask(elder, "大学生创业有导师指导吗")
    expect(elder.locator(".answer")).to_have_count(2)
    expect(elder.locator(".answer").last).to_be_focused()
    expect(elder.locator(".answer").first).to_be_hidden()
    elder.locator(".asked").first.click()
    expect(elder.locator(".answer").first).to_be_visible()
    elder.reload()
    expect(elder.locator(".answer").first).to_be_hidden()
    expect(elder.locator(".answer").last).to_be_visible()


def test_choosing_a_door_brings_its_questions_into_view(elder: Page) -> None:
    elder.get_by_text("退役军人").first.click()
    expect(elder.locator(".examples-2 .ask-this").first).to_be_in_viewport()


def test_a_long_wait_is_told_before_it_ends(elder: Page) -> None:
    elder.clock.install()
    Held(elder, "**/api/v1/ask")
    elder.locator("#question").fill(VETERAN)
    elder.keyboard.press("Enter")
    expect(elder.locator(".waiting")).to_contain_text("正在政策原文里查找")
    elder.clock.run_for(7000)
    expect(elder.locator(".waiting")).to_contain_text("请再等一会儿")
    expect(elder.get_by_role("status")).to_contain_text("请再等一会儿")
    elder.clock.run_for(14000)
    expect(elder.locator(".failure")).to_contain_text("等得太久了")


def test_elderly_mode_works_without_a_script(browser: Browser, address: str) -> None:
    context = visitor(browser, address, has_script=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="关怀模式").click()
    ask(page, VETERAN)
    expect(page.locator("html")).to_have_class("care")
    expect(page.locator(".quote").first).to_contain_text("财政贴息支持")
    context.close()


# --- every screen ---


@pytest.mark.parametrize(("language", "care"), [("zh-Hans", False), ("en", False), ("vi", True)])
def test_nothing_scrolls_sideways(browser: Browser, address: str, shown: list[Face], language: str, care: bool) -> None:
    context = visitor(browser, address, language=language, care=care)
    for face in shown:
        page = context.new_page()
        face.show(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert has_no_horizontal_scroll(page), (face.name, width)
        page.close()
    context.close()


CUT = """() => [...document.querySelectorAll('[placeholder]')].filter((field) => {
  const { font, paddingLeft, paddingRight } = getComputedStyle(field);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = font;
  return pen.measureText(field.placeholder).width > field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
}).map((field) => field.placeholder)"""


@pytest.mark.parametrize("care", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hint_in_a_field_is_cut(browser: Browser, address: str, language: str, care: bool) -> None:
    context = visitor(browser, address, width=320, language=language, care=care)
    page = context.new_page()
    for path in ("/", "/documents"):
        page.goto(path)
        assert page.evaluate(CUT) == []
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dots_of_a_long_wait_stay_in_one_line(browser: Browser, address: str, language: str) -> None:
    context = visitor(browser, address, language=language)
    page = context.new_page()
    page.goto("/")
    wait(7)(page)
    assert page.evaluate("new Set([...document.querySelectorAll('.dots i')].map((dot) => dot.offsetTop)).size") == 1
    context.close()


def test_motion_can_be_reduced(browser: Browser, address: str) -> None:
    context = visitor(browser, address)
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")
    page.route("**/api/v1/ask", lambda _: None)
    page.goto("/")
    ask(page, VETERAN)
    assert page.locator(".dots i").first.evaluate("dot => getComputedStyle(dot).animationName") == "none"
    context.close()


@pytest.mark.parametrize("care", [False, True])
def test_a_document_is_printed_with_validity_first_and_nothing_to_press(
    browser: Browser, address: str, shown: list[Face], care: bool
) -> None:
    context = visitor(browser, address, care=care)
    page = context.new_page()
    next(face for face in shown if face.name == "reader").show(page)
    page.emulate_media(media="print", color_scheme="dark")
    text = page.locator("body").inner_text()
    assert text.startswith("执行期已过") or text.startswith("执行期")
    for words in ("关怀模式", "回到问答", "\n目录\n", "三类人群"):
        assert words not in text
    assert "自治区退役军人厅" in text
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".heading").first.evaluate("e => getComputedStyle(e).breakAfter") == "avoid"
    assert page.locator(".clause strong").first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    context.close()
