"""What is asked comes before whom it is for."""

import pytest
from conftest import AFTER

from bot import Question


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
