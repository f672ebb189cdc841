"""Of whom a question speaks."""

import pytest

from bot.groups import group_in


@pytest.mark.parametrize(
    ("text", "name"),
    [("归国华侨有什么支持", "华侨"), ("归国人才有什么支持", "留学归国人员"), ("海归博士", "留学归国人员"), ("归侨想办厂", "华侨"), ("没当过兵", None), ("在读硕士", "大学生"), ("博士后想办企业", None),
     ("引进博士", None), ("研究生学历的人才", None), ("科技领军人才", None)],
)  # fmt: skip
def test_who_is_spoken_of(text: str, name: str | None) -> None:
    group = group_in(text)
    assert (group.name if group else None) == name
