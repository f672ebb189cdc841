"""What is found for a follow-up and what is found for its words alone → one ranking, nearer to what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index import Clause, Hit
from index.dictionary import dictionary
from index.search import Found
from index.tokens import words

from . import needs, particulars
from .follow_ups import FollowUp
from .groups import groups, named

WORD, TERM = 2, 3  # characters
BRIEF, LONG = 8, 14  # characters: up to the one both readings count alike, from the other on that of the words alone
WEIGHTS = {  # beside both scores; fitted by tests/bench/weigh_follow_ups.py
    "first": 1.1, "cited": 1.7, "cited_and_tells": 1.4, "cited_and_other": -2.2, "beside": 1.3, "next_figure": 2.9,
    "written": 4.1, "titled": 1.4, "leading": 1.6, "for_others": -1.8,
}  # fmt: skip

_ASKS_ELSE = re.compile("什么|啥|怎么|怎样|咋|如何|哪")
_OTHER = re.compile(r"[别其]的|其[他它余]|另外")


def together(follow_up: FollowUp, alone: Found, full: Found) -> list[Hit]:
    """Order clauses by both readings, of the words alone and of the question in full, and by what else speaks for each."""
    scored = [
        (hit, score + sum(WEIGHTS[name] * holds for name, holds in signals(follow_up, hit.clause, alone.hits).items()))
        for hit, score in both(follow_up.text, alone.hits, full.hits)
    ]
    ordered = sorted(scored, key=lambda one: -one[1])
    return [Hit(rank, score, hit.clause, hit.scores) for rank, (hit, score) in enumerate(ordered, 1)]


def both(text: str, alone: Sequence[Hit], full: Sequence[Hit]) -> list[tuple[Hit, float]]:
    """Every clause found, with both its scores as one; where one reading lacks it, with that reading's lowest.

    The longer the words are, a particular that they ask for aside, the less they leave to the conversation.
    """
    readings = [{hit.clause.id: hit for hit in hits} for hits in (alone, full)]
    floors = [min((hit.score for hit in hits), default=0.0) for hits in (alone, full)]
    said = len(particulars.without(text))
    own = (1 + min(max((said - BRIEF) / (LONG - BRIEF), 0.0), 1.0)) / 2

    def score(clause_id: str) -> float:
        of_words, in_full = (
            reading[clause_id].score if clause_id in reading else floor
            for reading, floor in zip(readings, floors, strict=True)
        )
        return own * of_words + (1 - own) * in_full

    return [(hit, score(clause_id)) for clause_id, hit in {**readings[0], **readings[1]}.items()]


def signals(follow_up: FollowUp, clause: Clause, alone: Sequence[Hit]) -> Mapping[str, bool]:
    """What may speak for a clause, beside its scores, by name.

    ``first``: the words alone find it first; ``cited``: it was cited first before, ``and_tells`` it is for some people and
    tells of the need asked for now, ``and_other`` others are asked for; ``beside``: it stands below the heading of
    that one, as a ``next_figure`` where figures are gone through; ``written``: it mentions whom it is asked for now;
    ``titled``: the noun that the words name as their topic stands in its title; ``leading``: the words lead to it alone;
    ``for_others``: it tells what is asked of people other than the conversation is for.
    """
    text, group, cited = follow_up.text, follow_up.audience, follow_up.conversation.cited[:1]
    is_first = [hit.clause for hit in alone[:1]] == [clause]
    is_cited, is_beside = clause.id in cited, bool(cited) and _heading(clause.id) == _heading(cited[0])
    return {
        "first": is_first,
        "cited": is_cited,
        "cited_and_tells": is_cited and any(other.is_named_in(clause) for other in groups()) and _tells(clause, text),
        "cited_and_other": is_cited and _OTHER.search(text) is not None,
        "beside": is_beside and not is_cited,
        "next_figure": is_beside
        and not is_cited
        and clause.number.startswith("——")
        and _goes_through_figures(follow_up),
        "written": group is not None and group.is_written_in(clause),
        "titled": follow_up.is_marked and any(len(noun) >= WORD and noun in clause.title for noun in words(text)[-1:]),
        "leading": is_first and group is None and _leads(follow_up, clause, alone),
        "for_others": group is None and not (is_first or is_cited) and _is_for_others(follow_up, clause),
    }


def _leads(follow_up: FollowUp, clause: Clause, alone: Sequence[Hit]) -> bool:
    """Whether the words typed lead to the clause found first: no other found has them, 银税互动.

    Others may have a longer term, not in their titles: but not the clause cited.
    """
    text, cited = follow_up.text, follow_up.conversation.cited[:1]
    if len(text) < WORD or not _stands_in(text, clause.text):
        return False
    having = (hit.clause for hit in alone[1:] if text in hit.clause.text)
    return not any(len(text) < TERM or one.id in cited or text in one.title for one in having)


def _stands_in(words: str, text: str) -> bool:
    """Whether words stand in a text as such and not across two others: 学技术 does not in 科学技术."""
    if words not in text:
        return False
    start = text.index(words)
    ends = (place for place in (start, start + len(words)) if 0 < place < len(text))
    return not any(dictionary().times.get(text[place - 1 : place + 1]) for place in ends)


def _is_for_others(follow_up: FollowUp, clause: Clause) -> bool:
    """Whether a clause named after some people tells what is asked of others, for whom the conversation is."""
    spoken_of = named(follow_up.conversation.audience)
    if spoken_of is None or not spoken_of.is_of_people or spoken_of.is_written_in(clause):
        return False
    return any(other.is_named_in(clause) for other in groups()) and _tells(clause, follow_up.text)


def _goes_through_figures(follow_up: FollowUp) -> bool:
    """Whether one figure after another is asked for: 研发人员呢 after how much is spent."""
    counts = particulars.ANY_FIGURE in (one.name for one in particulars.asked(follow_up.full))
    return (counts or particulars.asks_how_much(follow_up.full)) and not _ASKS_ELSE.search(follow_up.text)


def _heading(clause_id: str) -> str:
    """The id of what a clause stands below: a heading, else its document."""
    return clause_id.rpartition("." if "." in clause_id else "-")[0]


def _tells(clause: Clause, text: str) -> bool:
    """Whether a clause tells of each need that a text asks for, and it asks for one."""
    wanted = needs.asked(text)
    return bool(wanted) and all(need.told.search(clause.text) for need in wanted)
