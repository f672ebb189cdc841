"""Tables of words that an operator may edit: a broken one is refused by name."""

import re

import pytest

from bot.groups import groups
from bot.replies import RepliesError
from bot.units import short_names

GROUP = "甲:\n  nouns: [甲]\n  said: []\n  written: [甲]\n"


def test_a_table_that_is_right_is_read(write) -> None:
    assert [group.name for group in groups(write(GROUP, "groups.yaml"))] == ["甲"]
    assert short_names(write("教育: [教委]\n", "units.yaml")) == {"教育": "教育", "教委": "教育"}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "- 一\n", "", "甲: [", "1: [甲]\n"])
@pytest.mark.parametrize("read", [groups, short_names])
def test_a_file_that_is_no_table_is_refused(write, read, content: str | bytes) -> None:
    path = write(content, "table.yaml")
    with pytest.raises(RepliesError, match=re.escape(str(path))):
        read(path)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("said: []", "spoken: []", "甲"), ("nouns: [甲]", "nouns: 甲", "nouns"), ("written: [甲]", "written: ['(']", "甲"),
     ("nouns: [甲]", "nouns: []", "nouns"), ("said: []", "said: [1]", "said"), ("said: []", "said: []\n  among: [乙]", "甲 的 among 里的“乙”"),
     ("said: []", "said: []\n  others: [甲]", "三项")],
)  # fmt: skip
def test_a_broken_audience_is_refused_by_name(write, old: str, new: str, told: str) -> None:
    with pytest.raises(RepliesError, match=rf"groups\.yaml：.*{told}"):
        groups(write(GROUP.replace(old, new), "groups.yaml"))


def test_a_broken_unit_is_refused_by_name(write) -> None:
    with pytest.raises(RepliesError, match=r"units\.yaml：教育"):
        short_names(write("教育: 教委\n", "units.yaml"))
