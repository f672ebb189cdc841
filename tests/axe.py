"""What axe finds wrong in a page; it is put there once, and asked as often as there are states."""

from __future__ import annotations

from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OF_COLOUR = ("color-contrast", "link-in-text-block")  # the rules that another theme may break


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds wrong, and where; by all of its rules, or by some."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(Axe().axe_script)
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("options => axe.run(document, options).then(result => result.violations)", options)
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
