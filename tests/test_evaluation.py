"""Scores: counted by hand on a tiny set, with an assistant that says what it is told to."""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from bot import Answer, Citation, Notice, Question, Status
from bot.evaluation import Scores, evaluate, interval, read_questions, report
from index import Hit, State, Validity

IN_FORCE, OVER = Validity(State.IN_FORCE, "在执行期内"), Validity(State.EXPIRED, "已届满")


@dataclass
class Scripted:
    """An assistant whose answers and hits are given by question; it remembers what it was asked."""

    script: dict[str, tuple[Answer, list[Hit]]]
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question) -> Answer:
        self.asked.append(question)
        return self.script[question.text][0]

    def hits(self, question: Question, k: int) -> list[Hit]:
        return self.script[question.text][1][:k]


@pytest.fixture
def clauses(index):
    """Clauses by label, of one policy."""
    return {c.label: c for c in index.clauses if c.document.source == "startup-measures.md"}


@pytest.fixture
def scripted(clauses, write):
    """Score an assistant: each line tells question, labels, wanted status, status got, labels hit, and citations."""

    def scripted(*lines):
        script, golden = {}, []
        for question, labels, wanted, got, hit, citations in lines:
            hits = [Hit(rank, 1 / rank, clauses[label], {}) for rank, label in enumerate(hit, 1)]
            notices = tuple(
                {Notice(c.validity.state, c.validity.text) for c in citations} - {Notice("in_force", "在执行期内")}
            )
            script[question] = (Answer("id", Status(got), "text", 1, tuple(citations), notices), hits)
            golden.append({"id": f"g-{question}", "question": question, "clauses": labels, "status": wanted})
        content = "\n".join(json.dumps(record, ensure_ascii=False) for record in golden)
        return evaluate(Scripted(script), read_questions(write(content, "golden.jsonl")))

    return scripted


@pytest.fixture
def cite(clauses):
    def cite(label: str, *quotes: str, validity: Validity = IN_FORCE) -> Citation:
        return Citation(1, clauses[label], validity, quotes or (clauses[label].text[:5],))

    return cite


@pytest.fixture
def scores(scripted, cite) -> Scores:
    others = [f"第{number}条" for number in "一二三四六七八九"]
    return scripted(
        ("甲甲", ["第五条"], "answered", "answered", ["第五条"], [cite("第五条")]),
        ("乙乙", ["第五条", "第四条"], "answered", "partial", ["第一条", "第四条"], [cite("第一条"), cite("第四条")]),
        ("丙丙", ["第五条"], "partial", "partial", [*others[:5], "第五条"], [cite("第五条", validity=OVER)]),
        ("丁丁", ["第五条"], "partial", "answered", others, [cite("第九条", "编造的引文", validity=OVER)]),
        ("戊戊", [], "out_of_scope", "no_clause", others, []),
        ("己己", [], "out_of_scope", "answered", others, [cite("第二条")]),
        ("庚庚", [], "greeting", "greeting", [], []),
        ("辛辛", ["第七条"], "answered", "out_of_scope", [], []),
    )


EXPECTED = {
    "questions": 8,
    "with_clause": 5,
    "recall@1": 1 / 5,
    "recall@5": 2 / 5,
    "mrr": (1 + 1 / 2 + 1 / 6) / 5,
    "exact_clause_cited": 2 / 5,
    "out_of_scope_refused": 1 / 2,
    "partial_or_no_clause": 1 / 2,
    "status_right": 3 / 8,
    "quotes_verbatim": 5 / 6,
    "validity_told": 1.0,
}


@pytest.mark.parametrize("figure", EXPECTED)
def test_a_figure_is_what_was_counted_by_hand(scores: Scores, figure: str) -> None:
    assert scores.as_dict()[figure] == pytest.approx(EXPECTED[figure])


def test_the_statuses_are_counted_in_pairs(scores: Scores) -> None:
    statuses = scores.as_dict()["statuses"]
    assert statuses["partial→answered"] == 1
    assert statuses["answered→out_of_scope"] == 1
    assert sum(statuses.values()) == 8


def test_every_miss_is_a_failure_and_nothing_else(scores: Scores) -> None:
    assert [failure.split()[0] for failure in scores.failures] == [f"g-{name * 2}" for name in "乙丙丁己辛"]


