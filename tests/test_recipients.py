"""For whom a quote is written, where somebody else asks."""

import pytest
from conftest import AFTER

from bot import Question, Status
from bot.groups import named
from bot.recipients import asking, is_for_others, written_for
from index import Index

SUBSIDY = "对符合条件的退役军人创业担保贷款给予一定的财政贴息支持。"


@pytest.mark.parametrize(
    ("question", "audience", "names"),
    [
        ("女的开店有贴息吗", None, {"女性"}),
        ("贷款有贴息吗", "退役军人", {"退役军人"}),
        ("我是大学生", None, {"大学生", "青年"}),
        ("我不是退役军人", None, set()),
        ("小微企业有什么支持", None, set()),
    ],
)
def test_who_asks(question: str, audience: str | None, names: set[str]) -> None:
    assert {group.name for group in asking(question, audience)} == names


@pytest.mark.parametrize(
    ("question", "quotes", "others"),
    [
        ("女的开店有贴息吗", [SUBSIDY], True),
        ("女的开店有贴息吗", [SUBSIDY, "加强税费监管。"], False),
        ("退伍女兵开店有贴息吗", [SUBSIDY], False),
        ("开店有贴息吗", [SUBSIDY], False),
        ("不是退役军人，开店有贴息吗", [SUBSIDY], True),
        ("镇上有没有退役军人贴息", [SUBSIDY], False),
        ("女的开店贴息归谁管", [SUBSIDY], False),
    ],
)
def test_words_for_others_alone(real_index: Index, question: str, quotes: list[str], others: bool) -> None:
    clause = next(clause for clause in real_index.clauses if clause.label == "二、（七）24")
    assert is_for_others(question, asking(question), clause, quotes) is others


def test_a_clause_named_after_who_asks_is_theirs(real_index: Index) -> None:
    clause = next(clause for clause in real_index.clauses if clause.label == "二、（二）7")
    assert not is_for_others("返乡农民工的用地", asking("返乡农民工的用地"), clause, ["鼓励农民依托电商创业。"])
    assert written_for("", asking("返乡农民工"), clause, [SUBSIDY]) == ()


def test_for_whom_words_are_written_is_told_by_name(real_index: Index) -> None:
    clause = next(clause for clause in real_index.clauses if clause.label == "二、（二）8")
    assert written_for("", frozenset(), clause, [SUBSIDY]) == ("退役军人",)
    assert written_for("", frozenset({named("退役军人")}), clause, [SUBSIDY]) == ()
    assert written_for("", frozenset(), clause, [SUBSIDY, "加强税费监管。"]) == ()


@pytest.mark.parametrize(
    ("question", "label", "missing"),
    [
        ("女的开店贷款政府贴利息不", "二、（二）10", ("贴息",)),
        ("女性创业导师库", "二、（二）10", ("导师",)),
        ("女的创业有没有经营场地优惠", "二、（二）10", ("场地",)),
    ],
)
def test_who_asks_is_given_no_others_provision(quick, question: str, label: str, missing: tuple[str, ...]) -> None:
    answer = quick.answer(Question(question, today=AFTER))
    assert [citation.clause.label for citation in answer.citations] == [label]
    assert (answer.status, answer.missing) == (Status.PARTIAL, missing)


def test_who_is_none_of_them_is_told_that_nothing_is_written(quick) -> None:
    answer = quick.answer(Question("不是退役军人，普通人贷款创业能贴息吗", today=AFTER))
    assert (answer.status, answer.citations) == (Status.NO_CLAUSE, ())


@pytest.mark.parametrize("question", ["创业担保贷款有贴息吗", "个体户贷款有贴息没", "高校老师贷款创业有贴息吗"])
def test_for_whom_alone_a_quote_is_written_is_told(quick, question: str) -> None:
    answer = quick.answer(Question(question, today=AFTER))
    assert answer.citations[0].clause.label == "二、（二）8"
    assert ("only_for", "这里引的原文写的是退役军人，没有写到其他人") in [
        (one.kind, one.text) for one in answer.notices
    ]
    assert answer.text.index("没有写到其他人") < answer.text.index(answer.citations[0].quotes[0])


def test_of_who_asks_nothing_is_remarked(quick) -> None:
    assert "没有写到其他人" not in quick.answer(Question("退伍军人贷款有贴息吗", today=AFTER)).text


@pytest.mark.parametrize(
    ("question", "people"),
    [
        ("农民工5%用地，城里人能用吗", "农民"), ("城镇居民能用农民的用地指标吗", "农民"), ("职工可以用返乡创业园吗", "返乡农民工"),
        ("我是退伍兵，我老婆能贷款吗", "退役军人"), ("返乡农民工能用这个用地指标吗", ""), ("退役军人贷款，个人能贴息吗", ""),
    ],
)  # fmt: skip
def test_who_asks_for_somebody_else_is_told_for_whom_it_is_written(quick, question: str, people: str) -> None:
    answer = quick.answer(Question(question, today=AFTER))
    told = [notice.text for notice in answer.notices if notice.kind == "only_for"]
    assert told == ([f"这里引的原文写的是{people}，没有写到其他人"] if people else [])


@pytest.mark.parametrize("question", ["退伍兵的贴息，我弟弟没当兵能用吗", "家里没人当过兵，贴息能不能借用"])
def test_who_was_no_soldier_gets_no_soldiers_support(quick, question: str) -> None:
    assert quick.answer(Question(question, today=AFTER)).status is Status.NO_CLAUSE


def test_a_clause_that_is_shown_whole_needs_no_word_on_whom_it_is_for(quick) -> None:
    answer = quick.answer(Question("第七条讲什么", today=AFTER))
    assert answer.citations[0].clause.label == "二、（二）7"
    assert "only_for" not in {notice.kind for notice in answer.notices}
