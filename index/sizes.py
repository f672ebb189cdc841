"""From which size an index is searched roughly before it is scored exactly, and from which it is read from the disk."""

from __future__ import annotations

ROUGH, LARGE = 4_000, 20_000  # clauses
DEPTH, DEPTH_OF_MANY = 1024, 512  # clauses that a ranking lists; searched roughly, those of any are scored by each
AMONG, NEAR = 3.0, 1.0  # times the root of the number of clauses, of which ever more are alike


def is_rough(clauses: int) -> bool:
    """Tell whether so many clauses are too many to compare one by one."""
    return clauses > ROUGH


def is_large(clauses: int) -> bool:
    """Tell whether so many clauses are too many to hold."""
    return clauses > LARGE


def depth(clauses: int) -> int:
    """How many clauses a ranking lists, of so many."""
    return max(DEPTH_OF_MANY, int(AMONG * clauses**0.5)) if is_rough(clauses) else DEPTH


def near(clauses: int) -> int:
    """How many clauses are named for their vector, of so many."""
    return max(DEPTH_OF_MANY, int(NEAR * clauses**0.5))
