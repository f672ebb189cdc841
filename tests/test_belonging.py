"""What goes on about what was spoken of, and what is foreign to it."""

import pytest
from conftest import Talk, first_labels

from bot import Status


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("中试基地建不建", "退休手续怎么办，要哪些资料"),
        ("请问对瞪羚企业有没有培育政策", "小学入学要准备哪些东西"),
        ("桂林阳朔做生态旅游、生态农业，支持不", "直播带货怎么涨粉，有哪些话术"),
        ("跟大湾区怎么合作搞创新", "3两白酒多少时间可以开车"),
        ("这个计划总的要干什么", "微信公众号的小程序是什么"),
        ("有没有人肯投钱的那种，天使投资", "沪通高铁什么时候通车"),
        ("互联网平台给小团队开放什么", "国企招聘笔试考什么内容"),
    ],
)
def test_what_is_long_and_foreign_is_no_detail_of_what_was_cited(talk: Talk, quick, first: str, then: str) -> None:
    told, foreign = talk(quick, first, then)
    assert told.citations and not foreign.citations


@pytest.mark.parametrize("then", ["北京的担保费补贴有多少", "西双版纳开民宿扶持", "湖南领头雁报名"])
def test_another_place_is_no_detail_of_what_was_cited(talk: Talk, quick, then: str) -> None:
    assert talk(quick, "我们东兴这边的边民想创业，有哪样平台", then)[1].status is Status.OTHER_REGION


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("博士后工作站有支持吗", "一个月补助多少"),
        ("创业大赛有没有", "第一名奖多少"),
        ("边境上有创业孵化基地吗", "越南人可以进驻吗"),
        ("外国专家来广西有什么服务", "配偶工作给安排吗"),
        ("退役军人贷款有贴息吗", "要去哪个窗口办"),
        ("一个地址可以挂两个执照不", "几多天办得好"),
        ("港澳青年来创业有什么支持", "孩子上学照顾吗"),
        ("公平竞争审查", "去哪投诉"),
        ("打工回来想创业有什么支持", "亏了谁兜着"),
        ("企业研发投入有奖补吗", "虚报会罚吗"),
    ],
)
def test_what_leans_on_what_was_spoken_of_stays_with_it(talk: Talk, quick, first: str, then: str) -> None:
    answers = talk(quick, first, then)
    assert first_labels(answers)[0] == first_labels(answers)[1]
    assert answers[1].status is Status.PARTIAL


def test_whether_it_is_past_is_asked_of_the_policy_where_nothing_else_is_named(talk: Talk, quick) -> None:
    own, other = (talk(quick, "企业研发有奖补吗", then)[1] for then in ("现在过期了吧", "我的驾照过期了怎么办"))
    assert own.facts and not other.facts
