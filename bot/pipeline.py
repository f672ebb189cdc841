"""``Bot.answer``: the whole path of a question, top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from uuid import uuid4

from index import Clause, Document, Hit, Index, State, Validity, validity
from index.rankers import Query
from index.search import Found

from . import clarifying, particulars, scope
from .answers import Answer, Citation, Contact, Notice, Status
from .conversations import Conversation, Conversations
from .facts import stated, told
from .follow_ups import FollowUp, completed, together
from .greetings import is_greeting
from .groups import group_in, groups, without_denied
from .look_ups import Fact, Tasks
from .pointers import DEEP, Pointed, Pointers
from .questions import Question, problem
from .quotes import asks_unit, proven, quotes
from .replies import Replies
from .units import short_names

LOOKED_AT = 5
ALSO = 0.8
MOST_CITATIONS = 3
MOST_SUGGESTIONS = 3
BONUS = 0.3
IN_FORCE = 1.0
WORDS_OF_AUDIENCE = {
    "返乡农民工": ("农民工", "返乡"),
    "退役军人": ("退役", "退伍", "军人"),
    "大学生": ("大学生", "毕业生"),
}


class Bot:
    """Answers questions from one index; what a conversation is about travels with the client."""

    def __init__(self, index: Index, replies: Replies | None = None, secret: str | bytes | None = None) -> None:
        """:param secret: signs conversations; by default one that ends with this process."""
        self.index = index
        self.replies = replies or Replies.read()
        self.conversations = Conversations(secret)
        self._pointers = Pointers(index)
        self._asked_in_full: dict[str, list[str]] = {}
        for read in (particulars.particulars, groups, short_names):
            read()  # so that a file edited badly is told at the start, not at the first question

    def answer(self, question: Question) -> Answer:
        """Answer one question; refusing is a status, never an exception."""
        asked = question.cleaned()
        before = self.conversations.opened(asked.conversation, self.index)
        answer, after = self._answered(asked, before)
        return replace(answer, conversation=self.conversations.token(after, self.index))

    def _answered(self, asked: Question, before: Conversation) -> tuple[Answer, Conversation]:
        """Answer within a conversation, and tell what it is about then; a refusal leaves it as it was."""
        wrong = problem(asked)
        if wrong:
            return self._plain(Status.INVALID, problem=self.replies.problems[wrong]), before
        if is_greeting(asked.text):
            return self._plain(Status.GREETING), before
        pointed = self._pointers.pointed(asked.text, before)
        if pointed:
            return self._pointed(asked, pointed), pointed.within(before)
        found = self.index.find(without_denied(asked.text) if before.question else asked.text, DEEP)
        follow_up = completed(asked.text, before, found.evidence)
        if follow_up:
            return self._followed(asked, follow_up, found, before)
        return self._searched(asked, found, before)

    def _searched(self, asked: Question, found: Found, before: Conversation) -> tuple[Answer, Conversation]:
        """Answer a question that stands alone."""
        spoken = group_in(asked.text)
        about = before.about(asked.text, "", spoken.name if spoken else asked.audience)
        choices = clarifying.choices(found.hits, asked.day) if clarifying.is_open(asked.text) else ()
        if choices and asked.audience is None:
            texts = [self.replies.phrase("choice", audience=name, question=asked.text) for name in choices]
            return self._clarify(self.replies.reply("clarify"), texts), about.after(())
        if not scope.is_known(found.evidence):
            near = scope.is_near(asked.text, found.evidence)
            fresh = about if near and not before.question else before
            return self._plain(Status.NO_CLAUSE if near else Status.OUT_OF_SCOPE), fresh
        citations = self._citations(asked, found)
        return self._cited(asked, citations), about.after([citation.clause for citation in citations])

    def _followed(
        self, asked: Question, follow_up: FollowUp, alone: Found, before: Conversation
    ) -> tuple[Answer, Conversation]:
        """Answer a question that the conversation completes."""
        full = self.index.find(follow_up.full, DEEP)
        if follow_up.is_detail:
            clause = self.index.clause(before.cited[0])
            asked = replace(asked, text=follow_up.text)
            citations = self._quoted_from([clause] if clause else [], asked, full.query)
            answer = self._cited(asked, citations)
            return replace(answer, understood=follow_up.full), before
        hits = together(follow_up, alone, full)
        group = follow_up.audience
        known = scope.is_known(full.evidence) or scope.is_known(alone.evidence)
        if not known or (group and not any(group.is_written_in(hit.clause) for hit in hits[:MOST_CITATIONS])):
            return replace(self._plain(Status.NO_CLAUSE), understood=follow_up.full), before
        query = full.query if group else alone.query
        asked = replace(asked, text=follow_up.quoted_for, audience=None if group else asked.audience or before.audience)
        citations = self._citations(asked, Found(hits, full.evidence, query))
        after = before.about(
            follow_up.conversation.question, follow_up.conversation.turn, group.name if group else before.audience
        )
        answer = replace(self._cited(asked, citations), understood=follow_up.full)
        return answer, after.after([citation.clause for citation in citations])

    def _pointed(self, asked: Question, pointed: Pointed) -> Answer:
        """Answer what was pointed at."""
        if pointed.choices:
            names = dict.fromkeys(document.name for document in pointed.choices)
            texts = [self.replies.phrase("choice_of_document", name=name, question=asked.text) for name in names]
            return self._clarify(self.replies.phrase("which_document"), texts)
        if pointed.fact:
            return self._fact(asked, pointed.fact)
        if pointed.nothing:
            return self._said(Status.NO_CLAUSE, self.replies.phrase(pointed.nothing, **dict(pointed.fields)))
        if pointed.tasks:
            return self._listed(asked, pointed, pointed.tasks)
        if pointed.about is None:
            citations = [
                Citation(mark, clause, validity(clause.document, asked.day), (clause.text,))
                for mark, clause in enumerate(pointed.clauses, 1)
            ]
            return self._cited(replace(asked, text=""), citations)
        asked = replace(asked, text=pointed.about)
        citations = self._quoted_from(pointed.clauses, asked, self.index.find(pointed.about, 1).query)
        answer = self._cited(asked, citations)
        return replace(answer, understood=pointed.about) if pointed.is_understood else answer

    def _listed(self, asked: Question, pointed: Pointed, tasks: Tasks) -> Answer:
        """List a unit's clauses, each with its title as it stands there."""
        citations = [
            Citation(mark, clause, validity(clause.document, asked.day), (clause.title or clause.text,))
            for mark, clause in enumerate(pointed.clauses, 1)
        ]
        notices = self._notices(citations)
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
        text = self.replies.reply("listed", notices=self._told(notices), clauses="".join(lines), **dict(pointed.fields))
        contacts = (Contact(tasks.printed, "牵头单位" if tasks.leads else "配合单位"),)
        return self._answer(Status.ANSWERED, text, citations=tuple(citations), notices=notices, contacts=contacts)

    def _fact(self, asked: Question, fact: Fact) -> Answer:
        """Tell a fact about documents, from what is known of each, and cite the clause that states it if one does."""
        citations: list[Citation] = []
        lines = []
        for document in fact.documents:
            judged = validity(document, asked.day)
            said = told(fact.name, document, judged)
            name = f"fact_{fact.name}" if said else "fact_unknown"
            lines.append(self.replies.phrase(name, **({"fact": said} if said else {}), name=document.name))
            found = stated(fact.name, self._pointers.look_ups.clauses_of(document))
            if found:
                clause, words = found
                citations.append(Citation(len(citations) + 1, clause, judged, (words,)))
                lines.append(f"{clause.label}：{self._quoted(citations[-1])}\n")
        notices = self._warnings([(document, validity(document, asked.day)) for document in fact.documents])
        warned = "" if fact.name == "validity" else self._told(notices)
        text = self.replies.reply("fact", notices=warned, facts="".join(lines))
        return self._answer(Status.ANSWERED, text, citations=tuple(citations), notices=notices)

    def _clarify(self, text: str, choices: Sequence[str]) -> Answer:
        return self._answer(Status.CLARIFY, text, choices=tuple(choices), suggestions=tuple(choices))

    def _said(self, status: Status, text: str) -> Answer:
        suggestions = () if status is Status.UNAVAILABLE else self._starters
        return self._answer(status, text, suggestions=suggestions)

    def _told(self, notices: Sequence[Notice]) -> str:
        return "".join(self.replies.phrase("notice", text=notice.text) for notice in notices)

    def _quoted_from(self, clauses: Sequence[Clause], asked: Question, query: Query | None) -> list[Citation]:
        """Quote what answers from each clause; a quote that cannot be proven is dropped."""
        assert query is not None
        citations: list[Citation] = []
        for clause in clauses:
            quoted = proven(clause, quotes(asked.text, clause, self.index.sentences(clause, query)))
            if quoted:
                citations.append(Citation(len(citations) + 1, clause, validity(clause.document, asked.day), quoted))
        return citations

    def hits(self, question: Question, k: int) -> list[Hit]:
        """What is retrieved for a question, before anything is decided."""
        asked = question.cleaned()
        return _for_audience(self.index.search(asked.text, k), asked.audience)

    def _citations(self, asked: Question, found: Found) -> list[Citation]:
        """Quote the best clause and those close behind it."""
        hits = _in_force_first(_for_audience(found.hits[:LOOKED_AT], asked.audience), asked.day)
        most = 1 if asks_unit(asked.text) else MOST_CITATIONS
        close = [hits[0], *(hit for hit in hits[1:] if hit.score >= ALSO * hits[0].score)][:most]
        return self._quoted_from([hit.clause for hit in close], asked, found.query)

    def _cited(self, asked: Question, citations: Sequence[Citation]) -> Answer:
        """Compose: validity first, the quote, where it stands, whom to ask, what the clause does not say."""
        if not citations:
            return self._plain(Status.NO_CLAUSE)
        first, clause = citations[0], citations[0].clause
        by_unit = asks_unit(asked.text) and bool(clause.lead_units)
        quoted = [quote for citation in citations for quote in citation.quotes]
        lacking = particulars.missing(asked.text, quoted)
        unsaid = list(dict.fromkeys([*lacking, *particulars.left_open(first.quotes, clause.text)]))
        status = Status.PARTIAL if lacking else Status.ANSWERED
        notices = self._notices(citations)
        text = self.replies.reply(
            "asked_unit" if by_unit and not lacking else status.value,
            notices=self._told(notices),
            document=self._named(clause.document),
            label=clause.label,
            quotes=self._quoted(first),
            more="".join(self._also(other, first) for other in citations[1:]),
            units=self._units(first),
            missing=self.replies.phrase("missing", missing_names="、".join(unsaid)) if unsaid else "",
            missing_names="、".join(lacking),
        )
        return self._answer(
            status, text, citations=tuple(citations), notices=notices, contacts=_contacts(citations),
            missing=tuple(unsaid), suggestions=self._more_about(asked, citations),
        )  # fmt: skip

    def _plain(self, status: Status, **fields: str) -> Answer:
        """A fixed reply without a citation."""
        return self._said(status, self.replies.reply(status.value, **fields))

    def _answer(self, status: Status, text: str, **fields: tuple[object, ...]) -> Answer:
        return Answer(uuid4().hex, status, text, self.index.generation, **fields)  # type: ignore[arg-type]

    def _notices(self, citations: Sequence[Citation]) -> tuple[Notice, ...]:
        """Tell once for each document what is not in force; of which one, when several are cited."""
        return self._warnings([(citation.clause.document, citation.validity) for citation in citations])

    def _warnings(self, judged: Sequence[tuple[Document, Validity]]) -> tuple[Notice, ...]:
        by_document = {document.id: (document, found) for document, found in judged}
        told = []
        for document, found in by_document.values():
            if found.state is not State.IN_FORCE:
                many = len(by_document) > 1
                of_one = self.replies.phrase("notice_of_one", name=document.name, text=found.text)
                told.append(Notice(found.state.value, of_one if many else found.text))
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
        return "".join(self.replies.phrase("quote", quote=quote) for quote in citation.quotes)

    def _units(self, citation: Citation) -> str:
        lead, supporting = "、".join(citation.clause.lead_units), "、".join(citation.clause.supporting_units)
        if not lead:
            authority = citation.clause.document.authority
            return self.replies.phrase("no_units" if authority else "nobody", authority=authority)
        return self.replies.phrase("units_supporting" if supporting else "units", lead=lead, supporting=supporting)

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
    if audience not in WORDS_OF_AUDIENCE:
        return list(hits)

    def score(hit: Hit) -> float:
        return hit.score + BONUS * any(word in hit.clause.title for word in WORDS_OF_AUDIENCE[audience])

    return sorted(hits, key=score, reverse=True)


def _in_force_first(hits: Sequence[Hit], day: date) -> list[Hit]:
    """Among hits of like scores, put those first whose document is in force on the day."""

    def score(hit: Hit) -> float:
        return hit.score + IN_FORCE * (validity(hit.clause.document, day).state is State.IN_FORCE)

    return sorted(hits, key=score, reverse=True)


def _contacts(citations: Sequence[Citation]) -> tuple[Contact, ...]:
    """The units to ask: of the first clause that names any, lead units before supporting ones."""
    for citation in citations:
        clause = citation.clause
        if clause.lead_units or clause.supporting_units:
            lead = [Contact(unit, "牵头单位") for unit in clause.lead_units]
            return (*lead, *(Contact(unit, "配合单位") for unit in clause.supporting_units))
    authority = citations[0].clause.document.authority
    return (Contact(authority, "发文机关"),) if authority else ()
