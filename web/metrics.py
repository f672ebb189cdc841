"""Counters in Prometheus' text format; they hold no word of any question."""

from __future__ import annotations

from collections import Counter
from threading import Lock

from flask import current_app

HELP = {
    "policybot_answers_total": ("status", "Answers given, by status."),
    "policybot_feedback_total": ("useful", "Judgements of answers, by whether they were useful."),
    "policybot_errors_total": ("code", "Requests refused or failed, by error code."),
}


class Metrics:
    """Counts by name and label value; safe to use from several threads."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = Lock()

    def count(self, name: str, label: str) -> None:
        with self._lock:
            self._counts[name, label] += 1

    def text(self) -> str:
        """Write all counters, sorted, as Prometheus reads them."""
        with self._lock:
            counts = sorted(self._counts.items())
        lines = []
        for name, (label, meaning) in HELP.items():
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} counter"]
            lines += [f'{name}{{{label}="{value}"}} {count}' for (of, value), count in counts if of == name]
        return "\n".join(lines) + "\n"


def metrics() -> Metrics:
    """The counters of the application that handles this request."""
    found: Metrics = current_app.extensions["metrics"]
    return found
