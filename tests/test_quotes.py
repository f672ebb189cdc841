"""Which words answer, and the proof that they are a clause's own."""

from dataclasses import replace

import pytest
from conftest import AFTER
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import Question
from bot.quotes import CLOSE, asks_unit, proven, quotes
from index.sentences import Sentence


def test_every_quote_is_verbatim_on_the_development_questions(dev, particulars_dev) -> None:
    quoted = [(c, quote) for one in [*dev, *particulars_dev] for c in one.answer.citations for quote in c.quotes]
    assert len(quoted) > 400
    assert all(quote and quote in citation.clause.text for citation, quote in quoted)


@settings(max_examples=60)
@given(data=st.data())
def test_every_quote_is_verbatim_whatever_is_asked(quick, data: st.DataObject) -> None:
    letters = sorted({letter for clause in quick.index.clauses for letter in clause.text})
    cut = st.sampled_from([clause.text for clause in quick.index.clauses]).flatmap(
        lambda text: st.integers(0, len(text) - 1).map(lambda at: text[at : at + 15])
    )
    question = data.draw(st.text(st.sampled_from(letters), min_size=2, max_size=40) | cut)
    for citation in quick.answer(Question(question, today=AFTER)).citations:
        assert citation.quotes
        assert all(quote and quote in citation.clause.text for quote in citation.quotes)


def test_a_citation_is_never_without_a_quote(dev, particulars_dev) -> None:
    assert all(citation.quotes for one in [*dev, *particulars_dev] for citation in one.answer.citations)


# --- the proof ---


@pytest.fixture(scope="session")
def quoted(dev):
    """A clause and a quote of it, for each clause that the development questions cite."""
    return list({c.clause.id: (c.clause, c.quotes[0]) for one in dev for c in one.answer.citations}.values())


def mutations(quote: str):
    """Every replacement of one character, every insertion within, and every deletion within."""
    for at, letter in enumerate(quote):
        yield quote[:at] + ("不" if letter != "不" else "可") + quote[at + 1 :]
        yield quote[:at] + ("9" if letter != "9" else "8") + quote[at + 1 :]
        if at:
            yield f"{quote[:at]}□{quote[at:]}"
        if 0 < at < len(quote) - 1:
            yield quote[:at] + quote[at + 1 :]


def test_a_quote_altered_by_one_character_is_dropped(quoted) -> None:
    assert len(quoted) > 20
    for clause, quote in quoted:
        for altered in set(mutations(quote)):
            own = quote[:-1] == altered[:-1] or altered in quote * 2  # 了了 less one 了 is 了: a part of the quote
            assert own or proven(clause, [altered]) == ()


def test_other_widths_spaces_and_cases_are_no_proof(quoted) -> None:
    for clause, quote in quoted:
        altered = [quote.replace("，", ","), quote + " ", f" {quote}", quote.replace("。", "."), f"“{quote}”", ""]
        assert proven(clause, [text for text in altered if text != quote]) == ()


def test_what_is_proven_stays_in_its_order(quoted) -> None:
    clause, quote = quoted[0]
    assert proven(clause, [quote, "此句为编造。", quote[:6]]) == (quote, quote[:6])


def test_the_words_of_another_clause_are_dropped(quoted) -> None:
    (first, _), (_, quote) = quoted[:2]
    assert proven(first, [quote]) == ()


def test_a_citation_whose_quotes_fail_the_proof_is_left_out(quick, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.pipeline.quotes", lambda *_: ("政府补贴一百万元。",))
    answer = quick.answer(Question("我刚退伍，想开个店，贷款利息有补贴吗？"))
    assert (answer.status, answer.citations) == ("no_clause", ())
    assert "一百万" not in answer.text


# --- the choice ---


def scored(texts, scores) -> list[Sentence]:
    return [Sentence(text, score) for text, score in zip(texts, scores, strict=True)]


@pytest.fixture
def clause(index):
    return next(clause for clause in index.clauses if clause.label == "二、（一）2")


def test_the_best_sentence_is_quoted(clause) -> None:
    sentences = scored(["2．完善配套设施。", "（2）配备专职创业辅导人员；"], [0.1, 0.9])
    assert quotes("有人辅导吗", clause, sentences) == ("（2）配备专职创业辅导人员；",)


def test_sentences_close_behind_follow_in_the_clauses_order(clause) -> None:
    texts = ["2．完善配套设施。", "（1）场地面积不少于一千平方米；", "（2）配备专职创业辅导人员；"]
    sentences = scored(texts[::-1], [0.9, 0.9 - CLOSE / 2, 0.9 - CLOSE * 2])
    assert quotes("条件", clause, sentences) == (texts[1], texts[2])


@given(st.lists(st.floats(0, 0.01), min_size=1, max_size=8), st.randoms())
def test_order_follows_the_clause_and_length_is_bounded(index, scores: list[float], random) -> None:
    clause = replace(index.clauses[0], text="".join(map(chr, range(0x4E00, 0x4E00 + 900))))
    size = len(clause.text) // len(scores)
    sentences = scored([clause.text[at * size : (at + 1) * size] for at in range(len(scores))], scores)
    random.shuffle(sentences)
    kept = quotes("问", clause, sentences)
    places = [clause.text.find(quote) for quote in kept]
    assert places == sorted(places)
    assert 1 <= len(kept) <= 3
    assert len(kept) == 1 or sum(map(len, kept)) <= 260


def test_quotes_follow_their_clause_on_the_development_questions(dev) -> None:
    for one in dev:
        for citation in one.answer.citations:
            places = [citation.clause.text.find(quote) for quote in citation.quotes]
            assert places == sorted(places), one.golden.id


# --- who is in charge ---

CHARGE = [
    "退役军人创业这块归谁管", "创业担保贷款哪个部门负责", "谁牵头搞创业培训", "知识产权保护牵头单位是哪个",
    "农民工返乡创业该找谁", "哪些单位配合",
]  # fmt: skip


@pytest.mark.parametrize("question", CHARGE)
def test_who_is_in_charge_is_seen(question: str) -> None:
    assert asks_unit(question)


@pytest.mark.parametrize(
    "question", ["贷款有贴息吗", "在哪个窗口办", "找哪家银行贷款", "大学生能休学创业吗", "管不管饭"]
)
def test_another_question_is_not_about_who_is_in_charge(question: str) -> None:
    assert not asks_unit(question)


@pytest.mark.parametrize("question", CHARGE[:5])
def test_a_question_about_who_is_in_charge_quotes_the_bracket(quick, question: str) -> None:
    (citation,) = quick.answer(Question(question)).citations
    (quote,) = citation.quotes
    assert quote.startswith(("（牵头单位", "(牵头单位"))
    assert all(unit.removeprefix("自治区") in quote for unit in citation.clause.lead_units)


def test_the_bracket_is_not_quoted_when_nobody_asks_for_it(dev) -> None:
    for one in dev:
        if not asks_unit(one.golden.question):
            assert not [q for c in one.answer.citations for q in c.quotes if "牵头单位：" in q], one.golden.id
