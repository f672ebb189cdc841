"""What a question asks for in particular, and whether the quoted words say it: by extraction, never by guess.

The kinds are those that a notice on policies for firms must state (惠企政策: 对象、条件、时限、材料、地址、电话).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_N = r"[\d一二两三四五六七八九十百千万亿几]+(?:\.\d+)?"


class Particular(NamedTuple):
    """A kind: how people ask for it, and how a text states it."""

    name: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]


def _particular(name: str, asked: str, stated: str) -> Particular:
    return Particular(name, re.compile(asked), re.compile(stated))


MUCH = "(?:多少|几多|好多|几|多大|多高)"
PARTICULARS = (
    _particular(
        "金额",
        rf"{MUCH}(?:钱|元|块|万|千|百|资金|补贴|补助|奖金|奖励|额度|租金|费用)|(?:额度|上限|封顶|顶格|金额|标准)(?:是|有|为|多|怎么|咋|几)|"
        rf"(?:贷|借|补|奖|给|拿|领|得|资助|投|补贴|补助|报销|减|免)(?:到|得|个|我|我们)?{MUCH}(?!(?:个|家|点|成|年|天|月|次|人|期))|"
        rf"最(?:高|多|低|少)(?:能|可以|可)?(?:贷|借|补|给|拿|领|奖|批|到|是)|一次性(?:给|补)多少|补助标准|补贴标准|奖励标准|收费|要交钱|租金多少|值多少",
        rf"{_N}(?:多|余)?(?:亿|万|千|百)?元",
    ),
    _particular(
        "比例",
        rf"利率|年息|月息|利息(?:是|要|有|算|得)?(?:{MUCH})|{MUCH}(?:个点|厘|分利|成|折|个百分点)|百分之(?:几|多少)|比例|贴(?:多少|几)|(?:几|多少)%|免(?:几|多少)成|学分(?:多少|几)|抵几",
        rf"{_N}(?:\.\d+)?%|百分之|{_N}个百分点",
    ),
    _particular(
        "条件",
        r"(?:什么|啥|哪些|哪样|何种|咩|乜|么子|哪几个|几个|有无|有冇)(?:样的?)?(?:硬)?(?:条件|要求|资格|门槛|标准)|条件(?:是|有|高|严|要)|(?:要求|资格|门槛)(?:是|有|高|严)|"
        r"(?:够|合|符合|达到)不?(?:够|合)?(?:资格|条件|标准|要求)|怎样才算|怎么才算|咋才算|怎么算|才算数|限(?:制)?(?:年龄|户口|学历|专业)|(?:年龄|户口|户籍|学历|几岁|多大岁数|超过\d+岁|年纪)|"
        r"(?:满|要|得|需要)(?:几|多少|多久)(?:年|个月|人|岁)|退役几年|毕业几年|注册资(?:金|本)|(?:要不要|需不需要|用不用)(?:担保|抵押|本地|户口|社保|学历|征信)|什么(?:级别|样)的(?:人|企业|公司|项目)|哪(?:类|种|些)(?:人|企业|公司|项目)(?:能|可以|才)",
        r"(?:下列|以下|如下)条件|条件[：:]|应当具备|年龄在|满\d+|\d+周岁|以上学历|注册满",
    ),
    _particular(
        "期限",
        rf"什么时候|啥时候?|咩时候|几时|哪天|哪年|哪个月|何时|几号|几月|截止|截至|截(?:几|多)|过期没|多久|好久|多长时间|几(?:天|日|年|个?月|周|个?星期|个工作日)|多少(?:天|日|年|个?月|个工作日)|期限|时限|还款期|最长|(?:什么|啥)日子|报名时间|开班时间|办公时间|几点|上班时间|下(?:来|得来|款).{{0,3}}(?:快|久)",
        r"\d+个?(?:工作日|日内|天|个月)|\d{4}年(?:\d{1,2}月)?(?:底)?(?:前|至|到|起)|到\d{4}年|期限|每年\d",
    ),
    _particular(
        "材料",
        r"材料|证件|证明|资料|手续|要?带(?:什么|啥|哪些|咩|乜|点什么)|(?:什么|啥|哪些|哪样|咩)(?:证|表|表格|文件|单子|复印件|东西)|表格|填(?:什么|啥|哪)?表|申请(?:书|表)|复印件|身份证|户口(?:本|簿)|退伍证|毕业证|学生证|计划书|流水|公章|盖章|准备(?:些)?(?:什么|啥|哪些|咩)|交(?:什么|啥|哪些)",
        r"(?:提交|提供|携带|出具)[^。；]{0,20}(?:材料|证明|复印件|申请表|身份证)|(?:申请|申报)材料",
    ),
    _particular(
        "流程",
        r"流程|步骤|程序|手续怎么|(?:怎么|如何|怎样|咋|咋个|点样|哪样|哪个)(?:样)?(?:去)?(?:申请|申报|报名|办理|办手续|办$|领取|领$|报$|登记|提交|预约|走|弄手续|操作|填|参加)|(?:申请|申报|报名|办理)(?:要)?(?:怎么|如何|咋)|先(?:去|找|办|做|交)(?:哪|什么|啥|谁)|第一步|要走哪|网上(?:怎么|咋|点样)(?:申请|办|报)|谁来?(?:审批|审核)|审批?几道|走几道|要跑几趟|跑几次",
        r"(?:向|到)[^。；]{1,20}(?:提出申请|提交申请|申请办理|申报)|(?:登录|通过)[^。；]{1,20}(?:申请|申报|办理)|按(?:照)?(?:以下|下列)(?:程序|流程|步骤)",
    ),
    _particular(
        "办理地点",
        r"(?:在|去|到|跑|上|往|来|找)(?:哪里|哪儿|哪块|哪边|边度|哪点|哪处|哪个?(?:地方|窗口|楼|办公室|大厅|柜台|镇|街|路|所|点|站|位置|地点))|(?:在|去|到|跑|上)哪(?:申|报|办|交|领|参|上课|学|看|登)|哪(?:里|儿|个窗口|个柜台|层楼|栋楼)(?:申请|报名|办|交|领|有|受理|能|可以)|几(?:楼|号窗口|号柜台)|窗口|地址|位置在|具体地点|地点|坐落|在哪(?:里|儿|块|边|个地方|条路|呢|啊|呀)?[?？]?$",
        r"地址[：:]|[路街道]\d+号|\d+号窗口|[一二三四五六]楼",
    ),
    _particular(
        "联系方式",
        r"电话|热线|号码|联系方式|联系人|怎么联系|手机号|微信|公众号|小程序|二维码|邮箱|网址|链接|QQ|(?:哪个|什么|啥)(?:网站|网页|平台|APP|app)|网站(?:是|叫|地址)|打(?:哪个|什么|啥|几号)",
        r"\d{3,4}-\d{7,8}|1[3-9]\d{9}|电话[：:]|https?://|www\.|[A-Za-z0-9.]+@",
    ),
    _particular(
        "数量",
        rf"(?:名额|{MUCH}(?:个|家|人|名|项|座|所|间|门|位|期|次|批|届|套|条|种|点|样)|{MUCH}(?:地|面积|平方|平米|亩)|招(?:几|多少)|收(?:几|多少)人|有(?:几|多少)(?:个|家|所|人))",
        rf"{_N}(?:万|亿)?(?:个|家|人|名|项|座|所|间|门|亩|平方米)",
    ),
)
SUPPORT = re.compile(r"贷款|贴息|补贴|补助|奖补|奖励|资助|风险补偿|后补助")
NAMED_SYSTEM = re.compile(r"广西退役军人就业创业培训网|“爱创新”")


def asked(question: str) -> list[Particular]:
    """List the particulars that a question asks for."""
    return [particular for particular in PARTICULARS if particular.asked.search(question)]


def missing(question: str, quotes: Iterable[str]) -> list[str]:
    """Name the particulars asked for that the quoted words do not state."""
    said = "\n".join(quotes)
    return [particular.name for particular in asked(question) if not particular.stated.search(said)]


def left_open(quotes: Iterable[str]) -> list[str]:
    """Name what a promise of money leaves open: a reader will want the amount and the conditions."""
    said = "\n".join(quotes)
    if not SUPPORT.search(said):
        return []
    return [one.name for one in PARTICULARS if one.name in ("金额", "条件") and not one.stated.search(said)]
