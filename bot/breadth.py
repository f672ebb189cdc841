"""How much a question wants: the sentence that answers it, or everything that a clause offers."""

from __future__ import annotations

import re
from functools import lru_cache

from .groups import groups_in
from .questions import RECENT

_WHAT = "(?:什么|啥子?|咩|乜嘢?|么子|哪些|哪样)"
_COUNTED = "(?:样|种|类|项|方面|招|手|条(?!街|路)|点(?!钟)|块(?!钱)|大类|个方面|件事?|个(?=行动|方面|方向|部分))"
_OFFERED = "(?:支持|扶持|帮扶|政策|措施|办法|法子|做法|待遇|好处|优惠|甜头|服务|条件|材料|要求|内容|任务|规定|动作|活动|目标|指标|说法|讲法|安排|举措|路子|门路|方式|途径|渠道|机制|模式|平台|项目|计划|产品|服务|便利|方便|帮助|照顾|照应|补贴|补助|奖励|礼遇|资源|自主权|基地|基金|贷款?|招数|门道|名堂|花样|手段|绿灯|功能|台子|责任)"
_NAMED = f"(?:{_OFFERED}|手续|证明|产业|园区|载体|品牌|机构|资格|标准)"
_OPEN = "(?:(?<!为)什么|啥|何(?:种|等)?|哪些)"
_LEFT = "内容|条件|材料|措施|举措|手段|要求|功能|待遇|做法|清单"
_MEASURE = "(?:培养|培育|养|支持|扶持|扶|帮助?|吸引|引进|推动|推进|促进|落实|拉|打造|保障|保证|鼓励|照顾|松绑)"
_BROAD = re.compile(
    "|".join(
        [
            f"哪些|哪几?{_COUNTED}|哪几个$|(?:有|是|分)(?:几|多少){_COUNTED}",
            f"(?:都|各|分别|具体|主要|一共|总共|到底)(?:有|能|可以|会|得|是|给|包括|要|建|搞|做|干|讲|叫|享受)*(?:到|了|些)?{_WHAT}",
            f"(?:有|能|可以|得|给|享受|享|沾|提供|包括|包含|讲|说|干|做|搞|办|出台)(?:到|得|了|的)?(?:些|点)?{_WHAT}(?:{_OFFERED}|$|[\\s,，。?？!！吗呢啊呀嘛])",
            f"{_OFFERED}(?:都|各|具体)?(?:有|是|包括)(?:{_WHAT}|$)",
            "(?:都|各|分别)(?:是|要|有|会|能)?(?:咋|怎么|怎样|如何|点样)|各(?:要|有|建|搞|做)",
            "(?:全|都|全部|统统|逐条|一一)(?:部)?(?:讲|说|列|摆|告诉)|列(?:一下|出|举|全|几)|(?:讲|说)(?:全|齐)",
            "介绍|讲讲|说说|讲一下|说一下|盘点|汇总|清单|概括|方方面面|还顾到|还包括",
            "(?:咋|怎么|如何|怎样)(?:个)?(?:写|规定|说|讲|要求|安排|部署)的?(?:$|[\\s,，。?？吗呢])",
            f"(?:咋|怎么|如何|怎样|点样)(?:样|个)?(?:去|来|能)?{_MEASURE}",
            f"(?:都|各|分别)[^，,。?？]{{0,8}}(?:{_WHAT}|哪|咋|怎么|如何|怎样|点样)|(?:些|点){_WHAT}",
            r"(?:数字|数目|责任|要点|做法|打算|名字|门道|名堂|花样|招数)(?:$|[\s,，。?？])|叫(?:什么|啥)(?:名|$|[\s,，。?？])|逐条|讲细|细讲|打包|列个?表|列名",
            "[这那]几[个种项类样条]|(?:一共|总共|各|都|分别)[^，,。?？]{0,8}(?:多少|几多|好多|几[个家所])",
            f"{_OPEN}(?:样的?|具体|专门|特别|实在|新|好|方面的?|的)*{_NAMED}",
            f"{_OPEN}方面|几个方面|帮[得到上了]?(?:什么|啥)忙|(?<![为是叫凭说])(?:什么|啥)(?:$|[\\s，,。?？呢呀啊])",
            rf"(?<![有没够合定无给])(?:{_LEFT})(?:$|[\s，,。?？])|列列|罗列|一条条|一条一条|一项项|完整",
            "哪几|几(?:条|样|招)(?:路|法|门)?|(?:讲|说|报)(?:下|讲|说|一下)(?:$|[\\s，,。?？吗呢])|(?:这|那)块$",
        ]
    )
)
_ONE_ANSWER = re.compile(r"有没有|(\w)不\1|谁|[吗不没冇][？?\s]*$")
_EACH = re.compile("都|各|分别|列|这些|[两三四五几][个样块项件]")
_COUNTS = re.compile("多少|几多|好多|几[个家所]")
_OF_SEVERAL = re.compile(rf"(?:[^\s，,、]{{2,8}}[\s，,、]+){{2,}}[^\s，,、]*(?:{_COUNTS.pattern})")
_OPENLY = re.compile(
    "什么(?!时候|地方|部门|单位)|啥(?!时|地方)|(?:怎么|咋|怎样|如何|点样)(?!办|申请|联系|找|报名)|哪[几些样种类]|几[种样类项]"
)
_SUBJECT = re.compile(
    "农民工|返乡|回乡|回家|打工|务工|外出|乡下|农村|退役|退伍|当过?兵|军人|复员|转业|战友|大学生|毕业生|学生|高校|应届|在校|青年|年轻人|妇女|女性|女人"
    "|中小微?企业|小微|企业|公司|个体户?|老板|我们?|咱们?|自己|的|人|们|回来|想|要|搞|做|干|去|在|对|给|关于|方面|相关|有关"
    "|创新|创业|双创|政策|扶持|支持|帮扶|措施|优惠|好处|待遇|广西|自治区|政府|国家|你好|请问|一下|吗|呢|啊|呀|哦|了"
)
_KIND = re.compile(f"{_NAMED}|{_MEASURE}|{_SUBJECT.pattern}")
JOINS = r"和|跟|与|同(?!时|一|等)|、|还有|以及|加上|另外|又|[，,\s]"
_JOINED = re.compile(JOINS)
_PIECES = re.compile(f"(?:{JOINS}|[。；;？?！!])+")


