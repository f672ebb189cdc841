"""Questions to ask next: written by a clerk, and answered in full from the clause that they were written for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, zip_longest

from index import Clause, Index

from . import audiences, particulars
from .answers import Answer, Citation, Status
from .questions import AUDIENCES, Question, clean
from .quotes import asks_unit

FEWEST, MOST = 2, 3
TRIED = 2  # phrasings for each sentence
REMEMBERED = 20_000
SHORTEST, LONGEST = 5, 22

Candidate = tuple[str, Clause]


class Suggestions:
    """Offers only what was tried: each question is asked once a day, and its answer must be whole."""

    def __init__(self, index: Index, ask: Callable[[Question], Answer]) -> None:
        """:param ask: answers without suggestions of its own."""
        self._index, self._ask = index, ask
        self._tried: dict[tuple[str, str, date], frozenset[str]] = {}
        self._sorted: dict[str, list[Candidate]] = {}

    def after(self, asked: Question, citations: Sequence[Citation]) -> tuple[str, ...]:
        """What else the cited clauses and their neighbours tell: each question brings words that were not quoted yet."""
        seen = {quote for citation in citations for quote in citation.quotes}
        cited = [citation.clause for citation in citations]
        candidates = chain(_in_turn(map(self._candidates, cited)), _in_turn(map(self._candidates, self._beside(cited))))
        chosen = self._chosen((one for one in candidates if one[0] != asked.text), seen, asked.day)
        return chosen if len(chosen) >= FEWEST else tuple(dict.fromkeys([*chosen, *self.starters(asked.day)]))[:MOST]

    def starters(self, day: date) -> tuple[str, ...]:
        """One question for each audience that some clause is about; else what the first clauses tell."""
        found: list[str] = []
        for audience in AUDIENCES:
            about = (clause for clause in self._index.clauses if audiences.is_about(clause.title, audience))
            found += self._chosen(chain.from_iterable(map(self._candidates, about)), set(), day, 1)
        return tuple(found)

    def is_whole(self, text: str, clause: Clause, day: date) -> bool:
        """Whether a question is answered in full, from this clause first."""
        return bool(self._told(text, clause, day))

    def _chosen(self, candidates: Iterable[Candidate], seen: set[str], day: date, most: int = MOST) -> tuple[str, ...]:
        chosen: list[str] = []
        for text, clause in candidates:
            told = self._told(text, clause, day)
            if told - seen:
                chosen.append(text)
                seen |= told
            if len(chosen) == most:
                break
        return tuple(chosen)

    def _told(self, text: str, clause: Clause, day: date) -> frozenset[str]:
        """What a question is answered with from its clause; nothing when that is not whole, or another clause leads."""
        key = (text, clause.id, day)
        told = self._tried.get(key)
        if told is None:
            answer = self._ask(Question(text, today=day))
            whole = answer.status is Status.ANSWERED and answer.citations[0].clause.id == clause.id
            told = frozenset(answer.citations[0].quotes if whole else ())
            if len(self._tried) >= REMEMBERED:
                self._tried.clear()
            self._tried[key] = told
        return told

    def _candidates(self, clause: Clause) -> list[Candidate]:
        """A few phrasings for each sentence of a clause, those most alike first; none for a detail or for its units."""
        if clause.id not in self._sorted:
            by_sentence = self._index.phrasings_by_sentence(clause)
            self._sorted[clause.id] = [
                (text, clause) for texts in by_sentence for text in list(filter(_is_plain, texts))[:TRIED]
            ]
        return self._sorted[clause.id]

    def _beside(self, cited: Sequence[Clause]) -> list[Clause]:
        """The clauses before and after the cited ones under the same heading."""
        found = []
        for clause in cited:
            for near in self._index.neighbours(clause):
                if near.path[:-1] == clause.path[:-1] and near not in cited:
                    found.append(near)
        return found


def _in_turn(lists: Iterable[Iterable[Candidate]]) -> Iterator[Candidate]:
    """The first of each list, then the second of each."""
    for row in zip_longest(*lists):
        yield from (one for one in row if one is not None)


def _is_plain(text: str) -> bool:
    """Whether a phrasing is short enough to tap, and asks for no detail and no unit.

    One that cleaning would change is left out too: its vector in the index would not be the one that is asked with.
    """
    short = SHORTEST <= len(text) <= LONGEST and clean(text) == text
    return short and not particulars.asked(text) and not asks_unit(text)
