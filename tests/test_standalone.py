"""A question that stands alone: what it is answered with, and whether a conversation begins with it."""

import pytest
from conftest import AFTER, Talk, first_labels

from bot import Bot, Question, Status


@pytest.mark.parametrize("question", ["下岗工人自己创业，能领补贴不", "坐过牢出来想创业，帮不帮一把"])
def test_a_group_that_no_clause_mentions_is_not_given_the_clauses_of_others(bot: Bot, question: str) -> None:
    answer = bot.answer(Question(question))
    assert (answer.status, answer.citations) == (Status.NO_CLAUSE, ())
    assert "专门写到" in answer.text


def test_a_question_that_joins_two_gets_the_clause_of_each(bot: Bot) -> None:
    answer = bot.answer(Question("市场准入和办照这两样都松了啥"))
    assert {citation.clause.number for citation in answer.citations} >= {"23", "24"}


@pytest.mark.parametrize(
    ("question", "matter"), [("年报晚了几天会怎样，开公司的", "年报"), ("返乡农民工创业社保怎么缴", "社保")]
)
def test_a_matter_that_the_clause_found_does_not_mention_is_named(quick: Bot, question: str, matter: str) -> None:
    answer = quick.answer(Question(question, today=AFTER))
    assert answer.status is Status.PARTIAL
    assert matter in answer.missing


def test_a_conversation_begins_with_a_refusal_of_our_subject_but_not_of_another(talk: Talk, quick: Bot) -> None:
    assert first_labels(talk(quick, "四川返乡农民工创业有什么支持", "那广西的呢"))[1] == "二、（二）7"
    assert talk(quick, "今天南宁天气怎么样", "那广西的呢")[1].understood is None


def test_a_refusal_leaves_a_conversation_as_it_was(talk: Talk, quick: Bot) -> None:
    answers = talk(quick, "退役军人创业有什么支持", "今天南宁天气怎么样", "谁负责")
    assert first_labels(answers) == ["二、（二）8", "", "二、（二）8"]


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("农民创业用地指标是10%吧", ("“10%”",)),
        ("研发投入要达到200亿是不是", ("“200亿”",)),
        ("大学生可以休学5年吧", ("期限",)),
        ("大学生休学创业可以保留学籍两年吧", ("期限",)),
    ],
)
def test_of_a_figure_beside_the_written_one_it_is_not_said_that_none_is_written(
    quick, question: str, missing: tuple[str, ...]
) -> None:
    answer = quick.answer(Question(question, today=AFTER))
    assert (answer.status, answer.missing) == (Status.PARTIAL, missing)


@pytest.mark.parametrize(
    ("question", "label", "missing"),
    [
        ("农民工返乡贷款有贴息吗", "二、（二）7", "贴息"),
        ("妇女创业贷款贴息多少", "二、（二）10", "贴息"),
        ("返乡农民工创业学籍能保留吗", "二、（二）7", "学籍"),
        ("农民工有没有创业导师", "三、（三）", "导师"),
        ("知识产权被侵权政府包赔，是不是", "二、（七）25", "包赔"),
        ("科技型中小企业怎么认定", "二、（三）12", "流程"),
    ],
)
def test_what_is_asked_for_by_name_is_never_told_of_a_clause_without_it(
    quick, question: str, label: str, missing: str
) -> None:
    answer = quick.answer(Question(question, today=AFTER))
    assert (answer.status, answer.citations[0].clause.label, answer.missing[0]) == (Status.PARTIAL, label, missing)


def test_a_later_turn_for_someone_else_tells_what_their_clause_leaves_open(quick, talk: Talk) -> None:
    answer = talk(quick, "退役军人贷款有贴息吗", "那女的呢")[1]
    assert (answer.status, answer.missing) == (Status.ANSWERED, ("贴息",))


@pytest.mark.parametrize(
    ("question", "missing"),
    [("俺滴娃在技校读书，学校跟厂里头有合作实习没得", ()), ("我是公务员，能不能偷偷用老婆名字开个网店", ("公务员",))],
)
def test_a_matter_that_is_only_told_of_is_not_missing(quick, question: str, missing: tuple[str, ...]) -> None:
    assert quick.answer(Question(question, today=AFTER)).missing == missing
