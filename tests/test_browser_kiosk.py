"""The kiosk in a real Chromium: touched, typed on, left alone, cut off, and looked over for what a visitor left."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from axe import OF_COLOUR, violations
from browsing import Held
from kiosks import LYING, UPRIGHT, Hall, ask_by_touch, ask_by_typing, screens, take, tap
from playwright.sync_api import Browser, CDPSession, Page, Request, Route, expect

from bot import Bot

SECRET = "密语七三一九"
VISITORS, FIRST_FEW = 300, 80
LIGHT = "rgb(247, 244, 237)"
LARGEST, SMALLEST_TARGET, SMALLEST_TEXT = 250_000, 60, 22


@pytest.fixture(scope="module")
def hall(bot: Bot, tmp_path_factory: pytest.TempPathFactory) -> Hall:
    return Hall(bot, tmp_path_factory.mktemp("hall"))


@pytest.fixture
def page(browser: Browser, hall: Hall) -> Iterator[Page]:
    """A terminal on its first screen; a script error, a blocked load or a request to elsewhere fails the test."""
    context = browser.new_context(viewport=UPRIGHT, locale="zh-CN", has_touch=True, base_url=hall.address)  # type: ignore[arg-type]
    page = context.new_page()
    problems: list[Any] = []
    page.on("pageerror", lambda error: problems.append(error))
    page.on("console", lambda message: problems.append(message.text) if "Content Security" in message.text else None)
    page.on("request", lambda sent: None if sent.url.startswith(hall.address) else problems.append(sent.url))
    page.goto("/kiosk")
    expect(page.locator(".kiosk-door")).to_have_count(4)
    yield page
    context.close()
    assert not problems


def left_behind(page: Page, words: str) -> list[str]:
    """The places where some words can still be found, as one would look for them with the developer's tools."""
    found: list[str] = page.evaluate(
        """async (words) => {
          const places = {
            page: document.documentElement.outerHTML,
            fields: [...document.querySelectorAll("textarea, input")].map((field) => field.value).join(),
            session: JSON.stringify(sessionStorage), local: JSON.stringify(localStorage), cookies: document.cookie,
            databases: JSON.stringify(await indexedDB.databases()), caches: JSON.stringify(await caches.keys()),
            history: JSON.stringify(history.state) + location.href,
            requests: performance.getEntriesByType("resource").map((entry) => entry.name).filter((name) => !name.includes("/static/")).join(),
            selection: String(getSelection()), title: document.title, window: window.name,
          };
          return Object.keys(places).filter((place) => decodeURIComponent(places[place]).includes(words));
        }""",
        words,
    )
    return found


def expect_clean_start(page: Page) -> None:
    expect(page.locator(".kiosk-door")).to_have_count(4)
    expect(page.locator(".answer, .asked, textarea")).to_have_count(0)
    assert left_behind(page, SECRET) == []
    assert page.context.cookies() == []
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0


# --- a visit ---


def test_a_veteran_touches_reads_and_asks_on(page: Page) -> None:
    ask_by_touch(page)
    order = [page.locator(place).first.bounding_box() for place in (".notice", ".quote", ".chips", ".contacts")]
    tops = [box["y"] for box in order if box]
    assert len(tops) == 4
    assert tops == sorted(tops)
    expect(page.locator(".notice").first).to_contain_text("已届满")
    expect(page.locator(".quote").first).to_contain_text("财政贴息支持")
    expect(page.locator(".contact").first).to_contain_text("自治区退役军人厅")

    places = [page.locator(place).bounding_box() for place in ("[data-back]", "[data-restart]")]
    page.locator(".answer .ask-this").first.tap()
    expect(page.locator(".asked")).to_be_visible()
    assert [page.locator(place).bounding_box() for place in ("[data-back]", "[data-restart]")] == places
    tap(page, "返回")
    expect(page.locator(".quote").first).to_contain_text("财政贴息支持")
    tap(page, "重新开始")
    expect_clean_start(page)


def test_the_original_opens_within_the_kiosk_with_the_quote_marked(page: Page) -> None:
    ask_by_touch(page)
    quoted = page.locator(".quote p").first.inner_text()
    page.locator(".source").first.tap()
    expect(page.locator("mark").first).to_have_text(quoted)
    expect(page.locator(".notice")).to_contain_text("已届满")
    assert page.url.endswith("/kiosk")
    tap(page, "返回")
    expect(page.locator(".answer")).to_be_visible()


