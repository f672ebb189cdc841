"""What is offered next is answered in full, from its own clause, with words that were not quoted yet."""

import re

import pytest
from conftest import AFTER

from bot import Bot, Question, Status, audiences, needs, suggestions
from bot.suggestions import is_keywords
from index import today
from index.chunks import Kind


def whole(bot: Bot, text: str, day) -> set[str]:
    """The clauses for which a question was written and from which it is answered first, in full."""
    answer = bot.answer(Question(text, today=day))
    written = {clause.id for clause in bot.index.clauses if text in bot.index.phrasings(clause)}
    assert answer.status is Status.ANSWERED, text
    assert answer.citations[0].clause.id in written, text
    return {quote for citation in answer.citations[:1] for quote in citation.quotes}


def test_every_follow_up_of_the_golden_questions_is_answered_with_new_words(dev, quick: Bot) -> None:
    for golden, answer in dev:
        seen = {quote for citation in answer.citations for quote in citation.quotes}
        assert 2 <= len(answer.suggestions) <= 3, golden.id
        assert len(set(answer.suggestions)) == len(answer.suggestions)
        assert golden.question not in answer.suggestions
        for text in answer.suggestions:
            told = whole(quick, text, AFTER if answer.citations else today())
            assert told - seen or not answer.citations, (golden.id, text)
            seen |= told


def test_a_follow_up_stays_with_the_cited_clauses_or_the_people_asked_for(dev, quick: Bot) -> None:
    starters, everyone = set(quick.suggestions.starters(AFTER)), audiences.audiences().everyone
    written = {text: clause for clause in quick.index.clauses for text in quick.index.phrasings(clause)}
    for golden, answer in dev:
        if answer.citations and not starters & set(answer.suggestions):
            cited = [citation.clause for citation in answer.citations]
            near = [near for clause in cited for near in (clause, *quick.index.neighbours(clause))]
            asked = {golden.audience} if golden.audience else set(audiences.named(golden.question))
            asked = asked or set(audiences.told(cited[0].title))
            for clause in (written[text] for text in answer.suggestions):
                suits = asked & set(audiences.told(clause.text)) or (asked and audiences.holds(clause.text, everyone))
                assert clause in near or suits, golden.id


@pytest.mark.parametrize("text", ["你好", "红烧肉怎么做", "？"])
def test_a_refusal_offers_a_question_for_each_audience(quick: Bot, text: str) -> None:
    offered = quick.answer(Question(text)).suggestions
    assert len(set(offered)) == 3
    for starter in offered:
        whole(quick, starter, today())


def test_a_comparison_offers_more_too(quick: Bot) -> None:
    answer = quick.answer(Question("农民工、退役军人、大学生的支持有什么不同", today=AFTER))
    assert len(answer.suggestions) == 3


def test_without_phrasings_nothing_is_offered(stranger: Bot) -> None:
    assert stranger.answer(Question("退役军人创业担保贷款最高多少", today=AFTER)).suggestions == ()


def test_a_phrasing_is_asked_with_the_vector_of_the_index(quick: Bot, builtin) -> None:
    chunk = next(chunk for chunk in quick.index.chunks if chunk.kind is Kind.PHRASING)
    found = quick.index.find(chunk.text)
    assert found.query is not None
    assert found.query.vector == pytest.approx(builtin.encode_query([chunk.text])[0], abs=1e-6)


def test_phrasings_by_sentence_hold_each_phrasing_once(quick: Bot) -> None:
    for clause in quick.index.clauses:
        sorted_out = [text for texts in quick.index.phrasings_by_sentence(clause) for text in texts]
        assert sorted(sorted_out) == sorted(quick.index.phrasings(clause))


@pytest.mark.parametrize(
    ("question", "audience"), [("我是大学生，想开个网店有什么支持", "大学生"), ("我刚退伍，有什么贷款", "退役军人")]
)
def test_what_is_offered_is_not_for_other_people(quick: Bot, question: str, audience: str) -> None:
    written = {text: clause for clause in quick.index.clauses for text in quick.index.phrasings(clause)}
    for text in quick.answer(Question(question, today=AFTER)).suggestions:
        about = audiences.told(written[text].title)
        assert not about or audience in about, text
        assert "港澳" not in written[text].text, text


@pytest.mark.parametrize(
    "question",
    [
        "辅导员说我们摆弄的无人机项目以后能算学分，到底算不算",
        "没房子抵押，光凭信用好，能借到本钱么",
        "学校请了个外国教授，待遇这块政策上有讲法么",
    ],
)
def test_what_is_offered_first_asks_for_the_same_need(quick: Bot, question: str) -> None:
    first = quick.answer(Question(question, today=AFTER)).suggestions[0]
    assert set(needs.asked(question)) & set(needs.asked(first)), first


def test_what_was_just_quoted_is_not_tried(quick: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    answer = quick.answer(Question("退役军人创业有哪些支持", today=AFTER))
    told = answer.citations[0].clause
    tell = quick.suggestions._told
    monkeypatch.setattr(quick.suggestions, "_told", lambda text, *more: (tried.append(text), tell(text, *more))[1])
    assert quick.suggestions.after(Question("退役军人创业有哪些支持", today=AFTER), answer.citations)
    assert tried
    assert not set(tried) & set(quick.index.phrasings(told))


def test_who_does_not_say_who_they_are_is_offered_nothing_for_others(quick: Bot) -> None:
    offered = quick.answer(Question("我当了八年兵刚下来，手头没钱也没门面，有哪几样优惠", today=AFTER)).suggestions
    assert not any(set(audiences.named(text)) - {"退役军人"} for text in offered)
    assert not any(re.search("共青团|承担|配合", text) for text in offered)


def test_a_whole_question_is_offered_before_a_string_of_words() -> None:
    assert is_keywords("退役军人创业导师库")
    assert not any(map(is_keywords, ["返乡农民工创业有啥政策", "贷款能贴息吗", "土地怎么保障"]))


def test_a_first_question_asks_for_support(quick: Bot) -> None:
    assert not any(map(is_keywords, quick.suggestions.starters(AFTER)))


def test_what_is_offered_to_who_was_refused_is_answered(quick: Bot) -> None:
    refused = quick.answer(Question("广东返乡创业有什么补贴", today=AFTER))
    assert refused.status is Status.OTHER_REGION
    assert refused.suggestions
    for text in refused.suggestions:
        tapped = quick.answer(Question(text, conversation=refused.conversation, today=AFTER))
        assert tapped.status is Status.ANSWERED, text
        assert tapped.understood is None


def test_of_what_people_type_nothing_stays_for_suggestions(quick: Bot) -> None:
    quick.answer(Question("我家的鱼塘要担保贷款吗", today=AFTER))
    before = suggestions._written.cache_info().currsize
    answer = quick.answer(Question("他家的鱼塘要担保贷款吗", today=AFTER))
    assert answer.suggestions
    assert suggestions._written.cache_info().currsize == before


def test_who_says_who_they_are_is_offered_nothing_for_firms_and_banks(dev, quick: Bot) -> None:
    offered = [
        text
        for golden, answer in dev
        if answer.citations and (golden.audience or audiences.named(golden.question))
        for text in answer.suggestions
        if not audiences.named(text)
    ]
    assert len(offered) > 50
    assert not [text for text in offered if re.search("银行|上市|发债|债务|我们公司|大企业|归侨|台湾", text)]
