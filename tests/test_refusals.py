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


def test_one_piece_that_is_sure_of_its_clause_answers_for_a_doubtful_whole(bot: Bot) -> None:
    answer = bot.answer(Question("学校教育、宣传活动、典型案例，营造氛围靠哪些"))
    assert answer.citations[0].clause.label == "二、（八）27"


def test_all_that_there_is_for_people_of_whom_the_clause_speaks_is_told_though_it_is_doubtful(bot: Bot) -> None:
    assert bot.answer(Question("侨眷有哪些好处")).citations[0].clause.label == "二、（二）10"


def test_a_doubtful_particular_of_our_subject_is_told_as_missing(bot: Bot) -> None:
    answer = bot.answer(Question("创新券一张顶多少钱用"))
    assert answer.status is Status.PARTIAL
    assert "金额" in answer.missing
    assert bot.answer(Question("从柳州坐高铁到桂林要多久")).status in (Status.OUT_OF_SCOPE, Status.NO_CLAUSE)


def test_who_was_answered_goes_on_about_it(bot: Bot) -> None:
    doubtful = "跟信易贷有啥区别"
    assert bot.answer(Question(doubtful)).status is Status.NO_CLAUSE
    before = bot.answer(Question("银税互动"))
    assert bot.answer(Question(doubtful, conversation=before.conversation)).citations[0].clause.label == "二、（五）17"


@pytest.mark.parametrize("question", ["外卖骑手能享受吗", "失败了能不能延期还款"])
def test_what_is_asked_of_the_policy_or_of_its_subject_is_not_out_of_scope(quick: Bot, question: str) -> None:
    assert quick.answer(Question(question)).status is Status.NO_CLAUSE


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("研发强度是1.5%左右吗", "研发投入强度达到1.25%以上"),
        ("听说用地指标有8%，是真的吗", "其他项目由各设区市安排专项5%的计划指标优先保障"),
    ],
)
def test_a_figure_beside_the_written_one_is_no_reason_to_refuse(quick: Bot, question: str, words: str) -> None:
    answer = quick.answer(Question(question))
    assert answer.status is Status.PARTIAL
    assert any(words in notice.text for notice in answer.notices)
