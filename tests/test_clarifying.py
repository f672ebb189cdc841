"""One question back, when a question is truly open."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import AFTER, BEFORE

from bot import AUDIENCES, Question, Status
from bot.clarifying import ESTABLISHED, is_open
from bot.groups import groups

DAY = date(2025, 6, 1)
OPEN = ["有什么补贴", "我想创业有啥支持", "政策", "有哪些扶持政策", "创业有什么优惠政策吗"]


@pytest.mark.parametrize("text", OPEN)
def test_an_open_question_is_asked_back_where_a_programme_is_open(stranger, text: str) -> None:
    answer = stranger.answer(Question(text, today=DAY))
    assert (answer.status, answer.citations) == (Status.CLARIFY, ())
    assert 2 <= len(answer.choices) <= 4
    assert answer.choices == answer.suggestions


@pytest.mark.parametrize("text", OPEN)
def test_every_choice_is_answered_when_it_is_sent(stranger, text: str) -> None:
    asked = stranger.answer(Question(text, today=DAY))
    for choice in asked.choices:
        alone, told = (
            stranger.answer(Question(choice, today=DAY, conversation=token)) for token in (None, asked.conversation)
        )
        assert alone.status is not Status.CLARIFY
        assert replace(alone, id="", conversation="") == replace(told, id="", conversation="")


@pytest.mark.parametrize("text", OPEN)
def test_of_a_closed_programme_nobody_is_asked(quick, stranger, text: str) -> None:
    assert quick.answer(Question(text, today=AFTER)).status is not Status.CLARIFY
    assert stranger.answer(Question(text, today=date(2035, 1, 1))).status is not Status.CLARIFY


@pytest.mark.parametrize("text", [*OPEN, "我想创业，有什么政策"])
def test_of_a_closed_programme_what_is_for_people_is_told_first(quick, text: str) -> None:
    first = quick.answer(Question(text, today=AFTER)).citations[0].clause
    assert any(group.is_named_in(first) for group in groups())


def test_no_golden_question_is_asked_back(dev, particulars_dev) -> None:
    assert not [one.golden.id for one in [*dev, *particulars_dev] if one.answer.status is Status.CLARIFY]


def test_while_the_plan_was_in_force_it_asked(quick) -> None:
    assert quick.answer(Question("有什么补贴", today=BEFORE)).status is Status.CLARIFY


@pytest.mark.parametrize("audience", AUDIENCES)
def test_who_has_said_whom_it_is_for_is_not_asked(stranger, audience: str) -> None:
    assert stranger.answer(Question("有什么补贴", audience, DAY)).status is not Status.CLARIFY


@pytest.mark.parametrize("text", ["退役军人有什么补贴", "有什么培训补贴", "贷款有支持吗", "场地有优惠吗"])
def test_a_need_or_an_audience_closes_a_question(text: str) -> None:
    assert not is_open(text)


def test_the_answer_to_a_question_back_completes_it(stranger) -> None:
    asked = stranger.answer(Question("有什么补贴", today=DAY))
    answer = stranger.answer(Question("我是返乡农民工", today=DAY, conversation=asked.conversation))
    assert answer.citations[0].clause.label == "第四条"
    assert answer.understood == "返乡农民工，有什么补贴"


@pytest.mark.parametrize("question", ["怎么创业", "我想创业要先干啥", "想做点生意"])
def test_who_begins_is_told_first_of_people_and_small_firms(quick, question: str) -> None:
    first = quick.answer(Question(question)).citations[0].clause
    named = {group.name for group in groups() if group.is_named_in(first)}
    assert named and not named & ESTABLISHED
