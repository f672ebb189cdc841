"""Does a later turn that the index does not know by itself belong to what was spoken of? Else it is refused like a first one.

The weights are a logistic regression over development turns: 225 that ask more of a conversation, 1,283 that are
foreign to one, web searches among them; a decision on evidence alone would take a long foreign question for a detail of
the clause cited. ``tests/bench/weigh_belonging.py`` fits them again on what lies in the project.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from . import conditions, cues, particulars
from .conversations import Conversation
from .follow_ups import names_a_thing
from .scope import closeness
from .searching import Search

WEIGHTS = {
    "length": -1.13, "known": 0.68, "marked": 2.17, "near": 2.34, "elsewhere": -6.9, "matters": -2.98, "likeness": 8.65,
    "thing": 1.52, "bias": 2.28,
}  # fmt: skip
LEAST, SURE = -2.0, 1.0  # log-odds: foreign turns are asked far less often than they were made up
BRIEF, LONG = 6, 14  # characters between which each one more tells that a text leans on nothing
STRANGE, FAMILIAR = -7.0, 5.0
NEAR = 5  # clauses


def belonging(text: str, alone: Search, before: Conversation, likeness: float) -> float:
    """How surely a text goes on about what was cited: it may from ``LEAST`` on, and does from ``SURE`` on.

    :param alone: what the index finds for the text by itself.
    :param likeness: how like it is to what is asked about a step of a procedure.
    """
    if not before.cited:
        return -math.inf
    if alone.is_known and not alone.is_elsewhere:
        return LEAST  # it may, but is a question by itself
    seen = signals(text, alone, before, likeness)
    return WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in seen.items())


def signals(text: str, alone: Search, before: Conversation, likeness: float) -> Mapping[str, float]:
    """What speaks for a text to go on about what was cited, and against it, by name.

    ``near``: it finds the clause cited among the first; ``thing``: it names something to be had and nothing else;
    ``matters``: one that is seldom a policy's, beside what asks for a particular or tells of a condition (我征信花了).
    """
    near = [hit.clause.id for hit in alone.found.hits[:NEAR]]
    rest = "" if conditions.as_asked(text) else particulars.without(text)
    return {
        "length": min(max(len(text), BRIEF), LONG) - BRIEF,
        "known": min(max(closeness(alone.found.evidence), STRANGE), FAMILIAR),
        "marked": cues.is_marked(text),
        "near": before.cited[0] in near,
        "elsewhere": alone.is_elsewhere,
        "matters": any(matter in rest for matter in alone.unmet.matters),
        "likeness": likeness,
        "thing": names_a_thing(cues.without(text).strip(" ,，?？。")),
    }
