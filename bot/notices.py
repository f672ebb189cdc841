"""What is to be read before a quote: that the policy has run out, for whom alone it is written, that it names another figure or unit."""

from __future__ import annotations

from collections.abc import Sequence

from index import Clause, Document, State, Validity

from . import figures, recipients, years
from .answers import Citation, Notice
from .in_charge import said_unit
from .questions import Question
from .replies import Replies
from .units import is_among


class Notices:
    """Puts into words what is to be read first."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies

    def cited(self, citations: Sequence[Citation]) -> tuple[Notice, ...]:
        """Tell once for each document what is not in force; of which one, when several are cited."""
        return self.judged([(citation.clause.document, citation.validity) for citation in citations])

    def judged(self, found: Sequence[tuple[Document, Validity]]) -> tuple[Notice, ...]:
        """Tell the same of documents."""
        by_document = {document.id: (document, validity) for document, validity in found}
        warnings = []
        for document, validity in by_document.values():
            if validity.state is not State.IN_FORCE:
                of_one = self._replies.phrase("notice_of_one", name=document.name, text=validity.text)
                warnings.append(Notice(validity.state.value, of_one if len(by_document) > 1 else validity.text))
        return tuple(warnings)

    def only_for(self, asked: Question, citation: Citation) -> tuple[Notice, ...]:
        """Tell for whom alone a quote is written, where nobody of them asks; a clause shown whole says so itself."""
        if not asked.text:
            return ()
        meant = recipients.asking(asked.text, asked.audience)
        people = recipients.written_for(asked.text, meant, citation.clause, citation.quotes)
        return (Notice("only_for", self._replies.phrase("only_for", people="、".join(people))),) if people else ()

    def other_unit(self, asked: Question, clause: Clause) -> tuple[Notice, ...]:
        """Name the units that lead, where a question says that another does."""
        said, lead = said_unit(asked.text), clause.lead_units
        if not said or not lead or is_among(said, lead):
            return ()
        return (Notice("other_unit", self._replies.phrase("other_unit", said=said, lead="、".join(lead))),)

    def other_figures(self, asked: Question, citations: Sequence[Citation]) -> dict[str, Notice]:
        """Name each figure that is asked and not written, with what is: another one, or one of another year."""
        quotes = [quote for citation in citations for quote in citation.quotes]
        beside = {
            f"“{said}”": Notice("other_figure", self._replies.phrase("other_figure", said=said, words=words))
            for said, words in figures.otherwise(asked.text, quotes)
        }
        other = years.other(asked.text, citations, asked.day)
        if other:
            year = self._replies.phrase("year", year=str(other.asked)) if other.asked else self._replies.phrase("now")
            told = self._replies.phrase("other_year", written=str(other.written), asked=year)
            beside[self._replies.phrase("figure_of", year=year)] = Notice("other_year", told)
        return beside

    def printed(self, notices: Sequence[Notice]) -> str:
        """The notices as they open an answer's text."""
        return "".join(self._replies.phrase("notice", text=notice.text) for notice in notices)