def test_a_notice_left_out_is_counted(clauses, write, cite) -> None:
    answer = Answer("id", Status.ANSWERED, "text", 1, (cite("第五条", validity=OVER),))
    golden = read_questions(write('{"question": "甲甲", "clauses": ["第五条"]}', "golden.jsonl"))
    told = replace(answer, notices=(Notice("expired", OVER.text),))
    assert evaluate(Scripted({"甲甲": (answer, [])}), golden).as_dict()["validity_told"] == 0
    assert evaluate(Scripted({"甲甲": (told, [])}), golden).as_dict()["validity_told"] == 1


def test_audience_and_day_reach_the_assistant(write) -> None:
    bot = Scripted({"甲甲": (Answer("id", Status.GREETING, "", 1), [])})
    evaluate(bot, read_questions(write('{"question": "甲甲", "audience": "大学生"}', "g.jsonl")), date(2022, 1, 1))
    assert bot.asked == [Question("甲甲", "大学生", date(2022, 1, 1))]


def test_no_questions_of_a_kind_is_no_fault() -> None:
    assert all(
        share == 1 for name, share in Scores().as_dict().items() if name in EXPECTED and isinstance(share, float)
    )


# --- Wilson's interval ---


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (8, 10, 0.4902, 0.9433),
        (10, 10, 0.7225, 1.0),
        (95, 100, 0.8882, 0.9785),
        (1, 1, 0.2065, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_wilsons_interval_has_its_known_values(right: int, n: int, low: float, high: float) -> None:
    assert interval(right / n if n else 0, n) == pytest.approx((low, high), abs=1e-4)


# --- the report ---


def test_every_figure_is_printed(scores: Scores) -> None:
    printed = report(scores).splitlines()
    assert printed[0] == "问题 8 个，其中应有条款 5 个"
    shares = [f"{share:.3f}" for name, share in EXPECTED.items() if isinstance(share, float)]
    assert [re.search(r"\d\.\d{3}", line).group() for line in printed[1:-1]] == shares
    assert all(pair in printed[-1] for pair in scores.as_dict()["statuses"])


def test_a_share_is_printed_with_its_number_and_interval(scores: Scores) -> None:
    (line,) = [line for line in report(scores).splitlines() if "正确条款排第一" in line]
    low, high = interval(0.2, 5)
    assert f"n=5，95% 区间 {low:.3f}–{high:.3f}" in line


def test_failures_are_printed_when_asked_for(scores: Scores) -> None:
    assert "g-乙乙" not in report(scores)
    assert [line for line in report(scores, failures=True).splitlines() if line.startswith("g-")] == scores.failures


# --- the file ---

GOOD = '{"question": "贷款有贴息吗", "clauses": ["第五条"]}'


def test_what_is_left_out_follows_from_the_clauses(write) -> None:
    path = write(f'{GOOD}\n\n{{"question": "吃什么"}}\n', "golden.jsonl")
    first, second = read_questions(path)
    assert (first.status, first.clauses, first.audience, first.id) == ("answered", ("第五条",), None, "1")
    assert (second.status, second.clauses, second.id) == ("out_of_scope", (), "3")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "JSON"),
        ("[]", "question"),
        ("{}", "question"),
        ('{"question": 5}', "question"),
        ('{"question": "甲", "clauses": "第五条"}', "clauses"),
        ('{"question": "甲", "clauses": [5]}', "clauses"),
        ('{"question": "甲", "status": "done"}', "status"),
        ('{"question": "甲", "status": null}', "status"),
        ('{"question": "甲", "status": ["answered"]}', "status"),
        ('{"question": "甲", "audience": "老板"}', "audience"),
        ('{"question": "甲", "audience": ["大学生"]}', "audience"),
    ],
)
def test_a_bad_line_is_refused_by_file_line_and_field(write, line: str, named: str) -> None:
    path = write(f"{GOOD}\n{line}\n", "golden.jsonl")
    with pytest.raises(ValueError, match=rf"golden\.jsonl 第 2 行：.*{named}"):
        read_questions(path)


@pytest.mark.parametrize("content", ["", "\n\n", b"\xff\xfe\x00"])
def test_a_file_without_questions_is_refused(write, content: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"golden\.jsonl：(没有问题|读不出来)"):
        read_questions(write(content, "golden.jsonl"))


def test_a_missing_file_is_refused(tmp_path) -> None:
    with pytest.raises(ValueError, match=r"none\.jsonl：读不出来"):
        read_questions(tmp_path / "none.jsonl")
