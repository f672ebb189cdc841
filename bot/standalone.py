"""A question that stands alone → ``Answer``: one question back, a refusal, or what the clauses found say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index import Hit, Index

from . import clarifying, conditions, groups, recipients, ventures
from .answers import Answer, Citation, Status
from .composing import Composer
from .conversations import Answered, Conversation
from .exclusions import besides, without_exclusion
from .groups import denied_in
from .intents import OPENER
from .lacking import Lacking
from .pointers import DEEP
from .questions import Question, printed
from .quoting import LOOKED_AT, Quoter
from .refusals import Refusals
from .searching import CERTAIN, Search, Searcher
from .subjects import own_first, subject_first

SPOKEN_OF = 6.0  # above it words of a venture are surely of a clause


class Standalone:
    """Answers, from one index, questions that need no conversation."""

    def __init__(self, index: Index, searcher: Searcher, quote: Quoter, refusals: Refusals, compose: Composer) -> None:
        self._index, self._searcher, self._quote = index, searcher, quote
        self._refusals, self._compose, self._lacking = refusals, compose, Lacking(index, searcher)

    def answered(self, asked: Question, search: Search, before: Conversation, intent: str, goes_on: bool) -> Answered:
        """Answer a question, or what who tells what they mean to start would ask.

        :param goes_on: whether it may go on about what was cited before in the conversation.
        """
        would_ask = self._would_ask(asked, search, before)
        if not would_ask:
            return self._answered(asked, search, before, intent, goes_on)
        asked, search = replace(asked, text=would_ask), self._searcher.search(would_ask, DEEP)
        answer, after = self._answered(asked, search, before, intent, goes_on)
        return replace(answer, understood=printed(would_ask)), after

    def _answered(self, asked: Question, search: Search, before: Conversation, intent: str, goes_on: bool) -> Answered:
        wanted, search = self._sought(asked, search)
        is_open = self._is_open(asked, wanted, search, intent)
        choices = clarifying.choices(search.found.hits, asked.day) if is_open else ()
        if choices and asked.audience is None and not search.is_elsewhere:
            return self._asked_back(asked, choices), about(asked, (), before)
        refused = self._refusals.of(search, self._compose, goes_on) or self._refusals.unwritten(
            asked.text, self._compose
        )
        if refused:
            starts = refused.status is not Status.OUT_OF_SCOPE and not before.question
            return refused, about(asked, (), before) if starts else before
        hits = clarifying.people_first(search.found.hits) if is_open else besides(asked.text, search.found.hits)
        wanted = wanted.saying(without_exclusion(wanted.text))
        ordered = subject_first(
            wanted.text, own_first(wanted.text, hits), lambda text: self._searcher.search(text, LOOKED_AT)
        )
        citations = self._for_who_asks(wanted, ordered, search, asked.text)
        told = asked.saying(without_exclusion(asked.text))
        assumed = self._lacking.supposed(told.text, search, ordered[0].clause, citations)
        answer = self._compose.cited(told, citations, assumed)
        return answer, about(asked, citations, before)

    def _would_ask(self, asked: Question, search: Search, before: Conversation) -> str:
        """The question of who tells what they are or mean to start and asks for nothing, where no clause is surely meant."""
        if self._index.is_phrasing(asked.text) or _is_surely(search):
            return ""
        own = ventures.told(asked.text)
        if not own:
            return ventures.question_for(asked.text)
        there = "".join(place.text for place in search.places if place.text in own) if search.is_elsewhere else ""
        return there + ventures.question(asked.text, groups.named(asked.audience or before.audience))

    def _sought(self, asked: Question, search: Search) -> tuple[Question, Search]:
        """What a question is about, where it asks whether somebody counts: the condition itself is seldom written."""
        whether = conditions.asked_whether(asked.text)
        best = search.found.hits[0].clause.text if search.is_known else ""
        if not whether or any(condition.stated.search(best) for condition in whether):
            return asked, search
        text = conditions.sought(asked.text, asked.audience)
        found = self._searcher.search(text, DEEP)
        if self._refusals.status(found) and not self._refusals.status(search):
            return asked, search
        return replace(asked, text=text), found

    def _is_open(self, asked: Question, wanted: Question, search: Search, intent: str) -> bool:
        """Whether so little was said that one would ask back, and no condition asked about is written."""
        says_nothing = intent == OPENER and not search.is_certain and groups.group_in(wanted.text) is None
        if not (clarifying.is_open(wanted.text) or wanted.text == conditions.FOR_ALL or says_nothing):
            return False
        return not self._quote.stating(asked.text, [hit.clause for hit in search.found.hits], search.found.query)

    def _for_who_asks(self, wanted: Question, hits: Sequence[Hit], search: Search, text: str) -> list[Citation]:
        """Quote the clauses found, none for other people alone where one found speaks of who asks.

        Where none does, who the people are was not what mattered, unless the question denies to be one of them.
        """
        cited = self._quote.citations(wanted, hits, search.found.query, text)
        meant = recipients.asking(wanted.text, wanted.audience)
        others = {
            one.clause.id for one in cited if recipients.is_for_others(wanted.text, meant, one.clause, one.quotes)
        }
        if others and cited[0].clause.id in others:
            left = [hit for hit in hits[:LOOKED_AT] if hit.clause.id not in others]
            own = [hit for hit in left if recipients.are_written_in(meant, hit.clause)]
            if not own:
                return [] if denied_in(wanted.text) else cited
            cited = self._quote.citations(wanted, own, search.found.query, text)
        kept = [one for one in cited if one.clause.id not in others]
        return [replace(one, mark=mark) for mark, one in enumerate(kept, 1)]

    def _asked_back(self, asked: Question, choices: Sequence[str]) -> Answer:
        """Ask for whom a question is."""
        replies = self._compose.replies
        texts = [replies.phrase("choice", audience=name, question=asked.text) for name in choices]
        return self._compose.clarify(replies.reply("clarify"), texts)


def about(asked: Question, citations: Sequence[Citation], before: Conversation) -> Conversation:
    """The conversation after a question that stands alone."""
    spoken = groups.group_in(asked.text)
    told = before.about(asked.text, "", spoken.name if spoken else asked.audience)
    return told.after([citation.clause for citation in citations])


def _is_surely(search: Search) -> bool:
    """Whether the words of a venture are surely of a clause, or find the one of whom they speak."""
    spoken, hits = groups.group_in(search.text), search.found.hits
    if not search.is_known:
        return False
    is_theirs = bool(hits) and spoken is not None and spoken.is_named_in(hits[0].clause)
    return is_theirs or search.score >= (CERTAIN if spoken else SPOKEN_OF)
