"""What the C library keeps."""

import ctypes
import subprocess
import sys

import pytest

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


def told(script: str) -> str:
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip()


def test_what_was_freed_is_given_back() -> None:
    assert int(told(FREED)) > 50_000_000


def test_threads_share_a_few_heaps() -> None:
    assert 1 < int(told(THREADS)) <= HEAPS + 1  # the first heap may lie across such a multiple
