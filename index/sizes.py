"""From which size an index is searched roughly before it is scored exactly, and from which it is read from the disk."""

from __future__ import annotations

ROUGH, LARGE = 4_000, 20_000  # clauses
DEPTH = 1024  # clauses that a ranking lists
NAMED = 3.0  # times the root of the number of clauses, of which ever more are alike
NEAR, KEPT = 32.0, 22.0  # times the root of that root
SCORED = 1000  # clauses that are scored by their words exactly


def is_rough(clauses: int) -> bool:
    """Tell whether so many clauses are too many to compare one by one."""
    return clauses > ROUGH


def is_large(clauses: int) -> bool:
    """Tell whether so many clauses are too many to hold."""
    return clauses > LARGE


def depth(clauses: int) -> int:
    """How many clauses a ranking lists, of so many; of many, how many are named for their words."""
    return int(NAMED * clauses**0.5) if is_rough(clauses) else DEPTH


def near(clauses: int) -> int:
    """How many clauses are named for their vector, of so many."""
    return int(NEAR * clauses**0.25)


def kept(clauses: int) -> int:
    """How many clauses are scored by their sentences, of so many."""
    return int(KEPT * clauses**0.25)
