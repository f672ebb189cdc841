"""Questions to ask next: written by a clerk, and answered in full from the clause that they were written for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import chain, pairwise, zip_longest

from index import Clause, Index
from index.chunks import told

from . import audiences, needs, particulars
from .answers import Answer, Citation, Status
from .breadth import is_broad
from .in_charge import asks_unit
from .questions import AUDIENCES, Question, clean
from .typeahead import oddity

FEWEST, MOST = 2, 3
TRIED = 2  # phrasings for each sentence
SUPPORTING = 12  # of each clause
REMEMBERED = 20_000
SHORTEST, LONGEST = 5, 22

Candidate = tuple[str, Clause]
Spoken = tuple[frozenset[str], frozenset[tuple[str, str]]]

_SUPPORT = re.compile(r"政策|支持|扶持|优惠|补贴|贴息|贷款")
_OFFICIAL = re.compile("承担|配合|职责|分工|共青团|联席|单位|部门|[厅局]|怎么写|条目标")
_ASKING = re.compile(r"[？?吗呢吧么啥咋哪几谁不]|什么|怎|如何|多少|有没有|可以")
_ORGANISED = re.compile(
    "(?<!小微)(?<!初创)(?<!创业)(?:企业|公司)(?!开办|登记)|机构|银行|[名高]校|上市|发债|债务|融资工具|股权|科研|博士后|财政|重大项目|审查|试点"
)


class Suggestions:
    """Offers only what was tried: each question is asked once a day, and its answer must be whole."""

    def __init__(self, index: Index, ask: Callable[[Question], Answer]) -> None:
        """:param ask: answers without suggestions of its own."""
        self._index, self._ask = index, ask
        self._tried: dict[tuple[str, str, date], frozenset[str]] = {}
        self._sorted: dict[str, list[tuple[str, str]]] = {}
        self._supporting: dict[str, list[Candidate]] = {}
        self._for = cache(self._serving)

    def after(self, asked: Question, citations: Sequence[Citation]) -> tuple[str, ...]:
        """What else the cited clauses, their neighbours and those for the same people tell, each time in new words."""
        seen = {quote for citation in citations for quote in citation.quotes}
        cited = [citation.clause for citation in citations]
        wanted = _people(asked, cited)
        beside = [near for near in self._beside(cited) if _suits(near, wanted)]
        others = [clause for clause in self._for(wanted) if clause not in cited] if wanted else []
        spoken = _spoken(asked.text)
        candidates = chain(
            _nearest(spoken, _in_turn(self._untold(clause, seen) for clause in cited)),
            _nearest(spoken, _in_turn(self._untold(clause, seen) for clause in beside)),
            chain.from_iterable(map(self._for_support, others)),
        )
        fitting = (one for one in candidates if one[0] != asked.text and _is_for(one[0], wanted))
        chosen = self._chosen(fitting, seen, asked.day)
        if len(chosen) >= FEWEST:
            return chosen
        starting = _in_turn(map(self._starting, sorted(wanted) or AUDIENCES))
        return chosen + self._chosen(starting, seen, asked.day, MOST - len(chosen))

    def starters(self, day: date) -> tuple[str, ...]:
        """One question for each audience that some clause is about; else what the first clauses tell."""
        return tuple(chain.from_iterable(self._chosen(self._starting(name), set(), day, 1) for name in AUDIENCES))

    def is_whole(self, text: str, clause: Clause, day: date) -> bool:
        """Whether a question is answered in full, from this clause first."""
        return bool(self._told(text, clause, day))

    def _chosen(self, candidates: Iterable[Candidate], seen: set[str], day: date, most: int = MOST) -> tuple[str, ...]:
        chosen: list[str] = []
        for text, clause in candidates:
            words = self._told(text, clause, day)
            if words - seen:
                chosen.append(text)
                seen |= words
            if len(chosen) == most:
                break
        return tuple(chosen)

    def _told(self, text: str, clause: Clause, day: date) -> frozenset[str]:
        """What a question is answered with from its clause; nothing when that is not whole, or another clause leads."""
        key = (text, clause.id, day)
        words = self._tried.get(key)
        if words is None:
            answer = self._ask(Question(text, today=day))
            cited = [citation.clause.id for citation in answer.citations[:1]]
            whole = answer.status is Status.ANSWERED and cited == [clause.id]
            words = frozenset(answer.citations[0].quotes if whole else ())
            if len(self._tried) >= REMEMBERED:
                self._tried.clear()
            self._tried[key] = words
        return words

    def _untold(self, clause: Clause, seen: set[str]) -> list[Candidate]:
        """The phrasings that ask for a sentence of a clause which was not quoted yet."""
        return [(text, clause) for sentence, text in self._candidates(clause) if sentence not in seen]

    def _candidates(self, clause: Clause) -> list[tuple[str, str]]:
        """Each sentence of a clause with a few phrasings, whole questions first; none for a detail or for its units."""
        if clause.id not in self._sorted:
            by_sentence = zip(told(clause), self._index.phrasings_by_sentence(clause), strict=True)
            self._sorted[clause.id] = [
                (sentence, text)
                for sentence, texts in by_sentence
                for text in sorted(filter(_is_plain, texts), key=lambda text: (is_keywords(text), oddity(text)))[:TRIED]
            ]
        return self._sorted[clause.id]

    def _starting(self, audience: str) -> Iterator[Candidate]:
        about = (clause for clause in self._phrased if audiences.is_about(clause.title, audience))
        return chain.from_iterable(map(self._for_support, about))

    def _for_support(self, clause: Clause) -> list[Candidate]:
        """The plain phrasings of a clause, those that ask for support first: they are where people begin."""
        if clause.id not in self._supporting:
            plain = filter(_is_plain, self._index.phrasings(clause))
            ordered = sorted(plain, key=_for_whom_and_how)
            self._supporting[clause.id] = [(text, clause) for text in ordered[:SUPPORTING]]
        return self._supporting[clause.id]

    @cached_property
    def _phrased(self) -> list[Clause]:
        """The clauses that have phrasings, each once."""
        return list({clause.id: clause for _, clause in self._index.phrased()}.values())

    def _beside(self, cited: Sequence[Clause]) -> list[Clause]:
        """The clauses before and after the cited ones under the same heading."""
        found = []
        for clause in cited:
            for near in self._index.neighbours(clause):
                if near.path[:-1] == clause.path[:-1] and near not in cited:
                    found.append(near)
        return found

    def _serving(self, wanted: frozenset[str]) -> list[Clause]:
        """The tasks of some unit that name the people asked for, then those for everyone."""
        suited = [clause for clause in self._phrased if clause.lead_units and _suits(clause, wanted)]
        named = [clause for clause in suited if wanted.intersection(audiences.told(clause.text))]
        return named + [clause for clause in suited if audiences.holds(clause.text, audiences.audiences().everyone)]


def is_keywords(text: str) -> bool:
    """Whether a phrasing is a string of words, such as 退役军人创业导师库, and not asked as people ask."""
    return _ASKING.search(text) is None


def _for_whom_and_how(text: str) -> tuple[bool, bool, bool, bool, int]:
    """Whole questions first, then those that name whom it is for, that ask for support, for all of it, and that are plain."""
    named = bool(audiences.named(text))
    return is_keywords(text), not named, _SUPPORT.search(text) is None, not is_broad(text), oddity(text)


def _people(asked: Question, cited: Sequence[Clause]) -> frozenset[str]:
    """For whom a question is asked: as was chosen, as it says, or else whom the clause is named after that answers it."""
    if asked.audience:
        return frozenset([asked.audience])
    return frozenset(audiences.named(asked.text) or audiences.told(cited[0].title if cited else ""))


def _is_for(text: str, wanted: frozenset[str]) -> bool:
    """Whether a phrasing names no other people; what names none is of no firm either, but one that people begin."""
    named = audiences.named(text)
    if named or not wanted:
        return wanted.issuperset(named)
    return not (audiences.holds(text, audiences.audiences().others) or _ORGANISED.search(text))


def _nearest(spoken: Spoken, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those first that ask for the same needs, then those that share most pairs of characters."""
    wanted, pairs = spoken

    def nearness(one: Candidate) -> tuple[int, int]:
        asked, own = _written(one[0])
        return len(wanted & asked), len(pairs & own)

    yield from sorted(candidates, key=nearness, reverse=True)