def test_pinyin_becomes_a_question_by_touch(page: Page) -> None:
    tap(page, "直接打字提问")
    for key in "daikuan":
        page.locator(f'[data-key="{key}"]').tap()
    expect(page.locator(".candidate").first).to_have_text("贷款")
    expect(page.locator("[data-questions] .ask-this").first).to_contain_text("贷款")
    page.locator(".candidate").first.tap()
    box = page.get_by_label("您想问什么")
    expect(box).to_have_value("贷款")
    for key in "butie":
        page.locator(f'[data-key="{key}"]').tap()
    expect(page.locator(".candidate").first).to_have_text("补贴")
    for key in ("space", "2", "language", "x", "erase", "？"):
        page.locator(f'[data-key="{key}"]').tap()
    expect(box).to_have_value("贷款补贴2？")
    page.locator('[data-key="clear"]').tap()
    expect(box).to_have_value("")
    page.locator('[data-key="language"]').tap()
    for key in "butie":
        page.locator(f'[data-key="{key}"]').tap()
    page.locator('[data-key="enter"]').tap()
    expect(page.locator(".answer")).to_be_visible()


def test_a_question_that_is_offered_while_typing_is_asked_at_a_touch(page: Page) -> None:
    tap(page, "大学生")
    tap(page, "自己打字问")
    for key in "xiuxue":
        page.locator(f'[data-key="{key}"]').tap()
    page.locator("[data-questions] .ask-this").first.tap()
    expect(page.locator(".quote").first).to_be_visible()
    tap(page, "返回")
    expect(page.get_by_label("您想问什么")).to_be_visible()


def test_a_follow_up_stays_in_its_visit(page: Page) -> None:
    ask_by_typing(page, "大学生创业有人指导吗")
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.url.endswith("/ask") else None)
    page.locator(".answer .ask-this").first.tap()
    expect(page.locator(".asked")).not_to_contain_text("大学生创业有人指导吗")
    expect(page.locator(".answer")).to_be_visible()
    tap(page, "重新开始")
    ask_by_touch(page)
    first, second = (request.post_data_json for request in sent)
    assert first["conversation"]
    assert second["conversation"] is None


def test_an_answer_that_cannot_be_drawn_is_read_as_text(page: Page) -> None:
    def damaged(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json=response.json() | {"contacts": [None]})

    page.route("**/api/v1/ask", damaged, times=1)
    ask_by_touch(page)
    expect(page.locator(".answer")).to_contain_text("财政贴息支持")
    tap(page, "返回")
    page.locator(".ask-this").first.tap()
    expect(page.locator(".quote").first).to_contain_text("财政贴息支持")


@pytest.mark.parametrize(("language", "told"), [("zh-Hans", "写短一些"), ("vi", "ngắn hơn")])
def test_a_failure_is_told_in_the_visitors_language(page: Page, language: str, told: str) -> None:
    refusal = {"error": {"code": "too_large", "message": "内容太长了"}}
    page.route("**/api/v1/ask", lambda route: route.fulfill(status=413, json=refusal))
    take(page, language)
    page.locator('[data-do="type"]').tap()
    page.locator(".typed textarea").fill(SECRET)
    page.locator('[data-key="enter"]').tap()
    expect(page.locator(".failure")).to_contain_text(told)


def test_a_hasty_second_tap_falls_on_nothing(page: Page) -> None:
    box = page.locator(".kiosk-door").nth(1).bounding_box()
    assert box
    for _ in range(2):
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator('[data-screen="topics"].screen')).to_be_visible()
    page.wait_for_timeout(600)
    expect(page.locator('[data-screen="topics"].screen')).to_be_visible()
    page.locator(".kiosk-topic").first.tap()
    expect(page.locator('[data-screen="questions"].screen')).to_be_visible()


def test_what_is_refused_is_said_and_leads_on(page: Page) -> None:
    ask_by_typing(page, "今天南宁天气怎么样")
    expect(page.locator('.answer[data-status="out_of_scope"]')).to_be_visible()
    page.locator(".answer .ask-this").first.tap()
    expect(page.locator(".quote").first).to_be_visible()


