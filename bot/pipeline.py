"""``Bot.answer``: the whole path of a question, top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from uuid import uuid4

from index import Clause, Document, Filter, Hit, Index, State, validity
from index.search import Evidence, Found

from . import particulars, premises, scope
from .answers import Answer, Citation, Contact, Notice, Status
from .greetings import is_greeting
from .personal import has_personal_data
from .questions import Question, problem
from .quotes import asks_unit, proven, quotes
from .regions import Mention, Regions
from .replies import Replies

LOOKED_AT = 5
ALSO = 0.8
MOST_CITATIONS = 3
MOST_SUGGESTIONS = 3
MOST_REGIONS = 5
BONUS = 0.3
IN_FORCE = 1.0
WORDS_OF_AUDIENCE = {
    "返乡农民工": ("农民工", "返乡"),
    "退役军人": ("退役", "退伍", "军人"),
    "大学生": ("大学生", "毕业生"),
}


class Bot:
    """Answers questions from one index; nothing of a question is kept for the next."""

    def __init__(self, index: Index, replies: Replies | None = None) -> None:
        self.index = index
        self.replies = replies or Replies.read()
        self._asked_in_full: dict[str, list[str]] = {}
        self.regions = Regions(index.documents)
        particulars.particulars()  # so that a file edited badly is told at the start, not at the first question
        premises.patterns()

    def answer(self, question: Question) -> Answer:
        """Answer one question; refusing is a status, never an exception."""
        asked = question.cleaned()
        wrong = problem(asked)
        if wrong:
            return self._plain(Status.INVALID, problem=self.replies.problems[wrong])
        if has_personal_data(asked.text):
            return self._plain(Status.PERSONAL_DATA)
        if is_greeting(asked.text):
            return self._plain(Status.GREETING)
        places = self.regions.asked(asked.text)
        found = self.index.find(asked.text, LOOKED_AT, self._within(places))
        known = scope.is_known(*self._seen(asked, found, places))
        near = known or scope.is_near(asked.text, found.evidence)
        if near and self._is_elsewhere(places, found if known else None):
            return self._other_region(places, found if known else None)
        if not known:
            return self._plain(Status.NO_CLAUSE if near else Status.OUT_OF_SCOPE)
        citations = self._citations(asked, found)
        return self._cited(asked, citations) if citations else self._plain(Status.NO_CLAUSE)

    def hits(self, question: Question, k: int) -> list[Hit]:
        """What is retrieved for a question, before anything is decided."""
        asked = question.cleaned()
        within = self._within(self.regions.asked(asked.text))
        return _for_audience(self.index.search(asked.text, k, within), asked.audience)

    def signals(self, question: Question) -> dict[str, float]:
        """What the decision to answer a question rests on, by name."""
        asked = question.cleaned()
        places = self.regions.asked(asked.text)
        return scope.signals(*self._seen(asked, self.index.find(asked.text, 1, self._within(places)), places))

    def _within(self, places: Sequence[Mention]) -> Filter | None:
        """Search only the documents that hold in the places asked about; all of them when none does."""
        admitted = self.regions.admitted(places) if places else frozenset()
        return Filter(documents=admitted) if 0 < len(admitted) < len(self.index.documents) else None

    def _seen(
        self, asked: Question, found: Found, places: Sequence[Mention]
    ) -> tuple[Evidence, premises.Premises, bool | None]:
        """What the decision to answer rests on: evidence, what the best clause lacks, whether it is of the place."""
        if not found.hits:
            return found.evidence, premises.NONE, None
        clause = found.hits[0].clause
        covered = self.regions.covers(clause, places) if places else None
        return found.evidence, self._unmet(asked, clause), covered

    def _unmet(self, asked: Question, clause: Clause) -> premises.Premises:
        """What a question takes for granted and neither a clause nor the ways to ask for it mention."""
        known = "\n".join([clause.document.name, *clause.path, clause.text, *self.index.phrasings(clause)])
        return premises.unmet(asked.text, known)

    def _is_elsewhere(self, places: Sequence[Mention], found: Found | None) -> bool:
        """Whether no document holds where someone asks, and the clause found does not itself speak of that place."""
        if not places or self.regions.admitted(places):
            return False
        return found is None or not self.regions.named_in(found.hits[0].clause, places)

    def _other_region(self, places: Sequence[Mention], found: Found | None) -> Answer:
        """Say whose policies are held, and whose clause would have been the match."""
        document = found.hits[0].clause.document if found else None
        regions = self.regions.names[:MOST_REGIONS]
        return self._plain(
            Status.OTHER_REGION,
            places="、".join(dict.fromkeys(place.text for place in places)),
            regions=self.replies.phrase("held", regions="、".join(regions)) if regions else "",
            document=self.replies.phrase("closest", document=self._named(document)) if document else "",
        )

    def _citations(self, asked: Question, found: Found) -> list[Citation]:
        """Quote the best clause and those close behind it; a quote that cannot be proven is dropped."""
        assert found.query is not None
        hits = _in_force_first(_for_audience(found.hits, asked.audience), asked.day)
        most = 1 if asks_unit(asked.text) else MOST_CITATIONS
        close = [hits[0], *(hit for hit in hits[1:] if hit.score >= ALSO * hits[0].score)][:most]
        citations: list[Citation] = []
        for hit in close:
            sentences = self.index.sentences(hit.clause, found.query)
            quoted = proven(hit.clause, quotes(asked.text, hit.clause, sentences))
            if quoted:
                judged = validity(hit.clause.document, asked.day)
                citations.append(Citation(len(citations) + 1, hit.clause, judged, quoted))
        return citations

    def _cited(self, asked: Question, citations: Sequence[Citation]) -> Answer:
        """Compose: validity first, the quote, where it stands, whom to ask, what the clause does not say."""
        first, clause = citations[0], citations[0].clause
        by_unit = asks_unit(asked.text) and bool(clause.lead_units)
        quoted = [quote for citation in citations for quote in citation.quotes]
        lacking = self._lacking(asked, clause, quoted)
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
            status, text, citations=tuple(citations), notices=notices, contacts=_contacts(citations),
            missing=tuple(unsaid), suggestions=self._more_about(asked, citations),
        )  # fmt: skip

    def _lacking(self, asked: Question, clause: Clause, quoted: Sequence[str]) -> list[str]:
        """Name what is asked for or taken for granted and not said: particulars, figures and things."""
        unmet = self._unmet(asked, clause)
        return list(dict.fromkeys([*particulars.missing(asked.text, quoted), *unmet.figures, *unmet.things]))

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


def _contacts(citations: Sequence[Citation]) -> tuple[Contact, ...]:
    """The units to ask: of the first clause that names any, lead units before supporting ones."""
    for citation in citations:
        clause = citation.clause
        if clause.lead_units or clause.supporting_units:
            lead = [Contact(unit, "牵头单位") for unit in clause.lead_units]
            return (*lead, *(Contact(unit, "配合单位") for unit in clause.supporting_units))
    authority = citations[0].clause.document.authority
    return (Contact(authority, "发文机关"),) if authority else ()
