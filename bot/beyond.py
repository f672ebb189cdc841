"""What a piece of a question is after of which the best clause does not tell: 学籍保不保得住，没钱租写字楼能到哪里办公."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index import Clause

from .breadth import pieces

LEAST = 0.3  # of a piece's words: less is shared by chance


def beyond(
    question: str, clauses: Sequence[Clause], shares: Callable[[str, Sequence[Clause]], Sequence[float]]
) -> dict[str, float]:
    """How much more of a piece's words than the first clause the one has that has most of them, by its id.

    Words tell it as well as a search for each piece would, which takes as long as the question's own.

    :param shares: how much of the words of a text each of some clauses has.
    """
    found: dict[str, float] = {}
    for piece in pieces(question):
        own = shares(piece, clauses)
        best = own.index(max(own))
        if best and own[best] >= LEAST:
            name = clauses[best].id
            found[name] = max(found.get(name, 0.0), own[best] - own[0])
    return found
