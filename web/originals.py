"""The file of a document as it came, to keep."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, send_file

from .assistant import the_index
from .errors import ApiError

TYPES = {".md": "text/markdown", ".txt": "text/plain"}

originals = Blueprint("originals", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(originals)


@originals.get("/documents/<document_id>/original")
def original(document_id: str) -> Response:
    """Every byte as an operator put it there, under the name that people call the document."""
    document = the_index().document(document_id)
    if document is None:
        raise ApiError(404)
    path = Path(str(current_app.config["DOCS_DIR"])).resolve() / document.source
    if not path.is_file():
        raise ApiError(404, "原文件不在服务器上了。请看网页上的原文，或联系工作人员。")
    suffix = path.suffix.lower()
    response = send_file(path, as_attachment=True, download_name=f"{document.name}{suffix}")
    response.headers["Content-Type"] = f"{TYPES[suffix]}; charset={charset(path.read_bytes())}"
    return response


def charset(data: bytes) -> str:
    """How a file's text is encoded, among what the index reads."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
