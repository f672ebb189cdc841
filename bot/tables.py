"""Tables of words that an operator may edit, checked when they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from index.yaml_text import parse_yaml

from .replies import RepliesError

_WORD = re.compile(r"【(\w+)】")


def read_table(path: Path) -> dict[str, object]:
    """Read a YAML file of names and what belongs to each.

    :raises RepliesError: naming the file and the fix.
    """
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))
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


def pattern_of(path: Path, name: str, listed: object, words: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """Join a list of expressions into one that matches where any of them does.

    :param words: what stands for each 【name】 in them.
    :raises RepliesError: naming the file, the entry and the fix.
    """
    if not isinstance(listed, list) or not listed or not all(isinstance(one, str) for one in listed):
        raise RepliesError(f"{path}：{name} 应当是表达式的列表，每行一个，以 - 开头")
    try:
        known = words or {}
        joined = re.compile("|".join(_WORD.sub(lambda word: known[word.group(1)], one) for one in listed))
    except (re.error, KeyError) as error:
        raise RepliesError(f"{path}：{name} 里有写错的表达式，或 words 里没有的【…】（{error}），请改正") from error
    if joined.search(""):
        raise RepliesError(f"{path}：{name} 里有对上空白的表达式，请删去或改正")
    return joined
