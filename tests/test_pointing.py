"""What is pointed at within a conversation, and what is told of it."""

import pytest
from conftest import Talk, first_labels

from bot import Bot, Question, Status


@pytest.mark.parametrize(
    "ask",
    [
        "谁负责",
        "归哪个管",
        "找谁",
        "负责人是谁",
        "哪个单位牵头",
        "这个归哪个部门管啊",
        "这个归哪个部门管哦",
        "配合的有哪些",
    ],
)
def test_who_is_in_charge_is_told_of_the_clause_cited(talk: Talk, quick, ask: str) -> None:
    first, then = talk(quick, "大学生休学创业保留学籍吗", ask)
    assert then.citations[0].clause == first.citations[0].clause
    assert "自治区教育厅" in then.citations[0].quotes[-1]


@pytest.mark.parametrize(
    "ask",
    [
        "团委参加吗",
        "人社厅也管吗",
        "教育厅牵头吗",
        "牵头的是教育厅吗",
        "是不是教育厅管",
        "归教育厅管吗",
        "教育厅管不管",
        "由教育厅负责，对吧",
    ],
)
def test_whether_a_unit_takes_part_is_told_of_the_clause_cited(talk: Talk, quick, ask: str) -> None:
    first, then = talk(quick, "大学生休学创业保留学籍吗", ask)
    assert then.citations[0].clause == first.citations[0].clause
    assert "自治区教育厅" in then.citations[0].quotes[-1]


def test_the_clause_pointed_at_by_its_order_is_quoted_whole(talk: Talk, quick) -> None:
    first, then = talk(quick, "农民工、退役军人、大学生有哪些支持", "第二个具体讲讲")
    assert then.citations[0].clause == first.citations[1].clause
    assert then.citations[0].quotes == (then.citations[0].clause.text,)


def test_where_to_get_what_was_spoken_of_is_not_asked_of_the_document(talk: Talk, quick) -> None:
    for ask in ("在哪里下载", "叫什么名字"):
        platform, document = (talk(quick, first, ask)[1] for first in ("有没有创业用的APP", "小微企业能减税吗"))
        assert platform.citations[0].clause.label == "二、（八）26"
        assert document.facts


def test_steps_visit_a_document_from_end_to_end_and_back(talk: Talk, stranger) -> None:
    own = [clause for clause in stranger.index.clauses if clause.label.startswith("第")]
    forth = talk(stranger, "《云川市创业扶持办法》第一条", *["下一条"] * len(own))
    assert first_labels(forth)[:-1] == [clause.label for clause in own]
    assert (forth[-1].status, forth[-1].citations) == (Status.NO_CLAUSE, ())
    back = talk(stranger, "《云川市创业扶持办法》第九条", *["上一条"] * (len(own) - 1))
    assert first_labels(back) == [clause.label for clause in reversed(own)]


def test_more_of_a_need_without_another_clause_near_is_asked_as_it_stands(talk: Talk, quick) -> None:
    _, then = talk(quick, "桂惠贷是什么", "还有别的贷款没")
    assert then.status is Status.ANSWERED
    assert then.understood == "桂惠贷是什么，还有别的贷款没"


def test_more_never_shows_a_clause_twice_and_says_when_none_is_left(talk: Talk, quick) -> None:
    answers = talk(quick, "企业融资有哪些办法", *["还有吗"] * 12)
    shown = [citation.clause.id for answer in answers for citation in answer.citations]
    assert len(shown) == len(set(shown)) > 3
    assert (answers[-1].status, answers[-1].text) == (Status.NO_CLAUSE, quick.replies.phrase("nothing_more"))


def test_a_number_alone_goes_on_to_that_clause(bot: Bot) -> None:
    first = bot.answer(Question("第7条讲什么"))
    then = bot.answer(Question("那8呢", conversation=first.conversation))
    assert [citation.clause.number for citation in then.citations] == ["8"]
    none = bot.answer(Question("99呢", conversation=first.conversation))
    assert none.citations == ()


def test_papers_are_asked_of_the_clause_cited_and_not_of_the_document(talk: Talk, quick) -> None:
    first, then = talk(quick, "中小企业创新有专项资金支持吗", "材料清单发我一份")
    assert then.citations[0].clause == first.citations[0].clause
    assert talk(quick, "中小企业创新有专项资金支持吗", "原文发我一份")[1].facts


@pytest.mark.parametrize("question", ["安卓手机照片在哪个文件", "新款奥迪q5什么时候上市", "wps字体在哪个文件夹"])
def test_the_file_or_date_of_another_thing_is_not_the_documents(quick, question: str) -> None:
    assert quick.answer(Question(question)).status in (Status.OUT_OF_SCOPE, Status.NO_CLAUSE)


@pytest.mark.parametrize("question", ["有pdf吗", "白纸黑字的给我看下", "给我找下最新版"])
def test_the_document_itself_is_asked_for_in_few_words(quick, question: str) -> None:
    assert quick.answer(Question(question)).facts


@pytest.mark.parametrize(("then", "label"), [("刚才第一个谁牵头", "二、（五）20"), ("第二个是谁负责", "二、（五）19")])
def test_who_is_in_charge_of_one_of_the_clauses_just_shown_is_told(talk: Talk, quick, then: str, label: str) -> None:
    answer = talk(quick, "知识产权怎么质押融资", then)[1]
    assert (answer.status, answer.citations[0].clause.label) == (Status.ANSWERED, label)
    assert answer.citations[0].clause.lead_units[0] in answer.text
