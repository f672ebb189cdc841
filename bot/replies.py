"""Every fixed sentence, by status, from one file that an operator may edit."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from index.yaml_text import parse_yaml

from .answers import Status

DEFAULT = Path(__file__).with_name("replies.yaml")
PROBLEMS = ("blank", "short", "long", "audience")
FIELDS = {
    "answered": {"notices", "document", "label", "quotes", "more", "units", "missing"},
    "partial": {"notices", "document", "label", "quotes", "more", "units", "missing_names"},
    "asked_whether": {"notices", "document", "label", "quotes", "more", "units", "missing_names", "remarks"},
    "asked_unit": {"notices", "document", "label", "quotes", "units"},
    "compared": {"notices", "audiences", "documents", "rows", "units", "missing"},
    "listed": {"notices", "what", "clauses"},
    "fact": {"notices", "facts"},
    "other_region": {"places", "regions", "document"},
    "invalid": {"problem"},
}
NEEDED = {name: {"notices", "quotes"} for name in ("answered", "partial", "asked_whether", "asked_unit")} | {
    "compared": {"notices", "rows"},
    "compared_quote": {"audience", "quotes"},
    "not_mentioned": {"audience"},
    "listed": {"notices", "clauses"},
    "fact": {"notices", "facts"},
}
PHRASES = {
    "only_for": {"people"},
    "other_unit": {"said", "lead"},
    "other_figure": {"said", "words"},
    "other_year": {"written", "asked"},
    "figure_of": {"year"},
    "year": {"year"},
    "now": set(),
    "quote": {"quote"},
    "cut": set(),
    "units": {"lead"},
    "units_supporting": {"lead", "supporting"},
    "counterparts": {"units"},
    "no_units": {"authority"},
    "nobody": {"authority"},
    "missing": {"missing_names"},
    "more": {"document", "label", "quotes"},
    "compared_need": {"need"},
    "compared_quote": {"audience", "quotes", "document", "label"},
    "not_mentioned": {"audience"},
    "document": {"name", "number"},
    "document_without_number": {"name"},
    "held": {"regions"},
    "closest": {"document"},
    "notice": {"text"},
    "read_as": {"typed", "read"},
    "read_first": {"text"},
    "notice_of_one": {"name", "text"},
    "tasks_of": {"unit", "role"},
    "clauses_in": {"heading"},
    "listed_clause": {"document", "label", "quote"},
    "no_place": {"place"},
    "no_step": {"step"},
    "no_tasks": {"unit", "role"},
    "no_group": {"group"},
    "nothing_more": set(),
    "which_document": set(),
    "choice": {"audience", "question"},
    "choice_of_document": {"name", "question"},
    "fact_number": {"name", "fact"},
    "fact_authority": {"name", "fact"},
    "fact_title": {"fact"},
    "fact_issued_on": {"name", "fact"},
    "fact_effective_on": {"name", "fact"},
    "fact_expires_on": {"name", "fact"},
    "fact_validity": {"name", "fact"},
    "fact_newer": {"name", "fact"},
    "fact_original": {"name", "fact"},
    "chat_human": set(),
    "chat_identity": set(),
    "chat_thanks": set(),
    "chat_simpler": set(),
    "chat_complaint": set(),
    "chat_write": set(),
    "chat_procedure": set(),
    "newer_held": {"names"},
    "none_newer": set(),
    "fact_unknown": {"name"},
}
NAMES = [*Status, "asked_whether", "asked_unit", "compared", "listed", "fact"]


class RepliesError(Exception):
    """The replies file cannot be used; the message names the file, the field and the fix."""


@dataclass(frozen=True)
class Replies:
    """The sentences, ready to be filled."""

    by_status: Mapping[str, str]
    problems: Mapping[str, str]
    phrases: Mapping[str, str]

    @classmethod
    def read(cls, path: Path = DEFAULT) -> Replies:
        """Read and check the file.

        :raises RepliesError: a sentence is missing, or has a placeholder that nothing fills.
        """
        try:
            loaded = parse_yaml(path.read_text(encoding="utf-8"))
            replies = cls(
                {name: text for name, text in loaded.items() if name not in ("problems", "phrases")},
                loaded["problems"],
                loaded["phrases"],
            )
        except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
            raise RepliesError(f"{path}：固定答复文件读不出来或缺少 problems、phrases 两节（{error}）") from error
        _check(path, replies.by_status, {name: FIELDS.get(name, set()) for name in NAMES})
        _check(path, replies.problems, {name: set() for name in PROBLEMS})
        _check(path, replies.phrases, PHRASES)
        return replies

    def reply(self, name: str, /, **fields: str) -> str:
        return self.by_status[name].format(**fields).strip()

    def phrase(self, name: str, /, **fields: str) -> str:
        return self.phrases[name].format(**fields)


def _check(path: Path, sentences: Mapping[str, str], expected: Mapping[str, set[str]]) -> None:
    if not isinstance(sentences, Mapping):
        raise RepliesError(f"{path}：problems、phrases 两节应当是“名称: 句子”，一行一个")
    for name, fields in expected.items():
        text = sentences.get(name)
        if not isinstance(text, str) or not text.strip():
            raise RepliesError(f"{path}：缺少 {name} 这一句，请补上")
        try:
            used = [(field, spec, mark) for _, field, spec, mark in string.Formatter().parse(text) if field is not None]
        except ValueError as error:
            raise RepliesError(f"{path}：{name} 里的大括号不成对，请改正（{error}）") from error
        unknown = [field or "（空）" for field, spec, mark in used if field not in fields or spec or mark]
        if unknown:
            raise RepliesError(
                f"{path}：{name} 里的占位符 {'、'.join(unknown)} 不认识；可用的有：{'、'.join(sorted(fields)) or '无'}，大括号里只写名称"
            )
        lost = NEEDED.get(name, set()) - {field for field, _, _ in used}
        if lost:
            raise RepliesError(f"{path}：{name} 里少了占位符 {'、'.join(sorted(lost))}，有效性提示和引文不能省，请补上")