def _spoken(text: str) -> Spoken:
    """The needs that a text asks for, and its pairs of characters."""
    return frozenset(need.name for need in needs.asked(text)), frozenset(pairwise(text))


_written = lru_cache(REMEMBERED)(_spoken)  # of phrasings alone: what people type is not kept


def _suits(clause: Clause, wanted: frozenset[str]) -> bool:
    """Whether a clause is for the people asked for, or for everyone: neither its title nor its words name only others; of nobody, one named after nobody."""
    if about := audiences.told(clause.title):
        return bool(wanted.intersection(about))
    if not wanted:
        return True
    known = audiences.audiences()
    return bool(wanted.intersection(audiences.told(clause.text))) or not audiences.holds(clause.text, known.others)


def _in_turn(lists: Iterable[Iterable[Candidate]]) -> Iterator[Candidate]:
    """The first of each list, then the second of each."""
    for row in zip_longest(*lists):
        yield from (one for one in row if one is not None)


def _is_plain(text: str) -> bool:
    """Whether a phrasing is short enough to tap, and asks for no detail and no unit.

    One that cleaning would change is left out too: its vector in the index would not be the one that is asked with.
    """
    short = SHORTEST <= len(text) <= LONGEST and clean(text) == text
    return short and not (particulars.asked(text) or asks_unit(text) or _OFFICIAL.search(text))
