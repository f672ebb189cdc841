"""How far long work has come: how many are done, how fast, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable

EVERY = 5.0  # seconds

Clock = Callable[[], float]


class Progress:
    """Tells a reporter about work on so many things, now and then and at the end."""

    def __init__(self, what: str, total: int, report: Callable[[str], None], clock: Clock = time.monotonic) -> None:
        self._what, self._total, self._report, self._clock = what, total, report, clock
        self._began = self._told = clock()

    def reached(self, done: int) -> None:
        now = self._clock()
        if done < self._total and now - self._told < EVERY:
            return
        self._told = now
        rate = done / max(now - self._began, 1e-9)
        speed = f"，每秒 {rate:.3g} 个" if now > self._began else ""
        left = f"，还要{_lasting((self._total - done) / rate)}" if done < self._total else ""
        self._report(f"{self._what} {done}/{self._total}{speed}{left}")


def _lasting(seconds: float) -> str:
    """A time in words, rounded up: what is promised too short annoys."""
    if seconds < 60:
        return f"约 {-int(-seconds // 1)} 秒"
    minutes = -int(-seconds // 60)
    return f"约 {minutes} 分钟" if minutes < 60 else f"约 {minutes // 60} 小时 {minutes % 60} 分钟"
