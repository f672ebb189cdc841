"""What is installed elsewhere: a wheel holds every file that the rooms need."""

from __future__ import annotations

from pathlib import Path

import pytest
from setuptools.command.build_py import build_py
from setuptools.dist import Distribution

from index.paths import ROOT

ROOMS = ("bot", "index", "web")
ELSEWHERE = ("web/miniprogram/",)  # a project of its own, for WeChat's tools


def packaged() -> set[str]:
    """The files that setuptools puts into a wheel beside the modules, by pyproject.toml."""
    distribution = Distribution()
    distribution.parse_config_files()
    command = distribution.get_command_obj("build_py")
    assert isinstance(command, build_py)
    command.ensure_finalized()
    command.manifest_files = {}  # there is no MANIFEST.in to add to them
    return {
        Path(file).as_posix() for room in distribution.packages or [] for file in command.find_data_files(room, room)
    }


def needed() -> set[str]:
    """Every file of the rooms that is no module."""
    files = (path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file())
    names = (path.relative_to(ROOT).as_posix() for path in files if path.suffix not in (".py", ".pyc"))
    return {name for name in names if not name.startswith(ELSEWHERE)}


def test_a_wheel_holds_every_file_of_the_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = packaged()
    assert needed() - found == set()
    assert {"web/static/kiosk/kiosk.js", "web/static/icons/arrow.svg", "web/openapi.yaml", "bot/replies.yaml"} <= found
    assert not {name for name in found if name.startswith(ELSEWHERE)}
