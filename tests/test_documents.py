"""A file → its document: what the text tells, what front matter overrides, and every way to refuse a file."""

import re
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Document, DocumentError
from index.documents import DATED, STATED, read_document, read_documents
from index.paths import DOCS

BODY = "云川市创业办法\n第一条 为了鼓励创业，制定本办法。\n第二条 本办法由市财政局解释。\n"

FIELDS = tuple(item.name for item in fields(Document) if item.name != "parts")


def fronted(**fields: str) -> str:
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + "---\n" + BODY


def facts(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in FIELDS if name not in ("id", "source")}


SEED_FACTS = {
    "title": "广西壮族自治区人民政府办公厅关于印发广西大众创业万众创新三年行动计划(2021—2023年)的通知",
    "number": "桂政办发〔2021〕10号",
    "authority": "广西壮族自治区人民政府办公厅",
    "issued_on": date(2021, 1, 27),
    "effective_on": date(2021, 1, 27),
    "expires_on": date(2023, 12, 31),
    "region": "广西壮族自治区",
    "period": "2021—2023年",
    "repealed_on": None,
    "superseded_by": "",
    "source_url": "",
}


def test_the_raw_seed_tells_all_its_facts(seed: Document) -> None:
    assert facts(seed) == SEED_FACTS
    assert seed.name == "广西大众创业万众创新三年行动计划(2021—2023年)"


def test_the_shipped_document_tells_the_same_facts() -> None:
    (document,) = [one for one in read_documents(DOCS) if one.source == "guangxi-2021-10.md"]
    assert {**facts(document), "title": "", "source_url": ""} == {**SEED_FACTS, "title": ""}
    assert re.sub(r"[（）()]", "", document.title) == re.sub(r"[（）()]", "", SEED_FACTS["title"])


def test_the_corpus_tells_its_facts(index) -> None:
    told = {document.source: document for document in index.documents}
    measures, notice, plan = (told[f"{name}.md"] for name in ("startup-measures", "incubator-notice", "revival-plan"))
    assert (measures.number, measures.issued_on) == ("云川市人民政府令第12号", date(2024, 2, 6))
    assert (measures.effective_on, measures.expires_on) == (date(2024, 3, 1), date(2029, 2, 28))
    assert (notice.number, notice.authority) == ("青政办发〔2023〕8号", "青岚县人民政府办公室")
    assert (notice.issued_on, notice.expires_on, notice.region) == (date(2023, 5, 18), date(2025, 12, 31), "青岚县")
    assert (plan.name, plan.period) == ("海棠省乡村人才振兴三年行动方案（2025—2027年）", "2025—2027年")
    assert (plan.number, plan.authority) == ("海政发〔2025〕3号", "海棠省人民政府")
    assert (plan.issued_on, plan.expires_on, plan.region) == (date(2025, 1, 10), date(2027, 12, 31), "海棠省")


@pytest.mark.parametrize(
    ("begins", "years", "last"),
    [
        ("2024年3月1日", "五", date(2029, 2, 28)),
        ("2021年1月1日", "3", date(2023, 12, 31)),
        ("2020年7月15日", "两", date(2022, 7, 14)),
        ("2024年2月29日", "4", date(2028, 2, 28)),
    ],
)
def test_a_term_of_years_ends_on_the_day_before(read, begins: str, years: str, last: date) -> None:
    assert read(f"{BODY}第三条 本办法自{begins}起施行，有效期{years}年。").expires_on == last


@pytest.mark.parametrize(
    ("sentence", "field", "expected"),
    [
        ("本办法自2024年5月1日起施行。", "effective_on", date(2024, 5, 1)),
        ("本办法自2024年5月1日起施行，有效期至2026年4月30日。", "expires_on", date(2026, 4, 30)),
        ("本办法自2024年13月41日起施行。", "effective_on", None),
        ("申请人应当于2024年5月1日前提交材料。", "effective_on", None),
    ],
)
def test_days_are_read_from_the_text(read, sentence: str, field: str, expected: date | None) -> None:
    assert getattr(read(f"{BODY}第三条 {sentence}"), field) == expected


def test_the_signature_tells_authority_and_day(read) -> None:
    document = read(f"{BODY}云川市财政局  云川市教育局\n二〇二四年十月二十一日")
    assert (document.authority, document.issued_on) == ("云川市财政局、云川市教育局", date(2024, 10, 21))


OVERRIDES = {
    **{name: f"另写的{name}" for name in STATED},
    "title": "云川市另一个办法",
    **{name: date(2030, 1, 1) for name in DATED},
}


def test_there_is_an_override_for_every_field() -> None:
    assert set(OVERRIDES) == STATED | DATED


