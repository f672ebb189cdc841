"""Clauses → chunks: whole, by sentence, and as people ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Clause, Document
from index.chunks import LONGEST, Chunk, Kind, chunks, told

PLAN = Document("d1", "a.md", "某市关于印发《某计划》的通知")


def clause(text: str, title: str = "", path: tuple[str, ...] = ("一、总则", "1.")) -> Clause:
    return Clause("d1-1", "1", "一、1", title, path, text, document=PLAN)


ITEM = clause("1. 支持创业。给予创业补贴和贷款贴息。鼓励高校开设课程。（牵头单位：甲厅；配合单位：乙局）", "支持创业")


def test_a_clause_gives_itself_its_sentences_and_its_phrasings() -> None:
    found = chunks([ITEM], {"d1-1": ("创业有补贴吗",)})
    assert [(chunk.kind, chunk.text) for chunk in found] == [
        (Kind.CLAUSE, ITEM.text),
        (Kind.SENTENCE, "给予创业补贴和贷款贴息。"),
        (Kind.SENTENCE, "鼓励高校开设课程。"),
        (Kind.PHRASING, "创业有补贴吗"),
    ]


def test_passages_carry_the_documents_name_and_the_headings() -> None:
    whole, sentence, *_ = chunks([ITEM], {})
    assert whole.passage == f"某计划 一、总则 {ITEM.text}"
    assert sentence.passage == "支持创业：给予创业补贴和贷款贴息。"


@pytest.mark.parametrize("text", ["甲", "支持创业。", "（牵头单位：甲厅）", "创" * 2000])
def test_every_clause_has_a_sentence(text: str) -> None:
    (sentence,) = told(clause(text, "支持创业"))
    assert sentence == text[:LONGEST]


@given(st.lists(st.text("创业补贴。；，（）\n", min_size=1, max_size=40).filter(str.strip), max_size=6))
def test_chunks_come_by_kind_then_by_clause_and_quote_it(texts: list[str]) -> None:
    clauses = [clause(text) for text in texts]
    found = chunks(clauses, {"d1-1": ("问一", "问二")})
    assert [chunk.clause for chunk in found if chunk.kind is Kind.CLAUSE] == [*range(len(texts))]
    assert [(list(Kind).index(chunk.kind), chunk.clause) for chunk in found] == sorted(
        (list(Kind).index(chunk.kind), chunk.clause) for chunk in found
    )
    assert all(chunk.text in texts[chunk.clause] for chunk in found if chunk.kind is Kind.SENTENCE)


def test_a_digest_names_the_vector_and_nothing_else() -> None:
    whole, asked = Chunk(0, Kind.CLAUSE, "创业补贴", "创"), Chunk(0, Kind.PHRASING, "创业补贴", "创")
    assert whole.digest == Chunk(7, Kind.SENTENCE, "创业补贴", "业").digest
    assert whole.digest != asked.digest, "a question is encoded otherwise"
    assert whole.digest != Chunk(0, Kind.CLAUSE, "创业补贴。", "创").digest
