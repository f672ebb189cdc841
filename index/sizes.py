"""From which size an index is read from the disk clause by clause, and searched roughly before it is searched exactly."""

from __future__ import annotations

LARGE = 20_000  # clauses
DEPTH, DEPTH_OF_MANY = (
    1024,
    512,
)  # clauses that a ranking lists; in a large index those of all rankings are scored by each


def is_large(clauses: int) -> bool:
    """Tell whether so many clauses are too many to hold and to compare one by one."""
    return clauses > LARGE


def depth(clauses: int) -> int:
    """How many clauses a ranking lists, of so many."""
    return DEPTH_OF_MANY if is_large(clauses) else DEPTH
