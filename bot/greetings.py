"""Hello, thanks and who are you."""

from __future__ import annotations

import re

LONGEST = 20  # characters: the words below overlap, and the ways to match a long text double with each

_GREETING = re.compile(
    r"(?:你好|您好|大家好|(?:老师|师傅|同志|领导|阿姨|大姐)们?好|哈[喽啰罗]|嗨|嘿|喂|hello|hi|hey|在吗|在不在|在不|有人(?:在)?(?:吗|不|没)?|早上好|上午好|中午好|下午好|晚上好|早安|晚安|早|"
    r"谢谢|多谢|感谢|谢了|唔该|辛苦(?:了|啦)?|麻烦(?:了|啦)|再见|拜拜|bye|好的|好嘞|知道了|明白了|收到|ok|"
    r"你(?:是|系)(?:谁|什么|啥|哪个|边个|机器人|真人|人)(?:吗|啊|呀)?|你叫(?:什么|啥)(?:名字)?|你会(?:什么|啥|做什么)|你能(?:做什么|干(?:什么|啥|嘛)|帮我(?:做|干)?(?:什么|啥))|怎么用(?:你|这个)?|"
    r"小助手|助手|机器人|同志|师傅|老师|客服|了|啦|啊|呀|哈|呢|吗|嘛|哦|噢|喔|嗯|的|你|您|我|们|都|真|很|太|非常|帮(?:了)?(?:我)?(?:大)?忙|清楚|先|走|那|就|行|打扰|一下|讲|说|得|蛮|挺|好|明白|能|做|干|会|啥|什么|哪个|帮|请问|回答|有用|耐心|祝|工作|愉快|顺利|大家|各位|问|可以|吗|是|不是|人|还是|真人|机器|到底|什么|今天|吃(?:了|过|饭)+|没有?|[没冇])+",
    re.IGNORECASE,
)
_HEART = re.compile(
    r"你好|您好|(?:老师|师傅|同志|领导|阿姨|大姐)们?好|哈[喽啰罗]|嗨|hello|hi\b|hey|在吗|在不|有人|早|晚上好|下午好|谢|唔该|辛苦|再见|拜|bye|好的|知道了|明白|收到|你(?:是|系|叫|会|能)|怎么用",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:(?:你好|您好|哈[喽啰罗]|嗨|喂|hello|hi|谢谢[你您]?|多谢|感谢|好的?|行|嗯+|哦+|噢+|ok|知道了?|明白了?|了解了?|晓得了?|清楚了)(?:啦|啊|呀|哈|的)?[\s，,。!！~、；;]+)+",
    re.IGNORECASE,
)


_ON_BEHALF = re.compile(r"\w{0,4}(?:同志|支书|书记|主任|领导|群众|老乡|村民)们?[来想]?问(?:我|一?下)?[:：，,]\s*")


def without_courtesy(text: str) -> str:
    """A text without the greeting or thanks that it begins with, and without who has it asked: 支书问：…."""
    for opening in (_COURTESY, _ON_BEHALF):
        said = opening.match(text)
        text = text[said.end() :] if said else text
    return text


def is_greeting(text: str) -> bool:
    """Whether nothing but a greeting, thanks or a question about the assistant was typed."""
    bare = re.sub(r"[^\w]+", "", text)
    return len(bare) <= LONGEST and bool(_GREETING.fullmatch(bare) and _HEART.search(bare))
