"""A question → what the index holds for it, and all that the decision to answer rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from index import Clause, Filter, Hit, Index, State, validity
from index.search import Found

from . import audiences, premises, scope
from .gazetteer import Mention
from .premises import Premises
from .regions import Regions
from .words import is_foreign

BONUS = 0.3
IN_FORCE = 2.0
CERTAIN = 3.0
DOUBTFUL = 1.0
_NAMED = re.compile("“([^“”]{2,12})”")


@dataclass(frozen=True)
class Search:
    """What was found for a text; ``places`` are those asked about, ``unmet`` is what the best clause lacks.

    ``covered`` tells whether the best clause is known to concern a place asked about; None when none is.
    ``is_elsewhere``: no document holds there, and the clause found does not itself speak of the place.
    """

    text: str
    found: Found
    places: tuple[Mention, ...]
    unmet: Premises
    covered: bool | None
    is_elsewhere: bool

    @cached_property
    def signals(self) -> dict[str, float]:
        """What the decision to answer rests on, by name."""
        return scope.signals(self.found.evidence, self.unmet, self.covered, self._foreign)

    @cached_property
    def score(self) -> float:
        """How surely the index speaks of it."""
        return scope.score(self.found.evidence, self.unmet, self.covered, self._foreign)

    @property
    def is_known(self) -> bool:
        """Whether a clause may be quoted."""
        return self.score >= 0

    @cached_property
    def is_known_but_for_figures(self) -> bool:
        """Whether a clause might be quoted if it had the figures that the text takes for granted."""
        given = replace(self.unmet, figures=())
        return scope.score(self.found.evidence, given, self.covered, self._foreign) >= 0

    @property
    def is_certain(self) -> bool:
        """Whether a clause surely speaks of the text, however little of a question that is."""
        return bool(self.found.hits) and self.score >= CERTAIN

    @property
    def is_doubtful(self) -> bool:
        """Whether it is hardly not known, and takes nothing for granted that the best clause lacks.

        Of a foreign question that cannot be told: its pieces are the terms that it was read as.
        """
        return self.unmet == premises.NONE and not self._foreign and -DOUBTFUL <= self.score < 0

    @property
    def is_near(self) -> bool:
        """Whether the text is at least about our subject."""
        within = scope.NEAR_ELSEWHERE if self.is_elsewhere and not self._foreign else scope.NEAR
        return self.is_known or scope.is_near(self.text, self.found.evidence, self._foreign, within, self._names)

    @property
    def _names(self) -> list[str]:
        """What the best clause calls by a name of its own: “一址多照”."""
        return _NAMED.findall(self.found.hits[0].clause.text) if self.found.hits else []

    @cached_property
    def _foreign(self) -> str:
        """The text, if it is in a language other than Chinese."""
        return self.text if is_foreign(self.text) else ""


class Searcher:
    """Searches one index, within the region that a question asks about."""

    def __init__(self, index: Index) -> None:
        self.index, self.regions = index, Regions(index.documents)

    def search(self, text: str, k: int, also: Sequence[str] = ()) -> Search:
        """Find up to k clauses.

        :param also: other words for what the text means.
        """
        places = self.regions.asked(text)
        found = self.index.find(text, k, self._within(places), also)
        if not found.hits:
            return Search(text, found, tuple(places), premises.NONE, None, self._is_elsewhere(text, places, None))
        clause = found.hits[0].clause
        covered = self.regions.covers(clause, places) if places else None
        elsewhere = self._is_elsewhere(text, places, clause)
        return Search(text, found, tuple(places), self.unmet(text, clause), covered, elsewhere)

    def unmet(self, text: str, clause: Clause) -> Premises:
        """What a text takes for granted and neither a clause nor the ways to ask for it mention."""
        if not premises.takes_anything(text):
            return premises.NONE
        return premises.unmet(text, self.known(clause), clause.document.name)

    def known(self, clause: Clause) -> str:
        """All that a clause says, and the ways to ask for it."""
        return "\n".join([*clause.path, clause.text, *self.index.phrasings(clause)])

    def _within(self, places: Sequence[Mention]) -> Filter | None:
        """Search only the documents that hold in the places asked about; all of them when none does."""
        admitted = self.regions.admitted(places) if places else frozenset()
        return Filter(documents=admitted) if 0 < len(admitted) < len(self.index.documents) else None

    def _is_elsewhere(self, text: str, places: Sequence[Mention], best: Clause | None) -> bool:
        """Whether nothing holds where it is asked about; a clause that names the place may speak of those from there."""
        if not places or self.regions.admitted(places):
            return False
        return best is None or self.regions.is_meant_there(text, places) or not self.regions.named_in(best, places)


def for_audience(hits: Sequence[Hit], audience: str | None) -> list[Hit]:
    """Let the audience that someone chose break near ties: a clause named after it gains a little.

    Words for the audience in the query itself cost more than they gave: its clause then took every subject.
    """
    if audience is None:
        return list(hits)

    def weighed(hit: Hit) -> Hit:
        return hit._replace(score=hit.score + BONUS * audiences.is_about(hit.clause.title, audience))

    return sorted(map(weighed, hits), key=lambda hit: hit.score, reverse=True)


def in_force_first(hits: Sequence[Hit], day: date) -> list[Hit]:
    """Among hits of like scores, put those first whose document is in force on the day."""
    documents = {hit.clause.document.id: hit.clause.document for hit in hits}
    in_force = {name for name, own in documents.items() if validity(own, day).state is State.IN_FORCE}

    def score(hit: Hit) -> float:
        return hit.score + IN_FORCE * (hit.clause.document.id in in_force)

    return sorted(hits, key=score, reverse=True)
