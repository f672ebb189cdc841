"""Which words answer, and the proof that they are a clause's own."""

from dataclasses import replace

import pytest
from conftest import AFTER
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import Question
from bot.quotes import BARE, BRIEF, BROAD, NARROW, NEED, OPEN, Choice, Extent, proven, quotes
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
    monkeypatch.setattr("bot.quoting.quotes", lambda *_: Choice(("政府补贴一百万元。",)))
    answer = quick.answer(Question("我刚退伍，想开个店，贷款利息有补贴吗？"))
    assert (answer.status, answer.citations) == ("no_clause", ())
    assert "一百万" not in answer.text


# --- the choice ---


def scored(texts, scores) -> list[Sentence]:
    return [Sentence(text, score) for text, score in zip(texts, scores, strict=True)]


@pytest.fixture
def clause(index):
    return next(clause for clause in index.clauses if clause.label == "二、（一）2")


@pytest.fixture
def loose(clause):
    """The clause without its list."""
    return replace(clause, text="完善配套设施，改善办公条件。提供上门代办。开展政策宣讲。免收网络费用。")


def test_the_best_sentence_is_quoted(loose) -> None:
    sentences = scored(["完善配套设施，改善办公条件。", "提供上门代办。"], [0.1, 0.9])
    assert quotes("能代办吗", loose, sentences).quotes == ("提供上门代办。",)


def test_sentences_close_behind_follow_in_the_clauses_order(loose) -> None:
    texts = ["提供上门代办。", "开展政策宣讲。", "免收网络费用。"]
    sentences = scored(texts[::-1], [0.9, 0.9 - NARROW.gap / 2, 0.9 - NARROW.gap * 2])
    assert quotes("周末来人吗", loose, sentences).quotes == (texts[1], texts[2])


def test_a_broad_question_gets_what_a_narrow_one_does_not(loose) -> None:
    texts = ["提供上门代办。", "开展政策宣讲。", "免收网络费用。"]
    sentences = scored(texts, [0.9, 0.9 - BROAD.gap / 2, 0.9 - BROAD.gap * 2])
    assert quotes("周末来人吗", loose, sentences).quotes == tuple(texts[:1])
    assert quotes("都有哪些措施", loose, sentences).quotes == tuple(texts[:2])


def test_a_question_how_gets_more_than_one_whether(loose) -> None:
    texts = ["提供上门代办。", "开展政策宣讲。", "免收网络费用。"]
    sentences = scored(texts, [0.9, 0.9 - OPEN.gap * 0.9, 0.9 - OPEN.gap * 1.1])
    assert quotes("周末来人吗", loose, sentences).quotes == tuple(texts[:1])
    assert quotes("周末怎么来人", loose, sentences).quotes == tuple(texts[:2])


def test_the_sentence_that_tells_of_the_need_wins_a_near_tie(loose) -> None:
    texts, near = ["提供上门代办。", "统筹保障创业用地。"], 0.9 + NEED / 4
    sentences, whole = scored(texts, [near, 0.9]), replace(loose, text="".join(texts))
    told, untold = quotes("回来养猪没地", whole, sentences), quotes("周末来人吗", whole, sentences)
    assert (told.score, untold.score) == (pytest.approx(0.9 + NEED / 2), near)


def test_each_need_that_a_question_joins_has_its_sentence(loose) -> None:
    texts = ["给予贷款贴息。", "提供经营场地。", "开展政策宣讲。", "加强组织领导。"]
    sentences, whole = scored(texts, [0.9, 0.84, 0.89, 0.8]), replace(loose, text="".join(texts))
    assert quotes("贷款和铺面能帮吗", whole, sentences).quotes == tuple(texts[:2])
    assert quotes("贷款能帮吗", whole, sentences).quotes == tuple(texts[:1])


def test_what_tells_of_one_need_is_not_left_behind_what_tells_of_all(loose) -> None:
    texts = ["减税、用地、融资的优惠落到实处。", "落实减税降费。", "开展政策宣讲。", "加强组织领导。"]
    sentences, whole = scored(texts, [0.9, 0.88, 0.88, 0.8]), replace(loose, text="".join(texts))
    assert quotes("减税和用地有没有落实", whole, sentences).quotes == tuple(texts[:2])


def test_the_questions_own_word_for_a_need_decides(loose) -> None:
    texts = ["拓宽融资渠道。", "给予贷款贴息。", "开展政策宣讲。"]
    sentences, whole = scored(texts, [0.9, 0.9, 0.88]), replace(loose, text="".join(texts))
    assert quotes("贷款能帮吗", whole, sentences).score == pytest.approx(0.9 + NEED * 2 / 3)
    assert texts[1] in quotes("贷款能帮吗", whole, sentences).quotes
    assert texts[0] in quotes("资金上都有哪些支持", whole, sentences).quotes


def test_a_need_raises_what_others_must_be_close_to(loose) -> None:
    texts = ["统筹保障创业用地。", "开展政策宣讲。", "免收网络费用。"]
    raised, gap = NEED * (1 - 1 / len(texts)), BROAD.gap * BARE[Extent.WANTED]
    sentences, whole = (
        scored(texts, [0.9, 0.901 + raised - gap, 0.899 + raised - gap]),
        replace(loose, text="".join(texts)),
    )
    assert quotes("用地都有哪些措施", whole, sentences).quotes == tuple(texts[:2])


def test_a_list_is_counted_in_the_words_of_a_sum(loose) -> None:
    sentences = scored(["提供上门代办。", "开展政策宣讲。"], [0.9, 0.91 - BROAD.gap])
    assert quotes("分几块来帮", loose, sentences).quotes == ("提供上门代办。", "开展政策宣讲。")
    assert quotes("分几块来帮，要什么材料", loose, sentences).quotes == ("提供上门代办。",)


