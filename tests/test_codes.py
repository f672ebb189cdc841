"""Vectors at a byte a dimension: near what they were, in memory and in a file."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from index import codes
from index.codes import CODES, Codes, Stored

WIDE = 24


def vectors(size: int, seed: int = 0) -> np.ndarray:
    """Unit vectors around a few directions."""
    random = np.random.default_rng(seed)
    rows = random.normal(size=(4, WIDE))[random.integers(0, 4, size)] + 0.3 * random.normal(size=(size, WIDE))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def blocks(rows: np.ndarray, size: int) -> list[np.ndarray]:
    return [rows[start : start + size] for start in range(0, len(rows), size)]


@given(st.integers(1, 300), st.integers(1, 200), st.integers(0, 9))
def test_a_vector_comes_back_within_a_few_steps(size: int, together: int, seed: int) -> None:
    rows = vectors(size, seed)
    made, _ = Codes.build(blocks(rows, together), size)
    found = made.vectors(np.arange(size))
    assert np.all(np.abs(found - rows).max(axis=1) <= 3 * made.steps + 1e-6)
    assert_allclose(made.scores(np.arange(size), rows[0]), found @ rows[0], atol=1e-5)


def test_centres_shorten_what_is_coded() -> None:
    rows = vectors(1000)
    several, _ = Codes.build([rows], len(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codes, "MOST_CENTRES", 1)
        one, _ = Codes.build([rows], len(rows))
    assert np.mean(several.steps) < 0.6 * np.mean(one.steps)


def test_the_same_vectors_are_coded_alike() -> None:
    first, second = (Codes.build([vectors(1000)], 1000)[0] for _ in range(2))
    assert_array_equal(first.vectors(np.arange(1000)), second.vectors(np.arange(1000)))


@given(st.sets(st.integers(0, 499), max_size=60))
def test_scattered_rows_are_read_from_the_file(tmp_path_factory: pytest.TempPathFactory, wanted: set[int]) -> None:
    folder = tmp_path_factory.mktemp("codes")
    made, _ = Codes.build([vectors(500)], 500)
    made.save(folder)
    loaded, rows = Codes.load(folder), np.array(sorted(wanted), np.int64)
    assert isinstance(loaded.rests, np.ndarray)
    loaded.rests = Stored(folder / CODES)
    assert_array_equal(loaded.rests[rows], made.rests[rows])
    assert_array_equal(loaded.scores(rows, vectors(1)[0]), made.scores(rows, vectors(1)[0]))


def test_a_file_that_was_read_can_be_saved_again(tmp_path: Path) -> None:
    made, _ = Codes.build([vectors(300)], 300)
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    made.save(tmp_path / "first")
    Codes.load(tmp_path / "first").save(tmp_path / "second")
    assert (tmp_path / "first" / CODES).read_bytes() == (tmp_path / "second" / CODES).read_bytes()


def test_no_vector_at_all_is_kept_too(tmp_path: Path) -> None:
    made, moments = Codes.build([np.empty((0, WIDE), np.float32)], 0)
    made.save(tmp_path)
    assert Codes.load(tmp_path).vectors(np.arange(0)).shape == (0, WIDE)
    assert moments.mean.tolist() == [0.0] * WIDE
