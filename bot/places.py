"""Which of the places that a question names it asks about: where someone wants to do something."""

from __future__ import annotations

import re

from .gazetteer import CHINA, Mention

_FROM = re.compile(r"(?:从|自|离开|辞别)(?:我们|老家)?$")
_PARTNER = re.compile(r"(?:和|跟|与|同)$")
_IDENTITY = re.compile(r"(?:(?:老家|户口|户籍|籍贯|出生|祖籍|生源地?|娘家)(?:是|在|系)?|(?:我|本人)(?:是|系))$")
_BACK = re.compile("回去|回老家|返乡|回乡|回村|回家")
_LEFT = re.compile(
    r"(?:那边|那头|青年|后生|同胞|居民)?(?:回来|返回|归来|过来|来的|(?:毕业|打工|务工|退伍)回(?!去)|回到)|(?:青年|后生|同胞|居民|人)(?:去|到)|(?:考|嫁|搬|迁|调)(?:去|到|来|上)?|(?:人|户口|户籍)(?![才社力员])"
    r"|(?!这边|那边|那里|本地|当地|这里)(?:[^，,。;；]{1,8}(?:回来|归来)|(?:(?![开办]|注册|经营|创业)[^，,。;；]){0,6}\d*[一二两三四五六七八九十几]?年多?了?[，,。;；\s].{0,8}回)"
    r"|(?!这边|那边|那里|本地|当地|这里).{0,6}(?:(?:打工|务工|上班|做工|干活).{0,8}(?:回|返|现在(?!在))"
    r"|(?:干|做|当兵|读|学|厂|部队|退伍|退役|留).{0,8}(?:回(?!乡|村)|返(?!乡)|现在(?!在))|(?:下岗|失业|关门|倒闭|裁员|没工作).{0,16}回"
    r"|(?:打[了过].{0,5}工|(?:打拼|打|干|做|待|呆|混|闯|住)[了过].{0,5}年))"
)
_ACROSS = {("香港特别行政区",), ("澳门特别行政区",), ("台湾省",)}
_PEOPLE = re.compile("来?的?(?:居民|青年|年轻人|后生|同胞|学生|老板)")
_BUSINESS_BEFORE = re.compile(r"(?:在|去|到|赴|往)$|^$|[ ，,。；]$")
_BUSINESS_AFTER = re.compile(r".{0,3}(?:开|办|创业|注册|投资|建厂|设厂|那边|当地|政府|补贴|政策)")


def is_asked_about(text: str, mention: Mention) -> bool:
    """Tell a place where someone wants to do something from one that they come from, or that is only named."""
    before, after = text[: mention.start], text[mention.end :]
    native = _IDENTITY.search(before) and not _BACK.search(after)
    across = {region.path[1:2] for region in mention.regions} <= _ACROSS and _PEOPLE.match(after)
    origin = across or native or _FROM.search(before) or _PARTNER.search(before) or _LEFT.match(after)
    abroad = mention.regions[0].path[0] != CHINA and mention.regions[0].placed
    business = _BUSINESS_BEFORE.search(before) and _BUSINESS_AFTER.match(after)
    return not origin and (not abroad or bool(business))
