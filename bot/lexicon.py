"""The words that a question may be meant to say, how likely each is, and how it is read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from index.dictionary import dictionary
from index.tokens import STOP

from . import pinyin

OFTEN = 50  # times seen in jieba's corpus of some 60 million words
OWN_SHARE = 0.3  # of a question's words that are the index's own
MOST_OWN = 30_000
DISTINCT = 4.0  # so many times commoner in the index than elsewhere is a word of its subject
LONGEST = 8
CHOICES = 12  # words of one reading that are weighed
FLOOR = 20.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its reading, and its cost: −log of its share of all words."""

    text: str
    read: tuple[str, ...]
    cost: float


Readings = Mapping[str, tuple[Word, ...]]
"""Words by their folded syllables, each followed by a blank; every beginning of a reading is there too."""


class Lexicon:
    """A mixture of common Chinese and of an index's own words: what its clauses say is what people ask for."""

    def __init__(self, vocabulary: Mapping[str, int], terms: Iterable[str] = ()) -> None:
        """:param vocabulary: terms with the number of clauses that have them. :param terms: words that count as own."""
        self._common = dictionary().times
        self._vocabulary = vocabulary
        known = [term for term in vocabulary if term[:1] >= "\u3400" and vocabulary[term] and self._common.get(term)]
        often = sorted(known, key=lambda term: -vocabulary[term])[:MOST_OWN]
        self._own = {term: vocabulary[term] for term in often}
        self._own |= {term: vocabulary.get(term, 0) + 1 for term in terms}
        self._total = sum(self._common.values())
        self._own_total = max(1, sum(self._own.values()))

    def cost(self, word: str) -> float:
        """−log of a word's share; infinite when it is none."""
        common, own = self._common.get(word, 0), self._own.get(word, 0)
        if not common and not own:
            return FLOOR if len(word) == 1 else math.inf
        share = (1 - OWN_SHARE) * (common / self._total) + OWN_SHARE * own / self._own_total
        return min(-math.log(share), FLOOR)

    def follows(self, left: str, right: str) -> float:
        """How far two characters are known to stand side by side in the index; of stop words it keeps no pairs."""
        if left in STOP or right in STOP:
            return 0.5
        return float(left + right in self._vocabulary)

    @cached_property
    def spoken(self) -> Readings:
        """All words, to read pinyin with."""
        common = (word for word, count in self._common.items() if count >= OFTEN and word[0] >= "\u3400")
        return self._by_reading(dict.fromkeys([*self._own, *common]))

    @cached_property
    def subject(self) -> Readings:
        """The words of the index's subject, to correct typing with."""
        return self._by_reading(word for word in self._own if len(word) > 1 and self._is_distinct(word))

    @cached_property
    def syllables(self) -> frozenset[str]:
        """The syllables that people type."""
        return pinyin.syllables(word.read for words in self.spoken.values() for word in words)

    def _common_share(self, word: str) -> float:
        return self._common.get(word, 0) / self._total

    def _is_distinct(self, word: str) -> bool:
        return self._own[word] / self._own_total >= DISTINCT * self._common_share(word)

    def _by_reading(self, words: Iterable[str]) -> Readings:
        found: dict[str, list[Word]] = {}
        for text, read in pinyin.of_words(word for word in words if len(word) <= LONGEST).items():
            key = ""
            for syllable in read:
                key += pinyin.folded(syllable) + " "
                found.setdefault(key, [])
            if read:
                found[key].append(Word(text, read, self.cost(text)))
        return {key: tuple(sorted(words, key=lambda word: word.cost)[:CHOICES]) for key, words in found.items()}
