"""What changed in a folder since a large index was built of it, so that only that is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from .layers import DELTA, ORDER
from .postings import Postings
from .rankers import Ranker
from .shelves import FIRSTS
from .sources import program_digest
from .sparse import SparseRanker

if TYPE_CHECKING:
    from numpy.typing import NDArray

MADE = "made.json"
SHARE, MOST = 0.05, 10_000  # of the base's clauses, and clauses: when more have changed, all is built anew


@dataclass(frozen=True)
class Change:
    """Where each document of a folder is taken from, beginning with a generation in use.

    ``digests``: of all documents, in order; ``fresh``: the files that must be read; ``delta``: what makes the new delta,
    by rows of the old one with the files read laid after it; ``order``: what makes the index, by rows of the base with
    the new delta laid after it.
    """

    folder: Path
    digests: Mapping[str, str]
    fresh: list[str]
    delta: NDArray[np.int64]
    order: NDArray[np.int64]

    @cached_property
    def before(self) -> NDArray[np.int64]:
        """The order of the generation in use."""
        found: NDArray[np.int64] = np.load(self.folder / ORDER) if self.has_delta else np.arange(self.base)
        return found

    @cached_property
    def base(self) -> int:
        """How many documents the base has."""
        return len(np.load(self.folder / FIRSTS)) - 1

    @property
    def has_delta(self) -> bool:
        """Whether the generation in use has two layers."""
        return (self.folder / DELTA).is_dir()

    @property
    def is_none(self) -> bool:
        """Whether the generation in use has it all already."""
        return not self.fresh and np.array_equal(self.order, self.before)

    @property
    def is_undone(self) -> bool:
        """Whether the base alone is the index again."""
        return np.array_equal(self.order, np.arange(self.base))

    @property
    def is_small(self) -> bool:
        """Whether it is little beside the base, in clauses as its documents have them on average."""
        clauses = int(np.load(self.folder / FIRSTS)[-1, 1])
        changed = self.base - len(self.order) + 2 * len(self.delta)
        return changed * clauses / self.base <= min(SHARE * clauses, MOST)


def planned(folder: Path, digests: Mapping[str, str]) -> Change | None:
    """Compare the documents of a folder with those of a generation; None when all must be read again.

    :param digests: of every document, in order.
    """
    if not (folder / MADE).exists():
        return None
    made, old = read(folder), read(folder / DELTA)["digests"] if (folder / DELTA).is_dir() else {}
    if made["program"] != program_digest():
        return None
    base = made["digests"]
    rows, old_rows = ({source: row for row, source in enumerate(found)} for found in (base, old))
    fresh: list[str] = []
    delta: list[int] = []
    order: list[int] = []
    for source, digest in digests.items():
        if base.get(source) == digest:
            order.append(rows[source])
            continue
        order.append(len(base) + len(delta))
        if old.get(source) == digest:
            delta.append(old_rows[source])
        else:
            delta.append(len(old) + len(fresh))
            fresh.append(source)
    change = Change(folder, digests, fresh, np.array(delta, np.int64), np.array(order, np.int64))
    return change if change.is_small else None


def describe(folder: Path, digests: Mapping[str, str], rankers: Mapping[str, Ranker]) -> None:
    """Write beside a base what a change of it must know: what it was made of, and how long its texts are."""
    averages = {
        name: cast(Postings, ranker.postings).average
        for name, ranker in rankers.items()
        if isinstance(ranker, SparseRanker)
    }
    write(folder, {"program": program_digest(), "averages": averages, "digests": dict(digests)})


def read(folder: Path) -> dict[str, Any]:
    """What was written about a layer."""
    found: dict[str, Any] = json.loads((folder / MADE).read_text(encoding="utf-8"))
    return found


def write(folder: Path, made: Mapping[str, Any]) -> None:
    (folder / MADE).write_text(json.dumps(made, ensure_ascii=False, indent=0), encoding="utf-8")
