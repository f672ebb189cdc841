"""Words with the times that each was seen, against jieba itself."""

from __future__ import annotations

from functools import cache
from typing import Any

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dictionary import POLICY_WORDS, Dictionary, dictionary
from index.tokens import words

KNOWN = POLICY_WORDS.read_text(encoding="utf-8").split()
TEXTS = st.lists(st.one_of(st.sampled_from(KNOWN), st.text("创业补贴贷款的一是", max_size=8)), max_size=8).map("".join)


@cache
def tokenizer() -> Any:
    """jieba's own, without the cache that it shares with all users of the machine."""
    found = jieba.Tokenizer()
    found.FREQ, found.total = found.gen_pfdict(found.get_dict_file())
    found.initialized = True
    for word in KNOWN:
        found.add_word(word)
    return found


def test_every_word_is_seen_as_often_as_by_jieba() -> None:
    assert dictionary().times == {word: times for word, times in tokenizer().FREQ.items() if times}


@given(TEXTS)
def test_a_text_is_cut_as_jieba_cuts_it(text: str) -> None:
    assert dictionary().cut(text) == list(tokenizer().cut(text, HMM=False))


@given(TEXTS)
def test_words_are_those_that_jieba_finds_for_a_search_engine(text: str) -> None:
    assert words(text) == list(tokenizer().cut_for_search(text, HMM=False))


@given(st.text("创业㐀鿿", max_size=12))
def test_a_character_that_jieba_leaves_out_stands_alone(text: str) -> None:
    assert dictionary().cut(text) == list(tokenizer().cut(text, HMM=False))


@pytest.mark.parametrize("word", [word for word in dictionary().times if len(word) > 12])
def test_the_longest_words_stay_whole(word: str) -> None:
    assert dictionary().cut(word) == list(tokenizer().cut(word, HMM=False))


def test_a_word_that_is_added_stays_whole_however_long_it_is() -> None:
    held = Dictionary([(["创业", "担保"], [90, 50]), (["贷款", "贴息"], [70, 5])])
    assert held.cut("创业担保贷款贴息") == ["创业", "担保", "贷款", "贴息"]
    held.add(["创业担保贷款贴息"])
    assert held.cut("创业担保贷款贴息贷款") == ["创业担保贷款贴息", "贷款"]
