"""Vectors that are skimmed against all of them read."""

import json

import numpy as np
import pytest
from conftest import GOLDEN, Remembering
from numpy.testing import assert_allclose

from index import Index, skimming
from index.chunks import Kind
from index.dense import DenseRanker
from index.rankers import Query, Ranking
from index.skimming import COUNT_FROM, FEW, SkimmingRanker

WIDE, CLAUSES = 96, 40


def asked(vector: np.ndarray) -> Query:
    return Query("", vector, ())


def crowd(size: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors in groups, as the ways to ask for a clause are, and each one's clause."""
    random = np.random.default_rng(seed)
    clauses = np.sort(random.integers(0, CLAUSES, size))
    vectors = random.normal(size=(CLAUSES, WIDE))[clauses] + 0.8 * random.normal(size=(size, WIDE)) + 1.5
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), clauses


def both(vectors: np.ndarray, clauses: np.ndarray) -> tuple[DenseRanker, DenseRanker]:
    return DenseRanker.build(vectors, clauses), SkimmingRanker.build(vectors, clauses)


def counted(ranking: Ranking, size: int) -> np.ndarray:
    """How far each clause stands above what counts, and last the best score."""
    above = np.zeros(size + 1)
    above[ranking.rows] = np.maximum(0, (ranking.scores - ranking.mean) / ranking.deviation - COUNT_FROM)
    above[-1] = ranking.scores[0]
    return above


@pytest.mark.parametrize("query", range(0, 3 * FEW, 97))
def test_what_counts_is_scored_as_if_all_were_read(query: int) -> None:
    vectors, clauses = crowd(3 * FEW)
    whole, skimmed = (ranker.rank(asked(vectors[query])) for ranker in both(vectors, clauses))
    assert_allclose(counted(skimmed, CLAUSES), counted(whole, CLAUSES), atol=1e-4)
    assert_allclose([skimmed.mean, skimmed.deviation], [whole.mean, whole.deviation], atol=1e-5)


def test_no_clause_outside_exceeds_the_floor() -> None:
    vectors, clauses = crowd(3 * FEW)
    ranking = both(vectors, clauses)[1].rank(asked(vectors[5]))
    outside = ~np.isin(clauses, ranking.rows)
    assert (vectors @ vectors[5])[outside].max() <= ranking.floor + 1e-6


def test_a_mask_applies_before_anything_is_left_out() -> None:
    vectors, clauses = crowd(3 * FEW)
    query = vectors[0]
    mask = np.arange(CLAUSES) != clauses[0]
    whole, skimmed = (ranker.rank(asked(query), mask) for ranker in both(vectors, clauses))
    assert skimmed.rows[0] == whole.rows[0]
    assert clauses[0] not in skimmed.rows


def test_nothing_allowed_ranks_nothing() -> None:
    vectors, clauses = crowd(3 * FEW)
    assert not len(both(vectors, clauses)[1].rank(asked(vectors[0]), np.zeros(CLAUSES, bool)).rows)


def test_few_vectors_are_all_read() -> None:
    vectors, clauses = crowd(FEW)
    whole, skimmed = (ranker.rank(asked(vectors[3])) for ranker in both(vectors, clauses))
    assert skimmed.rows.tolist() == whole.rows.tolist()


def test_only_a_few_of_many_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, clauses = crowd(3 * FEW)
    ranker = both(vectors, clauses)[1]
    assert isinstance(ranker, SkimmingRanker)
    deviation = ranker.moments.of_cosines(vectors[0])[1]
    assert 0 < len(ranker.near(vectors[0], deviation)) < len(vectors) / 4
    monkeypatch.setattr(skimming, "SLACK", 100.0)
    assert len(ranker.near(vectors[0], deviation)) == len(vectors)


def test_questions_of_people_are_ranked_as_by_all_phrasings(real_index: Index, remembering: Remembering) -> None:
    skims = real_index._rankers[Kind.PHRASING]
    assert isinstance(skims, SkimmingRanker)
    whole = DenseRanker(skims.index, skims.clauses, skims.moments)
    lines = (GOLDEN / "guangxi-2021-10-dev.jsonl").read_text(encoding="utf-8").splitlines()
    vectors = remembering.encode_query([json.loads(line)["question"] for line in lines])
    expected, found = (
        np.array([counted(ranker.rank(asked(vector)), len(real_index.clauses)) for vector in vectors])
        for ranker in (whole, skims)
    )
    assert_allclose(found[:, -1], expected[:, -1], atol=2e-3)
    assert (np.abs(found - expected) > 1e-3).sum() <= (expected > 0).sum() / 40


def test_vectors_along_fewer_lines_than_there_are_axes_are_skimmed_too() -> None:
    vectors, clauses = crowd(3 * FEW)
    vectors[:, 8:] = 0
    whole, skimmed = (ranker.rank(asked(vectors[500])) for ranker in both(vectors, clauses))
    assert_allclose(counted(skimmed, CLAUSES), counted(whole, CLAUSES), atol=1e-4)


def test_the_axes_are_the_principal_ones() -> None:
    vectors, clauses = crowd(3 * FEW)
    ranker = both(vectors, clauses)[1]
    axes, along = skimming._axes(ranker.moments.covariance)
    assert_allclose(axes @ axes.T, np.eye(len(axes)), atol=1e-5)
    assert np.trace(along) >= 0.995 * np.linalg.eigvalsh(ranker.moments.covariance)[-len(axes) :].sum()
