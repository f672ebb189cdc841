"""The slip to take away, as a browser without JavaScript gets it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
import zxingcpp
from flask.testing import FlaskClient
from test_qr import painted

from bot import Bot
from bot.particulars import to_ask
from index import Clause, Index, today
from web import create_app
from web.config import SettingError

VETERAN = "我刚退伍，想开个店，贷款利息有补贴吗？"
QUOTE = "对符合条件的退役军人创业担保贷款给予一定的财政贴息支持"


def ask(client: FlaskClient, question: str = VETERAN) -> Any:
    return client.post("/api/v1/ask", json={"question": question}).json


def text_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html[html.index("<article") : html.index("</article>")])


@pytest.fixture
def eighth(real_index: Index) -> Clause:
    return next(clause for clause in real_index.clauses if clause.number == "8")


def test_a_slip_tells_validity_quote_place_contacts_and_gaps_in_that_order(client: FlaskClient) -> None:
    response = client.get(ask(client)["slip_url"])
    assert response.status_code == 200
    text = text_of(response.get_data(as_text=True))
    wanted = ["执行期2021—2023年已届满", QUOTE, "二、（二）8", "桂政办发〔2021〕10号", "自治区退役军人厅"]
    wanted += ["当地退役军人事务局", "教育厅", "12345", "没有写明", "金额", "材料", "以原文为准"]
    places = [text.index(words) for words in wanted]
    assert places == sorted(places)
    day = today()
    assert f"打印日期：{day.year}年{day.month}月{day.day}日" in text


def test_every_quote_of_a_long_answer_stands_on_its_slip(client: FlaskClient) -> None:
    answer = ask(client, "返乡创业有哪些支持")
    text = text_of(client.get(answer["slip_url"]).get_data(as_text=True))
    for citation in answer["citations"]:
        assert all(words in text for words in citation["quotes"])
        assert citation["label"] in text


def test_a_refusal_has_no_slip(client: FlaskClient) -> None:
    answer = ask(client, "今天南宁天气怎么样")
    assert answer["slip_url"] is answer["slip_qr_url"] is None


def test_its_code_leads_to_itself(client: FlaskClient) -> None:
    answer = ask(client)
    response = client.get(answer["slip_qr_url"])
    assert response.mimetype == "image/svg+xml"
    (found,) = zxingcpp.read_barcodes(painted(response.data))
    assert found.text == f"http://localhost{answer['slip_url']}"
    assert answer["slip_qr_url"].replace("&", "&amp;") in client.get(answer["slip_url"]).get_data(as_text=True)


@pytest.mark.parametrize("base", ["https://zhengce.example.cn", "https://zhengce.example.cn/bot/"])
def test_its_code_holds_the_public_address_where_one_is_set(bot: Bot, base: str) -> None:
    client = create_app(bot, {"PUBLIC_URL": base}).test_client()
    answer = ask(client)
    (found,) = zxingcpp.read_barcodes(painted(client.get(answer["slip_qr_url"]).data))
    assert found.text == base.rstrip("/") + answer["slip_url"]


@pytest.mark.parametrize(
    "base",
    [
        "zhengce.example.cn",
        "ftp://x",
        "javascript:alert(1)",
        "https://",
        "https://x y",
        "https://x?y",
        7,
        "https://x/" + "y" * 200,
    ],
)
def test_a_public_address_that_is_none_is_refused_at_the_start(bot: Bot, base: Any) -> None:
    with pytest.raises(SettingError, match="POLICYBOT_PUBLIC_URL"):
        create_app(bot, {"PUBLIC_URL": base})


def test_a_slip_is_laid_out_for_a_sheet_or_a_roll(client: FlaskClient) -> None:
    url = ask(client)["slip_url"]
    sheet, roll = (client.get(url + more).get_data(as_text=True) for more in ("", "&paper=80"))
    assert "slip-a4.css" in sheet
    assert "slip-80.css" in roll
    assert text_of(sheet) == text_of(roll)
    assert f'href="{url.replace("&", "&amp;").replace("?", "?paper=80&amp;")}"' in sheet
    assert client.get(url + "&paper=a3").status_code == 400


@pytest.mark.parametrize("path", ["/slip", "/slip/qr.svg"])
def test_an_address_that_is_none_is_a_page_that_says_so(client: FlaskClient, eighth: Clause, path: str) -> None:
    for given, status in (("", 400), ("?cite=x", 400), ("?cite=x~1-2", 404), (f"?cite={eighth.id}~0-99999", 404)):
        response = client.get(path + given)
        assert response.status_code == status
        assert response.mimetype == "text/html"
        assert "告知单" in response.get_data(as_text=True)


def test_a_slip_shows_nothing_but_words_of_the_clauses(client: FlaskClient, eighth: Clause) -> None:
    hostile = quote("<script>alert(1)</script>")
    for given in (
        f"?cite={hostile}~0-5",
        f"?cite={eighth.id}~0-5&paper={hostile}",
        f"?cite={eighth.id}~0-5&check={hostile}",
    ):
        html = client.get("/slip" + given).get_data(as_text=True)
        assert "alert(1)" not in html
    html = client.get(f"/slip?cite={eighth.id}~0-5&note={hostile}").get_data(as_text=True)
    assert "alert" not in text_of(html)
    assert "<script>alert" not in html


def test_a_slip_is_kept_nowhere(client: FlaskClient) -> None:
    answer = ask(client)
    for url in (answer["slip_url"], answer["slip_qr_url"]):
        assert client.get(url).headers["Cache-Control"] == "no-store"


def test_a_host_too_long_for_a_code_is_told(client: FlaskClient) -> None:
    response = client.get(ask(client)["slip_qr_url"], headers={"Host": "x" * 2400})
    assert response.status_code == 400


def test_what_an_applicant_must_know_is_asked_for_unless_stated() -> None:
    assert to_ask(["给予贷款贴息"], ["给予贷款贴息"])[0] == "金额"
    assert "金额" not in to_ask(["提供导师指导"], ["提供导师指导"])
    assert "金额" not in to_ask(["给予补贴"], ["给予补贴，每人5000元"])
    assert {"条件", "材料"} <= set(to_ask(["提供导师指导"], ["提供导师指导"]))


def test_a_slip_tells_the_validity_of_today(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    url = ask(client)["slip_url"]
    monkeypatch.setattr("web.slips.today", lambda: date(2022, 6, 1))
    html = client.get(url).get_data(as_text=True)
    assert "现行有效" in html
    assert "2022年6月1日" in html
