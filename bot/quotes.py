"""Which words of a clause answer a question, and the proof that they are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Clause
from index.sentences import Sentence

from .particulars import asked

CLOSE = 0.01
NEARLY = 0.02
MOST_SENTENCES = 3
MOST_CHARACTERS = 260

_UNIT_BRACKET = re.compile(r"[（(](?:牵头|责任|负责|主办)(?:单位|部门)[：:].*$", re.DOTALL)
_UNIT = "(?:单位|部门|厅|局|委|机构|衙门|口子)"
_CHARGE = "(?:管|负责|牵头|主管|抓|配合|领头|带头|主抓|落实)"
ASKS_UNIT = re.compile(
    rf"(?:哪个?|哪些|哪一?家|什么|啥子?|边个|乜嘢?|几个){_UNIT}|(?:谁|哪个|哪家|哪些|边个|啥人|什么人|哪边)(?:来|人|在|去|该)?{_CHARGE}"
    rf"|{_CHARGE}(?:的)?(?:是|系)?(?:谁|哪个|哪家|哪些|边个)|(?:牵头|配合|主管|负责)(?:的)?{_UNIT}|(?:找|问|归|由)(?:谁|边个|哪个(?!地方|窗口|网|平台|办公室|楼|柜台|镇|街|园|银行|学校|老师))"
)


def asks_unit(question: str) -> bool:
    """Whether a question is about who is in charge."""
    return ASKS_UNIT.search(question) is not None


def quotes(question: str, clause: Clause, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Choose the sentences of a clause that answer, in the clause's order; the units' bracket when it is asked for."""
    bracket = _UNIT_BRACKET.search(clause.text)
    in_charge = (bracket.group().strip(),) if bracket and asks_unit(question) else ()
    if in_charge and not asked(question):
        return in_charge
    ranked = sorted(sentences, key=lambda sentence: -sentence.score)[:MOST_SENTENCES]
    kept: list[str] = []
    for sentence in ranked:
        fits = sum(map(len, kept)) + len(sentence.text) <= MOST_CHARACTERS
        if not kept or (sentence.score >= ranked[0].score - CLOSE and fits):
            kept.append(sentence.text)
    kept += _stating(question, sentences, kept)
    return (*sorted(dict.fromkeys(kept), key=clause.text.find), *in_charge)


def _stating(question: str, sentences: Sequence[Sentence], kept: Sequence[str]) -> list[str]:
    """The sentences that state a particular asked for, when they stand beside a quoted one or fit nearly as well."""
    best = max((sentence.score for sentence in sentences), default=0.0)
    found = []
    for particular in asked(question):
        if any(particular.stated.search(text) for text in kept):
            continue
        for number, sentence in enumerate(sentences):
            neighbours = sentences[max(0, number - 1) : number + 2]
            near = sentence.score >= best - NEARLY or any(other.text in kept for other in neighbours)
            if near and particular.stated.search(sentence.text):
                found.append(sentence.text)
                break
    return found


def proven(clause: Clause, quoted: Sequence[str]) -> tuple[str, ...]:
    """Keep the quotes that are, character for character, in the clause."""
    return tuple(quote for quote in quoted if quote and quote in clause.text)
