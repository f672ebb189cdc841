"""Styles, scripts and icons; their address holds a digest of them all, so that a browser may keep them for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, send_from_directory
from markupsafe import Markup

FOLDER = Path(__file__).with_name("static")
KEPT = "public, max-age=31536000, immutable"
CHECKED = "no-cache"


def register(app: Flask) -> None:
    version = digest()

    def versioned(asked: str, filename: str) -> Response:
        response = send_from_directory(FOLDER, filename)
        response.headers["Cache-Control"] = KEPT if asked == version else CHECKED
        return response

    def asset(filename: str) -> str:
        return f"/static/v-{version}/{filename}"

    app.add_url_rule("/static/v-<asked>/<path:filename>", "versioned", versioned)
    app.jinja_env.globals.update(asset=asset, icon=icon)


def digest() -> str:
    """Digest the names and contents of all assets."""
    found = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


@cache
def icon(name: str) -> Markup:
    """An icon's SVG, to stand in a page: it takes the colour of the text around it and is silent to screen readers."""
    return Markup((FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8").strip())  # noqa: S704 our own file
