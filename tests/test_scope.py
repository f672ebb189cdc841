"""Do we know this? A decision over several signals."""

from dataclasses import replace

import pytest
import yaml
from conftest import GOLDEN
from hypothesis import given
from hypothesis import strategies as st

from bot import Bot, Question, Status
from bot import scope as decision
from bot.golden_questions import read_questions
from index import Index
from index.search import NOTHING, Evidence

REFUSED = {Status.OUT_OF_SCOPE, Status.NO_CLAUSE, Status.GREETING, Status.INVALID}
SHARE = st.floats(0, 1)
SEEN = st.builds(Evidence, SHARE, SHARE, SHARE, SHARE, SHARE, SHARE, st.just(True))


@pytest.fixture(scope="session")
def outside() -> list[str]:
    """Every fourth of the team's questions on anything else."""
    return yaml.safe_load((GOLDEN / "scope.yaml").read_text(encoding="utf-8"))["outside"][::4]


@given(SEEN, st.sampled_from(["phrasing", "mean_phrasing", "coverage", "held"]), SHARE)
def test_more_evidence_never_lowers_the_score(evidence: Evidence, name: str, more: float) -> None:
    raised = replace(evidence, **{name: getattr(evidence, name) + more})
    assert decision.score(raised) >= decision.score(evidence)


@given(SEEN, st.floats(0.1, 0.99), SHARE)
def test_the_nearer_the_questions_that_are_not_answered_the_lower_the_score(
    evidence: Evidence, near: float, more: float
) -> None:
    noted = replace(evidence, unanswered=near)
    assert decision.score(replace(noted, unanswered=near + more)) <= decision.score(noted)
    bare = replace(evidence, phrased=False)
    assert decision.score(replace(bare, unanswered=near)) == decision.score(bare)
    assert decision.score(noted, foreign="loan") == decision.score(evidence, foreign="loan")


def test_a_longer_question_may_lie_less_near() -> None:
    noted = Evidence(0.9, 0.9, 0.94, 0.85, 0.8, 0.3, True, unanswered=0.9)
    few, some, many, more = (decision.score(replace(noted, characters=length)) for length in (4, 9, 25, 60))
    assert few == some < many == more
    bare = replace(noted, unanswered=0.0)
    assert decision.score(replace(bare, characters=25)) == decision.score(bare)


@given(SEEN, st.sampled_from(["clause", "sentence", "coverage", "held"]), SHARE)
def test_without_phrasings_the_sentences_and_clauses_count(evidence: Evidence, name: str, more: float) -> None:
    bare = replace(evidence, phrased=False)
    raised = replace(bare, **{name: getattr(bare, name) + more})
    assert decision.score(raised) >= decision.score(bare)
    assert decision.score(replace(bare, phrasing=1, mean_phrasing=1)) == decision.score(bare)


@given(SEEN, st.sampled_from(["sentence", "coverage"]), SHARE)
def test_of_a_foreign_question_sentences_and_words_count(evidence: Evidence, name: str, more: float) -> None:
    raised = replace(evidence, **{name: getattr(evidence, name) + more})
    assert decision.score(raised, foreign="loan") >= decision.score(evidence, foreign="loan")
    phrased = replace(evidence, phrasing=1, mean_phrasing=1, held=1)
    assert decision.score(phrased, foreign="loan") == decision.score(evidence, foreign="loan")


def test_nothing_found_is_not_known_nor_near() -> None:
    assert not decision.is_known(NOTHING.evidence)
    assert not decision.is_near("创业补贴", NOTHING.evidence)


def near_miss() -> Evidence:
    """Evidence that falls short by half of what is near."""
    base = Evidence(0, 0, 0.9, 0, 1, 0, True)
    lacking = -decision.NEAR / 2 - decision.score(base)
    return replace(base, held=lacking / decision.WITH_PHRASINGS["held"])


def test_a_near_miss_needs_a_word_of_our_subject() -> None:
    assert not decision.is_known(near_miss())
    assert decision.is_near("创业补贴多吗", near_miss())
    assert not decision.is_near("今晚吃什么", near_miss())


def test_a_name_of_the_clause_is_a_word_of_our_subject() -> None:
    assert decision.is_near("“一址多照”要押金吗", near_miss(), names=["一址多照"])
    assert not decision.is_near("“一址多照”要押金吗", near_miss(), names=["多评合一"])


def test_a_far_miss_is_not_near_whatever_its_words() -> None:
    far = replace(near_miss(), coverage=1 - decision.NEAR / decision.WITH_PHRASINGS["coverage"])
    assert not decision.is_near("创业补贴多吗", far)


