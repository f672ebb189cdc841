"""How what a clause gives is handled, which may be asked of any clause and names no subject: 要公证吗, 审核严不严."""

from __future__ import annotations

import re
from functools import lru_cache

from . import particulars
from .anaphora import THAT
from .look_ups import bare_of
from .questions import RECENT

_HANDLED = re.compile(
    "审[核批查]|[初复]审|评[审选比定估]|认定|验收|公[示证]|盖章|签字|细则|名额|面值|次数|逾期|超期|过期|[补重]办|补[交报]|重新|排[名队]|打分|[得分]分|分数|成绩"
    "|[不没]合格|[不没]达标|[不没]通过|[通评报审][不没]过|[评选报批]不上|淘汰|撤[掉销]|取消|收回|退回|降级|摘牌|[负经][责办]人|对接人|工作日|周[末一二三四五六日天]|(?:星期|礼拜)[一二三四五六日天]?"
    "|[上下]班|休息|代[办领签]|委托|本人|亲自|现场|到场|面[试签谈]|答辩|[评打]几?分|标准|资格|条件|门槛|清单|表格|额度|期限|时限|[领拿报发给批评]?[一二两三几每]次|[一每单]张|分[一二两三几]次|先到先得|失败|亏本|赔"
)
_LIGHT = re.compile(
    r"会不会|能不能|是不是|要不要|用不用|有没有|需要|可以|现在|目前|吧$|每[个年次]|一[次年个家]|[一每个]人|如果|要是|万一|怎么[样办]|怎样|会咋样?|结果|还是|才|被|得|让|过|了|[会能要用有没不再还也就领拿报发给批评交补退低高严松快慢难]|容易|麻烦|复杂|简单|方便"
)


@lru_cache(RECENT)
def is_all(text: str) -> bool:
    """Whether a text asks how something is handled, and names nothing else."""
    rest = _HANDLED.sub("", particulars.without(text))
    left = "".join(bare_of(_LIGHT.sub("", THAT.sub("", rest))))
    return _HANDLED.search(text) is not None and len(left) <= 1
