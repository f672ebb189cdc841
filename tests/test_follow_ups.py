"""What a few words say within a conversation."""

import pytest

from bot import follow_ups
from bot.follow_ups import anew, asks_who, goes_on, more_of, ordinal, step, wants_more
from bot.groups import group_in, groups, named, readdressed, without_denied


def test_an_audience_that_is_denied_does_not_count() -> None:
    assert group_in("我没当过兵") is None
    assert group_in("我当过兵") == named("退役军人")
    assert group_in("我不是退役军人，我是大学生") == named("大学生")
    assert without_denied("我没当过兵，女的") == "我，女的"


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_a_question_asked_for_a_group_speaks_of_it(group) -> None:
    for question in ("退役军人贷款有贴息吗", "在外打工回老家开店有支持吗", "开店有支持吗"):
        assert group_in(readdressed(question, group)) in (group, group_in(group.name))


@pytest.mark.parametrize(
    "text", ["知识产权保护归谁管", "大学生创业谁负责培训", "返乡创业园找哪个部门"]
)  # fmt: skip
def test_who_is_in_charge_of_something_named_is_a_question_of_its_own(text: str) -> None:
    assert not asks_who(text, "")


def test_who_is_in_charge_of_another_thing_is_a_question_of_its_own() -> None:
    assert asks_who("宣传谁管", "做好宣传引导")
    assert not asks_who("融资谁管", "做好宣传引导")


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("第一个", 0),
        ("第二个呢", 1),
        ("刚才说的第3个具体讲讲", 2),
        ("最后一个是什么", -1),
        ("第一个创业园在哪", None),
        ("第一条", None),
    ],
)
def test_what_was_told_is_pointed_at_by_its_order(text: str, which: int | None) -> None:
    assert ordinal(text) == which


@pytest.mark.parametrize(
    ("text", "distance"),
    [("下一条", 1), ("再下一条", 1), ("下一条讲啥", 1), ("上一条呢", -1), ("往前一条", -1), ("后面那条呢", 1),
     ("刚才那条再说一遍", 0), ("再念一遍", 0), ("再往下", 1), ("往上看", -1), ("下一条生产线", None), ("上一条路不通怎么贷款", None)],
)  # fmt: skip
def test_steps_are_read(text: str, distance: int | None) -> None:
    assert step(text) == distance


@pytest.mark.parametrize(
    "text", ["还有吗", "还有别的没", "还有冇", "还有没有", "其他的呢", "那还有什么", "还有啥支持吗？"]
)
def test_more_is_read(text: str) -> None:
    assert wants_more(text)


@pytest.mark.parametrize("text", ["还有贷款吗", "还有多久截止", "其他省的呢"])
def test_more_of_something_named_is_not_more(text: str) -> None:
    assert not wants_more(text)


@pytest.mark.parametrize(
    ("text", "of"),
    [("还有别的贷款没", "贷款"), ("除了这些，还有别的筹钱法子不", "筹钱法子"), ("还有别的没", ""), ("还有吗", "")],
)
def test_of_what_more_is_wanted_is_read(text: str, of: str) -> None:
    assert more_of(text) == of


@pytest.mark.parametrize(
    ("text", "on"),
    [("还有吗", True), ("还有别的贷款没", True), ("除了这些，还有别的法子不", False), ("还有贷款吗", False)],
)
def test_going_on_in_what_was_told_is_read(text: str, on: bool) -> None:
    assert goes_on(text) is on


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("换个问题，创业大赛有哪些", "创业大赛有哪些"),
        ("另外问一下注销公司", "注销公司"),
        ("换成退役军人呢", ""),
        ("问题出在哪", ""),
    ],
)
def test_a_subject_begun_anew_is_read(text: str, rest: str) -> None:
    assert anew(text) == rest


def test_keeping_a_place_at_school_is_no_studying_abroad() -> None:
    assert group_in("休学创业能保留学籍吗") is None
    assert readdressed("大学生休学创业能保留学籍吗", named("退役军人")) == "退役军人休学创业能保留学籍吗"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8呢", "8"),
        ("那第十条呢？", "十"),
        ("再看12条讲什么", "12"),
        ("8万呢", None),
        ("8呢，贷款怎么办", None),
        ("贷款呢", None),
    ],
)
def test_a_bare_number_goes_on_to_that_clause(text: str, found: str | None) -> None:
    assert follow_ups.number(text) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [("我刚退伍,想开个店,贷款利息有补贴吗?", "大学生，想开个店,贷款利息有补贴吗?"), ("我退伍了", "大学生")],
)
def test_what_said_only_who_asks_goes_with_the_old_group(question: str, found: str) -> None:
    assert readdressed(question, named("大学生")) == found
