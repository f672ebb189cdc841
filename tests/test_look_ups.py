"""Direct look-ups: by number, by unit, and facts about a document."""

from datetime import date

import pytest
from conftest import AFTER, BEFORE

from bot import Question, Status
from bot.facts import printed
from bot.look_ups import LookUps
from bot.units import stem_of, units_in

DAY = date(2025, 6, 1)


@pytest.fixture(scope="session")
def look_ups(real_index) -> LookUps:
    return LookUps(real_index)


@pytest.fixture(scope="session")
def others(stranger) -> LookUps:
    return LookUps(stranger.index)


# --- by number ---


@pytest.mark.parametrize(
    "ask", ["第{}条", "第{}条讲什么", "讲下第{}条", "第{}条给我看看", "{}条说的啥", "第{}条是讲咩的"]
)
def test_every_numbered_clause_is_found_by_its_number(look_ups, ask: str) -> None:
    for clause in look_ups.index.clauses:
        if clause.number.isdecimal():
            place = look_ups.place(ask.format(clause.number), None)
            assert (place.clauses, place.rest) == ((clause,), "")


def test_every_clause_with_a_label_is_found_by_it(look_ups, others) -> None:
    for found in (look_ups, others):
        for clause in found.index.clauses:
            if "（" in clause.label and "附件" not in clause.label:
                place = found.place(f"{clause.label.replace('——', '')}讲什么", clause.document.id)
                assert clause in place.clauses, clause.label


@pytest.mark.parametrize("written", ["第十三条", "第13条", "13条", "13号那条", "第13项讲什么", "第二部分（三）13"])
def test_a_number_may_be_written_in_many_ways(look_ups, written: str) -> None:
    (clause,) = look_ups.place(written, None).clauses
    assert clause.label == "二、（三）13"


@pytest.mark.parametrize(
    "text", ["第二条生产线扩建有补贴吗", "我是第1次创业", "三号门在哪", "一条龙服务有吗", "有27条支持政策吗", "2023年要投多少"]
)  # fmt: skip
def test_a_number_that_is_no_place_is_not_read(look_ups, text: str) -> None:
    assert look_ups.place(text, None) is None


def test_a_clause_is_read_out_whole(quick) -> None:
    answer = quick.answer(Question("第8条讲什么", today=AFTER))
    (citation,) = answer.citations
    assert citation.quotes == (citation.clause.text,)
    assert answer.status is Status.ANSWERED
    assert answer.text.index(answer.notices[0].text) < answer.text.index(citation.quotes[0])


def test_what_else_is_asked_of_the_clause_is_answered_from_it(quick, stranger) -> None:
    assert "自治区退役军人厅" in quick.answer(Question("第8条谁负责", today=AFTER)).citations[0].quotes[-1]
    assert quick.answer(Question("第8条能贷多少", today=AFTER)).status is Status.PARTIAL
    stated = stranger.answer(Question("第五条规定最高能贷多少", today=DAY))
    assert (stated.status, "二十万元" in stated.text) == (Status.ANSWERED, True)


@pytest.mark.parametrize("text", ["第99条讲什么", "第二部分（九）99"])
def test_a_number_that_no_clause_has_is_told(quick, text: str) -> None:
    answer = quick.answer(Question(text, today=AFTER))
    assert (answer.status, answer.citations) == (Status.NO_CLAUSE, ())
    assert "没有第" in answer.text


def test_of_several_documents_each_is_told_or_the_one_named(stranger) -> None:
    every = stranger.answer(Question("第2条", today=DAY))
    assert len({citation.clause.document.id for citation in every.citations}) == 3
    one = stranger.answer(Question("《云川市创业扶持办法》第2条", today=DAY))
    assert [citation.clause.label for citation in one.citations] == ["第二条"]


# --- by unit ---


