"""Typed characters or pinyin find vetted questions; all that is offered is answered in full."""

import random

import pytest
from conftest import AFTER

from bot import Bot, Question, Status
from bot.typeahead import MOST, Typeahead
from index import Index, build
from index.chunks import Kind


@pytest.fixture
def offered(tmp_path, encoder):
    """Offers over given questions, all of them taken to be answered."""

    def offered(typed: str, *questions: str) -> list[str]:
        docs = tmp_path / "docs"
        docs.mkdir()
        (docs / "a.md").write_text("海棠市创业办法\n第一条 对首次创业的人员给予一次性创业补贴。\n", encoding="utf-8")
        lines = "".join(f"- {question}\n" for question in questions)
        (docs / "a.questions.yaml").write_text(f"第一条:\n{lines}", encoding="utf-8")
        build(docs, tmp_path / "out", encoder)
        return Typeahead(Index.open(tmp_path / "out", encoder), lambda *_: True).offers(typed, AFTER)

    return offered


def test_typed_characters_come_first_then_those_that_share_most(offered) -> None:
    vetted = ["老兵贷款贴息要啥条件", "贷款贴息怎么办", "天气如何", "贴息的贷款"]
    assert offered("贷款贴息", *vetted) == ["贷款贴息怎么办", "老兵贷款贴息要啥条件", "贴息的贷款"]


def test_a_short_plain_question_comes_before_odd_ones(offered) -> None:
    vetted = [
        "贷款批得太慢，等到花儿都谢了",
        "贷款 学分 休学",
        "贷款由谁牵头？",
        "贷款贴不贴息冇",
        "创业贷款",
        "退役军人创业贷款有贴息吗？",
    ]
    assert offered("贷款", *vetted) == [vetted[5], vetted[2], vetted[4], vetted[1], vetted[3], vetted[0]]


def test_two_questions_that_differ_by_their_signs_are_one_offer(offered) -> None:
    assert offered("贷款", "贷款怎么贴息？", "贷款，怎么贴息") == ["贷款怎么贴息？"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("贷款", "退役军人创业贷款有贴息吗？"),
        ("大学", "大学生可以休学创业吗？"),
        ("退役军人", "退役军人创业有什么扶持？"),
        ("场地", "退役军人创业园有场地优惠吗？"),
        ("培训", "县里有退役军人培训的地方吗"),
        ("返乡", "农民工返乡创业有什么扶持？"),
        ("休学", "大学生可以休学创业吗？"),
        ("小微企业", "小微企业有哪些优惠政策"),
    ],
)
def test_what_people_type_is_offered_what_they_mean(quick: Bot, typed: str, wanted: str) -> None:
    assert wanted in quick.typeahead.offers(typed, AFTER)[:3]


def test_plain_questions_are_tried_beforehand_and_odd_ones_when_they_are_wanted(quick: Bot) -> None:
    tried: list[str] = []
    typeahead = Typeahead(quick.index, lambda text, *_: tried.append(text) is None)
    assert all(typeahead.try_plain(AFTER))
    assert "退役军人创业贷款有贴息吗？" in tried
    assert "贷款批得太慢，等到花儿都谢了" not in tried
    assert 300 < len(tried) < 1200


@pytest.mark.parametrize("typed", ["xiuxue", "xxcy", "XiuXue", "xiu xue", "xiuxuechuang", "cybt", "xue"])
def test_pinyin_finds_where_a_character_begins(offered, typed: str) -> None:
    assert offered(typed, "休学创业补贴", "养牛贷款") == ["休学创业补贴"]


@pytest.mark.parametrize("typed", ["", " ？", "x", "iuxue", "zzzz", "电视剧"])
def test_what_fits_nothing_finds_nothing(offered, typed: str) -> None:
    assert offered(typed, "休学创业补贴", "养牛贷款") == []


def test_whatever_is_offered_is_answered_in_full(quick: Bot) -> None:
    texts = [chunk.text for chunk in quick.index.chunks if chunk.kind is Kind.PHRASING]
    sample = random.Random(20211).sample(texts, 300)  # the number of the plan, for a sample that stays the same
    for text in sample:
        typed = text[: 2 + len(text) // 3]
        for offer in quick.typeahead.offers(typed, AFTER)[:MOST]:
            answer = quick.answer(Question(offer, today=AFTER))
            assert answer.status is Status.ANSWERED, offer
            assert offer in quick.index.phrasings(answer.citations[0].clause), offer


def test_an_audience_sees_its_own_first_and_none_of_the_others(quick: Bot) -> None:
    def clauses(audience: str | None) -> list[str]:
        offers = quick.typeahead.offers("创业", AFTER, audience)
        answers = [quick.answer(Question(offer, today=AFTER)) for offer in offers]
        return [answer.citations[0].clause.number for answer in answers]

    assert clauses("大学生")[0] == "9"
    assert not {"7", "8"} & set(clauses("大学生"))
    assert clauses("退役军人")[0] == "8"
