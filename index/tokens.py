"""Text → terms, the same for clauses and questions: jieba's words, and pairs of characters.

On policy text pairs of characters beat words; together lay questions gain too.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

VERSION = 2
RUN = 3  # characters
INSIDE = (2, 3)  # characters of the words that are found inside a word
DICTIONARY = Path(__file__).with_name("policy_words.txt")
STOP = frozenset(
    """
    的 了 吗 呢 吧 啊 呀 嘛 么 和 与 及 或 在 是 有 我 你 他 她 它 们 这 那 就 都 也 还 又 很
    把 被 让 给 对 向 从 到 之 其 等 个 为 以 于 而 请 请问 一下 一个 什么 怎么 怎样 如何 哪些 哪个 哪里 多少 几 能
    能不能 可以 可不可以 会 要 想 有没有 没有 不 我们 你们 他们 咱 咱们 这个 那个 这些 那些 现在 听说 知道 告诉
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)
LONGEST_RUN = 8

_RUN = re.compile(rf"(.)\1{{{LONGEST_RUN},}}")
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
    for word in _likeliest(text):
        for length in INSIDE:
            if len(word) > length:
                inside = [word[start : start + length] for start in range(len(word) - length + 1)]
                found += filter(frequencies().get, inside)
        found.append(word)
    return found


def _likeliest(text: str) -> list[str]:
    """Cut Han text into the words that are likeliest together: as jieba does without its hidden Markov model, in one pass."""
    times_of, log, total, size = frequencies().get, math.log, _total(), len(text)
    best, ends = [0.0] * (size + 1), list(range(1, size + 1))
    for start in range(size - 1, -1, -1):
        likeliest, end = -math.inf, start
        while end < size:
            end += 1
            times = times_of(text[start:end])
            if times:
                told = log(times) - total + best[end]
                if told >= likeliest:
                    likeliest, ends[start] = told, end
            elif times is None:  # not even the beginning of a word
                break
        best[start] = likeliest if likeliest > -math.inf else best[start + 1] - total
    found, place = [], 0
    while place < size:
        found.append(text[place : ends[place]])
        place = ends[place]
    return found


def frequencies() -> Mapping[str, int]:
    """How often each word of jieba's dictionary, with the policy words, was seen; 0 for the mere beginning of one."""
    found: Mapping[str, int] = _segmenter().FREQ
    return found


@cache
def _total() -> float:
    return math.log(_segmenter().total)


@cache
def _segmenter() -> Any:
    """Load jieba with the policy words; without its cache, which any user of the machine could have written."""
    import jieba

    segmenter = jieba.Tokenizer()
    segmenter.FREQ, segmenter.total = segmenter.gen_pfdict(segmenter.get_dict_file())
    segmenter.initialized = True
    for line in DICTIONARY.read_text(encoding="utf-8").split():
        segmenter.add_word(line)
    return segmenter


def segments(text: str) -> list[str]:
    """Cut text into words that follow one another and leave nothing out."""
    return list(_segmenter().cut(text, HMM=False))
