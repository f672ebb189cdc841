"""Questions that a policy does not answer, or that several of its clauses answer together."""

from pathlib import Path

import numpy as np
import pytest
from conftest import HashedEncoder
from hypothesis import given
from hypothesis import strategies as st

from index import noted as module
from index.noted import FAR, NEAR, NEAREST, NONE, TYPICAL, Joint, Noted, NotedQuestions

QUESTIONS = [
    *(Noted("a", text) for text in ("给分房吗", "管饭吗", "包路费吗", "送电脑吗")),
    Noted("a", "钱和地", ("a-1", "a-2")),
    Noted("c", "养老金几岁领"),
    Noted("c", "培训和摊位", ("c-3", "c-1", "c-2")),
]
TEXTS = st.text("创业贷款补贴房饭吗", min_size=1, max_size=6)


@pytest.fixture
def noted() -> NotedQuestions:
    return NotedQuestions.encoded(QUESTIONS, HashedEncoder())


@given(st.lists(TEXTS, min_size=1, max_size=9, unique=True), TEXTS)
def test_what_is_not_answered_is_as_near_as_the_mean_of_the_nearest(texts: list[str], asked: str) -> None:
    encoder = HashedEncoder()
    others = [Noted("b", "别的"), Noted("a", asked, ("a-1", "a-2"))]
    made = NotedQuestions.encoded([*(Noted("a", text) for text in texts), *others], encoder)
    (query,) = encoder.encode_query([asked])
    cosines = sorted((encoder.encode_query(texts) @ query).tolist(), reverse=True)
    mean = np.mean(cosines[:NEAREST])
    if cosines[0] < 0.999 or asked in texts:
        assert made.unanswered("a", query) == pytest.approx(1 if asked in texts else max(mean, TYPICAL), abs=1e-5)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "MANY", 1)
            assert made.unanswered("a", query) == pytest.approx(1 if asked in texts else max(mean, FAR), abs=1e-5)


@given(st.lists(TEXTS, min_size=1, max_size=NEAR + 4, unique=True), TEXTS)
def test_what_several_answer_comes_with_its_clauses_the_nearest_first(texts: list[str], asked: str) -> None:
    encoder = HashedEncoder()
    joint = [Noted("a", text, (f"a-{row}", "a-x")) for row, text in enumerate(texts)]
    made = NotedQuestions.encoded([Noted("a", asked), *joint, Noted("b", asked, ("b-1", "b-2"))], encoder)
    (query,) = encoder.encode_query([asked])
    found = made.joint("a", query)
    cosines = encoder.encode_query(texts) @ query
    assert [one.cosine for one in found] == pytest.approx(sorted(cosines.tolist(), reverse=True)[:NEAR], abs=1e-5)
    rows = [int(min(one.clauses).removeprefix("a-")) for one in found]
    assert [float(cosines[row]) for row in rows] == pytest.approx([one.cosine for one in found], abs=1e-5)
    assert all(one.clauses == {f"a-{row}", "a-x"} for one, row in zip(found, rows, strict=True))


def test_the_questions_of_another_document_do_not_count(noted: NotedQuestions) -> None:
    one, two = HashedEncoder().encode_query(["养老金几岁领", "培训和摊位"])
    assert noted.unanswered("c", one) == 1
    assert noted.unanswered("a", one) < 1
    assert noted.unanswered("b", one) == noted.unanswered("d", one) == NONE.unanswered("a", one) == 0
    assert noted.joint("c", two) == [Joint(pytest.approx(1), frozenset({"c-1", "c-2", "c-3"}))]
    assert [joint.clauses for joint in noted.joint("a", two)] == [{"a-1", "a-2"}]
    assert noted.joint("b", two) == NONE.joint("a", two) == []


def test_they_are_read_as_they_were_saved(noted: NotedQuestions, tmp_path: Path) -> None:
    noted.save(tmp_path)
    found = NotedQuestions.load(tmp_path)
    assert found.questions == noted.questions
    assert np.array_equal(found.vectors, noted.vectors)
    (tmp_path / "none").mkdir()
    NONE.save(tmp_path / "none")
    assert NotedQuestions.load(tmp_path / "none").questions == []


def test_an_index_from_before_has_none(tmp_path: Path) -> None:
    assert NotedQuestions.load(tmp_path) is NONE


def test_what_is_known_is_not_encoded_again(noted: NotedQuestions) -> None:
    encoder = HashedEncoder()
    again = [Noted("e", "管饭吗"), Noted("e", "有车补吗"), Noted("e", "钱和地", ("e-1", "e-2"))]
    found = NotedQuestions.encoded(again, encoder, noted.known())
    assert encoder.queries == ["有车补吗"]
    assert np.array_equal(found.vectors, HashedEncoder().encode_query(["管饭吗", "有车补吗", "钱和地"]))


def test_those_of_some_documents_are_laid_before_those_of_others(noted: NotedQuestions) -> None:
    (query,) = HashedEncoder().encode_query(["管饭吗"])
    later = NotedQuestions.encoded([Noted("a", "管饭吗")], HashedEncoder())
    both = noted.kept(lambda document: document == "c").with_those_of(later)
    assert both.questions == [*QUESTIONS[-2:], Noted("a", "管饭吗")]
    assert (both.unanswered("a", query), NONE.with_those_of(noted), noted.with_those_of(NONE)) == (1, noted, noted)
