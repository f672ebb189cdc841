"""The same question, asked of another place."""

import pytest

from bot import Bot
from bot.conversations import Conversation
from bot.relocation import relocated


@pytest.mark.parametrize(
    ("question", "turn", "text", "moved"),
    [
        ("返乡农民工有什么支持", "", "广西的", ("广西返乡农民工有什么支持", "")),
        ("四川返乡农民工有什么支持", "贷款", "广西的", ("广西返乡农民工有什么支持", "贷款")),
        ("北海有什么产业集群", "柳州的小微基地", "桂林", ("桂林有什么产业集群", "桂林的小微基地")),
        ("一带一路的事你知道吗", "粤港澳大湾区", "贵州", ("一带一路的事你知道吗", "贵州")),
        ("返乡农民工有什么支持", "", "我在贵港能办吗", ("贵港返乡农民工有什么支持", "")),
        ("返乡农民工有什么支持", "", "广东可以申请吗", ("广东返乡农民工有什么支持", "")),
        ("返乡农民工有什么支持", "", "玉林哪家医院好", None),
        ("返乡农民工有什么支持", "", "广西的贷款", None),
        ("返乡农民工有什么支持", "", "大学生", None),
        ("返乡农民工有什么支持", "", "中关村", None),
    ],
)
def test_a_place_stands_where_one_was_named_else_before(
    quick: Bot, question: str, turn: str, text: str, moved: tuple[str, str] | None
) -> None:
    places = quick._searcher.regions.asked
    found = relocated(Conversation(question, turn), text, quick.index.find(text, 3), places)
    assert (found and (found.question, found.turn)) == moved
