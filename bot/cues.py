"""The words by which a turn says that it goes on, begins anew or corrects, and what it says beside them: 那…呢, 换个问题, 不是…是."""

from __future__ import annotations

import re

from .asking import asks
from .groups import Group, without_denied
from .look_ups import bare_of

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
_AND = re.compile(r"(?:呢|咧|哩|呐)[?？。!！\s]*$")
_SUPPOSES = re.compile("^(?:那么?|但是?|可是|不过)?(?:要是|如果是?|换成|假如)")
_OR_NOT = re.compile("(?:可不可以|能不能|[行得成]不[行得成]|可以|[行得成])(?:[吗么不没冇]|没有)?[?？。!！]*$")
_OF_ONESELF = re.compile(
    "^(?:我们?|俺们?|咱们?)(?:家里?|名下|现在|今年|也|都|还|又|才|刚)*(?:不是|是|没有?|冇|有(?!点|些)|不会|属于)"
)
_STILL = re.compile("又(?:是|有|要|该|得|能)?(?:多少|几|什么|啥|哪)")
_ALSO = re.compile("也(?:能|可以|行|算|有|享受|适用|得不得|可不可以)")
_KIN = re.compile(
    r"我?(?:爸妈?|妈|爷爷|奶奶|叔叔?|伯伯?|舅舅?|姑姑?|姨|哥哥?|弟弟?|姐姐?|妹妹?|老公|老婆|媳妇|爱人|对象|儿子?|女儿|闺女|崽|侄[子女]|外甥女?|孙[子女]|表?[兄弟姐妹]|老[弟妹]|娃|孩子|朋友|同学|亲戚)|刚从?|专门|一样|优惠|支持|扶持|好处|政策|下来|可以|能不能|行|没|冇|不|他|她|们|会"
)


def anew(text: str) -> str:
    """What is asked after 换个问题, if that is how a text begins."""
    begun = _ANEW.match(text)
    return text[begun.end() :] if begun else ""


def corrected(text: str) -> str:
    """What is meant instead, if a text begins with what is not: 不是贷款，是减税."""
    return _CORRECTING.sub("", text)


def is_marked(text: str) -> bool:
    """Whether a text says by its form that it goes on: 那…呢, …也有吗, …又是多少."""
    return any(mark.search(text) for mark in (_LEAD, _TAIL, _ALSO, _STILL))


def without(text: str) -> str:
    """A text without the words that say that it goes on, and whom it is not for."""
    return _TAIL.sub("", _LEAD.sub("", without_denied(text)))


def said_beside(text: str, group: Group | None) -> str:
    """What is said beside whom it is for."""
    rest = without(text)
    if group:
        rest = group.said.sub("", rest)
        rest = _KIN.sub("", rest)
    return "".join(bare_of(rest))


def is_elliptical(text: str) -> bool:
    """Whether a text asks by its form alone, and only of what it names or supposes: 家属呢, 要是没房子呢, 地下室行不行."""
    rest = _OR_NOT.sub("", without(text))
    is_formed = any(form.search(text) for form in (_AND, _SUPPOSES, _OR_NOT))
    return is_formed and bool(bare_of(rest)) and not asks(rest)


def tells(text: str) -> bool:
    """Whether a text asks nothing, but tells something or supposes it: 我不是本地户口, 要是我户口在湖南呢."""
    rest = without(text)
    return not asks(rest) and (rest == text or _SUPPOSES.search(text) is not None)


def is_of_oneself(text: str) -> bool:
    """Whether a text only tells what somebody is or has: 我有案底."""
    return _OF_ONESELF.search(text) is not None and not asks(text)
