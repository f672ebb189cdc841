"""Dense orderings against brute force."""

import math
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from index import sizes
from index.dense import DenseRanker
from index.moments import LEAST_VARIANCE
from index.rankers import Query

WIDE = 8


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def asked(vector: np.ndarray | None = None) -> Query:
    return Query("", np.zeros(WIDE, np.float32) if vector is None else vector, ())


@st.composite
def dense(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray | None]:
    """Unit vectors, each one's clause, a query, and perhaps a mask of clauses."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    size, clauses = draw(st.integers(1, 60)), draw(st.integers(1, 20))
    mask = random.random(clauses) < 0.5 if draw(st.booleans()) else None
    vectors, query = unit(random.normal(size=(size, WIDE))), unit(random.normal(size=WIDE))
    return vectors, np.sort(random.integers(0, clauses, size)), query, mask


@given(dense())
def test_dense_equals_brute_force(case) -> None:
    vectors, clauses, query, mask = case
    scores = vectors @ query
    best = {int(row): scores[clauses == row].max() for row in set(clauses) if mask is None or mask[row]}
    ranking = DenseRanker.build(vectors, clauses).rank(asked(vector=query), mask)
    expected = sorted(best, key=lambda row: -best[row])
    assert ranking.rows.tolist() == expected
    assert_allclose(ranking.scores, [best[row] for row in expected], atol=1e-6)
    assert_allclose(ranking.mean, scores.mean(), atol=1e-5)
    assert_allclose(ranking.deviation, max(scores.std(), LEAST_VARIANCE**0.5), atol=1e-5)


@given(dense())
def test_no_clause_outside_a_dense_ranking_exceeds_its_floor(case) -> None:
    vectors, clauses, query, _ = case
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "DEPTH", 5)
        ranking = DenseRanker.build(vectors, clauses).rank(asked(vector=query))
    outside = ~np.isin(clauses, ranking.rows)
    assert len(ranking.rows) <= 5
    assert (vectors @ query)[outside].max(initial=-1) <= ranking.floor + 1e-6


def test_a_mask_applies_before_the_depth_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "DEPTH", 3)
    vectors = unit(np.random.default_rng(5).normal(size=(40, WIDE)))
    last = np.argsort(-(vectors @ vectors[0]))[-4:]
    mask = np.isin(np.arange(40), last)
    dense = DenseRanker.build(vectors, np.arange(40)).rank(asked(vector=vectors[0]), mask)
    assert dense.rows.tolist() == last[:3].tolist()


def test_nothing_allowed_ranks_nothing_dense() -> None:
    ranker = DenseRanker.build(unit(np.ones((3, WIDE))), np.arange(3))
    assert not len(ranker.rank(asked(vector=unit(np.ones(WIDE))), np.zeros(3, bool)).rows)


def test_a_kind_without_chunks_ranks_nothing() -> None:
    ranking = DenseRanker.build(np.empty((0, WIDE), np.float32), np.empty(0, np.int64)).rank(asked())
    assert not len(ranking.rows)
    assert math.isfinite(ranking.floor)


def test_products_are_not_shared_out_to_threads_that_wait_for_one_another() -> None:
    told = "import web, threadpoolctl; print({one['num_threads'] for one in threadpoolctl.threadpool_info()})"
    alone = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    ran = subprocess.run([sys.executable, "-c", told], env=alone, check=True, capture_output=True, text=True)
    assert ran.stdout.strip() == "{1}"
