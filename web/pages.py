"""The pages that people read: the chat, each document, and the comparison. All work without JavaScript."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, Flask, Response, make_response, render_template, request

from bot import AUDIENCES, Question
from bot.audiences import EVERYONE, audiences
from index import Clause, Document, today, validity

from .api import answer_as_json, table_as_json
from .assistant import assistant, the_bot, the_index
from .errors import ApiError
from .headers import kept_while_unchanged
from .inputs import compared
from .metrics import metrics
from .quotes import Run, lines, read_spans

pages = Blueprint("pages", __name__)


class Entry(NamedTuple):
    """A part of a document as the page shows it; ``title`` stands in the table of contents, when there is one."""

    kind: str
    lines: list[list[Run]]
    title: str = ""
    level: int = 0
    anchor: str = ""
    clause: Clause | None = None
    before: Clause | None = None
    after: Clause | None = None


def register(app: Flask) -> None:
    app.register_blueprint(pages)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


@pages.get("/")
def chat() -> str:
    return render_template("chat.html", ready=assistant().bot is not None)


@pages.post("/")
def answered() -> str:
    """Answer a form: what the chat does for a browser without JavaScript."""
    audience = request.form.get("audience")
    text = request.form.get("example") or request.form.get("question", "")
    chosen = audience if audience in AUDIENCES else None
    question = Question(text=text, audience=chosen, conversation=request.form.get("conversation"))
    answer = the_bot().answer(question)
    metrics().count("policybot_answers_total", answer.status.value)
    return render_template("chat.html", ready=True, question=question, answer=answer_as_json(answer))


@pages.get("/documents/<document_id>")
@kept_while_unchanged
def document(document_id: str) -> Response:
    """A document to read; ``?clause=ID&quote=12-40`` marks words of a clause, by their place in its text."""
    found = the_index().document(document_id)
    if found is None:
        raise ApiError(404)
    response = make_response(
        render_template(
            "document.html",
            document=found,
            validity=validity(found, today()),
            entries=_entries(found),
            cited=request.args.get("clause"),
        )
    )
    if "quote" in request.args:
        response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/compare")
@kept_while_unchanged
def compare() -> Response:
    """The audiences side by side; the form's choices are parameters, as of the API."""
    names, needs, documents, day = compared()
    table, notices = the_bot().compare(day or today(), names, needs, documents)
    shown = render_template(
        "compare.html",
        table=table_as_json(table),
        notices=notices,
        audiences=AUDIENCES,
        needs=audiences().rows,
        documents=the_index().documents,
        everyone=EVERYONE,
        sources=list({citation.clause.document.id: citation.clause.document for citation in table.citations}.values()),
        chosen={"audiences": names or AUDIENCES, "needs": needs, "documents": documents, "as_of": day},
    )
    return make_response(shown)


def _entries(document: Document) -> list[Entry]:
    """A document's parts, in order, each with its lines."""
    clauses = {clause.id: clause for clause in the_index().clauses_of(document)}
    cited, given = request.args.get("clause"), request.args.getlist("quote")
    found = []
    for number, part in enumerate(document.parts):
        clause = clauses.get(f"{document.id}-{part.anchor}") if part.kind in ("clause", "paragraph") else None
        if clause:
            marked = read_spans(given, len(clause.text)) if clause.id == cited else []
            title = clause.path[-1] if clause.title else ""
            before, after = (the_index().neighbour(clause, step) for step in (-1, 1))
            found.append(Entry("clause", lines(clause, marked), title, 0, clause.id, clause, before, after))
        else:
            plain = [[Run(line, False, False)] for line in part.text.split("\n")]
            level = min(len(part.path) + 1, 4)
            title = part.path[-1] if part.kind == "heading" else ""
            found.append(Entry(part.kind, plain, title, level, f"{document.id}-part-{number}"))
    return found
