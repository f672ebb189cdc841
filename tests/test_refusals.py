"""What is refused, and in which words."""

from __future__ import annotations

import pytest

from bot import Bot, Question, Status


def test_people_whom_no_clause_mentions_get_no_clause_of_others(bot: Bot) -> None:
    answer = bot.answer(Question("残疾人创业有什么补贴"))
    assert answer.status is Status.NO_CLAUSE
    assert not answer.citations
    assert "残疾人" in answer.text


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("今天南宁天气怎么样", Status.OUT_OF_SCOPE),
        ("四川返乡农民工创业有什么支持", Status.OTHER_REGION),
        ("退役军人创业有什么支持", Status.ANSWERED),
    ],
)
def test_a_refusal_tells_nothing_near_from_another_region(bot: Bot, question: str, status: Status) -> None:
    assert bot.answer(Question(question)).status is status


def test_the_rest_of_a_story_does_not_hide_what_is_asked(bot: Bot) -> None:
    told = "我家隔壁老王昨天喝酒摔了一跤，退役军人创业担保贷款有贴息吗"
    assert "财政贴息" in "".join(quote for one in bot.answer(Question(told)).citations for quote in one.quotes)
