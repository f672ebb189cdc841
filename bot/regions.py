"""Where a question asks: regions as entities, the places that a text names, and which of them are asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from index import Clause, Document
from index.tokens import segments

from .replies import RepliesError

DEFAULT = Path(__file__).with_name("regions.yaml")
CHINA, NATIONAL = "中国", "全国"
PROVINCE = 2  # the length of a province's path
DIRECT = "—"
UNDER_A_PROVINCE = ("市", "县", "区", "旗", "州", "盟", "镇", "乡")

_APART = re.compile(r"[ ,，·的省市]?")
_NO_PLACE = re.compile(r"话|菜|口音|风味|味道|火锅|小面|拉面|米粉|烧烤|小吃|烤肉|特产|银行|[东西南北中]?路|大街")
_SCHOOL = re.compile(r"\w{0,4}(?:大学(?!生)|学院)")
_BELONGING = re.compile(r"[企商籍内省]")
_THERE = re.compile(r"[在来入赴驻返离援回]$")
_BEGINNING = re.compile(r"(?:^|[ ，,。；、])$")
_BUSINESS = re.compile(r"返乡|创业|双创|退役|退伍|农民工|大学生|政策|补贴")

_FROM = re.compile(r"(?:从|自|离开|辞别)(?:我们|老家)?$")
_PARTNER = re.compile(r"(?:和|跟|与|同)$")
_IDENTITY = re.compile(r"(?:(?:老家|户口|户籍|籍贯|出生|祖籍|生源地?|娘家)(?:是|在|系)?|(?:我|本人)(?:是|系))$")
_BACK = re.compile("回去|回老家|返乡|回乡|回村|回家")
_LEFT = re.compile(
    r"(?:那边|那头|青年|后生|同胞|居民)?(?:回来|返回|归来|过来|来的|(?:毕业|打工|务工|退伍)回(?!去)|回到)|(?:青年|后生|同胞|居民|人)(?:去|到)|(?:考|嫁|搬|迁|调)(?:去|到|来|上)?|(?:人|户口|户籍)(?![才社力员])"
    r"|(?!这边|那边|那里|本地|当地|这里).{0,6}(?:(?:打工|务工|上班|做工|干活).{0,8}(?:回|返|现在(?!在))"
    r"|(?:干|做|当兵|读|学|厂|部队|退伍|退役|留).{0,8}(?:回(?!乡|村)|返(?!乡)|现在(?!在))"
    r"|(?:打[了过].{0,5}工|(?:打拼|打|干|做|待|呆|混|闯|住)[了过].{0,5}年))"
)
_BUSINESS_BEFORE = re.compile(r"(?:在|去|到|赴|往)$|^$|[ ，,。；]$")
_BUSINESS_AFTER = re.compile(r".{0,3}(?:开|办|创业|注册|投资|建厂|设厂|那边|当地|政府|补贴|政策)")


@dataclass(frozen=True)
class Region:
    """A place by its path from the country down; ``placed`` is False when nobody knows what it lies in."""

    path: tuple[str, ...]
    placed: bool = True

    @property
    def name(self) -> str:
        return self.path[-1]

    def related(self, other: Region) -> bool:
        """Whether one lies within the other; a city of unknown parents may lie in any province."""
        if self.placed and other.placed:
            shorter = min(len(self.path), len(other.path))
            return self.path[:shorter] == other.path[:shorter]
        known, unknown = (self, other) if self.placed else (other, self)
        if not known.placed:
            return known.name == unknown.name
        return known.path[0] == CHINA and len(known.path) <= PROVINCE and unknown.name.endswith(UNDER_A_PROVINCE)


@dataclass(frozen=True)
class Mention:
    """A place that a text names, from ``start`` to ``end``: one region, or several when a name is shared or joint.

    ``asked`` tells whether someone asks about doing something there, not where they come from.
    """

    start: int
    end: int
    text: str
    regions: tuple[Region, ...]
    asked: bool = True

    def related(self, region: Region) -> bool:
        return any(one.related(region) for one in self.regions)


@dataclass(frozen=True)
class Gazetteer:
    """Names of places: what each may mean, and words that only sound like one."""

    names: Mapping[str, tuple[Region, ...]]
    letters: Mapping[str, tuple[Region, ...]]
    not_places: frozenset[str]

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """How long the names are that begin with a character, longest first."""
        found: dict[str, set[int]] = {}
        for name in (*self.names, *self.not_places):
            found.setdefault(name[0], set()).add(len(name))
        return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}

    def with_names(self, regions: Iterable[Region]) -> Gazetteer:
        """Add regions that the file does not know, by their full names and without the last character."""
        added = {name: (region,) for region in regions for name in (region.name, region.name[:-1]) if len(name) > 1}
        return replace(self, names={**added, **self.names})

    def places(self, text: str) -> list[Mention]:
        """Find the places that a text names, in order, each with its role."""
        spans = list(self._spans(text))
        letters = list(re.finditer("|".join(self.letters), text)) if self.letters else []
        if not spans and not letters:
            return []
        bounds = _bounds(text)
        named = [span for span in spans if span.end in bounds.get(span.start, ())]
        taken = {place for span in spans for place in range(span.start, span.end)}
        short = [self._letter(text, match, bounds) for match in letters if match.start() not in taken]
        found = sorted([*named, *(span for span in short if span)], key=lambda span: span.start)
        return [_with_role(text, mention) for mention in _joined(text, found) if _is_place(text, mention)]

    def _spans(self, text: str) -> Iterator[Mention]:
        """The longest names from left to right, without what only sounds like one."""
        start = 0
        while start < len(text):
            pieces = (text[start : start + length] for length in self.lengths.get(text[start], ()))
            piece = next((piece for piece in pieces if piece in self.not_places or piece in self.names), "")
            if piece in self.names:
                yield Mention(start, start + len(piece), piece, self.names[piece])
            start += len(piece) or 1

    def _letter(self, text: str, match: re.Match[str], bounds: Mapping[int, set[int]]) -> Mention | None:
        """A province's letter, where it stands alone or before 企, 商, 籍, 内."""
        start, end = match.span()
        before, ends = text[:start], bounds.get(start, set())
        there = _THERE.search(before) or (_BEGINNING.search(before) and _BUSINESS.match(text, end))
        alone = end in ends and bool(there)
        belonging = bool(ends & {end, end + 1}) and _BELONGING.match(text, end) is not None
        return Mention(start, end, match.group(), self.letters[match.group()]) if alone or belonging else None


