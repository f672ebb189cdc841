"""What no clause answers: by example; the questions are by people who saw the policy, not the code or the examples."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import AFTER, BEFORE, GOLDEN

from bot import Answer, Bot, Question, Status
from bot.composing import CHAT, Composer
from bot.intents import (
    DEFAULT,
    HUMAN,
    INTENTS,
    NEWER,
    NONE,
    PROCEDURE,
    SIMPLER,
    THANKS,
    VALIDITY,
    WRITE,
    Intents,
    examples,
)  # fmt: skip
from bot.look_ups import Fact, LookUps
from bot.replies import Replies, RepliesError
from index import Index
from index.encoders import OnnxEncoder, Vectors

EXPIRED = "执行期2021—2023年已届满"
READ = {VALIDITY: 0.85, NEWER: 0.8, "not": 0.9}  # at least, of questions that no example was taken from
CHAT_READ, NONE_READ = 0.7, 0.98


def lines(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (GOLDEN / f"intents-{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def answered(bot: Bot, line: dict[str, str], day: date = AFTER) -> Answer:
    before = bot.answer(Question(line["after"], today=day)).conversation if line["after"] else None
    return bot.answer(Question(line["question"], conversation=before, today=day))


@pytest.fixture(scope="module")
def reader(builtin: OnnxEncoder) -> Intents:
    return Intents(builtin)


def test_examples_are_read_as_what_they_are(reader: Intents, builtin: OnnxEncoder) -> None:
    known = examples()
    read = [(reader.of(text) or NONE) == own for text, own in zip(known.texts, known.intents, strict=True)]
    assert all(read)


def test_every_example_has_a_word_of_its_intent() -> None:
    known = examples()
    pairs = [(text, own) for text, own in zip(known.texts, known.intents, strict=True) if own != NONE]
    assert sum(known.cues[own].search(text) is not None for text, own in pairs) >= 0.99 * len(pairs)


@pytest.mark.parametrize("kind", [VALIDITY, NEWER, "not"])
def test_questions_about_validity_that_no_example_was_taken_from_are_understood(quick: Bot, kind: str) -> None:
    asked = [line for line in lines("in-force-held-out") if line["kind"] == kind]
    right = sum(bool(answered(quick, line).facts) is (kind != "not") for line in asked)
    assert right >= READ[kind] * len(asked)


def test_other_intents_that_no_example_was_taken_from_are_understood(reader: Intents) -> None:
    asked = lines("held-out")
    right = [(reader.of(line["text"]) or NONE) == line["intent"] for line in asked if line["intent"] != NONE]
    left = [reader.of(line["text"]) == "" for line in asked if line["intent"] == NONE]
    assert sum(right) >= CHAT_READ * len(right)
    assert sum(left) >= NONE_READ * len(left)


def test_examples_and_what_decides_have_little_in_common() -> None:
    held = {line.get("question") or line["text"] for name in ("held-out", "in-force-held-out") for line in lines(name)}
    assert len(held & {*examples().texts}) <= 0.05 * len(held)


@pytest.mark.parametrize(
    ("text", "intent"),
    [("转人工", HUMAN), ("谢谢你，再见", THANKS), ("听不懂，能不能说简单点", SIMPLER), ("帮我写一份创业计划书", WRITE), ("去哪个窗口办", PROCEDURE)],
)  # fmt: skip
def test_each_gets_its_own_reply(quick: Bot, text: str, intent: str) -> None:
    answer = quick.answer(Question(text, today=AFTER))
    assert (answer.status, answer.text) == (CHAT[intent], quick.replies.phrase(f"chat_{intent}"))
    assert answer.citations == ()


@pytest.mark.parametrize("text", ["去哪个窗口", "要带什么材料"])
def test_a_step_is_asked_of_what_is_spoken_of(quick: Bot, text: str) -> None:
    answer = answered(quick, {"after": "退役军人创业贷款有贴息吗", "question": text})
    assert answer.status is Status.PARTIAL
    assert answer.citations


@pytest.mark.parametrize(
    ("text", "label"),
    [("写的毕业论文能用我做的公司项目代替吗", "二、（二）9"), ("明年打算把店关了换个行当，注销麻烦不", "二、（七）24")],
)
def test_what_surely_finds_a_clause_is_meant_otherwise_only_when_that_is_plain(
    quick: Bot, text: str, label: str
) -> None:
    assert quick.answer(Question(text, today=AFTER)).citations[0].clause.label == label


@pytest.mark.parametrize(
    "text",
    ["在广东打工十几年，今年回老家不走了，想办个家庭农场，政府有啥支持没", "再过两年就退休了，现在返乡还来得及创业吗"],
)
def test_who_tells_of_their_own_plans_does_not_ask_whether_the_policy_counts(quick: Bot, text: str) -> None:
    assert quick.answer(Question(text, today=AFTER)).citations[0].clause.label == "二、（二）7"
    assert quick.answer(Question("我打工刚回来，这个计划现在还管用吗", today=AFTER)).facts


def test_who_is_named_is_not_sent_away(quick: Bot) -> None:
    for text in ("退役军人想找个人问问贷款贴息", "大学生看不懂，讲简单点"):
        assert quick.answer(Question(text, today=AFTER)).citations


def test_where_to_read_it_is_told(quick: Bot) -> None:
    answer = quick.answer(Question("政策原文在哪里可以看", today=AFTER))
    assert "桂政办发〔2021〕10号" in answer.facts[0]
    assert "政策原文" in answer.facts[0]


def test_intents_are_all_named_in_the_file() -> None:
    loaded = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
    assert set(loaded) == {"cues", *INTENTS, NONE}


@pytest.mark.parametrize(
    "text",
    ["专利还有效吗", "合同还能用吗", "创业证今年还能办吗", "营业执照过期了吗", "谁来执行", "新型职业农民怎么培养", "贷款今年还能申请吗",
     "现在有哪些补贴", "新产业有什么扶持", "返乡创业用地怎么保障", "双创示范基地的目标是多少", "到2023年 目标几条"],
)  # fmt: skip
def test_what_names_another_thing_is_left_to_the_search(quick: Bot, text: str) -> None:
    assert quick.answer(Question(text, today=AFTER)).facts == ()


def test_another_places_policy_is_not_ours(quick: Bot) -> None:
    for text in ("四川的返乡创业政策现在还有效吗", "广东那份创业政策过期没有"):
        assert quick.answer(Question(text, today=AFTER)).status is Status.OTHER_REGION


def test_the_answer_is_the_validity_of_the_day_with_whom_to_ask(quick: Bot) -> None:
    before, after = (quick.answer(Question("这个计划现在还执行吗", today=day)) for day in (BEFORE, AFTER))
    assert "在执行期内" in before.text
    assert before.contacts == ()
    assert EXPIRED in after.text
    assert after.status is Status.ANSWERED
    assert [notice.kind for notice in after.notices] == ["expired"]
    assert after.contacts[0].role == "发文机关"


def test_within_a_conversation_the_lead_unit_of_what_was_cited_is_named(quick: Bot) -> None:
    answer = answered(quick, {"after": "退役军人创业贷款有贴息吗", "question": "现在还能办吗"})
    assert EXPIRED in answer.text
    assert ("自治区退役军人厅", "牵头单位") in [(contact.unit, contact.role) for contact in answer.contacts]


def test_the_conversation_goes_on_where_it_was(quick: Bot) -> None:
    asking = quick.answer(Question("退役军人创业贷款有贴息吗", today=AFTER))
    aside = quick.answer(Question("那现在还有效吗", conversation=asking.conversation, today=AFTER))
    again = quick.answer(Question("谁负责", conversation=aside.conversation, today=AFTER))
    assert again.citations[0].clause.id == asking.citations[0].clause.id


def test_that_nothing_newer_is_held_is_told_and_what_is_held_is_named(quick: Bot, index: Index) -> None:
    none = quick.answer(Question("有没有新的文件代替它", today=AFTER))
    assert EXPIRED in none.text
    assert "没有注明取代它的新文件" in none.text
    undated = replace(index.documents[0], effective_on=None, expires_on=None, repealed_on=None, superseded_by="")
    old, new = (
        replace(undated, id=name, title=name, issued_on=date(year, 1, 1))
        for name, year in (("旧办法", 2020), ("新办法", 2024))
    )
    held = LookUps(Index([old, new], [], [], {}, index.encoder))
    composer = Composer(Replies.read(), 1)
    assert "《新办法》" in composer.fact(Fact(NEWER, (old,)), held, AFTER).text
    assert "《新办法》" not in composer.fact(Fact(NEWER, (old,)), held, date(2023, 6, 1)).text
    replaced = replace(old, superseded_by="新办法（桂政发〔2024〕1号）")
    text = composer.fact(Fact(NEWER, (replaced,)), held, AFTER).text
    assert "已被新办法（桂政发〔2024〕1号）替代" in text
    assert "没有注明" not in text
    assert "另外收录" not in text


@pytest.mark.parametrize(
    ("section", "value", "told"),
    [("cues", {"human": "("}, "cues"), ("newer", [], "例句"), ("validity", [3], "例句"), ("none", None, "例句"), ("newer", ["失效没"], "两节")],
)  # fmt: skip
def test_a_file_edited_badly_is_refused_by_name(tmp_path: Path, section: str, value: object, told: str) -> None:
    loaded = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
    path = tmp_path / "intents.yaml"
    path.write_text(yaml.safe_dump(loaded | {section: value}, allow_unicode=True), encoding="utf-8")
    with pytest.raises(RepliesError, match=rf"intents\.yaml.*{told}"):
        examples(path)


def test_what_a_clerk_wrote_as_a_way_to_ask_is_not_looked_at(quick: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(self: Intents, text: str, vector: object = None) -> str:
        raise AssertionError(text)

    monkeypatch.setattr(Intents, "of", never)
    assert all(quick.answer(Question(text, today=AFTER)).citations for text in quick.suggestions.starters(AFTER))


def test_of_another_place_nothing_is_meant(quick: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Intents, "of", lambda *_: VALIDITY)
    assert quick.answer(Question("四川返乡创业有什么补贴", today=AFTER)).status is Status.OTHER_REGION


def test_whether_a_debt_still_counts_is_nothing_about_a_document(quick: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Intents, "of", lambda *_: VALIDITY)
    assert not quick.answer(Question("借条没写日期还有效没", today=AFTER)).facts
    assert quick.answer(Question("政策还有效没", today=AFTER)).facts


def test_artificial_intelligence_is_no_call_for_a_person(quick: Bot) -> None:
    assert quick.answer(Question("人工智能有哪些应用", today=AFTER)).status is not Status.GREETING
    assert quick.answer(Question("你是人工智能吗", today=AFTER)).status is Status.GREETING
    assert quick.answer(Question("我要人工", today=AFTER)).status is Status.GREETING


def test_what_was_learnt_is_kept_until_an_example_changes(builtin: OnnxEncoder, tmp_path: Path) -> None:
    class Counting:
        fingerprint = builtin.fingerprint
        encoded = 0

        def encode_query(self, texts: Sequence[str]) -> Vectors:
            self.encoded += len(texts)
            return builtin.encode_query(texts)

        encode_document = encode_query

    def learning(path: Path) -> int:
        counting = Counting()
        Intents(counting, path, tmp_path).learn()
        return counting.encoded

    some = {
        intent: [texts[0]] for intent, texts in yaml.safe_load(DEFAULT.read_text("utf-8")).items() if intent != "cues"
    }
    cues = yaml.safe_load(DEFAULT.read_text("utf-8"))["cues"]
    few = tmp_path / "few.yaml"
    few.write_text(yaml.safe_dump({"cues": cues, **some}, allow_unicode=True), encoding="utf-8")
    assert [learning(few), learning(few)] == [len(some), 0]
    few.write_text(
        yaml.safe_dump({"cues": cues, **some, NONE: ["养鸡要办什么手续"]}, allow_unicode=True), encoding="utf-8"
    )
    examples.cache_clear()
    assert [learning(few), learning(few)] == [len(some), 0]
