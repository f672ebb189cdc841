"""Scores: counted by hand on a tiny set, with an assistant that says what it is told to."""

import json
from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from outcomes import outcome

from bot import Answer, Citation, Notice, Question, Status
from bot.evaluation import Scores, evaluate, read_questions
from bot.intervals import wilson
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
    assert [outcome.id for outcome in scores.failed] == [f"g-{name * 2}" for name in "乙丙丁己辛"]


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


# --- items, facts, several clauses ---


@pytest.fixture
def score(clauses, write):
    """Score one answer on one golden line, its hits being the fifth article."""

    def score(line: dict[str, object], *citations: Citation, text: str = "text", status: str = "answered"):
        answer = Answer("id", Status(status), text, 1, citations)
        bot = Scripted({"甲甲": (answer, [Hit(1, 1.0, clauses["第五条"], {})])})
        return evaluate(bot, read_questions(write(json.dumps({"question": "甲甲"} | line), "golden.jsonl")))

    return score


def test_every_item_must_lie_within_one_quote(score, cite) -> None:
    items = {"items": ["二十万元", "三年", "贴息"]}
    scores = score(items, cite("第五条", "最高二十万元", "期限三"), cite("第六条", "年年贴息"))
    assert (scores.share("items_complete"), scores.share("items_quoted")) == (0, pytest.approx(2 / 3))
    (missed,) = scores.failed
    assert (missed.lacking, missed.missed) == (("三年",), ("items_complete", "quotes_verbatim"))
    assert score(items, cite("第五条", "二十万元", "三年贴息")).share("items_complete") == 1


def test_the_share_of_items_is_of_all_items(write, cite) -> None:
    script = {
        "甲甲": (Answer("id", Status.ANSWERED, "", 1, (cite("第五条", "一二三"),)), []),
        "乙乙": (Answer("id", Status.NO_CLAUSE, "", 1), []),
    }
    lines = '{"question": "甲甲", "items": ["一", "二", "三"]}\n{"question": "乙乙", "items": ["四"]}'
    scores = evaluate(Scripted(script), read_questions(write(lines, "golden.jsonl")))
    assert (scores.share("items_complete"), scores.share("items_quoted")) == (1 / 2, 3 / 4)


def test_all_clauses_must_be_cited_in_any_order(score, cite) -> None:
    every = {"all": ["第五条", "第六条"]}
    assert score(every, cite("第六条"), cite("第五条"), cite("第一条")).share("all_cited") == 1
    assert score(every, cite("第五条"), cite("第一条")).failed[0].lacking == ("第六条",)


def test_every_fact_must_be_in_the_answer(score) -> None:
    facts = {"facts": ["贰拾万元", "三年"]}
    assert score(facts, text="最高贰拾万元，三年").share("facts_told") == 1
    assert score(facts, text="最高贰拾万元").failed[0].lacking == ("三年",)


def test_another_status_may_be_accepted(score) -> None:
    accepting = {"status": "partial", "accept": ["clarify"]}
    assert score(accepting, status="clarify").share("status_right") == 1
    assert not score(accepting, status="clarify").failed
    assert score(accepting, status="greeting").share("status_right") == 0
    assert score(accepting, status="clarify").as_dict()["statuses"] == {"partial→clarify": 1}


def test_a_refusal_in_other_words_is_no_failure_but_no_right_status(score) -> None:
    scores = score({"status": "out_of_scope"}, status="no_clause")
    assert (scores.failed, scores.share("status_right")) == ([], 0)


# --- dialogues ---


