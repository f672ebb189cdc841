"""What may be asked of any clause, since it names no subject."""

import pytest
from conftest import Talk, first_labels

from bot import Status
from bot.handling import is_all


@pytest.mark.parametrize(
    "text",
    [
        "要公证吗",
        "审核严不严",
        "怎么认定",
        "有没有细则",
        "一张面值多少",
        "分几次给",
        "逾期会怎样",
        "失败了要赔吗",
        "现在过期了吧",
    ],
)
def test_how_something_is_handled_names_no_subject(text: str) -> None:
    assert is_all(text)


@pytest.mark.parametrize("text", ["职称怎么认定", "公证处在哪", "退休金几时涨", "签证要面试吗", "贷款呢", "今天下雨吗"])
def test_a_subject_beside_how_it_is_handled_is_seen(text: str) -> None:
    assert not is_all(text)


@pytest.mark.parametrize("ask", ["要公证吗", "审核严不严", "怎么认定", "有没有细则", "一张面值多少", "逾期会怎样"])
@pytest.mark.parametrize(
    ("first", "label"), [("创新券能不能跨市用", "二、（五）19"), ("大学生休学创业能保留学籍吗", "二、（二）9")]
)
def test_how_it_is_handled_is_asked_of_the_clause_cited(talk: Talk, quick, first: str, ask: str, label: str) -> None:
    answers = talk(quick, first, ask)
    assert first_labels(answers)[1] == label
    assert (answers[1].status, bool(answers[1].missing)) == (Status.PARTIAL, True)


def test_how_something_known_is_handled_is_a_question_of_its_own(talk: Talk, quick) -> None:
    assert first_labels(talk(quick, "科技贷有吗", "审批门槛能放低不"))[1] == "二、（七）23"


@pytest.mark.parametrize("ask", ["要签协议吗", "会上门核实吗", "什么级别批"])
def test_how_it_is_handled_is_heard_in_words_that_are_not_listed(talk: Talk, quick, ask: str) -> None:
    first, then = talk(quick, "创新券能不能跨市用", ask)
    assert not is_all(ask)
    assert (then.status, then.citations[0].clause) == (Status.PARTIAL, first.citations[0].clause)


@pytest.mark.parametrize(
    "ask", ["结婚登记要预约吗", "疫苗要预约吗", "高铁票怎么退", "中午吃什么好", "孩子近视去哪家医院好"]
)
def test_how_something_foreign_is_handled_is_refused(talk: Talk, quick, ask: str) -> None:
    assert talk(quick, "创新券能不能跨市用", ask)[1].status is Status.OUT_OF_SCOPE


def test_how_something_is_handled_needs_a_clause_to_be_asked_of(talk: Talk, quick) -> None:
    assert talk(quick, "红烧肉怎么做", "要签协议吗")[1].status is Status.OUT_OF_SCOPE
