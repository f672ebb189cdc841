"""Files that survive a crash: hashes, and writes that are whole or absent."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

PIECE = 1 << 20  # bytes, which stay in a processor's cache from reading to hashing


def sha256(path: Path) -> str:
    """Hash a file's bytes, as lower-case hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def xxh3(path: Path) -> str:
    """Hash a file's bytes with XXH3 (128 bits), which takes little longer than to read them: an index is checked at each opening.

    It finds what a disk or a copy spoils. Who may write an index may write its manifest too: no hash there would tell.

    :raises OSError: the disk does not give the file back.
    """
    from xxhash import xxh3_128

    hasher, piece = xxh3_128(), memoryview(bytearray(PIECE))
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(piece):
            hasher.update(piece[:size])
    return hasher.hexdigest()


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
