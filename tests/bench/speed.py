"""Speed and memory, as ratios measured side by side in one run: ``make bench``.

Prints a Markdown table. These machines are noisy: only the ratios mean something.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests/golden/guangxi-2021-10-dev.jsonl"
PORT = 8765
IMPORTS = "import faiss, onnxruntime, jieba, flask"


def main() -> None:
    rows = [answer_over_encoder(), *serving()]
    print("| 项目 | 实测 | 要求 | 达到 |\n|---|---|---|---|")
    for name, measured, limit, unit in rows:
        print(f"| {name} | {measured:.2f} {unit} | ≤ {limit:g} {unit} | {'是' if measured <= limit else '否'} |")


def answer_over_encoder() -> tuple[str, float, float, str]:
    """One question through the whole bot, against the encoder alone on the same words, interleaved."""
    from bot import Bot, Question
    from index import Index
    from index.paths import INDEX

    bot = Bot(Index.open(INDEX))
    asked = [json.loads(line)["question"] for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    encoder = bot.index.encoder
    for text in asked[:20]:
        bot.answer(Question(text))
    pairs = [
        (timed(partial(encoder.encode_query, [text])), timed(partial(bot.answer, Question(text))))
        for text in asked
        if bot.answer(Question(text)).citations
    ]
    alone = statistics.median(first for first, _ in pairs)
    whole = statistics.median(second for _, second in pairs)
    print(f"编码器 {alone * 1000:.2f} 毫秒，整个答复 {whole * 1000:.2f} 毫秒（中位数，{len(pairs)} 个问题）")
    return "答复 / 编码器", whole / alone, 1.5, "倍"


def serving() -> list[tuple[str, float, float, str]]:
    """A second start, against the imports that it cannot do without; then its memory after questions."""
    starts, imports, memory = [], [], 0.0
    for _ in range(3):
        imports.append(timed(lambda: subprocess.run([sys.executable, "-c", IMPORTS], check=True)))
        began = time.perf_counter()
        server = subprocess.Popen(
            ["make", "--no-print-directory", "serve", f"PORT={PORT}"], cwd=ROOT, stdout=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        try:
            until_ready(began)
            starts.append(time.perf_counter() - began)
            memory = max(memory, after_questions(server.pid))
        finally:
            os.killpg(server.pid, 15)
            server.wait()
    limit = 2 * statistics.median(imports) + 2
    return [
        ("第二次 make serve 就绪", statistics.median(starts), limit, "秒"),
        ("服务占用内存", memory, 600, "MB"),
    ]


def until_ready(began: float) -> None:
    while time.perf_counter() - began < 60:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz/ready", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError("the server did not get ready within a minute")


def after_questions(pid: int) -> float:
    """Ask every golden question over HTTP, then add up the resident memory of the process group, in MB."""
    for line in GOLDEN.read_text(encoding="utf-8").splitlines():
        body = json.dumps({"question": json.loads(line)["question"]}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{PORT}/api/v1/ask", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer.read()
    listed = subprocess.run(["ps", "-o", "rss=", "-g", str(pid)], capture_output=True, text=True, check=True)
    return max(map(int, listed.stdout.split())) / 1024


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
