"""A run of an evaluation: its scores and what it was made with, saved as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.files import replace

from .evaluation import Mark, Outcome, Scores

SCHEMA = 1


@dataclass(frozen=True)
class Run:
    """Scores, and what they were made with; ``files`` has the name of each file of questions by its digest."""

    generation: int
    fingerprint: str
    day: str
    files: Mapping[str, str]
    scores: Scores

    def save(self, path: Path) -> None:
        """Write the run whole.

        :raises ValueError: the file cannot be written.
        """
        record = {
            "schema": SCHEMA,
            "generation": self.generation,
            "fingerprint": self.fingerprint,
            "day": self.day,
            "files": dict(self.files),
            "figures": self.scores.as_dict(),
            "outcomes": [asdict(outcome) for outcome in self.scores.outcomes],
        }
        write(path, json.dumps(record, ensure_ascii=False, indent=1))

    @classmethod
    def load(cls, path: Path) -> Run:
        """Read what ``save`` wrote.

        :raises ValueError: the file is missing or is no such run.
        """
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            if record["schema"] != SCHEMA:
                raise ValueError(f"schema 应当是 {SCHEMA}，现在是 {record['schema']!r}")
            outcomes = tuple(_outcome(told) for told in record["outcomes"])
            return cls(
                int(record["generation"]), str(record["fingerprint"]), str(record["day"]), _names(record["files"]),
                Scores(outcomes),
            )  # fmt: skip
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            fix = "请给出 python -m bot evaluate … --save 存下的文件，或重新评测一次再存"
            raise ValueError(f"{path}：不是能读的评测记录（{type(error).__name__}：{error}）。{fix}") from error


def write(path: Path, text: str) -> None:
    """Write a file whole.

    :raises ValueError: it cannot be written.
    """
    try:
        replace(path, text.encode())
    except OSError as error:
        raise ValueError(f"{path}：写不进去（{error.strerror}）。请检查文件夹、磁盘空间和写入权限") from error


def _names(files: Mapping[str, object]) -> dict[str, str]:
    return {str(digest): str(name) for digest, name in files.items()}


def _outcome(told: Mapping[str, Any]) -> Outcome:
    marks = {name: _mark(*mark) for name, mark in told["marks"].items()}
    names = {field: str(told[field]) for field in ("file", "id", "question")}
    return Outcome(
        **{**told, **names, "turn": int(told["turn"]), "marks": marks, "lacking": tuple(map(str, told["lacking"]))}
    )


def _mark(part: float, whole: float) -> Mark:
    if not 0 <= part <= whole < math.inf:
        raise ValueError(f"得分 {part}/{whole} 不在 0 和 1 之间")
    return float(part), float(whole)