def test_a_follow_up_takes_the_conversation_along_and_is_scored_by_its_citations(write, clauses, cite) -> None:
    hits = [Hit(1, 1.0, clauses["第五条"], {})]
    first = Answer("id", Status.ANSWERED, "", 1, (cite("第五条"),), conversation="甲之后")
    second = Answer("id", Status.ANSWERED, "", 1, (cite("第一条"), cite("第六条")), conversation="乙之后")
    third = Answer("id", Status.ANSWERED, "", 1, (cite("第七条"),))
    bot = Scripted({"甲甲": (first, hits), "乙乙": (second, hits), "丙丙": (third, hits)})
    turns = [{"question": "甲甲", "clauses": ["第五条"]}, {"question": "乙乙", "clauses": ["第六条"]}]
    turns.append({"question": "丙丙", "clauses": ["第七条"]})
    lines = [{"id": "d", "turns": turns}, {"id": "e", "question": "甲甲"}]
    scores = evaluate(bot, read_questions(write("\n".join(map(json.dumps, lines)), "golden.jsonl")))
    assert [question.conversation for question in bot.asked] == [None, "甲之后", "乙之后", None]
    assert [outcome.rank for outcome in scores.outcomes] == [1, 2, 1, None]
    assert scores.share("follow_up_clause_first") == 1 / 2
    assert [outcome.id for outcome in scores.failed] == ["d.2", "e"]


def test_a_dialogue_is_one_row_of_the_table() -> None:
    scores = Scores((outcome("a", 1, recall=1), outcome("a", 2, recall=0), outcome("b", recall=1)))
    parts, wholes = scores.table(["recall@1"])
    assert (parts.tolist(), wholes.tolist()) == ([[1.0], [1.0]], [[2.0], [1.0]])


# --- what is told beside the figures ---


def test_a_line_has_its_own_day(write) -> None:
    bot = Scripted({"甲甲": (Answer("id", Status.GREETING, "", 1), [])})
    line = '{"question": "甲甲", "as_of": "2024-02-10", "status": "greeting"}'
    evaluate(bot, read_questions(write(line, "g.jsonl")), date(2022, 1, 1))
    assert bot.asked[0].today == date(2024, 2, 10)


def test_figures_are_told_by_kind() -> None:
    scores = Scores((outcome("a", kind="贷款", recall=1), outcome("b", kind="贷款", recall=0), outcome("c", recall=1)))
    assert scores.as_dict()["kinds"] == {"贷款": {"questions": 2, "recall@1": 0.5}}


def test_times_are_those_of_the_clock(write, clauses) -> None:
    answer = Answer("id", Status.ANSWERED, "", 1)
    bot = Scripted({"甲甲": (answer, [Hit(1, 1.0, clauses["第五条"], {})]), "乙乙": (answer, [])})
    lines = '{"question": "甲甲", "clauses": ["第五条"]}\n{"question": "乙乙"}'
    ticks = iter([0, 3, 10, 11, 20, 25])
    told = evaluate(bot, read_questions(write(lines, "g.jsonl")), clock=lambda: next(ticks)).as_dict()["latency"]
    assert told["answer"] == {"median": 4, "p95": pytest.approx(4.9), "n": 2}
    assert told["retrieval"] == {"median": 1, "p95": 1, "n": 1}


def test_no_question_has_no_time() -> None:
    assert Scores().as_dict()["latency"] == {"answer": None, "retrieval": None}


def test_bounds_are_wilsons_for_shares_and_count_answers_not_quotes(scores: Scores) -> None:
    assert scores.bounds("recall@1") == wilson(1 / 5, 5)
    assert scores.bounds("quotes_verbatim") == wilson(5 / 6, 5)
    assert scores.bounds("mrr") != wilson(scores.share("mrr"), 5)
    low, high = scores.bounds("mrr")
    assert 0 <= low < scores.share("mrr") < high <= 1


def test_the_dictionary_is_json_with_its_counts_and_intervals(scores: Scores) -> None:
    told = json.loads(json.dumps(scores.as_dict()))
    assert told["n"]["recall@1"] == 5
    assert told["n"]["items_complete"] == 0
    assert told["intervals"]["recall@1"] == list(wilson(1 / 5, 5))