def _bounds(text: str) -> dict[int, set[int]]:
    """Where a name may begin, with where it may then end: at the end of a word or inside the word that it begins."""
    cuts, place = [0], 0
    for segment in segments(text):
        place += len(segment)
        cuts.append(place)
    ends = set(cuts)
    return {first: ends | set(range(first, last)) for first, last in pairwise(cuts)}


def _joined(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Take 江西赣州 and 佛山南海区 for one place: the inner one."""
    held: Mention | None = None
    for mention in found:
        if held and _APART.fullmatch(text, held.end, mention.start):
            inner = tuple(one for one in mention.regions if any(_within(one, outer) for outer in held.regions))
            if inner:
                held = Mention(held.start, mention.end, text[held.start : mention.end], inner)
                continue
        if held:
            yield held
        held = mention
    if held:
        yield held


def _within(inner: Region, outer: Region) -> bool:
    return inner.path[: len(outer.path)] == outer.path


def _is_place(text: str, mention: Mention) -> bool:
    """Whether a name stands for the place: not for a dish, a bank, a street or, unless someone is there, a school."""
    if _SCHOOL.match(text, mention.end):
        return text[: mention.start].endswith(("在", "到"))
    return _NO_PLACE.match(text, mention.end) is None


def _with_role(text: str, mention: Mention) -> Mention:
    """Tell a place where someone wants to do something from one that they come from, or that is only named."""
    before, after = text[: mention.start], text[mention.end :]
    native = _IDENTITY.search(before) and not _BACK.search(after)
    origin = native or _FROM.search(before) or _PARTNER.search(before) or _LEFT.match(after)
    abroad = mention.regions[0].path[0] != CHINA and mention.regions[0].placed
    business = _BUSINESS_BEFORE.search(before) and _BUSINESS_AFTER.match(after)
    return replace(mention, asked=not origin and (not abroad or bool(business)))


class Regions:
    """The regions of an index's documents, and what a question's places mean to them."""

    def __init__(self, documents: Sequence[Document], gazetteer: Gazetteer | None = None) -> None:
        self._documents, self._base = documents, gazetteer or read()

    def asked(self, question: str) -> list[Mention]:
        """List the places asked about; when one is ours, the others are only named."""
        asked = [mention for mention in self._gazetteer.places(question) if mention.asked]
        ours = [mention for mention in asked if self.admitted([mention])]
        return ours or asked

    def admitted(self, places: Sequence[Mention]) -> frozenset[str]:
        """The ids of the documents that hold in one of the places or somewhere in it; of any place when none is known."""
        found = (
            ids
            for region, ids in self._by_region.items()
            if region is None or any(place.related(region) for place in places)
        )
        return frozenset().union(*found)

    def named_in(self, clause: Clause, places: Sequence[Mention]) -> bool:
        """Whether a clause itself speaks of one of the places."""
        said = self._gazetteer.places(clause.text)
        return any(_speaks_of(mention, place) for mention in said for place in places)

    def covers(self, clause: Clause, places: Sequence[Mention]) -> bool:
        """Whether a clause is known to concern one of the places: by its document's region, or by its words."""
        region = self._of[clause.document.id]
        local = region is not None and region.path != (CHINA,) and any(place.related(region) for place in places)
        return local or self.named_in(clause, places)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the documents' regions, each once."""
        return tuple(dict.fromkeys(region.name for region in self._regions if region))

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return self._base.with_names({region for region in self._regions if region and not region.placed})

    @cached_property
    def _regions(self) -> list[Region | None]:
        places = cache(self._base.places)
        return [region_of(document, places) for document in self._documents]

    @cached_property
    def _by_region(self) -> dict[Region | None, list[str]]:
        found: dict[Region | None, list[str]] = {}
        for document, region in zip(self._documents, self._regions, strict=True):
            found.setdefault(region, []).append(document.id)
        return found

    @cached_property
    def _of(self) -> dict[str, Region | None]:
        return {document.id: region for document, region in zip(self._documents, self._regions, strict=True)}


def _speaks_of(said: Mention, place: Mention) -> bool:
    """Whether a clause's mention is of the place: the same, or, as in 港澳台, with a character for each."""
    by_letter = len(said.text) == len(said.regions) and set(place.regions) <= set(said.regions)
    return set(said.regions) == set(place.regions) or by_letter


def region_of(document: Document, places: Callable[[str], list[Mention]]) -> Region | None:
    """The region that a document is for: as stated, else as its authority, title or number names it; None if unknown."""
    for text in (document.region, document.authority, document.title, document.number):
        found = places(text)
        if found:
            return found[0].regions[0]
    if document.region == NATIONAL:
        return Region((CHINA,))
    stated = document.region and (document.authority or document.title).startswith(document.region)
    return Region((document.region,), placed=False) if stated else None


@cache
def read(path: Path = DEFAULT) -> Gazetteer:
    """Read the places from their file.

    :raises RepliesError: naming the file, the section and the fix.
    """
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        names = _names(loaded["places"])
        for country in loaded["countries"].split():
            names.setdefault(country, (Region((country,)),))
        aliases = {alias: _meant(names, full) for alias, full in loaded["aliases"].items()}
        letters = {letter: _meant(names, full) for letter, full in loaded["letters"].items()}
        return Gazetteer({**names, **aliases}, letters, frozenset(loaded["not_places"].split()))
    except KeyError as error:
        raise RepliesError(f"{path}：缺少 {error.args[0]} 这一节，或 places 里没有这个地名，请补上") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise RepliesError(
            f"{path}：读不出来，应当有 letters、aliases、not_places、countries、places 五节（{error}）"
        ) from error


def _meant(names: Mapping[str, tuple[Region, ...]], full: str) -> tuple[Region, ...]:
    return tuple(region for name in full.split() for region in names[name])


def _names(places: Mapping[str, Any]) -> dict[str, tuple[Region, ...]]:
    """Every name that may be said, with the regions that it may mean."""
    found: dict[str, tuple[Region, ...]] = {}

    def add(name: str, parent: tuple[str, ...]) -> tuple[str, ...]:
        path = (*parent, name.replace("/", ""))
        for said in {path[-1], name.partition("/")[0] if "/" in name else path[-1]}:
            found[said] = (*found.get(said, ()), Region(path))
        return path

    for province, cities in places.items():
        path = add(province, (CHINA,))
        for city, counties in cities.items() if cities else ():
            inside = path if city == DIRECT else add(city, path)
            for county in (counties or "").split():
                add(county, inside)
    return found
