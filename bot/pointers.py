"""What a question points at without a search: by number, by unit, by a document's facts, or back into the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Clause, Document, Index

from . import anaphora, handling, needs, sections
from .citing import MOST_POINTS
from .conversations import Conversation
from .intents import NEWER, ORIGINAL, VALIDITY
from .look_ups import Fact, LookUps, Place, Tasks
from .sections import Section

MOST_DOCUMENTS = 3
MOST_CHOICES = 6
DEEP = 20
SUBJECT = 30
LIKE = 0.4
STEPS = {1: "下一条", -1: "上一条", 0: "这一条"}


@dataclass(frozen=True)
class Pointed:
    """What was pointed at.

    ``about`` is the question that the clauses are quoted for, or None to quote them whole; ``nothing`` names the
    phrase that tells that there is none, with its ``fields``; ``choices`` are documents to choose from. The clauses of a
    ``section`` are listed by their titles, or quoted when something is asked about it.
    """

    clauses: tuple[Clause, ...] = ()
    about: str | None = None
    tasks: tuple[Tasks, ...] = ()
    section: Section | None = None
    fact: Fact | None = None
    nothing: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    choices: tuple[Document, ...] = ()
    is_understood: bool = False

    def within(self, before: Conversation) -> Conversation:
        """The conversation after this: clauses pointed at anew become its subject."""
        if not self.clauses or self.tasks or (self.section and self.about is None) or self.fact:
            return before
        first = self.clauses[0]
        if self.is_understood:
            return before.after(self.clauses)
        return before.about(first.title or first.text[:SUBJECT], "", None).after(self.clauses)


class Pointers:
    """Reads what points, in one index."""

    def __init__(self, index: Index) -> None:
        self.index, self.look_ups = index, LookUps(index)

    def pointed(self, question: str, conversation: Conversation) -> Pointed | None:
        """Find what a question points at; None when it must be searched for."""
        cited = [clause for clause in map(self.index.clause, conversation.cited) if clause]
        return self._into_conversation(question, conversation, cited) or self._looked_up(
            question, conversation, cited[:1]
        )

    def about_document(self, intent: str, question: str, conversation: Conversation) -> Pointed | None:
        """Ask where a document is to be read, whether it is in force, or what takes its place, of one known document only."""
        if intent not in (ORIGINAL, VALIDITY, NEWER):
            return None
        is_handling = bool(conversation.cited) and handling.is_all(question)
        if intent == ORIGINAL and (is_handling or anaphora.asks_of_what_is_to_be_had(question, conversation)):
            return None
        cited = [clause for clause in map(self.index.clause, conversation.cited) if clause][:1]
        fact = self.look_ups.whole(intent, question, cited[0].document.id if cited else None)
        return None if intent == NEWER and len(fact.documents) > 1 else _of_documents(fact, cited)

    def _looked_up(self, question: str, conversation: Conversation, cited: list[Clause]) -> Pointed | None:
        document = cited[0].document.id if cited else None
        place = self.look_ups.place(question, document)
        if place:
            return self._at(place)
        fact = self.look_ups.fact(question, document)
        if fact and not (fact.name == "title" and anaphora.asks_name_of_what_has_one(question, conversation)):
            return _of_documents(fact, cited)
        section = sections.listed(question, self._sections)
        if section:
            return Pointed(section.clauses, section=section)
        part = sections.part(question, self._sections)
        if part:
            return Pointed(part.clauses, about=question if len(part.clauses) <= MOST_POINTS else None, section=part)
        placed = sections.nth(question, self._sections)
        if placed:
            return Pointed((placed,))
        return self._tasks(self.look_ups.tasks(question))

    def _tasks(self, each: Sequence[Tasks]) -> Pointed | None:
        """The clauses of each unit; that there are none is told of all of them together."""
        if not each:
            return None
        having = tuple(tasks for tasks in each if tasks.clauses)
        clauses = tuple(dict.fromkeys(clause for tasks in having for clause in tasks.clauses))
        fields = (("unit", "、".join(tasks.unit for tasks in each)), ("role", each[0].role))
        return Pointed(clauses, tasks=having, nothing="" if having else "no_tasks", fields=fields)

    @cached_property
    def _sections(self) -> list[Section]:
        return [] if self.index.is_large else sections.sections(self.index.clauses)

    def _at(self, place: Place) -> Pointed:
        documents = list({clause.document.id: clause.document for clause in place.clauses}.values())
        if not documents:
            return Pointed(nothing="no_place", fields=(("place", place.said),))
        if len(documents) > MOST_DOCUMENTS:
            return Pointed(choices=tuple(documents[:MOST_CHOICES]))
        return Pointed(place.clauses, about=place.rest or None)

    def _into_conversation(self, question: str, conversation: Conversation, cited: list[Clause]) -> Pointed | None:
        if not cited:
            return None
        number = anaphora.number(question)
        if number:
            place = self.look_ups.place(f"第{number}条", cited[0].document.id)
            return self._at(place) if place and place.clauses else None
        distance = anaphora.step(question)
        if distance is not None:
            neighbour = self.index.neighbour(cited[0], distance)
            step = (("step", STEPS[distance]),)
            return Pointed((neighbour,)) if neighbour else Pointed(nothing="no_step", fields=step)
        if anaphora.wants_more(question) and conversation.question:
            return self._more(conversation, anaphora.more_of(question))
        spoken_of = conversation.question + cited[0].text
        which = anaphora.asks_who_of(question)
        if which is not None:
            clause = cited[which if which < len(cited) else 0]
            return Pointed(
                (clause,), about=f"{clause.title or clause.text[:SUBJECT]}，{anaphora.WHO}", is_understood=True
            )
        if anaphora.asks_who(question, spoken_of) or self._asks_of_a_unit(question):
            about = f"{conversation.question or cited[0].title}，{anaphora.WHO}"
            return Pointed((cited[0],), about=about, is_understood=True)
        which = anaphora.ordinal(question)
        if which is not None:
            return Pointed((cited[which if which < len(cited) else 0],))
        return None

    def _asks_of_a_unit(self, question: str) -> bool:
        """Whether it is asked if a unit takes part, and nothing else."""
        return self.look_ups.is_unit(anaphora.who_takes_part(question))

    def _more(self, conversation: Conversation, of: str) -> Pointed | None:
        """The next clause on the subject that was not shown yet, if it is anywhere near.

        :param of: of what more is wanted, where that was said; what then has no fresh clause must be searched for.
        """
        about = f"{of}，{conversation.question}" if needs.asked(of) else conversation.whole
        hits = self.index.search(about, DEEP)
        fresh = [hit for hit in hits if hit.clause.id not in conversation.shown]
        near = [hit.clause for hit in fresh if hit.score >= LIKE * hits[0].score]
        if not near:
            return None if of else Pointed(nothing="nothing_more")
        return Pointed((near[0],), about=about, is_understood=True)


def _of_documents(fact: Fact, cited: list[Clause]) -> Pointed:
    """A fact about few documents, or which of many is meant."""
    many = len(fact.documents) > MOST_DOCUMENTS
    return Pointed(choices=fact.documents[:MOST_CHOICES]) if many else Pointed(tuple(cited), fact=fact)
