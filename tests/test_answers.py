"""An answer as the contract has it."""

import json
import re
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest

from bot import Citation, Question, Status
from bot.answers import clause_url, document_as_dict
from bot.facts import printed
from bot.groups import groups
from bot.replies import DEFAULT
from index import Document, State, Validity

ANSWER = {
    "id", "status", "text", "generation", "citations", "notices", "contacts", "missing", "suggestions", "conversation",
    "comparison", "understood", "choices", "facts",
}  # fmt: skip
CITATION = {
    "mark", "clause_id", "number", "label", "title", "path", "document", "quotes", "complete", "lead_units",
    "supporting_units", "url",
}  # fmt: skip
DOCUMENT = {
    "id", "source", "title", "name", "number", "authority", "issued_on", "effective_on", "expires_on", "region",
    "validity", "url",
}  # fmt: skip


@pytest.fixture
def told(quick):
    return quick.answer(Question("我刚退伍，想开个店，贷款利息有补贴吗？", today=date(2026, 6, 1))).as_dict()


def test_statuses_are_the_closed_list() -> None:
    assert set(Status) == {
        "answered", "partial", "no_clause", "other_region", "out_of_scope", "clarify", "greeting", "invalid",
        "personal_data", "sensitive", "unavailable",
    }  # fmt: skip


def test_an_answer_has_the_contracts_fields(told) -> None:
    (citation,) = told["citations"]
    assert set(told) == ANSWER
    assert set(citation) == CITATION
    assert set(citation["document"]) == DOCUMENT
    assert set(citation["document"]["validity"]) == {"state", "text"}
    assert all(set(notice) == {"kind", "text"} for notice in told["notices"])
    assert all(set(contact) == {"unit", "role", "inferred"} for contact in told["contacts"])


def test_the_values_are_those_of_the_clause(told) -> None:
    (citation,) = told["citations"]
    assert (citation["mark"], citation["number"], citation["label"]) == (1, "8", "二、（二）8")
    assert citation["path"][0] == "二、重点任务"
    assert citation["path"][-1].startswith("8. 完善退役军人")
    assert citation["lead_units"] == ["自治区退役军人厅"]
    assert citation["document"]["number"] == "桂政办发〔2021〕10号"
    assert citation["document"]["authority"] == "广西壮族自治区人民政府办公厅"
    assert (citation["document"]["issued_on"], citation["document"]["expires_on"]) == ("2021-01-27", "2023-12-31")


def test_a_refusal_has_the_same_fields(quick) -> None:
    for text in ("", "你好", "红烧肉怎么做"):
        told = quick.answer(Question(text)).as_dict()
        assert set(told) == ANSWER
        assert told["citations"] == told["notices"] == told["contacts"] == told["missing"] == []


def test_every_answer_goes_through_json_unchanged(dev) -> None:
    for one in dev:
        told = one.answer.as_dict()
        assert json.loads(json.dumps(told, ensure_ascii=False)) == told


def test_every_citation_opens(quick, dev, particulars_dev) -> None:
    urls = {c.url: c.clause for one in [*dev, *particulars_dev] for c in one.answer.citations}
    assert len(urls) > 25
    for url, clause in urls.items():
        document, _, fragment = url.removeprefix("/documents/").partition("#")
        assert quick.index.document(unquote(document)) == clause.document
        assert quick.index.clause(unquote(fragment)) == clause


def test_marks_count_from_one(dev) -> None:
    for one in dev:
        assert [c.mark for c in one.answer.citations] == list(range(1, len(one.answer.citations) + 1))


def test_a_url_is_safe_whatever_the_id(index) -> None:
    clause = replace(index.clauses[0], id='a"#<b> 附件', document=replace(index.documents[0], id="甲/../?"))
    assert re.fullmatch(r"/documents/[\w%./-]+#[\w%./-]+", clause_url(clause), re.ASCII)
    assert Citation(1, clause, Validity(State.UNKNOWN, ""), ("甲",)).url == clause_url(clause)


def test_dates_that_a_document_lacks_are_null() -> None:
    told = document_as_dict(Document("d1", "a.md", "某办法"), Validity(State.UNKNOWN, "未载明"))
    assert told["issued_on"] is told["effective_on"] is told["expires_on"] is None
    assert told["validity"] == {"state": "unknown", "text": "未载明"}


def sources(answer) -> set[str]:
    """All that an answer's text may say beside our fixed sentences."""
    found = {*answer.missing, *(notice.text for notice in answer.notices)}
    for citation in answer.citations:
        clause, document = citation.clause, citation.clause.document
        found |= {*citation.quotes, *clause.lead_units, *clause.supporting_units, clause.label}
        found |= {document.name, document.number, document.authority}
    return found


def metadata(document: Document) -> set[str]:
    """All that an answer about a document itself may say."""
    dates = {printed(day) for day in (document.issued_on, document.effective_on, document.expires_on)}
    return {document.name, document.title, document.number, document.authority, *dates}


def test_text_says_nothing_but_fixed_sentences_and_its_sources(quick, dev, particulars_dev) -> None:
    (plan,) = quick.index.documents
    ours = DEFAULT.read_text(encoding="utf-8")
    for golden, answer in [*dev, *particulars_dev]:
        inferred = "、".join(contact.unit for contact in answer.contacts[:-1] if contact.inferred)
        rest = answer.text.replace(quick.replies.phrase("counterparts", units=inferred), "")
        known = sources(answer) if answer.citations else sources(answer) | metadata(plan)
        for said in sorted(known, key=len, reverse=True):
            rest = rest.replace(said, " ") if said else rest
        for group in groups():  # for whom a quote is written
            rest = rest.replace(group.name, " ")
        assert not [word for word in re.findall(r"\w+", rest) if word not in ours], golden.id


def test_every_quote_and_unit_that_is_shown_is_in_the_text(dev) -> None:
    for one in dev:
        for citation in one.answer.citations:
            assert all(quote in one.answer.text for quote in citation.quotes), one.golden.id


def test_contacts_are_the_units_of_a_cited_clause_or_the_issuer(dev) -> None:
    for one in dev:
        named = {unit for c in one.answer.citations for unit in (*c.clause.lead_units, *c.clause.supporting_units)}
        named |= {c.clause.document.authority for c in one.answer.citations}
        assert {contact.unit for contact in one.answer.contacts if not contact.inferred} <= named, one.golden.id
        assert bool(one.answer.contacts) == bool(one.answer.citations), one.golden.id
