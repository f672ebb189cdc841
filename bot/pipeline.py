"""``Bot.answer``: the whole path of a question, top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from uuid import uuid4

from index import Clause, Document, Hit, Index, State, validity
from index.search import Found

from . import contacts, needs, particulars, scope
from .answers import Answer, Citation, Notice, Status
from .citing import WORDS_OF_AUDIENCE, needed
from .greetings import is_greeting
from .questions import Question, problem
from .quotes import Choice, asks_unit, proven, quotes
from .replies import Replies
from .words import Reading, Words

LOOKED_AT = 5
MOST_SUGGESTIONS = 3
BONUS = 0.3
IN_FORCE = 1.0


class Bot:
    """Answers questions from one index; nothing of a question is kept for the next."""

    def __init__(self, index: Index, replies: Replies | None = None) -> None:
        self.index = index
        self.replies = replies or Replies.read()
        self.words = Words(index)
        self._asked_in_full: dict[str, list[str]] = {}
        (
            particulars.particulars(),
            needs.all_needs(),
            contacts.counterparts(),
        )  # so that a file edited badly is told at the start, not at the first question

    def answer(self, question: Question) -> Answer:
        """Answer one question; refusing is a status, never an exception."""
        asked = question.cleaned()
        wrong = problem(asked)
        if wrong:
            return self._plain(Status.INVALID, problem=self.replies.problems[wrong])
        reading = self.words.read(asked.text)
        return self._told(reading, self._answered(replace(asked, text=reading.text), reading))

    def _answered(self, asked: Question, reading: Reading) -> Answer:
        """Answer a question as it was meant."""
        if is_greeting(asked.text):
            return self._plain(Status.GREETING)
        found = self.index.find(asked.text, LOOKED_AT, also=reading.terms)
        if not scope.is_known(found.evidence):
            near = scope.is_near(asked.text, found.evidence)
            return self._plain(Status.NO_CLAUSE if near else Status.OUT_OF_SCOPE)
        citations = self._citations(asked, found)
        return self._cited(asked, citations) if citations else self._plain(Status.NO_CLAUSE)

    def hits(self, question: Question, k: int) -> list[Hit]:
        """What is retrieved for a question, before anything is decided."""
        asked = question.cleaned()
        reading = self.words.read(asked.text)
        return _for_audience(self.index.search(reading.text, k, also=reading.terms), asked.audience)

    def _citations(self, asked: Question, found: Found) -> list[Citation]:
        """Quote the best clause and those that it needs beside it; a quote that cannot be proven is dropped."""
        query = found.query
        assert query is not None

        def choose(hit: Hit, briefly: bool) -> Choice:
            return quotes(asked.text, hit.clause, self.index.sentences(hit.clause, query), briefly)

        hits = _in_force_first(_for_audience(found.hits, asked.audience), asked.day)
        citations: list[Citation] = []
        for hit, choice in needed(asked.text, hits, choose):
            quoted = proven(hit.clause, choice.quotes)
            if quoted:
                judged = validity(hit.clause.document, asked.day)
                citations.append(Citation(len(citations) + 1, hit.clause, judged, quoted, not choice.cut))
        return citations

    def _cited(self, asked: Question, citations: Sequence[Citation]) -> Answer:
        """Compose: validity first, the quote, where it stands, whom to ask, what the clause does not say."""
        first, clause = citations[0], citations[0].clause
        by_unit = asks_unit(asked.text) and bool(clause.lead_units)
        quoted = [quote for citation in citations for quote in citation.quotes]
        lacking = particulars.missing(asked.text, quoted)
        unsaid = list(dict.fromkeys([*lacking, *particulars.left_open(first.quotes, clause.text)]))
        status = Status.PARTIAL if lacking else Status.ANSWERED
        notices = self._notices(citations)
        text = self.replies.reply(
            "asked_unit" if by_unit and not lacking else status.value,
            notices="".join(self.replies.phrase("notice", text=notice.text) for notice in notices),
            document=self._named(clause.document),
            label=clause.label,
            quotes=self._quoted(first),
            more="".join(self._also(other, first) for other in citations[1:]),
            units=self._units(first),
            missing=self.replies.phrase("missing", missing_names="、".join(unsaid)) if unsaid else "",
            missing_names="、".join(lacking),
        )
        return self._answer(
            status, text, citations=tuple(citations), notices=notices, contacts=contacts.contacts(citations),
            missing=tuple(unsaid), suggestions=self._more_about(asked, citations),
        )  # fmt: skip

    def _told(self, reading: Reading, answer: Answer) -> Answer:
        """Begin an answer with how the question was read, where that is not what was typed."""
        if not reading.changes:
            return answer
        told = "；".join(self.replies.phrase("read_as", typed=typed, read=read) for typed, read in reading.changes)
        text = self.replies.phrase("read_first", text=told) + answer.text
        return replace(answer, text=text, notices=(Notice("read_as", told), *answer.notices))

    def _plain(self, status: Status, **fields: str) -> Answer:
        """A fixed reply without a citation."""
        suggestions = () if status is Status.UNAVAILABLE else self._starters
        return self._answer(status, self.replies.reply(status.value, **fields), suggestions=suggestions)

    def _answer(self, status: Status, text: str, **fields: tuple[object, ...]) -> Answer:
        return Answer(uuid4().hex, status, text, self.index.generation, **fields)  # type: ignore[arg-type]

    def _notices(self, citations: Sequence[Citation]) -> tuple[Notice, ...]:
        """Tell once for each document what is not in force; of which one, when several are cited."""
        cited = {citation.clause.document.id: citation for citation in citations}
        told = []
        for citation in cited.values():
            text = citation.validity.text
            if citation.validity.state is not State.IN_FORCE:
                name = citation.clause.document.name
                of_one = self.replies.phrase("notice_of_one", name=name, text=text) if len(cited) > 1 else text
                told.append(Notice(citation.validity.state.value, of_one))
        return tuple(told)

    def _named(self, document: Document) -> str:
        kind = "document" if document.number else "document_without_number"
        return self.replies.phrase(kind, name=document.name, number=document.number)

    def _also(self, other: Citation, first: Citation) -> str:
        """A further citation; its document is named when it is another one."""
        document = other.clause.document
        named = "" if document.id == first.clause.document.id else self._named(document)
        return self.replies.phrase("more", document=named, label=other.clause.label, quotes=self._quoted(other))

    def _quoted(self, citation: Citation) -> str:
        quoted = "".join(self.replies.phrase("quote", quote=quote) for quote in citation.quotes)
        return quoted if citation.complete else quoted + self.replies.phrase("cut")

    def _units(self, citation: Citation) -> str:
        lead, supporting = "、".join(citation.clause.lead_units), "、".join(citation.clause.supporting_units)
        if not lead:
            authority = citation.clause.document.authority
            return self.replies.phrase("no_units" if authority else "nobody", authority=authority)
        named = self.replies.phrase("units_supporting" if supporting else "units", lead=lead, supporting=supporting)
        inferred = "、".join(contact.unit for contact in contacts.local(citation.clause))
        return named + self.replies.phrase("counterparts", units=inferred) if inferred else named

    def _more_about(self, asked: Question, citations: Sequence[Citation]) -> tuple[str, ...]:
        """Other questions that the cited clauses answer in full."""
        others = [text for citation in citations for text in self._answerable(citation.clause) if text != asked.text]
        step = max(1, len(others) // MOST_SUGGESTIONS)
        return tuple(others[::step][:MOST_SUGGESTIONS])

    @cached_property
    def _starters(self) -> tuple[str, ...]:
        """One question for each audience that some clause answers."""
        found = []
        for words in WORDS_OF_AUDIENCE.values():
            named = (clause for clause in self.index.clauses if any(word in clause.title for word in words))
            asked = next((text for clause in named for text in self._answerable(clause)[:1]), None)
            found += [asked] if asked else []
        return tuple(found)

    def _answerable(self, clause: Clause) -> list[str]:
        """The phrasings of a clause that ask for no detail: it may not give one."""
        if clause.id not in self._asked_in_full:
            texts = self.index.phrasings(clause)
            self._asked_in_full[clause.id] = [text for text in texts if not particulars.asked(text)]
        return self._asked_in_full[clause.id]


def _for_audience(hits: Sequence[Hit], audience: str | None) -> list[Hit]:
    """Let the audience that someone chose break near ties: a clause named after it gains a little.

    Words for the audience in the query itself cost more than they gave: its clause then took every subject.
    """
    if audience is None:
        return list(hits)

    def score(hit: Hit) -> float:
        return hit.score + BONUS * any(word in hit.clause.title for word in WORDS_OF_AUDIENCE[audience])

    return sorted(hits, key=score, reverse=True)


def _in_force_first(hits: Sequence[Hit], day: date) -> list[Hit]:
    """Among hits of like scores, put those first whose document is in force on the day."""

    def score(hit: Hit) -> float:
        return hit.score + IN_FORCE * (validity(hit.clause.document, day).state is State.IN_FORCE)

    return sorted(hits, key=score, reverse=True)
