"""The widget on pages of other origins, tidy and hostile, in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import DESKTOP, PHONE, Foreign, Held
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect

from web.widget import words
from web.wording import LANGUAGES

VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？"
HEAD = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>某县人民政府</title>'
HOSTILE_STYLE = """
* { all: unset !important; display: none !important; font-size: 60px !important; }
html, body, #war { display: block !important; }
html { font-size: 60px; --ink: red; --theme: hotpink; --paper: lime; --t: 90px; --target: 1px; }
body { transform: scale(.5) !important; filter: blur(2px) !important; }
policy-assistant { visibility: hidden !important; opacity: 0 !important; position: static !important;
  transform: scale(9) !important; z-index: -1 !important; pointer-events: none !important; direction: rtl !important; }
#war { position: fixed !important; top: 0 !important; left: 0 !important; width: 4000px !important;
  height: 4000px !important; z-index: 2147483647 !important; background: pink !important; }
"""
HOSTILE_SCRIPT = """
for (const name of ["evil", "mode", "signal", "cache", "redirect", "preventScroll", "get", "set", "toJSON"])
  Object.prototype[name] = function () { return "polluted"; };
Array.prototype.evil = 1;
Array.prototype.toJSON = String.prototype.toJSON = function () { return "polluted"; };
JSON.stringify = function () { return "broken"; };
JSON.parse = Array.from = function () { throw new Error("broken"); };
document.addEventListener("keydown", function (event) { event.preventDefault(); });
document.addEventListener("focusin", function (event) { if (event.target.blur) event.target.blur(); });
window.before = Object.getOwnPropertyNames(window);
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN")  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    yield context
    context.close()


class Visit(NamedTuple):
    page: Page
    console: list[str]


@pytest.fixture
def visit(context: BrowserContext, foreign: Foreign, ours: str) -> Iterator[Callable[..., Visit]]:
    """Open a page of another origin with the widget on it; a script error fails the test."""
    errors: list[Any] = []

    def visit(
        attributes: str = "",
        body: str = "<main><h1>就业服务</h1></main>",
        head: str = "",
        host: str = "127.0.0.1",
        **headers: str,
    ) -> Visit:
        script = f'<script src="{ours}/static/widget.js" {attributes}></script>'
        html = f'<!doctype html><html lang="zh-CN"><head>{HEAD}{head}</head><body>{body}{script}</body></html>'
        page, console = context.new_page(), []

        def heard(message: ConsoleMessage) -> None:
            console.append(message.text)

        page.on("console", heard)
        page.on("pageerror", lambda error: errors.append(error))
        page.goto(f"http://{host}:{foreign.port}{foreign.put(html, **headers)}")
        return Visit(page, console)

    yield visit
    assert not errors


def opened(page: Page) -> Page:
    page.locator(".launcher").click()
    return page


def ask(page: Page, question: str) -> None:
    page.locator("textarea").fill(question)
    page.locator(".send").click()


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


