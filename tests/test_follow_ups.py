"""What the conversation is about with a few words more."""

import pytest

from bot.conversations import Conversation
from bot.follow_ups import FollowUp, asks_of_men
from bot.groups import named

BEFORE = Conversation("大学生贷款", "利息呢", "大学生", ("a-1",))


def test_quotes_answer_the_words_typed_unless_it_is_for_someone_else_or_elsewhere() -> None:
    assert FollowUp("利息呢", BEFORE).quoted_for == "利息呢"
    assert FollowUp("退役军人", BEFORE, named("退役军人")).quoted_for == BEFORE.whole
    assert FollowUp("南宁", BEFORE, is_moved=True).quoted_for == BEFORE.whole


@pytest.mark.parametrize(("audience", "of_men"), [("女性", True), ("大学生", False)])
def test_men_are_asked_about_only_after_women(audience: str, of_men: bool) -> None:
    assert asks_of_men("那男的呢", Conversation("贷款", audience=audience)) is of_men
