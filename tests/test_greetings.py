"""Hello, thanks and who are you."""

import time

import pytest

from bot import Question, Status
from bot.greetings import is_greeting, without_courtesy

GREETINGS = [
    "你好", "您好！", "你好呀~", "hello", "Hi", "嗨，你好", "在吗", "有人吗", "早上好", "晚上好", "喂，你好",
    "谢谢", "谢谢你！", "多谢多谢", "非常感谢", "唔该", "辛苦了", "好的，谢谢", "明白了，谢谢您", "收到，谢谢",
    "再见", "拜拜", "你是谁", "你是机器人吗", "你叫什么名字", "你能做什么", "怎么用",
]  # fmt: skip
QUESTIONS = [
    "你好，我想开店有没有补贴", "你好 大学生休学创业可以吗", "您好，请问贷款贴息找谁", "您好！我刚退伍想开个店",
    "hello，创业贷款怎么弄", "谢谢，那退役军人呢", "多谢，再问一下创业园在哪", "早上开店有补贴吗", "早餐店能贷款吗",
    "在吗，农民工返乡用地怎么办", "你们老师能创业吗", "你能帮我贷款吗", "贷款贴息", "返乡创业", "明天下雨吗",
]  # fmt: skip


@pytest.mark.parametrize("text", GREETINGS)
def test_hello_thanks_and_who_are_you_are_greetings(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_none_even_when_it_begins_with_hello(text: str) -> None:
    assert not is_greeting(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [("谢谢，那退役军人呢", "那退役军人呢"), ("好的，下一条", "下一条"), ("您好！嗯，贷款呢", "贷款呢"), ("妇联同志问：有什么可做的", "有什么可做的"), ("领导要问谁", "领导要问谁"), ("好的政策有哪些", "好的政策有哪些"), ("行业准入放宽没", "行业准入放宽没")],
)  # fmt: skip
def test_a_question_is_read_without_the_courtesy_before_it(text: str, rest: str) -> None:
    assert without_courtesy(text) == rest


@pytest.mark.parametrize(
    "text", ["你好" * 140 + "开店", "谢谢你的好的吗啊" * 36 + "。贷款", "是不是人还是真人机器" * 29 + "贴息"]
)
def test_a_long_run_of_greeting_words_is_judged_at_once(text: str) -> None:
    began = time.process_time()
    assert not is_greeting(text)
    assert time.process_time() - began < 1


def test_a_greeting_gets_its_reply_and_questions_to_begin_with(quick) -> None:
    answer = quick.answer(Question("  您好！\u200b"))
    assert answer.status is Status.GREETING
    assert answer.text == quick.replies.reply("greeting")
    assert answer.suggestions
    assert not answer.citations


def test_hello_before_a_question_does_not_change_its_clause(quick) -> None:
    plain, polite = (quick.answer(Question(f"{hello}退役军人贷款有贴息吗")) for hello in ("", "你好，"))
    assert plain.citations[0].clause.id == polite.citations[0].clause.id


def test_every_greeting_suggestion_is_answered(quick) -> None:
    for suggestion in quick.answer(Question("你好")).suggestions:
        assert quick.answer(Question(suggestion)).citations, suggestion


def test_more_words_than_a_greeting_needs_are_none() -> None:
    assert is_greeting("你好" * 10)
    assert not is_greeting("你好" * 11)
