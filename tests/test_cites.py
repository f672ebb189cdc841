"""The address of a slip: it holds places, not words, and opens only to what still stands there."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import AFTER
from hypothesis import given
from hypothesis import strategies as st

from bot import Bot, Citation, Question
from index import Clause, Index, State
from web.cites import LONGEST_IN_QR, MOST, read_cites, slip_qr_url, slip_url
from web.errors import ApiError

PRIVATE = "我叫王建国，电话13912345678，想开个店，贷款利息有补贴吗？"
VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？"


def cited(bot: Bot, question: str = VETERAN) -> tuple[Citation, ...]:
    return bot.answer(Question(question, today=AFTER)).citations


def parameters(url: str | None) -> tuple[list[str], str]:
    assert url
    found = parse_qs(urlsplit(url).query)
    return found["cite"], found["check"][0]


@pytest.fixture
def eighth(real_index: Index) -> Clause:
    return next(clause for clause in real_index.clauses if clause.number == "8")


@pytest.mark.parametrize("question", [VETERAN, "返乡创业有哪些支持", "农民工、退役军人、大学生的支持有什么不同"])
def test_an_address_leads_back_to_the_same_quotes(bot: Bot, question: str) -> None:
    before = cited(bot, question)
    after = read_cites(*parameters(slip_url(before)), bot.index, AFTER)
    assert [(one.clause.id, one.quotes) for one in after] == [(one.clause.id, one.quotes) for one in before]
    assert {one.validity.state for one in after} == {State.EXPIRED}


def test_an_address_holds_no_word_of_the_question(bot: Bot) -> None:
    for question in (VETERAN, PRIVATE, "Are there loans for veterans?"):
        for url in (slip_url(cited(bot, question)), slip_qr_url(cited(bot, question))):
            assert url is None or re.fullmatch(
                r"/slip(?:/qr\.svg)?\?(?:cite=[\w.-]+(?:~\d+-\d+)+&)+check=[0-9a-f]{8}", url, re.ASCII
            )


def test_the_same_quotes_have_the_same_address_whoever_asks(bot: Bot) -> None:
    assert slip_url(cited(bot)) == slip_url(cited(Bot(bot.index), VETERAN))


def test_without_a_citation_there_is_no_slip(bot: Bot, eighth: Clause) -> None:
    assert slip_url(()) is slip_qr_url(()) is None
    citation = cited(bot)[0]
    assert slip_url([citation] * MOST)
    assert slip_url([citation] * (MOST + 1)) is None


def test_an_address_too_long_to_scan_is_not_drawn(bot: Bot) -> None:
    citation = cited(bot)[0]
    few = next(n for n in range(1, MOST) if len(slip_url([citation] * n) or "") > LONGEST_IN_QR + 20)
    assert slip_url([citation] * few)
    assert slip_qr_url([citation] * few) is None


@pytest.mark.parametrize(
    ("cite", "status"),
    [
        ("", 400),
        ("{id}", 400),
        ("{id}~", 400),
        ("{id}~5", 400),
        ("{id}~5-9~", 400),
        ("{id}~-5", 400),
        ("{id}~１-２", 400),
        ("{id}~1-2-3", 400),
        ("{id}~1-2 ", 400),
        ("~1-2", 400),
        ("{id}" + "~1-2" * 101, 400),
        ("nothing~1-2", 404),
        ("<script>~1-2", 404),
        ("{id}~5-5", 404),
        ("{id}~9-5", 404),
        ("{id}~0-99999", 404),
        ("{id}~0-5~7-99999", 404),
    ],
)
def test_an_address_that_is_none_is_refused_whole(real_index: Index, eighth: Clause, cite: str, status: int) -> None:
    good = f"{eighth.id}~0-5"
    for given_cites in ([cite.replace("{id}", eighth.id)], [good, cite.replace("{id}", eighth.id)]):
        with pytest.raises(ApiError) as refused:
            read_cites(given_cites, None, real_index, AFTER)
        assert refused.value.status == status


def test_none_and_too_many_are_refused(real_index: Index, eighth: Clause) -> None:
    for given_cites in ([], [f"{eighth.id}~0-5"] * (MOST + 1)):
        with pytest.raises(ApiError, match="bad_request"):
            read_cites(given_cites, None, real_index, AFTER)


def test_words_that_changed_since_are_not_shown_as_quoted(real_index: Index, bot: Bot) -> None:
    (cite, *_), check = parameters(slip_url(cited(bot)))
    start = int(re.findall(r"~(\d+)-", cite)[0])
    with pytest.raises(ApiError) as refused:
        read_cites([cite.replace(f"~{start}-", f"~{start + 1}-")], check, real_index, AFTER)
    assert refused.value.status == 404
    assert "重新提问" in refused.value.message


@given(cite=st.text(max_size=40), check=st.none() | st.text(max_size=10))
def test_whatever_is_given_is_proved_or_refused(real_index: Index, cite: str, check: str | None) -> None:
    for text in (cite, f"{real_index.clauses[0].id}~{cite}"):
        try:
            found = read_cites([text], check, real_index, AFTER)
        except ApiError as error:
            assert error.status in (400, 404)
        else:
            assert all(quote in one.clause.text for one in found for quote in one.quotes)
