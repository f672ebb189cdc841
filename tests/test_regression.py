"""A ridge regression: against its normal equations solved another way, and kept in a file that may be lost or damaged."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.regression import Regression
from index.encoders import Vectors

Learnt = tuple[Vectors, NDArray[np.float64], NDArray[np.float64]]


@pytest.fixture(scope="module")
def learnt() -> Learnt:
    drawn = np.random.default_rng(7)
    vectors = drawn.normal(size=(40, 6)).astype(np.float32)
    return vectors, drawn.normal(size=(40, 3)), drawn.uniform(0.5, 3, size=40)


@pytest.fixture(scope="module")
def fitted(learnt: Learnt) -> Regression:
    return Regression.fitted(*learnt, ridge=0.01)


def test_it_is_the_least_squares_of_the_examples_and_the_penalty(learnt: Learnt, fitted: Regression) -> None:
    vectors, wanted, counts = learnt
    counts = counts / counts.sum()
    root = np.sqrt(counts)[:, None]
    rows = np.vstack([np.hstack([vectors, np.ones((40, 1))]) * root, np.hstack([0.1 * np.eye(6), np.zeros((6, 1))])])
    solved, *_ = np.linalg.lstsq(rows, np.vstack([wanted * root, np.zeros((6, 3))]), rcond=None)
    expected = vectors @ solved[:-1] + solved[-1]
    np.testing.assert_allclose(np.array([fitted.of(vector) for vector in vectors]), expected, atol=1e-5)


def test_what_is_kept_says_the_same_to_the_bit(learnt: Learnt, fitted: Regression, tmp_path: Path) -> None:
    path = tmp_path / "new" / "intents.npz"
    fitted.keep(path, "these")
    kept = Regression.kept(path, "these")
    assert kept and all(np.array_equal(kept.of(vector), fitted.of(vector)) for vector in learnt[0])
    assert [file.name for file in path.parent.iterdir()] == ["intents.npz"]


def test_what_was_fitted_to_something_else_is_not_read(fitted: Regression, tmp_path: Path) -> None:
    fitted.keep(tmp_path / "kept", "these")
    assert Regression.kept(tmp_path / "kept", "others") is None
    assert Regression.kept(tmp_path / "none", "these") is None


@pytest.mark.parametrize("place", [0, 0.2, 0.5, 0.8, 0.99])
def test_a_cut_or_changed_file_is_no_regression(fitted: Regression, tmp_path: Path, place: float) -> None:
    path = tmp_path / "kept"
    fitted.keep(path, "these")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(place * len(whole))])
    assert Regression.kept(path, "these") is None


def test_a_changed_number_is_told_from_a_kept_one(fitted: Regression, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    fitted.keep(path, "these")
    changed = bytearray(path.read_bytes())
    changed[changed.index(fitted.weights.tobytes()[:16])] ^= 1
    path.write_bytes(changed)
    assert Regression.kept(path, "these") is None


def test_where_nothing_can_be_written_nothing_fails(fitted: Regression, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    fitted.keep(tmp_path / "file" / "kept", "these")
    assert Regression.kept(tmp_path / "file" / "kept", "these") is None
