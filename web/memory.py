"""What the C library keeps of the memory that the process freed: a fifth of it all, unless told otherwise."""

from __future__ import annotations

import ctypes
from contextlib import suppress

ARENAS = -8  # glibc's M_ARENA_MAX; other C libraries have neither function, and need neither


def share_one_heap() -> None:
    """Give no thread a heap of its own: Python takes turns anyway, and each keeps what its largest question took."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(ARENAS, 1)


def give_back() -> None:
    """Return to the system what was freed."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