# --- what is taken away ---


PRINTING = """window.print = () => {
  window.top.printed = [...(window.top.printed || []), document.querySelector("[data-slip]").className + document.querySelector("[data-slip]").innerText];
  window.dispatchEvent(new Event("afterprint"));
};"""


def test_an_answer_is_taken_away_by_a_code_that_goes_with_its_visitor(page: Page) -> None:
    expect(page.locator("[data-take]")).to_be_hidden()
    ask_by_typing(page, "我姓密语，退役军人贷款有贴息吗")
    code = page.locator("[data-code-image]")
    expect(code).to_be_in_viewport()
    code.evaluate("image => image.decode()")
    address = unquote(code.get_attribute("src") or "")
    assert address.startswith("/slip/qr.svg?cite=")
    assert "密语" not in address
    tap(page, "重新开始")
    expect(page.locator("[data-take]")).to_be_hidden()
    assert code.get_attribute("src") is None


@pytest.mark.parametrize("paper", ["A4", "80mm"])
def test_the_slip_is_printed_on_the_paper_that_is_set(page: Page, hall: Hall, paper: str) -> None:
    hall.restart(f"paper: {paper}")
    page.add_init_script(PRINTING)
    page.reload()
    ask_by_touch(page)
    tap(page, "打印告知单")
    expect(page.get_by_role("status")).to_have_text("已送去打印，请取纸。")
    (printed,) = page.evaluate("window.printed")
    assert f"slip-on-{ {'A4': 'a4', '80mm': '80'}[paper] }" in printed
    assert "财政贴息支持" in printed
    expect(page.locator(".answer")).to_be_visible()
    tap(page, "重新开始")
    expect(page.locator("iframe")).to_have_count(0)
    hall.restart("")


def test_without_a_printer_none_is_offered(page: Page, hall: Hall) -> None:
    hall.restart("paper: none")
    page.reload()
    ask_by_touch(page)
    expect(page.locator("[data-code]")).to_be_visible()
    expect(page.locator("[data-print]")).to_be_hidden()
    hall.restart("")


def test_a_slip_that_cannot_be_had_is_said(page: Page) -> None:
    page.add_init_script(PRINTING)
    page.reload()
    ask_by_touch(page)
    page.route("**/slip?**", lambda route: route.fulfill(status=404, body="<p>没有</p>", content_type="text/html"))
    tap(page, "打印告知单")
    expect(page.get_by_role("status")).to_contain_text("没能打印")
    assert page.evaluate("window.printed") is None


VOICES = """Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
  said: [], stopped: 0,
  getVoices: () => VOICE,
  speak(utterance) { this.said.push(utterance.text); },
  cancel() { this.stopped += 1; this.said = []; },
}) });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };"""


@pytest.mark.parametrize(
    ("voices", "reads"),
    [
        ('[{ lang: "zh-CN", localService: true }]', True),
        ('[{ lang: "cmn-Hans-CN", localService: true }]', True),
        ('[{ lang: "zh-CN", localService: false }]', False),
        ('[{ lang: "en-US", localService: true }]', False),
        ("[]", False),
    ],
)
def test_an_answer_is_read_aloud_by_a_chinese_voice_of_the_machine(page: Page, voices: str, reads: bool) -> None:
    page.add_init_script(VOICES.replace("VOICE", voices, 1))
    page.reload()
    ask_by_touch(page)
    if not reads:
        expect(page.locator("[data-speak]")).to_be_hidden()
        return
    tap(page, "读给我听")
    said = page.evaluate("speechSynthesis.said.join()")
    assert said.index("已届满") < said.index("财政贴息支持") < said.index("自治区退役军人厅")
    expect(page.locator("[data-speak]")).to_have_text("停下", use_inner_text=True)
    tap(page, "重新开始")
    assert page.evaluate("speechSynthesis.said.length") == 0


def test_a_voice_that_never_ends_does_not_keep_a_visitor_on_the_screen(page: Page) -> None:
    page.add_init_script(VOICES.replace("VOICE", '[{ lang: "zh-CN", localService: true }]', 1))
    page.clock.install()
    page.reload()
    ask_by_touch(page)
    tap(page, "读给我听")
    page.clock.run_for(170_000)
    expect(page.locator(".answer")).to_be_visible()
    page.clock.run_for(90_000)
    expect_clean_start(page)


