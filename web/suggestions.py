"""Typed characters → questions that a clerk vetted."""

from __future__ import annotations

from collections.abc import Iterable

from bot.questions import clean

MOST = 8
SHARED = 0.6


def suggestions(typed: str, phrasings: Iterable[str]) -> list[str]:
    """List the phrasings that hold the typed characters, then those that share most of them; the shortest first."""
    typed = clean(typed)
    wanted = {character for character in typed if character.isalnum()}
    if not wanted:
        return []
    ranked = []
    for phrasing in dict.fromkeys(phrasings):
        shared = len(wanted & set(phrasing)) / len(wanted)
        if shared >= SHARED:
            ranked.append((typed not in phrasing, -shared, len(phrasing), phrasing))
    return [phrasing for *_, phrasing in sorted(ranked)[:MOST]]
