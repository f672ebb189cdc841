"""What a policy's text itself tells about it: title, number, authority, dates, period and region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from .markers import marker_of
from .numerals import to_int
from .outline import Part
from .text import SPACES, Line, unspaced

TITLE_MAX = 150
LINE_OF_TITLE, LINES_OF_TITLE = 60, 3
KINDS = "通知|意见|办法|方案|规定|条例|细则|决定|公告|通告|批复|措施|计划|规划|指引|指南|函|令|法|报告|公报|纲要|要点|标准|目录"
_KIND = re.compile(rf"(?:{KINDS})(?:[（(].*[）)])?$")

_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,12}[〔\[［（(【]\s?(?:19|20)\d{2}\s?[〕\]］）)】]\s?第?\s?\d{1,4}\s?号"
    r"|(?:[\u4e00-\u9fff]{2,16}令)?\s?第\s?\d{1,4}\s?号(?=公布|发布|$)"
)
_DAY = re.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_HAN_DAY = re.compile(
    r"([二〇○零一九][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_PERIOD = re.compile(r"[（(]?((?:19|20)\d{2})年?\s?[—\-–－~～至]{1,2}\s?((?:19|20)\d{2})年[）)]?")
_AUTHORITY = re.compile(
    r"^(.{2,60}?(?:人民政府办公[厅室]|人民政府|办公[厅室]|委员会|[厅局部委院署]|常务委员会|银行|指挥部|领导小组|国务院))(?=关于|印发|转发|公告|通告|令)"
)
_SIGNATURE = re.compile(r"(?:[^，。；：、？！\d]{2,30}(?:政府|办公[厅室]|委员会|厅|局|部|委|院|银行|指挥部|领导小组))")
_PUBLISHED = re.compile(r"公布|发布|印发|颁布")
_ADOPTED = re.compile(r"通过|修订|修正|批准")
_THIS = r"本(?:法|办法|通知|意见|规定|规则|细则|实施细则|条例|计划|规划|方案|措施|若干措施|政策|政策措施|公告|通告|决定|文件|指引|指南)"
_FROM = re.compile(
    _THIS + r"[^。；]{0,20}?自\s?((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)\s?起\s?(?:开始)?(?:正式)?(?:施行|实施|执行|生效)"
)
_UNTIL = re.compile(
    _THIS
    + r"[^。；]{0,60}?(?:有效期|执行期限?|实施期限?|施行|执行)[^。；]{0,12}?至\s?((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)"
)
_YEARS = re.compile(_THIS + r"[^。；]{0,60}?有效期(?:为|限为|限)?\s?([一二两三四五六七八九十\d]{1,2})\s?年")
_REGION = re.compile(
    r"(北京|天津|上海|重庆)市|(内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(香港|澳门)特别行政区|[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,7}自治[州县]|[\u4e00-\u9fff]{2,4}[市县]"
)
_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|全国人民代表大会|中华人民共和国|财政部|国家|人力资源社会保障部|教育部|退役军人事务部)"
)
_ADDRESSED = re.compile(r"[^。]{2,300}[：:]$")
_NOTE = re.compile(r"[（(]?(?:此件|本件|联系人|扫一扫)[^。]{0,40}[)）]?$")
_ISSUES = re.compile(r"[^。]{0,120}(?:现|特)?(?:予以)?(?:印发|转发)给?你们.{0,60}$")


def title_of(body: list[Line]) -> tuple[str, int]:
    """Find the title and how many lines it takes: the first line, with those that it runs on to."""
    numbered = len(body) > 1 and _NUMBER.fullmatch(unspaced(body[0].text).strip("（）() "))
    if numbered and _may_be_title(body[1].text, TITLE_MAX):
        body = body[1:]
    if not body or not (body[0].heading or _may_be_title(body[0].text, TITLE_MAX)):
        return "", 0
    for used in range(1, 1 if body[0].heading else LINES_OF_TITLE + 1):
        lines = [line.text for line in body[:used]]
        if not all(_may_be_title(line, LINE_OF_TITLE) for line in lines[1:]):
            break
        if _KIND.search(lines[-1]):
            return unspaced("".join(lines)), used
    return unspaced(body[0].text), 1


def _may_be_title(line: str, limit: int) -> bool:
    return len(line) <= limit and not line.endswith(("。", "；", "：", "，", ":")) and marker_of(line) is None


def is_front(line: str, title: str) -> bool:
    """Tell the lines before the first number that state no policy: title, number, date, addressee, notes."""
    bare = unspaced(line).strip("（）()")
    return (
        _folded(line) in _folded(title)
        or _NUMBER.fullmatch(bare) is not None
        or _DAY.fullmatch(bare) is not None
        or any(pattern.fullmatch(line.strip(SPACES)) for pattern in (_ADDRESSED, _NOTE, _ISSUES))
    )


def _folded(text: str) -> str:
    """A title as it compares: half- and full-width brackets alike, no spaces."""
    return unspaced(text).translate(str.maketrans("()", "（）"))


def told(title: str, body: list[Line], parts: Iterable[Part], given: Mapping[str, Any]) -> dict[str, Any]:
    """Read the fields off the text; what is given stands, and what follows from it follows from that."""
    parts = list(parts)
    head = _head(body)
    tail = "\n".join(part.text for part in parts[-2:])[-200:]
    whole = "\n".join(part.text for part in parts)
    issued = given.get("issued_on") or _issued(head, tail)
    effective = given.get("effective_on") or _effective(whole, issued)
    period = None if given.get("expires_on") else _PERIOD.search(title)
    expires = given.get("expires_on") or _expires(whole, effective, period)
    authority = given.get("authority") or _authority(title, tail)
    found = {
        "number": _number(head),
        "authority": authority,
        "issued_on": issued,
        "effective_on": effective,
        "expires_on": expires,
        "region": _region(authority + " " + title),
        "period": period.group().strip("（）()") if period and expires else "",
    }
    return {**found, **given}


def _head(body: list[Line]) -> list[str]:
    """The lines before the first numbered unit."""
    head = []
    for line in body:
        if marker_of(line.text):
            break
        head.append(line.text)
    return head


def _number(head: list[str]) -> str:
    for line in head:
        bare = unspaced(line).strip("（）() ")
        if _NUMBER.fullmatch(bare):
            return bare
    start = _NUMBER.search(unspaced(" ".join(head))[:300])
    return start.group() if start and "〔" in start.group() else ""


def _authority(title: str, tail: str) -> str:
    match = _AUTHORITY.match(title)
    if match:
        return match.group(1)
    signed = [line for line in re.split(rf"[\n{SPACES}]+", tail) if _SIGNATURE.fullmatch(line)]
    return "、".join(dict.fromkeys(signed))


def _issued(head: list[str], tail: str) -> date | None:
    """The date of a line of its own, of publication, of adoption, or under the signature, in that order."""
    published = [line for line in head if _PUBLISHED.search(line)]
    adopted = [line for line in head if _ADOPTED.search(line)]
    alone = [line for line in head if _DAY.fullmatch(line.strip("（）() "))]
    signed = [word for word in re.split(r"[\n ]+", tail) if _DAY.fullmatch(word) or _HAN_DAY.fullmatch(word)]
    for text in [*alone, *reversed(published), *reversed(adopted), *reversed(signed)]:
        day = _day(text)
        if day:
            return day
    return None


def _day(text: str) -> date | None:
    match = _DAY.search(text)
    if match:
        parts = [int(group) for group in match.groups()]
    else:
        match = _HAN_DAY.search(text)
        if match is None:
            return None
        parts = [to_int(group.replace("○", "〇")) for group in match.groups()]
    try:
        return date(*parts)
    except ValueError:
        return None


def _effective(whole: str, issued: date | None) -> date | None:
    """The printed day, else the day of issue (党政机关公文处理工作条例: 成文日期 is when it takes effect)."""
    printed = [_day(text) for text in _FROM.findall(whole)]
    return next((day for day in reversed(printed) if day), issued)


def _expires(whole: str, begins: date | None, period: re.Match[str] | None) -> date | None:
    """The last day in force: printed, counted in years, or the end of the period; one before the first day is none.

    Only words about this very document count, and the last of them: a permit's term is not the policy's.
    """
    until, years = _UNTIL.findall(whole), _YEARS.findall(whole)
    if until:
        ends = _day(until[-1])
    elif years and begins:
        ends = _years_on(begins, to_int(years[-1]))
    else:
        ends = date(int(period.group(2)), 12, 31) if period else None
    return None if begins and ends and ends < begins else ends


def _years_on(begins: date, years: int) -> date:
    """The last day of so many years from a day on."""
    try:
        same_day = begins.replace(year=begins.year + years)
    except ValueError:  # 29 February in a common year
        same_day = date(begins.year + years, 3, 1)
    return same_day - timedelta(days=1)


def _region(text: str) -> str:
    text = text.strip()
    if _NATIONAL.match(text):
        return "全国"
    match = _REGION.search(text)
    return match.group() if match else ""
