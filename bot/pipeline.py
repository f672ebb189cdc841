"""``Bot.answer``: the whole path of a question, top to bottom."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from index import Hit, Index

from . import (
    audiences,
    comparison,
    conditions,
    contacts,
    groups,
    handling,
    needs,
    particulars,
    premises,
    units,
    ventures,
    years,
)
from .answers import Answer, Notice, Status
from .asking import pieces
from .belonging import LEAST, belonging
from .comparison import Comparison, Table
from .composing import Composer
from .conversations import Answered, Conversation, Conversations
from .cues import anew, corrected
from .exclusions import without_exclusion
from .follow_ups import MEN, asks_of_men
from .following import Following
from .greetings import is_greeting, without_courtesy
from .input_method import InputMethod
from .intents import NEWER, ORIGINAL, PROCEDURE, SIMPLER, VALIDITY, Intents, names_what_counts
from .personal import has_personal_data
from .pointers import DEEP, Pointers
from .pointing import Pointing
from .questions import Question, problem
from .quoting import Quoter
from .refusals import Refusals
from .replies import Replies
from .scope import closeness
from .searching import Search, Searcher, for_audience
from .standalone import Standalone, about
from .suggestions import Suggestions
from .typeahead import Typeahead
from .words import Words

MOST_IN_CELL = 6
MOST_FOR_EVERYONE = 2
PLAIN = 0.3  # likeness to one intent alone, of what surely finds a clause
FAR, SHORT = -7.0, 6  # closeness below which a text is of another thing's file or date; characters that cannot tell
_STARTS_ANEW = re.compile("[开办做搞建租]一?[个家间]新的")
EDITABLE = (
    particulars.particulars, conditions.conditions, needs.all_needs, needs.supports, contacts.counterparts, audiences.audiences, groups.groups,
    units.short_names, premises.patterns, ventures.ventures,
)  # fmt: skip


class Bot:
    """Answers questions from one index; what a conversation is about travels with the client."""

    def __init__(
        self,
        index: Index,
        replies: Replies | None = None,
        secret: str | bytes | None = None,
        kept: Path | None = None,
    ) -> None:
        """Make what answers.

        :param secret: signs conversations; by default one that ends with this process.
        :param kept: the folder where what is learnt from examples is kept for the next start; by default it is not.
        """
        for read in EDITABLE:
            read()  # so that a file edited badly is told at the start, not at the first question
        self.index = index
        self.replies = replies or Replies.read()
        self.words = Words(index)
        self.input_method = InputMethod(self.words)
        self.comparison = Comparison(index)
        self._conversations = Conversations(secret)
        self._pointers = Pointers(index)
        self._intents = Intents(index.encoder, kept=kept)
        self._searcher = Searcher(index)
        self._quote = Quoter(index, self._searcher)
        self._refusals = Refusals(index, self._searcher)
        quiet = copy.copy(self)  # what is suggested is tried first, without suggestions of its own
        quiet._compose_with()
        self.suggestions = Suggestions(index, quiet.answer)
        self.typeahead = Typeahead(index, self.suggestions.is_whole)
        self._compose_with(self.suggestions)

    def _compose_with(self, suggestions: Suggestions | None = None) -> None:
        """Build all that composes answers."""
        self._compose = Composer(self.replies, self.index.generation, suggestions)
        deciding = (self.index, self._searcher, self._quote, self._refusals, self._compose)
        self._standalone, self._following = Standalone(*deciding), Following(*deciding)
        self._pointing = Pointing(self.index, self._pointers, self._quote, self._compose)

    def answer(self, question: Question) -> Answer:
        """Answer one question; refusing is a status, never an exception."""
        asked = question.cleaned()
        before = self._conversations.opened(asked.conversation, self.index)
        answer, after = self._answered(asked, before)
        return replace(answer, conversation=self._conversations.token(after, self.index))

    def learn(self) -> None:
        """Learn from examples now what the first question that needs it would wait for."""
        self._intents.learn()

    def hits(self, question: Question, k: int) -> list[Hit]:
        """What is retrieved for a question, before anything is decided."""
        return for_audience(self._read(question, k).found.hits, question.audience)

    def signals(self, question: Question) -> dict[str, float]:
        """What the decision to answer a question rests on, by name."""
        return self._read(question, 1).signals

    def compare(
        self, day: date, names: Sequence[str] = (), needs: Sequence[str] = (), documents: Sequence[str] = ()
    ) -> tuple[Table, tuple[Notice, ...]]:
        """Set audiences side by side on needs, with what must be read before; empty choices mean all."""
        some = {} if needs else {"most": MOST_IN_CELL, "most_for_everyone": MOST_FOR_EVERYONE}
        table = self.comparison.table(day, names, needs, documents, **some)
        return table, self._compose.notices.cited(table.citations)

    def _read(self, question: Question, k: int) -> Search:
        reading = self.words.read(question.cleaned().text)
        return self._searcher.search(reading.text, k, reading.terms)

    def _answered(self, asked: Question, before: Conversation) -> Answered:
        """Answer within a conversation, and tell what it is about then; a refusal leaves it as it was."""
        wrong = problem(asked)
        if wrong:
            return self._compose.plain(Status.INVALID, problem=self.replies.problems[wrong]), before
        if has_personal_data(asked.text):
            return self._compose.plain(Status.PERSONAL_DATA), before
        reading = self.words.read(asked.text)
        if before.question:
            reading = reading.going_on()
        answer, after = self._understood(asked.saying(reading.text), reading.terms, before)
        return self._compose.as_read(reading, answer), after

    def _understood(self, asked: Question, also: Sequence[str], before: Conversation) -> Answered:
        """Answer a question as it was meant: it goes on, points, compares, or must be searched for."""
        if is_greeting(asked.text):
            return self._compose.chat(self._intents.of(asked.text)) or self._compose.plain(Status.GREETING), before
        asked = asked.saying(without_courtesy(asked.text))
        fresh = anew(asked.text)
        if fresh:
            return self._understood(replace(asked, text=fresh), also, Conversation())
        answered = (
            self._following.rest(asked, before)
            or self._pointing.answered(asked, before)
            or self._compared(asked, before)
        )
        if answered:
            return answered
        if before.question:
            asked = replace(asked, text=corrected(asked.text))
        if asks_of_men(asked.text, before):
            return self._compose.no_group(MEN), before
        return self._searched(asked, also, before)

    def _compared(self, asked: Question, before: Conversation) -> Answered | None:
        """Set audiences side by side, when the question wants that; one quote of each when all is asked."""
        wanted = comparison.asked(without_exclusion(asked.text))
        if wanted is None:
            return None
        most, for_everyone = (MOST_IN_CELL, MOST_FOR_EVERYONE) if wanted.needs else (1, 0)
        table = self.comparison.table(
            asked.day, wanted.audiences, wanted.needs, most=most, most_for_everyone=for_everyone
        )
        if not table.citations:
            return None
        return self._compose.compared(asked, table), about(asked, table.citations, before)

    def _searched(self, asked: Question, also: Sequence[str], before: Conversation) -> Answered:
        """Answer from what is found: for no clause at all, completed by the conversation, or alone."""
        text = groups.without_denied(asked.text) if before.question else asked.text
        alone = self._searcher.search(text, DEEP, also)
        intent = self._intent(asked.text, alone)
        meant = self._meant(intent, asked, before)
        if meant:
            return meant
        is_offered = not before.cited and self.index.is_phrasing(asked.text)  # to who was refused, of another place say
        likeness = self._like_handling(alone) if before.cited else 0.0
        odds = belonging(text, alone, before, likeness)
        follow_up = None if is_offered else self._following.follow_up(asked.text, before, alone, odds)
        if follow_up:
            return self._following.answered(asked, follow_up, alone, before)
        return self._standalone.answered(asked, alone, before, intent, odds >= LEAST)

    def _like_handling(self, search: Search) -> float:
        """How like a text is, in whatever words, to asking how something is handled: 要签协议吗."""
        query = search.found.query
        return self._intents.likeness(PROCEDURE, query.vector) if query else 0.0

    def _intent(self, text: str, search: Search) -> str:
        """What is meant that is no question for a clause, nor about another place; what a clerk wrote as a way to ask is one.

        Where a clause surely speaks of it, the intent must be plain. Whether an old note of debt still counts is nothing about a document; nor is where a telephone keeps its files.
        """
        query = search.found.query
        if query is None or search.is_elsewhere or self.index.is_phrasing(text) or conditions.asked_whether(text):
            return ""
        intent = self._intents.of(text, query.vector, PLAIN if search.is_certain else 0.0)
        is_far = len(text) > SHORT and closeness(search.found.evidence) < FAR
        is_other = {
            VALIDITY: _is_of_another_thing(text),
            ORIGINAL: is_far,
            NEWER: is_far or _STARTS_ANEW.search(text) is not None,
        }.get(intent, False)
        is_own_plan = intent in (VALIDITY, NEWER) and search.is_known and _tells_of_somebody_alone(text)
        return "" if is_other or is_own_plan else intent

    def _meant(self, intent: str, asked: Question, before: Conversation) -> Answered | None:
        """Answer what no clause answers: whether the policy still counts, a person to talk to."""
        cited = self.index.clause(before.cited[0]) if before.cited else None
        if years.is_bare(asked.text) and years.sets_target(cited):  # asks for the figure, not whether it still counts
            return None
        answered = self._pointing.about_document(intent, asked, before)
        if answered:
            return answered
        if groups.group_in(asked.text) or (before.question and intent in (PROCEDURE, SIMPLER)):
            return None
        said = self._compose.chat(intent)
        return (said, before) if said else None


def _tells_of_somebody_alone(text: str) -> bool:
    """Whether a text speaks of people and of nothing that may still count: 今年回老家不走了，政府有啥支持没."""
    return groups.group_in(text) is not None and not names_what_counts(text)


def _is_of_another_thing(text: str) -> bool:
    """Whether a text asks whether something counts that is seldom a policy; 过期了吧 alone names none."""
    return any(premises.is_other_matter(piece) and not handling.is_all(piece) for piece in pieces(text))
