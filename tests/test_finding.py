"""Search among the documents: nothing typed stands in an address, and what is found is proved."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from flask.testing import FlaskClient

from bot import Bot
from index import Filter, Index
from web import create_app
from web.finding import found

WORDS = "贷款贴息"


def numbers(bot: Bot, text: str) -> list[str]:
    return [one.clause.number for one in found(bot, text, Filter())]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("贴息", "8"),
        ("学籍", "9"),
        ("用地", "7"),
        ("桂惠贷", "17"),
        ("边境孵化基地", "22"),
        ("5%", "7"),
        ("學籍", "9"),
        ("tuiyi junren daikuan", "8"),
        ("loans for veterans", "8"),
    ],
)
def test_words_find_the_clause_that_holds_them(bot: Bot, text: str, first: str) -> None:
    assert numbers(bot, text)[0] == first


@pytest.mark.parametrize("text", ["天气", "彩票", "结婚登记", "今天南宁天气怎么样", "。。。"])
def test_what_is_not_ours_finds_nothing(bot: Bot, text: str) -> None:
    assert numbers(bot, text) == []


def test_every_sentence_shown_stands_in_its_clause(bot: Bot) -> None:
    for text in ("创业", "银行", "导师", "孵化基地", "返乡创业有哪些支持"):
        for one in found(bot, text, Filter()):
            assert one.quotes[0] in one.clause.text


def test_the_words_searched_for_stand_in_no_address(client: FlaskClient) -> None:
    response = client.post("/documents", data={"q": WORDS})
    assert response.status_code == 303
    address = unquote(response.headers["Location"])
    assert re.fullmatch(r"/documents\?(?:&?found=[\w.-]+~\d+-\d+)+#found", address, re.ASCII)


def test_nothing_found_is_said(client: FlaskClient) -> None:
    address = client.post("/documents", data={"q": "今天南宁天气怎么样"}).headers["Location"]
    assert parse_qs(urlsplit(address).query, keep_blank_values=True) == {"found": [""]}


def test_what_names_a_person_is_not_searched_for(client: FlaskClient) -> None:
    response = client.post("/documents", data={"q": "退伍 13812345678"})
    assert response.status_code == 400
    assert "13812345678" not in response.get_data(as_text=True)


def test_a_blank_search_leads_back_to_the_list(client: FlaskClient) -> None:
    assert client.post("/documents", data={"q": "  "}).headers["Location"] == "/documents"
    assert client.post("/documents").headers["Location"] == "/documents"


def test_an_unknown_choice_is_refused(client: FlaskClient) -> None:
    assert client.post("/documents", data={"q": WORDS, "state": "nonsense"}).status_code == 400
    assert client.post("/documents", data={"q": WORDS, "region": "火星"}).status_code == 400


def test_a_search_stays_within_what_is_chosen(stranger: Bot) -> None:
    client = create_app(stranger).test_client()
    region = stranger.index.documents[0].region
    for chosen in ({"region": region}, {"state": "in_force"}):
        address = client.post("/documents", data={"q": "创业", **chosen}).headers["Location"]
        given = parse_qs(urlsplit(address).query)
        assert {name: given[name][0] for name in chosen} == chosen
        for cite in given["found"]:
            clause = stranger.index.clause(cite.split("~")[0])
            assert clause
            if "region" in chosen:
                assert clause.document.region == region


def test_documents_stand_newest_first(index: Index, bot: Bot) -> None:
    days = [date(2020, 1, 1), None, date(2024, 1, 1)]
    documents = [replace(index.documents[0], id=f"d{n}", issued_on=day) for n, day in enumerate(days)]
    several = Index(documents, index.clauses, index.chunks, index._rankers, index.encoder)
    with create_app(Bot(several, bot.replies)).test_request_context():
        from web.finding import documents as listed

        assert [one.id for one in listed()] == ["d2", "d0", "d1"]


def test_what_is_found_is_shown_with_its_words_and_opens(client: FlaskClient) -> None:
    html = client.post("/documents", data={"q": WORDS}, follow_redirects=True).get_data(as_text=True)
    assert "对符合条件的退役军人创业担保贷款给予一定的财政贴息支持" in html
    assert WORDS not in html
    (link, *_) = re.findall(r'href="(/documents/[^"]+quote=[^"]+)"', html)
    page = client.get(link.replace("&amp;", "&").split("#")[0]).get_data(as_text=True)
    assert "<mark>" in page


def test_nothing_found_leads_to_the_chat(client: FlaskClient) -> None:
    html = client.get("/documents?found=").get_data(as_text=True)
    assert "没有找到" in html
    assert 'href="/"' in html


@pytest.mark.parametrize("asked", ["found=x", "found=x~1-2", "state=nonsense", "region=nowhere"])
def test_an_address_that_is_none_is_refused(client: FlaskClient, asked: str) -> None:
    assert client.get(f"/documents?{asked}").status_code in (400, 404)


def test_what_was_found_is_not_kept(client: FlaskClient) -> None:
    address = client.post("/documents", data={"q": WORDS}).headers["Location"]
    assert client.get(address.split("#")[0]).headers["Cache-Control"] == "no-store"
    assert client.get("/documents").headers["Cache-Control"] == "no-cache"


def test_choices_are_offered_where_there_are_several(client: FlaskClient, stranger: Bot) -> None:
    assert "<select" not in client.get("/documents").get_data(as_text=True)
    html = create_app(stranger).test_client().get("/documents").get_data(as_text=True)
    regions = {one.region for one in stranger.index.documents if one.region}
    assert ('name="region"' in html) == (len(regions) > 1)
    assert "<select" in html


def test_a_choice_narrows_the_list(stranger: Bot) -> None:
    client = create_app(stranger).test_client()
    for document in stranger.index.documents:
        if document.region:
            html = client.get("/documents", query_string={"region": document.region}).get_data(as_text=True)
            shown = set(re.findall(r'href="/documents/(d\w+)"', html))
            assert shown == {one.id for one in stranger.index.documents if one.region == document.region}
