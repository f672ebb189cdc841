"""Clauses found → ``Citation``s: what of each answers, in the order and to the extent that a clerk would quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index import Clause, Hit, Index, validity
from index.rankers import Query

from .answers import Citation
from .beyond import beyond
from .citing import combined, needed, of_each, with_points
from .citing import stating as where_stated
from .conditions import FOR_ALL
from .conversations import Conversation
from .parts import parts
from .questions import Question
from .quotes import BROAD, Choice, Extent, proven, quotes
from .searching import Search, Searcher, for_audience, in_force_first
from .together import NOTHING_NOTED, Together

LOOKED_AT = 5


class Quoter:
    """Quotes clauses of one index; what cannot be proven word for word is left out."""

    def __init__(self, index: Index, searcher: Searcher) -> None:
        self._index, self._searcher = index, searcher

    def citations(self, asked: Question, hits: Sequence[Hit], query: Query | None, whether: str = "") -> list[Citation]:
        """Quote the best clause and those that it needs beside it.

        :param whether: the question whether somebody counts, which leaves that out of what is asked.
        """

        def choose(hit: Hit, extent: Extent) -> Choice:
            return self._choice(asked, hit.clause, query, _at_most(extent, asked))

        ordered = in_force_first(for_audience(hits[:LOOKED_AT], asked.audience), asked.day)
        noted = self._noted(ordered[0].clause, query)
        more = beyond(asked.text, [hit.clause for hit in ordered], self._index.shares)
        taken = needed(asked.text, ordered, choose, self._index.neighbours, noted, more, asked.audience)
        whole = [(hit.clause, choice) for hit, choice in taken]
        told = self.stating(whether, [whole[0][0], *[hit.clause for hit in hits]], query)
        chosen = combined([*told[:1], *whole], [*told, *self._of_parts(asked, hits)])
        return _proven(with_points(asked.text, chosen, self._points_of), asked.day)

    def _noted(self, best: Clause, query: Query | None) -> Together:
        """What is noted near a query below several clauses of the best one's document."""
        return Together(self._index.noted.joint(best.document.id, query.vector)) if query else NOTHING_NOTED

    def _points_of(self, clause: Clause) -> list[Clause]:
        """The clauses right below one, which follow it."""
        found, after = [], self._index.neighbour(clause, 1)
        while after and after.path[:-1] == clause.path:
            found.append(after)
            after = self._index.neighbour(after, 1)
        return found

    def whether(self, asked: Question, before: Conversation, full: Search) -> list[Citation]:
        """Quote what was quoted before to who asks now whether they count, and where that is written."""
        query, earlier = full.found.query, replace(asked, text=before.whole)
        cited = [clause for clause in map(self._index.clause, before.cited[:1]) if clause]
        quoted = [(clause, self._choice(earlier, clause, query)) for clause in cited]
        near = [*cited, *(hit.clause for hit in full.found.hits)]
        told = self.stating(asked.text, near, query)
        return _proven(combined([*told[:1], *quoted], told), asked.day)

    def quoted_from(self, clauses: Sequence[Clause], asked: Question, query: Query | None) -> list[Citation]:
        """Quote what answers from each clause."""
        return _proven([(clause, self._choice(asked, clause, query)) for clause in clauses], asked.day)

    def section(self, clauses: Sequence[Clause], asked: Question, query: Query | None) -> list[Citation]:
        """Quote the clauses of a section: each in full when they are short together, else briefly."""
        if query is None:
            return []
        told = [tuple(one.text for one in self._index.sentences(clause, query)) for clause in clauses]
        if sum(len(text) for texts in told for text in texts) <= BROAD.characters:
            return _proven([*zip(clauses, map(Choice, told), strict=True)], asked.day)
        return _proven([(clause, self._choice(asked, clause, query, Extent.BRIEF)) for clause in clauses], asked.day)

    def rest_of(self, clause: Clause, asked: Question, query: Query | None) -> list[Citation]:
        """Quote what a clause says beside what answered a question."""
        if query is None:
            return []
        told = "\n".join(self._choice(asked, clause, query).quotes)
        rest = tuple(one.text for one in self._index.sentences(clause, query) if one.text not in told)
        return _proven([(clause, Choice(rest))], asked.day)

    def stating(self, text: str, clauses: Sequence[Clause], query: Query | None) -> list[tuple[Clause, Choice]]:
        """Where the conditions that a text asks about are written."""
        if query is None or not clauses:
            return []
        return where_stated(text, clauses, lambda clause: [one.text for one in self._index.sentences(clause, query)])

    def _of_parts(self, asked: Question, hits: Sequence[Hit]) -> list[tuple[Clause, Choice]]:
        """What answers each question that one joins, as far as it is sure."""
        searches = [self._searcher.search(part, LOOKED_AT) for part in parts(asked.text)]
        extent = _at_most(Extent.WANTED, asked)
        return [
            (hit.clause, self._choice(replace(asked, text=search.text), hit.clause, search.found.query, extent))
            for search, hit in of_each(searches, hits[:LOOKED_AT])
        ]

    def _choice(self, asked: Question, clause: Clause, query: Query | None, extent: Extent = Extent.WANTED) -> Choice:
        assert query is not None
        return quotes(asked.text, clause, self._index.sentences(clause, query), extent)


def _at_most(extent: Extent, asked: Question) -> Extent:
    """Quote little where somebody asks whether they count and names nothing: a condition that is nowhere written."""
    return Extent.BRIEF if asked.text == FOR_ALL else extent


def with_words(quoted: Sequence[tuple[Clause, str]], day: date) -> list[Citation]:
    """Cite clauses, each with words of it that need no choice."""
    return [
        Citation(mark, clause, validity(clause.document, day), (words,))
        for mark, (clause, words) in enumerate(quoted, 1)
    ]


def _proven(chosen: Sequence[tuple[Clause, Choice]], day: date) -> list[Citation]:
    """Cite clauses with their quotes; one that cannot be proven is dropped."""
    citations: list[Citation] = []
    for clause, choice in chosen:
        quoted = proven(clause, choice.quotes)
        if quoted:
            judged = validity(clause.document, day)
            citations.append(Citation(len(citations) + 1, clause, judged, quoted, not choice.cut))
    return citations