@pytest.mark.parametrize(("role", "field"), [("牵头", "lead_units"), ("配合", "supporting_units")])
def test_a_units_tasks_are_all_the_clauses_that_name_it(look_ups, role: str, field: str) -> None:
    clauses = look_ups.index.clauses
    units = {unit for clause in clauses for unit in getattr(clause, field)}
    for unit in units:
        said = unit.removeprefix("自治区")
        (tasks,) = look_ups.tasks(f"{said}{role}哪些任务")
        assert {c.id for c in tasks.clauses} >= {c.id for c in clauses if unit in getattr(c, field)}, unit
        named = [name for clause in tasks.clauses for name in getattr(clause, field)]
        assert len([name for name in named if stem_of(unit) in name or said[:2] in name]) >= len(tasks.clauses)


@pytest.mark.parametrize(
    ("short", "unit"),
    [("人社厅", "自治区人力资源社会保障厅"), ("发改委", "发展改革委"), ("工信厅", "工业和信息化厅"), ("市监局", "市场监管局"),
     ("退役军人局", "自治区退役军人厅"), ("农业厅", "自治区农业农村厅"), ("团委", "共青团广西区委"), ("人行", "人民银行南宁中心支行"),
     ("银保监", "广西银保监局"), ("科技局", "自治区科技厅"), ("住建厅", "住房城乡建设厅"), ("税务局", "广西税务局")],
)  # fmt: skip
def test_short_names_are_known(short: str, unit: str) -> None:
    (named,) = units_in(f"{short}牵头哪些事", ())
    assert named.is_in([unit])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("农业农村厅、科技厅两家，各牵头哪些", ["农业农村厅", "科技厅"]),
        ("教育厅和人社厅、财政厅分别配合什么", ["教育厅", "人社厅", "财政厅"]),
        ("财政厅牵头的科技任务", ["财政厅"]),
        ("科技、教育各牵头啥", ["科技", "教育"]),
    ],
)
def test_units_side_by_side_are_all_named(text: str, said: list[str]) -> None:
    assert [named.said for named in units_in(text, ())] == said


def test_the_tasks_of_two_units_are_listed_one_after_the_other(quick) -> None:
    answer = quick.answer(Question("农业农村厅、科技厅各牵头哪些", today=AFTER))
    one, other = (quick.answer(Question(f"{unit}牵头哪些", today=AFTER)) for unit in ("农业农村厅", "科技厅"))
    both = [citation.clause.id for found in (one, other) for citation in found.citations]
    assert [citation.clause.id for citation in answer.citations] == both
    assert answer.contacts == one.contacts + other.contacts
    assert answer.text.index("农业农村厅牵头") < answer.text.index("科技厅牵头")
    assert answer.text.count(answer.notices[0].text) == 1


def test_every_clause_is_listed_with_its_title(quick) -> None:
    answer = quick.answer(Question("教育厅牵头哪些任务", today=AFTER))
    assert [citation.quotes for citation in answer.citations] == [(c.clause.title,) for c in answer.citations]
    assert all(c.clause.lead_units[0] == "自治区教育厅" for c in answer.citations)
    assert all(
        citation.clause.title in answer.text and citation.clause.label in answer.text for citation in answer.citations
    )
    assert answer.text.index(answer.notices[0].text) < answer.text.index(answer.citations[0].quotes[0])


@pytest.mark.parametrize("text", ["公安厅牵头哪些任务", "统计局牵头哪些任务", "公安厅管什么"])
def test_a_unit_without_a_task_is_told(quick, text: str) -> None:
    answer = quick.answer(Question(text, today=AFTER))
    assert (answer.status, answer.citations) == (Status.NO_CLAUSE, ())
    assert "牵头的条款" in answer.text