def test_of_another_place_a_farther_miss_is_near() -> None:
    far = replace(near_miss(), held=near_miss().held - decision.NEAR / decision.WITH_PHRASINGS["held"])
    assert not decision.is_near("创业补贴多吗", far)
    assert decision.is_near("创业补贴多吗", far, within=decision.NEAR_ELSEWHERE)
    assert not decision.is_near("今晚吃什么", far, within=decision.NEAR_ELSEWHERE)


def test_other_subjects_are_refused(quick, outside: list[str]) -> None:
    statuses = [quick.answer(Question(text)).status for text in outside]
    assert sum(status in REFUSED for status in statuses) / len(statuses) >= 0.95


def test_other_subjects_are_refused_by_an_index_without_phrasings(stranger, outside: list[str]) -> None:
    statuses = [stranger.answer(Question(text)).status for text in outside]
    assert sum(status in REFUSED for status in statuses) / len(statuses) >= 0.95


@given(SEEN, st.booleans())
def test_what_is_noted_in_these_very_words_is_never_known(evidence: Evidence, phrased: bool) -> None:
    best = replace(evidence, phrasing=1, coverage=1, share=1, held=1, phrased=phrased)
    assert not decision.is_known(replace(best, unanswered=1.0))


def test_what_is_noted_as_not_answered_is_not_answered(quick, real_index: Index) -> None:
    noted = [one.text for one in real_index.noted.questions[::40] if not one.clauses]
    statuses = [quick.answer(Question(text)).status for text in noted]
    assert len(noted) >= 40
    assert sum(status is not Status.ANSWERED for status in statuses) / len(statuses) >= 0.95


def test_our_subject_is_known(dev) -> None:
    ours = [one.answer for one in dev if one.golden.clauses]
    assert sum(bool(answer.citations) for answer in ours) / len(ours) >= 0.95


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("退役军人创业担保贷款最高多少", "第五条"),
        ("大学生休学创业行不行", "第七条"),
        ("青年下乡有补贴吗", "二、2"),
        ("闲置厂房改造成孵化基地给补助吗", "二、（一）1"),
    ],
)
def test_an_index_without_phrasings_knows_its_own(stranger, question: str, label: str) -> None:
    answer = stranger.answer(Question(question))
    assert answer.citations[0].clause.label == label


@pytest.mark.parametrize("half", ["dev", "held-out"])
def test_foreign_questions_that_no_clause_answers_are_refused(quick, half: str) -> None:
    """The held-out half is only ever counted."""
    asked = read_questions(GOLDEN / f"foreign-outside-{half}.jsonl")
    refused = sum(not quick.answer(Question(golden.question)).citations for golden in asked)
    assert refused / len(asked) >= 0.85


@pytest.mark.parametrize("half", ["dev", "held-out"])
def test_foreign_questions_get_their_clause(quick, half: str) -> None:
    """The held-out half is only ever counted."""
    asked = read_questions(GOLDEN / f"foreign-fresh-{half}.jsonl")
    cited = [quick.answer(Question(golden.question)).citations[:1] for golden in asked]
    right = sum(
        any(one.clause.label in golden.clauses for one in first) for first, golden in zip(cited, asked, strict=True)
    )
    assert right / len(asked) >= 0.7


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("What subsidies does Shanghai give to start-ups?", Status.OTHER_REGION),
        ("Sinh viên ở Bắc Kinh có được vay vốn khởi nghiệp không?", Status.OTHER_REGION),
        ("I worked in a factory in Guangdong and come back to my village, is there a loan?", Status.ANSWERED),
        ("Is there a student loan for tuition fees?", Status.NO_CLAUSE),
    ],
)
def test_a_foreign_question_is_refused_as_a_chinese_one_would_be(quick, question: str, status: Status) -> None:
    assert quick.answer(Question(question)).status is status


def test_what_a_clause_calls_by_a_name_is_no_other_subject(quick) -> None:
    assert quick.answer(Question("“一址多照”办第二本照要交的押金退不退")).status is Status.NO_CLAUSE


@pytest.mark.parametrize("question", ["工商执照年检忘了要罚款吗", "买二手房要交哪些税", "大学生医保怎么异地报销"])
def test_close_to_our_subject_without_a_clause_is_no_clause(quick, question: str) -> None:
    answer = quick.answer(Question(question))
    assert (answer.status, answer.citations) == (Status.NO_CLAUSE, ())


def test_a_bot_over_nothing_refuses(remembering) -> None:
    empty = Index([], [], [], {}, remembering)
    assert Bot(empty).answer(Question("创业贷款有贴息吗")).status in REFUSED
