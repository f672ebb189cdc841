"""The questions that one question joins."""

import pytest

from bot.parts import MOST, parts

IN_A_ROW = {
    "银行有什么新贷款，基金又有什么，一起说": ["银行有什么新贷款", "基金又有什么"],
    "厂里自己搞研发，钱怎么补？国企又怎么算": ["厂里自己搞研发，钱怎么补", "厂里自己搞研发，国企又怎么算"],
    "想问市里该做哪些、督查又查哪些": ["想问市里该做哪些", "督查又查哪些"],
    "痛点堵点怎么疏解，督查结果拿来干嘛": ["痛点堵点怎么疏解", "督查结果拿来干嘛"],
    "谁督查谁宣传": ["谁督查", "谁宣传"],
}
FOR_PEOPLE = {
    "我退伍回来，弟弟在读大学，我们俩各能得到些什么": [
        "退役军人我回来，我们俩各能得到些什么",
        "大学生弟弟大学，我们俩各能得到些什么",
    ],
    "大学生和退伍兵找导师，分别咋讲": ["大学生找导师，分别咋讲", "退役军人找导师，分别咋讲"],
}
ABOUT_THINGS = {
    "市场准入和办照这两样都松了什么": ["市场准入这两样都松了什么", "办照这两样都松了什么"],
    "资金投入、成果产出，目标分别是多少": ["资金投入，目标分别是多少", "成果产出，目标分别是多少"],
    "小微企业的基地、金融，都讲讲": ["小微企业的基地，都讲讲", "小微企业的金融，都讲讲"],
    "高校的技术和企业的专利，都讲讲": ["高校的技术，都讲讲", "企业的专利，都讲讲"],
    "外头请能人 自家带新人 分别咋做": ["外头请能人，分别咋做", "自家带新人，分别咋做"],
}
ONE = [
    "我刚退伍，想开个店，都有哪些支持", "贷款有贴息吗", "返乡创业有哪些支持", "想贷款，要带什么材料，找哪个部门", "", "，",
    "我在广东打工八年，今年回乡创业政府怎么帮扶", "女同志创业有哪些支持", "广西要同外面哪些城市圈合作",
    "协同培养有哪些", "退役的大学生有哪些支持", "听讲有导师，啥都不懂，有人带吗",
]  # fmt: skip


@pytest.mark.parametrize(("question", "found"), [*IN_A_ROW.items(), *FOR_PEOPLE.items(), *ABOUT_THINGS.items()])
def test_a_question_is_cut_into_those_that_it_joins(question: str, found: list[str]) -> None:
    assert parts(question) == found


@pytest.mark.parametrize("question", ONE)
def test_one_question_is_left_whole(question: str) -> None:
    assert parts(question) == []


def test_few_parts_are_asked() -> None:
    assert len(parts("贷款、场地、用地、培训、导师分别有什么政策")) == MOST
