"""Questions whose clauses are known: the phrasings beside the policies, and curated ones from JSONL files."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .clauses import Clause
from .errors import DocumentError
from .phrasings import read_phrasings
from .text import read_text

PHRASED, CURATED = "问法", "标准问题"


@dataclass(frozen=True)
class Asked:
    """A question, where it stood, and the rows of the clauses that answer it, best first."""

    question: str
    origin: str
    rows: tuple[int, ...]


def phrased(docs: Path, clauses: Sequence[Clause]) -> list[Asked]:
    """List the questions of the files beside the policies.

    :raises DocumentError: such a file cannot be used.
    """
    by_source: dict[str, dict[str, int]] = {}
    for row, clause in enumerate(clauses):
        by_source.setdefault(clause.document.source, {})[clause.id] = row
    found = []
    for source, rows in by_source.items():
        read = read_phrasings(docs / source, [clauses[row] for row in rows.values()])
        alone = (((clause,), questions) for clause, questions in read.by_clause.items())
        found += [
            Asked(question, PHRASED, tuple(rows[clause] for clause in together))
            for together, questions in (*alone, *read.joint.items())
            for question in questions
        ]
    return found


def curated(path: Path, clauses: Sequence[Clause]) -> list[Asked]:
    """Read the questions of a JSONL file that name clauses; ``document`` is a policy's file, title, name or number.

    Golden questions will do: what names no clause, and later turns of a dialogue, teach nothing and are passed over.

    :raises DocumentError: naming the file, the line, the field and the fix.
    """
    found = []
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if line.strip():
            found += _of_line(f"{path} 第 {number} 行", line, clauses)
    return found


def merged(asked: Iterable[Asked]) -> list[Asked]:
    """Make one of what is asked in the same words, the answers of all together; the first origin stays."""
    found: dict[str, Asked] = {}
    for one in asked:
        words = one.question.strip()
        known = found.get(words, Asked(words, one.origin, ()))
        found[words] = Asked(words, known.origin, tuple(dict.fromkeys((*known.rows, *one.rows))))
    return list(found.values())


def divided(asked: Sequence[Asked], share: float, seed: int) -> tuple[list[Asked], list[Asked]]:
    """Divide questions into those to learn from and those held out, about a share of each clause's.

    Whether one is held out depends on its words, so that a question added later moves few others.
    """
    by_clause: dict[int, list[Asked]] = {}
    for one in asked:
        by_clause.setdefault(one.rows[0], []).append(one)
    learnt: list[Asked] = []
    held: list[Asked] = []
    for own in by_clause.values():
        own.sort(key=lambda one: _drawn(seed, one.question))
        count = math.floor(len(own) * share + _drawn(seed, own[0].question + "\n"))
        held += own[:count]
        learnt += own[count:]
    return learnt, held


def _drawn(seed: int, words: str) -> float:
    """A number from 0 to 1 that the seed and the words decide."""
    return int.from_bytes(hashlib.sha256(f"{seed}\n{words}".encode()).digest()[:6], "big") / 2**48


def _of_line(where: str, line: str, clauses: Sequence[Clause]) -> list[Asked]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{where}：不是 JSON，请检查引号、逗号和括号") from error
    if not isinstance(record, dict):
        raise DocumentError(f'{where}：应当是 {{"question": "贷款有贴息吗", "clauses": ["第五条"]}}')
    turns = record.get("turns", [record])
    if not isinstance(turns, list) or not turns or not isinstance(turns[0], dict):
        raise DocumentError(f"{where}：字段 turns 应当是一轮轮提问的列表")
    first: dict[str, Any] = turns[0]
    question, labels = first.get("question"), first.get("clauses", [])
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise DocumentError(f'{where}：字段 clauses 应当是条款编号的列表，如 ["第五条"]')
    if not labels:
        return []
    if not isinstance(question, str) or not question.strip():
        raise DocumentError(f"{where}：缺少字段 question（文字）")
    document = first.get("document", record.get("document"))
    return [Asked(question.strip(), CURATED, tuple(_row(where, label, document, clauses) for label in labels))]


def _row(where: str, label: str, document: object, clauses: Sequence[Clause]) -> int:
    found = [
        row
        for row, clause in enumerate(clauses)
        if clause.label == label and (document is None or document in _names(clause))
    ]
    within = "" if document is None else f"文件“{document}”里"
    if not found:
        raise DocumentError(f"{where}：{within}没有编号为“{label}”的条款，请改正字段 clauses 或 document")
    if len(found) > 1:
        sources = "、".join(sorted({clauses[row].document.source for row in found}))
        raise DocumentError(f"{where}：“{label}”不止一处（{sources}），请用字段 document 写明是哪份文件")
    return found[0]


def _names(clause: Clause) -> set[str]:
    document = clause.document
    return {document.source, document.title, document.name, document.number} - {""}
