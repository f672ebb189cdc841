"""The JSON contract that all clients share; ``openapi.yaml`` describes it and the tests hold both together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, jsonify

from bot import Answer, Citation
from bot.answers import clause_as_dict, document_as_dict
from bot.comparison import Table
from bot.needs import all_needs
from bot.questions import clean
from index import Clause, Document, Hit, today, validity
from index.yaml_text import parse_yaml

from .assistant import the_bot, the_index
from .cites import slip_qr_url, slip_url
from .errors import ApiError
from .headers import kept_while_unchanged
from .inputs import audience_asked, compared, day_asked, hits_asked, query, read_question, read_typed
from .metrics import metrics
from .quotes import marked_url

api = Blueprint("api", __name__, url_prefix="/api/v1")


def register(app: Flask) -> None:
    app.register_blueprint(api)


@api.post("/ask")
def ask() -> Response:
    question = read_question()
    answer = the_bot().answer(question)
    metrics().count("policybot_answers_total", answer.status.value)
    return jsonify(answer_as_json(answer))


@api.get("/search")
def search() -> Response:
    text, k, day = query(), hits_asked(), day_asked() or today()
    return jsonify(results=[_hit(hit, day) for hit in the_index().search(clean(text), k)])


@api.get("/documents")
@kept_while_unchanged
def documents() -> Response:
    day = day_asked() or today()
    return jsonify(documents=[_document(document, day) for document in the_index().documents])


@api.get("/documents/<document_id>")
@kept_while_unchanged
def document(document_id: str) -> Response:
    day, found = day_asked() or today(), the_index().document(document_id)
    if found is None:
        raise ApiError(404)
    return jsonify(_document(found, day))


@api.get("/clauses/<clause_id>")
@kept_while_unchanged
def clause(clause_id: str) -> Response:
    day, found = day_asked() or today(), the_index().clause(clause_id)
    if found is None:
        raise ApiError(404)
    return jsonify({**_clause(found), "document": document_as_dict(found.document, validity(found.document, day))})


@api.get("/suggestions")
def suggested() -> Response:
    return jsonify(suggestions=the_bot().typeahead.offers(query(), today(), audience_asked()))


@api.post("/suggestions")
def suggested_while_typing() -> Response:
    """The same, for what a person is typing: that must not stand in an address."""
    typed, audience = read_typed()
    return jsonify(suggestions=the_bot().typeahead.offers(typed, today(), audience))


@api.get("/compare")
@kept_while_unchanged
def compare() -> Response:
    names, needs, documents, day = compared()
    table, notices = the_bot().compare(day or today(), names, needs, documents)
    return jsonify(
        {
            **table_as_json(table),
            "notices": [{"kind": notice.kind, "text": notice.text} for notice in notices],
            "citations": [citation_as_json(citation) for citation in table.citations],
        }
    )


@api.get("/openapi.json")
@kept_while_unchanged
def description() -> Response:
    return jsonify(openapi())


@cache
def openapi() -> dict[str, Any]:
    """The description of this API, with the needs that are asked for, as their file has them."""
    loaded: dict[str, Any] = parse_yaml(Path(__file__).with_name("openapi.yaml").read_text(encoding="utf-8"))
    loaded["components"]["schemas"]["Need"]["enum"] += [need.name for need in all_needs()]
    return loaded


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """The answer as the contract has it, each citation with the address where its quotes are marked."""
    told = answer.as_dict()
    told["citations"] = [citation_as_json(citation) for citation in answer.citations]
    told["slip_url"], told["slip_qr_url"] = slip_url(answer.citations), slip_qr_url(answer.citations)
    told["comparison"] = table_as_json(answer.comparison) if answer.comparison else None
    return told


def citation_as_json(citation: Citation) -> dict[str, Any]:
    return {**citation.as_dict(), "marked_url": marked_url(citation)}


def table_as_json(table: Table) -> dict[str, Any]:
    """The table as the contract has it, each excerpt with the address where it is marked."""
    told = table.as_dict()
    cited = {citation.mark: citation for citation in table.citations}
    for row in told["rows"]:
        for cell in (*row["cells"], row["everyone"]):
            for shown in cell["excerpts"]:
                shown["marked_url"] = marked_url(replace(cited[shown["mark"]], quotes=tuple(shown["quotes"])))
    return told


def _hit(hit: Hit, day: date) -> dict[str, Any]:
    document = hit.clause.document
    return {
        "rank": hit.rank,
        "score": hit.score,
        "clause": _clause(hit.clause),
        "document": document_as_dict(document, validity(document, day)),
    }


def _document(document: Document, day: date) -> dict[str, Any]:
    own = [_clause(clause) for clause in the_index().clauses_of(document)]
    return {**document_as_dict(document, validity(document, day)), "clause_count": len(own), "clauses": own}


def _clause(clause: Clause) -> dict[str, Any]:
    return {"id": clause.id, **clause_as_dict(clause), "text": clause.text}
