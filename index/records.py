"""Documents, clauses and chunks ↔ lines of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from .chunks import Chunk, Kind
from .clauses import Clause
from .documents import DATED, Document
from .outline import Part


def write_lines(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read what ``write_lines`` wrote; parsed in one go, for an index may have tens of thousands of lines."""
    with path.open(encoding="utf-8") as file:
        records: list[dict[str, Any]] = json.loads(f"[{','.join(file)}]")
    return records


def document_record(document: Document) -> dict[str, Any]:
    """A document's head as a plain record: all but its parts, with its dates as text."""
    record = {item.name: getattr(document, item.name) for item in fields(document) if item.name != "parts"}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in record.items()}


def document_of(record: dict[str, Any], parts: Sequence[Part]) -> Document:
    for name in DATED:
        record[name] = date.fromisoformat(record[name]) if record[name] else None
    return Document(**record, parts=parts)


def clause_record(clause: Clause) -> dict[str, Any]:
    """A clause as a plain record, with its document's id in the document's place."""
    record = {item.name: getattr(clause, item.name) for item in fields(clause)}
    return {**record, "document": clause.document.id}


def chunk_of(record: dict[str, Any]) -> Chunk:
    return Chunk(**{**record, "kind": Kind(record["kind"])})
