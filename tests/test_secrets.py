"""The key that signs conversations."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from index.paths import ROOT
from web.secrets import LENGTH, secret

MAKE = "import sys, pathlib; from web.secrets import secret; print(secret(pathlib.Path(sys.argv[1])).hex())"


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "instance" / "secret.key"
    assert secret(path) == secret(path) == path.read_bytes()
    assert len(path.read_bytes()) == LENGTH
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_processes_that_start_together_use_one_key(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    started = [
        subprocess.Popen([sys.executable, "-c", MAKE, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert {process.communicate()[0].strip() for process in started} == {path.read_bytes().hex()}
    assert list(tmp_path.iterdir()) == [path]


def test_a_key_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    path.write_bytes(b"short")
    with pytest.raises(OSError, match=r"secret\.key：密钥文件太短"):
        secret(path)
