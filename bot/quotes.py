"""Which words of a clause answer a question, and the proof that they are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Clause
from index.sentences import Sentence

CLOSE = 0.01
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
    if bracket and asks_unit(question):
        return (bracket.group().strip(),)
    ranked = sorted(sentences, key=lambda sentence: -sentence.score)[:MOST_SENTENCES]
    kept: list[str] = []
    for sentence in ranked:
        fits = sum(map(len, kept)) + len(sentence.text) <= MOST_CHARACTERS
        if not kept or (sentence.score >= ranked[0].score - CLOSE and fits):
            kept.append(sentence.text)
    return tuple(sorted(dict.fromkeys(kept), key=clause.text.find))


def proven(clause: Clause, quoted: Sequence[str]) -> tuple[str, ...]:
    """Keep the quotes that are, character for character, in the clause."""
    return tuple(quote for quote in quoted if quote and quote in clause.text)
