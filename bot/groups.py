"""Of whom a question speaks, and how to ask the same for someone else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from index import Clause

from .asking import asks
from .questions import RECENT
from .replies import RepliesError
from .tables import read_table, words_of

DEFAULT = Path(__file__).with_name("groups.yaml")
FIELDS = ("nouns", "said", "written")
AMONG = "among"
READ = 1024  # sentences and titles of policies

_PIECE = re.compile(r"[^，,。;；]+[，,。;；]?")
_SELF = re.compile(r"[我俺咱们刚才从是个了的他她就要今年去年前回来，,。;；\s]")
_LEFT = re.compile("^[我俺咱]?们?[刚才是从个了的]*")
_AFFIRMED = r"(?:(?<=有没有)|(?<=是不是)|(?<!没)(?<!不是)(?<!没有)(?<!非))"
_DENIED = r"(?:(?<!有)没有?人?|(?<!是)不是|非)"
_DENIES = re.compile(_DENIED)
_FIRMS = re.compile("企业|工商户")


@dataclass(
    frozen=True, eq=False
)  # of one file each is one object; hashing its patterns takes longer than searching them
class Group:
    """A group of people or firms: how it is named and spoken of, how policies write it, and whose provisions are its own too.

    ``named``: a noun with all that says the same right before it, 归国留学生.
    """

    name: str
    nouns: re.Pattern[str]
    named: re.Pattern[str]
    said: re.Pattern[str]
    denied: re.Pattern[str]
    written: re.Pattern[str]
    among: tuple[str, ...] = ()

    @cached_property
    def is_of_people(self) -> bool:
        return not _FIRMS.search(self.name)

    def is_named_in(self, clause: Clause) -> bool:
        return self.written.search(clause.title) is not None

    def is_written_in(self, clause: Clause) -> bool:
        return self.written.search(clause.text) is not None


@cache
def groups(path: Path = DEFAULT) -> tuple[Group, ...]:
    """Read the groups from their file.

    :raises RepliesError: naming the file, the group and the fix.
    """
    found = []
    for name, group in read_table(path).items():
        if not isinstance(group, dict) or set(group) - {AMONG} != set(FIELDS):
            raise RepliesError(f"{path}：{name} 下面应当有 {'、'.join(FIELDS)} 三项，此外只可以有 {AMONG}")
        nouns, said, written = (words_of(path, f"{name} 的 {field}", group[field]) for field in FIELDS)
        if not nouns or not written:
            raise RepliesError(f"{path}：{name} 的 nouns 和 written 至少各写一个")
        try:
            patterns = ["|".join(nouns), "|".join([*nouns, *said]), "|".join(written)]
            spoken, denied = f"{_AFFIRMED}(?:{patterns[1]})", f"{_DENIED}(?:{patterns[1]})"
            among = tuple(words_of(path, f"{name} 的 {AMONG}", group.get(AMONG, [])))
            whole = f"(?:(?:{patterns[1]})的?)*(?:{patterns[0]})"
            noun, named_so, said_so, not_so, written_so = map(
                re.compile, (patterns[0], whole, spoken, denied, patterns[2])
            )
            found.append(Group(name, noun, named_so, said_so, not_so, written_so, among))
        except re.error as error:
            raise RepliesError(f"{path}：{name} 的表达式写错了（{error}）") from error
    names = [group.name for group in found]
    for group in found:
        for other in set(group.among) - set(names):
            raise RepliesError(
                f"{path}：{group.name} 的 {AMONG} 里的“{other}”不是这里的身份，请改成 {'、'.join(names)} 里的"
            )
    return tuple(found)


def group_in(text: str) -> Group | None:
    """Find the group that a text speaks of; one that it denies does not count."""
    return next(iter(groups_in(text)), None)


@lru_cache(RECENT)
def groups_in(text: str) -> tuple[Group, ...]:
    """Find every group that a text speaks of."""
    affirmed = without_denied(text)
    return tuple(group for group in groups() if group.said.search(affirmed))


def is_for_others(clause: Clause, group: Group | None) -> bool:
    """Whether a clause is for people, by its title or else its words, and not for this group."""
    people = people_in(clause.title or clause.text)
    return bool(people) and group not in people


@lru_cache(READ)
def people_in(words: str) -> frozenset[Group]:
    """The people of whom a policy's words speak."""
    return frozenset(group for group in groups() if group.is_of_people and group.written.search(words))


def written_in(clauses: Iterable[Clause]) -> frozenset[Group]:
    """The groups that at least one of some clauses mentions."""
    found: set[Group] = set()
    left = groups()
    for clause in clauses:
        if not left:
            break
        found.update(group for group in left if group.is_written_in(clause))
        left = tuple(group for group in left if group not in found)
    return frozenset(found)


def named(name: str | None) -> Group | None:
    return next((group for group in groups() if group.name == name), None)


def readdressed(question: str, audience: Group) -> str:
    """Ask the same for another group: its name in the place of the old one's noun, else before what else was said."""
    old = group_in(question)
    if old and old.nouns.search(question):
        return old.named.sub(audience.name, question, count=1)
    rest = (_without(old, question) if old else question).lstrip("了的，,")
    return f"{audience.name}，{rest}" if rest else audience.name


def _without(group: Group, question: str) -> str:
    """A question without the words for a group, and without what said nothing but them: 我刚退伍, 我老公刚退伍."""
    kept = [(piece, _stripped(group, piece)) for piece in _PIECE.findall(question)]
    told = [rest for piece, rest in kept if rest == piece or _SELF.sub("", rest)]
    others = [rest for piece, rest in kept if rest in told and not _only_tells_of(group, piece)]
    return "".join(others or told).rstrip("，,;；")


def _stripped(group: Group, piece: str) -> str:
    """A piece without the words for a group, and without what then hangs in the air before: 我刚."""
    return _LEFT.sub("", group.said.sub("", piece)) if group.said.search(piece) else piece


def _only_tells_of(group: Group, piece: str) -> bool:
    """Whether all that a piece tells of somebody is that they are of a group: 我老公刚退伍."""
    said = list(group.said.finditer(piece))
    return bool(said) and not asks(piece) and not _SELF.sub("", piece[said[-1].end() :])


def denied_in(text: str) -> frozenset[Group]:
    """The groups that a text says somebody is not: 没当过兵."""
    return frozenset(group for group in groups() if _DENIES.search(text) and group.denied.search(text))


def without_denied(text: str) -> str:
    """A text without the groups that it denies: 没当过兵, 不是大学生."""
    for group in groups() if _DENIES.search(text) else ():
        text = group.denied.sub("", text)
    return text
