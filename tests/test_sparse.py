"""Sparse orderings against the printed formula."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from index import sizes, sparse
from index.rankers import Query
from index.saturation import Saturation
from index.sparse import PASSAGES, PHRASINGS, RunRanker, SparseRanker
from index.tokens import runs, terms


def asked(text: str = "", also: str = "") -> Query:
    return Query(text, np.zeros(8, np.float32), tuple(terms(text)), tuple(terms(also)), tuple(runs(text)))


TEXTS = st.lists(st.text("创业补贴贷款人才培训", max_size=20), min_size=1, max_size=12).filter(
    lambda texts: any(map(terms, texts))
)
QUESTIONS = st.text("创业补贴贷款房", max_size=8)


def bm25(texts: list[str], question: str, saturation: Saturation = PASSAGES, read=terms) -> list[float]:
    """Lucene's BM25 as Kamphuis et al. (2020) print it, without its constant factor k1 + 1."""
    bags = [Counter(read(text)) for text in texts]
    average = sum(bag.total() for bag in bags) / len(bags)
    scores = []
    for bag in bags:
        total = 0.0
        for term in read(question):
            holding = sum(term in other for other in bags)
            rarity = math.log(1 + (len(bags) - holding + 0.5) / (holding + 0.5))
            relative = 1 - saturation.b + saturation.b * bag.total() / average
            total += rarity * bag[term] / (bag[term] + saturation.k1 * relative)
        scores.append(total)
    return scores


@given(TEXTS, QUESTIONS, st.sampled_from([PASSAGES, PHRASINGS]), st.randoms())
def test_sparse_equals_the_printed_formula(texts: list[str], question: str, saturation: Saturation, random) -> None:
    mask = random.choice([None, np.array([random.random() < 0.5 for _ in texts])])
    expected = np.array(bm25(texts, question, saturation))
    kept = [row for row, score in enumerate(expected) if score > 0 and (mask is None or mask[row])]
    ranking = SparseRanker.build(texts, saturation).rank(asked(question), mask)
    assert sorted(ranking.rows.tolist()) == kept
    assert_allclose(ranking.scores, expected[ranking.rows], rtol=1e-4)
    assert all(ranking.scores[:-1] >= ranking.scores[1:])
    assert_allclose(ranking.mean, expected.mean(), rtol=1e-4, atol=1e-6)
    assert_allclose(ranking.deviation, expected.std() if expected.std() > 1e-6 else 1.0, rtol=1e-3, atol=1e-5)


def test_equal_sparse_scores_come_in_row_order() -> None:
    assert SparseRanker.build(["补贴"] * 5 + ["贷款"]).rank(asked("补贴")).rows.tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("question", ["", "房产税", "，。"])
def test_a_question_of_unknown_words_ranks_nothing(question: str) -> None:
    ranking = SparseRanker.build(["创业补贴", "人才培训"]).rank(asked(question))
    assert (len(ranking.rows), ranking.floor, ranking.deviation) == (0, 0.0, 1.0)


def test_saved_and_loaded_ranks_alike(tmp_path) -> None:
    made = SparseRanker.build(["创业补贴", "人才培训", "创业培训"])
    made.save(tmp_path)
    loaded = SparseRanker.load(tmp_path, made.size)
    assert loaded.rank(asked("创业")).scores.tolist() == made.rank(asked("创业")).scores.tolist()


@pytest.mark.parametrize("texts", [[""], ["", ""], ["abc"], ["，。"], ["的"]])
def test_texts_without_a_common_word_make_a_ranker_all_the_same(texts: list[str]) -> None:
    assert not len(SparseRanker.build(texts).rank(asked("创业")).rows)


def test_texts_without_any_term_are_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    ranker = SparseRanker.build(["", "", "的"])
    monkeypatch.setattr(ranker.postings, "count", lambda _: pytest.fail("looked up"))
    assert not len(ranker.rank(asked("创业补贴")).rows)


