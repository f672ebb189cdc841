"""What is not answered with a clause: what none answers, what only another region's does, what is written for nobody like that."""

from __future__ import annotations

import re

from index import Index

from . import figures, groups, particulars
from .answers import Answer, Status
from .breadth import is_broad
from .composing import Composer
from .parts import pieces
from .searching import Search, Searcher

MOST_PIECES = 4
_BENEFITS = re.compile("享受(?:得?[到上])?[吗不么没冇嘛]*[？?]*$")  # of what, is not said: of the policy
GOING_ON = 1.25  # who was answered goes on about it sooner than about anything else


class Refusals:
    """Decides, over one index, what is refused; a composer says it."""

    def __init__(self, index: Index, searcher: Searcher) -> None:
        self._searcher = searcher
        self._written = None if index.is_large else groups.written_in(index.clauses)

    def of(self, search: Search, compose: Composer, goes_on: bool = False) -> Answer | None:
        """Refuse what no clause answers, or only one of another region.

        :param goes_on: whether a clause was cited before in the conversation.
        """
        status = self.status(search, goes_on)
        if status is Status.OTHER_REGION:
            return compose.elsewhere(search, self._searcher.regions.names)
        if status is Status.NO_CLAUSE:
            return self.unwritten(search.text, compose) or compose.plain(status)
        return compose.plain(status) if status else None

    def status(self, search: Search, goes_on: bool = False) -> Status | None:
        """As what a search is refused, if it is."""
        if search.is_near and search.is_elsewhere:
            return Status.OTHER_REGION
        if (
            search.is_known
            or _says_another_figure(search)
            or (goes_on and search.is_near and search.score >= -GOING_ON)
        ):
            return None
        if search.is_doubtful and (
            _asks_a_particular(search) or _is_for_its_people(search) or self._is_known_in_part(search)
        ):
            return None
        return Status.NO_CLAUSE if search.is_near or _BENEFITS.search(search.text) else Status.OUT_OF_SCOPE

    def _is_known_in_part(self, search: Search) -> bool:
        """Whether one piece of a question surely finds what the whole finds: the rest tells the story around it."""
        found = (self._searcher.search(piece, 1) for piece in pieces(search.text)[:MOST_PIECES])
        return any(part.is_certain and part.found.hits[0].clause.id == search.found.hits[0].clause.id for part in found)

    def unwritten(self, text: str, compose: Composer) -> Answer | None:
        """Refuse to give a group of people the clauses of others, when no clause at all mentions it."""
        group = groups.group_in(text)
        if group is None or self._written is None or group in self._written:
            return None
        return compose.no_group(group.name)


def _asks_a_particular(search: Search) -> bool:
    """Whether a particular of our subject is asked for, which is told as missing where it is not written."""
    return search.is_near and bool(particulars.asked(search.text))


def _says_another_figure(search: Search) -> bool:
    """Whether all that keeps the best clause from being quoted is a figure for which it has another."""
    if not search.unmet.figures or not search.is_known_but_for_figures:
        return False
    return bool(figures.otherwise(search.text, [search.found.hits[0].clause.text]))


def _is_for_its_people(search: Search) -> bool:
    """Whether all that there is for some people is asked, and the best clause speaks of them."""
    group = groups.group_in(search.text) if is_broad(search.text) else None
    return group is not None and group.is_of_people and group.is_written_in(search.found.hits[0].clause)
