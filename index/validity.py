"""Whether a document is in force on a day, from the dates that it carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from .documents import Document

CHINA = ZoneInfo("Asia/Shanghai")


class State(StrEnum):
    """有效性; anything but ``in_force`` must be told before a quote."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REPEALED = "repealed"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Validity:
    """A state on a day, and the sentence that tells it."""

    state: State
    text: str


def today() -> date:
    """The day in China, whatever the machine's time zone."""
    return datetime.now(CHINA).date()


def validity(document: Document, day: date) -> Validity:
    """Judge a document on a day; both its first and its last day count as in force."""
    if document.superseded_by:
        return Validity(State.SUPERSEDED, f"本文件已被{document.superseded_by}替代，请以新文件为准")
    if document.repealed_on and day >= document.repealed_on:
        return Validity(State.REPEALED, f"本文件已于{_printed(document.repealed_on)}废止，不能再作为办事依据")
    begins = document.effective_on or document.issued_on
    if begins and day < begins:
        return Validity(State.NOT_YET, f"本文件自{_printed(begins)}起施行，目前尚未生效")
    if document.expires_on and day > document.expires_on:
        if document.period:
            return Validity(State.EXPIRED, f"执行期{document.period}已届满，未见废止公告，请向牵头单位核实")
        return Validity(State.EXPIRED, f"有效期至{_printed(document.expires_on)}，已届满，请向发文机关核实是否延续")
    if document.expires_on:
        return Validity(State.IN_FORCE, f"在执行期内，至{_printed(document.expires_on)}止")
    if begins is None:
        return Validity(State.UNKNOWN, "文件未载明日期，是否有效请向发文机关核实")
    return Validity(State.IN_FORCE, f"自{_printed(begins)}起施行，未载明失效日期，未见废止公告")


def _printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
