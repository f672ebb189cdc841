"""A policy file → ``Document``: its text, and what the text itself tells about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from .errors import DocumentError
from .metadata import is_front, title_of, told
from .outline import Part, outline
from .text import plain, read_text
from .yaml_text import parse_yaml

SUFFIXES = {".md", ".txt"}
PHRASINGS = ".questions.yaml"


@dataclass(frozen=True)
class Document:
    """One issued policy. ``source`` is the path within the docs folder, and ``id`` follows from it."""

    id: str
    source: str
    title: str
    number: str = ""
    authority: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    region: str = ""
    period: str = ""
    repealed_on: date | None = None
    superseded_by: str = ""
    source_url: str = ""
    parts: Sequence[Part] = field(default=(), repr=False, compare=False)

    @cached_property
    def name(self) -> str:
        """The title as people say it: what a notice issues, without who issues it."""
        issued = re.search(r"(?:关于)?(?:印发|发布|公布|转发)[《]?(.+?)[》]?的(?:通知|公告|决定|函)$", self.title)
        return issued.group(1) if issued else self.title


STATED = {"title", "number", "authority", "region", "period", "superseded_by", "source_url"}
DATED = {"issued_on", "effective_on", "expires_on", "repealed_on"}


def read_documents(folder: Path) -> list[Document]:
    """Read every policy of a folder, sorted by path; names that begin with a dot, and READMEs, are passed over.

    :raises DocumentError: no folder, no policy in it, or a file that cannot be used.
    """
    if not folder.is_dir():
        raise DocumentError(f"{folder}：政策文件夹不存在。请新建它并放入政策文件，或用 --docs 指定别的文件夹")
    documents = [read_document(path, folder) for path in policy_files(folder)]
    if not documents:
        raise DocumentError(f"{folder}：里面没有政策文件（{'、'.join(sorted(SUFFIXES))}）。请放入至少一份")
    return documents


def policy_files(folder: Path) -> list[Path]:
    """List the files that hold policies.

    :raises DocumentError: a file of a kind that cannot be read.
    """
    found, depth = [], len(folder.parts)
    for path in sorted(folder.rglob("*")):
        within = path.parts[depth:]
        if not path.is_file() or path.stem.upper() == "README" or any(part.startswith(".") for part in within):
            continue
        if path.suffix.lower() in SUFFIXES:
            found.append(path)
        elif not path.name.endswith(PHRASINGS):
            raise DocumentError(
                f"{path}：不支持 {path.suffix or '没有后缀'} 文件。请把全文另存为 UTF-8 文本（.md 或 .txt）再放入"
            )
        elif not any(path.with_name(path.name.removesuffix(PHRASINGS) + suffix).is_file() for suffix in SUFFIXES):
            raise DocumentError(f"{path}：旁边没有同名的政策文件。请改成“政策文件名{PHRASINGS}”，或移走它")
    return found


def read_document(path: Path, folder: Path) -> Document:
    """Read one policy file.

    :raises DocumentError: naming the file, the field and the fix.
    """
    text, given = _front_matter(path, read_text(path))
    body = plain(text)
    title, title_lines = title_of(body)
    title = given.pop("title", "") or title
    if not title:
        raise DocumentError(f"{path}：找不到标题（title）。请在第一行写上文件标题，或在文首的 --- 之间写 title: 标题")
    if not body[title_lines:]:
        raise DocumentError(f"{path}：只有标题，没有正文。请放入政策全文")

    parts = tuple(outline(body, str(path), lambda line: is_front(line, title)))
    fields_told = told(title, body, parts, given)
    if not any(part.kind in ("clause", "paragraph") for part in parts):
        raise DocumentError(f"{path}：没有找到任何条款。请检查正文是否完整")
    source = path.relative_to(folder).as_posix()
    identity = hashlib.sha256(source.encode()).hexdigest()[:10]
    document = Document(f"d{identity}", source, title, **fields_told, parts=parts)
    _check_dates(path, document)
    return document


def _front_matter(path: Path, text: str) -> tuple[str, dict[str, Any]]:
    """Take the fields between --- lines off the top, checked."""
    if not re.match(r"\s*---[ \t]*\n", text):
        return text, {}
    match = re.match(r"\s*---[ \t]*\n(.*?)^---[ \t]*$\n?", text, re.DOTALL | re.MULTILINE)
    if match is None:
        raise DocumentError(f"{path}：文首的 --- 没有结束。请在字段后面另起一行，再写一个 ---")
    try:
        loaded = parse_yaml(match.group(1)) or {}
    except (yaml.YAMLError, ValueError) as error:
        raise DocumentError(
            f"{path}：文首 --- 之间的内容不是正确的 YAML。请按“字段: 内容”一行一个改正（{error}）"
        ) from error
    if not isinstance(loaded, dict):
        raise DocumentError(f"{path}：文首 --- 之间应当是“字段: 内容”，一行一个")
    for name, value in loaded.items():
        if name not in STATED | DATED:
            raise DocumentError(f"{path}：文首的字段 {name} 不认识。可用的字段：{'、'.join(sorted(STATED | DATED))}")
        if name in DATED and type(value) is not date:
            raise DocumentError(f"{path}：字段 {name} 应当是日期，如 2021-01-27，现在是 {value!r}")
        if name in STATED and not isinstance(value, str):
            raise DocumentError(f"{path}：字段 {name} 应当是文字，现在是 {value!r}；请加上引号")
    return text[match.end() :], loaded


def _check_dates(path: Path, document: Document) -> None:
    begins = document.effective_on or document.issued_on
    if begins and document.expires_on and document.expires_on < begins:
        raise DocumentError(
            f"{path}：失效日期 expires_on（{document.expires_on}）早于施行日期（{begins}）。请在文首改正 effective_on 或 expires_on"
        )
