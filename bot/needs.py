"""What people need: money, land, training …; how they ask for it and how a clause speaks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from index.yaml_text import parse_yaml

from .questions import RECENT
from .replies import RepliesError
from .tables import pattern_of

DEFAULT = Path(__file__).with_name("needs.yaml")


@dataclass(frozen=True)
class Need:
    """A kind of support: how people ask for it, and how a clause tells of it."""

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]


@cache
def all_needs(path: Path = DEFAULT) -> tuple[Need, ...]:
    """Read the needs from their file, in its order.

    :raises RepliesError: naming the file, the need and the fix.
    """
    return _read(path, "needs")


@cache
def supports(path: Path = DEFAULT) -> tuple[Need, ...]:
    """Read from the same file what is asked for by its name, an interest subsidy or a tutor.

    :raises RepliesError: naming the file, the support and the fix.
    """
    return _read(path, "supports")


def _read(path: Path, section: str) -> tuple[Need, ...]:
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))[section]
        return tuple(
            Need(
                str(name),
                pattern_of(path, f"{name} 的 asked", need.get("asked")),
                pattern_of(path, f"{name} 的 told", need.get("told")),
            )
            for name, need in loaded.items()
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError) as error:
        raise RepliesError(
            f"{path}：读不出来，或写法不对（{error}）。请按“{section}: 名称: asked: [表达式] told: [表达式]”改正"
        ) from error


@lru_cache(RECENT)
def asked(text: str) -> tuple[Need, ...]:
    """List the needs that a question asks for."""
    return tuple(need for need in all_needs() if need.asked.search(text))


def told(text: str) -> list[Need]:
    """List the needs that a clause's words speak of."""
    return [need for need in all_needs() if need.told.search(text)]
