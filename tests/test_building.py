"""Policy files → a published index."""

from pathlib import Path

import pytest
from conftest import CORPUS, HashedEncoder

from index import DocumentError, Index, StoreError, build, store
from index.chunks import Kind
from index.noted import Noted
from index.sources import docs_digest

PLAN = "revival-plan.md"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def everything(index: Index) -> list[object]:
    return [index.documents, index.clauses, index.chunks, [document.parts for document in index.documents]]


def test_the_report_counts_what_was_built(out: Path, encoder: HashedEncoder) -> None:
    report, index = build(CORPUS, out, encoder), Index.open(out, encoder)
    assert (report.documents, report.clauses, report.generation) == (3, len(index.clauses), 1)
    assert report.chunks == len(index.chunks)
    assert (report.reused, report.embedded) == (0, len({chunk.digest for chunk in index.chunks}))
    assert len(encoder.documents) == report.embedded


def test_a_second_build_embeds_nothing_and_changes_nothing(out: Path, encoder: HashedEncoder) -> None:
    first, before = build(CORPUS, out, encoder), everything(Index.open(out, encoder))
    encoder.documents.clear()
    second = build(CORPUS, out, encoder)
    assert (second.embedded, second.reused, encoder.documents) == (0, first.embedded, [])
    assert everything(Index.open(out, encoder)) == before


def test_one_changed_sentence_embeds_its_clause_and_itself(docs: Path, out: Path, encoder: HashedEncoder) -> None:
    first = build(docs, out, encoder)
    encoder.documents.clear()
    edit(docs / PLAN, "支持乡村人才引进培养", "支持乡村人才引进和培养")
    second = build(docs, out, encoder)
    assert (second.embedded, second.reused) == (2, first.embedded - 2)
    assert len(encoder.documents) == 2
    assert all("支持乡村人才引进和培养" in passage for passage in encoder.documents)


def test_reused_vectors_rank_as_fresh_ones_do(docs: Path, out: Path, tmp_path: Path) -> None:
    build(docs, out, HashedEncoder())
    edit(docs / PLAN, "支持乡村人才引进培养", "支持乡村人才引进和培养")
    build(docs, out, HashedEncoder())
    build(docs, tmp_path / "fresh", HashedEncoder())
    reused, fresh = (Index.open(folder, HashedEncoder()) for folder in (out, tmp_path / "fresh"))
    for query in ("返乡创业培训", "创业担保贷款贴息", "孵化基地"):
        assert [hit.scores for hit in reused.search(query)] == [hit.scores for hit in fresh.search(query)]


def test_another_encoders_vectors_are_not_reused(out: Path) -> None:
    first, second = build(CORPUS, out, HashedEncoder("one")), build(CORPUS, out, HashedEncoder("two"))
    assert (second.embedded, second.reused) == (first.embedded, 0)


def test_phrasings_are_encoded_as_questions(docs: Path, out: Path, encoder: HashedEncoder) -> None:
    (docs / "revival-plan.questions.yaml").write_text("三、（二）: [钱从哪来, 有经费吗]", encoding="utf-8")
    build(docs, out, encoder)
    assert encoder.queries == ["钱从哪来", "有经费吗"]
    index = Index.open(out, encoder)
    (clause,) = [clause for clause in index.clauses if clause.label == "三、（二）"]
    assert index.phrasings(clause) == ["钱从哪来", "有经费吗"]
    assert [chunk.text for chunk in index.chunks if chunk.kind is Kind.PHRASING] == ["钱从哪来", "有经费吗"]


def test_what_none_or_several_answer_is_encoded_once_as_questions_and_is_no_chunk(
    docs: Path, out: Path, encoder
) -> None:
    asked = docs / "revival-plan.questions.yaml"
    asked.write_text("三、（二）: [钱从哪来]\n没有写: [给分房吗, 管饭吗]", encoding="utf-8")
    first = build(docs, out, encoder)
    assert encoder.queries == ["钱从哪来", "给分房吗", "管饭吗"]
    together = "三、（二），三、（一）: [人和钱]\n没有写: [管饭吗, 包路费吗]"
    asked.write_text(f"三、（二）: [钱从哪来]\n{together}", encoding="utf-8")
    second = build(docs, out, encoder)
    assert encoder.queries[3:] == ["包路费吗", "人和钱"]
    assert (first.chunks, second.embedded) == (second.chunks, 0)
    index = Index.open(out, encoder)
    (plan,) = [document.id for document in index.documents if document.source == PLAN]
    both = tuple(
        clause.id for label in ("三、（二）", "三、（一）") for clause in index.clauses if clause.label == label
    )
    assert index.noted.questions == [Noted(plan, "管饭吗"), Noted(plan, "包路费吗"), Noted(plan, "人和钱", both)]
    assert {index.find("管饭吗").evidence.unanswered} <= {0.0, 1.0}


