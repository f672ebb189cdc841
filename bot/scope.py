"""Do we know this? A calibrated decision over several signals; no ranker's order can tell.

The weights are a logistic regression fitted on the team's development questions (215 inside the seed
plan, 460 outside any such policy); ``tests/bench/calibrate_scope.py`` fits them again and prints how
they fare. Every signal is a cosine or a share, so none grows with the size of the index.
"""

from __future__ import annotations

from collections.abc import Mapping

from index.search import Evidence

WITH_PHRASINGS = {"phrasing": 94.8, "mean_phrasing": 159.0, "coverage": 6.0, "share": 3.0, "bias": -225.8}
WITHOUT_PHRASINGS = {"sentence": 61.4, "clause": 69.9, "coverage": 10.6, "share": -3.4, "bias": -118.3}
KNOWN = {"with": -0.6, "without": -1.0}
NEAR = 1.0


def score(evidence: Evidence) -> float:
    """The log-odds that the index speaks of a question's subject, less the threshold: known from 0 on."""
    if evidence.phrasing:
        return _sum(WITH_PHRASINGS, evidence) - KNOWN["with"]
    return _sum(WITHOUT_PHRASINGS, evidence) - KNOWN["without"]


def is_known(evidence: Evidence) -> bool:
    """Whether a clause may be quoted."""
    return score(evidence) >= 0


def is_near(evidence: Evidence) -> bool:
    """Whether a question that no clause answers is still about our subject."""
    return score(evidence) >= -NEAR


def _sum(weights: Mapping[str, float], evidence: Evidence) -> float:
    return sum(weight * getattr(evidence, name, 1.0) for name, weight in weights.items())
