"""How much a question wants: the sentence that answers it, or everything that a clause offers."""

from __future__ import annotations

import re

_WHAT = "(?:什么|啥子?|咩|乜嘢?|么子|哪些|哪样)"
_COUNTED = "(?:样|种|类|项|方面|招|手|条(?!街|路)|点(?!钟)|块(?!钱)|大类|个方面|件事?|个(?=行动|方面|方向|部分))"
_OFFERED = "(?:支持|扶持|帮扶|政策|措施|办法|法子|做法|待遇|好处|优惠|甜头|服务|条件|材料|要求|内容|任务|规定|动作|活动|目标|指标)"
_MEASURE = "(?:培养|培育|养|支持|扶持|扶|帮助?|吸引|引进|推动|推进|促进|落实|拉|打造|保障|保证|鼓励|照顾|松绑)"
_BROAD = re.compile(
    "|".join(
        [
            f"哪些|哪几?{_COUNTED}|哪几个$|(?:有|是|分)(?:几|多少){_COUNTED}",
            f"(?:都|各|分别|具体|主要|一共|总共|到底)(?:有|能|可以|会|得|是|给|包括|要|建|搞|做|干|讲|叫|享受)*(?:到|了|些)?{_WHAT}",
            f"(?:有|能|可以|得|给|享受|享|沾|提供|包括|包含|讲|说|干|做|搞|办|出台)(?:到|得|了|的)?(?:些|点)?{_WHAT}(?:{_OFFERED}|$|[\\s,，。?？!！吗呢啊呀嘛])",
            f"{_OFFERED}(?:都|各|具体)?(?:有|是|包括)(?:{_WHAT}|$)",
            "(?:都|各|分别)(?:是|要|有|会|能)?(?:咋|怎么|怎样|如何|点样)|各(?:要|有|建|搞|做)",
            "(?:全|都|全部|统统|逐条|一一)(?:部)?(?:讲|说|列|摆|告诉)|列(?:一下|出|举|全)|(?:讲|说)(?:全|齐)",
            "介绍|讲讲|说说|讲一下|说一下|盘点|汇总|清单|概括|方方面面|还顾到|还包括",
            "(?:咋|怎么|如何|怎样)(?:个)?(?:写|规定|说|讲|要求|安排|部署)的?(?:$|[\\s,，。?？吗呢])",
            f"(?:咋|怎么|如何|怎样|点样)(?:样|个)?(?:去|来|能)?{_MEASURE}",
            f"(?:都|各|分别)[^，,。?？]{{0,8}}(?:{_WHAT}|咋|怎么|如何|怎样|点样)|(?:些|点){_WHAT}",
            "哪几|几(?:条|样|招)(?:路|法|门)?|(?:讲|说|报)(?:下|讲|说|一下)(?:$|[\\s，,。?？吗呢])|(?:这|那)块$",
        ]
    )
)
_SUBJECT = re.compile(
    "农民工|返乡|回乡|回家|打工|务工|外出|乡下|农村|退役|退伍|当过?兵|军人|复员|转业|战友|大学生|毕业生|学生|高校|应届|在校|青年|年轻人|妇女|女性|女人"
    "|中小微?企业|小微|企业|公司|个体户?|老板|我们?|咱们?|自己|的|人|们|回来|想|要|搞|做|干|去|在|对|给|关于|方面|相关|有关"
    "|创新|创业|双创|政策|扶持|支持|帮扶|措施|优惠|好处|待遇|广西|自治区|政府|国家|你好|请问|一下|吗|呢|啊|呀|哦|了"
)
_JOINED = re.compile(r"和|跟|与|同(?!时|一|等)|、|还有|以及|加上|另外|又|[，,\s]")
_ENDS = re.compile(r"[，,。;；?？!！\s]+|(?<=.{3})(?:和|跟|又|再|还有|以及|另外)(?=.{3})")
_ASKS = re.compile(r"什么|啥|哪|咋|怎么|怎样|如何|点样|吗|呢|么$|没$|不$|多少|几[个所家样条]|讲|说|报|列|谁")
_EACH = re.compile(r"分别|各自?|[这那]?[两三]样|[两三]个?方面|都(?:讲|说|报|列)")
MOST_PARTS = 3
LEAST_SAID = 3  # characters


def is_broad(question: str) -> bool:
    """Whether a question asks for all that there is: by its form, or because it names a subject and nothing else."""
    return _BROAD.search(question) is not None or not re.sub(r"\W", "", _SUBJECT.sub("", question))


def parts(question: str) -> list[str]:
    """The questions that a broad one joins, each to be asked by itself; none when it is one question.

    What only tells who asks is no part, unless the question says that it means each.
    """
    if not is_broad(question):
        return []
    pieces = [piece for piece in _ENDS.split(question) if len(piece) >= LEAST_SAID]
    found = pieces if _EACH.search(question) else [piece for piece in pieces if _ASKS.search(piece)]
    return found[:MOST_PARTS] if len(found) > 1 else []


def joins(question: str) -> bool:
    """Whether a question may join several."""
    return _JOINED.search(question) is not None
