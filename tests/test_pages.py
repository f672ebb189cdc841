"""The pages, as a browser without JavaScript gets them."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from bot import Bot
from index import Clause, Index
from web import create_app
from web.quotes import Span, lines, read_spans, spans

VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)> {{ 7 * 7 }} 创业贷款'


class Reader(HTMLParser):
    """Collects a page's ids, elements, and the text inside each kind of element."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.inside: dict[str, list[str]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attributes]
        self.ids += [value for name, value in attributes if name == "id" and value]
        self._open.append(tag)
        self.inside.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            self.inside[tag][-1] += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def shown(client: FlaskClient, question: str, **form: str) -> str:
    """The page after a question, without the templates that chat.js fills."""
    html = client.post("/", data={"question": question, **form}).get_data(as_text=True)
    return re.sub(r"<template.*?</template>", "", html, flags=re.DOTALL)


@pytest.fixture
def eighth(real_index: Index) -> Clause:
    return next(clause for clause in real_index.clauses if clause.number == "8")


def reader_page(client: FlaskClient, clause: Clause, *quotes: str) -> str:
    asked = {"clause": clause.id, "quote": list(quotes)}
    response = client.get(f"/documents/{clause.document.id}", query_string=asked)
    assert response.status_code == 200
    return response.get_data(as_text=True)


# --- the chat ---


def test_a_documents_fact_is_shown_once_with_one_warning(client: FlaskClient) -> None:
    html = shown(client, "文件执行到哪年")
    assert html.count("执行到2023年12月31日") == 1
    assert html.count("已届满，未见废止公告") == 1


def test_the_empty_chat_offers_three_audiences_and_others(client: FlaskClient) -> None:
    html = client.get("/").get_data(as_text=True)
    for words in ("返乡农民工", "退役军人", "大学生", "其他", "一切以原文为准", "12345"):
        assert words in html


def test_every_offered_question_is_answered(client: FlaskClient) -> None:
    offered = set(re.findall(r'name="example" value="([^"]+)"', client.get("/").get_data(as_text=True)))
    assert len(offered) > 8
    for question in offered:
        assert 'class="quote"' in shown(client, "", example=question), question


def test_a_form_is_answered_with_validity_before_quote_and_whom_to_ask(client: FlaskClient) -> None:
    html = shown(client, VETERAN, audience="退役军人")
    order = [
        html.index(words)
        for words in (VETERAN, "执行期2021—2023年已届满", "财政贴息支持", "桂政办发〔2021〕10号", "找谁问")
    ]
    assert order == sorted(order)
    assert "自治区退役军人厅" in html[order[-1] :]
    assert "checked" in html


def test_a_form_with_an_unknown_audience_is_answered(client: FlaskClient) -> None:
    assert 'class="quote"' in shown(client, VETERAN, audience="外星人")


def test_a_refusal_is_a_card_without_quote(client: FlaskClient) -> None:
    html = shown(client, "今天南宁天气怎么样")
    assert 'data-status="out_of_scope"' in html
    assert 'class="quote"' not in html
    assert "12345" in html


def test_a_blank_form_asks_again(client: FlaskClient) -> None:
    blank = shown(client, "  ")
    assert 'data-status="invalid"' in blank
    assert 'class="asked"' not in blank
    assert 'data-status="invalid"' in shown(client, "钱" * 1000)


def test_a_hostile_question_is_shown_as_text(client: FlaskClient) -> None:
    reader = read(shown(client, HOSTILE))
    assert HOSTILE in "".join(reader.inside["p"])
    assert reader.tags.count("script") == 1
    assert "img" not in reader.tags


def test_pages_hold_no_inline_script_or_style(client: FlaskClient, eighth: Clause) -> None:
    for html in (shown(client, VETERAN), reader_page(client, eighth, "0-5"), client.get("/x").get_data(as_text=True)):
        reader = read(html)
        assert "style" not in reader.tags + reader.attributes
        assert not [name for name in reader.attributes if name.startswith("on")]
        assert not "".join(reader.inside.get("script", [])).strip()
        assert not re.search(r'(?:src|href)="(?:https?:)?//', html)


# --- the comparison ---


def test_the_comparison_tells_validity_first_and_each_audience_on_each_need(client: FlaskClient) -> None:
    html = client.get("/compare").get_data(as_text=True)
    reader = read(html)
    assert html.index("已届满") < html.index("财政贴息支持")
    assert [text for text in reader.inside["th"] if text in ("返乡农民工", "退役军人", "大学生", "不限人群")]
    assert "未提及" in html
    assert "style" not in reader.tags + reader.attributes
    assert "script" not in reader.tags


def test_the_comparison_shows_what_is_chosen(client: FlaskClient) -> None:
    reader = read(client.get("/compare?audiences=大学生&needs=学籍").get_data(as_text=True))
    table = reader.inside["table"][0]
    assert "保留学籍休学创业" in table
    assert "退役军人" not in table
    assert client.get("/compare?needs=月亮").status_code == 400


