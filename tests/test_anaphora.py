"""What a few words point back at in a conversation."""

import pytest

from bot.anaphora import asks_who, goes_on, more_of, number, ordinal, step, wants_more


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
     ("刚才那条再说一遍", 0), ("再念一遍", 0), ("你讲的那条原文再发下", 0), ("原话是什么", 0), ("原文在哪看", None), ("这条原文适合哪些人", None), ("再往下", 1), ("往上看", -1), ("下一条生产线", None), ("上一条路不通怎么贷款", None)],
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
    [
        ("还有吗", True),
        ("还有别的贷款没", True),
        ("除了这些，还有别的法子不", False),
        ("还有贷款吗", False),
        ("就这些", True),
        ("就这一条吗", True),
        ("没别的了吗", True),
        ("就这样", False),
        ("没了", False),
    ],
)
def test_going_on_in_what_was_told_is_read(text: str, on: bool) -> None:
    assert goes_on(text) is on


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
    assert number(text) == found
