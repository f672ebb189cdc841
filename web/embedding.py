"""Which pages of other origins may ask: those that the setting ``EMBED_ORIGINS`` lists.

No other page can read an answer, and none is asked for credentials.
"""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from flask import Flask, Response, request

from .config import PREFIX, SettingError

SETTING = "EMBED_ORIGINS"
SHARED = {"/api/v1/ask", "/api/v1/suggestions", "/api/v1/feedback"}
REMEMBERED = "600"
PORTS = {"http": 80, "https": 443}


def register(app: Flask) -> None:
    """Let the pages that may embed the assistant read what they ask for.

    :raises SettingError: the list of origins is malformed.
    """
    allowed = origins(app.config[SETTING])

    def shared(response: Response) -> Response:
        if request.url_rule and request.url_rule.rule in SHARED:
            response.vary.add("Origin")
            if request.headers.get("Origin") in allowed:
                _open_to(request.headers["Origin"], response)
        return response

    app.after_request(shared)


def origins(given: object) -> frozenset[str]:
    """Read a list of origins, with commas between; each must be as browsers write it.

    :raises SettingError: one is not.
    """
    if not isinstance(given, str):
        raise SettingError(_told(str(given), "https://www.example.gov.cn"))
    found = [item.strip() for item in given.split(",") if item.strip()]
    for item in found:
        written = _origin(item)
        if item != written:
            raise SettingError(_told(item, written or "https://www.example.gov.cn"))
    return frozenset(found)


def _told(wrong: str, right: str) -> str:
    return (
        f"环境变量 {PREFIX}_{SETTING} 里的“{wrong}”不是网页的来源。应写成“{right}”这样："
        "协议、域名，端口不是默认的再加端口；不带路径和末尾的斜杠，不用通配符；几个来源用英文逗号隔开"
    )


def _origin(text: str) -> str | None:
    """Write an address' origin as browsers do; None for what has none."""
    try:
        parts = urlsplit(text)
        host, port = _host(parts), parts.port
    except ValueError:  # UnicodeError, from a host that is no name, among them
        return None
    if parts.scheme not in PORTS or not host:
        return None
    shown = "" if port in (None, PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


def _host(parts: SplitResult) -> str:
    name = parts.hostname or ""
    if ":" in name:
        return f"[{name}]"
    written = name.encode("idna").decode()
    return written if all(character.isalnum() or character in "-." for character in written) else ""


def _open_to(origin: str, response: Response) -> None:
    """Let one origin read this response; and when it asks beforehand, tell what it may send."""
    response.headers["Access-Control-Allow-Origin"] = origin
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "POST"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Access-Control-Max-Age"] = REMEMBERED