@lru_cache(RECENT)
def is_broad(question: str) -> bool:
    """Whether a question asks for all that there is: by its form, or because it names a subject and nothing else."""
    if _BROAD.search(question) or ("、" in question and not _is_of_one(question)):
        return True
    several = _COUNTS.search(question) and _OF_SEVERAL.search(question)
    return bool(several) or not re.sub(r"\W", "", _SUBJECT.sub("", question))


@lru_cache(RECENT)
def is_open(question: str) -> bool:
    """Whether a question asks what or how, which several sentences may answer, rather than whether, when or how much."""
    return _OPENLY.search(question) is not None


def without_form(question: str) -> str:
    """A question without the words that make it broad."""
    return _BROAD.sub(" ", question)


def is_kind(word: str) -> bool:
    """Whether a word says only what kind of help, or for whom."""
    return not _KIND.sub("", word)


def is_subject(word: str) -> bool:
    """Whether a word says only for whom, or that it is about starting a business."""
    return not _SUBJECT.sub("", word)


def joins(question: str) -> bool:
    """Whether a question may join several."""
    return _JOINED.search(question) is not None


def pieces(question: str) -> list[str]:
    """The pieces of a question that may join several; none where it is one."""
    found = [piece for piece in _PIECES.split(question) if len(piece) > 1]
    return found if len(found) > 1 else []


def _is_of_one(question: str) -> bool:
    """Whether a question has one answer for all that it lists, 报税、管账谁来教, and names no several people."""
    return bool(_ONE_ANSWER.search(question)) and not _EACH.search(question) and len(groups_in(question)) < 2
