"""A document's parts → ``Clause``s, each with its number, its path and who answers for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .documents import Document
from .outline import Part
from .units import units


@dataclass(frozen=True)
class Clause:
    """The smallest numbered unit; what a citation points at.

    ``path`` begins with the outermost heading and ends with the clause's own; ``text`` is exact.
    """

    id: str
    number: str
    label: str
    title: str
    path: tuple[str, ...]
    text: str
    lead_units: tuple[str, ...] = ()
    supporting_units: tuple[str, ...] = ()
    document: Document = field(repr=False, kw_only=True)


def clauses(document: Document) -> list[Clause]:
    """List a document's clauses, in order."""
    return [clause_of(document, part) for part in document.parts if is_clause(part)]


def clause_of(document: Document, part: Part) -> Clause:
    """A part that can be cited, with who answers for it."""
    lead, supporting = units(part.text)
    place = (f"{document.id}-{part.anchor}", part.number, part.label, part.title, part.path)
    return Clause(*place, part.text, lead, supporting, document=document)


def is_clause(part: Part) -> bool:
    """Whether a part can be cited."""
    return part.kind in ("clause", "paragraph")
