"""Which of the clauses found a question needs."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import Question
from bot.citing import (
    ALIKE,
    BESIDE,
    BROADLY,
    CLOSE,
    JOINED,
    LONG,
    MOST,
    NAMED,
    NOTHING_BEYOND,
    TOGETHER,
    combined,
    needed,
    of_each,
    with_points,
)
from bot.premises import NONE
from bot.quotes import Choice, Extent
from bot.searching import Search
from bot.together import Together
from index import Clause, Hit
from index.noted import Joint
from index.search import Evidence, Found

OTHER = "加强组织领导。"


@pytest.fixture(scope="session")
def cited(index):
    """Ask with hits of given titles and scores, some of them beside the first; tells the ranks taken, and what was to be brief."""

    def cited(
        question: str,
        *found: tuple[str, float],
        beside: tuple[int, ...] = (),
        noted: str = "",
        beyond: Mapping[str, float] = NOTHING_BEYOND,
        quote: str = OTHER,
    ) -> list[tuple[int, bool]]:
        briefly = {}
        clauses = [replace(index.clauses[0], id=f"{rank}", title=title) for rank, (title, _) in enumerate(found, 1)]
        hits = [Hit(rank, score, clauses[rank - 1], {}) for rank, (_, score) in enumerate(found, 1)]

        def choose(hit: Hit, extent: Extent) -> Choice:
            briefly[hit.rank] = extent is Extent.BRIEF
            return Choice((quote,), 1.0)

        def neighbours(clause: Clause) -> list[Clause]:
            return [clauses[rank - 1] for rank in beside] if clause == clauses[0] else []

        together = Together([Joint(0.96, frozenset(noted))] if noted else [])
        taken = needed(question, hits, choose, neighbours, together, beyond)
        return [(hit.rank, briefly[hit.rank]) for hit, _ in taken]

    return cited


def test_a_clause_close_behind_is_cited_and_one_farther_is_not(cited) -> None:
    assert cited("能贷吗", ("", 1), ("", CLOSE), ("", CLOSE - 0.02)) == [(1, False), (2, True)]


def test_a_broad_question_looks_farther_but_quotes_those_briefly(cited) -> None:
    found = [("", 1), ("", CLOSE - BROADLY + 0.01), ("", CLOSE - BROADLY - 0.01)]
    assert cited("都有哪些支持", *found) == [(1, False), (2, True)]
    assert cited("有支持吗", *found) == [(1, False)]


def test_a_question_for_several_things_looks_farther_and_quotes_those_in_full(cited) -> None:
    found = [("", 1), ("", CLOSE - JOINED + 0.001)]
    assert cited("贷款和铺面", *found) == [(1, False), (2, False)]
    assert cited("贷款有没有", *found) == [(1, False)]


def test_after_long_quotes_the_others_are_quoted_briefly(cited) -> None:
    quote = "字" * (LONG // 2)
    assert cited("贷款和场地", ("", 1), ("", 1), ("", 1), quote=quote) == [(1, False), (2, False), (3, True)]


def test_a_clause_beside_the_best_is_nearer(cited) -> None:
    found = [("", 1), ("", CLOSE - BESIDE + 0.01), ("", CLOSE - BESIDE + 0.01)]
    assert [rank for rank, _ in cited("能贷吗", *found, beside=(3,))] == [1, 3]


def test_what_only_names_a_thing_looks_farther(cited) -> None:
    found = [("", 1), ("", CLOSE - NAMED + 0.001)]
    assert [rank for rank, _ in cited("公益性创业基金", *found)] == [1, 2]
    assert [rank for rank, _ in cited("公益性创业基金给不给", *found)] == [1]
    assert [rank for rank, _ in cited("公益性" * 5, *found)] == [1]


def test_what_was_noted_together_is_nearer_and_what_was_not_is_farther(cited) -> None:
    farther = [("", 1), ("", CLOSE - TOGETHER / 2), ("", CLOSE + TOGETHER / 4)]
    assert [rank for rank, _ in cited("能贷吗", *farther)] == [1, 3]
    assert [rank for rank, _ in cited("能贷吗", *farther, noted="12")] == [1, 2]
    assert [rank for rank, _ in cited("能贷吗", *farther, noted="23")] == [1, 2, 3]


def test_a_clause_that_tells_more_of_a_piece_of_the_question_is_nearer(cited) -> None:
    found = [("", 1), ("", CLOSE - 0.4), ("", CLOSE - 0.4)]
    assert [rank for rank, _ in cited("能贷吗", *found, beyond={"2": 0.41, "3": 0.39})] == [1, 2]


def test_nothing_is_spared_for_a_clause_named_after_others(cited) -> None:
    found = [("农民工返乡", 1), ("归国人才", 0.8), ("更多群体", 0.8)]
    assert [rank for rank, _ in cited("农民工有哪些支持", *found)] == [1, 3]
    assert [rank for rank, _ in cited("有哪些支持", *found)] == [1, 2, 3]
    assert [rank for rank, _ in cited("农民工和海归有哪些支持", *found)] == [1, 2, 3]


def test_who_is_in_charge_takes_one_clause(cited) -> None:
    assert [rank for rank, _ in cited("谁牵头贷款和场地", ("", 1), ("", 1))] == [1]
    assert [rank for rank, _ in cited("谁牵头，贷款怎么支持", ("", 1), ("", 1))] == [1, 2]


@given(st.lists(st.floats(-3, 9), min_size=1, max_size=6), st.text("贷款和场地有哪些都打工学生", max_size=12))
def test_the_best_comes_first_and_few_are_taken(cited, scores: list[float], question: str) -> None:
    ranks = [rank for rank, _ in cited(question, *(("", score) for score in sorted(scores, reverse=True)))]
    assert ranks[0] == 1
    assert ranks == sorted(set(ranks))
    assert len(ranks) <= MOST


def test_parts_add_words_to_the_best_clause_and_come_before_the_others(index) -> None:
    clauses = index.clauses[: MOST + 2]
    first = clauses[0].text
    taken = [(clauses[0], Choice((first[8:14],), 1.0)), (clauses[-1], Choice((clauses[-1].text[:4],)))]
    more = [(clauses[0], Choice((first[:6], first[8:14]), 0.5, cut=True))]
    more += [(clause, Choice((clause.text[:4],))) for clause in clauses[1:]]
    found = combined(taken, more)
    assert [clause for clause, _ in found] == clauses[:MOST]
    assert found[0][1] == Choice((first[:6], first[8:14]), 1.0, cut=True)


UNKNOWN, KNOWN, CERTAIN = 0.5, 0.79, 1.0


@pytest.fixture
def part(index):
    """What is found for a part: clauses by their place in the index with their scores, and how well it is known."""

    def part(known: float, **scores: float) -> Search:
        ranked = enumerate(scores.items(), 1)
        hits = [Hit(rank, score, index.clauses[int(place[1:])], {}) for rank, (place, score) in ranked]
        lead = hits[0].score - hits[1].score if len(hits) > 1 else hits[0].score
        evidence = Evidence(1, known, 0, 0, 1, 1, phrased=False, lead=lead, size=1)
        return Search("", Found(hits, evidence), (), NONE, None, False)

    return part


def places(index, found: list[tuple[Search, Hit]]) -> list[int]:
    return [index.clauses.index(hit.clause) for _, hit in found]


def test_a_part_must_be_certain_or_find_what_the_whole_question_finds(index, part) -> None:
    near = [Hit(1, 5.0, index.clauses[1], {})]
    assert places(index, of_each([part(CERTAIN, c0=5.0)], near)) == [0]
    assert places(index, of_each([part(KNOWN, c0=5.0)], near)) == []
    assert places(index, of_each([part(KNOWN, c1=5.0)], near)) == [1]
    assert places(index, of_each([part(UNKNOWN, c1=5.0)], near)) == []


def test_a_part_for_some_people_finds_the_clause_named_after_them(real_index, part) -> None:
    of = {clause.label: clause for clause in real_index.clauses}
    hit = Hit(1, 5.0, of["二、（二）9"], {})
    known = part(KNOWN, c0=5.0)
    student, veteran = (
        replace(known, text=text, found=replace(known.found, hits=[hit])) for text in ("大学生", "老兵")
    )
    assert of_each([student, veteran], []) == [(student, hit)]


def test_a_part_takes_another_clause_than_a_surer_one_where_that_is_about_as_near(index, part) -> None:
    unsure, sure = part(CERTAIN, c0=5.0, c1=4.9), part(CERTAIN, c0=9.0, c2=1.0)
    assert places(index, of_each([unsure, sure], [])) == [0, 1]
    unsure = part(CERTAIN, c0=5.0, c1=5.0 * ALIKE - 0.1)
    assert places(index, of_each([unsure, sure], [])) == [0, 0]


@pytest.fixture(scope="session")
def pointed(index):
    """Which clauses are cited in the end, by number, of those chosen below or beside 行动目标 with its points 1 to 3."""
    goals = replace(index.clauses[0], id="goals", number="goals", title="行动目标")
    points = [replace(goals, id=f"goals.{number}", number=f"{number}", title="成果增加") for number in (1, 2, 3)]
    by_number = {clause.number: clause for clause in (goals, *points)}

    def pointed(question: str, *chosen: str) -> list[str]:
        taken = [(by_number[number], Choice((OTHER,))) for number in chosen]
        found = with_points(question, taken, lambda clause: points if clause == goals else [])
        return [clause.number for clause, _ in found]

    return pointed


def test_a_broad_question_for_what_a_clause_is_titled_has_all_its_points(pointed) -> None:
    assert pointed("三年的目标有哪些", "goals") == ["goals", "1", "2", "3"]
    assert pointed("三年的八大行动有哪些", "goals") == ["goals"]
    assert pointed("目标", "goals") == ["goals"]


def test_a_point_stays_alone_until_others_of_its_list_are_needed(pointed) -> None:
    assert pointed("成果目标有哪些", "1", "goals") == ["1", "goals"]
    assert pointed("有哪些数", "1", "goals", "3") == ["1", "goals", "3", "2"]


def test_a_part_that_asks_a_particular_takes_no_other_clause(index, part) -> None:
    unsure, sure = part(CERTAIN, c0=5.0, c1=4.9), part(CERTAIN, c0=9.0, c2=1.0)
    assert places(index, of_each([replace(unsure, text="现金股占百分之几"), sure], [])) == [0, 0]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("女大学生开网店", {"二、（二）9", "二、（二）10"}),
        ("退役女兵有什么政策", {"二、（二）8", "二、（二）10"}),
        ("返乡女大学生创业", {"二、（二）7", "二、（二）9", "二、（二）10"}),
        ("少数民族大学生创业", {"二、（二）9", "二、（二）10"}),
    ],
)
def test_who_is_of_two_groups_is_told_what_is_for_each(quick, question: str, labels: set[str]) -> None:
    assert {citation.clause.label for citation in quick.answer(Question(question)).citations} == labels
