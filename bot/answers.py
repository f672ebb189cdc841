"""``Answer``: what the assistant says, and what it rests on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from index import Clause, Document, Validity

if TYPE_CHECKING:
    from .comparison import Table


class Status(StrEnum):
    """How a question ended; a closed list."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NO_CLAUSE = "no_clause"
    OTHER_REGION = "other_region"
    OUT_OF_SCOPE = "out_of_scope"
    CLARIFY = "clarify"
    GREETING = "greeting"
    INVALID = "invalid"
    PERSONAL_DATA = "personal_data"
    SENSITIVE = "sensitive"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Citation:
    """A clause and the words quoted from it, each a substring of its text; all that answer, if ``complete``."""

    mark: int
    clause: Clause
    validity: Validity
    quotes: tuple[str, ...]
    complete: bool = True

    @property
    def url(self) -> str:
        """Where the document opens at the clause; the page marks the quotes."""
        return clause_url(self.clause)

    def as_dict(self) -> dict[str, Any]:
        return {
            **clause_as_dict(self.clause),
            "mark": self.mark,
            "document": document_as_dict(self.clause.document, self.validity),
            "quotes": list(self.quotes),
            "complete": self.complete,
        }


@dataclass(frozen=True)
class Notice:
    """Something to read before the quote; ``kind`` is a validity state, ``inference``, ``read_as``, ``only_for``, ``other_unit``, ``other_figure`` or ``other_year``."""

    kind: str
    text: str


@dataclass(frozen=True)
class Contact:
    """A unit to ask and its role in a cited clause; ``inferred``: the clause does not name it, we infer it."""

    unit: str
    role: str
    inferred: bool = False


@dataclass(frozen=True)
class Answer:
    """What is said. ``text`` holds no fact that the quotes lack; ``missing`` names what the clause does not say.

    ``understood`` is the question in full when the conversation completed it; ``choices`` can be sent as the next one.
    """

    id: str
    status: Status
    text: str
    generation: int
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    contacts: tuple[Contact, ...] = ()
    missing: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    conversation: str | None = None
    comparison: Table | None = None
    understood: str | None = None
    choices: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The answer as the HTTP contract has it."""
        return {
            "id": self.id,
            "status": self.status.value,
            "text": self.text,
            "generation": self.generation,
            "citations": [citation.as_dict() for citation in self.citations],
            "notices": [{"kind": notice.kind, "text": notice.text} for notice in self.notices],
            "contacts": [asdict(contact) for contact in self.contacts],
            "missing": list(self.missing),
            "suggestions": list(self.suggestions),
            "conversation": self.conversation,
            "comparison": self.comparison.as_dict() if self.comparison else None,
            "understood": self.understood,
            "choices": [{"text": text} for text in self.choices],
            "facts": list(self.facts),
        }


def clause_url(clause: Clause) -> str:
    return f"/documents/{quote(clause.document.id)}#{quote(clause.id)}"


def clause_as_dict(clause: Clause) -> dict[str, Any]:
    """A clause's place and units, without its text."""
    return {
        "clause_id": clause.id,
        "number": clause.number,
        "label": clause.label,
        "title": clause.title,
        "path": list(clause.path),
        "lead_units": list(clause.lead_units),
        "supporting_units": list(clause.supporting_units),
        "url": clause_url(clause),
    }


def document_as_dict(document: Document, validity: Validity) -> dict[str, Any]:
    """A document's metadata, with its validity on a day."""

    def printed(day: Any) -> str | None:
        return day.isoformat() if day else None

    return {
        "id": document.id,
        "source": document.source,
        "title": document.title,
        "name": document.name,
        "number": document.number,
        "authority": document.authority,
        "issued_on": printed(document.issued_on),
        "effective_on": printed(document.effective_on),
        "expires_on": printed(document.expires_on),
        "region": document.region,
        "validity": {"state": validity.state.value, "text": validity.text},
        "url": f"/documents/{quote(document.id)}",
    }
