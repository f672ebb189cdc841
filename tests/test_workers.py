"""Several workers: the turns they take, and what they make once."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest
from workers import locked, made_once, turn

SOON, LONG = 0.2, 10


def begun(folder: Path, alone: bool, until: Event) -> tuple[Event, Thread]:
    """A test of another worker; the event tells that it runs."""
    runs = Event()

    def test() -> None:
        with turn(folder, alone):
            runs.set()
            until.wait(LONG)

    thread = Thread(target=test)
    thread.start()
    return runs, thread


def test_tests_of_two_workers_run_beside_each_other(tmp_path: Path) -> None:
    over = Event()
    with turn(tmp_path, alone=False):
        runs, thread = begun(tmp_path, alone=False, until=over)
        assert runs.wait(LONG)
        over.set()
        thread.join()


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (True, True)])
def test_a_test_that_wants_to_be_alone_is(tmp_path: Path, first: bool, second: bool) -> None:
    over = Event()
    with turn(tmp_path, first):
        runs, thread = begun(tmp_path, second, over)
        assert not runs.wait(SOON)
    assert runs.wait(LONG)
    over.set()
    thread.join()


def test_who_waits_to_be_alone_is_not_overtaken(tmp_path: Path) -> None:
    over = Event()
    with turn(tmp_path, alone=False):
        alone, first = begun(tmp_path, alone=True, until=over)
        assert not alone.wait(SOON)
        beside, second = begun(tmp_path, alone=False, until=over)
        assert not beside.wait(SOON)
    assert alone.wait(LONG)
    assert not beside.is_set()
    over.set()
    assert beside.wait(LONG)
    first.join()
    second.join()


def test_what_all_need_is_made_once(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        folder.mkdir()
        made.append(folder)

    assert made_once(tmp_path / "shared", make) == made_once(tmp_path / "shared", make) == tmp_path / "shared"
    assert len(made) == 1


def test_what_could_not_be_made_is_tried_again(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        raise OSError

    with pytest.raises(OSError):
        made_once(tmp_path / "shared", fail)
    assert made_once(tmp_path / "shared", Path.mkdir).is_dir()


def test_a_lock_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "lock"):
        1 / 0  # noqa: B018
    with locked(tmp_path / "lock"):
        pass
