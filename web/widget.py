"""The script that other sites load: ``static/widget.js`` with its style and its words inside, as one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response

from .assets import FOLDER
from .feedback import REASONS
from .headers import kept_while_unchanged
from .wording import catalogs

SENTENCES = {
    "title": "frame.title",
    "lead": "frame.tagline",
    "welcome": "chat.lead",
    "starters": "starters.title",
    "box": "chat.question",
    "placeholder": "chat.placeholder",
    "send": "chat.send",
    "privacy": "chat.privacy",
    "asked": "chat.asked",
    "waiting": "chat.waiting",
    "shown": "chat.answered_spoken",
    "retry": "chat.again",
    "offline": "failure.offline",
    "slow": "failure.slow",
    "understood": "answer.understood",
    "cut": "answer.cut",
    "source": "answer.open",
    "table": "answer.table",
    "missing": "answer.missing",
    "unclear": "answer.missing_hint",
    "contacts": "answer.contacts",
    "supporting": "answer.supporting",
    "hotline": "answer.hotline",
    "choices": "answer.choose",
    "follow": "answer.more",
    "offered": "chat.offers",
    "offered_count": "chat.offers_count",
    "judge": "feedback.question",
    "useful": "feedback.useful",
    "useless": "feedback.useless",
    "thanks": "feedback.thanks",
    "why": "feedback.why",
    "why_thanks": "feedback.why_thanks",
    "failed": "feedback.failed",
    "submit": "feedback.send",
    "close": "widget.close",
    "restart": "widget.restart",
    "elsewhere": "widget.elsewhere",
    "compared": "widget.compared",
}
REFUSALS = ("too_large", "unavailable", "internal")
SECTIONS = ("status", "explained", "notice", "words")
STARTERS = {"返乡农民工": "migrant", "退役军人": "veteran", "大学生": "student", "": "any"}
STYLE_PLACE, WORDS_PLACE = 'const STYLE = "";', "const WORDS = {};"


def register(app: Flask) -> None:
    script, style = composed(), _style()

    @kept_while_unchanged
    def widget() -> Response:
        return _for_every_page(script, "text/javascript")

    @kept_while_unchanged
    def widget_style() -> Response:
        """The style alone, for browsers that cannot take it from the script."""
        return _for_every_page(style, "text/css")

    app.add_url_rule("/static/widget.js", "widget", widget)
    app.add_url_rule("/static/widget.css", "widget_style", widget_style)


def composed() -> str:
    script = _without_comments((FOLDER / "widget.js").read_text(encoding="utf-8"))
    script = script.replace(STYLE_PLACE, f"const STYLE = {_literal(_style())};")
    return script.replace(WORDS_PLACE, f"const WORDS = {_literal(words())};")


def words() -> dict[str, dict[str, Any]]:
    """What the widget says, by language, from the catalogs of our own pages."""
    return {language: _words(catalog.sentences) for language, catalog in catalogs().items()}


def _words(sentences: Mapping[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {name: sentences[key] for name, key in SENTENCES.items()}
    for section in SECTIONS:
        keys = [key for key in sentences if key.startswith(f"{section}.")]
        said[section] = {key.removeprefix(f"{section}."): sentences[key] for key in keys if sentences[key]}
    said["reasons"] = {reason: sentences[f"feedback.{reason}"] for reason in REASONS}
    said["errors"] = {code: sentences[f"errors.{code}"] for code in REFUSALS}
    said["examples"] = {
        audience: [sentences[f"starters.{group}_{number}"] for number in (1, 2, 3)]
        for audience, group in STARTERS.items()
    }
    return said


def _style() -> str:
    return (FOLDER / "widget.css").read_text(encoding="utf-8")


def _without_comments(script: str) -> str:
    """The lines that do something: phones pay for the others too."""
    return "\n".join(line.strip() for line in script.splitlines() if not line.lstrip().startswith(("//", "/**")))


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _for_every_page(text: str, kind: str) -> Response:
    return Response(text, mimetype=kind, headers={"Cross-Origin-Resource-Policy": "cross-origin"})
