"""Clocks: of the wall, of a process's processors, and of two things in turns."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def clocked(work: Callable[[], object]) -> tuple[float, float]:
    """The seconds that work took, and those that processors were busy with it."""
    busy, began = time.process_time(), time.perf_counter()
    work()
    return time.perf_counter() - began, time.process_time() - busy


def processors(pid: int) -> float:
    """The seconds of processor time that a process has used, all its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory(pid: int) -> float:
    """A process's resident memory in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024
