"""Everything that can fail, in one shape: ``{"error": {"code", "message", "field"?}}``, or a page for people.

No message repeats what was sent, and the log names an exception's type and place only: what a person
typed never reaches it.
"""

from __future__ import annotations

import logging
import traceback

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from index import EngineError

from .assistant import Unavailable
from .metrics import metrics
from .records import RecordsError
from .wording import DEFAULT, catalogs

log = logging.getLogger(__name__)

MACHINES = ("/api/", "/healthz/", "/metrics", "/kiosk/")
KNOWN = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    500: "internal",
    503: "unavailable",
}


NOT_RECORDED = "not_recorded"


class ApiError(Exception):
    """A request that we refuse; ``field`` names what is wrong in it, ``detail`` tells it in Chinese."""

    def __init__(self, status: int, detail: str = "", field: str | None = None, code: str = "") -> None:
        super().__init__(code or KNOWN[status])
        self.status, self.code, self.detail, self.field = status, code or KNOWN[status], detail, field

    @property
    def told(self) -> str:
        """The sentence of the catalog that tells it."""
        return f"errors.{self.code if self.code == NOT_RECORDED else KNOWN[self.status]}"

    @property
    def message(self) -> str:
        """What went wrong, in Chinese, as the API tells it."""
        return self.detail or catalogs()[DEFAULT].sentences[self.told]


def register(app: Flask) -> None:
    app.register_error_handler(ApiError, _refused)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(EngineError, _unreachable)
    app.register_error_handler(RecordsError, _not_recorded)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _refused(error: ApiError) -> Response:
    return _response(error)


def _unavailable(_: Unavailable) -> Response:
    response = _response(ApiError(503))
    response.headers["Retry-After"] = "30"
    return response


def _unreachable(error: EngineError) -> Response:
    log.error("%s", error)
    return _unavailable(Unavailable(str(error)))


def _not_recorded(error: RecordsError) -> Response:
    log.error("%s", error)
    return _response(ApiError(503, code=NOT_RECORDED))


def _http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error
    response = _response(ApiError(error.code if error.code in KNOWN else 400))
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _unexpected(error: Exception) -> Response:
    place = traceback.extract_tb(error.__traceback__)[-1]
    log.error("%s 出错：%s（%s 第 %s 行）", request.url_rule, type(error).__name__, place.filename, place.lineno)
    return _response(ApiError(500))


def _response(error: ApiError) -> Response:
    metrics().count("policybot_errors_total", error.code)
    if request.path.startswith(MACHINES):
        told = {"code": error.code, "message": error.message} | ({"field": error.field} if error.field else {})
        return make_response(jsonify(error=told), error.status)
    return make_response(render_template("error.html", error=error), error.status)
