"""What of a question asks, and what only tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking import asked_part, asks, pieces, without_story

TOLD_AND_ASKED = {
    "跑了七八个窗口，现在关公司好办点没有": "现在关公司好办点没有",
    "住宅拿来办执照，要不要邻居签字？我跟楼上吵过架的": "住宅拿来办执照，要不要邻居签字",
    "公司已经有流水了，成果能不能顶论文": "成果能不能顶论文",
    "姐妹们带娃带了五年，女的自己干有没有支持": "女的自己干有没有支持",
}
WHOLE = [
    "想开店，流程、条件",
    "退伍两年了",
    "贷款有贴息吗",
    "创业担保贷款，利率，期限",
    "我刚退伍，想开个店，有什么支持",
    "有什么支持，金额",
    "",
]
PIECES = st.lists(
    st.sampled_from([*TOLD_AND_ASKED, *WHOLE, "电话也不接", "要多少钱", "联系电话", "毕业了"]), max_size=4
)


@pytest.mark.parametrize(("question", "asked"), TOLD_AND_ASKED.items())
def test_what_only_tells_is_left_out(question: str, asked: str) -> None:
    assert asked_part(question) == asked


@pytest.mark.parametrize("question", WHOLE)
def test_a_question_without_a_story_stays_whole(question: str) -> None:
    assert asked_part(question) == question


@given(PIECES.map("，".join))
def test_whatever_asks_stays_in_its_order(question: str) -> None:
    left = pieces(asked_part(question))
    rest = iter(pieces(question))
    assert all(piece in rest for piece in left)
    assert [piece for piece in pieces(question) if asks(piece)] == [piece for piece in left if asks(piece)]


def test_which_of_two_is_asked() -> None:
    assert asks("这种要去民政局还是法院")
    assert not asks("他还是不肯签字，我先走了")


def test_the_pieces_that_ask_are_kept_alone() -> None:
    assert without_story("俺滴娃在技校读书，学校跟厂里有合作没") == "学校跟厂里有合作没"
    assert without_story("退伍两年了，想开店") == "退伍两年了，想开店"


def test_some_people_who_begin_together_ask_nothing_by_their_number() -> None:
    assert not asks("姐妹几个想合伙开美容院")
    assert asks("妇女创业有照顾没得")
    assert asks("国家级双创基地几个")
