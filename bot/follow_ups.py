"""A few words and the conversation → the question in full, or what they point at."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.markers import ANY
from index.numerals import to_int
from index.search import Found

from . import conditions, giving, needs, particulars, premises, scope
from .conversations import Conversation
from .gazetteer import Mention
from .groups import Group, group_in, named, readdressed, without_denied
from .in_charge import ASKS_UNIT
from .look_ups import bare_of
from .relocation import relocated

WHO = "由谁负责"
BRIEF, PASSING, TRIFLE, TOPICAL = 8, 4, 3, 2
CERTAIN = 8.0
STRANGE, NEAR = 12, 5  # characters, clauses
FOREIGN = {  # the less a form tells, the better its words must be known
    "brief": -0.6, "need": -1.5, "detail": -4.0, "marked": -7.5,
}  # fmt: skip

_ANEW = re.compile(
    r"^(?:我?(?:想)?(?:再|另外|还想)?(?:换|问)(?:一?个|点|一?下)?(?:别的|其他的?|问题|话题|事)|另外(?:再)?问(?:你)?(?:一?[个下]|句)?|我?不是(?:说|问)[这那][个些])[，,：:。 ]*(?:我?是?[想要]?问(?:的是)?)?"
)
_CORRECTING = re.compile(
    r"^(?:我)?不是(?:说|问|要)?[^，,]{0,8}[，,]\s*(?:(?:我|我?(?:说|问|要|讲)的?)?是(?:说|想?问)?|我?[想要]问)(?!不是)"
)
_LEAD = re.compile(
    r"^(?:那么?|但是?|可是|不过|要是|如果是?|换成|假如|再(?:说说|讲讲|看看|谈谈|聊聊|问问|[说讲看谈问]一?下)|顺便(?:再)?(?:[问说]一?下?)?)"
)
_TAIL = re.compile(
    r"(?:呢|咧|哩|呐|(?:又|该)(?:咋|怎么?)样|(?:又|该)?(?:是)?(?:咋|怎么|如何|点样)(?:个)?(?:说|讲|弄|搞)(?:法|的)?|他[行得]不(?:行|得)?|有(?:他|她|我)份(?:没|不|吗)|(?<=.)(?:[这那]?方面|[这那]一?块儿?)(?:呢|的)?)[?？。!！\s]*$"
)
_STILL = re.compile("又(?:是|有|要|该|得|能)?(?:多少|几|什么|啥|哪)")
_ALSO = re.compile("也(?:能|可以|行|算|有|享受|适用|得不得|可不可以)")
_KIN = re.compile(
    r"我?(?:爸妈?|妈|爷爷|奶奶|叔叔?|伯伯?|舅舅?|姑姑?|姨|哥哥?|弟弟?|姐姐?|妹妹?|老公|老婆|媳妇|爱人|对象|儿子?|女儿|闺女|崽|侄[子女]|外甥女?|孙[子女]|表?[兄弟姐妹]|老[弟妹]|娃|孩子|朋友|同学|亲戚)|刚从?|专门|优惠|支持|扶持|好处|政策|下来|可以|能不能|行|没|冇|不|他|她|们|会"
)
_MORE = re.compile(
    r"(?:那|除了(?:这个|这些|这条|上面(?:这些|说的)))?[，,]?还有(?:别的|其他的?|其它的?|另外的?|更多|没有|什么|啥|哪些|吗|没|冇|不|么|呢|的|支持|政策|规定|条款)*|(?:那)?(?:其他|其它|别的|另外|类似|同类|差不多)的?(?:呢|还?有吗|还?有没有|还?有什么|还?有哪些|有吗|有没有|还有吗|还有没有)?|继续(?:说|讲)?|接着(?:说|讲)|更多"
)
_HOW = re.compile("经费|资金|费用?|最[多少长高低快]|可以|能够?|一般|大概|一共|总共")
_MORE_ON = re.compile(
    r"(?P<before>.{0,8})还有(?:没有|冇)?(?:别的|其他的?|其它的?|另外的?)(?P<after>[^，,。]{0,6}?)(?:吗|没|冇|不|么|呢|没有)?[?？]?"
)
_GOING_ON = re.compile("[那，, ]*(?:还有|其[他它余]|别的|另外|继续|接着|更多)")
_BESIDES = re.compile("除了?|这些|那些|这[个条]|上面|以外|之外|[，, ]")
_THAT = re.compile(r"他们|她们|它们|这些|那些|这[个块边头事条]?|那[个块边头事条]?|刚才|上面|说的|是|都|的|到底|头|呢")
_NAMELESS = re.compile(rf"{_THAT.pattern}|名[字称]|里[头面边]|能(?:够)?(?=[干做办管])|些")
_AT_HOME = re.compile("(?:我们|咱们?)(?:这[边里头儿]?|本地)")
_CHARGED = re.compile(r"部门|单位|负责|牵头|主管|配合|落实|[归管由抓哦噢啦喔]")
_HOW_OF_IT = re.compile(
    r"^(?:是|又|该|要|能|可以|都)*(?:怎么|咋|如何|怎样)(?:样|个|去|来)*(?:给|弄|搞|办|做|用|拿|发|算|补|说|讲)?(?:法|的|呀|啊|呢)*$"
)
_APPLYING = re.compile("报名|申请|申报|参加|加入|入驻|享受|办理")
_EITHER = re.compile(r"^(?P<way>[\u4e00-\u9fff]{1,2})不(?P=way)")
_TAKES_PART = re.compile(r"(?:管|参加|参与|负责|牵头|配合)(?:这个|这事|的)?(?:吗|不|没|么|嘛)[?？。]?$")
_ORDINAL = re.compile(
    rf"(?:那|再|刚才|刚刚|上面|前面|你?说的|讲的)*(?:第(?P<number>{ANY})|(?P<last>最后一?))[个样种项](?:的|是|呢|咧|再|给我|具体|详细|展开|细|说|讲|看|一下|一?点|些|清楚|什么|啥|怎么|回事|内容)*"
)
_OF_A_DOCUMENT = re.compile("文件|原[文话件]|全文|政策|通知|计划|红头|完整版|电子版|出处|依据|pdf|word", re.IGNORECASE)
_TO_BE_HAD = re.compile("app|软件|程序|平台|系统|网站|表格|清单|名单|模板", re.IGNORECASE)
_STEPS = {
    1: re.compile(
        r"下一条|下条|再?往[下后](?:看|说|讲|念)?(?!一?条)|(?:后面|后头|下头|接下来|后边|往后)(?:的)?(?:那|一|这)?一?条|往下一条"
    ),
    -1: re.compile(
        r"上一条|上条|再?往[上前](?:看|说|讲|念)?(?!一?条)|前一条|(?:前面|前头|上头|往前|前边|往上)(?:的)?(?:那|一|这)?一?条"
    ),
    0: re.compile(
        r"(?:刚才|刚刚|刚|上面|这|那)(?:说|讲)?(?:的)?(?:那|这)?一?条|再(?:说|念|讲|看|读|来)(?:一?[遍次下]|一下)|重复(?:一?[遍下])?|没听清|刚才(?:说|讲)的?(?:是)?(?:什么|啥)|(?:讲|说)(?:得|的)?(?:详?细|清楚|具体)(?:一?点|一?些)?|(?:详细|具体|展开)(?:说|讲)?(?:说|讲|一下|一?点|看看)?$|^(?:这|那)(?:个)?是?(?:写)?(?:在|讲)?(?:的)?(?:是)?(?:哪|第几)(?:一)?条"
    ),
}
_NUMBER = re.compile(rf"(?:那|再看|再讲|换)?第?(?P<number>{ANY})[条号]?(?:呢|咧|哩|嘛|又讲什么|讲什么|是什么)")
_MEN = re.compile(
    r"(?:那|要是|换成)*(?:男的|男人|男生|男性|男士|男同志|男同胞|老公|兄弟)们?(?:呢|咧|[行得能]不[行得能]|也?(?:有|能|可以|行)[^，,]{0,4})?[?？。]?"
)
WOMEN, MEN = "女性", "男性"
_AGAIN = re.compile(r"再|又|一遍|一次|重复")


@dataclass(frozen=True)
class FollowUp:
    """What was typed, bare, and what the conversation is about with it: for someone else, elsewhere, or a detail.

    ``is_strange``: its words are hardly known anywhere, so that the clause cited cannot be said to answer them.
    """

    text: str
    conversation: Conversation
    audience: Group | None = None
    is_moved: bool = False
    is_detail: bool = False
    is_strange: bool = False

    @property
    def full(self) -> str:
        """The question in full."""
        return self.conversation.whole

    @property
    def quoted_for(self) -> str:
        """What the quotes shall answer: for someone else or elsewhere the question in full, else the words just typed."""
        return self.full if self.audience or self.is_moved else self.text


def step(text: str) -> int | None:
    """How many clauses on 下一条, 上一条 or 再说一遍 point, if they are all that was said."""
    for distance, pattern in _STEPS.items():
        if pattern.search(text) and not bare_of(_AGAIN.sub("", pattern.sub("", text))):
            return distance
    return None


def number(text: str) -> str | None:
    """The number of the clause that 那8呢 goes on to, if it is all that was said."""
    said = _NUMBER.fullmatch(text.strip("?？。!！ "))
    return said["number"] if said else None


def wants_more(text: str) -> bool:
    """Whether 还有吗, or 还有别的办法没 on the subject, is all that was said."""
    said = text.strip("?？。!！ ")
    return _MORE.fullmatch(said) is not None or _MORE_ON.fullmatch(said) is not None


def goes_on(text: str) -> bool:
    """Whether more is wanted of what was told, in words that name nothing else before: 还有吗, not 除了这些还有吗."""
    return wants_more(text) and _GOING_ON.match(text) is not None


def more_of(text: str) -> str:
    """Of what more is wanted, where that is said: 还有别的贷款没."""
    said = _MORE_ON.fullmatch(text.strip("?？。!！ "))
    of = _BESIDES.sub("", said["before"]) + said["after"] if said else ""
    return of if bare_of(of) else ""


def anew(text: str) -> str:
    """What is asked after 换个问题, if that is how a text begins."""
    begun = _ANEW.match(text)
    return text[begun.end() :] if begun else ""


def corrected(text: str) -> str:
    """What is meant instead, if a text begins with what is not: 不是贷款，是减税."""
    return _CORRECTING.sub("", text)


def asks_of_men(text: str, conversation: Conversation) -> bool:
    """Whether after what there is for women it is only asked what there is for men."""
    return conversation.audience == WOMEN and _MEN.fullmatch(text.strip()) is not None


def asks_who(text: str, of: str) -> bool:
    """Whether it is only asked who is in charge, of what was spoken of.

    :param of: what was spoken of; a word of two characters that it lacks is a subject of its own, 督查谁管.
    """
    if not ASKS_UNIT.search(text):
        return False
    rest = "".join(bare_of(_THAT.sub("", _CHARGED.sub("", ASKS_UNIT.sub("", text)))))
    return len(rest) < (TRIFLE if rest in of else TOPICAL)


def without_whether(text: str) -> str:
    """Of whom it is asked whether they take part: 团委参加吗."""
    return _TAKES_PART.sub("", text)


def asks_of_what_is_to_be_had(text: str, conversation: Conversation) -> bool:
    """Whether what names no document asks where to get, or how is called, something that was spoken of: an app, a list."""
    return not _OF_A_DOCUMENT.search(text) and _TO_BE_HAD.search(conversation.whole) is not None


def ordinal(text: str) -> int | None:
    """Which of what was told 第一个, 最后一个具体讲讲 points at, if it is all that was said; the last is -1."""
    said = _ORDINAL.fullmatch(text.strip("?？。!！ "))
    if said is None:
        return None
    return -1 if said["last"] else to_int(said["number"]) - 1


def completed(
    text: str, conversation: Conversation, alone: Found, places: Callable[[str], Sequence[Mention]]
) -> FollowUp | None:
    """Complete a question from the conversation; None when it stands alone or is foreign to it.

    :param alone: what the index finds for the words as they stand.
    :param places: tells the places that a text asks about.
    """
    if not conversation.question or (not conversation.cited and _AT_HOME.search(text)):
        return None
    if conditions.asked_whether(text) and conditions.is_bare(_APPLYING.sub("", text)):
        return _whether(text, conversation)
    known, is_marked = scope.score(alone.evidence), any(mark.search(text) for mark in (_LEAD, _TAIL, _ALSO, _STILL))
    bare = _TAIL.sub("", _LEAD.sub("", without_denied(text))).strip(" ,，?？。")
    group = group_in(beside_particulars(text))
    said = len(said_beside(text, group))
    if group and conversation.whole in text:  # as a choice that was offered
        return None
    if group and (said <= PASSING or (is_marked and said <= BRIEF and known < CERTAIN)):
        return _for_someone_else(bare, conversation, group, said >= TOPICAL)
    moved = relocated(conversation, bare, alone, places)
    if moved:
        return FollowUp(bare, moved, is_moved=True)
    is_thing = group is None and known < 0 and _names_a_thing(bare)
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


def _detail(bare: str, conversation: Conversation, is_strange: bool) -> FollowUp:
    """Ask something of the clause cited."""
    told = replace(conversation, question=conversation.whole, turn=bare)
    return FollowUp(bare, told, is_detail=True, is_strange=is_strange)


def _is_near(conversation: Conversation, alone: Found) -> bool:
    """Whether words that are hardly known find the clause cited among the first all the same: 不做会处分吗."""
    return any(hit.clause.id in conversation.cited[:1] for hit in alone.hits[:NEAR])


def _whether(text: str, conversation: Conversation) -> FollowUp | None:
    """Ask of what was cited whether somebody counts; None when that is about other people, or nothing was cited."""
    group = conditions.group_of(text)
    before = named(conversation.audience) or group_in(conversation.whole)
    if not conversation.cited or (group and group.is_of_people and group != before):
        return None
    return FollowUp(text, replace(conversation, question=conversation.whole, turn=text), is_detail=True)


def _for_someone_else(bare: str, conversation: Conversation, group: Group, is_topical: bool) -> FollowUp:
    """Ask the same, and what was added to it, for a group; what was typed is added instead when it says more than whom."""
    turn = conversation.turn
    if is_topical:
        turn = bare
    elif group_in(turn):
        turn = readdressed(turn, group)
    question = readdressed(conversation.question, group)
    return FollowUp(bare, replace(conversation, question=question, turn=turn), group)


def said_beside(text: str, group: Group | None) -> str:
    """What is said beside whom it is for."""
    rest = _TAIL.sub("", _LEAD.sub("", without_denied(text)))
    if group:
        rest = group.said.sub("", rest)
        rest = _KIN.sub("", rest)
    return "".join(bare_of(rest))


def _is_of_it(text: str, said: int, known: float, alone: Found, conversation: Conversation) -> bool:
    """Whether a particular of the clause cited is asked, or words hardly known find that very clause among all."""
    finds_it = [hit.clause.id for hit in alone.hits[:1]] == [*conversation.cited[:1]]
    return _is_detail(text, known) or (finds_it and said <= BRIEF and FOREIGN["detail"] <= known < 0)


def _foreign(text: str, said: int, is_marked: bool) -> float:
    """Below what a text is foreign to a conversation: the less it can be a question by itself, the lower."""
    if said <= TRIFLE and (is_marked or _EITHER.search(text)):
        return FOREIGN["marked" if is_marked else "detail"]
    return FOREIGN["need" if needs.asked(text) else "brief"]


def _names_nothing(bare: str) -> bool:
    """Whether something is asked in words that name nothing: 查哪些内容, 怎么找他们."""
    return not bare_of(_NAMELESS.sub("", bare)) and not _HOW_OF_IT.search(bare)


def _names_a_thing(bare: str) -> bool:
    """Whether something to be had is named, and nothing else: 有安家费吗, 坐车的钱报不报."""
    if giving.is_all(bare):
        return True
    rest = bare
    for thing in premises.unmet(bare, "").things:
        rest = rest.replace(thing, "")
    return rest != bare and len("".join(bare_of(rest))) <= 1


def beside_particulars(text: str) -> str:
    """A text without the words that ask for a particular."""
    for particular in particulars.asked(text):
        text = particular.asked.sub("", text)
    return text


def _is_detail(text: str, known: float) -> bool:
    """Whether a particular is asked, and of nothing else."""
    rest = beside_particulars(text)
    if rest == text and not particulars.asks_how_much(text):
        return False
    left = len("".join(bare_of(_HOW.sub("", _THAT.sub("", rest)))))
    return left <= 1 or (left <= TRIFLE and FOREIGN["detail"] <= known < CERTAIN)