@pytest.mark.parametrize("name", sorted(OVERRIDES))
def test_front_matter_overrides_one_field_and_no_other(read, name: str) -> None:
    printed = "第三条 本办法自2024年5月1日起施行。\n"
    plainly, overridden = facts(read(BODY + printed)), facts(read(fronted(**{name: OVERRIDES[name]}) + printed))
    assert overridden == {**plainly, name: OVERRIDES[name]}


def test_what_is_not_printed_follows_from_what_is_given(read) -> None:
    document = read(fronted(issued_on="2024-05-01") + "第三条 本办法有效期三年。")
    assert (document.effective_on, document.expires_on) == (date(2024, 5, 1), date(2027, 4, 30))


def test_front_matter_is_no_part_of_the_text(read) -> None:
    assert read(fronted(region="云川市")).parts == read(BODY).parts


def test_an_empty_front_matter_changes_nothing(read) -> None:
    assert facts(read(f"---\n---\n{BODY}")) == facts(read(BODY))


BAD = {
    "unknown field": (fronted(writer="甲"), "writer", "可用的字段.*title"),
    "a day that is text": (fronted(issued_on="昨天"), "issued_on", "应当是日期，如 2021-01-27"),
    "a day with a time": (fronted(expires_on="2021-01-27 10:00:00"), "expires_on", "应当是日期"),
    "a text that is a number": (fronted(number="2021"), "number", "应当是文字.*引号"),
    "a field without value": (fronted(region=""), "region", "应当是文字"),
    "expires before effective": (
        fronted(effective_on="2022-01-01", expires_on="2021-01-01"), "expires_on", "早于.*请在文首改正 effective_on",
    ),
    "bad YAML": ("---\ntitle: [甲\n---\n" + BODY, "YAML", "字段: 内容"),
    "front matter that is a list": ("---\n- 甲\n---\n" + BODY, "文首", "字段: 内容"),
    "front matter that is never closed": ("---\nregion: 云川市\n\n" + BODY, "---", "文首"),
    "no title": ("第一条 甲事。\n第二条 乙事。", "title", "请在第一行写上文件标题"),
    "a sentence for a title": ("为了鼓励创业，制定本办法。\n一、甲事。", "title", "请在第一行写上文件标题"),
    "only a title": ("云川市创业办法\n", "正文", "请放入政策全文"),
    "only a head": ("云川市创业办法\n云政发〔2024〕1号\n各市、县人民政府：\n2024年1月1日", "条款", "请检查正文"),
    "two equal numbers": (BODY + "第二条 又一条。", "第二条", "请改正文中的编号"),
    "empty": ("", "空的", "请放入政策全文"),
    "binary": (bytes(range(256)), "编码", "另存为 UTF-8"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "field", "fix"), BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_file_field_and_fix(write, content, field: str, fix: str) -> None:
    path = write(content)
    with pytest.raises(DocumentError) as caught:
        read_document(path, path.parent)
    message = str(caught.value).replace("\n", " ")
    assert str(path) in message
    assert field in message
    assert re.search(fix, message)


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf", "plan", "附件.xlsx"])
def test_a_kind_of_file_that_we_cannot_read_is_refused(write, name: str) -> None:
    folder = write(BODY).parent
    write(b"PK", name)
    with pytest.raises(DocumentError, match=rf"{re.escape(name)}.*不支持.*另存为 UTF-8 文本"):
        read_documents(folder)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"nowhere.*不存在.*--docs"):
        read_documents(tmp_path / "nowhere")


def test_a_folder_without_policies_is_refused(write) -> None:
    folder = write("# 怎样添加政策", "README.md").parent
    write(BODY, ".draft.md")
    with pytest.raises(DocumentError, match=r"没有政策文件（\.md、\.txt）.*请放入"):
        read_documents(folder)


def test_documents_come_sorted_by_path_with_ids_of_their_own(write) -> None:
    folder = write(BODY, "b.txt").parent
    write(BODY, "a.md")
    write("第一条: [问法]", "a.questions.yaml")
    documents = read_documents(folder)
    assert [document.source for document in documents] == ["a.md", "b.txt"]
    assert len({document.id for document in documents}) == 2


def test_an_id_follows_from_the_path_alone(read) -> None:
    assert read(BODY).id == read(fronted(title="另一个标题", region="云川市")).id


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_do_not_change_the_document(read, encoding: str) -> None:
    assert facts(read(BODY.encode(encoding))) == facts(read(BODY))


LINES = st.one_of(
    st.sampled_from(["---", "title: 甲", "issued_on: 2021-01-27", "云川市创业办法", "第一条 甲事。", "一、乙事"]),
    st.sampled_from(["2021年2月30日", "有效期三年", "自2021年2月31日起施行"]),
    st.text(max_size=12),
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_any_text_is_read_or_refused_by_name(tmp_path_factory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        document = read_document(path, path.parent)
    except DocumentError as error:
        assert "any.md" in str(error)
    else:
        assert document.title and document.parts
