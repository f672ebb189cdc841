"""Files that survive a crash: hashes, and writes that are whole or absent."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def sha256(path: Path) -> str:
    """Hash a file's bytes, as lower-case hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Flush a file, or a folder's entries, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(path: Path, data: bytes) -> None:
    """Write a small file whole: beside it, synced, then moved over the old one."""
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(data)
    sync(beside)
    beside.replace(path)
    sync(path.parent)
