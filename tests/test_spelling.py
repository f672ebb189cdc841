"""Pinyin and mistyped characters → the words that were meant."""

import math
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import pinyin
from bot.lexicon import Lexicon
from bot.spelling import Speller

VOCABULARY = dict.fromkeys(
    ["返乡", "创业", "贷款", "退役军人", "军人", "孵化", "基地", "补贴", "大学生", "女性", "经营", "场地", "退役"], 5
)
WORDS = ["返乡", "创业", "贷款", "退役军人", "孵化", "基地", "补贴", "大学生", "女性", "经营", "场地"]
READ = pinyin.of_words(WORDS)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(VOCABULARY)


@pytest.fixture(scope="module")
def speller(lexicon: Lexicon) -> Speller:
    return Speller(lexicon, ["贷货", "补朴"], {"app": "APP", "nmg": "农民工"})


class Trying(Speller):
    """Tries every word that sounds like what was typed."""

    def _most(self, typed: Sequence[str]) -> float:
        return math.inf


def read(speller: Speller, text: str) -> str:
    """The text as read, with what lies between the pieces as it was typed."""
    found, place = "", 0
    for piece in speller.read(text):
        found += text[place : piece.start] + piece.text
        place = piece.end
    return found + text[place:]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fanxiang chuangye daikuan", "返乡创业贷款"),
        ("tuiyijunrenchuangyebutie", "退役军人创业补贴"),
        ("FanXiang ChuangYe", "返乡创业"),
        ("dà xué shēng chuàng yè", "大学生创业"),
        ("nvxing chuangye", "女性创业"),
        ("nüxing chuangye", "女性创业"),
        ("退役jun人daikuan", "退役军人贷款"),
        ("cuangye butie", "创业补贴"),
        ("fu'hua jidi", "孵化基地"),
    ],
)
def test_pinyin_is_read(speller: Speller, typed: str, meant: str) -> None:
    assert read(speller, typed) == meant


@pytest.mark.parametrize("typed", ["推役军人", "退役军仁"])
def test_a_wrong_character_of_the_same_sound_is_corrected(speller: Speller, typed: str) -> None:
    assert read(speller, f"{typed}有代款吗") == "退役军人有贷款吗"


@pytest.mark.parametrize(("typed", "meant"), [("浮化基地", "孵化基地"), ("返向创业", "返乡创业"), ("补帖", "补贴")])
def test_what_is_read_tells_what_was_typed(speller: Speller, typed: str, meant: str) -> None:
    changed = [piece for piece in speller.read(typed) if piece.changed]
    assert read(speller, typed) == meant
    assert changed
    assert all(typed[piece.start : piece.end] != piece.text for piece in changed)


@pytest.mark.parametrize(
    "text",
    ["can you give me a loan", "Is there a veteran loan?", "online e-commerce", "VR设备有补贴吗", "用WPS填表", "p2p网贷", "dan战队",
     "vay vốn khởi nghiệp", "Tôi muốn mở công ty", "", " ", "？", "123", "1cr18ni9ti"],
)  # fmt: skip
def test_what_is_no_pinyin_stays(speller: Speller, text: str) -> None:
    assert read(speller, text) == text


def test_shorthand_is_written_out_and_names_of_letters_stay(speller: Speller) -> None:
    assert read(speller, "nmg chuangye") == "农民工 创业" or read(speller, "nmg chuangye") == "农民工创业"
    assert [piece for piece in speller.read("下载APP") if piece.changed] == []


def test_a_syllable_may_not_reach_over_a_blank(lexicon: Lexicon) -> None:
    assert "西安" in read(Speller(lexicon), "xi an chuangye")
    assert "西安" not in read(Speller(lexicon), "xian chuangye butie")


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=5), st.sampled_from(["", " "]))
def test_the_index_s_words_come_back_from_their_pinyin(speller: Speller, words: list[str], between: str) -> None:
    typed = between.join(between.join(READ[word]) for word in words)
    meant = read(speller, typed)
    sounds = pinyin.of_words([meant])[meant]
    assert [pinyin.folded(s) for s in sounds] == [pinyin.folded(s) for word in words for s in READ[word]]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join))
def test_words_of_the_index_are_never_corrected(speller: Speller, text: str) -> None:
    assert read(speller, text) == text


@given(st.text("".join(WORDS) + "货朴香穿夜带宽精应成第福"))
def test_a_word_that_is_not_tried_would_not_have_been_read(speller: Speller, lexicon: Lexicon, text: str) -> None:
    assert read(speller, text) == read(Trying(lexicon, ["贷货", "补朴"]), text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40))
def test_pieces_lie_in_order_within_the_text(speller: Speller, text: str) -> None:
    pieces = speller.read(text)
    assert all(0 <= piece.start < piece.end <= len(text) for piece in pieces)
    assert all(left.end <= right.start for left, right in pairwise(pieces))


@given(st.text("abcdefghijklmnopqrstuvwxyz 创业", max_size=300))
def test_any_letters_are_read_in_order(speller: Speller, text: str) -> None:
    assert all(piece.text for piece in speller.read(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhang", "zan"), ("nan", "lan"), ("hui", "fei"), ("ying", "yin"), ("hu", "fu"), ("seng", "shen")],
)
def test_sounds_that_many_confuse_are_folded_together(one: str, other: str) -> None:
    assert pinyin.folded(one) == pinyin.folded(other)


@pytest.mark.parametrize(("one", "other"), [("ba", "pa"), ("ji", "qi"), ("zi", "ji"), ("gan", "kan")])
def test_other_sounds_stay_apart(one: str, other: str) -> None:
    assert pinyin.folded(one) != pinyin.folded(other)


def test_words_are_read_as_words() -> None:
    assert pinyin.of_words(["重庆", "银行", "女", "A股"]) == {
        "重庆": ("chong", "qing"), "银行": ("yin", "hang"), "女": ("nv",), "A股": (),
    }  # fmt: skip
