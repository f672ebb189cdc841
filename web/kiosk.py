"""The kiosk of a service hall: one page that never leaves itself, and what its keyboard asks the server."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from flask import Blueprint, Flask, Response, current_app, g, jsonify, make_response, render_template, url_for

from bot import Bot
from index import today

from .assistant import assistant, the_bot
from .errors import ApiError
from .headers import policy
from .inputs import read_typed
from .kiosk_questions import Door, doors
from .kiosk_settings import KioskSettings, KioskSettingsError, Logo, Start, read_settings
from .preferences import Preferences
from .wording import DEFAULT, LANGUAGES

log = logging.getLogger(__name__)

kiosk = Blueprint("kiosk", __name__)


@dataclass
class Terminal:
    """What all kiosks of this server show; ``problem`` tells the staff what is wrong with their file."""

    settings: KioskSettings
    problem: str = ""

    def __post_init__(self) -> None:
        self._doors: dict[tuple[int, date], tuple[Door, ...]] = {}
        self._lock = Lock()

    @classmethod
    def open(cls, path: Path) -> Terminal:
        """Read the settings; a bad file leaves all at its default."""
        try:
            return cls(read_settings(path))
        except KioskSettingsError as error:
            log.error("%s", error)
            return cls(KioskSettings(), str(error))

    def doors(self, bot: Bot) -> tuple[Door, ...]:
        """The questions to touch, tried once a day; the words of the keyboard are made ready with them."""
        key = (bot.index.generation, today())
        with self._lock:
            if key not in self._doors:
                bot.input_method.candidates("a")
                self._doors = {key: doors(bot, key[1])}
            return self._doors[key]


def register(app: Flask) -> None:
    app.extensions["kiosk"] = Terminal.open(Path(str(app.config["KIOSK_FILE"])))
    app.register_blueprint(kiosk)


def terminal() -> Terminal:
    """The kiosk of the application that handles this request."""
    found: Terminal = current_app.extensions["kiosk"]
    return found


@kiosk.get("/kiosk")
@kiosk.get(f"/kiosk/<any{LANGUAGES}:language>")
def page(language: str = DEFAULT) -> Response:
    """The whole kiosk; its tag changes when anything on it does, and the kiosks then load it anew.

    The language stands in the address and in no cookie: the next visitor must not find the last one's choice.
    """
    g.preferences = Preferences(language, care=False)
    bot, settings = assistant().bot, terminal().settings
    shown = terminal().doors(bot) if bot else ()
    response = make_response(
        render_template(
            "kiosk.html",
            day=today(),  # so that each day begins with a fresh page
            settings=settings,
            problem=terminal().problem,
            doors=shown,
            start=_start(settings.start, shown),
            logo=url_for("kiosk.logo") if settings.logo else None,
        )
    )
    response.headers["Content-Security-Policy"] = policy(frame_src="'self'")
    response.add_etag()
    return response


@kiosk.get("/kiosk/logo")
def logo() -> Response:
    found: Logo | None = terminal().settings.logo
    if found is None:
        raise ApiError(404)
    return Response(found.content, mimetype=found.mimetype)


@kiosk.post("/kiosk/candidates")
def candidates() -> Response:
    """The words and characters for pinyin; sent in the body, so that no log has what somebody types."""
    letters, _ = read_typed()
    return jsonify(candidates=[candidate._asdict() for candidate in the_bot().input_method.candidates(letters)])


def _start(wanted: Start, shown: Sequence[Door]) -> dict[str, str]:
    """Name the first screen; a need that nothing is answered about gives way to its door."""
    for at, door in enumerate(shown, 1):
        if door.name == wanted.audience:
            topics = [topic.need for topic in door.topics]
            named = f"{at}-{topics.index(wanted.need) + 1}" if wanted.need in topics else ""
            return {"door": str(at), "topic": named, "audience": door.audience}
    return {"door": "", "topic": "", "audience": ""}
