"""A large index to which changes are added: the same as one built of all files at once. Here large is above a few clauses."""

import errno
import os
import random
import shutil
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import HashedEncoder
from test_store import BUILDER, file_size, killed

from index import (
    BuildReport,
    DocumentError,
    Filter,
    Index,
    StoreError,
    build,
    building,
    cells,
    changes,
    sizes,
    sparse,
    store,
)
from index.__main__ import main
from index.files import xxh3
from index.layers import DELTA, ORDER
from index.moving import move

QUESTIONS = [
    "返乡农民工创业补贴", "贷款贴息", "孵化基地场地条件", "高校毕业生", "培训", "乡村人才", "谁来牵头", "第三条", "创业担保贷款最高多少",
    "税收减免", "退役军人", "社会保险", "abc", "有钱拿吗",
]  # fmt: skip
SAID = [
    "创业",
    "贷款",
    "贴息",
    "补贴",
    "培训",
    "场地",
    "农民工",
    "毕业生",
    "退役军人",
    "免费",
    "基地",
    "税收",
    "社会保险",
]
OF_THE_FIRST = {"phrased", "held", "lacking", "lead", "unanswered"}
PLAN = "revival-plan.md"


@pytest.fixture(autouse=True)
def few() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sizes, "LARGE", 5)
        patch.setattr(sizes, "ROUGH", 5)
        for share in ("NAMED", "NEAR", "KEPT"):
            patch.setattr(sizes, share, 1000.0)
        patch.setattr(cells, "PROBED", 1.0)
        patch.setattr(changes, "SHARE", 3.0)
        patch.setattr(sparse, "SCARCE", 1)
        yield


class Folder(NamedTuple):
    """A folder of policies, an index that is added to, and a place for those built at once."""

    docs: Path
    out: Path
    beside: Path

    def publish(self) -> BuildReport:
        return build(self.docs, self.out, HashedEncoder())

    def layered(self) -> Index:
        return Index.open(self.out, HashedEncoder())

    def anew(self) -> Index:
        shutil.rmtree(self.beside, ignore_errors=True)
        build(self.docs, self.beside, HashedEncoder(), whole=True)
        return Index.open(self.beside, HashedEncoder())


@pytest.fixture
def folder(docs: Path, tmp_path: Path) -> Folder:
    made = Folder(docs, tmp_path / "out", tmp_path / "beside")
    for number in range(4):
        written(docs / f"a{number}.md", random.Random(number))
    made.publish()
    return made


def written(path: Path, chance: random.Random) -> None:
    """Write an invented policy, and perhaps how people ask for it."""
    clauses = ["".join(chance.choices(SAID, k=6)) + "。" + "".join(chance.choices(SAID, k=9)) for _ in range(4)]
    lines = [f"第{'一二三四'[row]}条 {clause}，办理{chance.randrange(99)}件。" for row, clause in enumerate(clauses)]
    path.write_text(f"某市{chance.randrange(999)}号创业办法\n" + "\n".join(lines), encoding="utf-8")
    asked = path.with_name(f"{path.stem}.questions.yaml")
    asked.unlink(missing_ok=True)
    if chance.random() < 0.5:
        lines = [f"第二条: [{'吗, '.join(chance.choices(SAID, k=3))}吗]"]
        noted = random.Random(path.name)
        lines += [f"没有写: [{'多久, '.join(noted.choices(SAID, k=2))}多久]"] if noted.random() < 0.7 else []
        lines += (
            [f"第一条，第四条: [{'都有啥, '.join(noted.choices(SAID, k=2))}都有啥]"] if noted.random() < 0.7 else []
        )
        asked.write_text("\n".join(lines), encoding="utf-8")


def assert_same(folder: Folder) -> None:
    """The index that was added to gives what one built at once gives."""
    ours, theirs = folder.layered(), folder.anew()
    assert_same_texts(ours, theirs)
    assert_same_answers(ours, theirs)
    assert ours.vocabulary() == theirs.vocabulary()
    for name, ranker in theirs._sparse.items():
        for term in ranker.vocabulary():
            ours_having = ours._sparse[name].postings.having([term, "创业"]).tolist()
            assert ours_having == ranker.postings.having([term, "创业"]).tolist()