@pytest.mark.parametrize(
    ("text", "leads"),
    [("科技厅管哪些条", True), ("市场监管局管什么", True), ("我想知道教育厅管那些条", True), ("发改委都管些什么事", True), ("税务局管什么", False)],
)  # fmt: skip
def test_what_a_unit_is_in_charge_of_is_what_it_leads_else_what_it_supports(look_ups, text: str, leads: bool) -> None:
    (tasks,) = look_ups.tasks(text)
    assert tasks.leads is leads
    whole = "牵头" if leads else "配合"
    assert look_ups.tasks(f"{tasks.unit}{whole}哪些任务")[0].clauses == tasks.clauses != ()


@pytest.mark.parametrize(
    "text",
    [
        "市场监管局的执照怎么办",
        "管理科技厅的平台",
        "教育厅负责的创业培训怎么报名",
        "谁牵头",
        "财政厅的补贴多少钱",
        "谁配合科技厅",
    ],
)
def test_a_question_that_asks_more_is_not_a_list_of_tasks(look_ups, text: str) -> None:
    assert look_ups.tasks(text) == ()


# --- facts ---

ASKED = {
    "number": ["文号是多少", "这份文件的发文字号", "这个计划文号几多"],
    "authority": ["发文机关是哪个", "这文件是谁发的", "谁印发的"],
    "issued_on": ["哪年印发的", "这个计划什么时候发布的", "通知是几时发的"],
    "effective_on": ["什么时候施行的", "这个文件哪天生效"],
    "expires_on": ["执行到哪年", "这个政策管到什么时候", "有效期到几时"],
    "validity": ["还有效吗", "这个政策还管用不", "过期没", "这文件作废了吗"],
    "title": ["文件全名是什么", "文件全称叫什么"],
}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in ASKED.items() for text in texts])
def test_a_fact_about_a_document_is_read(look_ups, others, name: str, text: str) -> None:
    assert look_ups.fact(text, None).name == name
    assert len(others.fact(text, None).documents) == 3


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("文号是多少，哪年发的", ["桂政办发〔2021〕10号", "2021年1月27日"]),
        ("这文件是啥时候发的，哪个发的", ["2021年1月27日", "广西壮族自治区人民政府办公厅"]),
        ("这个文件谁发的，还有效吗", ["广西壮族自治区人民政府办公厅", "已届满"]),
    ],
)
def test_two_facts_asked_in_one_breath_are_both_told(quick, text: str, facts: list[str]) -> None:
    answer = quick.answer(Question(text, today=AFTER))
    assert answer.status is Status.ANSWERED
    assert all(fact in answer.text for fact in facts)
    assert len(answer.facts) == len(facts)


@pytest.mark.parametrize(
    "text", ["营业执照有效期多久", "补贴什么时候发", "贷款期限到哪年", "培训班几时开", "创业证还有效吗", "退役军人贷款谁发"]
)  # fmt: skip
def test_a_question_about_something_else_is_no_fact(look_ups, text: str) -> None:
    assert look_ups.fact(text, None) is None


def test_facts_are_those_of_the_metadata(quick, stranger) -> None:
    for bot in (quick, stranger):
        for document in bot.index.documents:
            facts = {
                "文号": document.number,
                "哪年印发": printed(document.issued_on),
                "执行到哪年": printed(document.expires_on),
            }
            for asked, fact in facts.items():
                answer = bot.answer(Question(f"《{document.name}》{asked}", today=DAY))
                assert answer.status is Status.ANSWERED
                assert fact in answer.text


def test_whether_it_is_still_valid_depends_on_the_day(quick) -> None:
    before, after = (quick.answer(Question("还有效吗", today=day)) for day in (BEFORE, AFTER))
    assert "在执行期内" in before.text
    assert "已届满" in after.text
    assert [notice.kind for notice in after.notices] == ["expired"]


def test_the_clause_that_states_a_fact_is_cited(stranger) -> None:
    answer = stranger.answer(Question("云川市创业扶持办法有效期到什么时候", today=DAY))
    assert [citation.clause.label for citation in answer.citations] == ["第九条"]
    assert answer.citations[0].quotes[0] in answer.text
