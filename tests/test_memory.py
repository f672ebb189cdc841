"""What the C library keeps."""

import ctypes
import subprocess
import sys

import pytest

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

THREAD = """
import ctypes
from pathlib import Path
from threading import Thread
from web.memory import share_one_heap

share_one_heap()
libc, found = ctypes.CDLL(None), []
libc.malloc.restype = ctypes.c_void_p
thread = Thread(target=lambda: found.append(libc.malloc(1000)))
thread.start()
thread.join()
line = next(line for line in Path("/proc/self/maps").read_text().splitlines() if line.endswith("[heap]"))
start, end = (int(edge, 16) for edge in line.split()[0].split("-"))
print(start <= found[0] < end)
"""


def told(script: str) -> str:
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip()


def test_what_was_freed_is_given_back() -> None:
    assert int(told(FREED)) > 50_000_000


def test_threads_share_one_heap() -> None:
    assert told(THREAD) == "True"