# --- in another language ---


def test_a_language_is_taken_without_leaving_and_forgotten_with_the_visitor(page: Page) -> None:
    page.get_by_role("button", name="Tiếng Việt").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Muốn khởi nghiệp, có hỗ trợ gì?")
    assert page.evaluate("document.documentElement.lang") == "vi"
    page.locator(".kiosk-door").nth(1).tap()
    page.locator(".kiosk-topic").nth(1).tap()
    shown = "Tôi vừa xuất ngũ, muốn mở tiệm: lãi vay có được bù không?"
    with page.expect_request("**/api/v1/ask") as asked:
        tap(page, shown)
    assert asked.value.post_data_json["question"] == "我刚退伍，想开个店，贷款利息有补贴吗？"
    expect(page.locator(".asked")).to_contain_text(shown)
    expect(page.locator(".answer-title")).to_have_text("Chính sách ghi như sau")
    expect(page.locator(".quote").first).to_contain_text("财政贴息支持")
    page.locator("[data-restart]").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("想创业，有什么政策？")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    expect_clean_start(page)
    ask_by_touch(page)


def test_a_language_left_alone_goes_back_by_itself(page: Page) -> None:
    page.clock.install()
    page.reload()
    page.get_by_role("button", name="English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.clock.run_for(62_000)
    expect(page.get_by_role("dialog")).to_contain_text("Are you still there?")
    page.clock.run_for(16_000)
    expect_clean_start(page)
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"


@pytest.mark.parametrize("language", ["zh-Hant", "en", "vi"])
@pytest.mark.parametrize("size", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_every_language_fits_its_screens(page: Page, language: str, size: Any) -> None:
    page.set_viewport_size(size)
    take(page, language)
    for name in screens(page, language):
        assert page.evaluate(SMALL, [SMALLEST_TARGET, SMALLEST_TEXT]) == [], name
        assert page.evaluate(INSIDE) == [], name
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert violations(page) == [], name


# --- seen, reached, read ---


INSIDE = """() => [...document.querySelectorAll("button, p, h1")]
  .filter((node) => node.checkVisibility() && !node.closest(".visually-hidden, .candidate-row"))
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 || node.getBoundingClientRect().left < -1)
  .map((node) => node.outerHTML.slice(0, 100))"""


SMALL = """([smallestTarget, smallestText]) => {
  const seen = (node) => node.checkVisibility() && node.getClientRects().length && !node.closest(".visually-hidden");
  const targets = [...document.querySelectorAll("button, summary, textarea, label.choice, [data-source]")].filter(seen)
    .filter((node) => Math.min(node.getBoundingClientRect().height, node.getBoundingClientRect().width) < smallestTarget);
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && seen(node) && parseFloat(getComputedStyle(node).fontSize) < smallestText) texts.push(node);
  }
  return [...targets, ...texts].map((node) => node.outerHTML.slice(0, 100));
}"""


@pytest.mark.parametrize("language", ["zh-Hans", "en", "vi"])
@pytest.mark.parametrize("size", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_what_begins_a_visit_is_seen_at_once(page: Page, size: Any, language: str) -> None:
    page.set_viewport_size(size)
    take(page, language)
    assert page.evaluate(HIDDEN) == 0
    for door in page.locator(".kiosk-door").all():
        door.tap()
        assert page.evaluate(HIDDEN) == 0 or page.locator("[data-down]").is_enabled()
        page.locator("[data-back]").tap()


HIDDEN = "(stage => Math.max(0, stage.scrollHeight - stage.clientHeight))(document.querySelector('[data-stage]'))"


@pytest.mark.parametrize("size", [UPRIGHT, LYING], ids=["upright", "lying"])
def test_everything_is_large_and_nothing_scrolls_sideways(page: Page, size: Any) -> None:
    page.set_viewport_size(size)
    for name in screens(page):
        assert page.evaluate(SMALL, [SMALLEST_TARGET, SMALLEST_TEXT]) == [], name
        assert page.evaluate(INSIDE) == [], name
        assert page.evaluate("document.querySelector('[data-stage]').scrollWidth <= innerWidth"), name


def test_controls_lie_where_a_hand_reaches(page: Page) -> None:
    for name in screens(page):
        if page.locator("body").get_attribute("data-screen") in ("answer", "original"):
            continue  # these are read, and move under the hand
        tops = page.evaluate(
            "[...document.querySelectorAll('button')].filter((button) => button.checkVisibility())"
            ".map((button) => button.getBoundingClientRect().top / innerHeight)"
        )
        assert min(tops) > 0.17, name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, hall: Hall, theme: Any) -> None:
    page.emulate_media(color_scheme=theme)
    if theme == "dark":
        hall.restart("theme: system\n")
        page.reload()
        assert ground(page) != LIGHT
    for name in screens(page):
        assert violations(page, OF_COLOUR if theme == "dark" else ()) == [], name
    hall.restart("")


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_a_lit_hall_has_a_light_kiosk_whatever_its_system_says(page: Page) -> None:
    head = "getComputedStyle(document.querySelector('.hall')).backgroundColor"
    light = page.evaluate(head)
    page.emulate_media(color_scheme="dark")
    assert (ground(page), page.evaluate(head)) == (LIGHT, light)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_a_visitor_says_what_was_of_no_use_without_typing(page: Page) -> None:
    ask_by_touch(page)
    answer = page.locator(".answer")
    with page.expect_response("**/api/v1/feedback") as kept:
        answer.get_by_role("button", name="没用").tap()
    assert (kept.value.ok, kept.value.request.post_data_json["useful"]) == (True, False)
    answer.get_by_text("没说全").tap()
    expect(answer.get_by_role("textbox")).to_have_count(0)
    with page.expect_response("**/api/v1/feedback") as kept:
        answer.get_by_role("button", name="提交").tap()
    judged = kept.value.request.post_data_json
    assert (kept.value.ok, judged["reasons"], judged["comment"]) == (True, ["incomplete"], "")
    expect(answer.get_by_text("谢谢，我们会改进")).to_be_visible()
    page.locator("[data-restart]").tap()
    expect_clean_start(page)
    ask_by_touch(page)
    expect(page.locator('.judge[aria-pressed="true"], :checked')).to_have_count(0)


def test_a_long_answer_is_turned_like_pages(page: Page) -> None:
    page.set_viewport_size(LYING)  # type: ignore[arg-type]
    ask_by_touch(page)
    expect(page.get_by_role("button", name="往上看")).to_be_disabled()
    tap(page, "往下看")
    expect(page.get_by_role("button", name="往上看")).to_be_enabled()
    for _ in range(5):
        if page.get_by_role("button", name="往下看").is_enabled():
            tap(page, "往下看")
            page.wait_for_timeout(600)
    expect(page.locator(".answer .ask-this").last).to_be_in_viewport()


# --- nobody gets out, nothing gets in ---


def test_no_touch_leads_away(page: Page) -> None:
    ask_by_touch(page)
    assert page.locator("body a[href]").count() == 0
    page.evaluate("document.body.append(Object.assign(document.createElement('a'), {href: '/documents', id: 'out'}))")
    page.evaluate("document.getElementById('out').click()")
    assert page.url.endswith("/kiosk")
    kept = page.evaluate(
        """() => ["contextmenu", "dragstart", "selectstart", "submit", "auxclick"].filter(
          (kind) => document.querySelector(".answer").dispatchEvent(new Event(kind, { bubbles: true, cancelable: true })))"""
    )
    assert kept == []


def test_neither_two_fingers_nor_a_touchpad_zoom(page: Page) -> None:
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *across: int) -> None:
        points = [{"x": x, "y": 900, "id": finger} for finger, x in enumerate(across)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 450)
    touch("touchStart", 450, 600)
    for apart in range(0, 300, 25):
        touch("touchMove", 450 - apart, 600 + apart)
        page.wait_for_timeout(16)
    touch("touchEnd")
    session.send("Input.synthesizePinchGesture", {"x": 500, "y": 900, "scaleFactor": 2, "relativeSpeed": 4000})
    page.wait_for_timeout(100)
    assert page.evaluate("visualViewport.scale") == 1


def test_back_goes_a_screen_back_and_never_out(page: Page) -> None:
    ask_by_touch(page)
    page.go_back()
    expect(page.locator('[data-screen="questions"] .ask-this').first).to_be_visible()
    for _ in range(5):
        page.go_back()
        expect(page.locator("[data-stage] .screen")).to_be_visible()
    expect(page.locator(".kiosk-door")).to_have_count(4)
    assert page.url.endswith("/kiosk")


# --- the next visitor ---


def expect_nothing_behind(page: Page) -> None:
    expect_clean_start(page)
    page.go_back()
    expect_clean_start(page)
    page.go_forward()
    expect_clean_start(page)
    page.reload()
    expect_clean_start(page)


def test_a_minute_without_a_touch_asks_counts_down_and_wipes(page: Page) -> None:
    page.clock.install()
    page.reload()
    expect(page.locator(".kiosk-door")).to_have_count(4)
    ask_by_typing(page, SECRET)
    assert left_behind(page, SECRET)
    page.clock.run_for(59_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.run_for(3_000)
    expect(page.get_by_role("dialog")).to_contain_text("您还在用吗")
    before = int(page.locator(".count").inner_text())
    page.clock.run_for(5_000)
    assert int(page.locator(".count").inner_text()) == before - 5
    tap(page, "继续使用")
    expect(page.locator(".answer")).to_be_visible()
    page.clock.run_for(76_000)
    expect_nothing_behind(page)


def test_typing_that_was_not_sent_is_wiped_too(page: Page) -> None:
    page.clock.install()
    page.reload()
    tap(page, "直接打字提问")
    page.get_by_label("您想问什么").fill(SECRET)
    page.clock.run_for(76_000)
    expect_nothing_behind(page)


def test_a_question_under_way_does_not_answer_the_next_visitor(page: Page) -> None:
    held = Held(page, "**/api/v1/ask")
    tap(page, "直接打字提问")
    page.get_by_label("您想问什么").fill(SECRET)
    page.locator('[data-key="enter"]').tap()
    expect(page.locator(".waiting")).to_be_visible()
    tap(page, "重新开始")
    held[0].continue_()
    page.wait_for_timeout(500)
    expect_clean_start(page)


def test_leaving_the_page_leaves_nothing_to_come_back_to(page: Page) -> None:
    ask_by_typing(page, SECRET)
    page.goto("about:blank")
    page.go_back()
    expect_clean_start(page)


def test_nothing_of_a_visitor_stays_in_the_memory_of_the_page(page: Page) -> None:
    ask_by_typing(page, SECRET)
    session = page.context.new_cdp_session(page)
    assert SECRET in heap(session)
    tap(page, "重新开始")
    expect_clean_start(page)
    ask_by_touch(page)
    tap(page, "重新开始")
    assert SECRET not in heap(session)


def heap(session: CDPSession) -> str:
    """All that scripts can reach, as the developer's tools would save it."""
    chunks: list[str] = []
    session.on("HeapProfiler.addHeapSnapshotChunk", lambda event: chunks.append(event["chunk"]))
    session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    strings: list[str] = json.loads("".join(chunks))["strings"]
    return "\n".join(strings)


# --- a server that goes and comes ---


def test_a_server_that_stops_gives_a_calm_page_and_comes_back_by_itself(page: Page, hall: Hall) -> None:
    tap(page, "直接打字提问")
    page.get_by_label("您想问什么").fill(SECRET)
    hall.stop()
    page.locator('[data-key="enter"]').tap()
    expect(page.get_by_role("dialog")).to_contain_text("网络正在恢复，请稍候", timeout=10_000)
    assert left_behind(page, SECRET) == []
    hall.start()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=15_000)
    expect_clean_start(page)
    ask_by_touch(page)


def test_a_cut_network_is_noticed_at_once_and_so_is_its_return(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.get_by_role("dialog")).to_contain_text("网络正在恢复，请稍候")
    page.context.set_offline(False)
    expect(page.get_by_role("dialog")).to_have_count(0)
    ask_by_touch(page)


def test_what_was_on_its_way_when_the_network_was_cut_is_not_taken_for_its_return(page: Page) -> None:
    held: list[Route] = []
    page.route("**/kiosk", lambda route: held.append(route) if route.request.method == "HEAD" else route.continue_())
    with page.expect_request(lambda request: request.method == "HEAD"):
        page.reload()
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(page.get_by_role("dialog")).to_contain_text("网络正在恢复，请稍候")
    with page.expect_request(lambda request: request.method == "HEAD"):
        held[0].continue_()
    expect(page.get_by_role("dialog")).to_be_visible()
    held[1].continue_()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_short_cut_is_not_even_seen(page: Page) -> None:
    page.route("**/api/v1/ask", lambda route: route.abort(), times=1)
    ask_by_touch(page)


def test_a_kiosk_takes_up_new_settings_when_nobody_uses_it(page: Page, hall: Hall) -> None:
    with page.expect_response(lambda response: response.request.method == "HEAD"):
        page.reload()  # what the page was is known before it changes
    expect(page.locator(".hall-name")).to_have_text("政务服务大厅")
    hall.restart("name: 灵山县政务服务大厅")
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(page.locator(".hall-name")).to_have_text("灵山县政务服务大厅", timeout=20_000)
    hall.restart("")


# --- weight and endurance ---


def test_the_whole_kiosk_with_its_keyboard_is_light(page: Page) -> None:
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda got: sizes.update({got.url: len(gzip.compress(got.body(), 6))}) if got.request.method == "GET" else None,
    )
    page.reload()
    ask_by_touch(page)
    tap(page, "重新开始")
    tap(page, "直接打字提问")
    page.locator('[data-key="a"]').tap()
    expect(page.locator(".candidate").first).to_be_visible()
    print(f"{sum(sizes.values())} bytes: {sizes}")
    assert sum(sizes.values()) <= LARGEST, sizes


