"""Which of the places that a question names it asks about: where someone wants to do something."""

from __future__ import annotations

import re

from .gazetteer import CHINA, Mention

_FROM = re.compile(r"(?:从|自|离开|辞别|[卖运发]到|卖去|销往|销到)(?:我们|老家)?$")
_DENIED = re.compile(r"不(?:想|打算|准备|愿意?)?(?:是|问|在|找|说|回|去|来|到)$")
_PARTNER = re.compile(r"(?:和|跟|与|同)$")
_MODEL = re.compile(r"(?:学习?|像|仿照?|参照|比照|照着|借鉴)$")
_IDENTITY = re.compile(r"(?:(?:老家|户口|户籍|籍贯|出生|祖籍|生源地?|娘家)(?:是|在|系)?|(?:我|本人)(?:是|系))$")
_BACK_HOME = re.compile(r"(?:回(?:到|去)?|在)(?:我的?|我们的?)?(?:老家|家乡)(?:是|在)?$")
_BACK = re.compile("回去|回老家|返乡|回乡|回村|回家")
_RETURNING = re.compile("(?:的|[，,])?(?:人|退伍|退役|打工|当兵|毕业)*(?:想|要|准备|打算)?(?:回去|回老家)")
_LEFT = re.compile(
    r"(?:那边|那头|青年|后生|同胞|居民)?(?:回来|返回|归来|过来|来的|(?:毕业|打工|务工|退伍)回(?!去)|回到)|(?:青年|后生|同胞|居民|人)(?:去|到)|[，,。\s]*(?:现在)?(?:打算|准备|想|要)(?:返|回)(?![^，,。]{0,2}(?:这|那))|(?:考|嫁|搬|迁|调)(?:去|到|来|上)?|(?:人|户口|户籍)(?![才社力员])"
    r"|(?!这边|那边|那里|本地|当地|这里|农民(?!工))(?:[^，,。;；]{1,8}(?:回来|归来)|(?:(?![开办]|注册|经营|创业)[^，,。;；]){0,6}\d*[一二两三四五六七八九十几]?年多?了?[，,。;；\s].{0,8}回)"
    r"|(?!这边|那边|那里|本地|当地|这里|农民(?!工)).{0,6}(?:(?:打工|务工|上班|做工|干活).{0,8}(?:回|返|现在(?!在))"
    r"|(?:干|做|当兵|读|学|厂|部队|退伍|退役|留).{0,8}(?:回(?!乡|村)|返(?!乡)|现在(?!在))|(?:下岗|失业|关门|倒闭|裁员|没工作).{0,16}回"
    r"|(?:打[了过].{0,5}工|(?:打拼|打|干|做|待|呆|混|闯|住)[了过].{0,5}年))"
)
_COMER = "(?!那|当地|本地)[^，,。;；对给补贴策让]"  # who comes; not what is given to those who come
_TO_US = re.compile(
    rf"{_COMER}{{0,12}}(?:(?<![未原本后向])来|到|搬|迁|落户|落地)[^，,。;；在]{{0,2}}(?:我们|咱们?|你们|这(?=[边里儿办开]|$)|本[地省市县])(?!那)"
    rf"|{_COMER}{{0,10}}(?:(?:想|要|打算|准备|愿意|肯|能)过来|过来(?=[开办建投做搞]))"
    rf"|{_COMER}{{0,8}}[跟和与同](?:我们|咱们?|你们|这[边里])[^，,。;；]{{0,4}}(?:合|建|联|对接|搞)"
    r"|[省市]?(?:那[边头])?的?(?:老板|商人|客商|企业家?|公司|厂家?|团队|专家|教授|博士|高校|机构|人|朋友|同学)(?![^，,。;；]{0,8}(?:回|出来))[^，,。;；]{0,6}(?<![回下起出])(?:过来|[搬迁]来|来(?=[这投办开建设创发呢吗]))"
)
_LOST_WORK = re.compile(
    r"[^，,。;；]{0,8}(?:被裁|裁员|被辞|被炒|辞[职工]|离职|失业|下岗)[^?？]{0,60}(?:想|要|打算|准备|决定)回"
)
_KIN_THERE = re.compile(
    r"(?:那边)?(?:打工|务工|上班|做工|读书|上学|上大学)的?(?:女儿|儿子|孩子|老公|老婆|爸|妈|哥|弟|姐|妹|亲戚|同学|朋友|老乡)"
)
_AWAY = re.compile(r"(?:在|去|到)$")
_EMPLOYED = re.compile(r"[^，,。;；]{0,4}(?:给|帮|替)(?:人|人家|别人|老板)[^，,。;；]{0,4}了?[^，,。;；]{0,3}年")
_COMES_BACK = re.compile(
    r"[^?？]{0,20}(?:想|要|打算|准备|计划|考虑)(?:把[^，,。;；]{1,8})?(?:搬|迁|转)?(?:回来|返回来|回家|回老家|回乡|回村|返乡|回去)"
)
_BY_BIRTH = re.compile(
    r".{0,20}(?:在|回|到|去)老家|.{0,20}老家(?:那边|那里|那头|当地|政府)|.{0,3}(?:那边|那里|那头|当地)[^，,。;；]{0,10}(?:补|扶持|政策|贷|给)"
)
_WITH_OR_FROM = re.compile(r"(?:引进|吸引|招|请|从|找|买|和|跟|与|同|合作|是|来自|比)$")
_ANOTHERS_POLICY = re.compile(
    r"(?!的?(?:户口|户籍|籍|人|来|回|打工|务工|媳妇|女婿|老板|企业|公司|高校|院校|专家|朋友|亲戚|学生))[^，,。;；]{0,8}?(?:奖|补|扶持|优惠|支持|给|贷|政策|怎么|咋|有)"
)
_COMES_HERE = re.compile(r".{0,16}(?:来(?:我们|这|[办开])|过来|回来|搬来|迁来)")
_ACROSS = {("香港特别行政区",), ("澳门特别行政区",), ("台湾省",)}
_PEOPLE = re.compile("来?的?(?:居民|青年|年轻人|后生|同胞|学生|老板)")
_BUSINESS_BEFORE = re.compile(r"(?:在|去|到|赴|往)$|^$|[ ，,。；]$")
_BUSINESS_AFTER = re.compile(r".{0,3}(?:开|办|种|养|创业|注册|投资|建厂|设厂|那边|当地|政府|补贴|政策)")
_GIVES = re.compile(
    "(?:对|给)(?!我们|咱|你们)[^，,。;；]{0,14}(?:补|扶持|优惠|支持|贷|政策|资助|奖|手续|减|免|税|规定|办法|要求)"
)
_AIM = r"创业|创办|开[个一家间]?.{0,4}[店铺厂馆]|[办建设]厂|开厂|开公司|注册|投资|搞|办|做|养|种"
_BOUND = re.compile(r"(?:在|去|到|往|回|赴|过去)$")
_BUSINESS_THERE = re.compile(rf"(?:市|县|区)?[^，,。;；]{{0,4}}(?:{_AIM})")
_POLICY = rf"(?:{_AIM}|对|给|有|怎么|咋|哪|归谁|找谁|能不能|政府|政策|补|扶持|支持|优惠|贷款|研发|返乡|退役|退伍)"
_ITS_POLICY = re.compile(
    rf"[市县区]?(?:(?:那边|这边|那头|这头|那里|这里|当地|本地).{{0,10}}?|[^，,。;；]{{0,6}}(?:园区?|基地|[验新发]区)(?=[对给有])|的?){_POLICY}"
)
_GOVERNED = re.compile(
    r"(?:特区|特别行政区|[省市])?(?:政府|当局)|(?:那边|本地|当地)(?!的?(?:人|青年|同胞|居民).{0,6}来)"
)
_HAS = re.compile(
    r"(?![^，,。;；]{0,12}(?:来|合作|对接|联手|引进|英才|我们|这[边里]))[^，,。;；]{0,12}"
    r"(?:补[贴助]|入驻|注册|贷款|扶持|优惠|免租|创业(?:基地|园)|孵化器)"
)
_ASKING_OF = re.compile(r"(?<!不)问(?:的是|问|一?下)?$")
_HOME_BEFORE = re.compile(r"(?:家|老家|人|户口|户籍|我|本人|我们|姐|哥|弟|妹|从|挨着|靠近|临近)(?:是|在|住)?$")
_HOME_AFTER = re.compile(
    r"(?:市|县)?(?:的?(?:人|老乡|兄弟|姐妹|朋友|亲戚|老板|后生|年轻人|妹子|打工仔|仔)(?:[，,\s]|在|去|到|跑|想去|要去)|隔壁|旁边|边上|(?:的)?(?:公司|企业|厂)(?:想|要|打算|准备)|.{0,3}(?:上班|打工|工作|读|长大|挨着|离))"
)


