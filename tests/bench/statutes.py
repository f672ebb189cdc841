"""5,000 articles of Chinese law and the lay questions that they answer: STARD's development set (MIT), beside the project."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from index.paths import ROOT

FOLDER = ROOT.parent / "shared/data/stard/dev"
TITLE = re.compile(r"(.+?)(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)")


class Article(NamedTuple):
    """``text`` is what a peer is given; ``law`` and ``number`` are what its title consists of."""

    id: str
    law: str
    number: str
    words: str

    @property
    def text(self) -> str:
        return f"{self.law}{self.number} {self.words}"


class Asked(NamedTuple):
    """A question, and the articles that answer it."""

    question: str
    relevant: frozenset[str]


def present() -> bool:
    return (FOLDER / "corpus.jsonl").is_file() and (FOLDER / "questions.jsonl").is_file()


def articles() -> list[Article]:
    return [_article(record) for record in _records("corpus.jsonl")]


def questions() -> list[Asked]:
    return [Asked(record["text"], frozenset(record["relevant"])) for record in _records("questions.jsonl")]


def write_policies(folder: Path, listed: list[Article]) -> None:
    """Write each article as a policy file, its number where a law prints it: one file, one clause."""
    folder.mkdir(parents=True, exist_ok=True)
    for article in listed:
        body = f"{article.law}\n{article.number}　{article.words}\n"
        (folder / f"{article.id}.md").write_text(body, encoding="utf-8")


def _article(record: dict[str, Any]) -> Article:
    match = TITLE.fullmatch(record["title"])
    if match is None:
        raise ValueError(f"{FOLDER}：条文 {record['id']} 的标题“{record['title']}”不是法律名称加条号")
    return Article(record["id"], match[1], match[2], record["text"])


def _records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
