"""Text → terms."""

import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.paths import ROOT
from index.tokens import DICTIONARY, LONGEST_RUN, STOP, _segmenter, normalised, runs, terms, words

TEXT = "小微企业创业担保贷款贴息"


def test_policy_words_stay_whole_beside_pairs_of_characters() -> None:
    found = terms("创业担保贷款")
    assert "创业担保贷款" in found
    assert {"创业", "业担", "担保", "保贷", "贷款"} <= set(found)


@pytest.mark.parametrize("word", DICTIONARY.read_text(encoding="utf-8").split())
def test_every_policy_word_is_a_term(word: str) -> None:
    assert word in terms(word) or word in STOP


@given(st.text("创业补贴贷款人才企业", min_size=1, max_size=20))
def test_every_pair_of_characters_counts_beside_the_words(text: str) -> None:
    expected = Counter(words(text)) + Counter("".join(pair) for pair in pairwise(text))
    assert Counter(terms(text)) == expected


@given(
    st.lists(st.sampled_from(DICTIONARY.read_text(encoding="utf-8").split()), max_size=6),
    st.text("创业补贴贷款的一是㐀鿿", max_size=8),
)
def test_words_are_those_that_jieba_finds(known: list[str], others: str) -> None:
    text = "".join([*known, others, *reversed(known)])
    assert words(text) == list(_segmenter().cut_for_search(text, HMM=False))


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


PLANTED = """
import json, marshal, pathlib, sys, tempfile, time
folder = pathlib.Path(tempfile.gettempdir())
if sys.argv[1] == "planted":
    planted = {"小": 1, "小微": 1, "小微企": 99999, "业": 1, "业创": 99999, "业创业担": 99999}
    (folder / "jieba.cache").write_bytes(marshal.dumps((planted, 300000)))
import jieba
if sys.argv[2] == "plain jieba":
    jieba.setLogLevel("ERROR")
    print(json.dumps(jieba.lcut_for_search(sys.argv[3])))
else:
    from index.tokens import words
    print(json.dumps(words(sys.argv[3])))
print(sorted(path.name for path in folder.iterdir()))
"""


def segmented(folder: Path, cache: str, by: str) -> list[str]:
    folder.mkdir()
    command = [sys.executable, "-c", PLANTED, cache, by, TEXT]
    done = subprocess.run(command, cwd=ROOT, env={"TMPDIR": str(folder)}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_a_planted_cache_changes_nothing_and_none_is_written(tmp_path: Path) -> None:
    clean, _ = segmented(tmp_path / "a", "none", "ours")
    planted, _ = segmented(tmp_path / "b", "planted", "ours")
    assert planted == clean
    assert segmented(tmp_path / "c", "none", "ours")[1] == "[]"


def test_the_planted_cache_would_fool_plain_jieba(tmp_path: Path) -> None:
    clean, _ = segmented(tmp_path / "a", "none", "plain jieba")
    planted, _ = segmented(tmp_path / "b", "planted", "plain jieba")
    assert planted != clean


def test_runs_are_three_characters_of_one_piece() -> None:
    assert runs("担保贷款，利息3%补") == ["担保贷", "保贷款"]
    assert runs("贷款 abc") == []
