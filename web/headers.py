"""What every response tells the browser: load nothing from elsewhere, keep no answer, show us in no frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, request

P = ParamSpec("P")

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


def policy(**changed: str) -> str:
    """The content policy, with the sources of some kinds changed: ``frame_src="'self'"``."""
    kinds = POLICY | {kind.replace("_", "-"): source for kind, source in changed.items()}
    return "; ".join(f"{kind} {source}" for kind, source in kinds.items())


HEADERS = {
    "Content-Security-Policy": policy(),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


FRAMED = {"/slip": policy(frame_ancestors="'self'")}  # a kiosk prints it from a frame that nobody sees


def register(app: Flask) -> None:
    app.after_request(_guarded)


def _guarded(response: Response) -> Response:
    if request.path in FRAMED:
        response.headers.setdefault("Content-Security-Policy", FRAMED[request.path])
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    return response


def kept_while_unchanged(view: Callable[P, Response]) -> Callable[P, Response]:
    """Let a browser keep what is public, and ask each time whether it changed."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
        response = view(*args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-cache")
        response.add_etag()
        response.make_conditional(request)
        return response

    return guarded
