"""One contract for the vectors, wherever they lie: in FAISS, in a file of Milvus Lite, in a real Milvus server.

``POLICYBOT_TEST_MILVUS`` names a server that is there already, say a cluster, to be tested in place of our own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from conftest import CORPUS, HashedEncoder
from milvus_servers import Standalone, binaries, standalone
from numpy.testing import assert_allclose

from bot import Bot
from index import EngineError, Filter, Index, StoreError, build, milvus_rankers, moving, sizes, today
from index.__main__ import main
from index.chunks import Kind, chunks
from index.milvus import Collection
from index.milvus_rankers import MilvusRanker
from index.moments import Moments
from index.moving import move
from index.paths import ROOT
from index.rankers import Dense, Query
from index.saving import load
from index.store import current
from web import create_app, serving

GIVEN = "POLICYBOT_TEST_MILVUS"
QUESTIONS = ["创业担保贷款贴息", "孵化基地场租补贴", "培训"]


class Made(NamedTuple):
    """An index of the three invented policies, and where its vectors lie; nowhere else when that is empty."""

    out: Path
    milvus: str

    def open(self) -> Index:
        return Index.open(self.out, HashedEncoder(), self.milvus)


def missing(reason: str) -> None:
    """Skip; in CI nothing may."""
    pytest.fail(reason) if "CI" in os.environ else pytest.skip(reason)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """A real server of our own; it ends with this file, for it works also when nobody asks."""
    if binaries() is None:
        missing("needs the wheel milvus==2.3.5, which is there for Linux on x86_64 only: pip install -e '.[dev]'")
    with standalone(tmp_path_factory.mktemp("milvus")) as running:
        yield running


def address(engine: str, request: pytest.FixtureRequest) -> str:
    """Where an engine answers; FAISS lies in the index."""
    if engine == "server":
        return os.environ.get(GIVEN) or str(request.getfixturevalue("server").uri)
    return str(request.getfixturevalue("lite")) if engine == "lite" else ""


@pytest.fixture(scope="module")
def lite(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("lite") / "policies.db")


@pytest.fixture(scope="module", params=["lite", "server"])
def uri(request: pytest.FixtureRequest) -> str:
    """Where a Milvus answers."""
    return address(request.param, request)


@pytest.fixture(scope="module", params=["faiss", "lite", "server"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The three invented policies, built and sent."""
    out, there = tmp_path_factory.mktemp("made"), address(request.param, request)
    build(CORPUS, out, HashedEncoder(), milvus=there)
    return Made(out, there)


@pytest.fixture(scope="module")
def opened(made: Made) -> Index:
    return made.open()


def asked(text: str) -> Query:
    return Query(text, HashedEncoder().encode_query([text])[0], ())


def dense(index: Index, kind: Kind = Kind.CLAUSE) -> Dense:
    return index._rankers[kind]  # type: ignore[return-value]


# --- the contract ---


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("kind", [Kind.CLAUSE, Kind.SENTENCE])
def test_ranks_as_brute_force_does(opened: Index, kind: Kind, text: str) -> None:
    pieces = [piece for piece in chunks(opened.clauses, {}) if piece.kind is kind]
    vectors, query = HashedEncoder().encode_document([piece.passage for piece in pieces]), asked(text)
    scores, clauses = vectors @ query.vector, np.array([piece.clause for piece in pieces])
    best = np.array([scores[clauses == row].max() for row in range(len(opened.clauses))])
    ranking = dense(opened, kind).rank(query)
    assert sorted(ranking.rows.tolist()) == list(range(len(opened.clauses)))
    assert_allclose(ranking.scores, np.sort(best)[::-1], atol=1e-5)
    assert_allclose(ranking.scores, best[ranking.rows], atol=1e-5)
    assert_allclose([ranking.mean, ranking.deviation], [scores.mean(), scores.std()], atol=1e-4)


def test_a_filter_applies_before_the_depth_does(opened: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sizes, milvus_rankers):
        monkeypatch.setattr(module, "DEPTH", 3)
    for document in opened.documents:
        mask = np.array([clause.document is document for clause in opened.clauses])
        for allowed in (mask, ~mask):
            ranking = dense(opened).rank(asked(QUESTIONS[0]), allowed)
            assert len(ranking.rows) == min(3, allowed.sum())
            assert allowed[ranking.rows].all()


def test_a_filter_that_cuts_a_document_is_kept_to(opened: Index) -> None:
    allowed = np.arange(len(opened.clauses)) % 2 == 0
    assert sorted(dense(opened).rank(asked("补贴"), allowed).rows.tolist()) == np.flatnonzero(allowed).tolist()


def test_nothing_allowed_ranks_nothing(opened: Index) -> None:
    assert not len(dense(opened).rank(asked("补贴"), np.zeros(len(opened.clauses), bool)).rows)


