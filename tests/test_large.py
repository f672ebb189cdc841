"""An index above the size from which it is read from the disk and searched approximately: here, above a few clauses."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from conftest import CORPUS, HashedEncoder

from bot import Bot, Question, Status
from index import Filter, Index, build, cells, sizes
from index.cells import Cells
from index.contents import Chunks, Clauses
from index.dense import DenseRanker
from index.heads import Heads
from index.rankers import Query
from index.rescoring import Rescorer

QUERIES = ["返乡农民工创业补贴", "贷款贴息", "孵化基地场地条件", "高校毕业生", "培训"]


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Index]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "LARGE", 5)
        patch.setattr(sizes, "ROUGH", 5)
        patch.setattr(cells, "PROBED", 1.0)
        build(CORPUS, tmp_path, HashedEncoder())
        yield Index.open(tmp_path, HashedEncoder())


def test_it_is_read_from_the_disk(large: Index) -> None:
    assert isinstance(large.clauses, Clauses)
    assert isinstance(large.chunks, Chunks)
    assert isinstance(large._rankers["sentence"], Rescorer)
    assert large.is_large


def test_its_documents_clauses_and_chunks_are_those_of_a_small_one(large: Index, index: Index) -> None:
    assert list(large.documents) == list(index.documents)
    assert list(large.clauses) == list(index.clauses)
    assert list(large.chunks) == list(index.chunks)
    assert large.clauses[3:7] == list(index.clauses[3:7])
    assert large.clauses[-1] == index.clauses[-1]
    for row, chunk in enumerate(index.chunks):
        assert large.chunks[row] == chunk
    with pytest.raises(IndexError):
        large.clauses[len(index.clauses)]
    for document in index.documents:
        assert list(large.clauses_of(document)) == list(index.clauses_of(document))


def test_a_document_is_read_when_it_is_wanted_even_after_its_generation_went(
    tmp_path: Path, large: Index, index: Index
) -> None:
    assert isinstance(large.documents, Heads)
    assert not large.documents._parsed
    shutil.rmtree(tmp_path / "generations")
    assert large.document(index.documents[1].id) == index.documents[1]
    assert list(large.documents._parsed) == [1]


def test_clauses_and_neighbours_are_found_by_id(large: Index, index: Index) -> None:
    for clause in index.clauses:
        assert large.clause(clause.id) == clause
        assert large.neighbours(clause) == index.neighbours(clause)
        assert large.neighbour(clause, 1) == index.neighbour(clause, 1)
    assert large.clause("d0000000000-9") is None
    assert large.clause(f"{index.documents[0].id}-none") is None


@pytest.mark.parametrize("query", QUERIES)
def test_it_finds_what_an_exact_one_finds(large: Index, index: Index, query: str) -> None:
    rough, exact = large.search(query, 10), index.search(query, 10)
    assert {hit.clause.id for hit in rough[:3]} == {hit.clause.id for hit in exact[:3]}
    assert len({hit.clause.id for hit in rough} & {hit.clause.id for hit in exact}) >= 9
    for one in rough:
        (same,) = [hit for hit in index.search(query, 100) if hit.clause == one.clause]
        assert one.score == pytest.approx(same.score, abs=0.3)


@pytest.mark.parametrize("query", QUERIES)
def test_a_filter_applies_before_the_ranking(large: Index, query: str) -> None:
    for document in large.documents:
        own = large.clauses_of(document)
        hits = large.search(query, 100, Filter(documents=frozenset({document.id})))
        assert {hit.clause.document.id for hit in hits} == {document.id}
        assert len(hits) == len(own)


def test_sentences_score_as_in_an_exact_one(large: Index, index: Index) -> None:
    query = index.find(QUERIES[0]).query
    assert query is not None
    for clause in index.clauses:
        rough, exact = large.sentences(clause, query), index.sentences(clause, query)
        assert [one.text for one in rough] == [one.text for one in exact]
        assert [one.score for one in rough] == pytest.approx([one.score for one in exact], abs=0.02)


def test_a_second_build_embeds_nothing(tmp_path: Path, large: Index) -> None:
    assert build(CORPUS, tmp_path, HashedEncoder()).embedded == 0


def test_the_assistant_looks_up_clauses_without_going_through_all(large: Index) -> None:
    bot = Bot(large)
    document = large.documents[0]
    answer = bot.answer(Question(f"《{document.title}》第一条是什么"))
    assert {citation.clause.document.id for citation in answer.citations} <= {document.id}
    assert bot.answer(Question("第三条")).status in (Status.CLARIFY, Status.ANSWERED, Status.NO_CLAUSE)
    assert bot.compare(document.issued_on or Question("").day)


def test_cells_find_what_is_near() -> None:
    random = np.random.default_rng(7)
    centres = random.normal(size=(40, 24))
    rows = centres[random.integers(0, 40, 3000)] + 0.3 * random.normal(size=(3000, 24))
    vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    cells, exact = Cells.build(vectors), DenseRanker.build(vectors, np.arange(3000))
    shared = []
    for query in vectors[::300]:
        ten = exact.rank(Query("", query, ())).rows[:10]
        shared.append(len(set(cells.near(query).tolist()) & set(ten.tolist())))
    assert np.mean(shared) >= 9
    mask = np.arange(3000) % 500 == 3
    assert set(cells.near(vectors[0], mask).tolist()) == set(np.flatnonzero(mask).tolist())
