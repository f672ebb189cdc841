"""One set of colours: what cannot load style.css repeats them, and they stay equal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.paths import ROOT

PAGES = ROOT / "web/static/style.css"
OWN = {
    "theme": "brand",
    "theme-ink": "brand-ink",
    "soft": "brand-soft",
}  # the widget's, which a host may choose instead


def colours(sheet: Path) -> list[dict[str, str]]:
    """The colours of a style sheet's first two blocks that set them: by day, and by night."""
    blocks = re.findall(r"\{([^{}]*--ground:[^{}]*)\}", sheet.read_text(encoding="utf-8"))[:2]
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)) for block in blocks]


@pytest.mark.parametrize("sheet", ["web/static/widget.css", "web/miniprogram/src/components/shared/tokens.wxss"])
def test_its_colours_are_those_of_our_pages(sheet: str) -> None:
    pages, others = colours(PAGES), colours(ROOT / sheet)
    assert len(pages) == len(others) == 2
    for ours, its in zip(pages, others, strict=True):
        assert len(its) >= 14
        assert its == {name: ours[OWN.get(name, name)] for name in its}
