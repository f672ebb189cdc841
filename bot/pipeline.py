"""``Bot.answer``: the whole path of a question, top to bottom."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import uuid4

from index import Document, Hit, Index, State, today, validity
from index.search import Found

from . import audiences, comparison, contacts, needs, particulars, scope
from .answers import Answer, Citation, Contact, Notice, Status
from .citing import needed
from .comparison import Comparison, Table
from .greetings import is_greeting
from .questions import Question, problem
from .quotes import Choice, asks_unit, proven, quotes
from .replies import Replies
from .suggestions import Suggestions
from .typeahead import Typeahead
from .words import Reading, Words

LOOKED_AT = 5
MOST_IN_CELL = 6
MOST_FOR_EVERYONE = 2
BONUS = 0.3
IN_FORCE = 1.0


class Bot:
    """Answers questions from one index; nothing of a question is kept for the next."""

    def __init__(self, index: Index, replies: Replies | None = None) -> None:
        self.index = index
        self.replies = replies or Replies.read()
        self.words = Words(index)
        self.comparison = Comparison(index)
        (
            particulars.particulars(),
            needs.all_needs(),
            contacts.counterparts(),
            audiences.audiences(),
        )  # so that a file edited badly is told at the start, not at the first question
        self.suggestions: Suggestions | None = None
        quiet = copy.copy(self)  # what is suggested is tried first, without suggestions of its own
        self.suggestions = Suggestions(index, quiet.answer)
        self.typeahead = Typeahead(index, self.suggestions.is_whole)

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
        compared = self._compared(asked)
        if compared:
            return compared
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
            missing=tuple(unsaid), suggestions=self._more(asked, citations),
        )  # fmt: skip

    def _told(self, reading: Reading, answer: Answer) -> Answer:
        """Begin an answer with how the question was read, where that is not what was typed."""
        if not reading.changes:
            return answer
        told = "；".join(self.replies.phrase("read_as", typed=typed, read=read) for typed, read in reading.changes)
        text = self.replies.phrase("read_first", text=told) + answer.text
        return replace(answer, text=text, notices=(Notice("read_as", told), *answer.notices))

    def compare(
        self, day: date, names: Sequence[str] = (), needs: Sequence[str] = (), documents: Sequence[str] = ()
    ) -> tuple[Table, tuple[Notice, ...]]:
        """Set audiences side by side on needs, with what must be read before; empty choices mean all."""
        some = {} if needs else {"most": MOST_IN_CELL, "most_for_everyone": MOST_FOR_EVERYONE}
        table = self.comparison.table(day, names, needs, documents, **some)
        return table, self._notices(table.citations)

    def _compared(self, asked: Question) -> Answer | None:
        """Set audiences side by side when the question wants that; their quotes only, one of each when all is asked."""
        wanted = comparison.asked(asked.text)
        if wanted is None:
            return None
        most = MOST_IN_CELL if wanted.needs else 1
        for_everyone = MOST_FOR_EVERYONE if wanted.needs else 0
        table = self.comparison.table(
            asked.day, wanted.audiences, wanted.needs, most=most, most_for_everyone=for_everyone
        )
        if not table.citations:
            return None
        quoted = [quote for citation in table.citations for quote in citation.quotes]
        lacking = particulars.missing(asked.text, quoted)
        notices, contacts = self._notices(table.citations), _lead_units(table.citations)
        documents = {citation.clause.document.id: citation.clause.document for citation in table.citations}
        units = "、".join(contact.unit for contact in contacts)
        text = self.replies.reply(
            "compared",
            notices="".join(self.replies.phrase("notice", text=notice.text) for notice in notices),
            audiences="、".join(table.audiences),
            documents="、".join(self._named(document) for document in documents.values()),
            rows=self._rows(table, len(documents) > 1),
            units=self.replies.phrase("units", lead=units) if units else "",
            missing=self.replies.phrase("missing", missing_names="、".join(lacking)) if lacking else "",
        )
        return self._answer(
            Status.PARTIAL if lacking else Status.ANSWERED, text, citations=table.citations, notices=notices,
            contacts=contacts, missing=tuple(lacking), suggestions=self._more(asked, table.citations),
            comparison=table,
        )  # fmt: skip

    def _rows(self, table: Table, several: bool) -> str:
        """A compared table as lines; each quote with its document when there are several."""
        lines = []
        for row in table.rows:
            lines.append(self.replies.phrase("compared_need", need=row.need))
            for cell in (*row.cells, row.everyone) if row.everyone.excerpts else row.cells:
                lines += [
                    self.replies.phrase(
                        "compared_quote",
                        audience=cell.audience,
                        quotes="".join(self.replies.phrase("quote", quote=quote) for quote in excerpt.quotes),
                        document=self._named(excerpt.clause.document) if several else "",
                        label=excerpt.clause.label,
                    )
                    for excerpt in cell.excerpts
                ] or [self.replies.phrase("not_mentioned", audience=cell.audience)]
        return "".join(lines)

    def _plain(self, status: Status, **fields: str) -> Answer:
        """A fixed reply without a citation."""
        offered = self.suggestions.starters(today()) if self.suggestions and status is not Status.UNAVAILABLE else ()
        return self._answer(status, self.replies.reply(status.value, **fields), suggestions=offered)

    def _answer(self, status: Status, text: str, **fields: object) -> Answer:
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

    def _more(self, asked: Question, citations: Sequence[Citation]) -> tuple[str, ...]:
        """Other questions that the cited clauses and their neighbours answer in full."""
        return self.suggestions.after(asked, citations) if self.suggestions else ()


def _for_audience(hits: Sequence[Hit], audience: str | None) -> list[Hit]:
    """Let the audience that someone chose break near ties: a clause named after it gains a little.

    Words for the audience in the query itself cost more than they gave: its clause then took every subject.
    """
    if audience is None:
        return list(hits)

    def score(hit: Hit) -> float:
        return hit.score + BONUS * audiences.is_about(hit.clause.title, audience)

    return sorted(hits, key=score, reverse=True)


def _in_force_first(hits: Sequence[Hit], day: date) -> list[Hit]:
    """Among hits of like scores, put those first whose document is in force on the day."""

    def score(hit: Hit) -> float:
        return hit.score + IN_FORCE * (validity(hit.clause.document, day).state is State.IN_FORCE)

    return sorted(hits, key=score, reverse=True)


def _lead_units(citations: Sequence[Citation]) -> tuple[Contact, ...]:
    """The lead unit of each cited clause, once."""
    units = dict.fromkeys(unit for citation in citations for unit in citation.clause.lead_units)
    return tuple(Contact(unit, "牵头单位") for unit in units)
