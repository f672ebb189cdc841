"""The wording of the pages: one catalog a language under ``languages/``, all with the same keys and placeholders."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from markupsafe import Markup, escape

from index.yaml_text import parse_yaml

FOLDER = Path(__file__).with_name("languages")
LANGUAGES = ("zh-Hans", "zh-Hant", "en", "vi")
DEFAULT = LANGUAGES[0]
MAY_BE_EMPTY = "explained."


class CatalogError(Exception):
    """A catalog cannot be used; the message names the file, the key and the fix."""


@dataclass(frozen=True)
class Catalog:
    """The sentences of one language, by ``section.key``."""

    language: str
    sentences: Mapping[str, str]

    def text(self, key: str, **values: object) -> Markup:
        """A sentence, safe to stand in a page; without values its placeholders stay, for a script to fill."""
        sentence = escape(self.sentences[key])
        return sentence.format(**values) if values else sentence

    def plainly(self, key: str, **values: object) -> Markup:
        """The sentence in plainer words, where there are some."""
        plain = f"plain.{key}"
        return self.text(plain if plain in self.sentences else key, **values)

    @property
    def words(self) -> list[str]:
        """The names that are shown otherwise in other languages."""
        return [key.removeprefix("words.") for key in self.sentences if key.startswith("words.")]

    def asked(self, question: str) -> str | None:
        """How a question that a kiosk offers is written on it; one that an operator added stays as it is."""
        return self.sentences.get(f"asked.{question}")

    def word(self, chinese: str) -> str:
        """How a name that answers carry is shown; one that an operator added stays as it is."""
        return self.sentences.get(f"words.{chinese}", chinese)


@cache
def catalogs(folder: Path = FOLDER) -> Mapping[str, Catalog]:
    """Read and check all catalogs.

    :raises CatalogError: a file cannot be read, or its keys or placeholders differ from the first one's.
    """
    read = {language: Catalog(language, _sentences(folder / f"{language}.yaml")) for language in LANGUAGES}
    model = read[DEFAULT].sentences
    for language, catalog in read.items():
        _compare(folder / f"{language}.yaml", catalog.sentences, model)
    return read


def _sentences(path: Path) -> dict[str, str]:
    try:
        sections = parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CatalogError(f"{path}：读不出来，请检查缩进和引号（{error}）") from error
    if not isinstance(sections, dict):
        raise CatalogError(f"{path}：应当是“节:”，下面一行一个“键: 句子”")
    return dict(_flat(path, sections))


def _flat(path: Path, sections: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    for section, sentences in sections.items():
        if not isinstance(section, str) or not isinstance(sentences, dict):
            raise CatalogError(f"{path}：{section} 应当是一节，下面一行一个“键: 句子”")
        for key, text in sentences.items():
            name = f"{section}.{key}"
            if not isinstance(key, str) or not isinstance(text, str):
                raise CatalogError(f"{path}：{name} 应当是文字，请给键和句子加上引号")
            if not text.strip() and not name.startswith(MAY_BE_EMPTY):
                raise CatalogError(f"{path}：{name} 是空的，请写上句子")
            yield name, text


def _compare(path: Path, sentences: Mapping[str, str], model: Mapping[str, str]) -> None:
    if missing := sorted(model.keys() - sentences.keys()):
        raise CatalogError(f"{path}：缺少 {'、'.join(missing)}，请照 {DEFAULT}.yaml 补上")
    if unknown := sorted(sentences.keys() - model.keys()):
        raise CatalogError(f"{path}：{'、'.join(unknown)} 在 {DEFAULT}.yaml 里没有，请删去，或先加到那里")
    for key, text in sentences.items():
        given, wanted = _placeholders(path, key, text), _placeholders(path, key, model[key])
        if given != wanted:
            raise CatalogError(f"{path}：{key} 的占位符应当是 {_listed(wanted)}，现在是 {_listed(given)}")
    if stray := sorted(key for key in model if key.startswith("plain.") and key.removeprefix("plain.") not in model):
        raise CatalogError(f"{path}：{'、'.join(stray)} 没有对应的原句，请改成原句的“节.键”")


def _placeholders(path: Path, key: str, text: str) -> set[str]:
    try:
        fields = [(field, spec, mark) for _, field, spec, mark in string.Formatter().parse(text) if field is not None]
    except ValueError as error:
        raise CatalogError(f"{path}：{key} 里的大括号不成对，请改正（{error}）") from error
    if wrong := [field for field, spec, mark in fields if not field.isidentifier() or spec or mark]:
        raise CatalogError(f"{path}：{key} 的大括号里只写名称，请改正 {'、'.join(wrong) or '{}'}")
    return {field for field, _, _ in fields}


def _listed(names: set[str]) -> str:
    return "、".join(f"{{{name}}}" for name in sorted(names)) or "没有"
