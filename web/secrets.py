"""The key that signs conversations, kept so that a restart does not lose them."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

LENGTH = 32


def secret(path: Path) -> bytes:
    """Read the key, made once; of several processes that start together, the first one's counts.

    :raises OSError: it can be neither read nor made.
    """
    if not path.exists():
        _make(path)
    key = path.read_bytes()
    if len(key) < LENGTH:
        raise OSError(f"{path}：密钥文件太短，可能已损坏。请删除它，下次启动会重新生成")
    return key


def _make(path: Path) -> None:
    """Write a key beside its place, whole and private, then link it there unless another process was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        Path(beside).unlink()