def test_a_withdrawn_document_is_gone(docs: Path, out: Path, encoder: HashedEncoder) -> None:
    build(docs, out, encoder)
    (docs / PLAN).unlink()
    report = build(docs, out, encoder)
    index = Index.open(out, encoder)
    assert (report.documents, report.embedded) == (2, 0)
    assert all(hit.clause.document.source != PLAN for hit in index.search("乡村人才振兴", k=100))


BAD = {
    "no title": ("bad.md", "第一条 甲事。"),
    "two equal numbers": ("bad.md", "某办法\n第一条 甲事。\n第一条 乙事。"),
    "binary": ("bad.md", b"\x89PNG\r\n\x1a\n\0\0"),
    "another kind of file": ("bad.docx", b"PK"),
    "bad phrasings": ("revival-plan.questions.yaml", "九、: [甲]"),
}


@pytest.mark.parametrize(("name", "content"), BAD.values(), ids=BAD)
def test_a_bad_file_leaves_the_old_index_serving(docs: Path, out: Path, encoder, name: str, content) -> None:
    build(docs, out, encoder)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (docs / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    edit(docs / PLAN, "支持乡村人才引进培养", "支持乡村人才引进和培养")
    with pytest.raises(DocumentError, match=name):
        build(docs, out, encoder)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert len(Index.open(out, encoder).documents) == 3


def test_an_encoder_that_fails_leaves_the_old_index_serving(docs: Path, out: Path, encoder: HashedEncoder) -> None:
    class Failing(HashedEncoder):
        def encode_document(self, texts):
            raise MemoryError

    build(docs, out, encoder)
    edit(docs / PLAN, "支持乡村人才引进培养", "支持乡村人才引进和培养")
    with pytest.raises(MemoryError):
        build(docs, out, Failing())
    assert Index.open(out, encoder).generation == 1


def test_a_missing_folder_is_refused_before_anything_is_built(tmp_path: Path, out: Path, encoder) -> None:
    with pytest.raises(DocumentError, match="nowhere"):
        build(tmp_path / "nowhere", out, encoder)
    with pytest.raises(StoreError, match="还没有索引"):
        Index.open(out, encoder)


def test_a_policy_without_a_han_character_is_built(write, out: Path, encoder: HashedEncoder) -> None:
    folder = write("---\ntitle: '2024'\n---\n2024\n1. ……").parent
    assert build(folder, out, encoder).clauses == 1


def test_the_digest_of_a_folder_follows_its_policies_and_phrasings(docs: Path) -> None:
    seen = {docs_digest(docs)}
    (docs / "README.md").write_text("说明", encoding="utf-8")
    assert docs_digest(docs) in seen
    edit(docs / PLAN, "支持乡村人才引进培养", "支持乡村人才引进和培养")
    seen.add(docs_digest(docs))
    (docs / "revival-plan.questions.yaml").write_text("三、（二）: [甲]", encoding="utf-8")
    seen.add(docs_digest(docs))
    (docs / PLAN).rename(docs / "renamed.md")
    (docs / "revival-plan.questions.yaml").rename(docs / "renamed.questions.yaml")
    seen.add(docs_digest(docs))
    assert len(seen) == 4


def test_the_manifest_tells_what_the_index_was_built_from(out: Path, encoder: HashedEncoder) -> None:
    report = build(CORPUS, out, encoder)
    _, manifest = store.current(out)
    assert (manifest["docs"], manifest["fingerprint"]) == (docs_digest(CORPUS), encoder.fingerprint)
    assert (manifest["documents"], manifest["clauses"], manifest["chunks"]) == (3, report.clauses, report.chunks)


def test_progress_is_told(out: Path, encoder: HashedEncoder) -> None:
    told: list[str] = []
    report = build(CORPUS, out, encoder, told.append)
    assert f"3 份文件、{report.clauses} 条条款" in told[0]
    assert told[-1].startswith(f"编码 {report.embedded}/{report.embedded}")
