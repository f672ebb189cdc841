"""What people thought of answers, in a real database; what can fail there becomes one error."""

from __future__ import annotations

import resource
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.paths import ROOT
from web.records import Feedback, Records, RecordsError

ONE = Feedback("0" * 32, False, ("incomplete", "other"), "想知道要哪些材料", ("d1-2.t2.n8",), date(2026, 11, 26))
PRIVATE = "这句话不能进日志"


def numbered(number: int) -> Feedback:
    return replace(ONE, answer_id=f"{number:032x}")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "records.db"


@pytest.fixture
def records(path: Path) -> Records:
    return Records(f"sqlite:///{path}")


def test_nothing_is_made_before_the_first_use(records: Records, path: Path) -> None:
    assert not path.exists()
    assert records.all() == []
    assert path.exists()


def test_what_is_kept_is_read_back_also_after_a_restart(records: Records, path: Path) -> None:
    bare = replace(numbered(7), reasons=(), clauses=(), comment="", useful=True)
    records.keep(ONE)
    records.keep(bare)
    assert Records(f"sqlite:///{path}").all() == records.all() == [ONE, bare]


def test_a_later_judgement_takes_the_place_of_the_earlier(records: Records) -> None:
    changed = replace(ONE, useful=True, reasons=(), comment="")
    records.keep(ONE)
    records.keep(changed)
    assert records.all() == [changed]


def test_many_threads_lose_nothing(records: Records) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(records.keep, map(numbered, range(80))))
    assert len(records.all()) == 80


def test_many_clicks_on_one_answer_stay_one_judgement(records: Records) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(records.keep, [replace(ONE, comment=str(number)) for number in range(80)]))
    assert len(records.all()) == 1


def test_a_flood_ends_at_the_most_and_old_ones_can_still_change(path: Path) -> None:
    records = Records(f"sqlite:///{path}", most=2)
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


def test_serving_does_not_import_the_database(tmp_path: Path) -> None:
    code = (
        "import sys; from web import create_app\n"
        f"client = create_app(config={{'INDEX_DIR': {str(tmp_path)!r}}}).test_client(); client.get('/')\n"
        "sys.exit(sorted({'sqlalchemy', 'sqlite3', 'segno'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
