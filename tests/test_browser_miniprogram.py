"""The mini-program as it is drawn: the markup of its unit tests, the styles of WeChat's compiler, in Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from conftest import MINIPROGRAM, Drawn, run_in_miniprogram
from playwright.sync_api import Browser

from index.paths import INSTANCE

PICTURES = INSTANCE / "screenshots" / "miniprogram"
CHAT, CARD, FEEDBACK, PAGE, CLAUSE = (
    "components/chat/chat",
    "components/answer-card/answer-card",
    "components/feedback/feedback",
    "pages/chat/chat",
    "pages/clause/clause",
)
SCREENS = {
    **dict.fromkeys(
        ["chat", "failure", "offers", "welcome-zh-Hans", "welcome-zh-Hant", "welcome-en", "welcome-vi"], CHAT
    ),
    **dict.fromkeys(["card", "clarify", "comparison", "out_of_scope", "vietnamese", "card-elderly"], CARD),
    **dict.fromkeys(["feedback", "feedback-elderly"], FEEDBACK),
    **{"page-vi": PAGE, "elderly": PAGE, "elderly-welcome": PAGE, "clause": CLAUSE, "clause-elderly": CLAUSE},
}
# What WeChat draws by itself around our markup.
BUILT_IN = """
html, body, main { height: 100%; margin: 0; background: #f7f4ed; }
@media (prefers-color-scheme: dark) { html, body, main { background: #161917; } }
main, wx-view, wx-scroll-view, wx-picker, wx-textarea { display: block; }
wx-scroll-view { overflow-y: auto; }
"""


@cache
def styles(root: str) -> str:
    """The style sheets of a screen, as WeChat's compiler makes them."""
    done = run_in_miniprogram(["node", "tests/styles.js", "375", root])
    assert done.returncode == 0, done.stderr
    return "".join(json.loads(done.stdout).values())


@cache
def measuring() -> str:
    """The script that measures; it knows by class what can be pressed."""
    markup = "".join(path.read_text(encoding="utf-8") for path in (MINIPROGRAM / "src").rglob("*.wxml"))
    tags = re.findall(r"<[^>]*bind(?:tap|input)=[^>]*>", markup)
    pressed = sorted({match[1] for tag in tags if (match := re.search(r'class="([\w-]+)', tag))})
    script = (MINIPROGRAM / "tests/measure.js").read_text(encoding="utf-8")
    return script.replace("PRESSED.", f"{json.dumps(pressed)}.")


def measured(browser: Browser, markup: Path, extra: str = "") -> Iterator[dict[str, Any]]:
    """Draw a screen on two phones, by day and by night; keep its pictures, and measure it."""
    page = browser.new_page()
    style = f"<style>{BUILT_IN}{styles(SCREENS[markup.stem])}{extra}</style>"
    page.set_content(f"<!doctype html><meta charset=utf-8>{style}{markup.read_text(encoding='utf-8')}")
    for width, scheme in product((320, 375), ("light", "dark")):
        page.set_viewport_size({"width": width, "height": 812})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=PICTURES / f"{markup.stem}-{width}-{scheme}.png")
        yield {"width": width, "scheme": scheme, **page.evaluate(measuring())}
    page.close()


@pytest.mark.parametrize("name", sorted(SCREENS))
def test_a_screen_can_be_read_and_pressed(browser: Browser, drawn: Drawn, name: str) -> None:
    smallest, lowest = (18, 60) if "elderly" in name else (15, 48)
    for found in measured(browser, drawn.screens / f"{name}.html"):
        assert found["written"] > 2, found
        assert not found["faint"] + found["outside"], found
        assert found["smallest"] >= smallest, found
        assert found["lowest"] >= lowest, found


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (".main--hint { color: #999 !important }", "faint"),
        ("main { width: 120% !important }", "outside"),
        (".main--button { min-height: 0 !important; padding: 0 !important }", "lowest"),
    ],
)
def test_the_measure_sees_what_is_wrong(browser: Browser, drawn: Drawn, wrong: str, what: str) -> None:
    found = next(measured(browser, drawn.screens / "card.html", wrong))
    assert found["lowest"] < 48 if what == "lowest" else found[what]
