"""What people thought of answers, kept in a database; what they asked is not. SQLAlchemy's only door."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine, Insert, Table

PATIENCE = 2
MOST = 100_000


class RecordsError(Exception):
    """Nothing can be kept now; the message is for the operator and holds nothing of what was to be kept."""


@dataclass(frozen=True)
class Feedback:
    """A judgement of one answer: the clauses that it cited say what it was about."""

    answer_id: str
    useful: bool
    reasons: tuple[str, ...]
    comment: str
    clauses: tuple[str, ...]
    given_on: date


class Records:
    """A database that is opened, and given its table, when first used."""

    def __init__(self, url: str, most: int = MOST) -> None:
        """:param most: how many judgements are kept; a flood of them must not fill the disk."""
        self._url, self._most, self._opening = url, most, Lock()

    def keep(self, feedback: Feedback) -> None:
        """Keep a judgement; a later one of the same answer takes its place.

        :raises RecordsError: the database cannot be written, or is full.
        """
        from sqlalchemy import func, select

        with self._writing() as (connection, table):
            others = select(func.count()).select_from(table).where(table.c.answer_id != feedback.answer_id)
            if (connection.scalar(others) or 0) >= self._most:
                raise RecordsError(f"意见已满 {self._most} 条，不再存新的。请导出后清空表 feedback")
            connection.execute(_insert_or_replace(table, connection.dialect.name, _row(feedback)))

    def all(self) -> list[Feedback]:
        """Read all judgements, oldest first.

        :raises RecordsError: the database cannot be read.
        """
        from sqlalchemy import select

        with self._writing() as (connection, table):
            rows = connection.execute(select(table).order_by(table.c.given_on, table.c.answer_id)).mappings().all()
        return [_feedback(dict(row)) for row in rows]

    def close(self) -> None:
        """Let go of the connections; the next use opens others."""
        if "_opened" in vars(self):
            self._opened[0].dispose()

    @contextmanager
    def _writing(self) -> Iterator[tuple[Connection, Table]]:
        """One transaction; whatever fails in the database becomes one error."""
        from sqlalchemy.exc import ArgumentError, SQLAlchemyError

        try:
            with self._opening:
                engine, table = self._opened
            with engine.begin() as connection:
                yield connection, table
        except ArgumentError as error:
            raise RecordsError(
                "POLICYBOT_DATABASE_URL：不是能用的数据库地址，应当像 sqlite:///instance/records.db 或 postgresql+pg8000://用户:密码@主机/库名"
            ) from error
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise RecordsError(f"存不了意见（{_reason(error)}）。请检查数据库：{self._place}") from error

    @cached_property
    def _opened(self) -> tuple[Engine, Table]:
        from sqlalchemy import create_engine
        from sqlalchemy.exc import ArgumentError

        url = self._parsed
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise ArgumentError(url.get_backend_name())
        is_file = url.get_backend_name() == "sqlite" and bool(url.database)
        if is_file:
            _make_private(Path(str(url.database)))
        engine = create_engine(url, pool_pre_ping=True, connect_args={"timeout": PATIENCE} if is_file else {})
        if is_file:
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        table = _table()
        table.metadata.create_all(engine)
        return engine, table

    @property
    def _parsed(self) -> URL:
        from sqlalchemy import make_url

        return make_url(self._url)

    @property
    def _place(self) -> str:
        return self._parsed.render_as_string(hide_password=True)


def _table() -> Table:
    from sqlalchemy import Boolean, Column, Date, MetaData, String, Table, Text

    return Table(
        "feedback",
        MetaData(),
        Column("answer_id", String(32), primary_key=True),
        Column("useful", Boolean, nullable=False),
        Column("reasons", Text, nullable=False),
        Column("comment", Text, nullable=False),
        Column("clauses", Text, nullable=False),
        Column("given_on", Date, nullable=False),
    )


def _insert_or_replace(table: Table, dialect: str, row: dict[str, Any]) -> Insert:
    """One statement, so that two clicks at once do not meet between deleting and inserting."""
    from sqlalchemy.dialects import postgresql, sqlite

    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).values(row).on_conflict_do_update(index_elements=["answer_id"], set_=row)


def _row(feedback: Feedback) -> dict[str, Any]:
    return vars(feedback) | {"reasons": " ".join(feedback.reasons), "clauses": " ".join(feedback.clauses)}


def _feedback(row: dict[str, Any]) -> Feedback:
    return Feedback(**row | {name: tuple(row[name].split()) for name in ("reasons", "clauses")})


def _reason(error: BaseException) -> str:
    """What failed; of other databases the kind alone, for their messages may repeat a row."""
    import sqlite3

    cause = getattr(error, "orig", None) or error
    told = f"：{cause}" if isinstance(cause, sqlite3.Error | OSError) else ""
    return type(cause).__name__ + told


def _make_private(path: Path) -> None:
    """Make the file before the database does, so that nobody else may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
