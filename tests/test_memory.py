"""What the C library keeps, and in what pages."""

import ctypes
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from web import memory
from web.memory import HEAPS

pytestmark = pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="glibc alone keeps what is freed")

FREED = """
import ctypes
from pathlib import Path
from web.memory import give_back

libc, size = ctypes.CDLL(None), 64 * 1024
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

held = [libc.malloc(size) for _ in range(1000)]
for place in held:
    libc.memset(place, 1, size)
for place in held[:-1]:
    libc.free(place)
before = resident()
give_back()
print(before - resident())
"""

THREADS = """
import ctypes
from threading import Barrier, Thread
from web.memory import share_heaps

share_heaps()
libc, found, together = ctypes.CDLL(None), [], Barrier(24)
libc.malloc.restype = ctypes.c_void_p

def take():
    together.wait()
    found.append(libc.malloc(1000))
    together.wait()

threads = [Thread(target=take) for _ in range(24)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len({place >> 26 for place in found}))  # a heap of glibc's is 64 MB, at a multiple of its size
"""

HUGE_PAGES = """
import mmap
from pathlib import Path
from web.memory import use_huge_pages

def huge():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("AnonHugePages")) * 1024

held = mmap.mmap(-1, 1 << 26, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
held[:] = bytes(range(256)) * (1 << 18)
before = huge()
use_huge_pages()
assert held[:] == bytes(range(256)) * (1 << 18)
print(huge() - before)
"""
CAN_BE_HUGE = Path("/sys/kernel/mm/transparent_hugepage/enabled")


def told(script: str) -> str:
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip()


def test_what_was_freed_is_given_back() -> None:
    assert int(told(FREED)) > 50_000_000


def test_threads_share_a_few_heaps() -> None:
    assert 1 < int(told(THREADS)) <= HEAPS + 1  # the first heap may lie across such a multiple


@pytest.mark.skipif(
    not CAN_BE_HUGE.is_file() or tuple(map(int, platform.release().split(".")[:2])) < (6, 1),
    reason="the kernel gathers pages on demand from Linux 6.1",
)
def test_what_stays_lies_in_huge_pages() -> None:
    assert int(told(HUGE_PAGES)) >= 60 << 20


def test_a_system_without_such_pages_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(memory, "MAPS", tmp_path / "maps")
    memory.use_huge_pages()
