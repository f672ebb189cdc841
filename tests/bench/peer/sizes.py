"""Print the MB of the packages named and of all that they need; runs in the environment that holds them."""

from __future__ import annotations

import json
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def main() -> None:
    held: dict[str, Distribution] = {}
    waiting = [Requirement(name) for name in sys.argv[1:]]
    seen: set[tuple[str, str]] = set()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        extras = {"", *wanted.extras} - {extra for seen_name, extra in seen if seen_name == name}
        seen |= {(name, extra) for extra in extras}
        try:
            found = held.setdefault(name, distribution(name))
        except PackageNotFoundError:
            continue  # for another system, or an extra that nobody asked for
        needs = [Requirement(line) for line in found.requires or ()]
        waiting += [one for one, extra in ((one, extra) for one in needs for extra in extras) if _applies(one, extra)]
    files = chain.from_iterable(one.files or () for one in held.values())
    print(json.dumps(sum(_bytes(Path(str(file.locate()))) for file in files) / 2**20))


def _applies(wanted: Requirement, extra: str) -> bool:
    return wanted.marker is None or wanted.marker.evaluate({"extra": extra})


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


if __name__ == "__main__":
    main()
