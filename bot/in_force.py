"""Does a question ask whether a policy is still in force, or for one that takes its place? Told by example.

People ask it in more ways than words can be listed, and whether money is lost hangs on the answer. A question is compared
with examples of an editable file by a ridge regression on their vectors (Hoerl and Kennard, 1970), fitted when it is first
needed: whatever the encoder is, it learns from the same sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml

from index.encoders import Encoder, Vectors

from .replies import RepliesError

if TYPE_CHECKING:
    from numpy.typing import NDArray

VALIDITY, NEWER, SUBJECT = "validity", "newer", "subject"
KINDS = (VALIDITY, NEWER)
DEFAULT = Path(__file__).with_name("in_force.yaml")
RIDGE = 0.15
SURE = 0.5  # of both kinds together, where an example has 1


@dataclass(frozen=True)
class Examples:
    """Questions of each kind, ``subject`` being all else, and what one must have to be looked at."""

    cue: re.Pattern[str]
    texts: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class _Fitted:
    """The regression: what is taken from a vector, its weights and what is added for each kind."""

    mean: Vectors
    weights: NDArray[np.float64]
    shares: NDArray[np.float64]


class InForce:
    """Reads such questions with one encoder."""

    def __init__(self, encoder: Encoder, path: Path = DEFAULT) -> None:
        self._encoder, self._examples = encoder, examples(path)

    def asked(self, question: str, vector: Vectors) -> str:
        """Tell what is asked: ``VALIDITY``, ``NEWER``, or nothing of the kind.

        :param vector: the question's own, as the encoder made it.
        """
        if not self._examples.cue.search(question):
            return ""
        fitted = self._fitted
        scores = (vector - fitted.mean) @ fitted.weights + fitted.shares
        return KINDS[int(scores.argmax())] if scores.sum() >= SURE else ""

    @cached_property
    def _fitted(self) -> _Fitted:
        vectors = self._encoder.encode_query(self._examples.texts)
        wanted = np.array([[kind == one for one in KINDS] for kind in self._examples.kinds], dtype=np.float64)
        mean, shares = vectors.mean(axis=0), wanted.mean(axis=0)
        centred = vectors - mean
        penalised = centred.T @ centred + RIDGE * np.eye(centred.shape[1])
        return _Fitted(mean, np.linalg.solve(penalised, centred.T @ (wanted - shares)), shares)


@cache
def examples(path: Path = DEFAULT) -> Examples:
    """Read the examples from their file.

    :raises RepliesError: naming the file, the section and the fix.
    """
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        listed = {kind: _texts(loaded[kind]) for kind in (*KINDS, SUBJECT)}
        cue = re.compile(loaded["cue"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, re.error) as error:
        raise RepliesError(
            f"{path}：读不出来；应当有 cue（一个正则表达式），以及 validity、newer、subject（每节几句例句）（{error}）"
        ) from error
    pairs = [(text, kind) for kind, texts in listed.items() for text in texts]
    twice = [text for text, kind in pairs if any(text == other and kind != own for other, own in pairs)]
    if twice:
        raise RepliesError(f"{path}：“{twice[0]}”在两节里都有，请删去一处")
    return Examples(cue, tuple(text for text, _ in pairs), tuple(kind for _, kind in pairs))


def _texts(listed: object) -> Sequence[str]:
    if not isinstance(listed, list) or not listed or not all(isinstance(text, str) and text.strip() for text in listed):
        raise TypeError("每节应当是不为空的例句列表，必要时加引号")
    return listed
