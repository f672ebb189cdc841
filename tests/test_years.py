"""Of which year a figure is that is quoted, where another's is asked."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import AFTER

from bot import Question, Status
from bot.answers import Citation
from bot.years import NOW, other
from index import Index, validity

DAY = date(2026, 6, 1)


@pytest.fixture
def cite(real_index: Index):
    def cite(label: str, *quotes: str) -> list[Citation]:
        clause = next(one for one in real_index.clauses if one.label == label)
        return [Citation(1, clause, validity(clause.document, DAY), quotes)]

    return cite


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("2024年高新区要达到多少个", (2024, 2023)),
        ("2023年高新区要达到多少个", None),
        ("从2021年到2023年高新区要建几个", None),
        ("高新区要建几个", None),
        ("今年高新区要建几个", (2026, 2023)),
        ("高新区现在有几个", (NOW, 2023)),
        ("高新区建成几个了", (NOW, 2023)),
        ("现在高新区的目标是有几个", None),
        ("2021年的文件里高新区是几个", None),
        ("2020年毕业的，高新区有几个能去", None),
    ],
)
def test_another_year_is_asked_about(cite, question: str, found: tuple[int, int] | None) -> None:
    assert other(question, cite("一、（二）——2", "高新区达到17个（国家级5个、自治区级12个）；"), DAY) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("力争到2026年底，培训农民工5万人次，新增就业3万人。", 2026),
        ("2025年底前，建成孵化基地10个以上。", 2025),
        ("2026年前建成孵化基地10个。", 2026),
        ("到2026年，每年新增就业3万人。", None),
        ("2020年新增就业3万人。", None),
        ("对2025年底前登记的，给予5000元补贴。", None),
    ],
)
def test_targets_of_any_document_are_read(cite, text: str, found: int | None) -> None:
    (citation,) = cite("一、（二）——2", text)
    own = replace(citation, clause=replace(citation.clause, text=text))
    told = other("2030年要达到多少", [own], DAY)
    assert (told and told.written) == found


def test_what_is_no_target_is_of_no_year(cite) -> None:
    assert other("2024年专利怎么质押", cite("二、（五）20", "搭建金融与产业对接平台"), DAY) is None
    assert other("2024年要怎么集聚", cite("一、（二）——1", "研发投入强度显著增强"), DAY) is None


@pytest.mark.parametrize(
    ("question", "missing", "told"),
    [
        ("2022年要新增多少就业", "2022年的数目", "这里引的原文写的是到2023年的目标，没有写2022年的"),
        ("高新区现在有几个", "现在的数目", "这里引的原文写的是到2023年的目标，没有写现在的"),
    ],
)
def test_a_target_is_told_from_what_is_asked(quick, question: str, missing: str, told: str) -> None:
    answer = quick.answer(Question(question, today=AFTER))
    assert (answer.status, answer.missing) == (Status.PARTIAL, (missing,))
    assert ("other_year", told) in [(one.kind, one.text) for one in answer.notices]


@pytest.mark.parametrize("first", ["全区研发一共要投多少钱", "高新区要建几个"])
def test_a_year_after_a_target_does_not_ask_whether_the_policy_counts(quick, talk, first: str) -> None:
    _, answer = talk(quick, first, "那2025年的呢")
    assert (answer.status, answer.missing) == (Status.PARTIAL, ("2025年的数目",))


def test_a_year_after_support_does(quick, talk) -> None:
    _, answer = talk(quick, "返乡创业用地有什么支持", "2025年呢")
    assert answer.facts
