"""The pinyin of the kiosk's keyboard: letters → what may be put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import Bot
from bot.input_method import MOST, Candidate


def texts(bot: Bot, letters: str) -> list[str]:
    return [candidate.text for candidate in bot.input_method.candidates(letters)]


@pytest.mark.parametrize(
    ("letters", "meant"),
    [
        ("daikuan", "贷款"),
        ("tuiyijunren", "退役军人"),
        ("tyjr", "退役军人"),
        ("dk", "贷款"),
        ("chuangy", "创业"),
        ("yongdi", "用地"),
        ("butie", "补贴"),
        ("wo", "我"),
        ("shi", "是"),
        ("nv", "女"),
    ],
)
def test_the_likeliest_words_come_first(bot: Bot, letters: str, meant: str) -> None:
    assert texts(bot, letters)[0] == meant


def test_sounds_that_speakers_of_the_south_confuse_are_understood(bot: Bot) -> None:
    assert "创业" in texts(bot, "cuangye")[:3]


def test_a_part_of_the_letters_can_be_put_in_and_the_rest_stays(bot: Bot) -> None:
    found = bot.input_method.candidates("daikuanbutie")
    assert Candidate("贷款", len("daikuan")) in found
    assert Candidate("贷", len("dai")) in found


def test_every_syllable_gives_characters(bot: Bot) -> None:
    for syllable in ("a", "zhuang", "lv", "xiong", "er", "niu"):
        assert any(len(text) == 1 for text in texts(bot, syllable)), syllable


def test_what_is_no_pinyin_gives_nothing(bot: Bot) -> None:
    for letters in ("", "vvv", "1234", "贷款"):
        assert texts(bot, letters) == []


@given(st.text(max_size=60))
def test_whatever_is_typed_few_candidates_come_each_once(bot: Bot, letters: str) -> None:
    found = bot.input_method.candidates(letters)
    assert len(found) <= MOST
    assert len({candidate.text for candidate in found}) == len(found)
    assert all(1 <= candidate.used <= len(letters) for candidate in found)
