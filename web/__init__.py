"""The only room with Flask: pages and the HTTP API around ``bot.Bot``. ``create_app()`` makes the application."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

from bot import Bot

from . import (
    api,
    assets,
    compression,
    embedding,
    errors,
    feedback,
    finding,
    headers,
    health,
    kiosk,
    originals,
    pages,
    preferences,
    slips,
    widget,
)
from .assistant import Assistant
from .config import check, configured
from .metrics import Metrics
from .records import Records

__all__ = ["create_app"]


def create_app(bot: Bot | None = None, config: Mapping[str, Any] | None = None) -> Flask:
    """Make the application; it starts even when nothing can be answered, and then says why at ``/healthz/ready``.

    :param bot: answers the questions; by default one over the index in the setting ``INDEX_DIR``.
    :param config: settings that win over the environment and the defaults.
    :raises SettingError: a setting cannot be used.
    """
    app = Flask(__name__)
    app.config.from_mapping(configured())
    app.config.from_mapping(config or {})
    check(app.config)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["assistant"] = (
        Assistant(bot, bot.index)
        if bot
        else Assistant.open(Path(str(app.config["INDEX_DIR"])), Path(str(app.config["SECRET_FILE"])))
    )
    app.extensions["metrics"] = Metrics()
    app.extensions["records"] = Records(str(app.config["DATABASE_URL"]))
    for room in (
        assets,
        compression,
        headers,
        errors,
        preferences,
        health,
        api,
        feedback,
        finding,
        originals,
        pages,
        slips,
        kiosk,
        embedding,
        widget,
    ):
        room.register(app)
    return app
