"""Text → terms."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dictionary import POLICY_WORDS
from index.tokens import LONGEST_RUN, STOP, normalised, runs, terms, words


def test_policy_words_stay_whole_beside_pairs_of_characters() -> None:
    found = terms("创业担保贷款")
    assert "创业担保贷款" in found
    assert {"创业", "业担", "担保", "保贷", "贷款"} <= set(found)


@pytest.mark.parametrize("word", POLICY_WORDS.read_text(encoding="utf-8").split())
def test_every_policy_word_is_a_term(word: str) -> None:
    assert word in terms(word) or word in STOP


@given(st.text("创业补贴贷款人才企业", min_size=1, max_size=20))
def test_every_pair_of_characters_counts_beside_the_words(text: str) -> None:
    expected = Counter(words(text)) + Counter("".join(pair) for pair in pairwise(text))
    assert Counter(terms(text)) == expected


def test_widths_and_cases_are_folded() -> None:
    assert terms("ＡＩ　１２％") == terms("ai 12%") == ["ai", "12%"]


@pytest.mark.parametrize("text", ["", " \n", "，。！", "的了吗"])
def test_nothing_to_say_gives_no_terms(text: str) -> None:
    assert terms(text) == []


@pytest.mark.parametrize("length", [LONGEST_RUN - 1, LONGEST_RUN, LONGEST_RUN + 1, 200_000])
def test_runs_of_one_character_are_cut_short(length: int) -> None:
    assert normalised("税" * length) == "税" * min(length, LONGEST_RUN)
    assert len(terms("税" * length)) <= 3 * LONGEST_RUN


@given(st.text("税费１1", max_size=60))
def test_no_run_is_longer_than_allowed(text: str) -> None:
    shortened = normalised(text)
    assert not [character for character in shortened if character * (LONGEST_RUN + 1) in shortened]


def test_runs_are_three_characters_of_one_piece() -> None:
    assert runs("担保贷款，利息3%补") == ["担保贷", "保贷款"]
    assert runs("贷款 abc") == []
