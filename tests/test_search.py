"""A query and a filter → hits."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from conftest import HashedEncoder
from hypothesis import given
from hypothesis import strategies as st

from index import Filter, Index, StoreError, build
from index.chunks import passage
from index.documents import DATED, STATED
from index.saving import load, save
from index.sentences import PHRASED, WORDS
from index.tokens import terms

QUERIES = ["返乡农民工创业补贴", "贷款贴息", "孵化基地场地条件", "高校毕业生", "abc", "培训"]
RANKERS = {"clause", "sentence", "phrasing", "sparse", "sparse_phrasing", "run"}
ANY_QUERY = st.text("返乡农民工创业补贴贷款孵化基地培训xyz ", min_size=1, max_size=12).filter(str.strip)


def facts(hits) -> list[tuple[object, ...]]:
    return [(hit.rank, hit.score, hit.clause, hit.scores) for hit in hits]


# --- other words for a query ---


@given(ANY_QUERY)
def test_words_that_the_query_has_already_change_nothing(index: Index, query: str) -> None:
    assert facts(index.search(query, 100, also=[query])) == facts(index.search(query, 100))


def test_other_words_raise_the_clauses_that_have_them(index: Index) -> None:
    query, also = "abc", "创业担保贷款"
    plain, more = (
        {hit.clause.id: hit.scores["sparse"] for hit in index.search(query, 100, also=some)} for some in ((), (also,))
    )
    having = {clause.id for clause in index.clauses if also in clause.text}
    assert having
    assert all(more[clause] > plain[clause] for clause in having)


def test_other_words_count_for_less_than_the_query_s_own(index: Index) -> None:
    own = index.search("创业担保贷款", 1)[0].scores["sparse"]
    assert 0 < index.search("abc", 1, also=["创业担保贷款"])[0].scores["sparse"] < own


def test_the_vocabulary_counts_clauses(index: Index) -> None:
    counts = index.vocabulary()
    passages = [
        set(terms("".join(chunk.passage for chunk in index.chunks if chunk.clause == row and chunk.kind == "clause")))
        for row in range(len(index.clauses))
    ]
    for term in ("创业", "贷款", "农民工"):
        assert counts[term] == index.clauses_with(term) == sum(term in passage for passage in passages)
    assert index.clauses_with("保姆") == 0


# --- hits ---


@given(ANY_QUERY, st.integers(1, 40))
def test_hits_are_ranked_from_one_and_best_first(index: Index, query: str, k: int) -> None:
    hits = index.search(query, k)
    assert [hit.rank for hit in hits] == [*range(1, min(k, len(index.clauses)) + 1)]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.clause.id for hit in hits}) == len(hits)


@given(ANY_QUERY, st.integers(1, 40))
def test_fewer_hits_are_the_first_of_more(index: Index, query: str, k: int) -> None:
    assert facts(index.search(query, k)) == facts(index.search(query, 100))[:k]


@pytest.mark.parametrize("query", QUERIES)
def test_each_hit_carries_every_rankers_own_score(index: Index, query: str) -> None:
    vector = HashedEncoder().encode_query([query])[0]
    for hit in index.search(query, k=100):
        assert set(hit.scores) == RANKERS
        own = [chunk.passage for chunk in index.chunks if index.clauses[chunk.clause] == hit.clause]
        assert hit.scores["clause"] == pytest.approx(HashedEncoder().encode_document(own[:1])[0] @ vector, abs=1e-5)
        best = (HashedEncoder().encode_document(own[1:]) @ vector).max()
        assert hit.scores["sentence"] == pytest.approx(best, abs=1e-5)


@pytest.mark.parametrize("query", ["", " ", "\n\t", "\u3000"])
def test_a_blank_query_finds_nothing(index: Index, query: str) -> None:
    assert index.search(query) == []


@pytest.mark.parametrize("k", [0, -1])
def test_nothing_asked_for_is_nothing_found(index: Index, k: int) -> None:
    assert index.search("创业", k) == []


@pytest.mark.parametrize("query", ["创" * 10_000, "😀", "\u200b\x07", "SELECT * FROM x; --", "？！", "a" * 10_000])
def test_a_strange_query_is_answered_like_any_other(index: Index, query: str) -> None:
    assert [hit.rank for hit in index.search(query, 3)] == [1, 2, 3]


def test_a_clause_is_found_by_its_own_words(index: Index) -> None:
    for clause in index.clauses:
        if len(clause.text) > 40:
            assert clause in [hit.clause for hit in index.search(clause.text, 2)], clause.label


@pytest.mark.parametrize("query", QUERIES)
def test_shares_of_words_follow_the_clauses_that_are_asked_for(index: Index, query: str) -> None:
    clauses = list(index.clauses[::-1])
    whole = index.shares(query, clauses)
    assert index.shares(query, clauses[:2]) == whole[:2]
    assert all(0 <= share <= 1 for share in whole)
    held = [bool({*terms(query)} & {*terms(passage(one))}) for one in clauses]
    assert [share > 0 for share in whole] == held


def test_the_clauses_own_words_count_in_full_where_no_ways_to_ask_are_noted(index: Index) -> None:
    assert not any(map(index.phrasings, index.clauses))
    assert max(index.shares("培训", index.clauses)) > 0.7


# --- filters ---

FILTERS = [
    Filter(region="云川市"),
    Filter(region="海棠省"),
    Filter(in_force_on=date(2026, 3, 1)),
    Filter(in_force_on=date(2024, 6, 1)),
    Filter(in_force_on=date(2023, 5, 18)),
    Filter(region="云川市", in_force_on=date(2026, 3, 1)),
]


@pytest.mark.parametrize("given_filter", FILTERS, ids=str)
@pytest.mark.parametrize("query", QUERIES)
def test_a_filter_keeps_the_order_of_what_it_admits_and_fills_k(index: Index, query: str, given_filter: Filter) -> None:
    admitted = [clause for clause in index.clauses if given_filter.admits(clause.document)]
    hits = index.search(query, 5, given_filter)
    assert len(hits) == min(5, len(admitted)) > 0
    assert all(hit.clause in admitted for hit in hits)


def test_a_filter_applies_before_the_ranking(index: Index) -> None:
    (measures,) = [document for document in index.documents if document.region == "云川市"]
    only = Filter(documents=frozenset({measures.id}))
    query = "乡村人才振兴返乡创业带头人"
    assert all(hit.clause.document != measures for hit in index.search(query, 3))
    assert len(index.search(query, 9, only)) == 9
    assert {hit.clause.document.id for hit in index.search(query, 9, only)} == {measures.id}


def test_in_force_follows_the_day(index: Index) -> None:
    def sources(day: date) -> set[str]:
        hits = index.search("创业", 100, Filter(in_force_on=day))
        return {hit.clause.document.source.split("-")[0] for hit in hits}

    assert sources(date(2023, 5, 17)) == set()
    assert sources(date(2023, 5, 18)) == {"incubator"}
    assert sources(date(2025, 12, 31)) == {"incubator", "startup", "revival"}
    assert sources(date(2026, 1, 1)) == {"startup", "revival"}
    assert sources(date(2029, 3, 1)) == set()


def test_a_filter_that_admits_nothing_finds_nothing(index: Index) -> None:
    assert index.search("创业", filter=Filter(region="无此地")) == []


def test_an_empty_filter_is_no_filter(index: Index) -> None:
    assert facts(index.search("创业", filter=Filter())) == facts(index.search("创业"))


# --- sentences ---


@pytest.mark.parametrize("query", QUERIES)
def test_sentences_score_their_cosine_and_their_shared_words(index: Index, query: str) -> None:
    found, encoder = index.find(query, 3), HashedEncoder()
    wanted = set(terms(query))
    for hit in found.hits:
        own = [
            chunk for chunk in index.chunks if chunk.kind == "sentence" and index.clauses[chunk.clause] == hit.clause
        ]
        cosines = encoder.encode_document([chunk.passage for chunk in own]) @ encoder.encode_query([query])[0]
        shares = [len(wanted & set(terms(chunk.text))) / max(1, len(wanted)) for chunk in own]
        scored = index.sentences(hit.clause, found.query)
        assert [sentence.text for sentence in scored] == [chunk.text for chunk in own]
        assert [sentence.score for sentence in scored] == pytest.approx(cosines + WORDS * np.array(shares), abs=1e-5)


def test_a_phrasing_raises_the_sentence_that_it_asks_for(write, tmp_path: Path, encoder: HashedEncoder) -> None:
    policy = write("云川市创业办法\n第一条 农民工可以申请补贴。退役军人可以申请贷款。\n第二条 本办法由财政局解释。")
    plainly, phrased = tmp_path / "plainly", tmp_path / "phrased"
    build(policy.parent, plainly, encoder)
    write("第一条: [退役军人贷款]", "policy.questions.yaml")
    build(policy.parent, phrased, encoder)

    def scores(out: Path) -> list[float]:
        index = Index.open(out, encoder)
        return [one.score for one in index.sentences(index.clauses[0], index.find("退役军人贷款").query)]

    raised = np.array(scores(phrased)) - np.array(scores(plainly))
    assert raised == pytest.approx([PHRASED, PHRASED], abs=1e-5), "one phrasing: it is also the least similar"
    write("第一条: [退役军人贷款, 农民工补贴]", "policy.questions.yaml")
    build(policy.parent, phrased, encoder)
    raised = np.array(scores(phrased)) - np.array(scores(plainly))
    assert raised[1] == pytest.approx(PHRASED, abs=1e-5)
    assert raised[0] < raised[1] - 0.1


# --- saved and opened ---


def test_the_index_saved_and_opened_again_gives_identical_hits(index: Index, tmp_path: Path) -> None:
    save(tmp_path, index.documents, index.chunks, index._rankers)
    again = Index(*load(tmp_path), HashedEncoder())
    assert (again.documents, again.clauses, again.chunks) == (index.documents, index.clauses, index.chunks)
    assert [document.parts for document in again.documents] == [document.parts for document in index.documents]
    for query in QUERIES:
        assert facts(again.search(query, 100)) == facts(index.search(query, 100))


def test_every_field_of_a_document_survives(read, tmp_path: Path) -> None:
    given = "".join(f"{name}: {name}\n" for name in STATED) + "".join(f"{name}: 2030-01-02\n" for name in DATED)
    document = read(f"---\n{given}---\n某办法\n第一条 甲事。")
    build(tmp_path / "written", tmp_path / "out", HashedEncoder())
    (found,) = Index.open(tmp_path / "out", HashedEncoder()).documents
    assert all(getattr(found, name) for name in STATED | DATED)
    assert (found, found.parts) == (document, document.parts)


def test_documents_and_clauses_come_in_order(index: Index) -> None:
    assert [document.source for document in index.documents] == sorted(document.source for document in index.documents)
    order = [index.documents.index(clause.document) for clause in index.clauses]
    assert order == sorted(order)


def test_clauses_and_documents_are_found_by_id(index: Index) -> None:
    for clause in index.clauses:
        assert index.clause(clause.id) is clause
        assert index.document(clause.document.id) == clause.document
    assert (index.clause("none"), index.document("none")) == (None, None)


def test_another_encoder_is_refused_with_the_command(tmp_path: Path, docs: Path) -> None:
    build(docs, tmp_path / "out", HashedEncoder("one"))
    with pytest.raises(StoreError, match=r"另一个语言模型.*python -m index build --out"):
        Index.open(tmp_path / "out", HashedEncoder("two"))


# --- evidence ---


@pytest.mark.parametrize("query", QUERIES)
def test_evidence_is_the_best_of_each_ranker(index: Index, query: str) -> None:
    found = index.find(query, 100)
    assert found.evidence.clause == pytest.approx(max(hit.scores["clause"] for hit in found.hits))
    assert found.evidence.sentence == pytest.approx(max(hit.scores["sentence"] for hit in found.hits))
    assert found.evidence.phrasing == 0, "the corpus has none"
    assert 0 <= found.evidence.share <= 1


def test_coverage_tells_the_known_share_of_the_words(index: Index) -> None:
    assert index.find("创业补贴").evidence.coverage == 1
    assert index.find("qwerty").evidence.coverage == 0
    assert index.find("创业 qwerty").evidence.coverage == pytest.approx(2 / 3)


# --- the real document ---


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("在广东打工好多年，想回老家创业，有什么扶持", "7"),
        ("农民工返乡搞电商有没有培训", "7"),
        ("我刚退伍，想开个店，贷款利息有补贴吗？", "8"),
        ("当兵回来创业能免费用场地吗", "8"),
        ("大三想休学创业，学校让吗", "9"),
        ("在校学生用创业成果能顶毕业论文吗", "9"),
    ],
)
def test_the_three_audiences_find_their_items(real_index: Index, question: str, number: str) -> None:
    assert real_index.search(question)[0].clause.number == number


def test_their_units_are_found_by_name(real_index: Index) -> None:
    (first, *_) = real_index.search("退役军人创业归哪个部门管")
    assert first.clause.lead_units == ("自治区退役军人厅",)
