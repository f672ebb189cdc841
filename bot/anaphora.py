"""What a few words point back at in a conversation: 还有吗, 下一条, 第一个, 谁负责."""

from __future__ import annotations

import re

from index.markers import ANY
from index.numerals import to_int

from .conversations import Conversation
from .in_charge import ASKS_UNIT
from .look_ups import bare_of

WHO = "由谁负责"
TRIFLE, TOPICAL = 3, 2  # characters

_MORE = re.compile(
    r"(?:那|除了(?:这个|这些|这条|上面(?:这些|说的)))?[，,]?还有(?:别的|其他的?|其它的?|另外的?|更多|没有|什么|啥|哪些|吗|没|冇|不|么|呢|的|支持|政策|规定|条款)*|(?:那)?(?:其他|其它|别的|另外|类似|同类|差不多)的?(?:呢|还?有吗|还?有没有|还?有什么|还?有哪些|有吗|有没有|还有吗|还有没有)?|继续(?:说|讲)?|接着(?:说|讲)|更多|那?(?:就|只有?)(?:这些|这么[多点些]|这[点样]|这?[一两三几][条点样个])(?:了|而已|吗|么|嘛|啊)*(?<!这样)(?<!这样了)|那?(?:就|再)?没有?(?:(?:别|其他|其它|更多)的?)?了(?:吗|么|嘛)"
)
_MORE_ON = re.compile(
    r"(?P<before>.{0,8})还有(?:没有|冇)?(?:别的|其他的?|其它的?|另外的?)(?P<after>[^，,。]{0,6}?)(?:吗|没|冇|不|么|呢|没有)?[?？]?"
)
_GOING_ON = re.compile("[那，, ]*(?:还有|其[他它余]|别的|另外|继续|接着|更多|就|只|没)")
_BESIDES = re.compile("除了?|这些|那些|这[个条]|上面|以外|之外|[，, ]")
THAT = re.compile(r"他们|她们|它们|这些|那些|这[个块边头事条]?|那[个块边头事条]?|刚才|上面|说的|是|都|的|到底|头|呢")
_CHARGED = re.compile(r"部门|单位|负责|牵头|主管|配合|落实|[归管由抓哦噢啦喔]")
_PART = "(?:管|参加|参与|负责|牵头|主管|配合)"
_SURELY = "(?:对不对|对吗|对吧|是吗|是吧|是不是|[吗不没么嘛吧])[?？。]?$"
_TAKES_PART = (
    re.compile(
        rf"^(?:那|是|归|由)*(?P<whom>.+?)(?:也|来|在|要)*{_PART}(?:这个|这事|这块|的)?(?:不{_PART}[?？。]?$|[，,]?{_SURELY})"
    ),
    re.compile(rf"^(?:那|归|由)*是不是(?:归|由)?(?P<whom>.+?)(?:也|来|在|要)*{_PART}(?:这个|这事|这块|的)?[?？。]?$"),
    re.compile(rf"^(?:那)?{_PART}(?:的|单位|部门)*(?:就|是不是|是)+(?P<whom>.+?)(?:[，,]?{_SURELY})"),
)
_ORDINAL = re.compile(
    rf"(?:那|再|刚才|刚刚|上面|前面|你?说的|讲的)*(?:第(?P<number>{ANY})|(?P<last>最后一?))[个样种项](?:的|是|呢|咧|再|给我|具体|详细|展开|细|说|讲|看|一下|一?点|些|清楚|什么|啥|怎么|回事|内容)*"
)
_OF_A_DOCUMENT = re.compile(
    "全[名称]|文件|原[文话件]|全文|政策|通知|计划|红头|完整版|电子版|出处|依据|pdf|word", re.IGNORECASE
)
_TO_BE_HAD = re.compile("app|软件|程序|平台|系统|网站|表格|清单|名单|模板", re.IGNORECASE)
_HAS_A_NAME = re.compile("产品|项目|基金|基地|园|中心|大赛|比赛|活动|协会|联盟")
_STEPS = {
    1: re.compile(
        r"下一条|下条|再?往[下后](?:看|说|讲|念)?(?!一?条)|(?:后面|后头|下头|接下来|后边|往后)(?:的)?(?:那|一|这)?一?条|往下一条"
    ),
    -1: re.compile(
        r"上一条|上条|再?往[上前](?:看|说|讲|念)?(?!一?条)|前一条|(?:前面|前头|上头|往前|前边|往上)(?:的)?(?:那|一|这)?一?条"
    ),
    0: re.compile(
        r"(?:刚才|刚刚|刚|上面|这|那)(?:说|讲)?(?:的)?(?:那|这)?一?条|再(?:说|念|讲|看|读|来)(?:一?[遍次下]|一下)|重复(?:一?[遍下])?|没听清|刚才(?:说|讲)的?(?:是)?(?:什么|啥)|(?:讲|说)(?:得|的)?(?:详?细|清楚|具体)(?:一?点|一?些)?|(?:详细|具体|展开)(?:说|讲)?(?:说|讲|一下|一?点|看看)?$|^(?:这|那)(?:个)?是?(?:写)?(?:在|讲)?(?:的)?(?:是)?(?:哪|第几)(?:一)?条"
        r"|(?:你?[讲说]的)?[这那]一?条的?原[文话](?:怎么|咋|如何)?[写讲说]?的?|^原话(?:怎么|咋|如何)?[写讲说]?的?"
    ),
}
_NUMBER = re.compile(rf"(?:那|再看|再讲|换)?第?(?P<number>{ANY})[条号]?(?:呢|咧|哩|嘛|又讲什么|讲什么|是什么)")
_AGAIN = re.compile(r"再|又|一遍|一次|重复|[发念读]一?[下个]?")


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


def ordinal(text: str) -> int | None:
    """Which of what was told 第一个, 最后一个具体讲讲 points at, if it is all that was said; the last is -1."""
    said = _ORDINAL.fullmatch(text.strip("?？。!！ "))
    if said is None:
        return None
    return -1 if said["last"] else to_int(said["number"]) - 1


def asks_who_of(text: str) -> int | None:
    """Which of what was told it is asked of who is in charge: 刚才第一个谁牵头."""
    return ordinal(_CHARGED.sub("", ASKS_UNIT.sub("", text))) if ASKS_UNIT.search(text) else None


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


def asks_who(text: str, of: str) -> bool:
    """Whether it is only asked who is in charge, of what was spoken of.

    :param of: what was spoken of; a word of two characters that it lacks is a subject of its own, 督查谁管.
    """
    if not ASKS_UNIT.search(text):
        return False
    rest = "".join(bare_of(THAT.sub("", _CHARGED.sub("", ASKS_UNIT.sub("", text)))))
    return len(rest) < (TRIFLE if rest in of else TOPICAL)


def who_takes_part(text: str) -> str:
    """Of whom it is asked whether they take part, if that is all: 团委参加吗, 牵头的是教育厅吗."""
    said = next(filter(None, (form.match(text) for form in _TAKES_PART)), None)
    return said["whom"] if said else ""


def asks_of_what_is_to_be_had(text: str, conversation: Conversation) -> bool:
    """Whether what names no document asks where to get something that was spoken of: an app, a list."""
    return not _OF_A_DOCUMENT.search(text) and _TO_BE_HAD.search(conversation.whole) is not None


def asks_name_of_what_has_one(text: str, conversation: Conversation) -> bool:
    """Whether what names no document asks how something that was spoken of is called: an app, a product of banks."""
    is_named = any(kind.search(conversation.whole) for kind in (_TO_BE_HAD, _HAS_A_NAME))
    return is_named and not _OF_A_DOCUMENT.search(text)
