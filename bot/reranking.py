"""What is found for a follow-up and what is found for its words alone → one ranking, nearer to what was spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Clause, Hit
from index.dictionary import dictionary
from index.search import Found
from index.tokens import words

from . import needs, particulars, scope
from .follow_ups import CERTAIN, FollowUp
from .groups import Group, groups, named

NAMED_AFTER, TELLS_IT, CITED = 0.4, 0.7, 0.1  # shares of the best score
HAS_THEM = 0.4
WORD, TERM = 2, 3  # characters
BESIDE, BESIDE_POINT, NEXT_FIGURE = 0.05, 0.2, 0.4

_ASKS_ELSE = re.compile("什么|啥|怎么|怎样|咋|如何|哪")
_POINTS_BACK = re.compile("[他她它]们|它")
_OTHER = re.compile(r"[别其]的|其[他它余]|另外")


def together(follow_up: FollowUp, alone: Found, full: Found) -> list[Hit]:
    """Order clauses by both readings, of the words alone and of the question in full; whom it is for tips the scale.

    Of a place, or of 它们, the words alone tell nothing.
    """
    if follow_up.is_moved or (_POINTS_BACK.search(follow_up.text) and scope.score(alone.evidence) < CERTAIN):
        return list(full.hits)
    parts = [{hit.clause.id: hit for hit in found.hits} for found in (alone, full)]
    floors = [min((hit.score for hit in found.hits), default=0.0) for found in (alone, full)]

    def read(hit: Hit) -> float:
        scores = (
            part[hit.clause.id].score if hit.clause.id in part else floor
            for part, floor in zip(parts, floors, strict=True)
        )
        return sum(scores) / len(parts)

    firsts = [found.hits[0].clause for found in (alone, full) if found.hits]
    found = [(hit, read(hit)) for hit in {**parts[0], **parts[1]}.values()]
    best = max((score for _, score in found), default=0.0)
    leading = _leading(follow_up, alone.hits)
    scored = [(hit, score + best * _fitting(follow_up, hit.clause, firsts, leading)) for hit, score in found]
    ordered = sorted(scored, key=lambda one: -one[1])
    return [Hit(rank, score, hit.clause, hit.scores) for rank, (hit, score) in enumerate(ordered, 1)]


def _fitting(follow_up: FollowUp, clause: Clause, firsts: Sequence[Clause], leading: Clause | None) -> float:
    """What speaks for a clause beside its words, as a share of the best score: named after whom it is for, or cited before.

    What stands below the same heading is a little nearer; the points of one clause are gone through one after another.
    A clause named after others, that does not even mention whom it is for, is for those others.

    :param firsts: the clause that either reading finds first.
    :param leading: the clause to which the words typed lead, if to one.
    """
    others = any(other.is_named_in(clause) for other in groups())
    if follow_up.audience:
        return _for_whom(follow_up.audience, clause, others)
    is_cited = clause.id in follow_up.conversation.cited[:1]
    if leading and not _goes_through_figures(follow_up):
        return HAS_THEM if clause == leading else -CITED * is_cited
    if is_cited:
        return -CITED if _OTHER.search(follow_up.text) else _again(follow_up, clause, others, firsts)
    if clause not in firsts and others and _is_for_others(follow_up, clause):
        return -NAMED_AFTER
    return _beside(clause, follow_up)


def _for_whom(group: Group, clause: Clause, is_for_people: bool) -> float:
    """What whom it is for says for a clause, or against one for others."""
    if group.is_named_in(clause):
        return NAMED_AFTER
    return -NAMED_AFTER * (is_for_people and not group.is_written_in(clause))


def _leading(follow_up: FollowUp, hits: Sequence[Hit]) -> Clause | None:
    """The clause to which the words typed lead, if it was found first: no other found has them, 银税互动.

    Others may have a longer term, not in their titles: but not the clause cited.
    """
    text, cited = follow_up.text, follow_up.conversation.cited[:1]
    having = [hit.clause for hit in hits if text in hit.clause.text]
    if len(text) < WORD or having[:1] != [hit.clause for hit in hits[:1]] or not _stands_in(text, having[0].text):
        return None
    rivals = (one for one in having[1:] if len(text) < TERM or one.id in cited or text in one.title)
    return None if any(rivals) else having[0]


def _stands_in(words: str, text: str) -> bool:
    """Whether words stand in a text as such and not across two others: 学技术 does not in 科学技术."""
    start = text.index(words)
    ends = (place for place in (start, start + len(words)) if 0 < place < len(text))
    return not any(dictionary().times.get(text[place - 1 : place + 1]) for place in ends)


def _again(follow_up: FollowUp, clause: Clause, is_for_people: bool, firsts: Sequence[Clause]) -> float:
    """What speaks for the clause cited before: much if it is for people and tells of the need asked for now, 贷款呢.

    The most where the two readings find different clauses. Else nothing, if what is asked is named in another's words only.
    """
    if not (is_for_people and _tells(clause, follow_up.text)):
        return -CITED if firsts and _names(follow_up.text, firsts[0], clause) else CITED
    return TELLS_IT if len({first.id for first in firsts}) > 1 else NAMED_AFTER


def _names(text: str, clause: Clause, other: Clause) -> bool:
    """Whether the noun that a few words end with stands in a clause and not in the other: 博士后, 本地培养."""
    return any(len(noun) >= WORD and noun in clause.text and noun not in other.text for noun in words(text)[-1:])


def _is_for_others(follow_up: FollowUp, clause: Clause) -> bool:
    """Whether a clause tells what is asked of people other than the conversation is for."""
    spoken_of = named(follow_up.conversation.audience)
    if spoken_of is None or not spoken_of.is_of_people or spoken_of.is_written_in(clause):
        return False
    return _tells(clause, follow_up.text)


def _beside(clause: Clause, follow_up: FollowUp) -> float:
    """What speaks for a clause that stands below the same heading as the one cited before; more, where figures are gone through."""
    cited = follow_up.conversation.cited
    if not cited or _heading(clause.id) != _heading(cited[0]):
        return 0.0
    if not clause.number.startswith("——"):
        return BESIDE
    return NEXT_FIGURE if _goes_through_figures(follow_up) else BESIDE_POINT


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