def test_a_kind_without_chunks_ranks_nothing(opened: Index) -> None:
    ranking = dense(opened, Kind.PHRASING).rank(asked("补贴"))
    assert not len(ranking.rows)
    assert np.isfinite(ranking.floor)


def test_vectors_come_back(opened: Index) -> None:
    pieces = [piece.passage for piece in chunks(opened.clauses, {}) if piece.kind is Kind.SENTENCE]
    found = dense(opened, Kind.SENTENCE).vectors(range(3, 9))
    assert_allclose(found, HashedEncoder().encode_document(pieces[3:9]), atol=1e-6)
    assert dense(opened, Kind.SENTENCE).vectors(range(0)).shape == (0, 32)


@pytest.mark.parametrize("text", QUESTIONS)
def test_finds_what_the_local_index_finds(opened: Index, index: Index, text: str) -> None:
    for admitted in (None, Filter(frozenset({index.documents[1].id})), Filter(in_force_on=today())):
        ours, theirs = index.find(text, 10, admitted), opened.find(text, 10, admitted)
        assert [hit.clause.id for hit in theirs.hits] == [hit.clause.id for hit in ours.hits]
        assert_allclose([hit.score for hit in theirs.hits], [hit.score for hit in ours.hits], atol=1e-4)
    assert ours.query is not None
    told = [[one.text for one in found.sentences(index.clauses[4], ours.query)] for found in (opened, index)]
    assert told[0] == told[1]


