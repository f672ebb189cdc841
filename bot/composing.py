"""Citations and what is known of them → ``Answer``: fixed sentences around words that are quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from uuid import uuid4

from index import Clause, Document, Validity, today, validity

from . import contacts, lacking
from .answers import Answer, Citation, Contact, Notice, Status
from .comparison import Table
from .facts import stated, told
from .in_charge import asks_unit
from .intents import COMPLAINT, HUMAN, IDENTITY, NEWER, PROCEDURE, SIMPLER, THANKS, VALIDITY, WRITE
from .look_ups import Fact, LookUps, Tasks
from .notices import Notices
from .questions import Question
from .replies import Replies
from .searching import Search
from .sections import Section
from .suggestions import Suggestions
from .words import Reading

MOST_REGIONS = 5
IN_FORCE = (VALIDITY, NEWER)
CHAT = {
    **dict.fromkeys((HUMAN, IDENTITY, THANKS, SIMPLER, COMPLAINT), Status.GREETING),
    WRITE: Status.OUT_OF_SCOPE,
    PROCEDURE: Status.NO_CLAUSE,
}


class Composer:
    """Composes answers for one generation of an index."""

    def __init__(self, replies: Replies, generation: int, suggestions: Suggestions | None = None) -> None:
        """:param suggestions: what to offer next; nothing by default."""
        self.replies, self.generation, self.suggestions = replies, generation, suggestions
        self.notices = Notices(replies)

    def plain(self, status: Status, **fields: str) -> Answer:
        """A fixed reply without a citation."""
        return self.said(status, self.replies.reply(status.value, **fields))

    def said(self, status: Status, text: str) -> Answer:
        """Words without a citation, and questions to begin with."""
        offered = self.suggestions.starters(today()) if self.suggestions and status is not Status.UNAVAILABLE else ()
        return self._answer(status, text, suggestions=offered)

    def no_group(self, name: str) -> Answer:
        """No clause mentions a group of people."""
        return self.said(Status.NO_CLAUSE, self.replies.phrase("no_group", group=name))

    def chat(self, intent: str) -> Answer | None:
        """What is said to an intent that is about no policy."""
        status = CHAT.get(intent)
        return self.said(status, self.replies.phrase(f"chat_{intent}")) if status else None

    def clarify(self, text: str, choices: Sequence[str]) -> Answer:
        """One question back."""
        return self._answer(Status.CLARIFY, text, choices=tuple(choices), suggestions=tuple(choices))

    def elsewhere(self, search: Search, regions: Sequence[str]) -> Answer:
        """Say whose policies are held, and whose clause would have been the match."""
        document = search.found.hits[0].clause.document if search.is_known else None
        return self.plain(
            Status.OTHER_REGION,
            places="、".join(dict.fromkeys(place.text for place in search.places)),
            regions=self.replies.phrase("held", regions="、".join(regions[:MOST_REGIONS])) if regions else "",
            document=self.replies.phrase("closest", document=self._named(document)) if document else "",
        )

    def cited(self, asked: Question, citations: Sequence[Citation], assumed: Sequence[str] = ()) -> Answer:
        """Compose: validity first, the quote, where it stands, whom to ask, what the clause does not say.

        :param assumed: what the question takes for granted and the clause lacks.
        """
        if not citations:
            return self.plain(Status.NO_CLAUSE)
        first, clause = citations[0], citations[0].clause
        by_unit = asks_unit(asked.text) and bool(clause.lead_units)
        beside = self.notices.other_figures(asked, citations)
        missing = lacking.asked_for(asked.text, citations, [*assumed, *beside])
        open_ones, whether = lacking.left_open(missing, asked.text, citations), lacking.whether(asked.text, missing)
        status = Status.PARTIAL if missing else Status.ANSWERED
        told_by_quote = by_unit and not missing
        notices = (
            *self.notices.cited(citations), *self.notices.only_for(asked, first), *self.notices.other_unit(asked, clause), *beside.values(),
        )  # fmt: skip
        text = self.replies.reply(
            "asked_whether" if whether else "asked_unit" if told_by_quote else status.value,
            notices=self.notices.printed(notices),
            document=self._named(clause.document),
            label=clause.label,
            quotes=self._quoted(first),
            more="".join(self._also(other, first) for other in citations[1:]),
            units=self._nearby(first, asked.text) if told_by_quote else self._units(first, asked.text),
            missing=self._missing(open_ones),
            missing_names="、".join(missing),
            remarks="".join(condition.remark for condition in whether),
        )
        return self._answer(
            status, text, citations=tuple(citations), notices=notices, contacts=contacts.contacts([citation.clause for citation in citations], asked.text),
            missing=open_ones, suggestions=self._more(asked, citations),
        )  # fmt: skip

    def compared(self, asked: Question, table: Table) -> Answer:
        """Set audiences side by side: their quotes only."""
        missing = lacking.unsaid(asked.text, table.citations)
        notices, asking = self.notices.cited(table.citations), _lead_units(table.citations)
        documents = {citation.clause.document.id: citation.clause.document for citation in table.citations}
        units = "、".join(contact.unit for contact in asking)
        text = self.replies.reply(
            "compared",
            notices=self.notices.printed(notices),
            audiences="、".join(table.audiences),
            documents="、".join(self._named(document) for document in documents.values()),
            rows=self._rows(table, len(documents) > 1),
            units=self.replies.phrase("units", lead=units) if units else "",
            missing=self._missing(missing),
        )
        return self._answer(
            Status.PARTIAL if missing else Status.ANSWERED, text, citations=table.citations, notices=notices,
            contacts=asking, missing=missing, suggestions=self._more(asked, table.citations), comparison=table,
        )  # fmt: skip

    def tasks(self, each: Sequence[Tasks], citations: Sequence[Citation]) -> Answer:
        """List the clauses of each unit."""
        lists = {
            self.replies.phrase("tasks_of", unit=tasks.unit, role=tasks.role): [
                citation for citation in citations if citation.clause in tasks.clauses
            ]
            for tasks in each
        }
        return self._listed(lists, citations, tuple(Contact(tasks.printed, f"{tasks.role}单位") for tasks in each))

    def section(self, section: Section, citations: Sequence[Citation]) -> Answer:
        """List the clauses below a heading."""
        return self._listed({self.replies.phrase("clauses_in", heading=section.heading): citations}, citations)

    def _listed(
        self, lists: Mapping[str, Sequence[Citation]], citations: Sequence[Citation], asking: tuple[Contact, ...] = ()
    ) -> Answer:
        """List clauses below what they are, each with its title as it stands there."""
        notices = self.notices.cited(citations)
        warned, blocks = self.notices.printed(notices), []
        for what, cited in lists.items():
            blocks.append(self.replies.reply("listed", notices=warned, what=what, clauses=self._lines(cited)))
            warned = ""
        text = "\n".join(blocks)
        return self._answer(Status.ANSWERED, text, citations=tuple(citations), notices=notices, contacts=asking)

    def _lines(self, citations: Sequence[Citation]) -> str:
        """A line for each clause; the first of a document names it."""
        lines, last = [], ""
        for citation in citations:
            document = citation.clause.document
            named = "" if document.id == last else self._named(document)
            last = document.id
            lines.append(
                self.replies.phrase(
                    "listed_clause", document=named, label=citation.clause.label, quote=citation.quotes[0]
                )
            )
        return "".join(lines)

    def fact(self, fact: Fact, look_ups: LookUps, day: date, spoken_of: Sequence[Clause] = ()) -> Answer:
        """Tell a fact about documents, from what is known of each, and cite the clause that states it if one does.

        :param spoken_of: clauses of the conversation: whether they still count is known by the units that they name.
        """
        citations: list[Citation] = []
        lines, facts = [], []
        for document, name in product(fact.documents, (fact.name, *fact.others)):
            judged = validity(document, day)
            lines.append(self._told(name, document, judged))
            if name == NEWER:
                lines[-1] += self._newer(document, look_ups.later(document, day))
            facts.append(lines[-1].strip())
            found = stated(name, look_ups.clauses_of(document))
            if found:
                clause, words = found
                citations.append(Citation(len(citations) + 1, clause, judged, (words,)))
                lines.append(f"{clause.label}：{self._quoted(citations[-1])}\n")
        notices = self.notices.judged([(document, validity(document, day)) for document in fact.documents])
        warned = "" if fact.name in IN_FORCE else self.notices.printed(notices)
        text = self.replies.reply("fact", notices=warned, facts="".join(lines))
        asking = self._asking(fact, spoken_of) if notices else ()
        return self._answer(
            Status.ANSWERED, text, citations=tuple(citations), notices=notices, contacts=asking, facts=tuple(facts)
        )

    def _told(self, name: str, document: Document, judged: Validity) -> str:
        """Tell one fact about a document, or that it is not stated."""
        said = told(name, document, judged)
        if not said:
            return self.replies.phrase("fact_unknown", name=document.name)
        return self.replies.phrase(f"fact_{name}", fact=said, name=document.name)

    def _newer(self, document: Document, later: Sequence[Document]) -> str:
        """What is known of policies that take a document's place, beside what it says itself."""
        if document.superseded_by:
            return ""
        names = "、".join(f"《{one.name}》" for one in later)
        return self.replies.phrase("newer_held", names=names) if names else self.replies.phrase("none_newer")

    def _asking(self, fact: Fact, spoken_of: Sequence[Clause]) -> tuple[Contact, ...]:
        """Whom to ask about a document that is not in force."""
        if fact.name not in IN_FORCE or len(fact.documents) > 1:
            return ()
        own = [clause for clause in spoken_of if clause.document.id == fact.documents[0].id]
        return contacts.contacts(own) if own else contacts.issuer(fact.documents[0])

    def as_read(self, reading: Reading, answer: Answer) -> Answer:
        """Begin an answer with how the question was read, where that is not what was typed."""
        if not reading.changes:
            return answer
        told = "；".join(self.replies.phrase("read_as", typed=typed, read=read) for typed, read in reading.changes)
        text = self.replies.phrase("read_first", text=told) + answer.text
        return replace(answer, text=text, notices=(Notice("read_as", told), *answer.notices))

    def _answer(self, status: Status, text: str, **fields: object) -> Answer:
        return Answer(uuid4().hex, status, text, self.generation, **fields)  # type: ignore[arg-type]

    def _missing(self, names: Sequence[str]) -> str:
        return self.replies.phrase("missing", missing_names="、".join(names)) if names else ""

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

    def _units(self, citation: Citation, asked: str) -> str:
        lead, supporting = "、".join(citation.clause.lead_units), "、".join(citation.clause.supporting_units)
        if not lead:
            authority = citation.clause.document.authority
            return self.replies.phrase("no_units" if authority else "nobody", authority=authority)
        named = self.replies.phrase("units_supporting" if supporting else "units", lead=lead, supporting=supporting)
        return named + self._nearby(citation, asked)

    def _nearby(self, citation: Citation, asked: str) -> str:
        inferred = "、".join(contact.unit for contact in contacts.local(citation.clause, asked))
        return self.replies.phrase("counterparts", units=inferred) if inferred else ""

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

    def _more(self, asked: Question, citations: Sequence[Citation]) -> tuple[str, ...]:
        """Other questions that the cited clauses and their neighbours answer in full."""
        return self.suggestions.after(asked, citations) if self.suggestions else ()


def _lead_units(citations: Sequence[Citation]) -> tuple[Contact, ...]:
    """The lead unit of each cited clause, once."""
    units = dict.fromkeys(unit for citation in citations for unit in citation.clause.lead_units)
    return tuple(Contact(unit, "牵头单位") for unit in units)
