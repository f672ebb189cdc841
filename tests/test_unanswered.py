"""Questions that a policy does not answer."""

from pathlib import Path

import numpy as np
import pytest
from conftest import HashedEncoder
from hypothesis import given
from hypothesis import strategies as st

from index import unanswered
from index.unanswered import FAR, NEAREST, NONE, TYPICAL, Noted, Unanswered

QUESTIONS = {"a": ("给分房吗", "管饭吗", "包路费吗", "送电脑吗"), "b": (), "c": ("养老金几岁领",)}
TEXTS = st.text("创业贷款补贴房饭吗", min_size=1, max_size=6)


@pytest.fixture
def noted() -> Unanswered:
    return Unanswered.encoded(QUESTIONS, HashedEncoder())


@given(st.lists(TEXTS, min_size=1, max_size=9, unique=True), TEXTS)
def test_it_is_as_near_as_the_mean_of_the_nearest(texts: list[str], asked: str) -> None:
    encoder = HashedEncoder()
    made, (query,) = Unanswered.encoded({"a": texts, "b": ["别的"]}, encoder), encoder.encode_query([asked])
    cosines = sorted((encoder.encode_query(texts) @ query).tolist(), reverse=True)
    mean = np.mean(cosines[:NEAREST])
    if cosines[0] < 0.999 or asked in texts:
        assert made.nearness("a", query) == pytest.approx(1 if asked in texts else max(mean, TYPICAL), abs=1e-5)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(unanswered, "MANY", 1)
            assert made.nearness("a", query) == pytest.approx(1 if asked in texts else max(mean, FAR), abs=1e-5)


def test_the_questions_of_another_document_do_not_count(noted: Unanswered) -> None:
    (query,) = HashedEncoder().encode_query(["养老金几岁领"])
    assert noted.nearness("c", query) == 1
    assert noted.nearness("a", query) < 1
    assert noted.nearness("b", query) == noted.nearness("d", query) == NONE.nearness("a", query) == 0


def test_they_are_read_as_they_were_saved(noted: Unanswered, tmp_path: Path) -> None:
    noted.save(tmp_path)
    found = Unanswered.load(tmp_path)
    assert found.questions == noted.questions
    assert np.array_equal(found.vectors, noted.vectors)
    (tmp_path / "none").mkdir()
    NONE.save(tmp_path / "none")
    assert Unanswered.load(tmp_path / "none").questions == []


def test_an_index_from_before_has_none(tmp_path: Path) -> None:
    assert Unanswered.load(tmp_path) is NONE


def test_what_is_known_is_not_encoded_again(noted: Unanswered) -> None:
    encoder = HashedEncoder()
    again = Unanswered.encoded({"e": ("管饭吗", "有车补吗")}, encoder, noted.known())
    assert encoder.queries == ["有车补吗"]
    assert np.array_equal(again.vectors, HashedEncoder().encode_query(["管饭吗", "有车补吗"]))


def test_those_of_some_documents_are_laid_before_those_of_others(noted: Unanswered) -> None:
    (query,) = HashedEncoder().encode_query(["管饭吗"])
    later = Unanswered.encoded({"a": ("管饭吗",)}, HashedEncoder())
    both = noted.kept(lambda document: document == "c").with_those_of(later)
    assert both.questions == [Noted("c", "养老金几岁领"), Noted("a", "管饭吗")]
    assert (both.nearness("a", query), NONE.with_those_of(noted), noted.with_those_of(NONE)) == (1, noted, noted)