def assert_same_texts(ours: Index, theirs: Index) -> None:
    assert list(ours.documents) == list(theirs.documents)
    assert [list(one.parts) for one in ours.documents] == [list(one.parts) for one in theirs.documents]
    assert list(ours.clauses) == list(theirs.clauses)
    assert list(ours.chunks) == list(theirs.chunks)
    assert ours.phrased() == theirs.phrased()
    assert set(ours.noted.questions) == set(theirs.noted.questions)
    for document in ours.documents:
        assert list(ours.clauses_of(document)) == list(theirs.clauses_of(document))
    for clause in theirs.clauses:
        assert ours.clause(clause.id) == clause
        assert ours.neighbours(clause) == theirs.neighbours(clause)
        assert ours.phrasings(clause) == theirs.phrasings(clause)
        assert sorted(chain(*ours.phrasings_by_sentence(clause))) == sorted(theirs.phrasings(clause))


def assert_same_answers(ours: Index, theirs: Index) -> None:
    """Scores differ by what a byte for a score leaves, and by the mean length of texts, which stays the base's."""
    regions = {document.id for document in list(theirs.documents)[::2]}
    for question in QUESTIONS:
        for only in (None, Filter(documents=frozenset(regions))):
            found, expected = ours.find(question, 100, only), theirs.find(question, 100, only)
            sums = {hit.clause.id: hit.score for hit in expected.hits}
            assert {hit.clause.id for hit in found.hits} == sums.keys()
            assert [hit.score for hit in found.hits] == pytest.approx(
                [sums[hit.clause.id] for hit in found.hits], abs=0.2
            )
            if not expected.hits:
                continue
            assert sums[found.hits[0].clause.id] >= expected.hits[0].score - 0.2
            clause, told, wanted = expected.hits[0].clause, vars(found.evidence), vars(expected.evidence)
            same = wanted.keys() if found.hits[0].clause == clause else wanted.keys() - OF_THE_FIRST
            assert [told[name] for name in same] == pytest.approx([wanted[name] for name in same], abs=0.2)
            assert (told["coverage"], told["size"]) == (wanted["coverage"], wanted["size"])
            assert found.query is not None
            assert [one.score for one in ours.sentences(clause, found.query)] == pytest.approx(
                [one.score for one in theirs.sentences(clause, found.query)], abs=0.1
            )


