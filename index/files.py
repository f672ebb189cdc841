"""Files that survive a crash: hashes, and writes that are whole or absent."""

from __future__ import annotations

import hashlib
import os
from contextlib import AbstractContextManager, nullcontext
from errno import EINVAL
from io import FileIO
from mmap import ACCESS_READ, mmap
from pathlib import Path

WINDOW = 1 << 23
FETCH = 22  # MADV_POPULATE_READ: a page that cannot be read is an error, where touching it would kill the process


def sha256(path: Path) -> str:
    """Hash a file's bytes, as lower-case hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def blake3(path: Path) -> str:
    """Hash a file's bytes with BLAKE3, some four times as fast as SHA-256: an index is checked whenever it is opened.

    Windows of the file are mapped, which copies nothing; the kernel fetches each first and tells what it cannot read.

    :raises OSError: the disk does not give the file back.
    """
    from blake3 import blake3 as hashing

    hasher = hashing()
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        for start in range(0, size, WINDOW):
            with _fetched(file, start, min(WINDOW, size - start)) as piece:
                hasher.update(piece)
    return hasher.hexdigest()


def _fetched(file: FileIO, start: int, size: int) -> AbstractContextManager[mmap | bytes]:
    """A piece of a file, mapped; read where the kernel (before Linux 5.14) cannot fetch what is mapped."""
    piece = mmap(file.fileno(), size, access=ACCESS_READ, offset=start)
    try:
        piece.madvise(FETCH)
    except OSError as error:
        piece.close()
        if error.errno != EINVAL:
            raise
        return nullcontext(os.pread(file.fileno(), size, start))
    return piece


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
