"""Who tells what they are or mean to start, and asks for nothing yet."""

import pytest
import yaml
from conftest import AFTER, BEFORE

from bot import Question, Status
from bot.groups import named
from bot.replies import RepliesError
from bot.ventures import DEFAULT, question, question_for, told, ventures

TOLD = [
    "想养螺蛳", "我想开个幼儿托管班", "准备盘个门面卖螺蛳粉", "手头有点积蓄想做点小买卖", "想开个健身房", "打算卖烧烤", "跟人合伙搞个工程队",
    "想包几口塘养罗非鱼", "回来承包山头种八角", "想做家政，有什么政策", "打算办个养老院", "想养几头牛怎么搞",
]  # fmt: skip
NOT_TOLD = [
    "想养只猫", "想养条边牧", "想养老", "想种牙", "想卖房子", "想卖二手手机", "想开个证明", "想开车出去玩", "想办身份证", "想做饭给老公吃",
    "想给孩子报个培训班", "想借点钱开店", "想开个药店要什么证", "开店要交多少税", "邻居开店太吵", "自己种的菜被偷了", "想注册个商标",
    "租的铺面一个月三千多，创业的人房租能不能补一半", "想回来开店，先去税务局还是银行",
    "想回村养猪，离水源要隔多远", "东盟货商想在桂开店头两年免房租怎么弄",
]  # fmt: skip


@pytest.mark.parametrize("text", TOLD)
def test_a_venture_is_read(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_no_venture_or_asks_something_is_not(text: str) -> None:
    assert not told(text)


def test_of_who_came_back_the_story_before_is_no_part() -> None:
    assert told("在东莞做鞋，回来想在镇上开个早餐店") == "回来想在镇上开个早餐店"
    assert told("我在东莞，想开个早餐店").startswith("我在东莞")


def test_what_is_asked_for_them_says_for_whom_or_where() -> None:
    kinds = ventures().questions
    assert question("想开个小卖部", None) == kinds["anyone"]
    assert question("想养螺蛳", None) == kinds["rural"]
    assert question("想回家开个小卖部", None) == kinds["rural"]
    assert question("想开个小卖部", named("退役军人")) == kinds["whom"].format(group="退役军人")
    assert question("我大二，想开个小卖部", named("退役军人")) == kinds["whom"].format(group="大学生")


@pytest.mark.parametrize("text", ["我儿子大二", "我参加过对越自卫反击战", "表妹大四", "我哥是复员兵，做家具的"])
def test_who_only_tells_whom_it_is_for_is_asked_for(text: str) -> None:
    assert question_for(text)


@pytest.mark.parametrize(
    "text", ["大学生活真无聊", "我的学生证丢了", "我老婆跟我吵架", "我是学生，怎么贷款", "今天下雨"]
)
def test_who_tells_something_else_is_not(text: str) -> None:
    assert not question_for(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("想养螺蛳", "二、（二）7"),
        ("我想开个幼儿托管班", "二、（三）13"),
        ("我参加过对越自卫反击战", "二、（二）8"),
    ],
)
def test_they_are_answered_and_told_how_they_were_understood(quick, text: str, label: str) -> None:
    answer = quick.answer(Question(text, today=AFTER))
    assert (answer.status, answer.citations[0].clause.label) == (Status.ANSWERED, label)
    assert answer.understood in {
        text.format(group=name) for text in ventures().questions.values() for name in ("大学生", "退役军人")
    }


def test_while_a_programme_is_open_a_founder_is_answered_too(quick) -> None:
    assert quick.answer(Question("想养螺蛳", today=BEFORE)).citations


def test_a_venture_goes_with_whom_the_conversation_is_for(quick) -> None:
    first = quick.answer(Question("我参加过对越自卫反击战", today=AFTER))
    then = quick.answer(Question("想开个小卖部", today=AFTER, conversation=first.conversation))
    assert then.citations[0].clause.label == "二、（二）8"


def test_a_venture_in_another_region_stays_there(quick) -> None:
    assert quick.answer(Question("想在贵州养牛", today=AFTER)).status is Status.OTHER_REGION


def test_what_is_surely_of_a_clause_is_not_read_as_a_venture(quick) -> None:
    answer = quick.answer(Question("回村直播带货", today=AFTER))
    assert answer.understood is None
    assert "电商" in answer.citations[0].quotes[0]


@pytest.mark.parametrize("text", ["想养只金毛", "想卖掉二手摩托", "想开个收入证明", "我想做手术", "想种疫苗"])
def test_other_wishes_stay_outside(quick, text: str) -> None:
    assert quick.answer(Question(text, today=AFTER)).status is Status.OUT_OF_SCOPE


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("wishes", ["("], "表达式"),
        ("rural", "村", "rural"),
        ("needs", ["没有的"], "没有的"),
        ("questions", {"whom": "甲"}, "questions"),
        ("more", ["甲"], "不多不少"),
    ],
)
def test_a_wrong_file_is_told_with_its_field(write, field: str, value: object, named: str) -> None:
    loaded = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
    with pytest.raises(RepliesError, match=rf"ventures\.yaml.*{named}"):
        ventures(write(yaml.safe_dump({**loaded, field: value}, allow_unicode=True), "ventures.yaml"))
