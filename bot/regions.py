"""The regions of an index's documents, and what the places that a question asks about mean to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache

from index import Clause, Document

from .asking import piece_start
from .gazetteer import CHINA, PROVINCE, Gazetteer, Mention, Region, read
from .places import has_its_policy_asked, is_asked_about, is_governed, is_home, is_where_to

NATIONAL = "全国"
REMEMBERED = 64  # places asked about


class Regions:
    """The regions of an index's documents, and what a question's places mean to them."""

    def __init__(self, documents: Sequence[Document], gazetteer: Gazetteer | None = None) -> None:
        self._documents, self._base = documents, gazetteer or read()
        self._holding = lru_cache(REMEMBERED)(self._held_in)

    def asked(self, question: str) -> list[Mention]:
        """List the places asked about; when one is ours, the others are only named, unless one of them is the aim.

        Then ours is home, or was spoken of before.
        """
        asked = [place for place in self._named(question) if is_asked_about(question, place)]
        ours = [mention for mention in asked if self.admitted([mention])]
        if not ours or len(ours) == len(asked):
            return asked
        aimed = [one for one in asked if has_its_policy_asked(question, one) or is_where_to(question, one)]
        if not aimed or aimed[-1] in ours:
            return ours
        told = piece_start(question, aimed[-1].start)
        return aimed[-1:] if all(one.end <= told or is_home(question, one) for one in ours) else ours

    def admitted(self, places: Sequence[Mention]) -> frozenset[str]:
        """The ids of the documents that hold in one of the places or somewhere in it; of any place when none is known."""
        return self._holding(frozenset(region for place in places for region in place.regions))

    def _held_in(self, places: frozenset[Region]) -> frozenset[str]:
        """The same, for places that are told apart; thousands of documents take milliseconds, so that it is remembered."""
        found = (
            ids
            for region, ids in self._by_region.items()
            if region is None or any(place.related(region) for place in places)
        )
        return frozenset().union(*found)

    def named_in(self, clause: Clause, places: Sequence[Mention]) -> bool:
        """Whether a clause itself speaks of one of the places."""
        said = self._gazetteer.places(clause.text)
        return any(_speaks_of(mention, place) for mention in said for place in places)

    def covers(self, clause: Clause, places: Sequence[Mention]) -> bool:
        """Whether a clause is known to concern one of the places: by its document's region, or by its words."""
        region = self._of[clause.document.id]
        local = region is not None and region.path != (CHINA,) and any(place.related(region) for place in places)
        return local or self.named_in(clause, places)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the documents' regions, each once."""
        return tuple(dict.fromkeys(region.name for region in self._regions if region))

    def is_meant_there(self, question: str, places: Sequence[Mention]) -> bool:
        """Whether business in one of the places itself is meant, or what its government gives."""
        single = [place for place in places if len(place.regions) == 1]
        return any(is_where_to(question, place) or is_governed(question, place) for place in single)

    def _named(self, question: str) -> list[Mention]:
        """The places that a question names; 外省 is one only beside the documents of a single province."""
        named = self._gazetteer.places(question)
        return named if self._is_provincial else [place for place in named if not place.is_relative]

    @cached_property
    def _is_provincial(self) -> bool:
        provinces = {region.path[1:PROVINCE] for region in self._regions if region and region.placed}
        return len(provinces - {()}) == 1

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return self._base.with_names({region for region in self._regions if region and not region.placed})

    @cached_property
    def _regions(self) -> list[Region | None]:
        places = cache(self._base.places)
        return [region_of(document, places) for document in self._documents]

    @cached_property
    def _by_region(self) -> dict[Region | None, list[str]]:
        found: dict[Region | None, list[str]] = {}
        for document, region in zip(self._documents, self._regions, strict=True):
            found.setdefault(region, []).append(document.id)
        return found

    @cached_property
    def _of(self) -> dict[str, Region | None]:
        return {document.id: region for document, region in zip(self._documents, self._regions, strict=True)}


def _speaks_of(said: Mention, place: Mention) -> bool:
    """Whether a clause's mention is of the place: the same, or, as in 港澳台, with a character for each."""
    by_letter = len(said.text) == len(said.regions) and set(place.regions) <= set(said.regions)
    return set(said.regions) == set(place.regions) or by_letter


def region_of(document: Document, places: Callable[[str], list[Mention]]) -> Region | None:
    """The region that a document is for: as stated, else as its authority, title or number names it; None if unknown."""
    for text in (document.region, document.authority, document.title, document.number):
        found = [place for place in places(text) if not place.is_relative]
        if found:
            return found[0].regions[0]
    if document.region == NATIONAL:
        return Region((CHINA,))
    stated = document.region and (document.authority or document.title).startswith(document.region)
    return Region((document.region,), placed=False) if stated else None
