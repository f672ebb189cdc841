"""Broad questions and narrow ones, by their form."""

import pytest

from bot.breadth import is_broad, is_open, joins, pieces

BROAD = [
    "有哪些支持", "乡镇企业能享受什么政策", "妇女创业都有啥扶持", "补贴分几类", "把优惠全部列一下", "介绍一下孵化基地的政策",
    "残疾人开店有什么优惠", "园区提供哪些服务", "申请条件有哪些", "这一条怎么规定的", "怎么吸引人才过来",
    "大学生创业", "退役军人创业政策", "返乡创业支持", "能得到啥", "主要讲什么", "有边几种优惠，哪几样", "那几个计划叫什么名",
    "基地和高新区一共要建多少个", "目标分别是多少",
    "高层次人才 引进、培育、荣誉", "开办企业有什么便利", "桂惠贷以外有什么贷", "保险政府各管哪段", "三年后的数字", "平台叫什么名",
    "引进人才有什么具体举措", "享受补贴要满足什么", "退役军人创业可以拿到什么", "大学生创业有何支持", "双创平台的功能", "采取何种方式扶持", "能帮什么忙",
    "从什么方面帮助民营企业", "办担保贷款要啥材料", "课程、贷款这些国家都管吗", "登记、用地各归谁管", "妇女、退役军人创业有没有照顾", "担保贷款的申请条件", "华侨回来有什么园区", "帮我列列人才政策", "营商环境改革的全部内容", "混改怎么搞，列几种方式",
]  # fmt: skip
NARROW = [
    "贷款有贴息吗", "能休学吗", "哪里办执照", "几点钟上班", "怎么申请贷款", "贷多少", "租金减免多久", "可以异地办吗",
    "哪个窗口", "要不要抵押", "谁负责", "到2023年高新区有没有17家", "什么时候截止", "咋办执照", "贷款给不给个体户",
    "这是为什么", "归什么部门管", "创业券是什么", "我没材料", "凭什么", "谁来教报税、管账", "参加比赛、做项目能换学分不", "有没有不用跑银行、网上能办的贷款",
]  # fmt: skip


@pytest.mark.parametrize("question", BROAD)
def test_a_broad_question_is_seen(question: str) -> None:
    assert is_broad(question)


@pytest.mark.parametrize("question", NARROW)
def test_a_narrow_question_is_left_narrow(question: str) -> None:
    assert not is_broad(question)


@pytest.mark.parametrize(
    "question", ["脱下军装想做点事咋整", "科研经费管理上放开了什么事", "孵化器怎么升级", "平台怎样分类"]
)
def test_a_question_what_or_how_is_open(question: str) -> None:
    assert is_open(question)


@pytest.mark.parametrize("question", ["贷款有贴息吗", "什么时候截止", "归什么部门管", "怎么申请", "贷多少"])
def test_a_question_whether_when_or_where_is_not_open(question: str) -> None:
    assert not is_open(question)


@pytest.mark.parametrize("question", ["贷款和场地", "农民工、退役军人", "有贷款没有，还有培训呢", "用地跟厂房"])
def test_a_joined_question_is_seen(question: str) -> None:
    assert joins(question)


@pytest.mark.parametrize("question", ["同时能办吗", "贷款有贴息吗", "创业同一个人"])
def test_one_thing_is_not_joined(question: str) -> None:
    assert not joins(question)


def test_a_question_has_pieces_where_it_may_join_several() -> None:
    assert pieces("退伍兵贷款贴息 家里办照") == ["退伍兵贷款贴息", "家里办照"]
    assert pieces("贷款和场地，还有培训呢？") == ["贷款", "场地", "培训呢"]
    assert pieces("贷款有贴息吗？") == pieces("") == pieces("，") == []
