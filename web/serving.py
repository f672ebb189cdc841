"""From a checkout to a running server: what is missing is built, what is heavy is opened side by side."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Config, Flask

from bot import Bot, Question
from index import EngineError, Index, ModelError, PolicyIndexError, StoreError, today
from index.encoders import Encoder, cores, open_encoder
from index.paths import ENCODER, INSTANCE, MILVUS, MODELS, ROOT
from index.sources import docs_digest
from index.store import Generation, current
from index.tokens import words

from .assistant import PROBLEMS
from .memory import give_back, use_huge_pages
from .secrets import secret

CONNECTIONS = 500
PATIENCE = 20
FEWEST, MOST_COMPUTING, MOST_WAITING = 2, 4, 8
LARGEST_REQUEST = 4 * 1024 * 1024
BREATH = 0.05
A_MINUTE = 60
A_QUESTION = "返乡农民工搞养殖，用地指标由谁统筹保障？"


def prepare(settings: Config) -> Bot | None:
    """Open the bot, after building the index if need be; None when that fails, and ``create_app`` then says why."""
    docs, out = Path(str(settings["DOCS_DIR"])).resolve(), Path(str(settings["INDEX_DIR"])).resolve()
    encoder, generation, reason = _looked_over(docs, out)
    if reason:
        encoder = generation = None  # what is built is another, perhaps with another encoder
        _build(docs, out, reason)
    try:
        index = Index.open(out, encoder, verified=generation)
        return Bot(index, secret=secret(Path(str(settings["SECRET_FILE"]))), kept=INSTANCE)
    except PROBLEMS:
        return None


def _looked_over(docs: Path, out: Path) -> tuple[Encoder | None, Generation | None, str | None]:
    """Open the encoder while the words are loaded and the index is verified; also tell why to build, if so."""
    with ThreadPoolExecutor(1) as beside:
        opening = beside.submit(_encoder)
        words(A_QUESTION)
        generation = _current(out)
        reason = outdated(docs, generation[1]) if generation else "还没有可用的索引"
        encoder = opening.result()
    if not encoder:
        return None, generation, reason or "语言模型还没有准备好"
    if generation and generation[1]["fingerprint"] != encoder.fingerprint:
        reason = reason or "语言模型变了"
    return encoder, generation, reason


def outdated(docs: Path, manifest: Mapping[str, Any]) -> str | None:
    """Tell why an index must be built anew, by its manifest; None when it is as the policies and the settings are."""
    if manifest.get("encoder") != ENCODER:
        return "换了语言模型"
    if MILVUS and not manifest.get("collection"):
        return "索引还没有搬到 Milvus"
    try:
        return None if manifest.get("docs") == docs_digest(docs) else "政策文件有变动"
    except PolicyIndexError:
        return "政策文件有变动"


def warm_up(app: Flask, bot: Bot | None) -> None:
    """Answer one question and draw one page, so that the first visitor does not wait.

    What was loaded until then stays for good: the collector need not walk over it, which takes a tenth of a second.
    """
    if bot:
        bot.learn()
        with suppress(EngineError):  # who asks is told the same, until Milvus answers
            bot.answer(Question(text=A_QUESTION))
    app.test_client().get("/")
    gc.collect()
    gc.freeze()
    give_back()


def keep_offers_ready(bot: Bot) -> None:
    """Try what is offered to typing, day by day in the background, with pauses in which visitors are served."""
    Thread(target=_try_offers, args=(bot,), daemon=True).start()


def _try_offers(bot: Bot) -> None:
    use_huge_pages()
    tried = None
    while True:
        day = today()
        if tried != day:
            with suppress(EngineError):  # while Milvus is away; in a minute it may be back
                bot.typeahead.offers("chuangye", day)
                for _ in bot.typeahead.try_plain(day):
                    time.sleep(BREATH)
                tried = day
                give_back()
                use_huge_pages()
        time.sleep(A_MINUTE)


def threads(settings: Mapping[str, Any]) -> int:
    """How many requests to work on at once, where the setting ``THREADS`` leaves it open.

    An answer is all computing, so that more than there are processors take Python's lock from one another: eight on two
    processors gave a third fewer answers a second than two. Who waits for another machine needs more.
    """
    waits = MILVUS or not str(settings["DATABASE_URL"]).startswith("sqlite")
    return MOST_WAITING if waits else min(MOST_COMPUTING, max(FEWEST, cores()))


def serve(app: Flask, host: str, port: int) -> None:
    """Listen, tell the address, and serve until stopped.

    :raises OSError: the address cannot be taken.
    """
    from waitress import create_server

    server = create_server(
        app,
        host=host,
        port=port,
        threads=app.config["THREADS"] or threads(app.config),
        connection_limit=CONNECTIONS,
        channel_timeout=PATIENCE,
        max_request_body_size=LARGEST_REQUEST,
        asyncore_use_poll=True,
        ident=None,
    )
    print(f"创业政策助手已启动：http://{host}:{port}（按 Ctrl+C 停止）", flush=True)
    server.run()


def _current(out: Path) -> Generation | None:
    try:
        return current(out)
    except StoreError:
        return None


def _encoder() -> Encoder | None:
    try:
        return open_encoder(ENCODER, MODELS)
    except ModelError:
        return None


def _build(docs: Path, out: Path, reason: str) -> None:
    """Build in a process of its own, so that this one stays small; its progress goes to our output."""
    print(f"{reason}，正在准备，首次约需一两分钟……", flush=True)
    command = [sys.executable, "-m", "index", "build", "--docs", str(docs), "--out", str(out)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:  # noqa: S603 our own module, no shell
        print("索引没有建成（原因见上）。如有旧索引，继续使用旧的。", file=sys.stderr, flush=True)
