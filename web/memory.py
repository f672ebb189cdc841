"""What the C library keeps of the memory that the process freed: a fifth of it all, unless told otherwise."""

from __future__ import annotations

import ctypes
from contextlib import suppress

ARENAS = -8  # glibc's M_ARENA_MAX; other C libraries have neither function, and need neither
HEAPS = 4


def share_heaps() -> None:
    """Let threads share a few heaps: each would keep what its largest question took, and a single one makes eight wait."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(ARENAS, HEAPS)


def give_back() -> None:
    """Return to the system what was freed."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
