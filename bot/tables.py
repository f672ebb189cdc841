"""Tables of words that an operator may edit, checked when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from .replies import RepliesError


def read_table(path: Path) -> dict[str, object]:
    """Read a YAML file of names and what belongs to each.

    :raises RepliesError: naming the file and the fix.
    """
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RepliesError(f"{path}：读不出来，请改正（{error}）") from error
    if not isinstance(loaded, Mapping) or not loaded or not all(isinstance(name, str) for name in loaded):
        raise RepliesError(f"{path}：应当是“名称: 内容”，一行一个，名称是文字")
    return dict(loaded)


def words_of(path: Path, name: str, listed: object) -> list[str]:
    """Check a list of words.

    :raises RepliesError: naming the file, the entry and the fix.
    """
    if not isinstance(listed, list) or not all(isinstance(word, str) and word for word in listed):
        raise RepliesError(f"{path}：{name} 应当是一个列表，里面都是不为空的文字，如 [甲, 乙]")
    return listed
