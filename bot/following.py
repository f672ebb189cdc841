"""A question that the conversation completes → ``Answer``: more of the clause cited, a detail of it, or another clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index import Hit, Index

from . import conditions, cues, handling, needs, particulars, premises
from .anaphora import goes_on, more_of
from .answers import Answer, Citation, Status
from .belonging import LEAST, SURE
from .breadth import is_broad
from .composing import Composer
from .conversations import Answered, Conversation
from .follow_ups import FollowUp, completed, of_the_clause
from .gazetteer import Mention
from .lacking import Lacking
from .pointers import DEEP
from .questions import Question, printed
from .quoting import Quoter
from .refusals import Refusals
from .reranking import together
from .searching import Search, Searcher

FITTING = 3


class Following:
    """Answers, from one index, follow-ups within a conversation."""

    def __init__(self, index: Index, searcher: Searcher, quote: Quoter, refusals: Refusals, compose: Composer) -> None:
        self._index, self._searcher, self._quote = index, searcher, quote
        self._refusals, self._compose, self._lacking = refusals, compose, Lacking(index, searcher)

    def rest(self, asked: Question, before: Conversation) -> Answered | None:
        """Answer what else the one clause says that was cited, before another is: 还有吗 after a narrow answer."""
        clause = self._index.clause(before.cited[0]) if len(before.cited) == 1 and not before.is_told else None
        if clause is None or not goes_on(asked.text) or is_broad(before.whole):
            return None
        query, of = self._index.find(before.whole, 1).query, more_of(asked.text)
        rest = self._quote.rest_of(clause, replace(asked, text=before.whole), query)
        wanted, said = needs.asked(of), "".join(quote for citation in rest for quote in citation.quotes)
        if not rest or (of and not (wanted and all(need.told.search(said) for need in wanted))):
            return None
        answer = self._compose.cited(replace(asked, text=""), rest)
        return replace(answer, understood=printed(before.whole)), replace(before, is_told=True)

    def follow_up(self, text: str, before: Conversation, alone: Search, odds: float) -> FollowUp | None:
        """What the conversation completes, or what is of the clause cited since it surely belongs to it or is no question by itself.

        :param odds: how surely the text goes on about the clause cited, for the same people and in the same place.
        """
        cited = self._index.clause(before.cited[0]) if before.cited else None
        follow_up = completed(text, before, cited, alone.found, self._searcher.regions.asked)
        if follow_up and before.cited and not (odds >= LEAST or follow_up.audience or follow_up.is_moved):
            return None
        if follow_up and self._is_of_it(text, follow_up, before):
            return replace(follow_up, is_marked=cues.is_marked(text))
        if alone.is_known or alone.places:
            return None
        is_sure = odds >= SURE and not (alone.is_near or alone.is_doubtful)  # else another clause nearly answers it
        return of_the_clause(text, before, alone.found, is_sure=is_sure)

    def _is_of_it(self, text: str, follow_up: FollowUp, before: Conversation) -> bool:
        """Whether a follow-up holds no matter that neither the conversation nor the clause cited mentions."""
        if handling.is_all(follow_up.text):
            return True
        said = conditions.without(particulars.without(follow_up.text))
        clause = self._index.clause(before.cited[0]) if before.cited else None
        if follow_up.audience:
            said = follow_up.audience.said.sub("", said)
        unmet = self._searcher.unmet(said, clause) if clause else premises.unmet(said, "")
        return all(matter in before.whole for matter in unmet.matters)

    def answered(self, asked: Question, follow_up: FollowUp, alone: Search, before: Conversation) -> Answered:
        """Answer a follow-up; a detail or a refusal leaves the conversation as it was."""
        full = self._searcher.search(follow_up.full, DEEP)
        if follow_up.is_detail:
            of_whom = replace(asked, text=follow_up.text, audience=asked.audience or before.audience)
            answer, after = self._detail(of_whom, follow_up, alone, full, before), before
        else:
            hits = together(follow_up, alone.found, full.found)
            refused = self._refused(follow_up, hits, alone, full)
            answer, after = (refused, before) if refused else self._cited(asked, follow_up, hits, alone, full, before)
        return replace(answer, understood=printed(follow_up.full)), after

    def _detail(
        self, asked: Question, follow_up: FollowUp, alone: Search, full: Search, before: Conversation
    ) -> Answer:
        """Answer from the clause cited what is asked of it, and tell what it leaves open."""
        if follow_up.is_foreign:
            return self._compose.plain(Status.NO_CLAUSE)
        clause = self._index.clause(before.cited[0])
        if conditions.asked_whether(asked.text):
            quoted = self._quote.whether(asked, before, full)
        else:
            quoted = self._quote.quoted_from([clause] if clause else [], asked, full.found.query)
        return self._compose.cited(asked, quoted, self._lacking.supposed_later(follow_up, alone, quoted))

    def _refused(self, follow_up: FollowUp, hits: Sequence[Hit], alone: Search, full: Search) -> Answer | None:
        """Refuse what no clause answers, or none for whom it is asked."""
        is_answered_of_it = bool(follow_up.conversation.cited) and not alone.places
        is_here = alone.is_known and alone.places and not alone.is_elsewhere
        is_elsewhere = full.is_elsewhere and not (is_answered_of_it or is_here)
        refused = self._refusals.of(full, self._compose) if is_elsewhere or not alone.is_known else None
        group = follow_up.audience
        if refused or group is None or any(group.is_written_in(hit.clause) for hit in hits[:FITTING]):
            return refused
        return self._compose.plain(Status.NO_CLAUSE)

    def _cited(
        self,
        asked: Question,
        follow_up: FollowUp,
        hits: Sequence[Hit],
        alone: Search,
        full: Search,
        before: Conversation,
    ) -> Answered:
        """Answer from the clauses found for the words and the conversation together."""
        group, told = follow_up.audience, follow_up.conversation
        asked = replace(asked, text=follow_up.quoted_for, audience=None if group else asked.audience or before.audience)
        query = (full if asked.text == follow_up.full else alone).found.query
        citations = self._quote.citations(asked, hits, query, asked.text)
        if follow_up.is_moved and self._is_of_the_town_before(before, full, citations[:1]):
            return self._compose.plain(Status.NO_CLAUSE), before
        wants = (
            replace(asked, text=follow_up.text) if needs.asked(follow_up.text) else asked
        )  # not what was asked before
        answer = self._compose.cited(wants, citations, self._lacking.supposed_later(follow_up, alone, citations))
        after = before.about(told.question, told.turn, group.name if group else before.audience)
        return answer, after.after([citation.clause for citation in citations])

    def _is_of_the_town_before(self, before: Conversation, full: Search, citations: Sequence[Citation]) -> bool:
        """Whether what is quoted names the town asked about before, and not the one asked about now."""
        regions = self._searcher.regions
        old, new = self._towns(regions.asked(before.whole)), self._towns(full.places)
        if not (old and new and citations):
            return False
        quoted = replace(citations[0].clause, text="".join(citations[0].quotes))
        return regions.named_in(quoted, old) and not regions.named_in(quoted, new)

    def _towns(self, places: Sequence[Mention]) -> list[Mention]:
        """The places that are not as a whole a document's region."""
        names = self._searcher.regions.names
        return [place for place in places if not any(region.name in names for region in place.regions)]
