"""What is found for a text, within the places that it asks about, and what breaks near ties."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from conftest import AFTER, BEFORE
from hypothesis import given
from hypothesis import strategies as st

from bot import AUDIENCES
from bot.searching import BONUS, IN_FORCE, Searcher, for_audience, in_force_first
from index import Hit, Index

Ranked = Callable[..., list[Hit]]
HIT = st.tuples(st.sampled_from(["7", "8", "9", "17"]), st.floats(0, 5))


@pytest.fixture(scope="session")
def ranked(real_index: Index) -> Ranked:
    """Hits of the plan's items, by number, with given scores."""
    items = {clause.number: clause for clause in real_index.clauses if clause.label.startswith("二、")}

    def ranked(*scored: tuple[str, float]) -> list[Hit]:
        return [Hit(rank, score, items[number], {}) for rank, (number, score) in enumerate(scored, 1)]

    return ranked


@pytest.fixture(scope="session")
def searcher(stranger) -> Searcher:
    """Over the policies of a province, a city and a county, all invented."""
    return Searcher(stranger.index)


def numbers(hits: list[Hit]) -> str:
    return " ".join(hit.clause.number for hit in hits)


# --- near ties ---


@pytest.mark.parametrize(
    ("audience", "order"), [(None, "9 7 8"), ("返乡农民工", "7 9 8"), ("退役军人", "8 9 7"), ("大学生", "9 7 8")]
)
def test_an_audience_breaks_a_near_tie(ranked: Ranked, audience: str | None, order: str) -> None:
    assert numbers(for_audience(ranked(("9", 4.2), ("7", 4.1), ("8", 4.0)), audience)) == order


def test_an_audience_still_counts_after_what_is_in_force_was_put_first(ranked: Ranked) -> None:
    hits = ranked(("9", 4.2), ("7", 4.1), ("8", 4.0))
    assert numbers(in_force_first(for_audience(hits, "返乡农民工"), AFTER)) == "7 9 8"


@pytest.mark.parametrize("audience", [None, *AUDIENCES])
def test_an_audience_leaves_a_clear_order(ranked: Ranked, audience: str | None) -> None:
    assert for_audience(ranked(("17", 5.0), ("7", 4.0), ("8", 4.0), ("9", 4.0)), audience)[0].clause.number == "17"


@given(st.lists(HIT, min_size=1, max_size=6), st.sampled_from(AUDIENCES))
def test_an_audience_loses_nothing_and_lifts_only_what_was_near(ranked: Ranked, scored, audience: str) -> None:
    hits = ranked(*scored)
    told = for_audience(hits, audience)
    assert {hit.rank for hit in told} == {hit.rank for hit in hits}
    assert told[0].score >= max(hit.score for hit in hits) - BONUS


def test_what_is_in_force_goes_before_its_like_and_not_before_its_better(ranked: Ranked) -> None:
    old, new, best = ranked(("7", 2.0), ("8", 2.0 - IN_FORCE / 2), ("9", 2.0 + IN_FORCE))
    lasting = replace(new.clause, document=replace(new.clause.document, id="lasting", expires_on=date(2030, 1, 1)))
    new = new._replace(clause=lasting)
    assert in_force_first([old, new], AFTER) == [new, old]
    assert in_force_first([best, new], AFTER) == [best, new]
    assert in_force_first([old, new], BEFORE) == [old, new]


# --- the places asked about ---


@pytest.mark.parametrize("place", ["云川市", "海棠省", "青岚县"])
def test_only_documents_that_hold_there_are_searched(searcher: Searcher, place: str) -> None:
    search = searcher.search(f"在{place}首次创业有补贴吗", 10)
    found = {hit.clause.document.region for hit in search.found.hits}
    assert place in found
    assert found <= {place, "海棠省"} or place == "海棠省"
    assert not search.is_elsewhere


def test_where_no_document_holds_all_are_searched_and_it_is_elsewhere(searcher: Searcher) -> None:
    there, anywhere = (searcher.search(text, 50) for text in ("深圳首次创业有补贴吗", "首次创业有补贴吗"))
    assert {hit.clause.document.id for hit in there.found.hits} == {d.id for d in searcher.index.documents}
    assert (there.is_elsewhere, there.covered, [place.text for place in there.places]) == (True, False, ["深圳"])
    assert (anywhere.is_elsewhere, anywhere.covered, anywhere.places) == (False, None, ())


def test_where_nothing_is_found_nothing_is_known(searcher: Searcher) -> None:
    search = searcher.search("首次创业有补贴吗", 0)
    assert (search.found.hits, search.is_known, search.is_elsewhere) == ([], False, False)
    assert searcher.search("深圳首次创业有补贴吗", 0).is_elsewhere


# --- what is taken for granted ---


def test_what_the_clause_its_headings_or_its_phrasings_mention_is_met(quick) -> None:
    searcher = Searcher(quick.index)
    for clause in quick.index.clauses:
        for text in (clause.text, *clause.path, *quick.index.phrasings(clause)):
            unmet = searcher.unmet(text, clause)
            assert (unmet.things, unmet.matters, unmet.figures) == ((), (), ()), text
