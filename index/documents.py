"""A policy file → ``Document``: its text, and what the text itself tells about it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from .errors import DocumentError
from .numerals import to_int
from .outline import Part, marker_of, outline
from .text import SPACES, Line, plain, read_text, unspaced

SUFFIXES = {".md", ".txt"}
TITLE_MAX = 150
KINDS = "通知|意见|办法|方案|规定|条例|细则|决定|公告|通告|批复|措施|计划|规划|指引|指南|函|令|法|报告|公报|纲要|要点|标准|目录"

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
_FROM = re.compile(r"自\s?((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)\s?起\s?(?:开始)?(?:正式)?(?:施行|实施|执行|生效)")
_FROM_ISSUE = re.compile(r"自(?:印发|发布|公布|颁布|下发)之日起(?:\d+日后)?(?:施行|实施|执行|生效)?")
_UNTIL = re.compile(r"(?:有效期|执行期限?|实施期限?|政策期限?)[^。；]{0,12}?至\s?((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)")
_YEARS = re.compile(r"有效期(?:为|限为|限)?\s?([一二两三四五六七八九十\d]{1,2})\s?年")
_REGION = re.compile(
    r"(北京|天津|上海|重庆)市|(内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|(香港|澳门)特别行政区|[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,7}自治[州县]|[\u4e00-\u9fff]{2,4}[市县]"
)
_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|全国人民代表大会|中华人民共和国|财政部|国家|人力资源社会保障部|教育部|退役军人事务部)"
)
_ADDRESSED = re.compile(r"[^。]{2,300}[：:]$")
_NOTE = re.compile(r"[（(]?(?:此件|本件|联系人|扫一扫)[^。]{0,40}[)）]?$")
_ISSUES = re.compile(r"[^。]{0,120}(?:现|特)?(?:予以)?(?:印发|转发)给?你们.{0,60}$")


@dataclass(frozen=True)
class Document:
    """One issued policy. ``source`` is the path within the docs folder, and ``id`` follows from it."""

    id: str
    source: str
    title: str
    number: str = ""
    authority: str = ""
    issued_on: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    region: str = ""
    period: str = ""
    repealed_on: date | None = None
    superseded_by: str = ""
    source_url: str = ""
    parts: tuple[Part, ...] = field(default=(), repr=False, compare=False)

    @property
    def name(self) -> str:
        """The title as people say it: what a notice issues, without who issues it."""
        issued = re.search(r"(?:关于)?(?:印发|发布|公布|转发)[《]?(.+?)[》]?的(?:通知|公告|决定|函)$", self.title)
        return issued.group(1) if issued else self.title


STATED = {"title", "number", "authority", "region", "period", "superseded_by", "source_url"}
DATED = {"issued_on", "effective_on", "expires_on", "repealed_on"}


def read_documents(folder: Path) -> list[Document]:
    """Read every policy of a folder, sorted by path; names that begin with a dot, and READMEs, are passed over.

    :raises DocumentError: no folder, no policy in it, or a file that cannot be used.
    """
    if not folder.is_dir():
        raise DocumentError(f"{folder}：政策文件夹不存在。请新建它并放入政策文件，或用 --docs 指定别的文件夹")
    documents = [read_document(path, folder) for path in policy_files(folder)]
    if not documents:
        raise DocumentError(f"{folder}：里面没有政策文件（{'、'.join(sorted(SUFFIXES))}）。请放入至少一份")
    return documents


def policy_files(folder: Path) -> list[Path]:
    """List the files that hold policies.

    :raises DocumentError: a file of a kind that cannot be read.
    """
    found = []
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder)
        if not path.is_file() or path.stem.upper() == "README" or any(part.startswith(".") for part in within.parts):
            continue
        if path.suffix.lower() in SUFFIXES:
            found.append(path)
        elif path.suffix.lower() not in {".yaml", ".yml"}:
            raise DocumentError(
                f"{path}：不支持 {path.suffix or '没有后缀'} 文件。请把全文另存为 UTF-8 文本（.md 或 .txt）再放入"
            )
    return found


def read_document(path: Path, folder: Path) -> Document:
    """Read one policy file.

    :raises DocumentError: naming the file, the field and the fix.
    """
    text, given = _front_matter(path, read_text(path))
    body = plain(text)
    title, title_lines = _title(body)
    title = given.pop("title", "") or title
    if not title:
        raise DocumentError(f"{path}：找不到标题（title）。请在第一行写上文件标题，或在文首的 --- 之间写 title: 标题")
    if not body[title_lines:]:
        raise DocumentError(f"{path}：只有标题，没有正文。请放入政策全文")

    def is_front(line: str) -> bool:
        bare = unspaced(line).strip("（）()")
        return (
            _folded(line) in _folded(title)
            or _NUMBER.fullmatch(bare) is not None
            or _DAY.fullmatch(bare) is not None
            or any(pattern.fullmatch(line.strip(SPACES)) for pattern in (_ADDRESSED, _NOTE, _ISSUES))
        )

    parts = tuple(outline(body, str(path), is_front))
    told = _told(title, body, parts)
    told.update(given)
    if not any(part.kind in ("clause", "paragraph") for part in parts):
        raise DocumentError(f"{path}：没有找到任何条款。请检查正文是否完整")
    source = path.relative_to(folder).as_posix()
    identity = hashlib.sha256(source.encode()).hexdigest()[:10]
    document = Document(f"d{identity}", source, title, **told, parts=parts)
    _check_dates(path, document)
    return document


def _folded(text: str) -> str:
    """A title as it compares: half- and full-width brackets alike, no spaces."""
    return unspaced(text).translate(str.maketrans("()", "（）"))


def _front_matter(path: Path, text: str) -> tuple[str, dict[str, Any]]:
    """Take the fields between --- lines off the top, checked."""
    match = re.match(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", text, re.DOTALL)
    if match is None:
        return text, {}
    try:
        loaded = yaml.safe_load(match.group(1)) or {}
    except yaml.YAMLError as error:
        raise DocumentError(
            f"{path}：文首 --- 之间的内容不是正确的 YAML。请按“字段: 内容”一行一个改正（{error}）"
        ) from error
    if not isinstance(loaded, dict):
        raise DocumentError(f"{path}：文首 --- 之间应当是“字段: 内容”，一行一个")
    for name, value in loaded.items():
        if name not in STATED | DATED:
            raise DocumentError(f"{path}：文首的字段 {name} 不认识。可用的字段：{'、'.join(sorted(STATED | DATED))}")
        if name in DATED and type(value) is not date:
            raise DocumentError(f"{path}：字段 {name} 应当是日期，如 2021-01-27，现在是 {value!r}")
        if name in STATED and not isinstance(value, str):
            raise DocumentError(f"{path}：字段 {name} 应当是文字，现在是 {value!r}；请加上引号")
    return text[match.end() :], loaded


def _title(body: list[Line]) -> tuple[str, int]:
    """Find the title and how many lines it takes."""
    if (
        not body
        or marker_of(body[0].text)
        or len(body[0].text) > TITLE_MAX
        or body[0].text.endswith(("。", "；", "：", "，"))
    ):
        return "", 0
    title, used = body[0].text, 1
    if not body[0].heading and not re.search(rf"(?:{KINDS})[）)]?$", title):
        for line in body[1:3]:
            if len(line.text) > 60 or re.search(r"[。；：，:]$", line.text) or marker_of(line.text):
                break
            if re.search(rf"(?:{KINDS})(?:[（(].*[）)])?$", line.text):
                title, used = title + "".join(body[n].text for n in range(1, used + 1)), used + 1
                break
            used += 1
        else:
            used = 1
    return unspaced(title), used


def _told(title: str, body: list[Line], parts: Iterable[Part]) -> dict[str, Any]:
    """Read the fields off the text."""
    parts = list(parts)
    head = _head(body)
    tail = "\n".join(part.text for part in parts[-2:])[-200:]
    whole = "\n".join(part.text for part in parts)
    issued = _issued(head, tail)
    period = _PERIOD.search(title)
    authority = _authority(title, tail)
    expires = _expires(whole, issued, period)
    return {
        "number": _number(head),
        "authority": authority,
        "issued_on": issued,
        "effective_on": _effective(whole, issued),
        "expires_on": expires,
        "region": _region(authority + " " + title),
        "period": period.group().strip("（）()") if period and expires else "",
    }


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
    signed = _FROM.sub("", tail)
    for text in [*alone, *reversed(published), *reversed(adopted), *reversed(re.split(r"[\n ]+", signed)), *head]:
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
    match = _FROM.search(whole)
    return (_day(match.group(1)) if match else None) or issued


def _expires(whole: str, issued: date | None, period: re.Match[str] | None) -> date | None:
    until = _UNTIL.search(whole)
    if until:
        return _day(until.group(1))
    years = _YEARS.search(whole)
    begins = _effective(whole, issued)
    if years and begins:
        ended = begins.year + to_int(years.group(1))
        return date(ended, begins.month, min(begins.day, 28) if begins.month == 2 else begins.day) - timedelta(days=1)
    return date(int(period.group(2)), 12, 31) if period else None


def _region(text: str) -> str:
    text = text.strip()
    if _NATIONAL.match(text):
        return "全国"
    match = _REGION.search(text)
    return match.group() if match else ""


def _check_dates(path: Path, document: Document) -> None:
    begins = document.effective_on or document.issued_on
    if begins and document.expires_on and document.expires_on < begins:
        raise DocumentError(
            f"{path}：失效日期 expires_on（{document.expires_on}）早于施行日期（{begins}）。请在文首改正 effective_on 或 expires_on"
        )


FIELDS = tuple(item.name for item in fields(Document) if item.name != "parts")