@given(TEXTS, QUESTIONS)
def test_what_is_known_of_a_question(texts: list[str], question: str) -> None:
    ranker = SparseRanker.build(texts)
    vocabulary = {term for text in texts for term in terms(text)}
    assert [ranker.knows(term) for term in terms(question)] == [term in vocabulary for term in terms(question)]
    assert ranker.most(terms(question)) >= max(bm25(texts, question)) - 1e-6


@given(TEXTS, QUESTIONS, QUESTIONS)
def test_no_text_scores_more_than_the_most(texts: list[str], question: str, also: str) -> None:
    ranking = SparseRanker.build(texts).rank(asked(question, also=also))
    assert all(0 < score <= ranking.most + 1e-5 for score in ranking.scores)


@given(TEXTS.filter(lambda texts: any(map(runs, texts))), QUESTIONS)
def test_runs_are_ranked_by_the_same_formula(texts: list[str], question: str) -> None:
    expected = np.array(bm25(texts, question, read=runs))
    ranking = RunRanker.build(texts).rank(asked(question))
    assert sorted(ranking.rows.tolist()) == np.flatnonzero(expected > 0).tolist()
    assert_allclose(ranking.scores, expected[ranking.rows], rtol=1e-4)


def test_runs_tell_apart_what_shares_its_pairs_of_characters(tmp_path) -> None:
    made = RunRanker.build(["创业担保贷款", "创业人才贷款担保"])
    made.save(tmp_path)
    for ranker in (made, RunRanker.load(tmp_path, 2)):
        assert ranker.rank(asked("担保贷款")).rows.tolist() == [0]


def test_a_mask_applies_before_the_depth_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "DEPTH", 3)
    ranker = SparseRanker.build(["创业补贴"] * 36 + ["创业补贴和别的许多事"] * 4)
    assert ranker.rank(asked("创业补贴"), np.arange(40) >= 36).rows.tolist() == [36, 37, 38]


@given(TEXTS, QUESTIONS, QUESTIONS, st.randoms())
def test_of_a_large_index_few_texts_rank_as_if_all_were_gone_through(
    texts: list[str], own: str, also: str, random
) -> None:
    held = ["文件"] * 100
    for text in texts:
        held[random.randrange(100)] = text
    mask = random.choice([None, np.array([random.random() < 0.5 for _ in held])])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "ROUGH", 0)
        ranker = SparseRanker.build(held)
        patch.setattr(sparse, "SCARCE", 1)
        patch.setattr(ranker.postings, "totals", None)  # which goes through all of them
        few = ranker.rank(asked(own, also), mask)
    whole = SparseRanker.build(held).rank(asked(own, also), mask)
    assert sorted(few.rows.tolist()) == sorted(whole.rows.tolist())
    assert_allclose(few.scores, sorted(whole.scores, reverse=True), rtol=1e-4)
    assert_allclose(
        [few.mean, few.deviation, few.most], [whole.mean, whole.deviation, whole.most], rtol=1e-3, atol=1e-6
    )
    assert few.floor == whole.floor


@given(TEXTS, QUESTIONS, st.sampled_from([0, 1000]))
def test_some_texts_score_their_share_of_the_most_possible(texts: list[str], question: str, rough: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "ROUGH", rough)
        ranker = SparseRanker.build(texts)
    wanted = np.arange(0, len(texts), 2)
    expected = np.array(bm25(texts, question))[wanted] / (ranker.most(terms(question)) or 1)
    assert_allclose(ranker.shares(terms(question), wanted), expected, rtol=1e-3, atol=1e-6)


def test_the_depth_holds_where_few_texts_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "ROUGH", 0)
    monkeypatch.setattr(sizes, "NAMED", 0.1)
    ranker = SparseRanker.build(["文件"] * 900 + ["补贴"] * 5)
    assert ranker.rank(asked("补贴"), np.arange(905) != 901).rows.tolist() == [900, 902, 903]
