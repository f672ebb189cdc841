"""What a question wants to be so of which no clause speaks, and what is only said in other words."""

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


@pytest.mark.parametrize("question", ["有没有什么补贴", "创新券在哪里能用", "退役军人创业有啥扶持", "能贷多少吗"])
def test_what_is_open_claims_nothing(question: str) -> None:
    assert claims.claimed(question) == []


@pytest.mark.parametrize(
    ("question", "claim", "label"),
    [
        ("农民工创业园能不能自己盖楼", "“自己盖楼”", "二、（二）7"),
        ("创新券能在超市花吗", "“在超市花”", "二、（五）19"),
        ("一址多照会不会引来查水表", "“引来查水表”", "二、（七）24"),
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
