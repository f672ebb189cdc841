"""What is asked for and not told, and what a promise leaves open."""

from datetime import date

from bot import Citation
from bot.lacking import asked_for, left_open, supports, unsaid, whether
from index import Clause, Document, validity

DAY = date(2024, 1, 1)
OF = Document("a", "a.md", "云川市创业扶持办法", "", "云川市人民政府", DAY)
SUBSIDY = "返乡农民工首次创业的，可以申请创业补贴。"


def cited(*texts: str) -> list[Citation]:
    return [
        Citation(mark, Clause(f"a-{mark}", str(mark), "", "", (), text, document=OF), validity(OF, DAY), (text,))
        for mark, text in enumerate(texts, 1)
    ]


def test_a_particular_is_lacking_until_one_quote_states_it() -> None:
    assert unsaid("补贴多少钱", cited(SUBSIDY)) == ("金额",)
    assert unsaid("补贴多少钱", cited(SUBSIDY, "补贴标准为六千元。")) == ()


def test_what_is_lacking_is_named_once() -> None:
    assert asked_for("律师费报吗", cited(SUBSIDY)) == ("律师费",)
    assert asked_for("律师费报吗", cited(SUBSIDY), ["律师费用"]) == ("律师费用",)


def test_a_promise_of_money_leaves_open_what_its_clause_does_not_state() -> None:
    assert left_open(("金额",), "有补贴吗", cited(SUBSIDY))[0] == "金额"
    assert set(left_open((), "有补贴吗", cited(SUBSIDY))) >= {"金额"}
    assert left_open((), "学院在哪", cited("设立创业学院。")) == ()


def test_a_support_asked_for_by_name_is_open_until_one_clause_speaks_of_it() -> None:
    assert left_open((), "贷款有贴息吗", cited("设立创业学院。", SUBSIDY))[0] == "贴息"
    assert "贴息" not in left_open((), "贷款有贴息吗", cited("设立创业学院。", "给予财政贴息。"))


def test_of_a_support_that_is_not_written_no_number_is_lacking_besides() -> None:
    assert asked_for("有多少导师", cited("设立创业学院。"), ["导师"]) == ("导师",)
    assert asked_for("有多少学院", cited("设立创业学院。")) == ("数量",)


def test_whether_somebody_counts_is_open_where_the_condition_is_lacking() -> None:
    question = "户口不在本地行不行"
    missing = unsaid(question, cited(SUBSIDY))
    assert [one.name for one in whether(question, missing)] == list(missing) != []


def test_a_support_is_not_sought_by_the_terms_that_a_foreign_question_was_read_as() -> None:
    assert supports("农民 担保 用地 Nông dân khởi nghiệp thì được bảo đảm đất đai", cited("保障用地。")) == []
