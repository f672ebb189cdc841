"""Whether somebody still counts: what is asked, what a policy states of it, and what is said where it states nothing."""

import re

import pytest
from conftest import AFTER, GOLDEN
from hypothesis import given
from hypothesis import strategies as st

from bot import Bot, Question, Status
from bot.conditions import DEFAULT, FOR_ALL, asked, asked_whether, conditions, sought, without
from bot.evaluation import evaluate, read_questions
from bot.particulars import missing
from bot.replies import RepliesError
from index import Index
from index.building import build

KINDS = {
    "服役或退役年限": (["我2009年退伍的还能申请吗", "转业好几年了还算不算"], "应当在退出现役后三年内提出申请"),
    "户籍要求": (["户口在外省可以享受吗", "我不是本地人能不能申请"], "应当具有本市户籍"),
    "年龄要求": (["五十三岁还能申请吗", "年纪大了还收不收"], "年龄不超过六十周岁"),
    "在职能否享受": (["我在职可以申请吗", "没辞职算不算"], "申请人应当为登记失业人员"),
    "毕业学校要求": (["外省的大学算不算", "在湖北读的大学还能享受吗"], "全日制普通高等学校毕业"),
    "学历要求": (["大专学历符合吗", "函授的算不算"], "具有本科以上学历"),
    "职业院校学生能否享受": (["技校学生可以申请吗", "职高毕业的也行吗"], "支持职业院校学生创业"),
    "毕业年限": (["毕业六年了还能享受吗", "往届生可以申请吗"], "毕业后五年内创业的"),
    "在校能否享受": (["还没毕业能申请吗", "我还在读书能享受吗"], "允许在校学生休学创业"),
    "毕业后能否享受": (["已经毕业了能保留学籍吗", "我毕业了创业有什么支持"], "高校毕业生同样适用"),
    "经营年限": (["公司开了四年了还能享受吗", "店办了两年可以申请吗"], "登记注册不满三年"),
    "能否重复享受": (["以前领过一次还能再领吗", "去年享受过了还可以申请吗"], "每人只能享受一次"),
    "家属能否享受": (
        ["我是军嫂，能不能按退役军人贴息", "退役军人的儿子能享受吗", "我爸是农民工，我能享受吗"],
        "退役军人及其随军家属",
    ),
    "征信要求": (["征信花了还能申请吗", "信用卡逾期过，还能享受吗"], "无不良征信记录"),
}
ASKED = [(kind, question) for kind, (questions, _) in KINDS.items() for question in questions]
SILENT = "给予一定的支持，纳入学分管理。"
MEASURES = """# 云川市创业扶持办法

云川市人民政府 2025年3月1日

第一条 为支持创业，制定本办法。本办法自2025年4月1日起施行，有效期五年。

第二条 申请人应当具有本市户籍或者持有本市居住证，年龄在十八周岁以上、六十周岁以下。

第三条 退役军人申请创业担保贷款的，由市财政给予贴息，最高不超过三年。自主就业退役军人应当在退出现役后三年内提出申请。

第四条 返乡农民工创业的，优先安排创业园场地，减免租金。

第五条 高校毕业生自毕业之日起五年内创业的，给予一次性创业补贴六千元。

第六条 允许在校学生休学创业，休学期限最长为二年。

第七条 港澳台青年应当为全日制普通高等学校毕业。

第八条 企业登记注册三年以内的，可以申请社保补贴。
"""


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory, remembering) -> Bot:
    """The assistant over measures in force that do state conditions."""
    folder = tmp_path_factory.mktemp("measures")
    (folder / "docs").mkdir()
    (folder / "docs" / "measures.md").write_text(MEASURES, encoding="utf-8")
    build(folder / "docs", folder / "index", remembering)
    return Bot(Index.open(folder / "index", remembering))


def names(question: str) -> list[str]:
    return [condition.name for condition in asked(question)]


def test_every_kind_of_the_file_is_tried_here() -> None:
    assert [kind.name for kind in conditions().kinds] == list(KINDS)


