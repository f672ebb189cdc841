"""What a question points at → ``Answer``: the clause whole, a list, a fact of a document, or which one is meant."""

from __future__ import annotations

from dataclasses import replace

from index import Index

from .answers import Answer, Citation, Status
from .composing import Composer
from .conversations import Answered, Conversation
from .in_charge import asks_unit
from .pointers import Pointed, Pointers
from .questions import Question, printed
from .quoting import Quoter, with_words


class Pointing:
    """Answers, from one index, what is found without a search."""

    def __init__(self, index: Index, pointers: Pointers, quote: Quoter, compose: Composer) -> None:
        self._index, self._pointers, self._quote, self._compose = index, pointers, quote, compose

    def answered(self, asked: Question, before: Conversation) -> Answered | None:
        """Answer a question that points at something; None when it must be searched for."""
        pointed = self._pointers.pointed(asked.text, before)
        return (self._answer(asked, pointed), pointed.within(before)) if pointed else None

    def about_document(self, intent: str, asked: Question, before: Conversation) -> Answered | None:
        """Answer where a document is to be read, whether it is in force, or what takes its place."""
        pointed = self._pointers.about_document(intent, asked.text, before)
        return (self._answer(asked, pointed), pointed.within(before)) if pointed else None

    def _answer(self, asked: Question, pointed: Pointed) -> Answer:
        if pointed.choices:
            return self._which_document(asked, pointed)
        if pointed.fact:
            return self._compose.fact(pointed.fact, self._pointers.look_ups, asked.day, pointed.clauses)
        if pointed.nothing:
            text = self._compose.replies.phrase(pointed.nothing, **dict(pointed.fields))
            return self._compose.said(Status.NO_CLAUSE, text)
        if pointed.tasks:
            return self._compose.tasks(pointed.tasks, _titles(asked, pointed))
        if pointed.section and pointed.about is None:
            return self._compose.section(pointed.section, _titles(asked, pointed))
        if pointed.about is None:
            whole = with_words([(clause, clause.text) for clause in pointed.clauses], asked.day)
            return self._compose.cited(replace(asked, text=""), whole)
        return self._quoted(asked, pointed, pointed.about)

    def _which_document(self, asked: Question, pointed: Pointed) -> Answer:
        """Ask of which document a question is."""
        replies, names = self._compose.replies, dict.fromkeys(document.name for document in pointed.choices)
        texts = [replies.phrase("choice_of_document", name=name, question=asked.text) for name in names]
        return self._compose.clarify(replies.phrase("which_document"), texts)

    def _quoted(self, asked: Question, pointed: Pointed, about: str) -> Answer:
        """Quote the clauses pointed at for what is asked about them."""
        full, query = replace(asked, text=about), self._index.find(about, 1).query
        told = asked if asks_unit(asked.text) else full  # 谁牵头 leaves nothing open of what was asked before
        quote = self._quote.section if pointed.section else self._quote.quoted_from
        answer = self._compose.cited(told, quote(pointed.clauses, full, query))
        return replace(answer, understood=printed(about)) if pointed.is_understood else answer


def _titles(asked: Question, pointed: Pointed) -> list[Citation]:
    """Cite the clauses pointed at by their titles."""
    return with_words([(clause, clause.title or clause.text) for clause in pointed.clauses], asked.day)