def is_asked_about(text: str, mention: Mention) -> bool:
    """Tell a place where someone wants to do something from one that they come from, or that is only named."""
    before, after = text[: mention.start], text[mention.end :]
    if mention.is_relative:
        gives = _ANOTHERS_POLICY.match(after) and not _WITH_OR_FROM.search(before)
        return bool(gives or is_where_to(text, mention)) and not _COMES_HERE.match(after)
    belongs = _IDENTITY.search(before)
    if belongs and (_RETURNING.match(after) or _BY_BIRTH.match(after)):
        return True
    native = belongs and not (_BACK.search(after) or _BACK_HOME.search(before))
    across = {region.path[1:2] for region in mention.regions} <= _ACROSS and _PEOPLE.match(after)
    left = any(said.search(before) for said in (_FROM, _DENIED, _PARTNER, _MODEL)) or any(
        told.match(after) for told in (_LEFT, _TO_US, _LOST_WORK, _KIN_THERE)
    )
    away = _AWAY.search(before) and (_EMPLOYED.match(after) or _COMES_BACK.match(after))
    origin = across or native or left or away
    business = _BUSINESS_BEFORE.search(before) and (_BUSINESS_AFTER.match(after) or _GIVES.match(after))
    return not origin and (not _is_country(mention) or bool(business))


