"""Pictures of every page and state in ``instance/screenshots``, to be looked at: ``pytest tests/test_screenshots.py``."""

from __future__ import annotations

import pytest
from faces import faces, visitor
from playwright.sync_api import Browser

from index import Index
from index.paths import INSTANCE
from web.wording import LANGUAGES

SCREENS = {320: 640, 360: 780, 768: 1024, 1440: 900, 2560: 1440}
FOLDER = INSTANCE / "screenshots"


@pytest.mark.parametrize("care", [False, True], ids=["usual", "care"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_face_has_its_picture(
    browser: Browser, address: str, real_index: Index, language: str, care: bool
) -> None:
    clause = next(clause for clause in real_index.clauses if clause.number == "8")
    context = visitor(browser, address, language=language, care=care)
    for face in faces(clause.document.id, clause.id):
        page = context.new_page()
        face.show(page)
        for width, height in SCREENS.items():
            page.set_viewport_size({"width": width, "height": height})
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
                picture = FOLDER / str(width) / f"{face.name}-{language}-{'care-' if care else ''}{theme}.png"
                assert page.screenshot(path=picture)
        page.close()
    context.close()
