"""The slip that a person takes away (一次性告知单): on paper, or on a phone through its QR code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, current_app, render_template, request

from bot import Citation, Contact
from bot.contacts import contacts, counterparts
from bot.particulars import to_ask
from index import Document, Validity, today

from .assistant import the_index
from .cites import read_cites, slip_qr_url
from .errors import ApiError
from .qr import fits, qr_svg
from .quotes import marked_url

PAPERS = ("a4", "80")

slips = Blueprint("slips", __name__)


@dataclass(frozen=True)
class Slip:
    """What stands on a slip, from its citations alone."""

    citations: tuple[Citation, ...]
    day: date

    @property
    def documents(self) -> list[tuple[Document, Validity]]:
        """The documents cited, each once, as they are valid on the day."""
        found = {one.clause.document.id: (one.clause.document, one.validity) for one in self.citations}
        return list(found.values())

    @property
    def open_questions(self) -> list[str]:
        """What an applicant has to know and none of the clauses states."""
        return to_ask([quote for one in self.citations for quote in one.quotes], self._texts())

    @property
    def hotline(self) -> Contact:
        return counterparts().hotline

    def _texts(self) -> list[str]:
        return [one.clause.text for one in self.citations]


def register(app: Flask) -> None:
    app.register_blueprint(slips)
    app.add_template_filter(units_by_role)
    app.add_template_filter(marked_url)


@slips.get("/slip")
def slip() -> str:
    """The slip; ``paper`` is the sheet or the roll that it is laid out for."""
    paper = request.args.get("paper", PAPERS[0])
    if paper not in PAPERS:
        raise ApiError(400)
    shown = Slip(tuple(_cited()), today())
    return render_template(
        "slip.html", slip=shown, paper=paper, cites=_parameters(), qr=slip_qr_url(shown.citations), address=_address()
    )


@slips.get("/slip/qr.svg")
def code() -> Response:
    """The QR code of a slip's address; only an address that opens is drawn."""
    _cited()
    address = _address()
    if not fits(address):
        raise ApiError(400, "地址太长，画不成二维码。请直接打印告知单。")
    return Response(qr_svg(address), mimetype="image/svg+xml")


def units_by_role(citation: Citation) -> dict[str, list[str]]:
    """Whom a citation sends to, by role, as the bot would; the hotline stands apart."""
    found: dict[str, list[str]] = {}
    for contact in contacts([citation.clause]):
        if contact != counterparts().hotline:
            found.setdefault(contact.role, []).append(contact.unit)
    return found


def _cited() -> list[Citation]:
    return read_cites(request.args.getlist("cite"), request.args.get("check"), the_index(), today())


def _parameters() -> dict[str, list[str]]:
    """Those that make the slip, without the paper."""
    return {name: request.args.getlist(name) for name in ("cite", "check") if name in request.args}


def _address() -> str:
    """The slip's address as a phone opens it."""
    base = current_app.config["PUBLIC_URL"] or request.host_url
    return f"{base.rstrip('/')}/slip?{urlencode(_parameters(), doseq=True)}"
