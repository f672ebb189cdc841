"""What is known of a document itself, in printed words, and the clause that states it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index import Clause, Document, Validity
from index.text import sentences

_STATED = {
    "effective_on": re.compile(r"自.{4,16}起(?:施行|实行|实施|生效|执行)"),
    "expires_on": re.compile(r"有效期|执行期|有效至|截止"),
}


def told(name: str, document: Document, judged: Validity) -> str:
    """A fact about a document as it is printed; empty when the document does not tell."""
    facts = {
        "number": document.number,
        "authority": document.authority,
        "title": document.title,
        "issued_on": printed(document.issued_on),
        "effective_on": printed(document.effective_on),
        "expires_on": printed(document.expires_on),
        "validity": judged.text,
        "newer": judged.text,
        "original": document.number or document.name,
    }
    return facts[name]


def stated(name: str, clauses: Sequence[Clause]) -> tuple[Clause, str] | None:
    """The clause of a document that states a fact, and its words."""
    pattern = _STATED.get(name)
    for clause in clauses if pattern else ():
        words = next((text for text in sentences(clause.text) if pattern and pattern.search(text)), None)
        if words:
            return clause, words.strip()
    return None


def printed(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
