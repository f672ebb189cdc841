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

DEFAULT = Path(__file__).with_name("counterparts.yaml")
REMEMBERED = 1024  # brackets of units
SUPERIOR = re.compile(r"(?:省|自治区)$|^(?:全国|中国|北京市|天津市|上海市|重庆市)$")
OF_PROVINCE = re.compile(r"^(?:自治区|省|国家)|厅$")
SHORT = re.compile(r"(?:壮族|回族|维吾尔)?(?:自治区|省|市)$")


@dataclass(frozen=True)
class Counterparts:
    """How the local counterpart of a superior unit is called, and the hotline that knows the rest."""

    role: str
    hotline: Contact
    prefixes: tuple[str, ...]
    names: Mapping[str, str]
    endings: Mapping[str, str]

    def of(self, unit: str, region: str) -> str | None:
        """Name the local counterpart of a unit of a region; None when there is none to name."""
        for part, name in self.names.items():
            if part in unit:
                return f"当地{name}" if name else None
        bare = unit
        for prefix in (region, SHORT.sub("", region), *self.prefixes):
            bare = bare.removeprefix(prefix)
        ending = self.endings.get(bare[-1:])
        return f"当地{bare[:-1]}{ending}" if ending and len(bare) > 1 else None


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
    return Counterparts(
        str(role), told, tuple(prefixes), _texts(path, fields, "names"), _texts(path, fields, "endings")
    )


def _texts(path: Path, fields: Mapping[str, object], field: str) -> dict[str, str]:
    found = fields.get(field)
    if not isinstance(found, dict) or not all(isinstance(text, str) for pair in found.items() for text in pair):
        raise RepliesError(f"{path}：{field} 应当是“字样: 称呼”，一行一个，都是文字；没有称呼的写 ''")
    return found


def contacts(clauses: Sequence[Clause]) -> tuple[Contact, ...]:
    """The units of the first clause that names any, lead units before supporting ones, and whom we infer; hotline last."""
    for clause in clauses:
        if clause.lead_units or clause.supporting_units:
            return _named(clause.lead_units, clause.supporting_units, clause.document.region)
    return issuer(clauses[0].document)


def issuer(document: Document) -> tuple[Contact, ...]:
    """Who issued a document, and the hotline."""
    hotline = counterparts().hotline
    return (Contact(document.authority, "发文机关"), hotline) if document.authority else (hotline,)


def local(clause: Clause) -> tuple[Contact, ...]:
    """The local counterparts of the lead units of a superior document, inferred from what they are in charge of."""
    return _inferred(clause.lead_units, clause.document.region)


@lru_cache(REMEMBERED)
def _named(lead_units: tuple[str, ...], supporting_units: tuple[str, ...], region: str) -> tuple[Contact, ...]:
    lead = [Contact(unit, "牵头单位") for unit in lead_units]
    supporting = [Contact(unit, "配合单位") for unit in supporting_units]
    return (*lead, *_inferred(lead_units, region), *supporting, counterparts().hotline)


@lru_cache(REMEMBERED)
def _inferred(lead_units: tuple[str, ...], region: str) -> tuple[Contact, ...]:
    known, superior = counterparts(), SUPERIOR.search(region) is not None
    units = [unit for unit in lead_units if superior or OF_PROVINCE.search(unit)]
    found = dict.fromkeys(filter(None, (known.of(unit, region) for unit in units)))
    return tuple(Contact(unit, known.role, inferred=True) for unit in found)
