"""Workers of pytest-xdist: what one makes for all, and how a test that measures time gets the machine for itself."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Hold a lock that other processes mind; it also ends with the process."""
    with path.open("a") as file:
        fcntl.flock(file, how)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)  # children that were forked meanwhile hold the file open


@contextmanager
def turn(folder: Path, alone: bool) -> Iterator[None]:
    """Wait until a test may run: beside those of other workers, or alone.

    All come through one gate, so that who waits to be alone is not overtaken for ever.
    """
    with ExitStack() as stack:
        with locked(folder / "gate.lock"):
            stack.enter_context(locked(folder / "room.lock", fcntl.LOCK_EX if alone else fcntl.LOCK_SH))
        yield


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Let the first worker make a folder that the others then use as it is."""
    with locked(folder.with_suffix(".lock")):
        if not folder.exists():
            beside = folder.with_suffix(".beside")
            make(beside)
            beside.rename(folder)
    return folder
