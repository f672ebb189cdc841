"""Lists inside a clause are never cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lists import with_lists
from index.text import sentences

LISTS = {
    "numbered in a line": "基地应当具备下列条件：（1）面积不少于一千平方米；（2）配备辅导人员；（3）免费提供网络。另行公布名单。",
    "numbered by lines": "按下列标准减免租金：\n（一）第一年免收；\n（二）第二年减半收取。\n其他事项另行规定。",
    "with points": "申请材料：\n1.身份证复印件；\n2.营业执照；\n3.申请表。\n材料一式两份。",
    "one is, two is": "重点做好以下工作：一是摸清底数；二是建立台账；三是定期回访。各地要抓好落实。",
}


def pieces(text: str) -> list[str]:
    return [sentence.strip() for sentence in sentences(text)]


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_any_item_brings_its_whole_list_and_no_more(text: str) -> None:
    *listed, other = pieces(text)
    for chosen in listed:
        assert set(with_lists(text, [chosen])) == set(listed)
    assert with_lists(text, [other]) == [other]


@pytest.mark.parametrize(
    "text", ["达到6个以上；达到30个以上；达到17个。其他另算。", "建成三家;入驻百家;带动千人。另计。"]
)
def test_semicolons_make_a_list_when_asked_for(text: str) -> None:
    first, second, third, other = pieces(text)
    assert with_lists(text, [second]) == [second]
    assert set(with_lists(text, [second], semicolons=True)) == {first, second, third}
    assert with_lists(text, [other], semicolons=True) == [other]


def test_two_lists_stay_two() -> None:
    text = "条件：（1）有场地；（2）有人员。改善环境。材料：（1）申请表；（2）身份证。"
    assert "".join(with_lists(text, ["（2）有人员。"])) == "（2）有人员。条件：（1）有场地；"


@pytest.mark.parametrize(
    "text", ["2．完善配套设施。支持改造。给予补助。", "投入达到1.25%以上。国家级5个。", "（一）规模。建成5家。"]
)
def test_numbers_that_open_no_list_make_none(text: str) -> None:
    for chosen in pieces(text):
        assert with_lists(text, [chosen]) == [chosen]


@given(st.text("（一）(1)1.一是：:；。甲乙\n", max_size=40), st.booleans(), st.data())
def test_nothing_is_lost_or_invented(text: str, semicolons: bool, data: st.DataObject) -> None:
    found = pieces(text)
    chosen = data.draw(st.lists(st.sampled_from(found), unique=True)) if found else []
    whole = with_lists(text, chosen, semicolons)
    assert whole[: len(chosen)] == chosen
    assert len(set(whole)) == len(whole)
    assert all(piece in text for piece in whole)
    assert set(with_lists(text, whole, semicolons)) == set(whole)
