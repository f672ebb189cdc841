"""Fixed sentences around the words that are quoted: what is named, and what is said first."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import AFTER

from bot import Citation, Question, Status
from bot.composing import Composer
from bot.look_ups import Fact, LookUps, Tasks
from bot.replies import Replies
from bot.searching import Searcher
from index import Clause, Document, Index, State, validity

OLD = Document("old", "old.md", "云川市创业扶持办法", "云政发〔2020〕1号", "云川市人民政府", date(2020, 1, 1))
REPEALED = replace(OLD, repealed_on=date(2025, 5, 1))
NEW = Document("new", "new.md", "海棠市创业扶持办法", "海政发〔2024〕2号", "海棠市人民政府", date(2024, 1, 1))
SUBSIDY = "返乡农民工首次创业的，可以申请一次性创业补贴六千元。"
ASKED = Question("返乡农民工首次创业有补贴吗", today=AFTER)


@pytest.fixture(scope="module")
def composer() -> Composer:
    return Composer(Replies.read(), 7)


def clause(document: Document, text: str = SUBSIDY, number: str = "第一条", **units: tuple[str, ...]) -> Clause:
    return Clause(f"{document.id}-{number}", number, number, "", (), text, **units, document=document)


def citation(of: Clause, mark: int = 1) -> Citation:
    return Citation(mark, of, validity(of.document, AFTER), (of.text,))


# --- what is named ---


def test_a_quote_from_another_document_is_told_with_its_document(composer: Composer) -> None:
    cited = [citation(clause(OLD)), citation(clause(NEW), 2), citation(clause(OLD, number="第二条"), 3)]
    text = composer.cited(ASKED, cited).text
    places = [text.index(said) for said in (OLD.title, "第一条", NEW.title, "第一条", "另见第二条")]
    assert places[0] < places[2] < places[4]
    assert (text.count(OLD.title), text.count(NEW.title), text.count(SUBSIDY)) == (1, 1, 3)


def test_a_document_without_a_number_has_no_empty_brackets(composer: Composer) -> None:
    text = composer.cited(ASKED, [citation(clause(replace(OLD, number="")))]).text
    assert f"《{OLD.title}》第一条" in text
    assert "（）" not in text


@pytest.mark.parametrize(
    ("authority", "said"), [("云川市人民政府", "请向发文机关云川市人民政府询问"), ("", "可拨打 12345")]
)
def test_a_clause_without_units_sends_to_the_issuer_or_the_hotline(
    composer: Composer, authority: str, said: str
) -> None:
    answer = composer.cited(ASKED, [citation(clause(replace(OLD, authority=authority)))])
    assert said in answer.text
    named = [(contact.unit, contact.role) for contact in answer.contacts if not contact.inferred]
    assert named == ([(authority, "发文机关")] if authority else [])


def test_a_list_names_each_document_once_and_the_unit_with_its_role(composer: Composer) -> None:
    listed = [clause(OLD), clause(OLD, number="第二条"), clause(NEW)]
    tasks = Tasks("人社局", "市人力资源社会保障局", False, tuple(listed))
    cited = [citation(one, mark) for mark, one in enumerate(listed, 1)]
    answer = composer.tasks([tasks], cited)
    assert (answer.text.count(OLD.title), answer.text.count(NEW.title), answer.text.count(SUBSIDY)) == (1, 1, 3)
    assert [(contact.unit, contact.role) for contact in answer.contacts] == [("市人力资源社会保障局", "配合单位")]


# --- what is said first ---


@pytest.mark.parametrize("both", [False, True])
def test_a_notice_names_its_document_only_where_there_are_two(composer: Composer, both: bool) -> None:
    cited = [citation(clause(REPEALED)), *([citation(clause(NEW), 2)] if both else [])]
    answer = composer.cited(ASKED, cited)
    (notice,) = answer.notices
    assert (notice.kind, "废止" in notice.text) == ("repealed", True)
    assert (REPEALED.title in notice.text) is both
    assert answer.text.index(notice.text) < answer.text.index(SUBSIDY)


def test_clauses_of_one_document_share_its_notice(composer: Composer) -> None:
    cited = [citation(clause(REPEALED)), citation(clause(REPEALED, number="第二条"), 2)]
    assert [notice.kind for notice in composer.notices.cited(cited)] == ["repealed"]


@pytest.mark.parametrize("name", ["number", "authority", "issued_on", "validity"])
def test_a_fact_is_told_after_the_warning_and_validity_once(composer: Composer, index: Index, name: str) -> None:
    repealed = replace(index.documents[0], repealed_on=date(2025, 5, 1))
    text = composer.fact(Fact(name, (repealed,)), LookUps(index), AFTER).text
    judged = validity(repealed, AFTER)
    assert judged.state is State.REPEALED
    assert text.count(judged.text) == 1
    assert text.startswith("【请先看】") is (name != "validity")


# --- what is left open ---


def test_what_a_question_assumes_makes_the_answer_partial_and_is_named(composer: Composer) -> None:
    answer = composer.cited(ASKED, [citation(clause(OLD))], ["创业卡"])
    assert answer.status is Status.PARTIAL
    assert "创业卡" in answer.missing
    assert "创业卡" in answer.text.partition(SUBSIDY)[0]


def test_without_a_citation_there_is_no_clause(composer: Composer) -> None:
    answer = composer.cited(ASKED, [], ["创业卡"])
    assert (answer.status, answer.citations, answer.missing) == (Status.NO_CLAUSE, (), ())


# --- without a citation ---


def test_elsewhere_the_places_and_our_regions_are_named(composer: Composer, index: Index) -> None:
    search = Searcher(index).search("四川和成都首次创业有补贴吗", 5)
    named = composer.elsewhere(search, ["云川市", "海棠省"])
    assert named.status is Status.OTHER_REGION
    assert "云川市、海棠省" in named.text
    assert all(place.text in named.text for place in search.places)
    assert "收录" not in composer.elsewhere(search, []).text


def test_a_choice_can_be_sent_as_the_next_question(composer: Composer) -> None:
    answer = composer.clarify("哪一项？", ["甲", "乙"])
    assert (answer.status, answer.choices, answer.suggestions) == (Status.CLARIFY, ("甲", "乙"), ("甲", "乙"))


def test_each_answer_has_its_own_id_and_the_generation(composer: Composer) -> None:
    answers = [composer.plain(Status.GREETING) for _ in range(5)]
    assert len({answer.id for answer in answers}) == 5
    assert {answer.generation for answer in answers} == {7}
