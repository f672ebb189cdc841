"""Names of places → the regions that they mean: what ``regions.yaml`` lists, found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from index.tokens import segments
from index.yaml_text import parse_yaml

from .replies import RepliesError

DEFAULT = Path(__file__).with_name("regions.yaml")
CHINA = "中国"
PROVINCE = 2  # the length of a province's path
DIRECT = "—"
SHORT = 2  # characters of a county's name without 县
UNDER_A_PROVINCE = ("市", "县", "区", "旗", "州", "盟", "镇", "乡")

_APART = re.compile(r"[ ,，·的省市]?")
_NO_PLACE = re.compile(
    r"话|菜|口音|风味|味道|火锅|小面|拉面|米粉|烧烤|小吃|烤肉|特产|银行|[东西南北中]?路|大街"
    r"|(?:鸡|鸭|鹅|茶|酒|陈皮|贡柑|腐竹|豆腐|羊肉|蜜柚|脐橙|苹果|大枣|辣椒|黑猪)(?![场厂企业商农园])"
)
_SCHOOL = re.compile(r"\w{0,4}(?:大学(?!生)|学院)")
_BELONGING = re.compile(r"[企商籍内省]")
_THERE = re.compile(r"[在来入赴驻返离援回]$")
_BEGINNING = re.compile(r"(?:^|[ ，,。；、])$")
_LOCAL = re.compile(r"[县市区]?(?:那边|这边|那头|这头|那里|这里|当地|本地)")
_AUTONOMOUS = re.compile(r"(.{2,}?)(?:.{1,3}族)+自治县")
_BUSINESS = re.compile(r"返乡|创业|双创|退役|退伍|农民工|大学生|政策|补贴")


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


ELSEWHERE = Region((CHINA, "外省"))


@dataclass(frozen=True)
class Mention:
    """A place that a text names, from ``start`` to ``end``: one region, or several when a name is shared or joint."""

    start: int
    end: int
    text: str
    regions: tuple[Region, ...]

    @property
    def is_relative(self) -> bool:
        """Whether another province is meant without a name: 外省, 邻省."""
        return self.regions == (ELSEWHERE,)

    def related(self, region: Region) -> bool:
        return any(one.related(region) for one in self.regions)


@dataclass(frozen=True)
class Gazetteer:
    """Names of places: what each may mean, those that need their company, and words that only sound like one."""

    names: Mapping[str, tuple[Region, ...]]
    letters: Mapping[str, tuple[Region, ...]]
    not_places: frozenset[str]
    short: Mapping[str, tuple[Region, ...]] = field(default_factory=dict)

    @cached_property
    def lengths(self) -> dict[str, tuple[int, ...]]:
        """How long the names are that begin with a character, longest first."""
        found: dict[str, set[int]] = {}
        for name in (*self.names, *self.not_places, *self.short):
            found.setdefault(name[0], set()).add(len(name))
        return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}

    @cached_property
    def _any_letter(self) -> re.Pattern[str]:
        return re.compile("|".join(self.letters))

    def with_names(self, regions: Iterable[Region]) -> Gazetteer:
        """Add regions that the file does not know, by their full names and without the last character."""
        added = {name: (region,) for region in regions for name in (region.name, region.name[:-1]) if len(name) > 1}
        return replace(self, names={**added, **self.names})

    def places(self, text: str) -> list[Mention]:
        """Find the places that a text names, in order."""
        spans = list(self._spans(text))
        letters = list(self._any_letter.finditer(text)) if self.letters else []
        if not spans and not letters:
            return []
        bounds = _bounds(text)
        named = [span for span in spans if span.end in bounds.get(span.start, ())]
        taken = {place for span in spans for place in range(span.start, span.end)}
        short = [self._letter(text, match, bounds) for match in letters if match.start() not in taken]
        found = sorted([*named, *(span for span in short if span)], key=lambda span: span.start)
        return [mention for mention in _joined(text, found) if _is_place(text, mention)]

    def _spans(self, text: str) -> Iterator[Mention]:
        """The longest names from left to right, without what only sounds like one."""
        after, lengths = 0, self.lengths
        outer: Mention | None = None
        for start, character in enumerate(text):
            if start < after or character not in lengths:
                continue
            pieces = (text[start : start + length] for length in lengths[character])
            found = ((piece, self._regions(text, start, piece, outer)) for piece in pieces)
            piece, regions = next((one for one in found if one[1] or one[0] in self.not_places), ("", ()))
            if regions:
                outer = Mention(start, start + len(piece), piece, regions)
                yield outer
            after = start + len(piece)

    def _regions(self, text: str, start: int, piece: str, outer: Mention | None) -> tuple[Region, ...]:
        """What a name means; a county's without 县 is one only after what it lies in, or before 那边 where it is no other word."""
        if piece in self.names or piece not in self.short:
            return self.names.get(piece, ())
        regions = self.short[piece]
        if outer and outer.end == start:
            inner = tuple(one for one in regions if any(_within(one, region) for region in outer.regions))
            if inner:
                return inner
        return regions if piece not in self.not_places and _LOCAL.match(text, start + len(piece)) else ()

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


