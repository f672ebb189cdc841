"""Clauses → ``Chunk``s: the units that are embedded. A clause whole, each of its sentences, each way to ask for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .clauses import Clause
from .text import sentences

SHORTEST = 6
LONGEST = 480


class Kind(StrEnum):
    """What a chunk is of its clause."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PHRASING = "phrasing"


@dataclass(frozen=True)
class Chunk:
    """``clause`` is the clause's position in the index; ``passage`` is embedded, ``text`` is shown."""

    clause: int
    kind: Kind
    passage: str
    text: str

    @property
    def digest(self) -> str:
        """Names the vector: equal digests have equal vectors."""
        asked = "query" if self.kind is Kind.PHRASING else "document"
        return hashlib.sha256(f"{asked}\n{self.passage}".encode()).hexdigest()


def chunks(clauses: Sequence[Clause], phrasings: Mapping[str, Iterable[str]]) -> list[Chunk]:
    """List the chunks of all clauses: first the clauses, then the sentences, then the phrasings, each in order."""
    whole = [whole_chunk(row, clause) for row, clause in enumerate(clauses)]
    cut = [chunk for row, clause in enumerate(clauses) for chunk in sentence_chunks(row, clause)]
    asked = [
        Chunk(row, Kind.PHRASING, question, question)
        for row, clause in enumerate(clauses)
        for question in phrasings.get(clause.id, ())
    ]
    return [*whole, *cut, *asked]


def whole_chunk(row: int, clause: Clause) -> Chunk:
    """A clause as one chunk."""
    return Chunk(row, Kind.CLAUSE, passage(clause), clause.text)


def sentence_chunks(row: int, clause: Clause) -> list[Chunk]:
    """A clause's sentences, each under its heading."""
    above = f"{heading(clause)}：" if heading(clause) else ""
    return [Chunk(row, Kind.SENTENCE, f"{above}{sentence}", sentence) for sentence in told(clause)]


def passage(clause: Clause) -> str:
    """Put the document's name and the headings before a clause's text."""
    above = [step for step in clause.path[:-1] if step]
    return " ".join([clause.document.name, *above, clause.text])


def heading(clause: Clause) -> str:
    return clause.title or (clause.path[-2] if len(clause.path) > 1 else "")


def told(clause: Clause) -> list[str]:
    """The sentences of a clause that say something: no heading, no bracket with the units; one at least."""
    found = [sentence.strip() for sentence in sentences(clause.text)]
    kept = [
        sentence[:LONGEST]
        for number, sentence in enumerate(found)
        if len(sentence) >= SHORTEST
        and not set(sentence) <= set("|-: ")
        and not (number == 0 and clause.title and len(sentence) <= len(clause.title) + 8)
        and not sentence.startswith(("（牵头单位", "(牵头单位", "（责任单位"))
    ]
    return kept or [clause.text.strip()[:LONGEST]]
