"""Which clauses answer a question together, as far as clerks noted questions like it below several clauses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Clause
from index.noted import SAME, Joint

FAR = 0.91  # the cosine from which a noted question counts for one
SOFTNESS = 0.01  # of cosine, within which it counts for e times as much
USUAL = 0.4  # of those near by: from this share they speak for a clause beside the best, up to it against it


@dataclass(frozen=True)
class Together:
    """The noted questions that are nearest to a question."""

    noted: Sequence[Joint] = ()

    def speaks_for(self, clause: Clause, best: Clause) -> float:
        """How far they speak for a clause beside the best, from −0.4 to 0.6, without end where one is the question itself.

        Where none is near, or the clause is of another document, 0.
        """
        if clause.document.id != best.document.id:
            return 0.0
        if any(one.cosine > SAME and {best.id, clause.id} <= one.clauses for one in self.noted):
            return math.inf
        near = sum(weight for weight, _ in self._weighed)
        own = sum(weight for weight, ids in self._weighed if clause.id in ids)
        return (own - USUAL * near) / (near + 1)

    @cached_property
    def _weighed(self) -> list[tuple[float, frozenset[str]]]:
        """Each noted question's ids with how much it counts."""
        return [(math.exp((one.cosine - FAR) / SOFTNESS), one.clauses) for one in self.noted]


NOTHING_NOTED = Together()
