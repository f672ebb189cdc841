"""The same question, asked of another place: 那广西的呢."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.search import Found

from .conversations import Conversation
from .gazetteer import Mention
from .look_ups import bare_of

OWN = 2  # characters of a region's name

_THERE = re.compile("[在到去回的]|我们|咱们?|本地|[这那][边里头]|人|能|可以|[也都]?(?:[办行得有]|享受|申[请报])")


def relocated(
    conversation: Conversation, text: str, alone: Found, places: Callable[[str], Sequence[Mention]]
) -> Conversation | None:
    """Ask the same of the place that a text names, if it names nothing else and that is no subject of its own.

    It stands instead of each place named before, else before the question.

    :param alone: what the index finds for the text.
    :param places: tells the places that a text asks about.
    """
    here = places(text)
    if len(here) != 1 or _says_more(text, here[0]) or _is_subject(here[0], alone):
        return None
    there, texts = here[0].text, (conversation.question, conversation.turn)
    named = [places(said)[:1] for said in texts]
    if not any(named):
        return replace(conversation, question=there + conversation.question)
    question, turn = (_at(there, said, of) for said, of in zip(texts, named, strict=True))
    return replace(conversation, question=question, turn=turn)


def _says_more(text: str, place: Mention) -> bool:
    return bool(bare_of(_THERE.sub("", text[: place.start] + text[place.end :])))


def _is_subject(place: Mention, alone: Found) -> bool:
    """Whether a place has a name of its own, like no region's, that the clause found has too: 中关村."""
    is_region = any(region.name.startswith(place.text[:OWN]) for region in place.regions)
    return not is_region and any(place.text in hit.clause.text for hit in alone.hits[:1])


def _at(there: str, text: str, named: Sequence[Mention]) -> str:
    """A text with another place instead of the one that it names."""
    return text[: named[0].start] + there + text[named[0].end :] if named else text
