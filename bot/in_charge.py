"""Whether a question asks who is in charge, and whom it says to be."""

from __future__ import annotations

import re
from functools import lru_cache

from .questions import RECENT

_UNIT = "(?:单位|部门|厅|局|委|机构|衙门|口子)"
_CHARGE = "(?:管|负责|牵头|主管|抓|配合|领头|带头|主抓|落实)"
ASKS_UNIT = re.compile(
    rf"(?<![设建立开办])(?:哪个?|哪些|哪一?家|什么|啥子?|边个|乜嘢?|几个){_UNIT}|(?:谁|哪个|哪家|哪些|边个|啥人|什么人|哪边)(?:来|人|在|去|该)?{_CHARGE}"
    rf"|(?:谁|哪个|边个)(?:在)?(?:牵|领|带|挑|扛)(?:的|个)?头|(?:{_CHARGE}|参与)(?:的)?(?:单位|部门|人)?(?:都|各|分别)*(?:有|是|系)?(?:谁|哪个|哪家|哪些(?!工作|事|任务|内容|措施|政策|方面|东西|活)|哪几个|边个|边啲)"
    rf"|(?:牵头|配合|主管|负责)(?:的)?{_UNIT}|(?:归哪|哪[里儿块]?)管|归哪(?=$|[?？,，])|(?:找|问|归|由)(?:谁|边个|哪个(?!地方|窗口|网|平台|办公室|楼|柜台|镇|街|园|银行|学校|老师))"
)
_SEEKS_HELP = re.compile("[找问](?:谁|边个|哪)|去哪[里儿]?(?:问|找|反映|投诉|求助)")
_NAME = r"(?![哪这那该此啥谁边乜]|什么)(?P<{}>[\u4e00-\u9fff]{{1,10}}?(?:厅|局|委|办公室|部|协会|院|行))"
_SURE = r"(?:的)?[，,]?(?:吗|吧|嘛|么|咩|呗|是吗|对吗|对吧|是吧|对不对|是不是|没错吧?|不是吗)?[？?。！!]*"
SAYS_UNIT = re.compile(
    rf"牵头[^，,。？?！!]{{0,10}}?(?:不是|是|为|系)(?:不是)?{_NAME.format('after')}"
    rf"|(?:是不是|不是|是|归|由){_NAME.format('before')}(?:来|在|去)?{_CHARGE}{_SURE}$"
)


def said_unit(question: str) -> str:
    """Name the unit that a question says to be in charge, or asks whether it is: 牵头的是民政局吧."""
    found = SAYS_UNIT.search(question)
    return (found["after"] or found["before"]) if found else ""


@lru_cache(RECENT)
def asks_unit(question: str) -> bool:
    """Whether a question is about who is in charge."""
    return ASKS_UNIT.search(question) is not None or said_unit(question) != ""


def seeks_help(question: str) -> bool:
    """Whether somebody wants to know whom to turn to with a matter, and not only who is in charge of it."""
    return _SEEKS_HELP.search(question) is not None
