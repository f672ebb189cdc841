"""From which size an index is searched roughly before it is scored exactly, and from which it is read from the disk."""

from __future__ import annotations

ROUGH, LARGE = 4_000, 20_000  # clauses
DEPTH, LEAST = (
    1024,
    512,
)  # clauses that a ranking lists; of many, clauses that are searched roughly and those scored last
AMONG, NEAR, SCORED, KEPT = 3.0, 1.0, 1.0, 0.7  # times the root of the number of clauses, of which ever more are alike


def is_rough(clauses: int) -> bool:
    """Tell whether so many clauses are too many to compare one by one."""
    return clauses > ROUGH


def is_large(clauses: int) -> bool:
    """Tell whether so many clauses are too many to hold."""
    return clauses > LARGE


def depth(clauses: int) -> int:
    """How many clauses a ranking lists, of so many; of many, how many are named for their words."""
    return _at_least(LEAST, AMONG, clauses) if is_rough(clauses) else DEPTH


def near(clauses: int) -> int:
    """How many clauses are named for their vector, of so many."""
    return _at_least(LEAST, NEAR, clauses)


def scored(clauses: int) -> int:
    """How many clauses are scored by their words exactly, of so many."""
    return _at_least(LEAST * 3 // 2, SCORED, clauses)


def kept(clauses: int) -> int:
    """How many clauses are scored by their sentences, of so many."""
    return _at_least(LEAST, KEPT, clauses)


def _at_least(least: int, times: float, clauses: int) -> int:
    return max(least, int(times * clauses**0.5))
