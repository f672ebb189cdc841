"""Where an answer's words stand in their clause, and how a page marks them there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote as escaped

from bot import Citation
from index import Clause


class Span(NamedTuple):
    """A run of a clause's text, from ``start`` up to ``end``."""

    start: int
    end: int


class Run(NamedTuple):
    """Text in one style."""

    text: str
    is_quoted: bool
    is_title: bool


def marked_url(citation: Citation) -> str:
    """Where the document opens at the clause, with the quotes marked; it tells nothing of the question."""
    clause = citation.clause
    marks = "".join(f"&quote={start}-{end}" for start, end in spans(clause.text, citation.quotes))
    return f"/documents/{escaped(clause.document.id)}?clause={escaped(clause.id)}{marks}#{escaped(clause.id)}"


def spans(text: str, quotes: Iterable[str]) -> list[Span]:
    """Find each quote in a text; one that is not there has no span."""
    starts = ((text.find(quote), quote) for quote in quotes if quote)
    return [Span(start, start + len(quote)) for start, quote in starts if start >= 0]


def read_spans(given: Sequence[str], length: int) -> list[Span]:
    """Read spans as ``12-40``; those that do not fit a text of this length are passed over."""
    found = []
    for item in given:
        match = re.fullmatch(r"([0-9]{1,6})-([0-9]{1,6})", item)
        if match and int(match[1]) < int(match[2]) <= length:
            found.append(Span(int(match[1]), int(match[2])))
    return found


def lines(clause: Clause, marked: Sequence[Span]) -> list[list[Run]]:
    """Cut a clause's text into lines, and each line into runs of one style."""
    title_end = clause.text.find(clause.title) + len(clause.title) if clause.title else 0
    found = []
    start = 0
    for line in clause.text.split("\n"):
        found.append(_runs(clause.text, Span(start, start + len(line)), marked, title_end))
        start += len(line) + 1
    return found


def _runs(text: str, line: Span, marked: Sequence[Span], title_end: int) -> list[Run]:
    cuts = {*line, title_end, *(edge for span in marked for edge in span)}
    inside = sorted(cut for cut in cuts if line.start <= cut <= line.end)
    return [
        Run(text[start:end], any(span.start <= start < span.end for span in marked), start < title_end)
        for start, end in pairwise(inside)
    ]
