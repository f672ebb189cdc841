"""A few words and the conversation → the question in full."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index import Clause
from index.search import Found

from . import conditions, cues, giving, handling, needs, particulars, premises, scope
from .anaphora import THAT
from .conversations import Conversation
from .gazetteer import Mention
from .groups import Group, group_in, named, readdressed
from .look_ups import bare_of
from .relocation import relocated

BRIEF, PASSING, TRIFLE, TOPICAL = 8, 4, 3, 2  # characters
CERTAIN = 8.0
STRANGE, NAMING, NEAR = 12, 10, 5  # characters, characters, clauses
FOREIGN = {  # the less a form tells, the better its words must be known
    "brief": -0.6, "need": -1.5, "detail": -4.0, "named": -6.5, "marked": -7.5,
}  # fmt: skip
WOMEN, MEN = "女性", "男性"

_HOW = re.compile("经费|资金|费用?|最[多少长高低快]|可以|能够?|一般|大概|一共|总共")
_NAMELESS = re.compile(rf"{THAT.pattern}|名[字称]|里[头面边]|能(?:够)?(?=[干做办管])|些")
_AT_HOME = re.compile("(?:我们|咱们?)(?:这[边里头儿]?|本地)")
_HOW_OF_IT = re.compile(
    r"^(?:是|又|该|要|能|可以|都)*(?:怎么|咋|如何|怎样)(?:样|个|去|来)*(?:给|弄|搞|办|做|用|拿|发|算|补|说|讲)?(?:法|的|呀|啊|呢)*$"
)
_APPLYING = re.compile("报名|申请|申报|参加|加入|入驻|享受|办理")
_EITHER = re.compile(r"^(?P<way>[\u4e00-\u9fff]{1,2})不(?P=way)")
_MEN = re.compile(
    r"(?:那|要是|换成)*(?:男的|男人|男生|男性|男士|男同志|男同胞|老公|兄弟)们?(?:呢|咧|[行得能]不[行得能]|也?(?:有|能|可以|行)[^，,]{0,4})?[?？。]?"
)


@dataclass(frozen=True)
class FollowUp:
    """What was typed, bare, and what the conversation is about with it: for someone else, elsewhere, or a detail.

    ``is_marked``: its form says that it goes on, and what it names is its topic: 平台呢, not 有什么平台;
    ``is_strange``: its words are hardly known anywhere, so that the clause cited cannot be said to answer them;
    ``is_foreign``: it cannot be said to leave them open either.
    """

    text: str
    conversation: Conversation
    audience: Group | None = None
    is_moved: bool = False
    is_detail: bool = False
    is_marked: bool = False
    is_strange: bool = False
    is_foreign: bool = False

    @property
    def full(self) -> str:
        """The question in full."""
        return self.conversation.whole

    @property
    def quoted_for(self) -> str:
        """What the quotes shall answer: for someone else or elsewhere the question in full, else the words just typed."""
        return self.full if self.audience or self.is_moved else self.text


def completed(
    text: str,
    conversation: Conversation,
    cited: Clause | None,
    alone: Found,
    places: Callable[[str], Sequence[Mention]],
) -> FollowUp | None:
    """Complete a question from the conversation; None when it stands alone or is foreign to it.

    :param cited: the clause cited first before.
    :param alone: what the index finds for the words as they stand.
    :param places: tells the places that a text asks about.
    """
    if not conversation.question or (not conversation.cited and _AT_HOME.search(text)):
        return None
    if conditions.asked_whether(text) and conditions.is_bare(_APPLYING.sub("", text)):
        return _whether(text, conversation, cited)
    known, is_marked, bare = (
        scope.closeness(alone.evidence),
        cues.is_marked(text),
        cues.without(text).strip(" ,，?？。"),
    )
    told = _told_of_oneself(bare, conversation, cited) if cues.tells(text) else None
    if told:
        return told
    group = group_in(particulars.without(text))
    said = len(cues.said_beside(text, group))
    if group and conversation.whole in text:  # as a choice that was offered
        return None
    if group and (said <= PASSING or (is_marked and said <= BRIEF and known < CERTAIN)):
        return _for_someone_else(bare, conversation, group, said >= TOPICAL)
    moved = relocated(conversation, bare, alone, places)
    if moved:
        return FollowUp(bare, moved, is_moved=True)
    is_thing = group is None and known < 0 and names_a_thing(bare)
    if conversation.cited and group is None and known < CERTAIN and handling.is_all(bare):
        return _detail(bare, conversation, is_strange=not _is_found_first(conversation, alone))
    if conversation.cited and (is_thing or _is_of_it(text, said, known, alone, conversation) or _names_nothing(bare)):
        return _detail(bare, conversation, known < FOREIGN["need"] and not _names_nothing(bare))
    if not is_marked and known >= CERTAIN and said > PASSING:
        return None
    if conversation.cited and said == 0 and _HOW_OF_IT.search(bare):
        return FollowUp(bare, replace(conversation, turn=bare))
    foreign = _foreign(text, said, is_marked)
    if group is None and (is_marked or said <= BRIEF) and known >= foreign:
        return FollowUp(bare, replace(conversation, turn=bare))
    if group is None and said <= STRANGE and FOREIGN["detail"] <= known < 0 and _is_near(conversation, alone):
        return _detail(bare, conversation, is_strange=True)
    return None


def of_the_clause(text: str, conversation: Conversation, alone: Found, *, is_sure: bool) -> FollowUp | None:
    """Ask of the clause cited what is no question by itself, or what somebody tells of themselves; None when it is one.

    :param is_sure: whether the text surely belongs to the clause, so that it may be a question too, of nobody else.
    """
    bare, known = cues.without(text).strip(" ,，?？。"), scope.closeness(alone.evidence)
    is_foreign = known < FOREIGN["marked"] or group_in(bare) is not None
    if is_sure and not is_foreign:
        return _detail(bare, conversation, is_strange=not _is_found_first(conversation, alone))
    if not conversation.cited or len(bare) > NAMING or not (cues.is_elliptical(text) or cues.is_of_oneself(text)):
        return None
    return replace(_detail(bare, conversation, is_strange=True), is_foreign=known < FOREIGN["named"])


def _detail(bare: str, conversation: Conversation, is_strange: bool) -> FollowUp:
    """Ask something of the clause cited."""
    told = replace(conversation, question=conversation.whole, turn=bare)
    return FollowUp(bare, told, is_detail=True, is_strange=is_strange)


def _is_found_first(conversation: Conversation, alone: Found) -> bool:
    """Whether the words alone find the clause cited first."""
    return [hit.clause.id for hit in alone.hits[:1]] == [*conversation.cited[:1]]


def _is_near(conversation: Conversation, alone: Found) -> bool:
    """Whether words that are hardly known find the clause cited among the first all the same: 不做会处分吗."""
    return any(hit.clause.id in conversation.cited[:1] for hit in alone.hits[:NEAR])


def _whether(text: str, conversation: Conversation, cited: Clause | None) -> FollowUp | None:
    """Ask of what was cited whether somebody counts; None when that is about other people, or nothing was cited."""
    group = conditions.group_of(text)
    before = named(conversation.audience) or group_in(conversation.whole)
    is_theirs = group == before or (before is None and cited is not None and group and group.is_written_in(cited))
    if cited is None or (group and group.is_of_people and not is_theirs):
        return None
    return FollowUp(text, replace(conversation, question=conversation.whole, turn=text), is_detail=True)


def _told_of_oneself(bare: str, conversation: Conversation, cited: Clause | None) -> FollowUp | None:
    """Ask whether somebody counts who tells of themselves what may keep them out: 我不是本地户口."""
    asked = conditions.as_asked(bare)
    return _whether(asked, conversation, cited) if asked else None


def _for_someone_else(bare: str, conversation: Conversation, group: Group, is_topical: bool) -> FollowUp:
    """Ask the same, and what was added to it, for a group; what was typed is added instead when it says more than whom."""
    turn = conversation.turn
    if is_topical:
        turn = bare
    elif group_in(turn):
        turn = readdressed(turn, group)
    question = readdressed(conversation.question, group)
    return FollowUp(bare, replace(conversation, question=question, turn=turn), group)


def _is_of_it(text: str, said: int, known: float, alone: Found, conversation: Conversation) -> bool:
    """Whether a particular of the clause cited is asked, or words hardly known find that very clause among all."""
    finds_it = _is_found_first(conversation, alone)
    return _is_detail(text, known) or (finds_it and said <= BRIEF and FOREIGN["detail"] <= known < 0)


def _foreign(text: str, said: int, is_marked: bool) -> float:
    """Below what a text is foreign to a conversation: the less it can be a question by itself, the lower."""
    if said <= TRIFLE and (is_marked or _EITHER.search(text)):
        return FOREIGN["marked" if is_marked else "detail"]
    return FOREIGN["need" if needs.asked(text) else "brief"]


def _names_nothing(bare: str) -> bool:
    """Whether something is asked in words that name nothing: 查哪些内容, 怎么找他们."""
    return not bare_of(_NAMELESS.sub("", bare)) and not _HOW_OF_IT.search(bare)


def names_a_thing(bare: str) -> bool:
    """Whether something to be had is named, and nothing else: 有安家费吗, 坐车的钱报不报."""
    if giving.is_all(bare):
        return True
    rest = bare
    for thing in premises.unmet(bare, "").things:
        rest = rest.replace(thing, "")
    return rest != bare and len("".join(bare_of(rest))) <= 1


def _is_detail(text: str, known: float) -> bool:
    """Whether a particular is asked, and of nothing else."""
    rest = particulars.without(text)
    if rest == text and not particulars.asks_how_much(text):
        return False
    left = len("".join(bare_of(_HOW.sub("", THAT.sub("", rest)))))
    return left <= 1 or (left <= TRIFLE and FOREIGN["detail"] <= known < CERTAIN)


def asks_of_men(text: str, conversation: Conversation) -> bool:
    """Whether after what there is for women it is only asked what there is for men."""
    return conversation.audience == WOMEN and _MEN.fullmatch(text.strip()) is not None
