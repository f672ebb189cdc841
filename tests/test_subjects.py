"""What is asked comes before whom it is for."""

import pytest
from conftest import AFTER

from bot import Question
from bot.subjects import NEAR, own_first
from index import Hit, Index


@pytest.mark.parametrize(
    "text", ["返乡的税能不能免", "返乡农民工税费能减吗", "大学生创业交税不", "返乡的有没有税收优惠"]
)
def test_the_clause_that_tells_of_it_comes_first(quick, text: str) -> None:
    assert quick.answer(Question(text, today=AFTER)).citations[0].clause.label == "二、（三）13"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("返乡用地有什么支持", "二、（二）7"),
        ("退伍军人贷款有贴息吗", "二、（二）8"),
        ("退伍军人税务谁来讲", "二、（二）8"),
        ("大学生能休学吗", "二、（二）9"),
    ],
)
def test_where_the_clause_for_the_people_tells_of_it_that_stays_first(quick, text: str, label: str) -> None:
    assert quick.answer(Question(text, today=AFTER)).citations[0].clause.label == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("我从浙江回来，想在镇上开汽修店，有没有扶持", "二、（二）7"),
        ("我在外面打工十几年想回家开个米粉店，政府能帮我什么", "二、（二）7"),
        ("我从义乌回来，想在县里开厂，有没有优惠", "二、（二）7"),
        ("大学生开公司，贷款政策有哪些", "二、（五）17"),
    ],
)
def test_who_asks_for_help_in_general_is_told_of_their_own_clause_first(quick, text: str, label: str) -> None:
    assert quick.answer(Question(text, today=AFTER)).citations[0].clause.label == label


@pytest.mark.parametrize(
    ("text", "first"), [("从浙江回来开店", "7"), ("从浙江回来，和退伍的弟弟开店", "8"), ("开店", "8")]
)
def test_a_clause_named_after_others_leads_nobody_else(real_index: Index, text: str, first: str) -> None:
    items = {clause.number: clause for clause in real_index.clauses if clause.label.startswith("二、")}
    hits = [Hit(rank, 4.0 - 0.1 * rank, items[number], {}) for rank, number in enumerate(("8", "7", "17"), 1)]
    assert own_first(text, hits)[0].clause.number == first


def test_a_clause_named_after_others_leads_where_no_other_is_near(real_index: Index) -> None:
    items = {clause.number: clause for clause in real_index.clauses if clause.label.startswith("二、")}
    hits = [Hit(1, 4.0, items["8"], {}), Hit(2, 4.0 * (1 - NEAR) - 0.01, items["7"], {})]
    assert own_first("从浙江回来开店", hits) == hits
