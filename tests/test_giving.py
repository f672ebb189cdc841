"""Whether a thing is given, paid or let off, and the clause that does not mention it."""

import pytest
from conftest import Talk, first_labels

from bot import Question, Status, giving


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("请律师的钱给报吗", "请律师的钱"),
        ("给不给房子", "房子"),
        ("午饭包吗", "午饭"),
        ("券商的辅导费政府出不出", "券商的辅导费"),
        ("有没有手机发", "手机"),
        ("给套工作服吗", "工作服"),
        ("送iPad吗", "iPad"),
        ("瑶族人单独发补贴吗", "单独发"),
    ],
)
def test_what_is_asked_to_be_given(question: str, thing: str) -> None:
    assert giving.asked(question) == (thing,)


@pytest.mark.parametrize(
    "question",
    [
        "公司自己掏钱搞研发 政府补不补",
        "有什么补贴",
        "保障措施总共几项，分别是什么",
        "今年还可以补报吗",
        "学分给不给算",
        "网址能不能发我",
        "民企有奖补吗",
        "国家给不给钱",
        "政府分担损失吗",
        "实验室年年考核不行，会不会给撤掉",
    ],
)
def test_no_thing_is_asked_for(question: str) -> None:
    assert giving.asked(question) == ()


def test_a_thing_is_missing_only_where_its_last_two_characters_are() -> None:
    assert giving.missing("评估费给报吗", ["补助资产评估。"]) == []
    assert giving.missing("评估费给报吗", ["提供场地。"]) == ["评估费"]
    assert giving.missing("给套工作服吗", ["做好工作。"]) == ["工作服"]
    assert giving.missing("网费免不免", ["一网通办。"]) == ["网费"]


@pytest.mark.parametrize("ask", ["坐车的钱报不报", "午饭包吗", "给套工作服吗", "机票给报不", "网费免不免"])
def test_a_thing_that_is_not_given_is_told_of_the_clause_cited(talk: Talk, quick, ask: str) -> None:
    answers = talk(quick, "返乡农民工创业培训", ask)
    assert first_labels(answers)[1] == "二、（二）7"
    assert answers[1].status is Status.PARTIAL
    assert set(giving.asked(ask)) <= set(answers[1].missing)


@pytest.mark.parametrize("ask", ["给不给场地", "利息政府补吗"])
def test_a_thing_that_the_clause_gives_is_answered(talk: Talk, quick, ask: str) -> None:
    assert talk(quick, "退役军人创业有什么扶持", ask)[1].status is Status.ANSWERED


def test_who_pays_is_told_as_missing(talk: Talk, quick) -> None:
    then = talk(quick, "科研人员转化成果有奖励吗", "钱是企业自己掏还是政府给")[1]
    assert "由谁出钱" in then.missing


def test_a_thing_not_given_is_missing_in_a_first_question(quick) -> None:
    answer = quick.answer(Question("我请了三个人来店里帮手，给他们交社保压力太大了，公家给不给补社保的钱？"))
    assert answer.status is not Status.ANSWERED
