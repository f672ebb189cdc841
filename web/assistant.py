"""The bot that this server answers with, or the reason why there is none."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from bot import Bot
from bot.replies import RepliesError
from index import Index, PolicyIndexError
from index.paths import INSTANCE

from .secrets import secret

PROBLEMS = (PolicyIndexError, RepliesError, OSError)

log = logging.getLogger(__name__)


class Unavailable(Exception):
    """There is no index or no model, so nothing can be answered; the message is for the operator."""


@dataclass(frozen=True)
class Assistant:
    """A bot with its index; without one, ``problem`` tells the operator what to do."""

    bot: Bot | None = None
    index: Index | None = None
    problem: str = ""

    @classmethod
    def open(cls, index_dir: Path, secret_file: Path) -> Assistant:
        """Open the index and its model; a missing or damaged one gives an assistant that cannot answer."""
        try:
            bot = Bot(Index.open(index_dir), secret=secret(secret_file), kept=INSTANCE)
        except PROBLEMS as error:
            log.error("%s", error)
            return cls(problem=str(error))
        return cls(bot, bot.index)


def assistant() -> Assistant:
    """The assistant of the application that handles this request."""
    found: Assistant = current_app.extensions["assistant"]
    return found


def the_bot() -> Bot:
    """The bot, for a view that cannot do without.

    :raises Unavailable: there is none.
    """
    found = assistant()
    if found.bot is None:
        raise Unavailable(found.problem)
    return found.bot


def the_index() -> Index:
    """The index, for a view that cannot do without.

    :raises Unavailable: there is none.
    """
    found = assistant()
    if found.index is None:
        raise Unavailable(found.problem)
    return found.index
