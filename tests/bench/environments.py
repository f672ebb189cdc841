"""A virtual environment for each peer, and what each of them, and we, would take on a disk."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

from index.paths import ROOT

SIZES = Path(__file__).parent / "peer/sizes.py"


class CannotInstall(Exception):
    """A peer's packages could not be fetched."""


def environment(folder: Path, requirements: Path) -> Path:
    """Make or reuse an environment; the path of its Python.

    What we have installed already (torch among it) is lent to it, so all sides run the same build of it; what
    a peer wants in another version it gets as its own, which comes first.

    :raises CannotInstall: no network, or no such package.
    """
    python, done = folder / "bin/python", folder / ".installed"
    wanted = requirements.read_text(encoding="utf-8")
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return python
    venv.create(folder, clear=True, symlinks=True)
    own = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    (Path(own.stdout.strip()) / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check",
         "--requirement", requirements],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if told.returncode:
        raise CannotInstall(told.stderr.strip().splitlines()[-1])
    done.write_text(wanted, encoding="utf-8")
    return python


def size(python: Path | str, names: list[str]) -> float:
    """The MB of some packages and of all that they need, as an environment holds them."""
    told = subprocess.run([python, SIZES, *names], capture_output=True, text=True, check=True)
    found: float = json.loads(told.stdout)
    return found


def own_requirements() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: list[str] = project["dependencies"]
    return found
