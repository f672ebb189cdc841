"""Generations: whole or refused, whatever happens to the disk or the builder."""

import errno
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from conftest import CORPUS, HashedEncoder

from index import Index, StoreError, build, store
from index.dense import DenseRanker
from index.files import xxh3
from index.paths import ROOT
from index.saving import save

FILES = {"clauses.jsonl": "甲\n" * 40, "sparse/vocab.json": "{}", "clause.faiss": "IxFI" + "\0" * 300}


def writing(text: str = "") -> Callable[[Path], dict[str, str]]:
    """Fill a folder with three files; ``text`` tells generations apart."""

    def write(folder: Path) -> dict[str, str]:
        for name, content in FILES.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(content + text, encoding="utf-8")
        return {"fingerprint": "f", "text": text}

    return write


def published(out: Path, *texts: str) -> Path:
    for text in texts:
        store.publish(out, writing(text))
    return store.current(out)[0]


def served(out: Path) -> str:
    folder, manifest = store.current(out)
    assert all(
        (folder / name).read_text(encoding="utf-8") == content + manifest["text"] for name, content in FILES.items()
    )
    return manifest["text"]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


# --- publishing ---


def test_the_last_published_generation_is_served(out: Path) -> None:
    assert published(out, "one", "two").name == "000002"
    assert served(out) == "two"


def test_the_manifest_names_every_file_with_size_and_hash(out: Path) -> None:
    folder = published(out, "one")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"] == {
        name: {"size": (folder / name).stat().st_size, "xxh3": xxh3(folder / name)} for name in FILES
    }
    assert (manifest["schema"], manifest["generation"]) == (store.SCHEMA, 1)


def test_three_generations_are_kept(out: Path) -> None:
    published(out, *"abcdef")
    assert sorted(path.name for path in (out / "generations").iterdir()) == ["000004", "000005", "000006"]


def test_what_a_killed_build_left_is_swept(out: Path) -> None:
    published(out, "one")
    (out / "generations" / ".building-left").mkdir()
    published(out, "two")
    assert not list((out / "generations").glob(".building-*"))


def test_no_index_is_told_with_the_command(out: Path) -> None:
    with pytest.raises(StoreError, match=r"out：还没有索引.*python -m index build --out"):
        store.current(out)


