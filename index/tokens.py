"""Text → terms, the same for clauses and questions: jieba's words, and pairs of characters.

On policy text pairs of characters beat words; together lay questions gain too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from .dictionary import dictionary

VERSION = 2
RUN = 3  # characters
INSIDE = (2, 3)  # characters of the words that are found inside a word
STOP = frozenset(
    """
    的 了 吗 呢 吧 啊 呀 嘛 么 和 与 及 或 在 是 有 我 你 他 她 它 们 这 那 就 都 也 还 又 很
    把 被 让 给 对 向 从 到 之 其 等 个 为 以 于 而 请 请问 一下 一个 什么 怎么 怎样 如何 哪些 哪个 哪里 多少 几 能
    能不能 可以 可不可以 会 要 想 有没有 没有 不 我们 你们 他们 咱 咱们 这个 那个 这些 那些 现在 听说 知道 告诉
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)
LONGEST_RUN = 8

_RUN = re.compile(rf"(.)\1{{{LONGEST_RUN},}}")
_RUNS = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")
_PIECE = re.compile(r"[\u3400-\u9fff]+|[a-z][a-z0-9+\-]*|\d+(?:\.\d+)?%?")


def normalised(text: str) -> str:
    """Fold widths and cases, and shorten runs of one character, on which segmentation is slow."""
    return _RUN.sub(lambda run: run.group(1) * LONGEST_RUN, unicodedata.normalize("NFKC", text).lower())


def pieces(text: str) -> list[str]:
    """Cut a text into runs of Han characters, of letters and of digits."""
    found: list[str] = _PIECE.findall(normalised(text))
    return found


def terms(text: str) -> list[str]:
    """List a text's terms, repeated as they occur: words, numbers and pairs of characters."""
    return terms_of(pieces(text))


def terms_of(pieces: Iterable[str]) -> list[str]:
    found = []
    for piece in pieces:
        if piece[0] < "\u3400":
            found.append(piece)
            continue
        found += [word for word in words(piece) if word not in STOP]
        found += [f"{left}{right}" for left, right in pairwise(piece) if left not in STOP and right not in STOP]
    return found


def runs(text: str) -> list[str]:
    """List a text's runs of three characters, repeated as they occur: a question that repeats a policy's wording shares them."""
    return runs_of(pieces(text))


def runs_of(pieces: Iterable[str]) -> list[str]:
    return [
        piece[start : start + RUN] for piece in pieces if piece[0] >= "\u3400" for start in range(len(piece) - RUN + 1)
    ]


def words(text: str) -> list[str]:
    """Segment Han text as jieba does for a search engine: long words and the shorter ones inside."""
    found: list[str] = []
    times_of = dictionary().times.get
    for word in dictionary().cut(text):
        for length in INSIDE:
            if len(word) > length:
                inside = [word[start : start + length] for start in range(len(word) - length + 1)]
                found += filter(times_of, inside)
        found.append(word)
    return found


def segments(text: str) -> list[str]:
    """Cut text into words that follow one another and leave nothing out."""
    found: list[str] = []
    for run in _RUNS.findall(text):
        found += dictionary().cut(run) if "\u3400" <= run[0] <= "\u9fff" else [run]
    return found
