"""What the staff of a hall set for its kiosks, in one file; refused whole when anything in it is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml

from bot import AUDIENCES
from bot.needs import all_needs
from index.yaml_text import parse_yaml

OTHERS = "其他"
DOORS = (*AUDIENCES, OTHERS)
THEMES = ("light", "system")
PAPERS = {"A4": "a4", "80mm": "80", "none": ""}
LOGO_MAX = 60_000  # bytes: it is part of the page's weight
NAME_MAX = 20
PNG = b"\x89PNG\r\n\x1a\n"
EXAMPLE = Path(__file__).with_name("kiosk.example.yaml")


class KioskSettingsError(Exception):
    """The file is wrong; the message names it, the field and the fix."""


@dataclass(frozen=True)
class Start:
    """The screen that each visitor meets: all doors, or what lies behind one."""

    audience: str | None = None
    need: str | None = None


@dataclass(frozen=True)
class Logo:
    """A picture that was looked at."""

    content: bytes
    mimetype: str


@dataclass(frozen=True)
class KioskSettings:
    """Every field of the file, with what it is when nothing is set."""

    name: str = "政务服务大厅"
    logo: Logo | None = None
    hotline: str = "12345"
    start: Start = Start()
    paper: str = PAPERS["A4"]
    theme: str = "light"
    idle_seconds: int = 60
    warning_seconds: int = 15


def read_settings(path: Path) -> KioskSettings:
    """Read and check the file; without one, everything is at its default.

    :raises KioskSettingsError: naming the file, the field and the fix.
    """
    if not path.exists():
        return KioskSettings()
    given = _loaded(path)
    known = [field.name for field in fields(KioskSettings)]
    strange = [str(name) for name in given if name not in known]
    if strange:
        raise KioskSettingsError(f"{path}：不认识 {'、'.join(strange)}。只能有 {'、'.join(known)}，请改正或删去")
    found: dict[str, Any] = {}
    for name, value in given.items():
        try:
            found[name] = CHECKS[name](value, path.parent)
        except ValueError as error:
            raise KioskSettingsError(f"{path}：{name} {error}") from error
    return KioskSettings(**found)


def _loaded(path: Path) -> Mapping[str, Any]:
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise KioskSettingsError(f"{path}：读不出来，请检查缩进、冒号和引号，存成 UTF-8（{error}）") from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise KioskSettingsError(f"{path}：应当每行一项，写成“名称: 内容”，如 name: 某某县政务服务大厅")
    return loaded


def _name(value: Any, _: Path) -> str:
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= NAME_MAX or not value.isprintable():
        raise ValueError(f"应当是 1 到 {NAME_MAX} 个字的大厅名称")
    return value.strip()


def _hotline(value: Any, _: Path) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"\+?[0-9](?:[0-9 -]{1,18})[0-9]", value):
        raise ValueError('应当是电话号码，加上引号，如 "12345" 或 "0771-1234567"')
    return value


def _paper(value: Any, _: Path) -> str:
    if not isinstance(value, str) or value not in PAPERS:
        raise ValueError(f"只能是 {'、'.join(PAPERS)}（none 表示没有打印机）")
    return PAPERS[value]


def _theme(value: Any, _: Path) -> str:
    if value not in THEMES:
        raise ValueError(f"只能是 {'、'.join(THEMES)}（light 总是亮的，system 随这台机器的系统）")
    return str(value)


def _start(value: Any, _: Path) -> Start:
    if value == "audiences":
        return Start()
    needs = [need.name for need in all_needs()]
    if not isinstance(value, dict) or not set(value) <= {"audience", "need"} or value.get("audience") not in DOORS:
        raise ValueError(f"应当是 audiences，或“audience: 人群”，人群只能是 {'、'.join(DOORS)}")
    if value.get("need") is not None and value["need"] not in needs:
        raise ValueError(f"里的 need 只能是 {'、'.join(needs)}，或不写")
    return Start(value["audience"], value.get("need"))


def _seconds(least: int, most: int) -> Callable[[Any, Path], int]:
    def check(value: Any, _: Path) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"应当是 {least} 到 {most} 的整数（秒）")
        return value

    return check


def _logo(value: Any, folder: Path) -> Logo | None:
    if value is None:
        return None
    if not isinstance(value, str) or not value.lower().endswith((".png", ".svg")):
        raise ValueError("应当是 .png 或 .svg 图片的文件名，放在这个设置文件旁边")
    try:
        content = (folder / value).read_bytes()
    except OSError as error:
        raise ValueError(f"的图片 {folder / value} 读不出来（{error.strerror}），请放到那里或改文件名") from error
    if len(content) > LOGO_MAX:
        raise ValueError(f"的图片太大（{len(content) // 1000} KB），请缩到 {LOGO_MAX // 1000} KB 以内")
    if value.lower().endswith(".png"):
        if not content.startswith(PNG):
            raise ValueError("的图片不是真正的 PNG，请用画图软件另存为 PNG")
        return Logo(content, "image/png")
    return Logo(_safe_svg(content), "image/svg+xml")


def _safe_svg(content: bytes) -> bytes:
    """Let pass a drawing that does and fetches nothing."""
    refused = ValueError("的 SVG 图片里有脚本、外部内容或不认识的写法，请另存为普通 SVG 或改用 PNG")
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content, re.IGNORECASE):
        raise refused
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 without a document type there are no entities
    except ElementTree.ParseError as error:
        raise refused from error
    if not root.tag.endswith("}svg") or any(_is_active(element) for element in root.iter()):
        raise refused
    return content


def _is_active(element: ElementTree.Element) -> bool:
    kind = str(element.tag).rpartition("}")[2].lower()
    values = [(name.rpartition("}")[2].lower(), value) for name, value in element.attrib.items()]
    points_away = any(name == "href" and not value.startswith(("#", "data:image/")) for name, value in values)
    return kind in ("script", "foreignobject", "iframe") or points_away or any(name[:2] == "on" for name, _ in values)


CHECKS: dict[str, Callable[[Any, Path], Any]] = {
    "name": _name,
    "logo": _logo,
    "hotline": _hotline,
    "start": _start,
    "paper": _paper,
    "theme": _theme,
    "idle_seconds": _seconds(20, 600),
    "warning_seconds": _seconds(10, 60),
}
