"""``Bot.answer``: the whole path of a question."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import AFTER, BEFORE
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import AUDIENCES, Answer, Bot, Question, Status
from bot.searching import BONUS
from index import Index, build
from index.paths import ROOT

VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？"
EXPIRED = "执行期2021—2023年已届满，未见废止公告，请向牵头单位核实"


def unmarked(answer: Answer) -> Answer:
    """An answer without what is new each time: its id, and the time and signature of its conversation."""
    return replace(answer, id="", conversation=None)


def labels(answer) -> list[str]:
    return [citation.clause.label for citation in answer.citations]


# --- the veteran who opens a shop ---


@pytest.fixture
def veteran(quick):
    return quick.answer(Question(VETERAN, today=AFTER))


def test_the_veteran_reads_item_eight(veteran) -> None:
    (citation,) = veteran.citations
    assert veteran.status is Status.ANSWERED
    assert (citation.clause.number, citation.clause.document.number) == ("8", "桂政办发〔2021〕10号")
    assert "对符合条件的退役军人创业担保贷款给予一定的财政贴息支持" in citation.quotes[0]


def test_the_veteran_is_warned_first(veteran) -> None:
    assert [(notice.kind, notice.text) for notice in veteran.notices] == [("expired", EXPIRED)]
    places = [veteran.text.index(said) for said in (EXPIRED, "桂政办发〔2021〕10号", veteran.citations[0].quotes[0])]
    assert places == sorted(places)
    assert veteran.text.startswith("【请先看】")


def test_the_veteran_learns_whom_to_ask(veteran) -> None:
    assert (veteran.contacts[0].unit, veteran.contacts[0].role) == ("自治区退役军人厅", "牵头单位")
    assert {contact.role for contact in veteran.contacts[1:] if not contact.inferred} == {"配合单位"}
    assert [contact.unit for contact in veteran.contacts if contact.inferred][:-1] == ["当地退役军人事务局"]
    assert "12345" in veteran.contacts[-1].unit
    assert veteran.text.index(veteran.citations[0].quotes[0]) < veteran.text.index("牵头单位：自治区退役军人厅")


def test_the_veteran_learns_what_is_not_said(veteran) -> None:
    assert veteran.missing == ("金额", "条件")
    assert veteran.text.endswith("原文没有写明：金额、条件。")


# --- validity ---


@pytest.mark.parametrize(("day", "told"), [(BEFORE, False), (date(2023, 12, 31), False), (date(2024, 1, 1), True)])
def test_the_notice_depends_on_the_day(quick, day: date, told: bool) -> None:
    answer = quick.answer(Question(VETERAN, today=day))
    assert bool(answer.notices) is told
    assert ("请先看" in answer.text) is told
    assert answer.citations[0].validity.state == ("expired" if told else "in_force")


def test_before_it_took_effect_it_is_said(quick) -> None:
    answer = quick.answer(Question(VETERAN, today=date(2021, 1, 26)))
    assert [notice.kind for notice in answer.notices] == ["not_yet"]


def test_whatever_is_not_in_force_is_said_before_any_quote(dev, particulars_dev) -> None:
    for golden, answer in [*dev, *particulars_dev]:
        if answer.citations:
            first = min(answer.text.index(quote) for citation in answer.citations for quote in citation.quotes)
            assert answer.text.index(EXPIRED) < first, golden.id


Publish = Callable[[Mapping[str, str]], Bot]


@pytest.fixture
def publish(tmp_path: Path, remembering) -> Publish:
    """Publish policies by file name and answer from them."""

    def publish(policies: Mapping[str, str]) -> Bot:
        docs = tmp_path / "published"
        docs.mkdir()
        for name, text in policies.items():
            (docs / f"{name}.md").write_text(text, encoding="utf-8")
        build(docs, tmp_path / "out", remembering)
        return Bot(Index.open(tmp_path / "out", remembering))

    return publish


def policy(city: str, first: str, front: str = "") -> str:
    return (
        f"---\nregion: {city}\n{front}\n---\n{city}人民政府关于印发{city}创业扶持办法的通知\n\n{city[0]}政发〔2024〕1号\n\n"
        f"第一条 {first}\n第二条 加强对口岸物流车辆的停放秩序管理。\n第三条 本办法自2024年2月1日起施行。\n"
    )


SUBSIDY = "返乡农民工首次创业的，可以申请一次性创业补贴六千元。"
LEAVE = "在校大学生休学创业的，保留学籍两年。"
SUCCESSOR = "云川市创业扶持新办法（云政发〔2026〕2号）"


@pytest.mark.parametrize(
    ("front", "kind", "named"),
    [(f"superseded_by: {SUCCESSOR}", "superseded", SUCCESSOR), ("repealed_on: 2025-05-01", "repealed", "2025年5月1日")],
)
def test_what_became_of_one_document_is_told_and_the_other_stays(publish: Publish, front, kind, named) -> None:
    bot = publish({"old": policy("云川市", SUBSIDY, front), "new": policy("海棠市", LEAVE)})
    old = bot.answer(Question("返乡农民工首次创业有补贴吗", today=AFTER))
    new = bot.answer(Question("大学生休学创业保留学籍吗", today=AFTER))
    assert old.citations[0].clause.document.source == "old.md"
    assert [notice.kind for notice in old.notices] == [kind]
    assert named in old.notices[0].text
    assert old.text.index(named) < old.text.index(old.citations[0].quotes[0])
    assert new.citations[0].clause.document.source == "new.md"
    assert new.notices == ()


def test_of_two_like_clauses_the_one_in_force_comes_first(publish: Publish) -> None:
    newer = "对首次创业的返乡农民工，发放一次性创业补贴八千元。"
    bot = publish({"old": policy("云川市", SUBSIDY, "repealed_on: 2025-05-01"), "new": policy("海棠市", newer)})
    asked = "返乡农民工首次创业可以申请补贴吗"
    first = {day: bot.answer(Question(asked, today=day)).citations[0] for day in (date(2025, 4, 1), AFTER)}
    assert [citation.clause.document.source for citation in first.values()] == ["old.md", "new.md"]


# --- audiences ---


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    ("question", "first"),
    [
        (VETERAN, "二、（二）8"),
        ("大学生休学创业保留学籍吗", "二、（二）9"),
        ("返乡农民工创业园有什么", "二、（二）7"),
        ("知识产权保护归谁管", "二、（七）25"),
        ("港澳青年来创业有支持吗", "二、（二）10"),
    ],
)
def test_an_audience_never_takes_another_subject(quick, question: str, first: str, audience: str) -> None:
    plain, told = (quick.answer(Question(question, who)) for who in (None, audience))
    assert labels(plain)[0] == labels(told)[0] == first


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_audience_moves_only_what_was_near(quick, dev, audience: str) -> None:
    for one in dev:
        plain, told = (quick.hits(Question(one.golden.question, who), 10) for who in (None, audience))
        assert {hit.clause.id for hit in told} == {hit.clause.id for hit in plain}
        assert told == [] or told[0].score >= plain[0].score - BONUS, one.golden.id


# --- refusals ---


@pytest.mark.parametrize("text", ["红烧肉怎么做", "明天会下雨吗", "周杰伦今年多大", "怎么减肚子上的肉"])
def test_off_topic_is_out_of_scope_with_questions_that_are_not(quick, text: str) -> None:
    answer = quick.answer(Question(text, today=AFTER))
    assert (answer.status, answer.text) == (Status.OUT_OF_SCOPE, quick.replies.reply("out_of_scope"))
    assert (answer.citations, answer.notices, answer.contacts, answer.missing) == ((), (), (), ())
    assert answer.suggestions
    assert all(quick.answer(Question(suggestion)).citations for suggestion in answer.suggestions)


def test_our_subject_without_a_clause_is_no_clause(quick) -> None:
    answer = quick.answer(Question("工商执照年检忘了要罚款吗", today=AFTER))
    assert (answer.status, answer.text) == (Status.NO_CLAUSE, quick.replies.reply("no_clause"))
    assert answer.notices == ()


# --- any question ---


def test_the_same_question_gets_the_same_answer_under_another_id(quick) -> None:
    first, second = (quick.answer(Question(VETERAN, today=AFTER)) for _ in range(2))
    assert first.id != second.id
    assert unmarked(first) == unmarked(second)


def test_another_bot_over_the_same_files_answers_the_same(quick, bot) -> None:
    for text in (VETERAN, "大学生休学创业保留学籍吗", "红烧肉怎么做"):
        first, second = (one.answer(Question(text, today=AFTER)) for one in (quick, bot))
        assert unmarked(first) == unmarked(second)


def test_widths_and_hidden_characters_do_not_change_the_answer(quick) -> None:
    first, second = (quick.answer(Question(text, today=AFTER)) for text in (VETERAN, f"\u200b {VETERAN}\ufeff\n"))
    assert unmarked(first) == unmarked(second)


def test_an_answer_names_the_generation_of_its_index(quick) -> None:
    assert quick.answer(Question("你好")).generation == quick.index.generation >= 1


def test_what_is_suggested_is_answered_in_full(quick, veteran) -> None:
    for suggestion in (*veteran.suggestions, *quick.answer(Question("你好")).suggestions):
        assert quick.answer(Question(suggestion, today=AFTER)).status is Status.ANSWERED, suggestion


def test_no_clause_is_cited_twice(dev) -> None:
    for one in dev:
        assert len(set(labels(one.answer))) == len(one.answer.citations) <= 4


# --- an index of other policies, without phrasings ---


def test_without_phrasings_it_still_answers(stranger) -> None:
    answer = stranger.answer(Question("退役军人创业担保贷款最高多少", today=date(2025, 6, 1)))
    assert (answer.status, labels(answer)[0]) == (Status.ANSWERED, "第五条")
    assert "二十万元" in answer.text
    assert answer.notices == ()


def test_without_phrasings_it_still_says_what_is_missing(stranger) -> None:
    answer = stranger.answer(Question("高校毕业生到乡村创业给多少生活补贴", today=date(2025, 6, 1)))
    assert (answer.status, labels(answer)[0]) == (Status.PARTIAL, "二、2")
    assert "金额" in answer.missing


@pytest.mark.parametrize("text", ["红烧肉怎么做", "明天下雨吗", "股票怎么买"])
def test_without_phrasings_it_still_refuses(stranger, text: str) -> None:
    assert stranger.answer(Question(text)).status is Status.OUT_OF_SCOPE


@settings(max_examples=40)
@given(st.text("创业补贴贷款退役军人大学生返乡孵化基地租金减免条件期限多少怎么谁管", min_size=2, max_size=20))
def test_whatever_is_asked_of_other_policies_is_quoted_or_refused(stranger, text: str) -> None:
    answer = stranger.answer(Question(text, today=AFTER))
    assert bool(answer.citations) == (answer.status in (Status.ANSWERED, Status.PARTIAL))
    assert all(quote in citation.clause.text for citation in answer.citations for quote in citation.quotes)


# --- the serving path ---

SERVE = """
import json, sys
from pathlib import Path
from bot import Bot, Question
from index import Index
bot = Bot(Index.open(Path(sys.argv[1])))
assert bot.answer(Question("退役军人创业担保贷款最高多少")).citations
assert not bot.answer(Question("红烧肉怎么做")).citations
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_answering_imports_neither_torch_nor_transformers(invented: Path) -> None:
    done = subprocess.run([sys.executable, "-c", SERVE, str(invented)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout))
    assert not loaded & {"torch", "sentence_transformers", "transformers", "tokenizers", "flask", "web"}
    assert {"onnxruntime", "faiss", "bot"} <= loaded, "the probe sees what is loaded"
