"""Publishing one document of thirty clauses into an index of a hundred thousand and of a million: the whole command.

The index is that of ``scale.py``; its documents are written as files too, once, so that a build can tell by their digests
that they did not change. Base and new generation share files, so the index of ``scale.py`` stays as it is.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import corpora  # noqa: E402
from corpora import CLAUSES_EACH, KEPT, Corpus  # noqa: E402
from report import Row  # noqa: E402
from scale import made  # noqa: E402
from timing import timed  # noqa: E402

from index import Index, build, store  # noqa: E402
from index.changes import write  # noqa: E402
from index.documents import Document  # noqa: E402
from index.encoders import BUILTIN, open_encoder  # noqa: E402
from index.paths import MODELS  # noqa: E402
from index.sources import document_digests, file_digests, folder_digest, program_digest  # noqa: E402
from index.tokens import runs, terms  # noqa: E402

SIZES = (100_000, 1_000_000)
SAMPLE = 300  # clauses, from which the mean number of terms is taken
STEPS = ("add", "replace", "nothing", "remove")
LIMIT = 10.0  # seconds


def measures(sizes: Sequence[int] = SIZES) -> Iterator[Row]:
    for size in sizes:
        docs, out = prepared(size)
        name, limit = f"{size:,} 条", LIMIT if size == SIZES[-1] else None
        told = {"add": "加一份三十条的文件", "replace": "改一份", "remove": "撤下一份", "nothing": "什么也没变"}
        for step in STEPS:
            found = _called(step, docs, out)
            note = (
                f"CPU {found['processor']:.1f} 秒，写 {found['written']:.1f} MB，新编码 {found['embedded']:.0f} 段，"
                f"进程内存最多 {found['memory']:.0f} MB，读 {found['read']:.0f} 份"
            )
            yield Row(f"{name}：{told[step]}", found["seconds"], "秒", limit, note=note)
        found = _called("open", made(size), out)
        note = f"{found['layered']:.1f} 秒与 {found['whole']:.1f} 秒"
        yield Row(f"{name}：打开并核对两层的 / 一层的", found["layered"] / found["whole"], note=note)


def prepared(size: int) -> tuple[Path, Path]:
    """A folder of policies and an index of it, with one generation, made of the index of that size."""
    docs, out = KEPT / f"docs-{size}", KEPT / f"published-{size}"
    corpus = Corpus(size, corpora.base(open_encoder(BUILTIN, MODELS)))
    if not (docs / "README.md").exists():
        docs.mkdir(exist_ok=True)
        for document in corpus.documents():
            (docs / document.source).write_text(_text(document), encoding="utf-8")
        (docs / "README.md").write_text("complete", encoding="utf-8")
    for extra in docs.glob("new-*.md"):
        extra.unlink()
    first = next(corpus.documents())
    (docs / first.source).write_text(_text(first), encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    _published(corpus, docs, out, store.current(made(size)))
    return docs, out


def _published(corpus: Corpus, docs: Path, out: Path, used: tuple[Path, dict[str, Any]]) -> None:
    """Publish an index again, by links, as one that was built of a folder."""
    (folder, manifest), files = used, file_digests(docs)
    passages = [
        clause.text for document in islice(corpus.documents(), SAMPLE // CLAUSES_EACH) for clause in document.parts
    ]
    averages = {
        name: sum(len(read(text)) for text in passages) / len(passages)
        for name, read in (("sparse", terms), ("run", runs))
    }

    def fill(beside: Path) -> dict[str, Any]:
        store.link(folder, beside, manifest["files"])
        digests = document_digests(files)
        write(
            beside, {"program": program_digest(), "averages": {**averages, "sparse_phrasing": 1.0}, "digests": digests}
        )
        told = {name: value for name, value in manifest.items() if name not in ("schema", "generation", "files")}
        return told | {"docs": folder_digest(files)}

    with store.locked(out):
        store.publish(out, fill, used)


def _text(document: Document, note: str = "") -> str:
    """A policy file of as many clauses."""
    clauses = "\n".join(f"第{row}条 {note}{part.text}" for row, part in enumerate(document.parts, 1))
    return f"{document.title}\n{clauses}"


def _called(step: str, docs: Path, out: Path) -> dict[str, float]:
    command = [sys.executable, __file__, step, str(docs), str(out)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return found


def change(step: str, docs: Path) -> None:
    """Change the folder as a clerk would, with texts of a document that is there."""
    there = sorted(docs.glob("0*.md"))
    text = there[len(there) // 2].read_text(encoding="utf-8")
    if step == "add":
        (docs / "new-1.md").write_text(text.replace("第1条 ", "第1条 这是新发的一份。"), encoding="utf-8")
    elif step == "replace":
        path = there[0]
        path.write_text(path.read_text(encoding="utf-8").replace("第2条 ", "第2条 这一条改过。"), encoding="utf-8")
    elif step == "remove":
        (docs / "new-1.md").unlink()


def measured(step: str, docs: Path, out: Path) -> dict[str, float]:
    """Build after a change, and tell what that took."""
    change(step, docs)
    before, began, worked = _written(), time.perf_counter(), time.process_time()
    report = build(docs, out, report=lambda line: print(line, file=sys.stderr))
    return {
        "seconds": time.perf_counter() - began, "processor": time.process_time() - worked,
        "written": (_written() - before) / 1e6, "read": report.read, "embedded": report.embedded,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }  # fmt: skip


def opened(whole: Path, layered: Path) -> dict[str, float]:
    """The seconds that opening takes, in turns."""
    encoder, turns = open_encoder(BUILTIN, MODELS), range(3)
    times = [[timed(lambda out=out: Index.open(out, encoder)) for out in (whole, layered)] for _ in turns]
    return dict(zip(("whole", "layered"), map(min, zip(*times, strict=True)), strict=True))


def _written() -> int:
    """What this process wrote into files."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(dict(line.split(": ") for line in lines)["wchar"])


if __name__ == "__main__":
    step, docs, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    print(json.dumps(opened(docs, out) if step == "open" else measured(step, docs, out)))
