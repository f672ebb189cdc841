"""What a visitor chose: the language and the elderly mode. Kept in two cookies, set by plain links, without a script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from urllib.parse import quote, urlencode

from flask import Flask, Response, g, redirect, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from .errors import MACHINES
from .wording import DEFAULT, LANGUAGES, Catalog, catalogs

USUAL = {"lang": DEFAULT, "care": "0"}
VALUES = {"lang": LANGUAGES, "care": ("0", "1")}
KEPT = 365 * 24 * 3600
HOTLINE = Markup('<a href="tel:12345">12345</a>')


class Preferences(NamedTuple):
    """How pages are shown; ``care`` is the elderly mode."""

    language: str
    care: bool


def register(app: Flask) -> None:
    read = catalogs()  # now: a damaged one is told to the operator, not to a visitor
    app.before_request(_settle)
    app.after_request(_remember)
    app.jinja_env.globals.update(
        t=t, word=word, words=read[DEFAULT].words, preferences=preferences, here=here, languages=read, hotline=HOTLINE
    )
    app.add_template_filter(printed, "printed")


def preferences() -> Preferences:
    """The preferences of this request; what is shown by them varies with the cookies."""
    if "preferences" not in g:
        chosen = {**USUAL, **_known(request.cookies), **_known(request.args)}
        g.preferences = Preferences(chosen["lang"], chosen["care"] == "1")
    found: Preferences = g.preferences
    return found


def t(key: str, **values: object) -> Markup:
    """A sentence of the catalog, in the visitor's language and mode."""
    return _catalog().plainly(key, **values) if preferences().care else _catalog().text(key, **values)


def word(chinese: str) -> str:
    """A name that answers carry, in the visitor's language."""
    return _catalog().word(chinese)


def printed(day: date | str | None) -> str:
    """A day as people write it, 2021年1月27日; nothing for none."""
    if not day:
        return ""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return t("date.day", year=day.year, month=t("date.months").split()[day.month - 1], day=day.day)


def here(**changes: str) -> str:
    """The address of this page on this site, without its choices, with changes."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in USUAL]
    query = urlencode([*kept, *changes.items()])
    return f"/{quote(request.path.lstrip('/'))}{'?' if query else ''}{query}"


def _catalog() -> Catalog:
    return catalogs()[preferences().language]


def _known(given: Mapping[str, str]) -> dict[str, str]:
    return {name: given[name] for name, values in VALUES.items() if given.get(name) in values}


def _chosen() -> dict[str, str]:
    """The choices in this request's address."""
    return {} if request.path.startswith(MACHINES) else _known(request.args)


def _settle() -> AnyResponse | None:
    """After a choice, show the same page under its own address."""
    is_page = request.method in ("GET", "HEAD") and request.endpoint is not None
    return redirect(here(), 303) if is_page and _chosen() else None


def _remember(response: Response) -> Response:
    """Keep choices, and keep caches from showing one visitor's page to another."""
    for name, value in _chosen().items():
        if value == USUAL[name]:
            response.delete_cookie(name)
        else:
            response.set_cookie(name, value, KEPT, secure=request.is_secure, httponly=True, samesite="Lax")
    if "preferences" in g:
        response.vary.add("Cookie")
    return response
