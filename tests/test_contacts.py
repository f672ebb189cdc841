"""Whom to ask: the units named, their local counterparts, and the hotline."""

from dataclasses import replace

import pytest

from bot import Question
from bot.contacts import DEFAULT, contacts, counterparts, local
from bot.replies import RepliesError

COUNTERPARTS = {
    "自治区人力资源社会保障厅": "当地人力资源社会保障局",
    "广西壮族自治区教育厅": "当地教育局",
    "科技厅": "当地科技局",
    "自治区退役军人厅": "当地退役军人事务局",
    "自治区市场监管局": "当地市场监管局",
    "自治区地方金融监管局": "当地金融工作部门",
    "自治区发展改革委": "当地发展改革部门",
    "广西税务局": "当地税务局",
    "共青团广西区委": "当地团委",
    "自治区大众创业万众创新厅际联席会议办公室": None,
    "人民银行南宁中心支行": None,
    "各设区市人民政府": None,
    "某某协会": None,
    "厅": None,
}


@pytest.fixture
def clause(index):
    return next(clause for clause in index.clauses if clause.lead_units)


def of_region(clause, region: str, *units: str):
    return replace(clause, lead_units=units, document=replace(clause.document, region=region))


@pytest.mark.parametrize("unit", COUNTERPARTS)
def test_a_unit_has_its_counterpart_or_none(unit: str) -> None:
    assert counterparts().of(unit, "广西壮族自治区") == COUNTERPARTS[unit]


@pytest.mark.parametrize(
    ("region", "unit", "name"),
    [
        ("海棠省", "省农业农村厅", "当地农业农村局"),
        ("海棠省", "海棠省财政厅", "当地财政局"),
        ("", "省教育厅", "当地教育局"),
        ("全国", "人力资源社会保障部", "当地人力资源社会保障局"),
        ("云川市", "市财政局", None),
        ("青岚县", "县财政局", None),
    ],
)
def test_only_a_superior_unit_has_a_counterpart(clause, region: str, unit: str, name: str | None) -> None:
    found = local(of_region(clause, region, unit))
    assert [contact.unit for contact in found] == ([name] if name else [])
    assert all(contact.inferred and "推断" in contact.role for contact in found)


def test_two_units_with_one_counterpart_name_it_once(clause) -> None:
    assert len(local(of_region(clause, "海棠省", "省教育厅", "教育厅"))) == 1


def test_named_units_come_first_and_the_hotline_last(clause) -> None:
    cited = of_region(clause, "海棠省", "省教育厅")
    found = contacts([cited])
    assert [contact.inferred for contact in found] == [False, True, *[False] * len(cited.supporting_units), True]
    assert "12345" in found[-1].unit
    assert {contact.unit for contact in found if not contact.inferred} == {*cited.lead_units, *cited.supporting_units}


@pytest.mark.parametrize(
    ("question", "unit"),
    [("大三学生想休学创业，学籍会不会丢", "就读的学校"), ("小店交税能不能少点", "当地税务局"), ("小公司注册登记有什么优惠", "当地市场监管局")],
)  # fmt: skip
def test_whose_matter_it_is_is_asked_first_whoever_leads(quick, question: str, unit: str) -> None:
    answer = quick.answer(Question(question))
    assert unit not in answer.citations[0].clause.lead_units
    assert next(contact.unit for contact in answer.contacts if contact.inferred) == unit
    assert f"您可以先问{unit}" in answer.text


def test_a_matter_that_the_clause_does_not_speak_of_is_nobodys(clause) -> None:
    other = replace(clause, text="支持返乡创业。")
    assert counterparts().in_charge_of("休学创业", other) == ()


def test_who_leads_already_is_not_named_twice(clause) -> None:
    cited = replace(of_region(clause, "云川市", "市税务局"), text="落实减税降费政策。")
    assert local(cited, "怎么减税") == ()


def test_what_is_inferred_is_said_to_be(dev) -> None:
    for one in dev:
        inferred = [contact.unit for contact in one.answer.contacts[:-1] if contact.inferred]
        assert all(unit not in one.answer.text or "按职责推断" in one.answer.text for unit in inferred)
        quotes = "".join(quote for citation in one.answer.citations for quote in citation.quotes)
        assert all(unit not in quotes for unit in inferred)


def test_the_counterpart_stands_after_the_quote(quick) -> None:
    answer = quick.answer(Question("我刚退伍，想开个店，贷款利息有补贴吗？"))
    assert answer.text.index(answer.citations[0].quotes[0]) < answer.text.index("当地退役军人事务局（这是按职责推断的")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("role: 当地", "roll: 当地", "role"),
        ("hotline:", "line:", "hotline"),
        ("prefixes: [国家", "prefixes: [3", "prefixes"),
        ("  联席会议: ''", "  联席会议:", "names"),
        ("  厅: 局", "  厅: 1", "endings"),
        ("(?<!关)税", "(?<!关税", "matters"),
        ("names:", "names: [", "counterparts"),
    ],
)
def test_a_file_edited_badly_is_refused_by_name(write, old: str, new: str, named: str) -> None:
    path = write(DEFAULT.read_text(encoding="utf-8").replace(old, new, 1), "counterparts.yaml")
    with pytest.raises(RepliesError, match=rf"counterparts\.yaml.*{named}|{named}\.yaml"):
        counterparts(path)


def test_an_edited_name_is_used(write) -> None:
    edited = DEFAULT.read_text(encoding="utf-8").replace("税务: 税务局", "税务: 办税服务厅")
    assert counterparts(write(edited, "counterparts.yaml")).of("省税务局", "海棠省") == "当地办税服务厅"
