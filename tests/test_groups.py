"""Of whom a question speaks."""

import pytest

from bot.groups import group_in, groups, groups_in, named, readdressed, without_denied


@pytest.mark.parametrize(
    ("text", "name"),
    [("归国华侨有什么支持", "华侨"), ("归国人才有什么支持", "留学归国人员"), ("海归博士", "留学归国人员"), ("归侨想办厂", "华侨"), ("没当过兵", None), ("在读硕士", "大学生"), ("博士后想办企业", None),
     ("引进博士", None), ("双创债务工具谁能发", None), ("研究生学历的人才", None), ("科技领军人才", None)],
)  # fmt: skip
def test_who_is_spoken_of(text: str, name: str | None) -> None:
    group = group_in(text)
    assert (group.name if group else None) == name


def test_an_audience_that_is_denied_does_not_count() -> None:
    assert group_in("我没当过兵") is None
    assert group_in("我当过兵") == named("退役军人")
    assert group_in("我不是退役军人，我是大学生") == named("大学生")
    assert without_denied("我没当过兵，女的") == "我，女的"


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_a_question_asked_for_a_group_speaks_of_it(group) -> None:
    for question in ("退役军人贷款有贴息吗", "在外打工回老家开店有支持吗", "开店有支持吗"):
        assert group_in(readdressed(question, group)) in (group, group_in(group.name))


def test_keeping_a_place_at_school_is_no_studying_abroad() -> None:
    assert group_in("休学创业能保留学籍吗") is None
    assert readdressed("大学生休学创业能保留学籍吗", named("退役军人")) == "退役军人休学创业能保留学籍吗"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("我刚退伍,想开个店,贷款利息有补贴吗?", "大学生，想开个店,贷款利息有补贴吗?"),
        ("我退伍了", "大学生"),
        ("我老公刚退伍，想开修车店，有什么扶持", "大学生，想开修车店，有什么扶持"),
        ("我刚退伍想开个店，有补贴吗", "大学生，想开个店，有补贴吗"),
        ("想开米粉店，我退伍了", "大学生，想开米粉店"),
        ("归国留学生有什么政策", "大学生有什么政策"),
    ],
)
def test_what_said_only_who_asks_goes_with_the_old_group(question: str, found: str) -> None:
    assert readdressed(question, named("大学生")) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [("低保户开店有没有免租金", "低保对象"), ("吃低保的", "低保对象"), ("贫困户养羊", "脱贫人口"), ("坐轮椅的人想开网店", "残疾人"), ("断了一条腿", "残疾人")],
)  # fmt: skip
def test_those_in_need_are_told_apart(text: str, name: str) -> None:
    assert [group.name for group in groups_in(text)] == [name]
