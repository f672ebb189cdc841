"""问法: how people ask for a clause, for several, or for what none answers, written by a clerk beside the policy and indexed with it.

``policy_docs/NAME.questions.yaml`` belongs to ``NAME.md`` and maps clause labels, several joined by commas, and 没有写, to lists
of questions.
Adding expected questions to a passage is document expansion as in Nogueira et al., "Document
Expansion by Query Prediction" (2019), with people in the model's place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import yaml

from .clauses import Clause
from .documents import PHRASINGS
from .errors import DocumentError
from .text import read_text
from .yaml_text import parse_yaml

LONGEST = 60
UNANSWERED = "没有写"
_BETWEEN = re.compile("[，,]")


class Phrasings(NamedTuple):
    """Questions by the id of the clause that answers them, those that none answers, and those that several answer together."""

    by_clause: dict[str, tuple[str, ...]]
    unanswered: tuple[str, ...] = ()
    joint: Mapping[tuple[str, ...], tuple[str, ...]] = MappingProxyType({})


def read_phrasings(policy: Path, clauses: Sequence[Clause]) -> Phrasings:
    """Read the questions beside a policy file; none when there is no such file.

    :raises DocumentError: a label that the policy lacks, or a question that is no short text.
    """
    path = policy.with_name(policy.stem + PHRASINGS)
    if not path.is_file():
        return Phrasings({})
    try:
        loaded = parse_yaml(read_text(path)) or {}
    except (yaml.YAMLError, ValueError) as error:
        raise DocumentError(f"{path}：不是正确的 YAML，请按“条款编号: [问法, 问法]”改正（{error}）") from error
    if not isinstance(loaded, dict):
        raise DocumentError(f"{path}：应当是“条款编号: [问法, 问法]”")
    ids = {clause.label: clause.id for clause in clauses}
    found: dict[str, tuple[str, ...]] = {}
    unanswered: tuple[str, ...] = ()
    joint: dict[tuple[str, ...], tuple[str, ...]] = {}
    for label, questions in loaded.items():
        if label == UNANSWERED:
            unanswered = _checked(path, label, questions)
        elif label in ids:
            found[ids[label]] = _checked(path, label, questions)
        else:
            together = _together(path, label, ids, policy.name)
            joint[together] = joint.get(together, ()) + _checked(path, label, questions)
    both = set(unanswered) & {one for own in (*found.values(), *joint.values()) for one in own}
    if both:
        raise DocumentError(f"{path}：“{min(both)}”既写在条款下面，又写在“{UNANSWERED}”下面，请删去一处")
    return Phrasings(found, unanswered, joint)


def _together(path: Path, key: object, ids: Mapping[str, str], policy: str) -> tuple[str, ...]:
    """The clauses that a key names, one or several: 第一条，第三条."""
    labels = [label.strip() for label in _BETWEEN.split(str(key))]
    strange = next((label for label in labels if label not in ids), None)
    if strange is not None:
        within = "" if len(labels) == 1 else f"“{key}”里的"
        raise DocumentError(f"{path}：没有编号为{within}“{strange}”的条款。{policy} 里的编号有：{'，'.join(ids)}")
    if len(set(labels)) < len(labels):
        raise DocumentError(f"{path}：“{key}”里有编号写了两遍，请删去一个")
    return tuple(ids[label] for label in labels)


def _checked(path: Path, label: str, questions: object) -> tuple[str, ...]:
    if not isinstance(questions, list):
        raise DocumentError(f"{path}：“{label}”下面应当是问法的列表，每行以 - 开头")
    for question in questions:
        if not isinstance(question, str) or not 1 <= len(question.strip()) <= LONGEST:
            raise DocumentError(f"{path}：“{label}”下的问法 {question!r} 应当是不超过 {LONGEST} 个字的文字")
    return tuple(dict.fromkeys(question.strip() for question in questions))
