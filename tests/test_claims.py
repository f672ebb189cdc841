"""What a question wants to be so of which no clause speaks, and what is only said in other words."""

from dataclasses import replace

import pytest
from conftest import Talk, first_labels

from bot import Status, claims


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("农民工创业园的铺位能不能买断产权", "买断产权"),
        ("外专聚桂的专家能带保姆一起来吗", "带保姆一起来"),
        ("青年见习基地管不管接送", "接送"),
        ("有工作经验的老师能找导师吗", "找导师"),
        ("商标质押了，还能不能继续加盟呀？", "继续加盟"),
    ],
)
def test_what_is_claimed(question: str, claim: str) -> None:
    assert claims.claimed(question) == [claim]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("听说每个乡镇都配一名创业专员，我们镇的找谁", ["每个乡镇都配一名创业专员"]),
        ("同学说拿了银奖就能进事业单位，是哪一条", ["拿了银奖就能进事业单位"]),
        ("飞地的企业用电一度便宜两毛，这个优惠到哪年", ["飞地的企业用电一度便宜两毛"]),
        ("说说有哪些贷款", []),
        ("双创宣传有哪些活动", []),
        ("在家没事做，这种人有没有扶持", []),
    ],
)
def test_what_others_say(question: str, told: list[str]) -> None:
    assert claims.heard(question) == told


@pytest.mark.parametrize("question", ["有没有什么补贴", "创新券在哪里能用", "退役军人创业有啥扶持", "能贷多少吗"])
def test_what_is_open_claims_nothing(question: str) -> None:
    assert claims.claimed(question) == []


@pytest.mark.parametrize(
    ("question", "claim", "label"),
    [
        ("农民工创业园能不能自己盖楼", "“自己盖楼”", "二、（二）7"),
        ("创新券能在超市花吗", "“在超市花”", "二、（五）19"),
        ("一址多照会不会引来查水表", "“引来查水表”", "二、（七）24"),
        (
            "听说每个乡镇都配一名创业专员，我们镇的找谁？",
            "“每个乡镇都配一名创业专员”",
            "二、（二）7",
        ),  # in strange words
        ("创新飞地的企业用电一度便宜两毛，这个优惠到哪年为止", "“创新飞地的企业用电一度便宜两毛”", "一、（二）——2"),
    ],
)
def test_what_is_claimed_and_not_written_is_told(talk: Talk, quick, question: str, claim: str, label: str) -> None:
    answers = talk(quick, question)
    assert first_labels(answers) == [label]
    assert answers[0].status is Status.PARTIAL
    assert claim in answers[0].missing


@pytest.mark.parametrize(
    "question",
    [
        "有没有手机软件可以查创业政策的",  # a word that says nothing
        "广东领的创新券拿到广西还认账么",  # a strange word for what is written
        "机器和库存货能不能押给银行换点周转",
        "在外头打了二十年工，想转家里开个小厂，有没有讲法",  # a word that many clauses are asked by
        "休学创业学籍会不会被注销",  # strange words for what is surely meant
        "三江、融水这种少数民族县，创业有没有额外照顾",
    ],
)
def test_what_is_written_may_be_asked_in_other_words(talk: Talk, quick, question: str) -> None:
    assert talk(quick, question)[0].status is Status.ANSWERED


def test_where_nobody_wrote_how_a_clause_is_asked_for_no_word_is_strange(talk: Talk, quick, monkeypatch) -> None:
    assert talk(quick, "创新券能在超市花吗")[0].status is Status.PARTIAL
    monkeypatch.setattr(quick.index, "phrasings", lambda clause: [])
    assert talk(quick, "创新券能在超市花吗")[0].status is Status.ANSWERED


def test_the_nearer_to_what_is_noted_as_not_answered_the_less_a_claim_must_lead_away(quick) -> None:
    question, index = "双创示范基地的牌子可以租给别的园区挂吗", quick.index
    seen = index.find(question, 1).evidence
    near, far = replace(seen, unanswered=seen.phrasing - 0.01), replace(seen, unanswered=seen.phrasing - 0.03)
    assert claims.unknown(question, "", index, near)
    assert not claims.unknown(question, "", index, far)
    assert not claims.unknown(question, "", index, replace(seen, unanswered=0.0))


def test_a_later_turn_in_words_of_another_subject_must_lead_away_less() -> None:
    assert claims.least_of("苹果手机能装吗", is_near=False) < claims.least_of("苹果手机能装吗", is_near=True)
    assert claims.least_of("宿舍呢", is_near=False) == claims.AWAY
