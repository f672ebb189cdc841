"""For the machines that watch this one: alive, ready, and how much was answered."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response

from index import EngineError

from .assistant import assistant
from .kiosk import terminal
from .metrics import metrics

health = Blueprint("health", __name__)


def register(app: Flask) -> None:
    app.register_blueprint(health)


@health.get("/healthz/live")
def live() -> dict[str, str]:
    return {"status": "ok"}


@health.get("/healthz/ready")
def ready() -> tuple[dict[str, Any], int]:
    """Whether questions can be answered now; if not, what the operator can do about it."""
    found = assistant()
    if found.index is None:
        return {"status": "unavailable", "reasons": [found.problem]}, 503
    try:
        found.index.check()
    except EngineError as error:
        return {"status": "unavailable", "reasons": [str(error)]}, 503
    problem = terminal().problem  # the server goes on with its defaults, and those who watch it must notice
    warnings = {"warnings": [problem]} if problem else {}
    return {"status": "ok", "generation": found.index.generation, **warnings}, 200


@health.get("/metrics")
def counters() -> Response:
    return Response(metrics().text(), mimetype="text/plain", content_type="text/plain; version=0.0.4; charset=utf-8")
