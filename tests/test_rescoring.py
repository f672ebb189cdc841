"""Vectors at a byte a dimension, scored for given clauses only."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from index.dense import DenseRanker
from index.moments import Moments
from index.rankers import Query
from index.rescoring import Rescorer

WIDE = 16


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def asked(vector: np.ndarray) -> Query:
    return Query("", vector, ())


@st.composite
def cases(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Unit vectors, each one's clause in order, a query and a mask of clauses."""
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    size, clauses = draw(st.integers(1, 60)), draw(st.integers(1, 20))
    owners = np.sort(random.integers(0, clauses, size))
    return unit(random.normal(size=(size, WIDE))), owners, unit(random.normal(size=WIDE)), random.random(clauses) < 0.5


@given(cases())
def test_a_clause_scores_as_its_best_chunk_within_a_hundredth(case) -> None:
    vectors, owners, query, mask = case
    ranking = Rescorer.build([vectors], owners).rank(asked(query), mask)
    best = {int(row): (vectors @ query)[owners == row].max() for row in set(owners.tolist()) if mask[row]}
    assert set(ranking.rows.tolist()) == best.keys()
    assert_allclose(ranking.scores, [best[row] for row in ranking.rows.tolist()], atol=0.01)
    assert all(ranking.scores[:-1] >= ranking.scores[1:])


@given(cases())
def test_its_moments_are_those_of_the_exact_vectors(case) -> None:
    vectors, owners, query, _ = case
    found = Rescorer.build([vectors], owners).rank(asked(query))
    exact = DenseRanker.build(vectors, owners).rank(asked(query))
    assert_allclose([found.mean, found.deviation], [exact.mean, exact.deviation], atol=1e-5)
    assert set(found.rows.tolist()) == set(exact.rows.tolist())


@given(cases())
def test_given_clauses_score_as_when_they_alone_are_allowed(case) -> None:
    vectors, owners, query, mask = case
    ranker = Rescorer.build([vectors], owners)
    assert not len(ranker.near(asked(query)))  # without cells it names none
    given, allowed = ranker.rescored(asked(query), np.flatnonzero(mask)), ranker.rank(asked(query), mask)
    assert (given.rows.tolist(), given.scores.tolist()) == (allowed.rows.tolist(), allowed.scores.tolist())


@given(cases(), st.integers(1, 59))
def test_moments_do_not_depend_on_the_blocks(case, cut: int) -> None:
    vectors, _, query, _ = case
    whole, parts = Moments.of([vectors]), Moments.of([block for block in (vectors[:cut], vectors[cut:]) if len(block)])
    assert_allclose(parts.of_cosines(query), whole.of_cosines(query), atol=1e-5)


def test_saved_and_loaded_ranks_alike(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    vectors, owners = unit(random.normal(size=(40, WIDE))), np.repeat(np.arange(10), 4)
    made = Rescorer.build([vectors], owners)
    made.save(tmp_path / "sentence")
    loaded, mask = Rescorer.load(tmp_path / "sentence"), np.arange(10) % 3 == 0
    for name in ("rows", "scores"):
        assert (
            getattr(loaded.rank(asked(vectors[0]), mask), name).tolist()
            == getattr(made.rank(asked(vectors[0]), mask), name).tolist()
        )
    assert loaded.vectors(range(8, 12)) == pytest.approx(vectors[8:12], abs=0.01)
