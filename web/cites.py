"""Citations ↔ the address of their slip: clauses and places in their text, and nothing of what was asked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import quote as escaped
from urllib.parse import urlencode

from bot import Citation
from index import Index, validity

from .errors import ApiError
from .quotes import read_spans, spans

MOST = 60
LONGEST_IN_QR = 560

_CITE = re.compile(r"([^~]{1,200})~([0-9]{1,6}-[0-9]{1,6}(?:~[0-9]{1,6}-[0-9]{1,6}){0,99})")
_WRONG = "告知单的地址不完整或写错了。请回到问答，重新打开告知单。"
_CHANGED = "政策原文更新过，这张告知单上的引文对不上了。请重新提问，取一张新的。"


def slip_url(citations: Sequence[Citation]) -> str | None:
    """Where the slip of an answer opens; None without a citation, or with more than fit on paper."""
    asked = _asked(citations)
    return f"/slip?{asked}" if asked else None


def slip_qr_url(citations: Sequence[Citation]) -> str | None:
    """Where the QR code of that address is drawn; None when there is no slip or its address is too long to scan."""
    asked = _asked(citations)
    return f"/slip/qr.svg?{asked}" if asked and len(asked) <= LONGEST_IN_QR else None


def cite_of(citation: Citation) -> str:
    """A clause and where its quotes stand, as one parameter: ``CLAUSE~12-40~50-61``."""
    places = spans(citation.clause.text, citation.quotes)
    return "~".join([citation.clause.id, *(f"{start}-{end}" for start, end in places)])


def read_cites(given: Sequence[str], check: str | None, index: Index, day: date) -> list[Citation]:
    """Read ``CLAUSE~12-40~50-61``, one for each clause, into quotes that are proved to be in the clauses.

    :raises ApiError: 400 for what is no such address, 404 for a clause that is not there or whose words have changed.
    """
    if not 1 <= len(given) <= MOST:
        raise ApiError(400, _WRONG)
    citations = [_citation(mark, cite, index, day) for mark, cite in enumerate(given, 1)]
    if check is not None and check != _digest(citations):
        raise ApiError(404, _CHANGED)
    return citations


def _citation(mark: int, cite: str, index: Index, day: date) -> Citation:
    match = _CITE.fullmatch(cite)
    if match is None:
        raise ApiError(400, _WRONG)
    clause, places = index.clause(match[1]), match[2].split("~")
    if clause is None:
        raise ApiError(404, _CHANGED)
    found = read_spans(places, len(clause.text))
    quotes = tuple(clause.text[start:end] for start, end in found)
    if len(found) != len(places) or not all(quote.strip() for quote in quotes):
        raise ApiError(404, _CHANGED)
    return Citation(mark, clause, validity(clause.document, day), quotes)


def _asked(citations: Sequence[Citation]) -> str:
    """The parameters of an address; ``check`` tells later whether the words are still the same."""
    if not 1 <= len(citations) <= MOST:
        return ""
    cites = [cite_of(citation) for citation in citations]
    return urlencode([*(("cite", cite) for cite in cites), ("check", _digest(citations))], quote_via=escaped)


def _digest(citations: Sequence[Citation]) -> str:
    words = "\n".join(quote for citation in citations for quote in citation.quotes)
    return hashlib.sha256(words.encode()).hexdigest()[:8]