def test_a_form_shows_a_comparison(client: FlaskClient) -> None:
    html = shown(client, "农民工、退役军人、大学生的支持有什么不同")
    assert html.index("已届满") < html.index("compared-row")
    assert "未提及" in html
    assert 'href="/compare?' in html


# --- documents ---


def test_the_list_tells_each_document_and_its_validity(client: FlaskClient, real_index: Index) -> None:
    html = client.get("/documents").get_data(as_text=True)
    for document in real_index.documents:
        assert f'href="/documents/{document.id}"' in html
        assert document.number in html
    assert "执行期已过" in html


def test_the_reader_shows_every_part_in_order_with_the_clauses_as_targets(
    client: FlaskClient, real_index: Index, eighth: Clause
) -> None:
    reader = read(reader_page(client, eighth))
    ids = [clause.id for clause in real_index.clauses]
    assert [found for found in reader.ids if found in ids] == ids
    assert len(set(reader.ids)) == len(reader.ids)
    text = "".join("".join(reader.inside["article"]).split())
    position = 0
    for part in eighth.document.parts:
        for line in part.text.split("\n"):
            position = text.index("".join(line.split()), position)
    assert "自治区退役军人厅" in text


def test_the_reader_tells_validity_first(client: FlaskClient, eighth: Clause) -> None:
    html = reader_page(client, eighth)
    assert html.index("执行期2021—2023年已届满") < html.index("<h1") < html.index('<article class="text"')


def test_the_reader_marks_the_quotes(client: FlaskClient, eighth: Clause) -> None:
    quotes = ["对符合条件的退役军人创业担保贷款给予一定的财政贴息支持", "建立退役军人创业导师库"]
    given = [f"{start}-{end}" for start, end in spans(eighth.text, quotes)]
    assert read(reader_page(client, eighth, *given)).inside["mark"] == quotes


@pytest.mark.parametrize(
    "given", ["", "x", "5", "-5", "5-3", "3-3", "0-999999", "1-2-3", "１-２", "<b>-3", "0-5%00", "9" * 9 + "-1"]
)
def test_the_reader_passes_over_quotes_that_do_not_fit(client: FlaskClient, eighth: Clause, given: str) -> None:
    assert "<mark>" not in reader_page(client, eighth, given)


def test_quotes_mark_nothing_in_another_clause(client: FlaskClient, eighth: Clause) -> None:
    other = replace(eighth, id="<script>")
    assert "<mark>" not in reader_page(client, other, "0-5")
    assert client.get(f"/documents/{eighth.document.id}?quote=0-5").get_data(as_text=True).count("<mark>") == 0


def test_a_page_that_shows_a_quote_is_not_kept(client: FlaskClient, eighth: Clause) -> None:
    address = f"/documents/{eighth.document.id}"
    assert client.get(address).headers["Cache-Control"] == "no-cache"
    assert client.get(f"{address}?clause={eighth.id}&quote=0-5").headers["Cache-Control"] == "no-store"


def test_a_policy_with_markup_in_it_is_shown_as_text(index: Index, bot: Bot) -> None:
    clause = replace(index.clauses[0], text=HOSTILE, title="")
    runs = lines(clause, [Span(3, 9)])
    assert "".join(run.text for line in runs for run in line) == HOSTILE
    document = replace(index.documents[0], title=HOSTILE)
    hostile = Index([document, *index.documents[1:]], index.clauses, index.chunks, index._rankers, index.encoder)
    html = create_app(Bot(hostile, bot.replies)).test_client().get(f"/documents/{document.id}").get_data(as_text=True)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_spans_are_read_within_a_text() -> None:
    assert read_spans(["0-3", "2-5", "4-6"], 5) == [Span(0, 3), Span(2, 5)]


def test_lines_keep_every_character(real_index: Index) -> None:
    for clause in real_index.clauses:
        marked = [Span(2, 9), Span(5, 14)]
        shown = "\n".join("".join(run.text for run in line) for line in lines(clause, marked))
        assert shown == clause.text


# --- around them ---


def test_a_page_that_is_not_there_says_so_in_chinese(client: FlaskClient) -> None:
    response = client.get("/documents/nothing")
    assert response.status_code == 404
    assert "没有找到这个页面" in response.get_data(as_text=True)


def test_assets_are_kept_for_ever_under_the_version_in_their_address(client: FlaskClient) -> None:
    html = client.get("/").get_data(as_text=True)
    (style,) = re.findall(r'href="([^"]+style\.css)"', html)
    with client.get(style) as kept, client.get("/static/v-old/style.css") as checked:
        assert "immutable" in kept.headers["Cache-Control"]
        assert checked.headers["Cache-Control"] == "no-cache"
    assert client.get("/static/v-old/../../config.py").status_code == 404
    for module in ("chat.js", "render.js", "copy.js", "memory.js", "reader.js"):
        with client.get(style.replace("style.css", module)) as response:
            assert response.mimetype.endswith("/javascript")
