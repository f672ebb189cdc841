"""What somebody is after that no clause answers: whether the policy still counts, a person to talk to, … Told by example.

People say these in more ways than words can be listed. What was typed is compared with the examples of an editable file by
a regression on their vectors, fitted when it is first needed: whatever the encoder is, it learns from the same sentences.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import yaml

from index.encoders import Encoder, Vectors
from index.yaml_text import parse_yaml

from .questions import clean
from .regression import Regression
from .replies import RepliesError

VALIDITY, NEWER, ORIGINAL = "validity", "newer", "original"
HUMAN, IDENTITY, THANKS, SIMPLER, COMPLAINT = "human", "identity", "thanks", "simpler", "complaint"
WRITE, OPENER, PROCEDURE = "write", "opener", "procedure"
INTENTS = (
    VALIDITY, NEWER, ORIGINAL, HUMAN, IDENTITY, THANKS, SIMPLER, COMPLAINT, WRITE, OPENER, PROCEDURE,
)  # fmt: skip
NONE = "none"
DEFAULT = Path(__file__).with_name("intents.yaml")
RIDGE = 0.0002  # where the examples weigh 1 together
USUAL = 60  # examples of an intent
SURE = 0.4  # of all intents together, and of those that the words allow, where an example has 1

_COUNTS = re.compile(  # what may count or no longer does, and the words for that
    "政策|文件|计划|规定|优惠|办法|方案|条款|文号|号文|好处|待遇|[这那][个份些条]|有效|[失生]效|[过到]期|期限|截止|作废|废止|[算作]数|管用|认不认|还认|执行|能用"
    r"|20\d\d"
)


@dataclass(frozen=True)
class Examples:
    """What is said with each intent, ``none`` being all else, and one of which words anything said with it has."""

    cues: Mapping[str, re.Pattern[str]]
    texts: tuple[str, ...]
    intents: tuple[str, ...]

    @cached_property
    def own(self) -> dict[str, str]:
        """Each example's intent: what is written there word for word needs no guess."""
        return dict(zip(self.texts, self.intents, strict=True))

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much an example of each intent counts: the more, the fewer there are."""
        return {own: 1.0 if own == NONE else (USUAL / times) ** 0.5 for own, times in Counter(self.intents).items()}

    def digest(self, encoder: str) -> str:
        """Tell what is learnt from these with an encoder from what is learnt from others."""
        told = (encoder, RIDGE, USUAL, INTENTS, self.texts, self.intents)
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


class Intents:
    """Reads intents with one encoder."""

    def __init__(self, encoder: Encoder, path: Path = DEFAULT, kept: Path | None = None) -> None:
        """:param kept: the folder where what was learnt is kept for the next start; by default it is not."""
        self._encoder, self._examples = encoder, examples(path)
        self._kept = kept and kept / "intents.npz"

    def of(self, text: str, vector: Vectors | None = None, least: float = 0.0) -> str:
        """Tell the intent of what was typed, or nothing.

        :param vector: the text's own, where the encoder made it already.
        :param least: how like the examples of that intent alone it must be.
        """
        if text in self._examples.own:
            return "" if self._examples.own[text] == NONE else self._examples.own[text]
        allowed = [intent for intent, cue in self._examples.cues.items() if cue.search(text)]
        if not allowed:
            return ""
        own = self._encoder.encode_query([text])[0] if vector is None else vector
        every = dict(zip(INTENTS, self._learnt.of(own), strict=True))
        scores = {intent: every[intent] for intent in allowed}
        sure = min(sum(scores.values()), sum(every.values())) >= SURE
        likeliest = max(scores, key=lambda intent: scores[intent])
        return likeliest if sure and scores[likeliest] >= least else ""

    def likeness(self, intent: str, vector: Vectors) -> float:
        """How like the examples of an intent something is, whatever its words: 1 where it is one of them."""
        return float(self._learnt.of(vector)[INTENTS.index(intent)])

    def learn(self) -> None:
        """Learn from the examples now, so that no question waits for it."""
        _ = self._learnt

    @cached_property
    def _learnt(self) -> Regression:
        origin = self._examples.digest(self._encoder.fingerprint)
        learnt = Regression.kept(self._kept, origin) if self._kept else None
        if learnt is None:
            learnt = self._fitted()
            if self._kept:
                learnt.keep(self._kept, origin)
        return learnt

    def _fitted(self) -> Regression:
        # one by one, so that the other cores serve others
        vectors = np.concatenate([self._encoder.encode_query([text]) for text in self._examples.texts])
        wanted = np.array([[own == one for one in INTENTS] for own in self._examples.intents], dtype=np.float64)
        counts = np.array([self._examples.weights[own] for own in self._examples.intents])
        return Regression.fitted(vectors, wanted, counts, RIDGE)


def names_what_counts(text: str) -> bool:
    """Whether a text names anything of which one may ask whether it still counts."""
    return _COUNTS.search(text) is not None


@cache
def examples(path: Path = DEFAULT) -> Examples:
    """Read the examples from their file.

    :raises RepliesError: naming the file, the section and the fix.
    """
    try:
        loaded = parse_yaml(path.read_text(encoding="utf-8"))
        listed = {intent: _texts(loaded[intent]) for intent in (*INTENTS, NONE)}
        cues = {intent: re.compile(loaded["cues"][intent]) for intent in INTENTS}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, re.error) as error:
        sections = "、".join((*INTENTS, NONE))
        raise RepliesError(
            f"{path}：读不出来；应当有 cues（每种意思一个正则表达式），以及 {sections}（每节几句例句）（{error}）"
        ) from error
    pairs = [(text, intent) for intent, texts in listed.items() for text in texts]
    first = dict(reversed(pairs))
    twice = next((text for text, intent in pairs if first[text] != intent), None)
    if twice:
        raise RepliesError(f"{path}：“{twice}”在两节里都有，请删去一处")
    return Examples(cues, tuple(text for text, _ in pairs), tuple(intent for _, intent in pairs))


def _texts(listed: object) -> Sequence[str]:
    """The examples of a section, as questions are cleaned."""
    if not isinstance(listed, list) or not listed or not all(isinstance(text, str) and text.strip() for text in listed):
        raise TypeError("每节应当是不为空的例句列表，必要时加引号")
    return [clean(text) for text in listed]
