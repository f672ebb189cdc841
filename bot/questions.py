"""What was typed → ``Question``, cleaned and checked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from index import today

AUDIENCES = ("返乡农民工", "退役军人", "大学生")
LONGEST = 300
SHORTEST = 2
RECENT = 64  # texts: what one asks for is read once, not again by every part of the path that needs it

_INVISIBLE = {"Cf", "Cc", "Co", "Cs", "Cn"}
_BLANK = frozenset(  # letters and marks that show nothing: Unicode's Default_Ignorable_Code_Point
    map(
        chr,
        [
            0x34F,
            0x115F,
            0x1160,
            0x17B4,
            0x17B5,
            0x3164,
            0xFFA0,
            *range(0x180B, 0x1810),
            *range(0xFE00, 0xFE10),
            *range(0xE0100, 0xE01F0),
        ],
    )
)
_PRINTED = {",": "，", ";": "；", "?": "？", "!": "！", ":": "："}
_SEAM = re.compile("[?？。!！]+[,，]")
_FOLDED = re.compile("(?<=[\u3400-\u9fff])[,;?!:]")
_WORD = re.compile(r"[\w\u3400-\u9fff]")


@dataclass(frozen=True)
class Question:
    """One question, for one day (in China); ``audience`` is one of ``AUDIENCES`` or None."""

    text: str
    audience: str | None = None
    today: date | None = None
    conversation: str | None = None

    @cached_property
    def day(self) -> date:
        return self.today or today()

    def cleaned(self) -> Question:
        """Fold widths, drop what cannot be seen, and close up the spaces."""
        return self.saying(clean(self.text))

    def saying(self, text: str) -> Question:
        """The same question in other words."""
        return self if text == self.text else replace(self, text=text)


def clean(text: str) -> str:
    """NFKC, without control, format, private and unassigned characters; runs of white space become one space."""
    folded = unicodedata.normalize("NFKC", text)
    spaced = "".join(" " if character in "\t\n\r\v\f" else character for character in folded)
    seen = spaced if spaced.isprintable() and _BLANK.isdisjoint(spaced) else _visible(spaced)
    return unicodedata.normalize("NFKC", " ".join(seen.split()))


def _visible(text: str) -> str:
    return "".join(one for one in text if unicodedata.category(one) not in _INVISIBLE and one not in _BLANK)


def printed(text: str) -> str:
    """A cleaned question with the punctuation of Chinese print, to be shown; what was put together has one mark at a seam."""
    return _FOLDED.sub(lambda mark: _PRINTED[mark.group()], _SEAM.sub("，", text))


def problem(question: Question) -> str | None:
    """Name what keeps a cleaned question from being answered: blank, short, long or audience."""
    text = question.text
    if not _WORD.search(text):
        return "blank"
    if len(_WORD.findall(text)) < SHORTEST:
        return "short"
    if len(text) > LONGEST:
        return "long"
    if question.audience is not None and question.audience not in AUDIENCES:
        return "audience"
    return None
