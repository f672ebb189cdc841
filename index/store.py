"""Save and open an index as immutable, verified generations.

    OUT/CURRENT                 the name of the generation in use, swapped last
    OUT/lock                    held by the one builder
    OUT/generations/000007/     manifest.json, its hash, and the files that it names, with sizes and hashes

FAISS files carry no checksum (one bit flip in ten silently changes results), so every byte is checked
against the manifest at each open; a damaged generation is passed over for the newest whole one.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from .errors import StoreError
from .files import replace, sha256, sync, xxh3

SCHEMA = 9
KEPT = 3
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
TOLD = ("generation", "fingerprint")

log = logging.getLogger(__name__)

Generation = tuple[Path, dict[str, Any]]  # a folder and its manifest


def current(out: Path) -> Generation:
    """Find the generation to serve: the current one, or the newest whole one when that is damaged.

    :raises StoreError: there is none.
    """
    names = _names(out)
    pointer = out / "CURRENT"
    preferred = pointer.read_text(encoding="ascii", errors="replace").strip() if pointer.is_file() else ""
    ordered = sorted(names, key=lambda name: (name == preferred, name), reverse=True)
    problems = []
    for name in ordered:
        folder = out / "generations" / name
        try:
            manifest = verified(folder)
        except StoreError as error:
            problems.append(str(error))
            log.error("%s", error)
            continue
        if name != preferred:
            log.error("%s：当前索引不可用，改用完好的旧索引 %s。请运行 python -m index build 重建", out, name)
        return folder, manifest
    if problems:
        raise StoreError(f"{problems[0]}。没有可用的旧索引，请运行 python -m index build --out {out} 重建")
    raise StoreError(f"{out}：还没有索引。请运行 python -m index build --out {out}")


def verified(folder: Path) -> dict[str, Any]:
    """Check every file of a generation against its manifest and return it.

    :raises StoreError: a file is missing, damaged or of another schema.
    """
    path = folder / MANIFEST
    try:
        if sha256(path) != (folder / SEAL).read_text(encoding="ascii").strip():
            raise StoreError(f"{path}：索引清单已损坏")
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        schema, files = manifest["schema"], dict(manifest["files"])
        sound = (
            bool(files)
            and all(name in manifest for name in TOLD)
            and all(
                isinstance(expected["size"], int) and isinstance(expected["xxh3"], str) for expected in files.values()
            )
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path}：索引清单缺失或损坏") from error
    if schema != SCHEMA:
        raise StoreError(f"{path}：索引格式 schema 为 {schema}，本程序需要 {SCHEMA}，请重建索引")
    if not sound:
        raise StoreError(f"{path}：索引清单不完整")
    ordered = sorted(
        files, key=lambda name: files[name]["size"], reverse=True
    )  # the largest first: no core is left waiting
    with ThreadPoolExecutor(os.cpu_count()) as beside:
        checked = beside.map(lambda name: _is_whole(folder / name, files[name]), ordered)
        damaged = [name for name, whole in zip(ordered, checked, strict=True) if not whole]
    if damaged:
        raise StoreError(f"{folder / damaged[0]}：索引文件缺失或损坏")
    return manifest


def _is_whole(file: Path, expected: dict[str, Any]) -> bool:
    try:
        return file.is_file() and file.stat().st_size == expected["size"] and xxh3(file) == expected["xxh3"]
    except OSError as error:
        log.error("%s：读不出来（%s）", file, error.strerror)
        return False


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Be the only builder; the kernel frees the lock even when the builder is killed.

    :raises StoreError: another one is at work.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        file = (out / "lock").open("a+", encoding="ascii")
    except OSError as error:
        raise StoreError(
            f"{out}：索引文件夹写不进去（{error.strerror}）。请检查磁盘空间和写入权限，或换一个位置"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise StoreError(f"{out}：另一个进程（{file.read().strip()}）正在建索引，请等它完成后再试") from error
        file.truncate(0)
        with suppress(OSError):  # on a full disk the lock still holds, without telling by whom
            os.write(file.fileno(), str(os.getpid()).encode())
        yield


def publish(out: Path, write: Callable[[Path], dict[str, Any]], used: tuple[Path, dict[str, Any]] | None = None) -> int:
    """Write a generation beside the others, then swap the pointer; call it with the lock held.

    :param write: fills a folder and returns what the manifest shall tell beside the files.
    :param used: a verified generation, as ``current`` gives it; files linked from it are not hashed again.
    :returns: the generation's number.
    """
    generations = out / "generations"
    generations.mkdir(parents=True, exist_ok=True)
    for leftover in generations.glob(".building-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    number = max((int(name) for name in _names(out)), default=0) + 1
    beside = Path(tempfile.mkdtemp(prefix=".building-", dir=generations))
    try:
        told = write(beside)
        files = [path for path in sorted(beside.rglob("*")) if path.is_file()]
        listed = {path.relative_to(beside).as_posix(): _told(path, beside, used) for path in files}
        manifest = {"schema": SCHEMA, "generation": number, **told, "files": listed}
        (beside / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
        (beside / SEAL).write_text(sha256(beside / MANIFEST), encoding="ascii")
        for path in [*files, beside / MANIFEST, beside / SEAL, *{path.parent for path in files}, beside]:
            sync(path)
        beside.chmod(0o755)
        beside.rename(generations / f"{number:06d}")
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    _point(out, f"{number:06d}")
    for name in _names(out)[:-KEPT]:
        shutil.rmtree(generations / name, ignore_errors=True)
    return number


def link(folder: Path, beside: Path, names: Iterable[str]) -> None:
    """Give files of a generation to another without a copy; where the disk cannot do that, they are copied."""
    for name in names:
        target = beside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(folder / name, target)
        except OSError:
            shutil.copyfile(folder / name, target)


def _told(path: Path, beside: Path, used: tuple[Path, dict[str, Any]] | None) -> dict[str, Any]:
    """A file's size and hash, which are known of one that is the same as in a verified generation."""
    if used:
        (folder, manifest), name = used, path.relative_to(beside).as_posix()
        if name in manifest["files"] and path.samefile(folder / name):
            told: dict[str, Any] = manifest["files"][name]
            return told
    return {"size": path.stat().st_size, "xxh3": xxh3(path)}


def _point(out: Path, name: str) -> None:
    """Swap the pointer to a generation; one that cannot be pointed at goes."""
    pointer = out / "CURRENT"
    try:
        sync(out / "generations")
        replace(pointer, f"{name}\n".encode("ascii"))
    except BaseException:
        if not pointer.exists() or pointer.read_text(encoding="ascii").strip() != name:
            shutil.rmtree(out / "generations" / name, ignore_errors=True)
        raise


def _names(out: Path) -> list[str]:
    folder = out / "generations"
    return sorted(path.name for path in folder.iterdir() if path.name.isdecimal()) if folder.is_dir() else []
