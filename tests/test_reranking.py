"""What speaks for a clause in a conversation; whole talks are in test_following."""

import pytest

from bot.reranking import _stands_in


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
