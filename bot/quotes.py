"""Which words of a clause answer a question, and the proof that they are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Clause, Hit
from index.tokens import terms

WORDS = 0.04
CLOSE = 0.014
MOST_SENTENCES = 3
MOST_CHARACTERS = 260

_UNIT_BRACKET = re.compile(r"[（(](?:牵头|责任|负责|主办)(?:单位|部门)[：:].*$", re.DOTALL)
ASKS_UNIT = re.compile(
    r"(?:归|由|是|找|问|该|属于|属)(?:哪个?|哪些|哪一?家|什么|啥|边个|乜|谁)(?:个)?(?:单位|部门|厅|局|委|机构|政府|衙门|人|来|口子|头)?(?:管|负责|牵头|主管|抓|办|配合|处理|来办|落实)?"
    r"|谁(?:来)?(?:管|负责|牵头|主管|抓|配合|领头|带头|主抓)|(?:哪个|哪些|哪家|什么|啥)(?:单位|部门|厅|局|委|机构)|牵头(?:单位|部门|的是)|配合(?:单位|部门)|主管(?:单位|部门)|边个(?:管|部门|单位)|找谁|问谁"
)


def asks_unit(question: str) -> bool:
    """Whether a question is about who is in charge."""
    return ASKS_UNIT.search(question) is not None


def quotes(question: str, hit: Hit) -> tuple[str, ...]:
    """Choose the sentences of a clause that answer, in the clause's order; the units' bracket when it is asked for."""
    clause = hit.clause
    bracket = _UNIT_BRACKET.search(clause.text)
    if bracket and asks_unit(question):
        return (bracket.group().strip(),)
    wanted = set(terms(question))
    ranked = sorted(
        ((sentence.score + WORDS * _shared(wanted, sentence.text), sentence.text) for sentence in hit.sentences),
        key=lambda scored: -scored[0],
    )
    kept: list[str] = []
    for score, text in ranked[:MOST_SENTENCES]:
        fits = sum(map(len, kept)) + len(text) <= MOST_CHARACTERS
        if not kept or (score >= ranked[0][0] - CLOSE and fits):
            kept.append(text)
    return tuple(sorted(dict.fromkeys(kept), key=clause.text.find))


def proven(clause: Clause, quoted: Sequence[str]) -> tuple[str, ...]:
    """Keep the quotes that are, character for character, in the clause."""
    return tuple(quote for quote in quoted if quote and quote in clause.text)


def _shared(wanted: set[str], text: str) -> float:
    """The share of the question's terms that a sentence has."""
    return len(wanted & set(terms(text))) / len(wanted) if wanted else 0.0
