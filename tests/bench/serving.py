"""The server from outside: its start, its memory, its processor time for an answer, and many users at once."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from statistics import median
from typing import NamedTuple

from golden import questions
from plots import Bars, Plot
from report import Found, Row
from timing import memory, processors, timed

from bot import Bot, Question
from index import Index
from index.paths import INDEX, ROOT
from web.memory import use_huge_pages

PORT = 8765
IMPORTS = "import faiss, flask, itsdangerous, numpy, onnxruntime, opencc, sentencepiece, sqlalchemy, waitress, yaml"
STARTS = 3
ROUNDS = 3
USERS = (1, 2, 4, 8, 16)
SECONDS = 2.0
IDLE, PATIENCE = 0.02, 180  # processor seconds a second; seconds


class Load(NamedTuple):
    """Answers a second, and how long each took, in order."""

    throughput: float
    times: list[float]

    def quantile(self, share: float) -> float:
        return self.times[min(len(self.times) - 1, int(len(self.times) * share))]


def measures() -> Iterator[Found]:
    yield from _starts()
    with served() as server:
        requests = [_request(text) for text in questions()]
        _asked(requests)
        yield Row("服务占用内存", memory(server.pid), "MB", limit=450, note="问过全部标准问题以后")
        _until_quiet(server.pid)
        yield _processors(server.pid, requests)
        loads = _loads(requests)
        yield Row("服务占用内存，16 人同时问过以后", memory(server.pid), "MB")
    one, eight = loads[1], loads[8]
    yield Row("吞吐，8 人同时 / 1 人", eight.throughput / one.throughput, limit=1.7, at_least=True)
    yield Row("8 人同时，99% / 中位数", eight.quantile(0.99) / eight.quantile(0.5), limit=4)
    yield Row("1 人，每秒答复", one.throughput, "个")
    yield Row("8 人，每秒答复", eight.throughput, "个")
    ordered = [(name, [(users, load.quantile(share) * 1000) for users, load in loads.items()]) for name, share in _TOLD]
    yield Plot("同时提问的人数与等待", "人", "毫秒", dict(ordered))
    yield Bars("每秒答复", "个", {f"{users} 人": load.throughput for users, load in loads.items()})


_TOLD = (("中位数", 0.5), ("99%", 0.99))


def _starts() -> Iterator[Row]:
    """From nothing to the first answer, against the imports that it cannot do without."""
    imports, starts = [], []
    for _ in range(STARTS):
        imports.append(timed(lambda: subprocess.run([sys.executable, "-c", IMPORTS], check=True)))
        began = time.perf_counter()
        with served():
            _asked([_request(questions()[0])])
            starts.append(time.perf_counter() - began)
    yield Row("启动到第一次答复，减去导入要用的库", median(starts) - median(imports), "秒", limit=2.5,
              note=f"启动 {median(starts):.2f} 秒，导入 {median(imports):.2f} 秒")  # fmt: skip


def _processors(server: int, requests: Sequence[bytes]) -> Row:
    """The processor time of an answer over HTTP, against the same answers in this process, in turns."""
    bot = Bot(Index.open(INDEX))
    bot.answer(Question(questions()[0]))
    use_huge_pages()  # as the server does
    over_http, in_process = [], []
    for number in range(ROUNDS + 1):
        used = processors(server)
        _asked(requests)
        over_http.append(processors(server) - used)
        used = time.process_time()
        for text in questions():
            bot.answer(Question(text))
        in_process.append(time.process_time() - used)
        if number == 0:
            over_http, in_process = [], []
    count = len(requests) / 1000
    return Row("HTTP 答复 / 进程内答复，处理器时间", median(over_http) / median(in_process), limit=1.3,
               note=f"{median(over_http) / count:.2f} 与 {median(in_process) / count:.2f} 毫秒")  # fmt: skip


def _loads(requests: Sequence[bytes]) -> dict[int, Load]:
    """So many users at once, in turns with the others."""
    found = [{users: _load(requests, users) for users in USERS} for _ in range(ROUNDS)]
    return {
        users: Load(
            median(turn[users].throughput for turn in found), sorted(one for turn in found for one in turn[users].times)
        )
        for users in USERS
    }


def _load(requests: Sequence[bytes], users: int) -> Load:
    """Let so many users ask one after the other, each over a connection of its own."""
    began = time.perf_counter()

    def user(number: int) -> list[float]:
        times = []
        with socket.create_connection(("127.0.0.1", PORT), 10) as line:
            for request in islice(cycle(requests), number * 31, None):
                if time.perf_counter() - began > SECONDS:
                    return times
                times.append(timed(lambda request=request: _answer(line, request)))
        return times

    with ThreadPoolExecutor(users) as all_of_them:
        times = sorted(one for found in all_of_them.map(user, range(users)) for one in found)
    return Load(len(times) / (time.perf_counter() - began), times)


@contextmanager
def served() -> Iterator[subprocess.Popen[bytes]]:
    """A server of our own, once it is ready."""
    server = subprocess.Popen(
        [sys.executable, "-m", "web", "--port", str(PORT)], cwd=ROOT, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _until_ready(server)
        yield server
    finally:
        server.terminate()
        server.wait()


def _until_ready(server: subprocess.Popen[bytes]) -> None:
    began = time.perf_counter()
    while time.perf_counter() - began < 60 and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", PORT), 1):
                return
        except OSError:
            time.sleep(0.01)
    raise TimeoutError("the server did not get ready within a minute")


def _until_quiet(server: int) -> None:
    """Wait until it has tried what it offers to typing, which it does once a day, in the first minutes."""
    began, used = time.perf_counter(), -1.0
    while processors(server) - used > IDLE and time.perf_counter() - began < PATIENCE:
        used = processors(server)
        time.sleep(1)


def _asked(requests: Sequence[bytes]) -> None:
    with socket.create_connection(("127.0.0.1", PORT), 10) as line:
        for request in requests:
            _answer(line, request)


def _request(text: str) -> bytes:
    body = json.dumps({"question": text}, ensure_ascii=False).encode()
    head = (
        f"POST /api/v1/ask HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nContent-Type: application/json\r\n"
        f"Accept-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _answer(line: socket.socket, request: bytes) -> bytes:
    """Send a request and read its answer; the body.

    :raises ConnectionError: no answer, or one that is not 200.
    """
    line.sendall(request)
    told = b""
    while b"\r\n\r\n" not in told:
        told += _received(line)
    head, _, body = told.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(head.decode(errors="replace"))
    length = next(int(field[15:]) for field in head.split(b"\r\n") if field.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += _received(line)
    return body


def _received(line: socket.socket) -> bytes:
    found = line.recv(65536)
    if not found:
        raise ConnectionError("the server closed the connection")
    return found
