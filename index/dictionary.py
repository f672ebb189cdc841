"""How often Chinese words are seen: jieba's dictionary, with the policy words.

Read straight from jieba's file: its tokenizer also keeps the beginnings of all words, which takes twice the time and as much memory again,
and a cache that any user of the machine could have written.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

POLICY_WORDS = Path(__file__).with_name("policy_words.txt")
MOSTLY = 4  # characters that few words exceed
SOME = 1 << 18  # bytes


class Dictionary:
    """Words with the times that each was seen; cuts Han text as jieba does without its hidden Markov model."""

    def __init__(self, seen: Iterable[tuple[Sequence[str], Sequence[int]]]) -> None:
        """:param seen: words and the times of each, some at a time."""
        self.times: dict[str, int] = {}
        self._total = 0
        for words, times in seen:
            self.times.update(zip(words, times, strict=True))
            self._total += sum(times)
        self._longest = max(map(len, self.times))
        self._begun = {word[:MOSTLY] for word in self.times if len(word) > MOSTLY}

    def add(self, words: Iterable[str]) -> None:
        """Have words stay whole: each counts as often as its parts would meet by chance, as jieba suggests."""
        for word in words:
            chance = math.prod(self.times.get(part, 1) / self._total for part in self.cut(word))
            times = max(int(chance * self._total) + 1, self.times.get(word, 1))
            self.times[word] = times
            self._total += times
            self._longest = max(self._longest, len(word))
            if len(word) > MOSTLY:
                self._begun.add(word[:MOSTLY])

    def cut(self, text: str) -> list[str]:
        """Cut text into the words that are likeliest together; a character that begins none stands alone."""
        times_of, log, total, size = self.times.get, math.log, math.log(self._total), len(text)
        best, ends = [0.0] * (size + 1), list(range(1, size + 1))
        for start in range(size - 1, -1, -1):
            likeliest = -math.inf
            reach = self._longest if text[start : start + MOSTLY] in self._begun else MOSTLY
            for end in range(start + 1, min(size, start + reach) + 1):
                times = times_of(text[start:end])
                if times:
                    told = log(times) - total + best[end]
                    if told >= likeliest:
                        likeliest, ends[start] = told, end
            best[start] = likeliest if likeliest > -math.inf else best[start + 1] - total
        found, place = [], 0
        while place < size:
            found.append(text[place : ends[place]])
            place = ends[place]
        return found


@cache
def dictionary() -> Dictionary:
    """The one that texts are cut by."""
    found = Dictionary(_jieba())
    found.add(POLICY_WORDS.read_text(encoding="utf-8").split())
    return found


def _jieba() -> Iterator[tuple[list[str], list[int]]]:
    """jieba's words and times, some lines at a time: all fields at once would leave thirty megabytes taken."""
    package = find_spec("jieba")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    with Path(package.origin).with_name("dict.txt").open(encoding="utf-8") as file:
        while lines := file.readlines(SOME):
            fields = "".join(lines).split()
            yield fields[::3], [*map(int, fields[1::3])]
