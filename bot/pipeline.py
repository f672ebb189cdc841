"""``Bot.answer``: the whole path of a question, top to bottom."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index import Hit, Index

from . import (
    audiences,
    clarifying,
    comparison,
    conditions,
    contacts,
    groups,
    needs,
    particulars,
    premises,
    units,
    ventures,
)
from .answers import Answer, Citation, Notice, Status
from .breadth import is_broad
from .comparison import Comparison, Table
from .composing import Composer
from .conversations import Conversation, Conversations
from .exclusions import besides, without_exclusion
from .follow_ups import (
    MEN,
    FollowUp,
    anew,
    asks_of_men,
    beside_particulars,
    completed,
    corrected,
    goes_on,
    more_of,
)
from .greetings import is_greeting, without_courtesy
from .in_charge import asks_unit
from .input_method import InputMethod
from .intents import OPENER, PROCEDURE, SIMPLER, Intents
from .personal import has_personal_data
from .pointers import DEEP, Pointed, Pointers
from .questions import Question, printed, problem
from .quoting import LOOKED_AT, Quoter, with_words
from .refusals import Refusals
from .replies import Replies
from .reranking import together
from .searching import CERTAIN, Search, Searcher, for_audience
from .subjects import subject_first
from .suggestions import Suggestions
from .typeahead import Typeahead
from .words import Words

MOST_IN_CELL = 6
MOST_FOR_EVERYONE = 2
FITTING = 3
SPOKEN_OF = 6.0  # above it words of a venture are surely of a clause
EDITABLE = (
    particulars.particulars, conditions.conditions, needs.all_needs, contacts.counterparts, audiences.audiences, groups.groups,
    units.short_names, premises.patterns, ventures.ventures,
)  # fmt: skip

Answered = tuple[Answer, Conversation]


class Bot:
    """Answers questions from one index; what a conversation is about travels with the client."""

    def __init__(self, index: Index, replies: Replies | None = None, secret: str | bytes | None = None) -> None:
        """:param secret: signs conversations; by default one that ends with this process."""
        for read in EDITABLE:
            read()  # so that a file edited badly is told at the start, not at the first question
        self.index = index
        self.replies = replies or Replies.read()
        self.words = Words(index)
        self.input_method = InputMethod(self.words)
        self.comparison = Comparison(index)
        self._conversations = Conversations(secret)
        self._pointers = Pointers(index)
        self._intents = Intents(index.encoder)
        self._searcher = Searcher(index)
        self._quote = Quoter(index, self._searcher)
        self._refusals = Refusals(index, self._searcher)
        self._compose = Composer(self.replies, index.generation)
        quiet = copy.copy(self)  # what is suggested is tried first, without suggestions of its own
        self.suggestions = Suggestions(index, quiet.answer)
        self.typeahead = Typeahead(index, self.suggestions.is_whole)
        self._compose = Composer(self.replies, index.generation, self.suggestions)

    def answer(self, question: Question) -> Answer:
        """Answer one question; refusing is a status, never an exception."""
        asked = question.cleaned()
        before = self._conversations.opened(asked.conversation, self.index)
        answer, after = self._answered(asked, before)
        return replace(answer, conversation=self._conversations.token(after, self.index))

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
        return table, self._compose.notices(table.citations)

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
        """Answer a question as it was meant: it points, compares, follows up or stands alone."""
        if is_greeting(asked.text):
            return self._compose.chat(self._intents.of(asked.text)) or self._compose.plain(Status.GREETING), before
        asked = asked.saying(without_courtesy(asked.text))
        fresh = anew(asked.text)
        if fresh:
            return self._understood(replace(asked, text=fresh), also, Conversation())
        rest = self._rest(asked, before)
        if rest:
            return rest
        pointed = self._pointers.pointed(asked.text, before)
        if pointed:
            return self._pointed(asked, pointed), pointed.within(before)
        table = self._table(asked)
        if table:
            return self._compose.compared(asked, table), _about(asked, table.citations, before)
        if before.question:
            asked = replace(asked, text=corrected(asked.text))
        if asks_of_men(asked.text, before):
            return self._compose.no_group(MEN), before
        text = groups.without_denied(asked.text) if before.question else asked.text
        alone = self._searcher.search(text, DEEP, also)
        intent = self._intent(asked.text, alone)
        meant = self._meant(intent, asked, before)
        if meant:
            return meant
        is_offered = not before.cited and self.index.is_phrasing(asked.text)  # to who was refused, of another place say
        follow_up = self._completed(asked.text, before, alone)
        if follow_up and not is_offered:
            return self._followed(asked, follow_up, alone, before)
        meant_to_ask = self._would_ask(asked, alone, before)
        if meant_to_ask:
            asked, alone = replace(asked, text=meant_to_ask), self._searcher.search(meant_to_ask, DEEP)
        answer, after = self._stood_alone(asked, alone, before, intent)
        return (replace(answer, understood=printed(meant_to_ask)) if meant_to_ask else answer), after

    def _rest(self, asked: Question, before: Conversation) -> Answered | None:
        """What else the one clause says that was cited, before another is: 还有吗 after a narrow answer."""
        clause = self.index.clause(before.cited[0]) if len(before.cited) == 1 and not before.is_told else None
        if clause is None or not goes_on(asked.text) or is_broad(before.whole):
            return None
        query, of = self.index.find(before.whole, 1).query, more_of(asked.text)
        rest = self._quote.rest_of(clause, replace(asked, text=before.whole), query)
        wanted, said = needs.asked(of), "".join(quote for citation in rest for quote in citation.quotes)
        if not rest or (of and not (wanted and all(need.told.search(said) for need in wanted))):
            return None
        answer = self._compose.cited(replace(asked, text=""), rest)
        return replace(answer, understood=printed(before.whole)), replace(before, is_told=True)

    def _completed(self, text: str, before: Conversation, alone: Search) -> FollowUp | None:
        """What the conversation completes, unless it holds a matter that neither that nor the clause cited mentions."""
        follow_up = completed(text, before, alone.found, self._searcher.regions.asked)
        if follow_up is None:
            return None
        said, clause = beside_particulars(text), self.index.clause(before.cited[0]) if before.cited else None
        if follow_up.audience:
            said = follow_up.audience.said.sub("", said)
        unmet = self._searcher.unmet(said, clause) if clause else premises.unmet(said, "")
        return follow_up if all(matter in before.whole for matter in unmet.matters) else None

    def _meant(self, intent: str, asked: Question, before: Conversation) -> Answered | None:
        """Answer what no clause answers: whether the policy still counts, a person to talk to."""
        pointed = self._pointers.about_document(intent, asked.text, before)
        if pointed:
            return self._pointed(asked, pointed), pointed.within(before)
        if groups.group_in(asked.text) or (before.question and intent in (PROCEDURE, SIMPLER)):
            return None
        said = self._compose.chat(intent)
        return (said, before) if said else None

    def _intent(self, text: str, search: Search) -> str:
        """What is meant that is no question for a clause, nor about another place; what a clerk wrote as a way to ask is one."""
        query = search.found.query
        if query is None or search.is_elsewhere or self.index.is_phrasing(text) or conditions.asked_whether(text):
            return ""
        return self._intents.of(text, query.vector)

    def _table(self, asked: Question) -> Table | None:
        """Audiences side by side, when the question wants that; one quote of each when all is asked."""
        wanted = comparison.asked(without_exclusion(asked.text))
        if wanted is None:
            return None
        most, for_everyone = (MOST_IN_CELL, MOST_FOR_EVERYONE) if wanted.needs else (1, 0)
        table = self.comparison.table(
            asked.day, wanted.audiences, wanted.needs, most=most, most_for_everyone=for_everyone
        )
        return table if table.citations else None

    def _stood_alone(self, asked: Question, search: Search, before: Conversation, intent: str) -> Answered:
        """Answer a question that needs no conversation."""
        wanted, search = self._sought(asked, search)
        is_open = self._is_open(wanted.text, search, intent) and not self._quote.stating(
            asked.text, [hit.clause for hit in search.found.hits], search.found.query
        )
        choices = clarifying.choices(search.found.hits, asked.day) if is_open else ()
        if choices and asked.audience is None and not search.is_elsewhere:
            texts = [self.replies.phrase("choice", audience=name, question=asked.text) for name in choices]
            return self._compose.clarify(self.replies.reply("clarify"), texts), _about(asked, (), before)
        refused = self._refusals.of(search, self._compose) or self._refusals.unwritten(asked.text, self._compose)
        if refused:
            starts = refused.status is not Status.OUT_OF_SCOPE and not before.question
            return refused, _about(asked, (), before) if starts else before
        hits = clarifying.people_first(search.found.hits) if is_open else besides(asked.text, search.found.hits)
        wanted = wanted.saying(without_exclusion(wanted.text))
        hits = subject_first(wanted.text, hits, lambda text: self._searcher.search(text, LOOKED_AT))
        citations = self._quote.citations(wanted, hits, search.found.query, asked.text)
        told = asked.saying(without_exclusion(asked.text))
        answer = self._compose.cited(told, citations, _assumed(search))
        return answer, _about(asked, citations, before)

    def _would_ask(self, asked: Question, alone: Search, before: Conversation) -> str:
        """The question of who tells what they are or mean to start and asks for nothing, where no clause is surely meant."""
        if self.index.is_phrasing(asked.text) or self._is_surely(alone):
            return ""
        own = ventures.told(asked.text)
        if not own:
            return ventures.question_for(asked.text)
        there = "".join(place.text for place in alone.places if place.text in own) if alone.is_elsewhere else ""
        return there + ventures.question(asked.text, groups.named(asked.audience or before.audience))

    def _is_surely(self, alone: Search) -> bool:
        """Whether the words of a venture are surely of a clause, or find the one of whom they speak."""
        spoken, hits = groups.group_in(alone.text), alone.found.hits
        if not alone.is_known:
            return False
        is_theirs = bool(hits) and spoken is not None and spoken.is_named_in(hits[0].clause)
        return is_theirs or alone.score >= (CERTAIN if spoken else SPOKEN_OF)

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

    def _is_open(self, text: str, search: Search, intent: str) -> bool:
        """Whether so little was said that one would ask back."""
        says_nothing = intent == OPENER and not search.is_certain and groups.group_in(text) is None
        return clarifying.is_open(text) or text == conditions.FOR_ALL or says_nothing

    def _followed(self, asked: Question, follow_up: FollowUp, alone: Search, before: Conversation) -> Answered:
        """Answer a question that the conversation completes."""
        full = self._searcher.search(follow_up.full, DEEP)
        if follow_up.is_detail:
            clause = self.index.clause(before.cited[0])
            asked = replace(asked, text=follow_up.text)
            if conditions.asked_whether(asked.text):
                quoted = self._quote.whether(asked, before, full)
            else:
                quoted = self._quote.quoted_from([clause] if clause else [], asked, full.found.query)
            lacking = self._lacking(asked.text, quoted)
            if follow_up.is_strange and not (lacking or particulars.asked(asked.text)):
                lacking = (f"“{printed(asked.text)}”",)
            answer = self._compose.cited(asked, quoted, lacking)
            return replace(answer, understood=printed(follow_up.full)), before
        hits, group = together(follow_up, alone.found, full.found), follow_up.audience
        refused = self._refusals.of(full, self._compose) if full.is_elsewhere or not alone.is_known else None
        if refused is None and group and not any(group.is_written_in(hit.clause) for hit in hits[:FITTING]):
            refused = self._compose.plain(Status.NO_CLAUSE)
        if refused:
            return replace(refused, understood=printed(follow_up.full)), before
        asked = replace(asked, text=follow_up.quoted_for, audience=None if group else asked.audience or before.audience)
        query = (full if asked.text == follow_up.full else alone).found.query
        citations = self._quote.citations(asked, hits, query, asked.text)
        lacking = self._lacking(follow_up.text, citations)
        answer = replace(self._compose.cited(asked, citations, lacking), understood=printed(follow_up.full))
        told = follow_up.conversation
        after = before.about(told.question, told.turn, group.name if group else before.audience)
        return answer, after.after([citation.clause for citation in citations])

    def _lacking(self, text: str, citations: Sequence[Citation]) -> tuple[str, ...]:
        """What a follow-up asks to have and the clause quoted does not mention, unless it asks for a particular or a condition."""
        if not citations or particulars.asked(text) or conditions.asked_whether(text):
            return ()
        return self._searcher.unmet(text, citations[0].clause).things

    def _pointed(self, asked: Question, pointed: Pointed) -> Answer:
        """Answer what was pointed at."""
        if pointed.choices:
            names = dict.fromkeys(document.name for document in pointed.choices)
            texts = [self.replies.phrase("choice_of_document", name=name, question=asked.text) for name in names]
            return self._compose.clarify(self.replies.phrase("which_document"), texts)
        if pointed.fact:
            return self._compose.fact(pointed.fact, self._pointers.look_ups, asked.day, pointed.clauses)
        if pointed.nothing:
            return self._compose.said(Status.NO_CLAUSE, self.replies.phrase(pointed.nothing, **dict(pointed.fields)))
        titles = [(clause, clause.title or clause.text) for clause in pointed.clauses]
        if pointed.tasks:
            return self._compose.tasks(pointed.tasks, with_words(titles, asked.day))
        if pointed.section:
            return self._compose.section(pointed.section, with_words(titles, asked.day))
        if pointed.about is None:
            whole = with_words([(clause, clause.text) for clause in pointed.clauses], asked.day)
            return self._compose.cited(replace(asked, text=""), whole)
        full = replace(asked, text=pointed.about)
        query = self.index.find(pointed.about, 1).query
        told = asked if asks_unit(asked.text) else full  # 谁牵头 leaves nothing open of what was asked before
        answer = self._compose.cited(told, self._quote.quoted_from(pointed.clauses, full, query))
        return replace(answer, understood=printed(pointed.about)) if pointed.is_understood else answer


def _assumed(search: Search) -> list[str]:
    """What a question takes for granted and the clause found does not mention."""
    return [*search.unmet.figures, *search.unmet.things, *search.unmet.matters]


def _about(asked: Question, citations: Sequence[Citation], before: Conversation) -> Conversation:
    """The conversation after a question that stands alone."""
    spoken = groups.group_in(asked.text)
    about = before.about(asked.text, "", spoken.name if spoken else asked.audience)
    return about.after([citation.clause for citation in citations])
