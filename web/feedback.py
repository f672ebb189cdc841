"""Whether an answer was useful, and if not why: by the API, or by a form without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request

from bot.personal import masked
from bot.questions import clean
from index import today

from .assistant import the_index
from .cites import MOST
from .inputs import invalid, read_body
from .metrics import metrics
from .records import Feedback, Records

REASONS = ("off_topic", "wrong_clause", "incomplete", "unclear", "outdated", "other")
FIELDS = ("answer_id", "useful", "reasons", "comment", "clauses")
COMMENT_MAX = 300

_ANSWER_ID = re.compile(r"[0-9a-f]{32}")

feedback = Blueprint("feedback", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(feedback)
    app.jinja_env.globals.update(reasons=REASONS)


@feedback.post("/api/v1/feedback")
def judged() -> Response:
    _keep(_read(read_body(FIELDS)))
    return jsonify(recorded=True)


@feedback.post("/feedback")
def judged_by_form() -> str:
    """Keep what a form says; one that says no is asked why, on a page of its own."""
    form = request.form
    given = {name: form[name] for name in ("answer_id", "comment") if name in form}
    lists = {"reasons": form.getlist("reasons"), "clauses": form.get("clauses", "").split()}
    found = _read({**given, **lists, "useful": {"yes": True, "no": False}.get(form.get("useful", ""))})
    _keep(found)
    return render_template("thanks.html", given=found, asks_why=not found.useful and "comment" not in form)


def _keep(found: Feedback) -> None:
    records: Records = current_app.extensions["records"]
    records.keep(found)
    metrics().count("policybot_feedback_total", "yes" if found.useful else "no")


def _read(body: Mapping[str, Any]) -> Feedback:
    """Read a judgement, refused whole when any part of it is wrong; its comment loses what names a person, and clauses that are gone are passed over.

    :raises ApiError: naming the field.
    """
    answer_id, useful, comment = body.get("answer_id"), body.get("useful"), body.get("comment")
    if not isinstance(answer_id, str) or not _ANSWER_ID.fullmatch(answer_id):
        raise invalid("answer_id", "answer_id 应当是答复里的 id。")
    if not isinstance(useful, bool):
        raise invalid("useful", "useful 应当是 true 或 false。")
    reasons = _listed(body, "reasons", len(REASONS))
    if not set(reasons) <= set(REASONS) or (reasons and useful):
        raise invalid("reasons", f"reasons 只能是 {'、'.join(REASONS)}，可以填几个；useful 是 true 时不填。")
    comment = "" if comment is None else comment
    if not isinstance(comment, str) or len(comment) > COMMENT_MAX:
        raise invalid("comment", f"comment 应当是不超过 {COMMENT_MAX} 个字的文字，或不填。")
    clauses = _listed(body, "clauses", MOST)
    known = tuple(clause for clause in clauses if the_index().clause(clause))
    return Feedback(answer_id, useful, reasons, masked(clean(comment)), known, today())


def _listed(body: Mapping[str, Any], name: str, most: int) -> tuple[str, ...]:
    """Read a list of words, each once.

    :raises ApiError: no such list.
    """
    given = body.get(name)
    given = [] if given is None else given
    if not isinstance(given, list) or len(given) > most or not all(isinstance(item, str) for item in given):
        raise invalid(name, f"{name} 应当是不超过 {most} 项的文字列表，或不填。")
    return tuple(dict.fromkeys(given))
