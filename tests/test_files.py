"""Files hashed piece by piece."""

from pathlib import Path

import pytest
from xxhash import xxh3_128_hexdigest

from index import files
from index.files import xxh3


@pytest.mark.parametrize(
    "content", [b"", b"a", bytes(range(256)) * 40, bytes(range(256)) * 48]
)  # the last ends with a piece
def test_a_file_of_several_pieces_is_hashed_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(files, "PIECE", 4096)
    (tmp_path / "file").write_bytes(content)
    assert xxh3(tmp_path / "file") == xxh3_128_hexdigest(content)


def test_what_the_disk_does_not_give_back_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        xxh3(tmp_path)
