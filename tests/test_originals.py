"""The file of a document as it came."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from bot import Bot
from index import Index
from index.paths import DOCS
from web import create_app
from web.originals import charset


def test_a_document_is_given_as_it_came(client: FlaskClient, real_index: Index) -> None:
    (document,) = real_index.documents
    with client.get(f"/documents/{document.id}/original") as response:
        assert response.data == (DOCS / document.source).read_bytes()
        assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
        disposition = response.headers["Content-Disposition"]
        assert disposition.startswith("attachment")
        assert f"filename*=UTF-8''{quote(document.name)}.md" in disposition


def test_no_other_file_can_be_had(client: FlaskClient) -> None:
    for path in ("nothing", "..%2f..%2fREADME.md", "README.md"):
        assert client.get(f"/documents/{path}/original").status_code == 404


def test_a_file_that_is_gone_is_told(bot: Bot, tmp_path: Path, real_index: Index) -> None:
    client = create_app(bot, {"DOCS_DIR": str(tmp_path)}).test_client()
    response = client.get(f"/documents/{real_index.documents[0].id}/original")
    assert response.status_code == 404
    assert "原文件不在服务器上了" in response.get_data(as_text=True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_its_encoding_is_told(encoding: str) -> None:
    told = charset("创业担保贷款".encode(encoding))
    assert told == encoding.removesuffix("-sig")