def test_a_broad_question_may_be_answered_briefly(loose) -> None:
    texts = ["提供上门代办。", "开展政策宣讲。"]
    sentences = scored(texts, [0.9, 0.9 - NARROW.gap + 0.001])
    assert quotes("能帮忙吗", loose, sentences).quotes == tuple(texts)
    assert quotes("都有哪些措施", loose, sentences, Extent.BRIEF).quotes == (texts[0],)


def test_what_carries_nothing_that_is_named_must_be_closer_most_of_all_beside_the_best(loose) -> None:
    texts = ["建设水电站。", "开展政策宣讲。", "提供上门代办。", "免收网络费用。"]
    named, wanted = (BROAD.gap * BARE[extent] for extent in (Extent.NAMED, Extent.WANTED))
    scores = [0.9, 0.901 - named, 0.901 - wanted, 0.899 - wanted]
    sentences, whole = scored(texts, scores), replace(loose, text="".join(texts))
    assert quotes("水电站都有哪些措施", whole, sentences).quotes == tuple(texts[:3])
    assert quotes("水电站都有哪些措施", whole, sentences, Extent.NAMED).quotes == tuple(texts[:2])
    assert quotes("都有哪些措施", whole, sentences).quotes == tuple(texts)


def test_who_names_nothing_and_asks_whether_they_count_is_quoted_little(quick) -> None:
    citations = quick.answer(Question("50岁以上创业有年龄限制吗", today=AFTER)).citations
    assert citations and all(len(citation.quotes) <= BRIEF.sentences for citation in citations)


def test_an_answer_that_leaves_something_out_says_so(quick, monkeypatch: pytest.MonkeyPatch) -> None:
    said = quick.replies.phrase("cut")
    question = Question("大学生休学创业保留学籍吗", today=AFTER)
    assert said not in quick.answer(question).text
    monkeypatch.setattr("bot.quoting.quotes", lambda *found: replace(quotes(*found), cut=True))
    answer = quick.answer(question)
    assert said in answer.text
    assert not answer.citations[0].complete


def test_what_matched_and_was_left_out_is_told(loose) -> None:
    texts = [f"第{letter}项措施是" + letter * 90 + "。" for letter in "甲乙丙丁戊己庚辛"]
    whole = replace(loose, text="".join(texts))
    choice = quotes("都有哪些措施", whole, scored(texts, [0.9] * 8))
    assert choice.cut
    assert sum(map(len, choice.quotes)) <= BROAD.characters
    assert not quotes("都有哪些措施", whole, scored(texts, [0.9, 0.9, *[0.1] * 6])).cut


def test_a_list_is_whole_even_when_one_item_matches(clause) -> None:
    sentences = scored(["2．完善配套设施。", "（2）配备专职创业辅导人员；"], [0.1, 0.9])
    choice = quotes("有人辅导吗", clause, sentences)
    assert len(choice.quotes) == 3
    assert all(f"（{number}）" in "".join(choice.quotes) for number in (1, 2, 3))


@given(st.lists(st.floats(0, 0.01), min_size=1, max_size=8), st.randoms(), st.sampled_from(["问", "都有哪些措施"]))
def test_order_follows_the_clause_and_length_is_bounded(index, scores: list[float], random, question: str) -> None:
    clause = replace(index.clauses[0], text="".join(map(chr, range(0x4E00, 0x4E00 + 900))))
    size = len(clause.text) // len(scores)
    sentences = scored([clause.text[at * size : (at + 1) * size] for at in range(len(scores))], scores)
    random.shuffle(sentences)
    breadth = NARROW if question == "问" else BROAD
    kept = quotes(question, clause, sentences).quotes
    places = [clause.text.find(quote) for quote in kept]
    assert places == sorted(places)
    assert 1 <= len(kept) <= breadth.sentences
    assert len(kept) == 1 or sum(map(len, kept)) <= breadth.characters


def test_quotes_follow_their_clause_on_the_development_questions(dev) -> None:
    for one in dev:
        for citation in one.answer.citations:
            places = [citation.clause.text.find(quote) for quote in citation.quotes]
            assert places == sorted(places), one.golden.id


# --- for whom ---


@pytest.mark.parametrize(
    ("text", "told", "left"),
    [("我是台湾来的，想在南宁开咖啡馆", "港澳台", "华侨"), ("在家带娃的妇女想创业", "巾帼", "港澳台"), ("我是瑶族的，创业有支持吗", "少数民族", "华侨")],
)  # fmt: skip
def test_of_a_clause_for_many_groups_only_ones_own_is_quoted(quick, text: str, told: str, left: str) -> None:
    (first, *_) = quick.answer(Question(text, today=AFTER)).citations
    assert all(told in quote for quote in first.quotes)
    assert left in first.clause.text


def test_several_groups_get_each_their_own(quick) -> None:
    (first, *_) = quick.answer(Question("少数民族和女人创业，各有啥说法", today=AFTER)).citations
    assert {"巾帼" in quote for quote in first.quotes} == {True, False}
    assert not any("华侨" in quote for quote in first.quotes)


@pytest.mark.parametrize(
    ("question", "wanted", "most"),
    [
        ("姐妹几个想合伙开美容院，妇女创业有照顾没得", "巾帼", 1),
        ("我在东莞打了十几年工，想回老家百色开个养猪场，地从哪里来？", "用地", 2),
    ],
)
def test_a_story_brings_no_sentences_of_its_own(quick, question: str, wanted: str, most: int) -> None:
    (citation,) = quick.answer(Question(question)).citations
    assert len(citation.quotes) <= most and any(wanted in quote for quote in citation.quotes)