@pytest.mark.parametrize(("kind", "question"), ASKED)
def test_a_condition_asked_about_is_missing_until_a_text_states_it(kind: str, question: str) -> None:
    assert kind in names(question)
    assert kind in missing(question, [SILENT])
    assert kind not in missing(question, [SILENT, KINDS[kind][1]])


@pytest.mark.parametrize(
    "question",
    [
        "我退伍五年了，想开个店，贷款有没有贴息", "五十多岁从深圳回来搞养殖，有什么扶持", "公司开了三年，想贷款有什么产品",
        "户口在玉林，想回家创业，有什么政策", "大学生晚两年毕业行不行", "创业能算学分吗", "台湾青年来创业行不行",
        "我读技校，学校会不会搞实训", "退役军人能申请贴息吗", "在大公司上班，想自己创业，得不", "返乡农民工能享受什么",
        "户口迁回农村行不行",
    ],
)  # fmt: skip
def test_a_story_that_asks_for_something_else_asks_about_no_condition(question: str) -> None:
    assert names(question) == []


def test_who_graduated_needs_no_warning_where_nothing_is_for_those_in_school() -> None:
    assert missing("我毕业了创业有什么支持", ["深化青年就业创业见习基地建设。"]) == []


@given(st.text("我退伍十年了户口在外省五岁毕业公司开还能享受算不吗，", max_size=20))
def test_what_is_left_out_is_only_left_out(question: str) -> None:
    rest = without(question)
    assert len(rest) <= len(question)
    assert rest == question or asked_whether(question)


@pytest.mark.parametrize(
    ("question", "audience", "wanted"),
    [
        ("退伍十年了还能享受吗", None, "退役军人有什么扶持政策"),
        ("户口在外地行不行", None, FOR_ALL),
        ("户口在外地行不行", "大学生", "大学生有什么扶持政策"),
        ("毕业三年了还能享受贷款贴息吗", None, "大学生，贷款贴息吗"),
        ("有工作的退役军人能申请贷款贴息吗", None, "退役军人贷款贴息吗"),
    ],
)
def test_what_is_wanted_is_sought_and_not_the_condition(question: str, audience: str | None, wanted: str) -> None:
    assert sought(question, audience) == wanted


# --- answers ---


def test_the_development_questions_are_answered_so(quick) -> None:
    scores = evaluate(quick, read_questions(GOLDEN / "eligibility-dev.jsonl"), AFTER).as_dict()
    assert scores["status_right"] >= 0.97
    assert scores["facts_told"] >= 0.97
    assert scores["exact_clause_cited"] >= 0.95


def test_what_the_document_does_not_say_is_told_plainly_with_whom_to_ask(quick) -> None:
    answer = quick.answer(Question("退伍十年了还能享受吗", today=AFTER))
    assert answer.status is Status.PARTIAL
    assert answer.missing[0] == "服役或退役年限"
    assert "没有写明服役或退役年限，所以不能凭原文断定符不符合" in answer.text
    assert "自治区退役军人厅" in answer.text


def test_graduates_are_told_that_a_clause_is_for_those_in_school(quick) -> None:
    told = quick.answer(Question("我已经毕业了，大学生创业有什么支持", today=AFTER))
    assert "说的是在校学生的事" in told.text
    in_school = quick.answer(Question("大学生创业有什么支持", today=AFTER))
    assert "说的是在校学生的事" not in in_school.text


def test_it_is_asked_of_what_was_cited_before(quick) -> None:
    first = quick.answer(Question("退役军人有创业导师吗", today=AFTER))
    then = quick.answer(Question("户口不在这边行不行", today=AFTER, conversation=first.conversation))
    assert then.status is Status.PARTIAL
    assert then.missing == ("户籍要求",)
    assert then.citations[0].quotes == first.citations[0].quotes


def test_who_asks_of_other_people_is_not_answered_from_what_was_cited(quick) -> None:
    first = quick.answer(Question("大学生创业有什么支持", today=AFTER))
    then = quick.answer(Question("退伍六年了还能享受吗", today=AFTER, conversation=first.conversation))
    assert then.citations[0].clause.label == "二、（二）8"


