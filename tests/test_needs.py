"""What people need: how they ask for it, how a clause tells of it, and the file that says so."""

import pytest

from bot.needs import DEFAULT, all_needs, asked, told
from bot.replies import RepliesError

NEEDS = {
    "资金": ("冇钱周转有冇得贷", "引导金融机构加大信贷投放"),
    "场地": ("想租个铺面", "按下列标准减免场地租金"),
    "用地": ("想养鸡可是没有地", "其他项目安排计划指标优先保障"),
    "培训": ("想学点手艺", "每年至少举办两期免费创业培训班"),
    "导师": ("有没有师傅带一带", "组织创业导师结对帮扶"),
    "孵化": ("能进创业园吗", "支持改造创业孵化基地"),
    "税费": ("能少交点税不", "免收第一年的费用，落实减税降费政策"),
    "学籍": ("休学去开店", "允许保留学籍休学创业"),
    "登记": ("执照怎么办下来", "推行注册登记便利化改革"),
    "人才": ("博士过来有待遇吗", "举办高层次人才招聘会"),
    "服务": ("不会算账，有人咨询吗", "提供政策咨询和财务管理"),
    "知识产权": ("我的专利被抄了", "打击侵犯商标的行为"),
    "电商": ("在村里开网店", "依托电子商务创业"),
    "科研": ("课题经费能包干吗", "建设一批中试基地，促进科技成果转化"),
}


def named(needs) -> set[str]:
    return {need.name for need in needs}


def test_every_need_of_the_file_is_tried_here() -> None:
    assert [need.name for need in all_needs()] == list(NEEDS)


@pytest.mark.parametrize("name", NEEDS)
def test_a_need_is_seen_in_a_question_and_in_a_clause(name: str) -> None:
    question, clause = NEEDS[name]
    assert name in named(asked(question))
    assert name in named(told(clause))


@pytest.mark.parametrize("text", ["", "有哪些支持", "创业能享受什么", "介绍一下"])
def test_a_question_that_only_asks_for_support_names_no_need(text: str) -> None:
    assert asked(text) == ()


@pytest.mark.parametrize("text", ["什么地方办", "地址在哪个区", "外地人行吗", "当地有吗"])
def test_a_place_is_no_land(text: str) -> None:
    assert "用地" not in named(asked(text))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "needs"),
        ("needs: [资金]\n", "needs"),
        ("needs:\n  资金: {told: [钱]}\n", "资金 的 asked"),
        ("needs:\n  资金: {asked: 钱, told: [钱]}\n", "资金 的 asked 应当是表达式的列表"),
        ("needs:\n  资金: {asked: [钱], told: ['(']}\n", "资金 的 told 里有写错的表达式"),
        ("needs:\n  资金: {asked: ['钱?'], told: [钱]}\n", "资金 的 asked 里有对上空白"),
    ],
)
def test_a_file_edited_badly_is_refused_by_name(write, content: str, words: str) -> None:
    path = write(content, "needs.yaml")
    with pytest.raises(RepliesError, match=rf"needs\.yaml.*{words}"):
        all_needs(path)


def test_an_added_need_is_read(write) -> None:
    added = DEFAULT.read_text(encoding="utf-8") + "  出口:\n    asked: ['卖到国外']\n    told: ['跨境']\n"
    assert all_needs(write(added, "needs.yaml"))[-1].name == "出口"
