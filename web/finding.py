"""The list of documents, and the search among them: what was typed goes in a form, and only the places found stand in an address.

People type their own affairs into any box. An address stays in histories, logs and referrers, so the form's answer
leads on to one that names clauses and the sentence of each; it can be kept, shared and gone back to.
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Redirection

from bot import Bot, Citation
from bot.personal import has_personal_data
from bot.questions import LONGEST, clean
from bot.scope import is_known
from bot.words import is_foreign
from index import Clause, Document, Filter, Hit, State, today, validity

from .assistant import the_bot, the_index
from .cites import cite_of, read_cites
from .errors import ApiError
from .headers import kept_while_unchanged

CHOICES = ("state", "region")
MOST = 20
NEAR = 0.4

finding = Blueprint("finding", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(finding)


@finding.get("/documents")
@kept_while_unchanged
def listed() -> Response:
    """All documents, or those chosen; and the clauses that a search led to."""
    chosen = {name: request.args.get(name, "") for name in CHOICES}
    cites, day = request.args.getlist("found"), today()
    shown = render_template(
        "documents.html",
        documents=[(one, validity(one, day)) for one in documents(**chosen)],
        found=read_cites(cites, None, the_index(), day) if any(cites) else None if not cites else [],
        total=len(the_index().documents),
        chosen=chosen,
        states=sorted({validity(one, day).state for one in the_index().documents}, key=list(State).index),
        regions=sorted({one.region for one in the_index().documents if one.region}),
    )
    response = make_response(shown)
    if cites:
        response.headers["Cache-Control"] = "no-store"
    return response


@finding.post("/documents")
def searched() -> Redirection:
    """Search, then lead to the page that lists what was found."""
    text = clean(request.form.get("q", "")[:LONGEST])
    if has_personal_data(text):
        raise ApiError(400, "请去掉身份证号、手机号、银行卡号再查。")
    chosen = {name: request.form[name] for name in CHOICES if request.form.get(name)}
    admitted = Filter(frozenset(one.id for one in documents(**chosen)))
    cites = [cite_of(one) for one in found(the_bot(), text, admitted)] if text else []
    asked = [*(("found", cite) for cite in (cites or [""] * bool(text))), *chosen.items()]
    return redirect(f"/documents?{urlencode(asked)}#found" if asked else "/documents", 303)


def documents(state: str = "", region: str = "") -> list[Document]:
    """Those of a state today and of a region, newest first; an empty choice admits all.

    :raises ApiError: no such state or region.
    """
    index, day = the_index(), today()
    if state not in ("", *State) or region not in ("", *(one.region for one in index.documents)):
        raise ApiError(400)
    admitted = [
        one
        for one in index.documents
        if validity(one, day).state == (state or validity(one, day).state) and one.region == (region or one.region)
    ]
    return sorted(admitted, key=lambda one: (one.issued_on is None, -(one.issued_on or day).toordinal()))


def found(bot: Bot, text: str, among: Filter) -> list[Citation]:
    """The clauses that speak to some words, each with the sentence that does; none for a subject that is not ours.

    The words are read as those of a question are: traditional characters, pinyin and slips of the keyboard too.
    """
    reading, index = bot.words.read(text), bot.index
    result = index.find(reading.text, MOST, among, reading.terms)
    if result.query is None:
        return []
    known = is_known(result.evidence, foreign=reading.text if is_foreign(reading.text) else "")
    words, day = reading.text.split(), today()
    best = result.hits[0].score
    query = result.query

    def speaks(hit: Hit) -> bool:
        return all(word in hit.clause.text for word in words) or (known and hit.score >= NEAR * best)

    def sentence(clause: Clause) -> str:
        ranked = sorted(index.sentences(clause, query), key=lambda one: -one.score)
        return next((one.text for one in ranked if words[0] in one.text), ranked[0].text)

    hits = [hit.clause for hit in result.hits if speaks(hit)]
    return [
        Citation(mark, clause, validity(clause.document, day), (sentence(clause),))
        for mark, clause in enumerate(hits, 1)
    ]
