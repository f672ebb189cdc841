"""What a question asks to be given, paid or let off (给不给房子, 律师费报吗), and which of it a text does not mention."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .asking import STOPS
from .questions import RECENT

_GIVE = "(?:报销|免费|[报出给发送分配补贴包免退垫兜奖赔])"
_WHETHER = rf"[的了吗不么没冇嘛啊呢]*(?:$|[{STOPS}])"
_SURELY = rf"[吗不么没冇嘛](?:$|[{STOPS}])"
_BEGINS = rf"(?:^|(?<=[{STOPS}]))(?:那么?|还|也|请问)*"
_GIVER = "(?:政府|国家|公家|上面|财政|[县市区村学校里]{1,2})"
_TAKER = "(?:我们?|咱们?|他们?|大家|每?人|[一两几]?[套间辆台份块部]|些)*"
_MAY = "(?:是|由|给|可以|能|会|也|都|还|全)*"
_THING = r"(?P<thing>(?![不得了过到出给我]|(?<=分)[担开享析期类头])[A-Za-z\u4e00-\u9fff]{1,6}?(?:的?费用?|的钱)?)"
_ASKED = tuple(
    re.compile(form)
    for form in (
        rf"(?:(?P<verb>[报出给发送分配补包免退垫兜])不(?P=verb)|(?:能不能|会不会|有没有)(?=[报给发送分配包退垫]))(?:安排|提供|解决|[报发送分配补退])?{_TAKER}{_THING}{_WHETHER}",
        rf"(?:有没有|有冇|{_BEGINS}有){_THING}(?:可以|能)?[发领拿送配]{_WHETHER}",
        rf"{_BEGINS}{_MAY}(?:政府|国家)?(?:报销|[给发送分配包免退])[发送分配报]?{_TAKER}{_THING}{_SURELY}",
        rf"{_BEGINS}{_THING}{_GIVER}?{_MAY}{_GIVER}?{_GIVE}{_GIVE}?(?:不{_GIVE}(?:$|[{STOPS}])|{_SURELY})",
        "(?P<thing>(?:单独|额外)[给发补奖])",
    )
)
_NO_THING = re.compile(  # help in general, who gives or gets it, and other senses of the verbs: 分别是, 补报, 发我
    "什么|啥|哪|多少|几|谁|有|是|能|给|买|花的|政策|支持|扶持|优惠|好处|待遇|补[贴助]?$|奖[励补]?$|贴息?$|帮|政府|东西|[点些得到底掉回来年法什保]$|[补给发出交退要得拿]钱$|^钱|[了要]$"
    "|自己|我$|^[^房车]$|.单独|的人$|资金|贷款|利息|^[名退换留安费的]"
)
_OF_MONEY = re.compile("的钱$|的?费用?$")


@lru_cache(RECENT)
def asked(question: str) -> tuple[str, ...]:
    """List the things that a question asks to be given."""
    said = (found["thing"] for form in _ASKED for found in form.finditer(question))
    return tuple(dict.fromkeys(thing for thing in said if not _NO_THING.search(thing)))


def is_all(question: str) -> bool:
    """Whether a question asks for a thing to be given and for nothing else."""
    bare = question.strip("?？。!！ ")
    whole = (form.fullmatch(bare) for form in _ASKED)
    return any(found is not None and found["thing"] in asked(question) for found in whole)


def missing(question: str, texts: Iterable[str]) -> list[str]:
    """Name the things asked for of which a text lacks the last two characters, those of 费 and 的钱 aside."""
    known = "\n".join(texts)
    return [thing for thing in asked(question) if _head(thing) not in known]


def _head(thing: str) -> str:
    bare = _OF_MONEY.sub("", thing)
    return bare[-2:] if len(bare) > 1 else thing