@pytest.mark.parametrize("question", ["事业单位的人还能享受这个吗", "这政策对五十岁的还能用吗能不能申请"])
def test_whether_one_counts_is_not_whether_the_policy_does(quick, question: str) -> None:
    assert quick.answer(Question(question, today=AFTER)).status is Status.PARTIAL


def test_how_old_a_business_is_says_nothing_of_whose_it_is(quick) -> None:
    first = quick.answer(Question("退役军人贷款有贴息吗", today=AFTER))
    then = quick.answer(Question("公司开了三年还能享受吗", today=AFTER, conversation=first.conversation))
    assert then.citations[0].clause.label == "二、（二）8"
    assert "经营年限" in then.missing


@pytest.mark.parametrize(
    ("question", "label", "words"),
    [
        ("户口不在云川行不行", "第二条", "具有本市户籍"),
        ("五十多岁还能申请吗", "第二条", "六十周岁以下"),
        ("我是外地人，能申请贷款贴息吗", "第二条", "具有本市户籍"),
        ("退伍十年了还能享受吗", "第三条", "退出现役后三年内"),
        ("毕业六年了还算吗", "第五条", "五年内"),
    ],
)
def test_a_condition_that_is_written_is_quoted_first(measures, question: str, label: str, words: str) -> None:
    answer = measures.answer(Question(question))
    assert answer.status is Status.ANSWERED
    assert answer.citations[0].clause.label == label
    assert words in "".join(answer.citations[0].quotes)


def test_a_condition_written_elsewhere_is_quoted_in_a_follow_up(measures) -> None:
    first = measures.answer(Question("退役军人贷款有贴息吗"))
    then = measures.answer(Question("户口在外省呢，行吗", conversation=first.conversation))
    assert [citation.clause.label for citation in then.citations] == ["第二条", "第三条"]


def test_a_condition_that_is_written_for_others_is_not_quoted(measures) -> None:
    answer = measures.answer(Question("外省大学毕业的退役军人能申请贷款贴息吗"))
    assert answer.status is Status.PARTIAL
    assert "第七条" not in [citation.clause.label for citation in answer.citations]


def test_who_says_neither_who_they_are_nor_what_they_want_is_asked_back(measures) -> None:
    answer = measures.answer(Question("我在职能不能申请"))
    assert answer.status is Status.CLARIFY
    chosen = measures.answer(Question(answer.choices[0], conversation=answer.conversation))
    assert chosen.status is Status.PARTIAL
    assert "在职能否享受" in chosen.missing


# --- the file ---


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("- a", "读不出来"),
        ("words: {}\nasking: [行吗]", "conditions"),
        ("words: {}\nasking: []\nconditions: {}", "asking"),
        ("words: {}\nasking: [行吗]\nconditions: {户籍: {stated: [户籍]}}", "said 或 once"),
        ("words: {}\nasking: [行吗]\nconditions: {户籍: {said: [户口]}}", "stated"),
        ("words: {}\nasking: [行吗]\nconditions: {户籍: {said: ['('], stated: [户籍]}}", "户籍 的 said"),
        ("words: {}\nasking: [行吗]\nconditions: {户籍: {said: ['户?'], stated: [户籍]}}", "空白"),
        ("words: {}\nasking: [行吗]\nconditions: {户籍: {said: ['【数】'], stated: [户籍]}}", "【…】"),
        ("words: {}\nasking: [行吗]\nconditions: {户籍: {for: 谁, said: [户口], stated: [户籍]}}", "groups.yaml"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_name(write, content: str, named: str) -> None:
    path = write(content, "conditions.yaml")
    with pytest.raises(RepliesError, match=re.escape(named)) as caught:
        conditions(path)
    assert str(path) in str(caught.value)


def test_the_file_that_we_ship_can_be_used() -> None:
    assert conditions(DEFAULT).kinds
