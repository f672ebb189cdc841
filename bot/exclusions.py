"""What a question leaves out: 除了贷款，退役军人还能享受什么."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Hit

from .groups import groups

_BESIDES = re.compile(
    r"除(?:了|开|去|掉)(?P<left_out>[^，,;；\s]{1,24}?)(?:以外|之外)?(?:[，,\s]+|(?=还|另外|其[他它余]|别的))"
)
_WHOM = re.compile("(?:哪些|什么|哪几[类种个]|啥|边啲)(?:人|群体|对象|身份)|哪些$|谁")


def without_exclusion(question: str) -> str:
    """A question without what it leaves out: those words ask for nothing."""
    return _BESIDES.sub("", question)


def besides(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Drop the clauses named after people whom a question leaves out.

    When it asks for whom else there is something, those that write of most others come first.
    """
    said = _BESIDES.search(question)
    if said is None:
        return list(hits)
    without = [group for group in groups() if group.said.search(said["left_out"])]
    kept = [hit for hit in hits if not any(group.is_named_in(hit.clause) for group in without)]
    if not without or not _WHOM.search(without_exclusion(question)):
        return kept

    def others(hit: Hit) -> int:
        return sum(group.is_written_in(hit.clause) for group in groups() if group not in without)

    ordered = sorted(kept, key=others, reverse=True)
    return [Hit(rank, others(hit), hit.clause, hit.scores) for rank, hit in enumerate(ordered, 1)]