VISIT = """async (number) => {
  const until = (found) => new Promise((done, failed) => {
    const began = Date.now();
    const look = () => {
      const node = found();
      if (node) done(node);
      else if (Date.now() - began > 10000) failed(new Error("waited in vain: " + found));
      else setTimeout(look, 4);
    };
    look();
  });
  const stage = document.querySelector("[data-stage]");
  const touch = async (selector, at = 0) => {
    const node = await until(() => stage.querySelectorAll(selector)[at]);
    node.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    node.click();
  };
  await touch(".kiosk-door", number % 4);
  if (number % 5 === 0) {
    await touch('[data-do="type"]');
    for (const key of ["b", "u", "t", "i", "e"]) await touch(`[data-key="${key}"]`);
    await touch(".candidate");
    await touch('[data-key="enter"]');
  } else {
    const topics = await until(() => stage.querySelectorAll(".kiosk-topic"));
    await touch(".kiosk-topic", number % topics.length);
    await touch(".ask-this");
  }
  await until(() => stage.querySelector(".answer"));
  if (number % 3 === 0) await touch(".source");
  document.querySelector("[data-restart]").click();
  await until(() => stage.querySelector(".kiosk-doors"));
}"""


def measured(session: CDPSession) -> dict[str, int]:
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    counters = session.send("Memory.getDOMCounters")
    return {"heap": session.send("Runtime.getHeapUsage")["usedSize"]} | {
        name: counters[name] for name in ("nodes", "jsEventListeners")
    }


def outage(page: Page, hall: Hall) -> None:
    """Somebody asks while the server restarts."""
    hall.stop()
    tap(page, "大学生")
    page.locator(".kiosk-topic").first.tap()
    page.locator(".ask-this").first.tap()
    expect(page.get_by_role("dialog")).to_be_visible(timeout=10_000)
    hall.start()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=15_000)


def test_three_hundred_visitors_and_two_restarts_leave_the_memory_as_it_was(page: Page, hall: Hall) -> None:
    session = page.context.new_cdp_session(page)
    for number in range(FIRST_FEW):
        page.evaluate(VISIT, number)
    outage(page, hall)  # the first of two: it also loads the tools of this test into the page
    before = measured(session)
    for number in range(FIRST_FEW, VISITORS):
        page.evaluate(VISIT, number)
        if number == VISITORS // 2:
            outage(page, hall)
    after = measured(session)
    print(f"after {FIRST_FEW} visitors {before}, after {VISITORS} {after}")
    assert after["heap"] <= before["heap"] * 1.05, (before, after)
    assert after["nodes"] <= before["nodes"] * 1.05, (before, after)
    assert after["jsEventListeners"] <= before["jsEventListeners"] + 4, (before, after)
    expect_clean_start(page)
