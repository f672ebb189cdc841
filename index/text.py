"""A policy file's characters: decoding, markup, lines and sentences."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import NamedTuple

from .errors import DocumentError

SENTENCE_END = "。！？；!?;"
CLOSING_MARKS = "”’」』）)】〕》\"'"
QUOTES = "”’」』"
SPACES = " \t\u3000\xa0"

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"#{1,6}[ \t]+|#{1,6}(?=[^#\s])")
_EMPHASIS = re.compile(r"\*\*")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]"
)
_WIDE = r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]"
_SPACE_BY_WIDE = re.compile(rf"(?<={_WIDE})[{SPACES}]+|[{SPACES}]+(?={_WIDE})")


class Line(NamedTuple):
    """A line as a reader sees it, and whether the file marks it as a heading."""

    text: str
    heading: bool = False


def read_text(path: Path) -> str:
    """Decode a file: by its byte-order mark, else UTF-8, else GB18030.

    :raises DocumentError: unreadable, empty, binary or in another encoding.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path}：文件读不出来（{error.strerror}）。请检查文件是否存在、有无读取权限") from error
    text = _CONTROL.sub("", _decode(path, data).replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise DocumentError(f"{path}：文件是空的。请放入政策全文，或移走这个文件")
    return text


def _decode(path: Path, data: bytes) -> str:
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readable(text):
            return text
    raise DocumentError(
        f"{path}：认不出文字编码（既不是 UTF-8，也不是 GB18030 文本）。请用记事本打开，另存为 UTF-8 编码的文本文件"
    )


def _readable(text: str) -> bool:
    """Tell prose from bytes that a decoder merely happened to accept."""
    strange = sum(c in "\0\ufffd" or "\ue000" <= c <= "\uf8ff" or "\x80" <= c <= "\x9f" for c in text)
    return strange * 100 <= len(text)


def plain(markdown: str) -> list[Line]:
    """Cut a text into lines without markup and outer spaces; blank ones are dropped."""
    found = []
    for raw in _COMMENT.sub("", markdown).split("\n"):
        text = raw.strip(SPACES)
        mark = _HEADING.match(text)
        if mark:
            text = text[mark.end() :].rstrip("#" + SPACES)
        text = _EMPHASIS.sub("", text).strip(SPACES)
        if text:
            found.append(Line(text, mark is not None))
    return found


def unspaced(text: str) -> str:
    """Remove the spaces that stand beside a Han character or a full-width mark."""
    return _SPACE_BY_WIDE.sub("", text).strip()


def sentences(text: str) -> list[str]:
    """Cut text after each end of a sentence or line; joined they give the text back.

    An end inside brackets does not count: （牵头单位：甲；配合单位：乙） stays whole.
    """
    found, start, depth = [], 0, 0
    for position, character in enumerate(text):
        if character in "（(〔【":
            depth += 1
        elif character in "）)〕】":
            depth = max(0, depth - 1)
        following = text[position + 1 : position + 2]
        closes = character in QUOTES and text[position - 1 : position] in tuple(SENTENCE_END)
        ends = character == "\n" or ((character in SENTENCE_END or closes) and depth == 0)
        if ends and following and following not in CLOSING_MARKS and following != "\n":
            found.append(text[start : position + 1])
            start = position + 1
    return [*found, text[start:]] if start < len(text) else found
