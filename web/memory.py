"""How the process's memory is kept: what was freed is given back, and what stays lies in few, large pages."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

ARENAS = -8  # glibc's M_ARENA_MAX; other C libraries have neither function, and need neither
HEAPS = 4
COLLAPSE = 25  # Linux's MADV_COLLAPSE, since 6.1
HUGE = 2 << 20
MAPS = Path("/proc/self/maps")


def share_heaps() -> None:
    """Let threads share a few heaps: each would keep what its largest question took, and a single one makes eight wait."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(ARENAS, HEAPS)


def give_back() -> None:
    """Return to the system what was freed."""
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def use_huge_pages() -> None:
    """Gather what the process holds into pages of 2 MB, where the kernel can: Linux from 6.1.

    An answer walks over the encoder's weights and the words; in pages of 4 KB the processor looks up each one's place.
    It takes about .7 s of one processor, and 2 % more memory.
    """
    with suppress(OSError, AttributeError, TypeError):
        spans = list(_own())
        advise = ctypes.CDLL(None).madvise
        advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
        for start, end in spans:
            advise(start, end - start, COLLAPSE)


def _own() -> Iterator[tuple[int, int]]:
    """Where the process's own writable memory lies, in whole huge pages (``proc_pid_maps(5)``)."""
    for line in MAPS.read_text().splitlines():
        addresses, rights, _, _, inode, *name = line.split(maxsplit=5)
        unnamed = not name or name[0].startswith(("[heap]", "[anon"))
        if rights == "rw-p" and inode == "0" and unnamed:
            first, last = (int(address, 16) for address in addresses.split("-"))
            start, end = -(-first // HUGE) * HUGE, last // HUGE * HUGE
            if start < end:
                yield start, end
