"""What speaks for a clause in a conversation; whole talks are in test_following."""

import pytest

from bot.conversations import Conversation
from bot.follow_ups import FollowUp
from bot.reranking import _stands_in, both, signals
from index import Hit


@pytest.mark.parametrize(
    ("words", "text", "stands"),
    [
        ("学技术", "推进科学技术普及", False),
        ("银税互动", "深化银税互动合作", True),
        ("博士后", "建设博士后科研工作站", True),
        ("新三板", "新三板", True),
    ],
)
def test_words_stand_in_a_text_where_they_cut_through_no_other(words: str, text: str, stands: bool) -> None:
    assert _stands_in(words, text) is stands


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_titles_noun_speaks_for_its_clause_only_as_a_topic(quick, is_marked: bool) -> None:
    clause = next(clause for clause in quick.index.clauses if "融资渠道" in clause.title)
    asked = FollowUp("有没有快的渠道", Conversation("知识产权被侵权了找谁"), is_marked=is_marked)
    assert signals(asked, clause, [])["titled"] is is_marked


@pytest.mark.parametrize(
    ("text", "score"), [("学分咋算", 4.0), ("我们市里要不要自己出个细则", 6.67), ("钱是企业自己掏还是政府给", 4.0)]
)
def test_the_words_alone_count_the_more_the_longer_they_are(quick, text: str, score: float) -> None:
    clause = quick.index.clauses[0]
    alone, full = ([Hit(1, score, clause, {})] for score in (7.0, 1.0))
    assert both(text, alone, full)[0][1] == pytest.approx(score, abs=0.4)
