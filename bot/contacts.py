"""Whom to ask: the units that a clause names, and those near the person that we infer from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from index import Clause, Document
from index.yaml_text import parse_yaml

from .answers import Contact
from .replies import RepliesError
from .tables import pattern_of

DEFAULT = Path(__file__).with_name("counterparts.yaml")
NEARBY = "当地"
REMEMBERED = 1024  # brackets of units
SUPERIOR = re.compile(r"(?:省|自治区)$|^(?:全国|中国|北京市|天津市|上海市|重庆市)$")
OF_PROVINCE = re.compile(r"^(?:自治区|省|国家)|厅$")
SHORT = re.compile(r"(?:壮族|回族|维吾尔)?(?:自治区|省|市)$")


@dataclass(frozen=True)
class Counterparts:
    """How the local counterpart of a superior unit is called, whom some matters belong to, and the hotline that knows the rest."""

    role: str
    hotline: Contact
    prefixes: tuple[str, ...]
    names: Mapping[str, str]
    endings: Mapping[str, str]
    matters: Mapping[str, re.Pattern[str]]

    def of(self, unit: str, region: str) -> str | None:
        """Name the local counterpart of a unit of a region; None when there is none to name."""
        for part, name in self.names.items():
            if part in unit:
                return f"{NEARBY}{name}" if name else None
        bare = unit
        for prefix in (region, SHORT.sub("", region), *self.prefixes):
            bare = bare.removeprefix(prefix)
        ending = self.endings.get(bare[-1:])
        return f"{NEARBY}{bare[:-1]}{ending}" if ending and len(bare) > 1 else None

    def in_charge_of(self, asked: str, clause: Clause) -> tuple[str, ...]:
        """Name whom a matter asked belongs to, whoever leads the clause: leave from studies to one's own school."""
        found = [unit for unit, words in self.matters.items() if words.search(asked) and words.search(clause.text)]
        return tuple(unit for unit in found if not any(unit.removeprefix(NEARBY) in one for one in clause.lead_units))


@cache
def counterparts(path: Path = DEFAULT) -> Counterparts:
    """Read the file.

    :raises RepliesError: naming the file, the field and the fix.
    """
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RepliesError(f"{path}：读不出来，请检查写法（{error}）") from error
    fields = loaded if isinstance(loaded, dict) else {}
    hotline = _texts(path, fields, "hotline")
    prefixes = fields.get("prefixes")
    if not isinstance(prefixes, list) or not all(isinstance(prefix, str) and prefix for prefix in prefixes):
        raise RepliesError(f"{path}：prefixes 应当是字样的列表，如 [自治区, 省]")
    role = fields.get("role")
    if not all(isinstance(text, str) and text.strip() for text in (role, hotline.get("unit"), hotline.get("role"))):
        raise RepliesError(f"{path}：role、hotline 的 unit 和 role 应当各是一句不为空的话，请补上")
    told = Contact(hotline["unit"], hotline["role"], inferred=True)
    matters = {
        unit: pattern_of(path, f"matters 的 {unit}", [words]) for unit, words in _texts(path, fields, "matters").items()
    }
    return Counterparts(
        str(role), told, tuple(prefixes), _texts(path, fields, "names"), _texts(path, fields, "endings"), matters
    )


def _texts(path: Path, fields: Mapping[str, object], field: str) -> dict[str, str]:
    found = fields.get(field)
    if not isinstance(found, dict) or not all(isinstance(text, str) for pair in found.items() for text in pair):
        raise RepliesError(f"{path}：{field} 应当是“字样: 称呼”，一行一个，都是文字；没有称呼的写 ''")
    return found


def contacts(clauses: Sequence[Clause], asked: str = "") -> tuple[Contact, ...]:
    """The units of the first clause that names any, lead units before supporting ones, and whom we infer; hotline last."""
    for clause in clauses:
        if clause.lead_units or clause.supporting_units:
            lead = [Contact(unit, "牵头单位") for unit in clause.lead_units]
            supporting = [Contact(unit, "配合单位") for unit in clause.supporting_units]
            return (*lead, *local(clause, asked), *supporting, counterparts().hotline)
    return issuer(clauses[0].document)


def issuer(document: Document) -> tuple[Contact, ...]:
    """Who issued a document, and the hotline."""
    hotline = counterparts().hotline
    return (Contact(document.authority, "发文机关"), hotline) if document.authority else (hotline,)


def local(clause: Clause, asked: str = "") -> tuple[Contact, ...]:
    """Whom to ask nearby, inferred: whose matter it is that is asked, and the counterparts of a superior document's lead units."""
    known = counterparts()
    units = (*known.in_charge_of(asked, clause), *_counterparts(clause.lead_units, clause.document.region))
    return tuple(Contact(unit, known.role, inferred=True) for unit in dict.fromkeys(units))


@lru_cache(REMEMBERED)
def _counterparts(lead_units: tuple[str, ...], region: str) -> tuple[str, ...]:
    known, superior = counterparts(), SUPERIOR.search(region) is not None
    units = [unit for unit in lead_units if superior or OF_PROVINCE.search(unit)]
    return tuple(filter(None, (known.of(unit, region) for unit in units)))
