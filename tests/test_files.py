"""Files hashed window by window."""

from pathlib import Path

import pytest
from blake3 import blake3 as hashing

from index import files
from index.files import blake3

CONTENTS = [b"", b"a", bytes(range(256)) * 40, bytes(range(256)) * 48]  # the last ends with a window


@pytest.fixture(autouse=True)
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "WINDOW", 4096)


@pytest.mark.parametrize("content", CONTENTS)
def test_a_file_of_several_windows_is_hashed_whole(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)

    assert blake3(tmp_path / "file") == hashing(content).hexdigest()


@pytest.mark.parametrize("content", CONTENTS)
def test_a_kernel_that_cannot_fetch_what_is_mapped_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(files, "FETCH", 9999)  # an advice that no kernel knows
    (tmp_path / "file").write_bytes(content)

    assert blake3(tmp_path / "file") == hashing(content).hexdigest()


def test_what_cannot_be_fetched_is_an_error_and_does_not_kill(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a" * 8192)

    with path.open("r+b", buffering=0) as file:
        piece = files.mmap(file.fileno(), 8192, access=files.ACCESS_READ)
        file.truncate(4096)  # to touch the second page now would be SIGBUS, as where a disk fails
        with pytest.raises(OSError, match="Bad address"):
            piece.madvise(files.FETCH)