@cache
def read(path: Path = DEFAULT) -> Gazetteer:
    """Read the places from their file.

    :raises RepliesError: naming the file, the section and the fix.
    """
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))
        names = _names(loaded["places"])
        names = {**_abroad(loaded["countries"]), **names}
        names |= dict.fromkeys(loaded["elsewhere"].split(), (ELSEWHERE,))
        aliases = {alias: _meant(names, full) for alias, full in loaded["aliases"].items()}
        letters = {letter: _meant(names, full) for letter, full in loaded["letters"].items()}
        return Gazetteer({**names, **aliases}, letters, frozenset(loaded["not_places"].split()), _short(names))
    except KeyError as error:
        raise RepliesError(f"{path}：缺少 {error.args[0]} 这一节，或 places 里没有这个地名，请补上") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, TypeError) as error:
        raise RepliesError(
            f"{path}：读不出来，应当有 letters、aliases、elsewhere、not_places、countries、places 六节（{error}）"
        ) from error


def _meant(names: Mapping[str, tuple[Region, ...]], full: str) -> tuple[Region, ...]:
    return tuple(region for name in full.split() for region in names[name])


def _names(places: Mapping[str, Any]) -> dict[str, tuple[Region, ...]]:
    """Every name that may be said, with the regions that it may mean."""
    found: dict[str, tuple[Region, ...]] = {}

    def add(name: str, parent: tuple[str, ...]) -> tuple[str, ...]:
        path = (*parent, name.replace("/", ""))
        own = _AUTONOMOUS.fullmatch(path[-1])
        short = name.partition("/")[0] if "/" in name else path[-1]
        for said in {path[-1], short, f"{own[1]}县" if own else short}:
            found[said] = (*found.get(said, ()), Region(path))
        return path

    for province, cities in places.items():
        path = add(province, (CHINA,))
        for city, counties in cities.items() if cities else ():
            inside = path if city == DIRECT else add(city, path)
            for county in (counties or "").split():
                add(county, inside)
    return found


def _abroad(countries: Mapping[str, str]) -> dict[str, tuple[Region, ...]]:
    """Countries and their cities."""
    found: dict[str, tuple[Region, ...]] = {}
    for country, cities in countries.items():
        inside = () if country == DIRECT else (country,)
        paths = [inside, *((*inside, city) for city in cities.split())]
        found |= {path[-1]: (Region(path),) for path in paths if path}
    return found


def _short(names: Mapping[str, tuple[Region, ...]]) -> dict[str, tuple[Region, ...]]:
    """Counties by two characters, 独山 of 独山县, that the file does not let stand alone."""
    found: dict[str, tuple[Region, ...]] = {}
    for name, regions in names.items():
        if len(name) == SHORT + 1 and name[-1] in "县市" and name[:-1] not in names:
            found[name[:-1]] = (*found.get(name[:-1], ()), *regions)
    return found