# --- sending and publishing ---


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many vectors each call sends."""
    counted: list[int] = []
    upsert = Collection.upsert

    def counting(self: Collection, kind: str, keys: np.ndarray, *rest: np.ndarray) -> None:
        upsert(self, kind, keys, *rest)
        counted.append(len(keys))

    monkeypatch.setattr(Collection, "upsert", counting)
    return counted


def held(out: Path, uri: str) -> int:
    """How many vectors Milvus counts for an index."""
    collection = Collection(uri, current(out)[1]["collection"], moving.PATIENCE)
    return sum(collection.size(kind) for kind in Kind)


def test_publishing_a_document_sends_and_at_last_deletes_only_what_is_its_own(
    uri: str, docs: Path, tmp_path: Path, sent: list[int]
) -> None:
    out = tmp_path / "index"
    first = build(docs, out, HashedEncoder(), milvus=uri)
    assert sum(sent) == held(out, uri) == first.chunks
    serving = Made(out, uri).open()
    (docs / "new.md").write_text(
        "---\ntitle: 关于发放灯泡补贴的通知\nregion: 甲县\n---\n一、每户发放灯泡两个。\n", encoding="utf-8"
    )
    sent.clear()
    second = build(docs, out, HashedEncoder(), milvus=uri)
    added = second.chunks - first.chunks
    assert 0 < sum(sent) == added < 5
    assert held(out, uri) == second.chunks
    assert Made(out, uri).open().search("灯泡")[0].clause.document.source == "new.md"
    assert len(dense(serving).rank(asked("灯泡")).rows) == len(serving.clauses)  # and knows nothing of the new one
    (docs / "new.md").unlink()
    sent.clear()
    for kept in (second.chunks, second.chunks, first.chunks):  # two older generations may still be served
        build(docs, out, HashedEncoder(), milvus=uri)
        assert held(out, uri) == kept
    assert not sent


def test_a_move_cut_short_goes_on_where_it_stopped(
    uri: str, tmp_path: Path, sent: list[int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "index"
    built = build(CORPUS, out, HashedEncoder(), milvus="")
    monkeypatch.setattr(moving, "BATCH", 10)

    def cut(line: str) -> None:
        if len(sent) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(out, uri, report=cut)
    with pytest.raises(StoreError, match="还没有搬到 Milvus"):
        Made(out, uri).open()
    assert main(["move", "--to", uri, "--index", str(out)]) == 0
    assert sum(sent) == built.chunks
    told = capsys.readouterr()
    assert f"共 {built.chunks} 个，这次送了 {built.chunks - 20} 个，抽查相同 100.0%" in told.out
    assert "每秒" in told.err
    assert "还要约 0 秒" in told.err
    assert held(out, uri) == built.chunks
    assert Made(out, uri).open().search("贷款")[0].clause == Made(out, "").open().search("贷款")[0].clause


def test_what_was_lost_there_is_told_and_sent_again(uri: str, tmp_path: Path, sent: list[int]) -> None:
    out = tmp_path / "index"
    built = build(CORPUS, out, HashedEncoder(), milvus=uri)
    index = Made(out, uri).open()
    ranker = dense(index, Kind.SENTENCE)
    assert isinstance(ranker, MilvusRanker)
    ranker.collection.delete(Kind.SENTENCE, ranker.keys[:7])
    time.sleep(0.1)
    ranker.collection.size(Kind.SENTENCE)  # what is counted is also deleted for those who come after
    sent.clear()
    assert move(out, uri).sent == sum(sent) == 7
    assert held(out, uri) == built.chunks


def test_a_database_of_its_own_keeps_two_installations_apart(server: Standalone, tmp_path: Path) -> None:
    from pymilvus import MilvusClient

    MilvusClient(server.uri).create_database("second")
    build(CORPUS, tmp_path, HashedEncoder(), milvus=f"{server.uri}/second")
    index = Made(tmp_path, f"{server.uri}/second").open()
    assert index.search("贷款")
    name = current(tmp_path)[1]["collection"]
    assert not Collection(server.uri, name).exists()


def test_what_is_noted_beside_the_policies_moves_too(lite: str, docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "index"
    noted = "三、（一），三、（二）: [人和钱都讲讲]\n没有写: [管饭吗]"
    (docs / "revival-plan.questions.yaml").write_text(noted, encoding="utf-8")
    build(docs, out, HashedEncoder(), milvus="")
    before = Made(out, "").open().noted
    move(out, lite)
    after = Made(out, lite).open().noted
    assert [len(one.clauses) for one in before.questions] == [0, 2]
    assert after.questions == before.questions and np.array_equal(after.vectors, before.vectors)


def test_what_milvus_does_not_find_is_not_published(lite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "index"
    built = build(CORPUS, out, HashedEncoder(), milvus="")
    monkeypatch.setattr(MilvusRanker, "rank", lambda self, query: dense(Made(out, "").open()).rank(asked("无")))
    with pytest.raises(EngineError, match="没有发布"):
        move(out, lite)
    assert current(out)[1]["generation"] == built.generation


def test_another_encoder_gets_a_collection_of_its_own_and_the_old_one_goes_at_last(lite: str, tmp_path: Path) -> None:
    out = tmp_path / "index"
    build(CORPUS, out, HashedEncoder(), milvus=lite)
    old = Collection(lite, current(out)[1]["collection"])
    for expected in (True, True, False):
        build(CORPUS, out, HashedEncoder("another"), milvus=lite)
        assert old.exists() is expected
    assert current(out)[1]["collection"] != old.name


def test_a_key_names_a_clause_and_its_words_wherever_it_stands(index: Index) -> None:
    def keys(clauses: list) -> list[int]:
        pieces = [piece for piece in chunks(clauses, {}) if piece.kind is Kind.CLAUSE]
        return milvus_rankers.keys(clauses, pieces).tolist()

    own = keys(index.clauses)
    assert len(set(own)) == len(own)
    assert keys(index.clauses[5:]) == own[5:]


# --- when it does not answer ---


def test_nobody_there_is_told_at_the_question_not_at_the_start(tmp_path: Path) -> None:
    build(CORPUS, tmp_path, HashedEncoder(), milvus="")
    moved_by_hand(tmp_path)
    index = Index.open(tmp_path, HashedEncoder(), "http://clerk:hush-hush@127.0.0.1:9/policies")
    began = time.monotonic()
    for ask in (index.check, lambda: index.search("贷款")):
        with pytest.raises(EngineError, match=r"127\.0\.0\.1:9/policies：Milvus 没有回答") as refused:
            ask()
        assert "hush-hush" not in str(refused.value)
    assert time.monotonic() - began < 5


class Recovering:
    """A client of a cluster whose query node has just come back: it fails, then finds a part, then all."""

    def __init__(self, *turns: Exception | int) -> None:
        self.turns = list(turns)

    def search(self, *_: object, **__: object) -> list[Hits]:
        turn = self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]
        if isinstance(turn, Exception):
            raise turn
        return [Hits(list(range(turn)), [1 - key / 100 for key in range(turn)])]


class Hits(NamedTuple):
    """What a search finds, as pymilvus gives it, whose length is the number of hits."""

    ids: list[int]
    distances: list[float]

    def __len__(self) -> int:
        return len(self.ids)


def recovering(patience: float, *turns: Exception | int) -> MilvusRanker:
    collection = Collection("http://127.0.0.1:9", "policies", patience)
    collection._client = Recovering(*turns)
    moments = Moments(np.zeros(32, np.float32), np.eye(32, dtype=np.float32))
    return MilvusRanker(collection, Kind.CLAUSE, np.arange(20), np.arange(20), np.zeros(20, np.int64), moments)


def test_a_part_of_the_answer_is_asked_for_again_and_so_is_what_failed() -> None:
    from grpc import RpcError
    from pymilvus.exceptions import MilvusException

    failing = MilvusException(code=503, message="channel not available"), RpcError()
    ranker = recovering(5, *failing, 0, 17, 18)
    assert ranker.rank(asked("补贴")).rows.tolist() == list(range(18))  # a graph of neighbours may miss a few


def test_a_part_that_stays_one_is_no_answer() -> None:
    with pytest.raises(EngineError, match="不完整"):
        recovering(0.5, 17).rank(asked("补贴"))


def test_the_service_starts_while_milvus_is_away_and_says_so(tmp_path: Path) -> None:
    build(CORPUS, tmp_path, HashedEncoder(), milvus="")
    moved_by_hand(tmp_path)
    bot = Bot(Index.open(tmp_path, HashedEncoder(), "http://127.0.0.1:9"))
    app = create_app(bot, {"DATABASE_URL": f"sqlite:///{tmp_path / 'records.db'}"})
    serving.warm_up(app, bot)
    client = app.test_client()
    assert client.get("/").status_code == 200
    assert client.get("/healthz/ready").status_code == 503
    assert client.post("/api/v1/ask", json={"question": QUESTIONS[0]}).status_code == 503


def test_an_index_that_is_not_in_milvus_yet_is_brought_there_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def outdated() -> str | None:
        return serving.outdated(CORPUS, current(tmp_path)[1])

    build(CORPUS, tmp_path, HashedEncoder(), milvus="")
    assert outdated() is None
    monkeypatch.setattr(serving, "MILVUS", "http://127.0.0.1:9")
    assert outdated() == "索引还没有搬到 Milvus"
    moved_by_hand(tmp_path)
    assert outdated() is None


def moved_by_hand(out: Path) -> None:
    """Publish an index as moved, without a server."""
    folder, manifest = current(out)
    _, clauses, pieces, own = load(folder)
    collection = Collection("", "policies")
    named = {
        kind: MilvusRanker(
            collection, kind, milvus_rankers.keys(clauses, [piece for piece in pieces if piece.kind is kind]),
            own[kind].clauses, milvus_rankers.numbers(clauses), own[kind].moments,
        )
        for kind in Kind
    }  # fmt: skip
    moved = moving.Moved(collection, named, {}, frozenset(), 0, 1.0)

    def write(beside: Path) -> dict:
        moving.store.link(folder, beside, manifest["files"])
        return manifest | moved.save(beside)

    moving.store.publish(out, write)


@pytest.mark.parametrize("address", ["foo", "http://", "http://no.such.host.invalid:19530", "http://127.0.0.1:x"])
def test_an_address_that_is_none_names_the_setting(address: str) -> None:
    with pytest.raises(EngineError, match="POLICYBOT_MILVUS"):
        Collection(address, "policies").check()


def test_a_lost_server_is_told_within_seconds_and_found_again(server: Standalone, tmp_path: Path) -> None:
    build(CORPUS, tmp_path, HashedEncoder(), milvus=server.uri)
    index = Made(tmp_path, server.uri).open()
    before = index.search("贷款")
    client = create_app(
        Bot(index), {"TESTING": False, "DATABASE_URL": f"sqlite:///{tmp_path / 'records.db'}"}
    ).test_client()
    assert client.get("/healthz/ready").status_code == 200
    assert client.post("/api/v1/ask", json={"question": QUESTIONS[0]}).status_code == 200
    server.stop(kill=True)
    began = time.monotonic()
    refused = client.post("/api/v1/ask", json={"question": QUESTIONS[1]})
    assert (refused.status_code, refused.json["error"]["code"]) == (503, "unavailable")
    assert refused.headers["Retry-After"]
    assert server.uri in client.get("/healthz/ready").json["reasons"][0]
    assert client.get("/").status_code == 200
    assert time.monotonic() - began < 10
    server.start()
    assert wait(lambda: client.get("/healthz/ready").status_code == 200)
    assert wait(lambda: client.post("/api/v1/ask", json={"question": QUESTIONS[1]}).status_code == 200)
    assert index.search("贷款") == before


def wait(is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + 30
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(0.2)
    return True


def test_serving_without_the_setting_imports_none_of_it(tmp_path: Path) -> None:
    build(CORPUS, tmp_path, HashedEncoder(), milvus="")
    code = (
        "import sys, numpy; from index import Index\n"
        "class Encoder:\n"
        "    fingerprint = 'hashed-bigrams'\n"
        "    def encode_query(self, texts): return numpy.ones((len(texts), 32), numpy.float32)\n"
        f"assert Index.open({str(tmp_path)!r}, Encoder()).search('贷款')\n"
        "sys.exit(sorted({'pymilvus', 'grpc', 'pandas'} & set(sys.modules)) or 0)"
    )
    environment = {name: value for name, value in os.environ.items() if name != "POLICYBOT_MILVUS"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
