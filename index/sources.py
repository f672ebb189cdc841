"""The files that an index is made of, by their digests: what has not changed need not be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from .dictionary import POLICY_WORDS
from .documents import PHRASINGS, policy_files
from .errors import DocumentError
from .files import sha256
from .store import SCHEMA
from .tokens import VERSION

BATCH = 64  # files that a thread takes at a time


def file_digests(docs: Path) -> dict[str, str]:
    """Digest every policy of a folder, in order, and every file of phrasings; paths are within the folder.

    :raises DocumentError: a file cannot be read, or is of no known kind.
    """
    files = [*policy_files(docs), *sorted(docs.rglob(f"*{PHRASINGS}"))] if docs.is_dir() else []
    within = ("/".join(path.parts[len(docs.parts) :]) for path in files)
    batches = (files[start : start + BATCH] for start in range(0, len(files), BATCH))
    with ThreadPoolExecutor() as beside:
        return dict(zip(within, chain(*beside.map(_digests, batches)), strict=True))


def folder_digest(files: Mapping[str, str]) -> str:
    """Digest a folder's files, and how they are cut into words: equal digests need no new build."""
    digest = hashlib.sha256(f"{SCHEMA} {VERSION} {sha256(POLICY_WORDS)}\n".encode())
    for path, own in files.items():
        digest.update(f"{path}\0{own}\n".encode())
    return digest.hexdigest()


def docs_digest(docs: Path) -> str:
    """Digest a folder's policies and phrasings."""
    return folder_digest(file_digests(docs))


def document_digests(files: Mapping[str, str]) -> dict[str, str]:
    """Digest each policy with its phrasings, in order."""
    return {
        path: digest + files.get(f"{path.rpartition('.')[0]}{PHRASINGS}", "")
        for path, digest in files.items()
        if not path.endswith(PHRASINGS)
    }


def program_digest() -> str:
    """Digest what reads, cuts and indexes the files: after an upgrade all of them are read again."""
    room = Path(__file__).parent
    files = sorted(path for path in room.iterdir() if path.suffix in (".py", ".txt"))
    return hashlib.sha256("".join(map(sha256, files)).encode()).hexdigest()


def _digests(files: list[Path]) -> list[str]:
    found = []
    for path in files:
        try:
            found.append(sha256(path))
        except OSError as error:
            raise DocumentError(f"{path}：文件读不出来（{error.strerror}）。请检查有无读取权限") from error
    return found