def changed(docs: Path, chance: random.Random) -> None:
    """Add, replace, rename or remove a few policies."""
    there = sorted(docs.glob("*.md"))
    for _ in range(chance.randrange(1, 4)):
        what, one = chance.random(), chance.choice(there)
        if what < 0.35:
            written(docs / f"{chance.choice('bnz')}{chance.randrange(99)}.md", chance)
        elif what < 0.65 and one.exists():
            written(one, chance)
        elif what < 0.75 and one.exists():
            one.with_name(f"{one.stem}.questions.yaml").unlink(missing_ok=True)
            one.rename(docs / f"moved-{chance.randrange(99)}.md")
        elif len(there) > 3:
            one.unlink(missing_ok=True)
            one.with_name(f"{one.stem}.questions.yaml").unlink(missing_ok=True)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_changes_it_is_as_if_built_at_once(folder: Folder, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        changed(folder.docs, chance)
        folder.publish()
        assert_same(folder)


def test_only_what_changed_is_read_and_encoded(folder: Folder, encoder: HashedEncoder) -> None:
    written(folder.docs / "b.md", random.Random(70))
    report = build(folder.docs, folder.out, encoder)
    assert (report.read, report.documents) == (1, 8)
    assert 0 < report.embedded == len(encoder.documents) + len(encoder.queries) < 20
    index = folder.layered()
    assert (report.clauses, report.chunks) == (len(index.clauses), len(index.chunks))
    assert report.reused == report.chunks - report.embedded


def test_the_base_is_shared_and_not_written_again(folder: Folder) -> None:
    before = files(folder.out)
    written(folder.docs / "b.md", random.Random(70))
    folder.publish()
    after, (generation, manifest) = files(folder.out), store.current(folder.out)
    assert {name for name in after if name not in before} == {
        ORDER,
        *(name for name in after if name.startswith(DELTA)),
    }
    assert all(after[name].samefile(before[name]) for name in before if name not in (store.MANIFEST, store.SEAL))
    assert manifest["generation"] == 2
    assert manifest["files"]["parts.bin"]["xxh3"] == xxh3(generation / "parts.bin")


def files(out: Path) -> dict[str, Path]:
    folder, _ = store.current(out)
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("layered", [False, True])
def test_where_nothing_changed_nothing_is_read_or_written(folder: Folder, layered: bool) -> None:
    if layered:
        written(folder.docs / "b.md", random.Random(70))
        folder.publish()
    before = files(folder.out)
    report = folder.publish()
    after = files(folder.out)
    assert (report.read, report.embedded) == (0, 0)
    assert after.keys() == before.keys()
    assert all(after[name].samefile(before[name]) for name in after if name not in (store.MANIFEST, store.SEAL))
    assert_same(folder)


def test_a_change_taken_back_leaves_the_base_alone(folder: Folder) -> None:
    text = (folder.docs / PLAN).read_bytes()
    (folder.docs / PLAN).unlink()
    assert folder.publish().read == 0
    assert_same(folder)
    (folder.docs / PLAN).write_bytes(text)
    report = folder.publish()
    assert (report.read, report.embedded) == (0, 0)
    assert DELTA not in {Path(name).parts[0] for name in files(folder.out)}
    assert_same(folder)


def test_a_renamed_document_is_read_but_not_encoded_again(folder: Folder) -> None:
    (folder.docs / PLAN).rename(folder.docs / "renamed.md")
    report = folder.publish()
    assert (report.read, report.embedded) == (1, 0)
    assert_same(folder)


def test_phrasings_alone_are_a_change(folder: Folder) -> None:
    (folder.docs / "revival-plan.questions.yaml").write_text("三、（二）: [钱从哪来, 有经费吗]", encoding="utf-8")
    report = folder.publish()
    assert (report.read, report.embedded) == (1, 2)
    assert_same(folder)
    (folder.docs / "revival-plan.questions.yaml").unlink()
    folder.publish()
    assert_same(folder)


def test_a_disk_that_knows_no_links_gets_copies(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*given: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    written(folder.docs / "b.md", random.Random(70))
    assert folder.publish().read == 1
    assert all(path.stat().st_nlink == 1 for path in files(folder.out).values())
    assert_same(folder)


# --- built anew ---


def test_when_too_much_has_changed_all_is_built_anew(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "SHARE", 0.4)
    reads = []
    for number in range(12):
        written(folder.docs / "b.md", random.Random(number))
        written(folder.docs / f"c{number}.md", random.Random(number))
        report = folder.publish()
        reads.append(report.read == report.documents)
    assert 2 <= sum(reads) <= 6
    assert len(list((folder.out / "generations").iterdir())) == store.KEPT
    assert_same(folder)


def test_a_merge_is_told(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "MOST", 0)
    (folder.docs / PLAN).unlink()
    told: list[str] = []
    report = build(folder.docs, folder.out, HashedEncoder(), told.append)
    assert report.read == report.documents
    assert any("全部文件重新读" in line for line in told)


def test_another_encoder_an_upgrade_and_a_wish_build_all_anew(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    written(folder.docs / "b.md", random.Random(70))
    assert build(folder.docs, folder.out, HashedEncoder("another")).read == 8
    assert build(folder.docs, folder.out, HashedEncoder("another"), whole=True).read == 8
    assert build(folder.docs, folder.out, HashedEncoder("another")).read == 0
    monkeypatch.setattr(changes, "program_digest", lambda: "upgraded")
    assert build(folder.docs, folder.out, HashedEncoder("another")).read == 8


def test_a_small_index_is_never_layered(docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "LARGE", 20_000)
    for _ in range(2):
        report = build(docs, tmp_path / "out", HashedEncoder())
        assert report.read == report.documents
    assert not {changes.MADE, ORDER} & files(tmp_path / "out").keys()


def test_a_layered_index_is_not_moved_to_milvus_before_it_is_whole(folder: Folder) -> None:
    written(folder.docs / "b.md", random.Random(70))
    folder.publish()
    with pytest.raises(StoreError, match="index build --whole"):
        move(folder.out, "http://127.0.0.1:1")


def test_the_command_tells_what_it_read(folder: Folder, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    monkeypatch.setattr(building, "default_encoder", lambda report: HashedEncoder())
    written(folder.docs / "b.md", random.Random(70))
    assert main(["build", "--docs", str(folder.docs), "--out", str(folder.out)]) == 0
    assert "只读了有变动的 1 份文件" in capsys.readouterr().out
    assert main(["build", "--docs", str(folder.docs), "--out", str(folder.out), "--whole"]) == 0
    assert "只读了" not in capsys.readouterr().out


# --- what goes wrong ---

BAD = {
    "no title": ("bad.md", "第一条 甲事。"),
    "another kind of file": ("bad.docx", "PK"),
    "phrasings of no policy": ("bad.questions.yaml", "一: [甲]"),
    "phrasings of no clause": ("revival-plan.questions.yaml", "九、: [甲]"),
}


@pytest.mark.parametrize(("name", "content"), BAD.values(), ids=BAD)
def test_a_bad_file_leaves_the_old_index_serving(folder: Folder, name: str, content: str) -> None:
    (folder.docs / name).write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=name):
        folder.publish()
    assert folder.layered().generation == 1


def test_a_damaged_base_is_refused_and_built_anew(folder: Folder) -> None:
    written(folder.docs / "b.md", random.Random(70))
    folder.publish()
    flip(files(folder.out)["run/scores.npy"])
    with pytest.raises(StoreError, match="损坏"):
        folder.layered()
    assert folder.publish().read == 8
    assert_same(folder)


@pytest.mark.parametrize("name", [ORDER, f"{DELTA}/parts.bin", f"{DELTA}/clause/codes.npy", f"{DELTA}/sparse/rows.npy"])
def test_a_damaged_delta_is_passed_over_for_the_generation_before(folder: Folder, name: str) -> None:
    written(folder.docs / "b.md", random.Random(70))
    folder.publish()
    flip(files(folder.out)[name])
    assert folder.layered().generation == 1
    assert folder.publish().read == 1
    assert_same(folder)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def test_a_full_disk_leaves_the_old_generation_whole(folder: Folder) -> None:
    written(folder.docs / "b.md", random.Random(70))
    folder.publish()
    largest = max(path.stat().st_size for name, path in files(folder.out).items() if name.startswith(DELTA))
    written(folder.docs / "b.md", random.Random(71))
    for most in range(8, largest, largest // 10):
        with file_size(most), pytest.raises(StoreError, match="磁盘"):
            folder.publish()
        assert folder.layered().generation == 2
    assert folder.publish().generation == 3
    assert_same(folder)


def test_a_builder_killed_at_any_moment_leaves_a_whole_index(folder: Folder, tmp_path: Path) -> None:
    other = shutil.copytree(folder.docs, tmp_path / "other")
    written(other / "b.md", random.Random(70))
    written(other / PLAN, random.Random(71))
    expected = {7: list(folder.layered().clauses)}
    build(other, folder.out, HashedEncoder())
    expected[8] = list(folder.layered().clauses)
    patched = "from index import changes, sizes\nsizes.ROUGH = sizes.LARGE = 5\nchanges.SHARE = 3.0\n"
    builder = BUILDER.replace("docs, out =", f"{patched}docs, out =")
    command = [sys.executable, "-W", "ignore", "-c", builder, str(folder.docs), str(other), str(folder.out)]
    last = 2
    for number in killed(command):
        index = folder.layered()
        assert list(index.clauses) == expected[len(index.documents)]
        assert index.generation >= last
        last = index.generation
        if number >= 15 and last > 8:
            break
    assert last > 8, "it built between the kills"
