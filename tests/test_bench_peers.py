"""How the benchmark asks its peers, and scores them; the peers themselves are installed only by the benchmark."""

import sys
from pathlib import Path

import numpy as np
import pytest

BENCH = Path(__file__).with_name("bench")
RUNNER = """
import sys
sys.path.insert(0, {peer!r})
from asking import Peer, Watched, run

class Encoder:
    def encode(self, question):
        return question

def ready(passages):
    print("a library greets")
    encoder = Encoder()
    watched = Watched(encoder, "encode")
    return Peer(lambda question: (encoder.encode(question), {found})[1], watched)

run(ready)
"""


@pytest.fixture(autouse=True)
def bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "passages.jsonl").write_text('{"id": "a", "text": "甲"}\n{"id": "b", "text": "乙"}', encoding="utf-8")
    np.save(tmp_path / "vectors.npy", np.eye(2, dtype=np.float32))
    return tmp_path


def runner(folder: Path, found: str) -> Path:
    script = folder / "runner.py"
    script.write_text(RUNNER.format(peer=str(BENCH / "peer"), found=found), encoding="utf-8")
    return script


def test_a_peer_answers_in_turn_whatever_its_libraries_print(folder: Path) -> None:
    from running import running

    with running(sys.executable, runner(folder, "[passages.ids[1], passages.ids[0]]"), folder) as peer:
        replies = [peer.ask("哪一条？"), peer.ask("还有呢？")]
    assert [reply.ids for reply in replies] == [["b", "a"]] * 2
    assert all(0 < reply.encoding < reply.seconds for reply in replies)


def test_a_peer_that_dies_is_not_waited_for(folder: Path) -> None:
    from running import running

    with (
        running(sys.executable, runner(folder, "sys.exit(1)"), folder) as peer,
        pytest.raises(RuntimeError, match="没有回话"),
    ):
        peer.ask("哪一条？")


def test_the_first_right_article_counts_and_one_not_found_counts_nothing() -> None:
    from peers import reciprocal_rank
    from running import Reply
    from statutes import Asked

    replies = [Reply(ids, 1, 1, 0) for ids in (["x", "a", "b"], ["x", "y"])]
    asked = [Asked("一", frozenset({"a", "b"})), Asked("二", frozenset({"c"}))]
    assert reciprocal_rank(replies, asked) == 0.25


def test_a_peer_is_timed_with_the_threads_that_suit_it() -> None:
    from peers import Measured
    from running import Reply

    replies = [Reply([], seconds, 1, 0.1, threads) for seconds, threads in ((0.5, 1), (4.0, 2), (0.7, 1), (3.0, 2))]
    assert (Measured(replies, 1, 1).threads, Measured(replies, 1, 1).seconds) == (1, 0.6)


def test_an_article_becomes_one_clause_of_its_law(tmp_path: Path) -> None:
    from statutes import Article, write_policies

    from index.clauses import clauses
    from index.documents import read_documents

    words = "设立公司，应当具备下列条件：（一）有名称；（二）有住所。"
    write_policies(tmp_path, [Article("a-1", "某某法", "第二十三条", words)])
    (document,) = read_documents(tmp_path)
    (clause,) = clauses(document)
    assert (document.source, document.title, words in clause.text) == ("a-1.md", "某某法", True)


def test_sizes_follow_what_a_package_needs() -> None:
    from environments import size

    assert size(sys.executable, ["flask"]) > size(sys.executable, ["markupsafe"]) > 0
