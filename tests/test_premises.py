"""What a question takes for granted, and the text does not mention."""

import pytest
import yaml
from conftest import GOLDEN, answered
from hypothesis import given
from hypothesis import strategies as st

from bot import Status
from bot.evaluation import read_questions
from bot.premises import DEFAULT, NONE, patterns, unmet
from bot.replies import RepliesError

QUESTIONS = st.text("返乡创业卡证书奖励五万块三年免租公务员社保怎么办理多少是真的吗", min_size=2, max_size=20)


@given(QUESTIONS, st.text("返乡创业卡证书奖励五万块三年免租", max_size=30))
def test_what_the_text_mentions_is_met(question: str, text: str) -> None:
    assert unmet(question, text + question) == NONE
    lacking = unmet(question, text)
    assert all(said in question and said not in text for said in (*lacking.things, *lacking.matters))


@given(QUESTIONS, st.text(max_size=10))
def test_a_longer_text_never_leaves_more_unmet(question: str, more: str) -> None:
    short, long = unmet(question, ""), unmet(question, more)
    assert set(long.things) <= set(short.things)
    assert set(long.matters) <= set(short.matters)
    assert set(long.figures) <= set(short.figures)


@pytest.mark.parametrize(
    ("question", "kind", "found"),
    [
        ("云川英才卡怎么领", "things", ("英才卡",)),
        ("开店奖励八万块是真的吗", "figures", ("金额",)),
        ("研发花了两百万，有没有奖补", "figures", ()),
        ("缺五十万，有人投吗", "figures", ()),
        ("税率降到百分之二点五了吗", "figures", ("比例",)),
        ("最长可以停七年吗", "figures", ("期限",)),
        ("一年能少交多少税，一个月营业八万", "figures", ()),
        ("办厂的公积金在哪交", "matters", ("公积金",)),
        ("保证金交到哪里", "things", ()),
        ("三千家企业目标在哪条", "figures", ()),
        ("认证要多久", "things", ()),
        ("由哪八块组成", "figures", ()),
        ("给三块钱吗", "figures", ("金额",)),
        ("一次发五百块", "figures", ("金额",)),
        ("想开个驾校有扶持吗", "matters", ()),
        ("驾校怎么报名", "matters", ("驾校",)),
        ("开药店有扶持吗", "matters", ()),
        ("开药店要什么执照", "matters", ("药店",)),
        ("孩子想创业", "matters", ()),
        ("孩子上学怎么办", "matters", ("孩子",)),
        ("在家带孩子想开网店", "matters", ()),
        ("专家团队落户给什么", "things", ()),
        ("落户要什么条件", "things", ("落户",)),
        ("流转了两百亩地", "figures", ()),
        ("养了一千五百只鸡", "figures", ()),
        ("亏了三十万", "figures", ()),
        ("注册资金一百万", "figures", ()),
        ("厂里裁员，回来想办厂", "matters", ()),
        ("厂里裁员怎么赔", "matters", ("裁员",)),
        ("补一千五百块", "figures", ("金额",)),
        ("想上学习班", "things", ()),
        ("一次性创业补贴怎么领", "things", ("一次性创业补贴",)),
        ("返乡交通补贴怎么领", "things", ("交通",)),
        ("买设备有没有补贴", "things", ()),
        ("听说有个凤还巢奖补", "things", ("凤还巢",)),
        ("个体户补贴有哪些", "things", ()),
        ("三个月的计划", "things", ()),
        ("缺启动金，能贷款吗", "things", ()),
        ("不收利息的贷款", "things", ("不收利息",)),
        ("拿老宅子去抵押行吗", "things", ("老宅子",)),
        ("没有房产抵押能贷吗", "things", ()),
        ("专利一件奖5000找谁", "figures", ("金额",)),
        ("补贴一人1000", "figures", ("金额",)),
        ("带动就业给200人找活干", "figures", ()),
        ("养殖场环评怎么办", "matters", ("环评",)),
        ("租铺面的合同怎么签", "matters", ("合同",)),
        ("技术合同登记在哪", "matters", ()),
    ],
)
def test_what_is_taken_for_granted(question: str, kind: str, found: tuple[str, ...]) -> None:
    assert getattr(unmet(question, ""), kind) == found


@pytest.mark.parametrize("section", ["things", "matters", "figures"])
def test_a_missing_or_empty_section_is_refused_by_name(write, section: str) -> None:
    loaded = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
    for value in (None, [], "", ["a|"], {"金额": ""}):
        with pytest.raises(RepliesError, match=rf"premises\.yaml.*{section}"):
            patterns(write(yaml.safe_dump({**loaded, section: value}, allow_unicode=True), "premises.yaml"))


@pytest.mark.parametrize("content", [b"\xff\xfe", "things: [", "", "- a\n", "things: ['(']\n"])
def test_a_file_that_cannot_be_used_is_refused_by_name(write, content: str | bytes) -> None:
    with pytest.raises(RepliesError, match=r"premises\.yaml"):
        patterns(write(content, "premises.yaml"))


# --- look-alikes: another region, an invented thing, our audiences but no clause ---


@pytest.fixture(scope="session")
def look_alikes(quick):
    import json

    lines = (GOLDEN / "look-alikes-dev.jsonl").read_text(encoding="utf-8").splitlines()
    kinds = [json.loads(line)["kind"] for line in lines]
    return list(zip(kinds, answered(quick, read_questions(GOLDEN / "look-alikes-dev.jsonl")), strict=True))


def test_a_look_alike_is_not_answered_as_fact(look_alikes) -> None:
    statuses = [one.answer.status for _, one in look_alikes]
    assert len(statuses) == 100
    assert sum(status is not Status.ANSWERED for status in statuses) / 100 >= 0.95
    assert sum(status not in (Status.ANSWERED, Status.PARTIAL) for status in statuses) / 100 >= 0.85


def test_a_look_alike_of_another_region_says_so(look_alikes) -> None:
    statuses = [one.answer.status for kind, one in look_alikes if kind == "other_region"]
    assert sum(status is Status.OTHER_REGION for status in statuses) / len(statuses) >= 0.8
    assert not {Status.ANSWERED, Status.PARTIAL} & set(statuses)


def test_what_is_near_a_look_alike_is_answered(quick) -> None:
    near = answered(quick, read_questions(GOLDEN / "near-dev.jsonl"))
    right = [one for one in near if one.answer.citations and one.answer.citations[0].clause.label in one.golden.clauses]
    assert len(near) == 40
    assert len(right) / len(near) >= 0.9


def test_a_partial_answer_to_a_premise_names_it(look_alikes) -> None:
    partial = [one.answer for _, one in look_alikes if one.answer.status is Status.PARTIAL]
    assert all(answer.missing and answer.citations for answer in partial)