# --- damage ---


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_one_flipped_bit_anywhere_is_refused_and_the_last_whole_one_serves(out: Path, name: str) -> None:
    damaged = published(out, "old", "new") / name
    whole = damaged.read_bytes()
    for at in range(len(whole)):
        damaged.write_bytes(flipped(whole, at))
        assert served(out) == "old", at
    damaged.write_bytes(whole)
    assert served(out) == "new"


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_cut_emptied_or_longer_file_is_refused(out: Path, name: str) -> None:
    damaged = published(out, "old", "new") / name
    whole = damaged.read_bytes()
    for data in (b"", whole[:1], whole[:-1], whole + b"\0", whole * 2):
        damaged.write_bytes(data)
        assert served(out) == "old"


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_deleted_file_is_refused(out: Path, name: str) -> None:
    (published(out, "old", "new") / name).unlink()
    assert served(out) == "old"


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_the_disk_does_not_give_back_is_refused(
    out: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    failing = published(out, "old", "new") / name

    def read(path: Path) -> str:
        if path == failing:
            raise OSError(errno.EIO, "Input/output error")
        return xxh3(path)

    monkeypatch.setattr(store, "xxh3", read)
    assert served(out) == "old"


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_file_of_another_generation_is_refused(out: Path, name: str) -> None:
    new = published(out, "old", "mid", "new")
    shutil.copy(new.with_name("000001") / name, new / name)
    assert served(out) == "mid"


def test_the_newest_whole_generation_serves(out: Path) -> None:
    new = published(out, "a", "b", "c")
    for folder, expected in ((new, "b"), (new.with_name("000002"), "a")):
        (folder / "clause.faiss").unlink()
        assert served(out) == expected


def test_no_whole_generation_is_told_with_the_file_and_the_command(out: Path) -> None:
    (published(out, "one") / "clause.faiss").unlink()
    with pytest.raises(StoreError, match=r"clause\.faiss.*损坏.*python -m index build --out .*out 重建"):
        store.current(out)


def test_a_damaged_generation_is_logged(out: Path, caplog: pytest.LogCaptureFixture) -> None:
    (published(out, "old", "new") / "clause.faiss").unlink()
    store.current(out)
    assert "clause.faiss" in caplog.text
    assert "改用完好的旧索引 000001" in caplog.text


@pytest.mark.parametrize("pointer", [b"", b"999999\n", b"\xff\xfe", b"../../etc\n", None])
def test_without_a_sound_pointer_the_newest_generation_serves(out: Path, pointer: bytes | None) -> None:
    published(out, "old", "new")
    (out / "CURRENT").unlink()
    if pointer is not None:
        (out / "CURRENT").write_bytes(pointer)
    assert served(out) == "new"


def test_another_schema_is_refused(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(out, "one")
    monkeypatch.setattr(store, "SCHEMA", store.SCHEMA + 1)
    with pytest.raises(StoreError, match=rf"schema 为 {store.SCHEMA - 1}，本程序需要 {store.SCHEMA}.*重建"):
        store.current(out)


# --- sharing ---


def test_a_file_that_is_linked_keeps_its_hash_and_one_that_is_written_gets_its_own(out: Path) -> None:
    folder = published(out, "one")
    used = folder, store.current(out)[1]

    def write(beside: Path) -> dict[str, str]:
        store.link(folder, beside, [name for name in FILES if name != "clause.faiss"])
        (beside / "clause.faiss").write_text("other", encoding="utf-8")
        return {"fingerprint": "f"}

    with pytest.MonkeyPatch.context() as patch:
        hashed: list[str] = []
        patch.setattr(store, "xxh3", lambda path: hashed.append(path.name) or xxh3(path))
        store.publish(out, write, used)
    assert hashed == ["clause.faiss"]
    new, manifest = store.current(out)
    assert new != folder
    assert {name: told["xxh3"] for name, told in manifest["files"].items()} == {
        name: xxh3(new / name) for name in FILES
    }


# --- failure while writing ---


@pytest.mark.parametrize("written", range(len(FILES) + 1))
def test_a_full_disk_midway_publishes_nothing(out: Path, written: int) -> None:
    def write(folder: Path) -> dict[str, str]:
        for name in [*FILES][:written]:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text("half", encoding="utf-8")
        raise OSError(errno.ENOSPC, "No space left on device")

    published(out, "old")
    before = everything(out)
    with pytest.raises(OSError, match="No space left"):
        store.publish(out, write)
    assert everything(out) == before


def everything(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


CALLS = [
    (os, "fsync"), (os, "open"), (Path, "rename"), (Path, "replace"), (Path, "write_text"), (Path, "write_bytes"),
    (Path, "chmod"), (tempfile, "mkdtemp"),
]  # fmt: skip


def noticed(name: str, call: Callable[..., object], notice: Callable[..., None]) -> Callable[..., object]:
    def made(*given, **named):
        notice(name, given)
        return call(*given, **named)

    return made


@contextmanager
def calls(notice: Callable[[str, tuple[object, ...]], None]) -> Iterator[None]:
    """Tell of every call that reaches the disk, before it is made."""
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in CALLS:
            patch.setattr(owner, name, noticed(name, getattr(owner, name), notice))
        yield


def test_whichever_call_fails_the_old_or_the_new_generation_is_whole(tmp_path: Path) -> None:
    for failing in count(1):
        out, left = tmp_path / str(failing), count(1)
        published(out, "old")

        def fail(name: str, given: tuple[object, ...], left=left, failing=failing) -> None:
            if next(left) == failing:
                raise OSError(errno.EIO, f"{name} failed")

        write = writing("new")
        try:
            with calls(fail):
                store.publish(out, write)
        except OSError:
            assert served(out) in ("old", "new")
        else:
            assert served(out) == "new"
            break
    assert failing > 10, "the sweep reached the calls"


def test_all_is_flushed_to_the_disk_before_the_pointer_moves(out: Path) -> None:
    published(out, "old")
    seen: list[str] = []

    def notice(name: str, given: tuple[object, ...]) -> None:
        if name == "fsync":
            seen.append(Path(f"/proc/self/fd/{given[0]}").readlink().name)
        elif name in ("rename", "replace"):
            seen.append(name)

    with calls(notice):
        store.publish(out, writing("new"))
    renamed, pointed = seen.index("rename"), seen.index("replace")
    assert {*(Path(name).name for name in FILES), "sparse", "manifest.json"} <= set(seen[:renamed])
    assert [name for name in seen[:renamed] if name.startswith(".building-")], "the folder itself"
    assert seen[renamed:] == ["rename", "generations", "CURRENT.new", "replace", "out"]
    assert renamed < pointed


@contextmanager
def file_size(most: int) -> Iterator[None]:
    """Let no file grow beyond a size: the next write is cut short, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


PID = 8


def test_no_cut_file_is_ever_published(tmp_path: Path, docs: Path) -> None:
    out, encoder = tmp_path / "out", HashedEncoder()
    build(CORPUS, out, encoder)
    (docs / "revival-plan.md").unlink()
    build(docs, tmp_path / "whole", encoder)
    largest = max(path.stat().st_size for path in store.current(tmp_path / "whole")[0].rglob("*"))
    for most in range(PID, largest, largest // 40):
        with file_size(most), pytest.raises(StoreError, match="磁盘"):
            build(docs, out, encoder)
        assert len(Index.open(out, encoder).documents) == 3


def test_a_disk_that_is_full_to_the_last_byte_is_told(tmp_path: Path) -> None:
    with file_size(0), pytest.raises(StoreError, match="磁盘"):
        build(CORPUS, tmp_path / "out", HashedEncoder())


@pytest.mark.parametrize("share", [0, 0.3, 0.6, 0.99])
def test_a_cut_vector_file_is_told(tmp_path: Path, share: float) -> None:
    ranker = DenseRanker.build(np.ones((200, 64), np.float32), np.arange(200))
    with file_size(int(share * 200 * 64 * 4)), pytest.raises((StoreError, OSError)):
        save(tmp_path, [], [], {"clause": ranker})


SMALL_DISKS = """
import subprocess, sys
from pathlib import Path
sys.path.insert(0, "tests")
from conftest import CORPUS, HashedEncoder
from index import Index, StoreError, build
for pages in range(2, 60, 3):
    disk = Path(sys.argv[1], str(pages))
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={pages * 4}k", "tmpfs", disk], check=True)
    out = disk / "out"
    try:
        build(CORPUS, out, HashedEncoder())
    except StoreError:
        print("left" if list(out.glob("generations/0*")) else "refused")
    else:
        print("published" if len(Index.open(out, HashedEncoder()).documents) == 3 else "torn")
"""


def test_a_disk_of_any_size_holds_the_whole_index_or_none(tmp_path: Path) -> None:
    """The disks are of a few pages; they are mounted for one process alone and go with it, even if it is killed."""
    alone = ["unshare", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted for a process alone")
    command = [*alone, sys.executable, "-c", SMALL_DISKS, str(tmp_path)]
    outcomes = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    assert set(outcomes) == {"refused", "published"}
    assert not any(os.path.ismount(disk) for disk in tmp_path.iterdir())


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_place_that_cannot_be_written_is_refused_by_name(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=place):
        build(CORPUS, tmp_path / place, HashedEncoder())


# --- builders beside each other ---

HOLD = "import sys, pathlib; from index import store\nwith store.locked(pathlib.Path(sys.argv[1])): print('held', flush=True); input()"


@contextmanager
def holder(out: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    command = [sys.executable, "-c", HOLD, str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_builder_is_refused_with_the_firsts_pid(out: Path) -> None:
    published(out, "old")
    with holder(out) as process, pytest.raises(StoreError, match=rf"另一个进程（{process.pid}）正在建索引"):
        build(CORPUS, out, HashedEncoder())
    assert served(out) == "old"


def test_the_kernel_frees_the_lock_of_a_killed_builder(out: Path) -> None:
    with holder(out):
        pass
    assert build(CORPUS, out, HashedEncoder()).documents == 3


BUILDER = """
import os, sys
from itertools import cycle
from pathlib import Path
sys.path.insert(0, "tests")
from conftest import HashedEncoder
from index import build
from index.tokens import terms
import faiss, xxhash
terms("创业")
docs, out = sys.argv[1:3], sys.argv[3]
for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        for folder in cycle(docs):
            build(folder, out, HashedEncoder())
    print(child, flush=True)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""


def killed(command: Sequence[str]) -> Iterator[int]:
    """Start a builder again and again, kill it at any moment, and tell how often that was done before."""
    moments = random.Random(20)
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        for number in range(100):
            print(file=process.stdin, flush=True)
            child = int(process.stdout.readline())
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(timeout=moments.uniform(0.05, 0.4))
            os.kill(child, signal.SIGKILL)
            assert process.stdout.readline() == "dead\n"
            yield number


def test_a_builder_killed_at_any_moment_leaves_a_whole_index(tmp_path: Path, docs: Path, read) -> None:
    other = shutil.copytree(docs, tmp_path / "other")
    (other / "revival-plan.md").unlink()
    out = tmp_path / "out"
    build(docs, out, HashedEncoder())
    expected = {3: Index.open(out, HashedEncoder()).clauses}
    build(other, out, HashedEncoder())
    expected[2] = Index.open(out, HashedEncoder()).clauses
    command = [sys.executable, "-W", "ignore", "-c", BUILDER, str(docs), str(other), str(out)]
    last, left = 2, 0
    for number in killed(command):
        left += bool(list((out / "generations").glob(".building-*")))
        index = Index.open(out, HashedEncoder())
        assert index.clauses == expected[len(index.documents)]
        assert index.generation >= last
        last = index.generation
        if number >= 20 and last > 10:  # a busy machine builds less between the kills
            break
    assert last > 10, "it built between the kills"
    assert build(docs, out, HashedEncoder()).documents == 3
    assert len(list((out / "generations").iterdir())) == store.KEPT