def stub(page: Page, **changed: Any) -> None:
    """Answer the next question as the server does, but with some fields changed."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json=response.json() | changed)

    page.route("**/api/v1/ask", answer, times=1)


def test_a_veteran_asks_on_another_site_and_opens_the_original(visit: Callable[..., Visit], ours: str) -> None:
    page = opened(visit().page)
    ask(page, VETERAN)
    expect(page.locator(".asked")).to_contain_text(VETERAN)
    expect(page.locator(".quote")).to_contain_text("财政贴息支持")
    assert top(page, ".notice") < top(page, ".quote") < top(page, ".source") < top(page, ".contacts")
    expect(page.locator(".contacts").first).to_contain_text("自治区退役军人厅")
    expect(page.locator("ul.chips")).to_contain_text("金额")
    source = page.locator(".source")
    assert source.get_attribute("rel") == "noopener"
    with page.expect_popup() as popup:
        source.click()
    assert popup.value.url.startswith(f"{ours}/documents/")
    expect(popup.value.locator("mark").first).to_contain_text("财政贴息支持")
    assert popup.value.evaluate("window.opener") is None


def test_a_follow_up_is_remembered_in_the_tab_only(visit: Callable[..., Visit]) -> None:
    page = opened(visit().page)
    ask(page, "大学生创业有人指导吗")
    expect(page.locator(".card")).to_have_count(1)
    ask(page, "那退役军人呢")
    expect(page.locator(".card").last).to_contain_text("您问的是：退役军人创业有人指导吗")
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    page.get_by_role("button", name="重新开始").click()
    expect(page.locator(".card")).to_have_count(0)
    ask(page, "那退役军人呢")
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card")).not_to_contain_text("退役军人创业有人指导吗")


def test_a_hostile_page_neither_breaks_it_nor_is_touched(visit: Callable[..., Visit], ours: str) -> None:
    tidy = visit().page
    head = f"<style>{HOSTILE_STYLE}</style><script>{HOSTILE_SCRIPT}</script>"
    body = f'<h1>x</h1><div id="war">x</div><script src="{ours}/static/widget.js"></script>'
    page = visit(head=head, body=body).page
    assert page.locator("policy-assistant").count() == 1
    assert page.evaluate("Object.getOwnPropertyNames(window).filter(name => !window.before.includes(name))") == [
        "before"
    ]
    for selector in (".launcher", ".panel", ".composer", ".send", ".welcome"):
        boxes = [found.locator(selector).bounding_box() for found in (tidy, page)]
        assert boxes[0] == boxes[1], f"{selector} is the same on both pages"
        if selector == ".launcher":
            opened(tidy), opened(page)
    assert page.evaluate("document.elementFromPoint(1240, 500).localName") == "policy-assistant"
    page.keyboard.type('推"伍\\军人')
    expect(page.locator("textarea")).to_have_value('推"伍\\军人')
    with page.expect_request("**/api/v1/ask") as asked:
        page.keyboard.press("Enter")
    assert (
        asked.value.post_data
        == r'{"question":"\u63a8\"\u4f0d\\\u519b\u4eba","audience":null,"conversation":null}'.replace(
            '\\"', r"\u0022"
        ).replace("\\\\", r"\u005c")
    )
    expect(page.locator(".card")).to_be_visible()
    expect(page.locator(".card")).to_be_focused()


def test_it_works_under_a_strict_policy_of_its_host(visit: Callable[..., Visit], ours: str) -> None:
    policy = f"default-src 'none'; script-src {ours}; connect-src {ours}; require-trusted-types-for 'script'; trusted-types 'none'"
    page, console = visit(
        attributes='data-color="#0a4d9c"', Content_Security_Policy=policy, Cross_Origin_Embedder_Policy="require-corp"
    )
    ask(opened(page), VETERAN)
    expect(page.locator(".quote")).to_be_visible()
    assert page.locator(".head").evaluate("head => getComputedStyle(head).backgroundColor") == "rgb(10, 77, 156)"
    assert not console


def test_an_old_browser_fetches_the_style_from_us(visit: Callable[..., Visit], context: BrowserContext) -> None:
    context.add_init_script("delete CSSStyleSheet.prototype.replaceSync")
    page = visit().page
    expect(page.locator(".launcher")).to_be_visible()
    assert page.locator(".launcher").evaluate("node => getComputedStyle(node).position") == "fixed"


def test_a_page_that_is_not_allowed_reads_no_answer(visit: Callable[..., Visit], ours: str) -> None:
    page, console = visit(host="localhost")
    ask(opened(page), VETERAN)
    expect(page.locator(".failure")).to_contain_text("连不上服务器")
    assert [text for text in console if "EMBED_ORIGINS" in text and page.url.rsplit("/", 1)[0] in text]


def test_an_allowed_page_reads_nothing_but_answers_and_suggestions(visit: Callable[..., Visit], ours: str) -> None:
    page = visit().page
    read = "path => fetch(path).then(response => response.ok, () => false)"
    assert page.evaluate(read, f"{ours}/api/v1/suggestions?q=1")
    for path in ("/api/v1/documents", "/api/v1/search?q=1", "/", "/metrics", "/static/chat.js"):
        assert not page.evaluate(read, ours + path)


def test_a_failure_is_told_calmly_and_can_be_tried_again(visit: Callable[..., Visit]) -> None:
    page = opened(visit().page)
    page.route("**/api/v1/ask", lambda route: route.abort(), times=1)
    ask(page, VETERAN)
    expect(page.locator(".failure")).to_be_focused()
    expect(page.locator(".failure")).to_contain_text("连不上服务器")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".quote")).to_contain_text("财政贴息支持")
    expect(page.locator(".failure")).to_have_count(0)


def test_a_failed_question_is_not_lost_while_another_waits(visit: Callable[..., Visit]) -> None:
    page = opened(visit().page)
    page.route("**/api/v1/ask", lambda route: route.abort(), times=1)
    ask(page, VETERAN)
    expect(page.locator(".failure")).to_be_visible()
    held = Held(page, "**/api/v1/ask", times=1)
    ask(page, "休学创业能保留学籍吗？")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".failure")).to_be_visible()
    held[0].continue_()
    expect(page.locator(".card")).to_contain_text("学籍")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".card")).to_have_count(2)


@pytest.mark.parametrize(
    ("language", "code", "told"),
    [
        ("zh-Hans", "unavailable", "政策库正在准备"),
        ("en", "too_large", "Please shorten your question"),
        ("vi", "new", "Hệ thống"),
    ],
)
def test_what_the_server_refuses_is_told_in_the_widgets_language(
    visit: Callable[..., Visit], language: str, code: str, told: str
) -> None:
    page = opened(visit(f'data-lang="{language}"').page)
    error = {"error": {"code": code, "message": "不行"}}
    page.route(
        "**/api/v1/ask",
        lambda route: route.fulfill(status=503, json=error, headers={"Access-Control-Allow-Origin": "*"}),
    )
    ask(page, VETERAN)
    expect(page.locator(".failure")).to_contain_text(told)


def test_a_question_in_flight_is_forgotten_when_started_again(visit: Callable[..., Visit]) -> None:
    page = opened(visit().page)
    held = Held(page, "**/api/v1/ask", times=1)
    ask(page, VETERAN)
    expect(page.get_by_role("status")).to_have_text("正在政策原文里查找……")
    page.get_by_role("button", name="重新开始").click()
    ask(page, "休学创业能保留学籍吗？")
    expect(page.locator(".card")).to_contain_text("学籍")
    with page.expect_response("**/api/v1/ask"):
        held[0].continue_()
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".asked")).to_have_count(1)


def test_it_is_used_by_keyboard_and_told_to_a_screen_reader(visit: Callable[..., Visit]) -> None:
    page = visit(body='<a href="#">就业服务</a>').page
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="创业政策助手")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="创业政策助手")).to_be_visible()
    expect(page.get_by_role("textbox", name="您想问什么")).to_be_focused()
    page.keyboard.type("退役军人创业贷款有贴息吗")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("答复已显示。")
    expect(page.get_by_role("article")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="桂政办发〔2021〕10号")).to_be_focused()
    assert "（在新窗口打开）" in page.locator(".source").inner_text()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="创业政策助手")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_be_visible()


def test_opened_again_at_once_it_stays_open(visit: Callable[..., Visit]) -> None:
    page = opened(visit().page)
    page.evaluate(
        """() => {
          const { shadowRoot } = document.querySelector("policy-assistant");
          shadowRoot.querySelector(".panel").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
          shadowRoot.querySelector(".launcher").click();
          return new Promise((done) => setTimeout(done, 100));
        }"""
    )
    expect(page.get_by_role("dialog")).to_be_visible()


def test_on_a_phone_it_covers_the_page_and_keeps_the_focus(visit: Callable[..., Visit]) -> None:
    page = visit(body='<a href="#">就业服务</a>').page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    opened(page)
    assert page.locator(".panel").bounding_box() == {"x": 0, "y": 0, **PHONE}
    ask(page, VETERAN + "长" * 200)
    expect(page.locator(".card")).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.localName") in ("policy-assistant", "body")
    assert page.locator(".log").evaluate("log => log.scrollWidth <= log.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert small(page, 44) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="创业政策助手")).to_be_focused()


def small(page: Page, least: int) -> list[str]:
    """What can be touched, and is smaller than a finger."""
    found: list[str] = page.evaluate(
        "least => [...document.querySelector('policy-assistant').shadowRoot"
        ".querySelectorAll('a, button, summary, textarea')].filter(node => node.offsetParent"
        " && Math.min(node.offsetHeight, node.offsetWidth) < least).map(node => node.outerHTML.slice(0, 80))",
        least,
    )
    return found


def test_the_large_size_is_large_and_can_be_switched(visit: Callable[..., Visit]) -> None:
    page = opened(visit(attributes='data-size="large"').page)
    ask(page, VETERAN)
    expect(page.locator(".card")).to_be_visible()
    assert small(page, 60) == []
    size = "quote => parseFloat(getComputedStyle(quote).fontSize)"
    assert page.locator(".quote p").evaluate(size) >= 22
    page.evaluate("document.querySelector('policy-assistant').setAttribute('data-size', 'normal')")
    assert page.locator(".quote p").evaluate(size) < 20


def test_a_page_chooses_colour_place_title_and_audience(visit: Callable[..., Visit]) -> None:
    page = visit('data-color="#c8102e" data-position="bottom-left" data-title="政策问答" data-audience="大学生"').page
    box = page.get_by_role("button", name="政策问答").bounding_box()
    assert box and box["x"] < 100
    opened(page)
    expect(page.locator(".offers button").first).to_have_text("休学创业能保留学籍吗？")
    with page.expect_request("**/api/v1/ask") as asked:
        page.locator(".offers button").first.click()
    assert asked.value.post_data_json["audience"] == "大学生"


def test_a_bad_choice_is_ignored_with_one_warning(visit: Callable[..., Visit]) -> None:
    bad = 'data-color="red;}" data-position="top" data-size="9" data-title=" " data-lang="constructor" data-audience="any"'
    page, console = visit(bad)
    ask(opened(page), VETERAN)
    expect(page.locator(".card")).to_be_visible()
    ask(page, VETERAN)
    expect(page.locator(".card")).to_have_count(2)
    for name in ("color", "position", "size", "title", "lang", "audience"):
        assert len([text for text in console if f"data-{name}=" in text]) == 1
    expect(page.get_by_role("dialog", name="创业政策助手")).to_be_visible()


def test_text_on_every_colour_can_be_read(visit: Callable[..., Visit]) -> None:
    page = visit().page
    steps = range(0, 256, 51)
    colors = [f"#{r:02x}{g:02x}{b:02x}" for r in steps for g in steps for b in steps] + ["#777777", "#767676", "#abc"]
    least = page.evaluate(
        """colors => {
          const element = document.querySelector("policy-assistant");
          const launcher = element.shadowRoot.querySelector(".launcher");
          const linear = part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
          const light = color => {
            const [red, green, blue] = color.match(/[0-9]+/g).map(part => linear(part / 255));
            return .2126 * red + .7152 * green + .0722 * blue + .05;
          };
          return Math.min(...colors.map(color => {
            element.setAttribute("data-color", color);
            const { color: ink, backgroundColor: ground } = getComputedStyle(launcher);
            const pair = [light(ink), light(ground)];
            return Math.max(...pair) / Math.min(...pair);
          }));
        }""",
        colors,
    )
    assert least >= 4.5


def test_the_elements_own_choices_win_and_none_is_added(visit: Callable[..., Visit]) -> None:
    body = '<policy-assistant data-title="自己的"></policy-assistant>'
    page = visit('data-title="脚本的" data-lang="en"', body=body).page
    assert page.locator("policy-assistant").count() == 1
    expect(page.get_by_role("button", name="自己的")).to_be_visible()
    expect(page.locator(".frame")).to_have_attribute("lang", "en")


def test_a_script_in_the_head_or_loaded_late_works(visit: Callable[..., Visit], ours: str) -> None:
    early = visit(head=f'<script src="{ours}/static/widget.js"></script>').page
    expect(early.locator(".launcher")).to_be_visible()
    late = visit(body="<p>x").page
    assert late.evaluate("document.querySelectorAll('policy-assistant').length") == 1


def test_a_comparison_is_a_link_to_our_table(visit: Callable[..., Visit], ours: str) -> None:
    page = opened(visit().page)
    ask(page, "贷款和培训方面，农民工、退役军人、大学生有什么不同")
    link = page.get_by_role("link", name="看完整的对照表")
    assert (link.get_attribute("href") or "").startswith(f"{ours}/compare?")
    expect(page.locator(".quote")).to_have_count(0)


def test_choices_are_offered_and_asked_at_a_touch(visit: Callable[..., Visit]) -> None:
    page = opened(visit().page)
    stub(page, choices=[{"text": VETERAN}], suggestions=[VETERAN])
    ask(page, "有什么补贴")
    expect(page.locator(".card .offers button")).to_have_count(1)
    expect(page.locator(".card")).to_contain_text("请选一项")
    page.locator(".card .offers button").click()
    expect(page.locator(".asked").last).to_contain_text(VETERAN)


def test_questions_are_offered_while_one_is_typed_and_taken_by_keyboard(visit: Callable[..., Visit]) -> None:
    page = opened(visit('data-audience="退役军人"').page)
    with page.expect_request("**/api/v1/suggestions") as typed:
        page.keyboard.type("贷款")
    assert typed.value.post_data_json == {"q": "贷款", "audience": "退役军人"}
    assert typed.value.url.endswith("/suggestions")
    offers = page.get_by_role("option")
    expect(offers.first).to_contain_text("贷款")
    expect(page.get_by_role("status")).to_contain_text("条相近的问法")
    page.keyboard.press("ArrowDown")
    expect(offers.first).to_have_attribute("aria-selected", "true")
    assert page.locator("textarea").get_attribute("aria-activedescendant") == offers.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type("贴息")
    wanted = offers.nth(1).inner_text()
    page.keyboard.press("ArrowUp")
    for _ in range(offers.count() - 2):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".asked")).to_contain_text(wanted)
    expect(page.locator(".card")).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_no_offer_is_asked_for_with_a_number_of_a_person_or_while_characters_are_composed(
    visit: Callable[..., Visit],
) -> None:
    page, typed = opened(visit().page), list[str]()
    page.on("request", lambda asked: typed.append(asked.post_data or "") if "suggestions" in asked.url else None)
    page.locator("textarea").dispatch_event("compositionstart")
    page.locator("textarea").fill("daikuan")
    page.locator("textarea").dispatch_event("compositionend")
    expect(page.get_by_role("option").first).to_be_visible()
    page.locator("textarea").fill("我的电话13800138000贷款")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.locator("textarea").fill("贷款")
    expect(page.get_by_role("option").first).to_be_visible()
    assert len(typed) == 2


def test_an_answer_is_judged_and_why_is_told(visit: Callable[..., Visit]) -> None:
    page = opened(visit().page)
    ask(page, VETERAN)
    card = page.locator(".card")
    with page.expect_response("**/api/v1/feedback") as kept:
        card.get_by_role("button", name="有用").click()
    assert (kept.value.ok, kept.value.request.post_data_json["useful"]) == (True, True)
    expect(card.get_by_text("谢谢，记下了")).to_be_visible()
    card.get_by_role("button", name="没用").evaluate("button => button.click()")
    expect(card.get_by_role("button", name="提交")).to_be_in_viewport(ratio=1)
    card.get_by_role("button", name="没说全").click()
    card.get_by_role("button", name="看不懂").click()
    card.get_by_role("button", name="看不懂").click()
    with page.expect_response("**/api/v1/feedback") as kept:
        card.get_by_role("button", name="提交").click()
    judged = kept.value.request.post_data_json
    assert (kept.value.ok, judged["useful"], judged["reasons"]) == (True, False, ["incomplete"])
    assert judged["clauses"] and VETERAN not in str(judged)
    expect(card.get_by_text("谢谢，我们会改进")).to_be_visible()
    expect(card.get_by_role("button", name="没用")).to_be_focused()
    page.route("**/api/v1/feedback", lambda route: route.abort())
    card.get_by_role("button", name="有用").click()
    expect(card.get_by_text("没能记下")).to_be_visible()


def test_what_is_no_answer_is_not_judged(visit: Callable[..., Visit]) -> None:
    page = opened(visit().page)
    ask(page, "你好")
    expect(page.locator(".card")).to_be_visible()
    expect(page.get_by_role("button", name="有用")).to_have_count(0)


def test_an_address_elsewhere_is_no_link(visit: Callable[..., Visit]) -> None:
    page = opened(visit().page)
    stub(page, comparison={"rows": [{}], "url": "https://elsewhere.example/compare"})
    ask(page, VETERAN)
    expect(page.locator(".card a.button")).to_be_visible()
    assert page.locator(".card a.button").get_attribute("href") is None


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en", "vi"])
def test_every_example_of_every_language_is_answered(visit: Callable[..., Visit], language: str) -> None:
    page = visit(f'data-lang="{language}"').page
    said = words()[language]
    opened(page)
    examples = [example for group in said["examples"].values() for example in group]
    for number, example in enumerate(examples, 1):
        ask(page, example)
        expect(page.locator(".card")).to_have_count(number)
        expect(page.locator(".card h2").last).to_have_text(said["status"]["answered"])
        expect(page.locator(".card").last.locator(".quote p").first).to_have_attribute("lang", "zh-Hans")


@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(visit: Callable[..., Visit], theme: Any, language: str, size: str) -> None:
    page = visit(f'data-color="#ffd24a" data-lang="{language}" data-size="{size}"').page
    page.emulate_media(color_scheme=theme)
    assert not Axe().run(page).response["violations"]
    ask(opened(page), VETERAN)
    page.locator("summary").click()
    page.get_by_role("button", name=words()[language]["useless"]).click()
    page.locator("textarea").fill("贷款")
    expect(page.get_by_role("option").first).to_be_visible()
    assert not Axe().run(page).response["violations"]


def test_an_answer_whose_card_cannot_be_drawn_is_shown_as_text(visit: Callable[..., Visit]) -> None:
    page, console = visit()
    opened(page)
    stub(page, text="政策原文是这样写的", citations=[{"quotes": "no list"}])
    ask(page, VETERAN)
    expect(page.locator(".undrawn")).to_have_text("政策原文是这样写的")
    expect(page.locator(".failure")).to_have_count(0)
    assert any("policy-assistant" in line for line in console)
