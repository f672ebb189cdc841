"""What a request holds, checked: its JSON body and its parameters."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import request

from bot import AUDIENCES, Question
from bot.needs import all_needs

from .assistant import the_index
from .errors import ApiError

FIELDS = ("question", "audience", "conversation", "today")
TYPED = ("q", "audience")
CONVERSATION_MAX = 2048
QUERY_MAX = 300
HITS, HITS_MAX = 10, 50

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_question() -> Question:
    """Read a question from the JSON body; whether it can be answered is for the bot to say.

    :raises ApiError: no JSON object, an unknown field, or a value of the wrong kind.
    """
    body = read_body(FIELDS)
    question, conversation = body.get("question"), body.get("conversation")
    if not isinstance(question, str):
        raise invalid("question", "question 必须有，而且是文字。")
    audience = _audience(body.get("audience"))
    if conversation is not None and not _is_opaque(conversation):
        raise invalid("conversation", f"conversation 应当是不超过 {CONVERSATION_MAX} 个字符的文字，或不填。")
    return Question(text=question, audience=audience, today=_day(body.get("today")), conversation=conversation)


def read_body(fields: Sequence[str]) -> dict[str, Any]:
    """Read the JSON object of a request.

    :raises ApiError: no JSON object, or one with an unknown field.
    """
    body = _body()
    for name in body:
        if name not in fields:
            field = name[:40] if re.fullmatch(r"\w+", name, re.ASCII) else None
            raise ApiError(400, f"有不认识的字段。可用的字段：{'、'.join(fields)}。", field, "unknown_field")
    return body


def _body() -> dict[str, Any]:
    if not request.is_json:
        raise ApiError(415)
    try:
        body = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise ApiError(400, "请求正文不是正确的 JSON。", code="invalid_json") from error
    if not isinstance(body, dict):
        raise ApiError(400, '请求正文应当是一个 JSON 对象，如 {"question": "…"}。', code="invalid_json")
    return body


def query() -> str:
    """Read the parameter ``q``.

    :raises ApiError: missing or too long.
    """
    return _query(request.args.get("q"))


def read_typed() -> tuple[str, str | None]:
    """Read what is being typed, and by whom, from the JSON body: the same as ``q`` and ``audience``.

    :raises ApiError: no JSON object, an unknown field, or a value of the wrong kind.
    """
    body = read_body(TYPED)
    return _query(body.get("q")), _audience(body.get("audience"))


def _query(text: Any) -> str:
    if not isinstance(text, str):
        raise invalid("q", "缺少 q，或 q 不是文字。")
    if len(text) > QUERY_MAX:
        raise invalid("q", f"q 最多 {QUERY_MAX} 个字。")
    return text


def hits_asked() -> int:
    """Read the parameter ``k``: how many hits.

    :raises ApiError: not a whole number in range.
    """
    given = request.args.get("k", str(HITS))
    if not re.fullmatch(r"[0-9]{1,3}", given) or not 1 <= int(given) <= HITS_MAX:
        raise invalid("k", f"参数 k 应当是 1 到 {HITS_MAX} 的整数。")
    return int(given)


def day_asked() -> date | None:
    """Read the parameter ``today``: the day for which validity is judged.

    :raises ApiError: no day of the calendar.
    """
    return _day(request.args.get("today"))


def audience_asked() -> str | None:
    """Read the parameter ``audience``.

    :raises ApiError: not one of ours.
    """
    return _audience(request.args.get("audience") or None)


def _audience(given: Any) -> str | None:
    if given is not None and given not in AUDIENCES:
        raise invalid("audience", f"audience 只能是{'、'.join(AUDIENCES)}，或不填。")
    return str(given) if given else None


def compared() -> tuple[list[str], list[str], list[str], date | None]:
    """Read what to compare: the parameters ``audiences``, ``needs``, ``document`` and ``as_of``.

    :raises ApiError: a value that is not known; the message lists those that are.
    """
    names = _chosen("audiences", AUDIENCES)
    needs = _chosen("needs", [need.name for need in all_needs()])
    return names, needs, _documents(), _day(request.args.get("as_of"), "as_of")


def _chosen(name: str, allowed: Sequence[str]) -> list[str]:
    """Read a parameter of which each value is one of those allowed."""
    found = _several(name)
    if not set(found) <= set(allowed):
        raise invalid(name, f"参数 {name} 只能是 {'、'.join(allowed)}，可以填几个，用逗号隔开。")
    return found


def _documents() -> list[str]:
    """Read the parameter ``document``; one that is not here is not found, as under its own address."""
    found = _several("document")
    if not set(found) <= {document.id for document in the_index().documents}:
        raise ApiError(404, "没有这份文件。参数 document 是文件的 id，见 /api/v1/documents。", "document")
    return found


def _several(name: str) -> list[str]:
    """Read a parameter that may be given again, or hold several values with commas between; an empty one is none."""
    given = [value for item in request.args.getlist(name) if item for value in re.split(r"\s*[,，]\s*", item)]
    return list(dict.fromkeys(given))


def invalid(field: str, message: str) -> ApiError:
    return ApiError(400, message, field, "invalid_field")


def _day(given: Any, name: str = "today") -> date | None:
    if given is None:
        return None
    try:
        if isinstance(given, str) and _DAY.fullmatch(given):
            return date.fromisoformat(given)
    except ValueError:
        pass
    raise invalid(name, f"{name} 应当是日期，如 2022-06-01，或不填。")


def _is_opaque(value: Any) -> bool:
    """Whether we can hand a value back unchanged: short text, and every character of it can be encoded."""
    if not isinstance(value, str) or len(value) > CONVERSATION_MAX:
        return False
    return not any("\ud800" <= character <= "\udfff" for character in value)
