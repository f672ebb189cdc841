"""A support asked for by its name: which words quoted promise it, and for what."""

from datetime import date

import pytest

from bot.needs import supports
from bot.supports import untold
from index import Clause, Document

OF = Document("a", "a.md", "云川市创业扶持办法", "", "云川市人民政府", date(2024, 1, 1))
SUPPORTS = {
    "贴息": ("农民工返乡贷款贴息怎么办", "给予一定的财政贴息支持"),
    "补贴": ("返乡创业补贴怎么领", "采取后补助方式"),
    "奖励": ("高新技术企业有奖励吗", "健全奖补办法"),
    "住房": ("博士来了给房子吗", "提供人才公寓"),
    "小额信贷": ("有小额信贷吗", "发放小额贷款"),
    "担保": ("银行要担保吗", "提供差异化融资担保"),
    "贷款": ("女性创业能贷款吗", "加大信贷投放"),
    "培训": ("女性创业有没有培训", "设置创业课程"),
    "孵化": ("能进孵化园吗", "建设众创空间"),
    "用地": ("用地有什么支持", "统筹保障创业用地"),
    "导师": ("有没有创业导师", "建立创业导师库"),
    "学籍": ("学籍能保留吗", "保留学籍休学创业"),
    "学分": ("能换学分吗", "纳入学分管理"),
}


def test_every_support_of_the_file_is_tried_here() -> None:
    assert [one.name for one in supports()] == list(SUPPORTS)


def clause(text: str, title: str = "") -> Clause:
    return Clause("a-1", "1", "", title, (), text, document=OF)


@pytest.mark.parametrize("name", SUPPORTS)
def test_a_support_asked_for_by_name_is_untold_where_no_clause_speaks_of_it(name: str) -> None:
    question, told = SUPPORTS[name]
    other = clause("推动科技成果转化。")
    assert untold(question, [other]) == [name]
    assert untold(question, [other, clause(told)]) == []


@pytest.mark.parametrize("text", ["换个用地址的说法", "找人担保", "有什么支持", "研发奖补", "政府先给钱还是后给"])
def test_other_words_ask_for_no_support_by_name(text: str) -> None:
    assert untold(text, [clause("")]) == []


SAID = "建立企业收购科技成果并实现转化的补助机制。依法严厉打击侵犯专利、商标的行为。允许大学生保留学籍休学创业。"


@pytest.mark.parametrize("question", ["收购成果给补助吗", "转化成果，给不给钱", "租铺面有补贴吗"])
def test_money_is_promised_for_what_its_sentence_speaks_of_or_for_what_none_names(question: str) -> None:
    assert untold(question, [clause(SAID)]) == []


@pytest.mark.parametrize(
    "question",
    [
        "维护专利有补助吗",
        "我想申请专利，给不给钱",
        "招大学生给补贴吗",
        "收购成果怎么办，专利给补贴吗",
        "收购成果、专利补贴",
        "大学生收购成果有补贴吗",
    ],
)
def test_money_that_is_promised_for_another_thing_is_untold(question: str) -> None:
    assert untold(question, [clause(SAID)]) == ["补贴"]


def test_money_in_a_clause_named_after_who_asks_is_theirs() -> None:
    said = "支持退役军人创业。对符合条件的创业担保贷款给予一定的财政贴息。"
    assert untold("退役军人有贴息吗", [clause(said, "支持退役军人")]) == []
    assert untold("退役军人有贴息吗", [clause(said)]) == ["贴息"]


def test_money_is_for_what_and_whom_it_is_asked_for() -> None:
    said = [clause("开展退役军人专项培训工作。对退役军人创业担保贷款给予贴息。", "支持退役军人")]
    assert untold("退役军人专项培训有补贴吗", said) == ["补贴"]
    assert untold("退役军人创业有补贴吗", said) == untold("有正式工作的退役军人能享受贴息吗", said) == []


def test_a_short_sentence_goes_on_about_what_the_one_before_speaks_of() -> None:
    assert untold("专利有补助吗", [clause("支持企业和个人申请专利、商标。给予资助。")]) == []


def test_training_is_told_of_whatever_it_is_for() -> None:
    assert untold("专利有培训吗", [clause("打击侵犯专利的行为。设置创业课程。")]) == []
