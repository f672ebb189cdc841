"""Text goes compressed to those who can read it so: a phone on a village's network waits a third as long."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")
WORTHWHILE = 860  # bytes; what is shorter fits one packet anyway
LEVEL = 6


def register(app: Flask) -> None:
    app.after_request(_compressed)


def _compressed(response: Response) -> Response:
    if not (response.mimetype or "").startswith(TEXTS) or response.status_code != 200 or response.content_encoding:
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or "attachment" in response.headers.get("Content-Disposition", ""):
        return response
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) >= WORTHWHILE:
        response.set_data(gzip.compress(data, LEVEL, mtime=0))
        response.content_encoding = "gzip"
        _weaken(response)
    return response


def _weaken(response: Response) -> None:
    """The same content in other bytes: an ETag for both must be a weak one."""
    tag, _ = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)
