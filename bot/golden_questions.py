"""Golden questions: a JSONL file → ``GoldenQuestion``s, single ones and dialogues, or a refusal by line and field."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .answers import Status
from .questions import AUDIENCES

SHARED = ("audience", "as_of", "kind")  # what a dialogue may say once for all its turns

Record = Mapping[str, Any]


@dataclass(frozen=True)
class GoldenQuestion:
    """A question, and what a right answer to it has.

    ``clauses``: labels that may be cited first, best first; ``all_clauses``: labels that must all be cited;
    ``items``: words that must all stand in quotes; ``facts``: words that must all stand in the answer;
    ``accept``: statuses as good as ``status``. ``turn`` counts from 1 in a dialogue; a later turn follows the
    question before it. ``file`` is the digest of the file that it was read from.
    """

    question: str
    clauses: tuple[str, ...]
    status: Status
    audience: str | None = None
    id: str = ""
    all_clauses: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    accept: tuple[Status, ...] = ()
    as_of: date | None = None
    kind: str | None = None
    turn: int = 1
    file: str = ""


def read_questions(path: Path) -> list[GoldenQuestion]:
    """Read golden questions, one JSON object a line; the turns of a dialogue follow each other.

    :raises ValueError: naming the file, the line and the field.
    """
    try:
        content = path.read_bytes()
        lines = content.decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}：读不出来（{error}）。请存成 UTF-8 编码的 JSONL 文件") from error
    digest = hashlib.sha256(content).hexdigest()
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            found += _of_line(f"{path} 第 {number} 行", str(number), line, digest)
    if not found:
        raise ValueError(f'{path}：没有问题。每行写一个，如 {{"question": "贷款有贴息吗", "clauses": ["第五条"]}}')
    return found


def _of_line(where: str, number: str, line: str, digest: str) -> list[GoldenQuestion]:
    record = _record(where, line)
    name = str(record.get("id", number))
    if "turns" not in record:
        return [_golden(where, record, name, 1, digest)]
    if "question" in record:
        raise ValueError(f"{where}：字段 question 和 turns 只能写一个，请删去一个")
    turns = record["turns"]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, dict) for turn in turns):
        raise ValueError(f'{where}：字段 turns 应当是一轮轮提问的列表，如 [{{"question": "贷款有贴息吗"}}]')
    shared = {field: record[field] for field in SHARED if field in record}
    return [
        _golden(f"{where}第 {place} 轮", {**shared, **turn}, f"{name}.{place}", place, digest)
        for place, turn in enumerate(turns, 1)
    ]


def _record(where: str, line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"{where}：有不成对的代理字符（\\ud800–\\udfff），请改成完整的字") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{where}：不是 JSON，请检查引号、逗号和括号") from error
    if not isinstance(record, dict):
        raise ValueError(f'{where}：应当是 {{…}}，至少有字段 question，如 {{"question": "贷款有贴息吗"}}')
    return record


def _golden(where: str, record: Record, name: str, turn: int, digest: str) -> GoldenQuestion:
    if not isinstance(record.get("question"), str):
        raise ValueError(f"{where}：缺少字段 question（文字）")
    all_clauses = _texts(where, record, "all", '条款编号的列表，如 ["二、（二）8"]')
    clauses = _texts(where, record, "clauses", '条款编号的列表，如 ["二、（二）8"]') or all_clauses
    items = _texts(where, record, "items", '原文词句的列表，如 ["二十万元"]')
    facts = _texts(where, record, "facts", '文字的列表，如 ["二十万元"]')
    expected = Status.ANSWERED if clauses or items or facts else Status.OUT_OF_SCOPE
    return GoldenQuestion(
        record["question"], clauses, _status(where, "status", record.get("status", expected)), _audience(where, record),
        str(record.get("id", name)), all_clauses, items, facts, _accepted(where, record), _day(where, record),
        _kind(where, record), turn, digest,
    )  # fmt: skip


def _texts(where: str, record: Record, field: str, expected: str) -> tuple[str, ...]:
    texts = record.get(field, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise ValueError(f"{where}：字段 {field} 应当是{expected}")
    return tuple(texts)


def _status(where: str, field: str, value: object) -> Status:
    if not isinstance(value, str) or value not in set(Status):
        raise ValueError(f"{where}：字段 {field} 应当是 {'、'.join(Status)} 之一，现在是 {value!r}")
    return Status(value)


def _accepted(where: str, record: Record) -> tuple[Status, ...]:
    statuses = _texts(where, record, "accept", f'状态的列表，如 ["{Status.PARTIAL}"]')
    return tuple(_status(where, "accept", status) for status in statuses)


def _audience(where: str, record: Record) -> str | None:
    audience = record.get("audience")
    if audience is not None and audience not in AUDIENCES:
        raise ValueError(f"{where}：字段 audience 应当是 {'、'.join(AUDIENCES)} 之一或 null")
    return audience


def _day(where: str, record: Record) -> date | None:
    day = record.get("as_of")
    try:
        return None if day is None else date.fromisoformat(day)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{where}：字段 as_of 应当是日期，如 2025-06-01，现在是 {day!r}") from error


def _kind(where: str, record: Record) -> str | None:
    kind = record.get("kind")
    if kind is not None and not (isinstance(kind, str) and kind.strip()):
        raise ValueError(f'{where}：字段 kind 应当是一个类别的名称，如 "追问"，现在是 {kind!r}')
    return kind