def _is_country(mention: Mention) -> bool:
    """Whether a place is abroad, and not told by its country and its city: people come from there to do business here."""
    region = mention.regions[0]
    told_in_full = len(region.path) > 1 and mention.text.startswith(region.path[0])
    return region.placed and region.path[0] != CHINA and not told_in_full


def has_its_policy_asked(text: str, mention: Mention) -> bool:
    """Whether a question asks what one place gives: 封开县对办厂的人有哪些扶持."""
    return bool(_ASKING_OF.search(text[: mention.start]) or _ITS_POLICY.match(text, mention.end))


def is_where_to(text: str, mention: Mention) -> bool:
    """Whether someone means to do business in a place: 想在湛江设分厂."""
    return bool(_BOUND.search(text[: mention.start]) and _BUSINESS_THERE.match(text, mention.end))


def is_governed(text: str, mention: Mention) -> bool:
    """Whether a question speaks of a place's own government, or of what is there: 香港政府给什么, 中关村的孵化器怎么入驻."""
    after = text[mention.end :]
    return bool(_GOVERNED.match(after) or (_HAS.match(after) and not _WITH_OR_FROM.search(text[: mention.start])))


def is_home(text: str, mention: Mention) -> bool:
    """Whether a place only tells where someone lives, works or comes from: 家在梧州."""
    return bool(_HOME_BEFORE.search(text[: mention.start]) or _HOME_AFTER.match(text, mention.end))
