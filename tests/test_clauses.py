"""Parts → clauses, each with its number, its path and who answers for it."""

import re

import pytest
from conftest import SEED, shared

from index import Clause, Document
from index.clauses import clauses


@pytest.fixture(scope="module")
def items(seed: Document) -> dict[str, Clause]:
    return {clause.number: clause for clause in clauses(seed) if clause.number.isdecimal()}


def printed_units() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every closing bracket of the raw file, read by a pattern of the test's own."""
    raw = "".join(shared(SEED).read_text(encoding="utf-8").split())
    found = re.findall(r"（牵头单位：([^；）]+)；配合单位：([^；）]+)）", raw)
    return [(tuple(re.split("[、，]", lead)), tuple(re.split("[、，]", supporting))) for lead, supporting in found]


def test_units_of_all_items_and_safeguards_are_as_printed(seed: Document) -> None:
    answered = [clause for clause in clauses(seed) if clause.lead_units]
    assert [clause.number for clause in answered] == [*map(str, range(1, 28)), "（一）", "（二）", "（三）"]
    assert [(clause.lead_units, clause.supporting_units) for clause in answered] == printed_units()


@pytest.mark.parametrize(
    ("number", "lead", "supporting"),
    [
        (
            "7", "自治区农业农村厅",
            "自治区人力资源社会保障厅 发展改革委 财政厅 自然资源厅 地方金融监管局 人民银行南宁中心支行 共青团广西区委"
            " 各设区市人民政府",
        ),
        ("8", "自治区退役军人厅", "自治区人力资源社会保障厅 科技厅 教育厅 工业和信息化厅"),
        ("9", "自治区教育厅", "自治区人力资源社会保障厅 共青团广西区委"),
        ("12", "自治区科技厅 工业和信息化厅 国资委", "各设区市人民政府"),
        ("14", "自治区工业和信息化厅 国资委", "自治区发展改革委 科技厅 财政厅 地方金融监管局"),
        (
            "27", "自治区大众创业万众创新厅际联席会议办公室",
            "自治区党委宣传部 自治区科技厅 财政厅 人力资源社会保障厅 自然资源厅 各设区市人民政府",
        ),
    ],
)  # fmt: skip
def test_units_read_by_eye(items: dict[str, Clause], number: str, lead: str, supporting: str) -> None:
    assert items[number].lead_units == tuple(lead.split())
    assert items[number].supporting_units == tuple(supporting.split())


def test_item_8_is_complete(items: dict[str, Clause], seed: Document) -> None:
    clause = items["8"]
    assert (clause.label, clause.title) == ("二、（二）8", "完善退役军人自主创业支持体系")
    assert clause.path == ("二、重点任务", "（二）创新创业主体培育行动", "8. 完善退役军人自主创业支持体系")
    assert "对符合条件的退役军人创业担保贷款给予一定的财政贴息支持" in clause.text
    assert "建立完善自治区、市、县三级培训管理服务体系，持续深入开展" in clause.text, "across a page break"
    assert clause.document is seed


def test_every_clause_has_an_id_of_its_own_within_its_document(index) -> None:
    assert len({clause.id for clause in index.clauses}) == len(index.clauses)
    assert all(clause.id.startswith(f"{clause.document.id}-") for clause in index.clauses)


def test_an_id_stays_when_the_text_changes(read) -> None:
    old, new = (clauses(read(f"某办法\n第一条 {text}\n第二条 乙事。")) for text in ("甲事。", "改过的甲事。"))
    assert [clause.id for clause in old] == [clause.id for clause in new]
    assert old[0].text != new[0].text


LABELS = {
    "startup-measures.md": "第一条 第二条 第三条 第四条 第五条 第六条 第七条 第八条 第九条",
    "incubator-notice.md": "引言 一、（一） 一、（二） 二、（一）1 二、（一）2 二、（二）3 二、（二）4 三、 附件2",
    "revival-plan.md": "一、 一、——1 一、——2 一、——3 二、1 二、2 二、3 三、（一） 三、（二）",
}


@pytest.mark.parametrize("source", LABELS)
def test_the_corpus_is_cut_by_both_grammars(index, source: str) -> None:
    found = [clause.label.replace(" ", "") for clause in index.clauses if clause.document.source == source]
    assert found == LABELS[source].split()


def test_the_corpus_names_its_units(index) -> None:
    units = {(clause.document.source[:1], clause.label): clause for clause in index.clauses}
    assert units["i", "二、（一）1"].lead_units == ("县发展改革局", "县自然资源局")
    assert units["i", "二、（二）3"].supporting_units == ("县农业农村局", "县退役军人事务局")
    assert units["r", "二、3"].lead_units == ("省退役军人事务厅",), "across a page break"
