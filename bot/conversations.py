"""What a conversation was about, carried by the client in a signed, opaque token; nothing is kept here."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from itsdangerous import BadData, Serializer, TimestampSigner, URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode

from index import Clause, Index

from .answers import Answer

LIFETIME = 2 * 60 * 60
LONGEST_TOKEN = 2048
SHORT = 600  # bytes
LONGEST_QUESTION = 100
MOST_SHOWN = 30
SALT = "conversation"

Clock = Callable[[], float]


@dataclass(frozen=True)
class Conversation:
    """The question as last understood, the turn that completed it, whom it was for, and the clauses cited and shown.

    ``question`` is the last full question and ``turn`` what a follow-up added to it; ``is_told``: whether the rest of the
    first clause cited was quoted too.
    """

    question: str = ""
    turn: str = ""
    audience: str | None = None
    cited: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    is_told: bool = False

    @property
    def whole(self) -> str:
        """The last question as it was understood in full."""
        return f"{self.question}，{self.turn}" if self.turn else self.question

    def about(self, question: str, turn: str, audience: str | None) -> Conversation:
        """The same conversation after another question; a new full one begins a new list of clauses shown."""
        kept = (question[:LONGEST_QUESTION], turn[:LONGEST_QUESTION])
        shown = self.shown if kept == (self.question, self.turn) else ()
        return Conversation(*kept, audience, self.cited, shown)

    def after(self, clauses: Sequence[Clause]) -> Conversation:
        """The same conversation once clauses were cited."""
        cited = tuple(clause.id for clause in clauses)
        return replace(
            self, cited=cited, shown=tuple(dict.fromkeys([*self.shown, *cited]))[-MOST_SHOWN:], is_told=False
        )


Answered = tuple[Answer, Conversation]  # with the conversation after it


class _Serializer(URLSafeTimedSerializer):
    """Leaves a short conversation as it is: to begin compressing takes longer than all else."""

    def dump_payload(self, obj: Any) -> bytes:
        told = Serializer.dump_payload(self, obj)
        return base64_encode(told) if len(told) < SHORT else super().dump_payload(obj)


class Conversations:
    """Turns a conversation into a token, and a token back."""

    def __init__(self, secret: str | bytes | None = None, clock: Clock = time.time) -> None:
        """:param secret: signs the tokens; by default one that ends with this process."""

        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return int(clock())

        self._serializer = _Serializer(secret or secrets.token_bytes(32), SALT, signer=Signer)

    def token(self, conversation: Conversation, index: Index) -> str:
        """Sign a conversation; of one too long the clauses shown first are forgotten."""
        while True:
            signed = self._serializer.dumps([index.generation, *vars(conversation).values()])
            token = signed if isinstance(signed, str) else signed.decode("ascii")
            if len(token) <= LONGEST_TOKEN or not (conversation.cited or conversation.shown):
                return token
            shown = conversation.shown[1:]
            conversation = replace(conversation, shown=shown, cited=conversation.cited if shown else ())

    def opened(self, token: str | None, index: Index) -> Conversation:
        """Read a token; one that is forged, expired or of another index opens a fresh conversation."""
        if not token or len(token) > LONGEST_TOKEN:
            return Conversation()
        try:
            generation, *values = self._serializer.loads(token, max_age=LIFETIME)
        except (BadData, ValueError, TypeError):
            return Conversation()
        if generation != index.generation or len(values) != len(fields(Conversation)):
            return Conversation()
        return _of(values, index)


def _of(values: Sequence[Any], index: Index) -> Conversation:
    """A conversation from what was signed, fresh when a clause is gone."""
    question, turn, audience, cited, shown, is_told = values
    if any(index.clause(clause_id) is None for clause_id in [*cited, *shown]):
        return Conversation()
    return Conversation(question, turn, audience, tuple(cited), tuple(shown), is_told)
