"""Pinyin and mistyped characters → the words that were meant: the cheapest way through a lattice (Viterbi, 1967)."""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from . import pinyin
from .lexicon import LONGEST, Lexicon, Readings, Word

NEAR = 2.0  # the costs, in nats: a sound that speakers of the south confuse,
TYPO = 8.0  # another character of the same sound or a like shape,
CONTEXT = 1.5  # and what is saved where two words meet as they do in the index
UNLIKELY = 8.0  # a syllable, on average: above it, letters were no pinyin
SHORT = 6.0  # a shorthand that is listed
STATES = 6  # ways to a place that are followed further
MOSTLY = 0.8  # of a text's letters must be pinyin, when it has no Han character

_TOKEN = re.compile(
    r"(?P<han>[\u3400-\u9fff]+)|(?P<letters>[^\W\d_\u3400-\u9fff]+(?:'[^\W\d_\u3400-\u9fff]+)*)|.", re.S
)


class Piece(NamedTuple):
    """What was typed from one place of a text to another, and what is read there."""

    start: int
    end: int
    text: str
    changed: bool
    cost: float = 0.0


@dataclass
class _Run:
    """Neighbouring Han characters and letters of pinyin, with their places; a syllable does not reach over a start."""

    cells: str = ""
    places: list[int] = field(default_factory=list)
    starts: set[int] = field(default_factory=set)


_Way = tuple[int, str, float, bool]
"""A word from a place on: where it ends, its text, its cost, and whether it changes what was typed."""


_Syllable = tuple[int, str, str]
"""A folded syllable that may stand at a place, with a blank: where it ends, itself, and the cell as typed."""


class _Step(NamedTuple):
    """The cheapest way found to a place that ends with a character."""

    cost: float
    piece: Piece | None = None
    before: _Step | None = None


class Speller:
    """Reads what was typed with one lexicon.

    What was typed in characters stands, unless a word of the index's subject that sounds or looks alike, and shares
    a character with it, makes the whole much likelier.
    """

    def __init__(
        self, lexicon: Lexicon, look_alikes: Iterable[str] = (), shorthand: Mapping[str, str] | None = None
    ) -> None:
        """:param look_alikes: groups of characters of like shape. :param shorthand: letters that are no pinyin."""
        self.lexicon, self._shorthand = lexicon, dict(shorthand or {})
        self._alike: dict[str, str] = {}
        for group in look_alikes:
            for character in group:
                self._alike[character] = self._alike.get(character, "") + group
        self._sounds: dict[str, tuple[str, ...]] = {}

    def read(self, text: str) -> list[Piece]:
        """List the pieces of a text that are read as words, in order; what lies between them is left as it is."""
        return [piece for run in self._runs(text) for piece in self._decoded(text, run)]

    def _runs(self, text: str) -> Iterator[_Run]:
        """Join tokens that are read together; a blank beside pinyin only tells where a token starts."""
        tokens = list(_TOKEN.finditer(text))
        spelt = self._spelt(text, [token for token in tokens if token["letters"]])
        run, blank, by_letters = _Run(), False, False
        for token in tokens:
            letters = token.start() in spelt
            if run.cells and token.group() == " " and not blank:
                blank = True
                continue
            if run.cells and (not (letters or token["han"]) or (blank and not (letters or by_letters))):
                yield run
                run = _Run()
            if letters or token["han"]:
                _add(run, token)
            blank, by_letters = False, letters
        if run.cells:
            yield run

    def _spelt(self, text: str, tokens: Sequence[re.Match[str]]) -> set[int]:
        """Where those tokens of letters start that are pinyin; without Han characters a text is as a whole or not at all."""
        if not tokens:
            return set()
        found = [token for token in tokens if self._is_pinyin(token.group())]
        letters, spelt = (sum(len(token.group()) for token in some) for some in (tokens, found))
        foreign = spelt < MOSTLY * letters and not any("\u3400" <= character <= "\u9fff" for character in text)
        return set() if foreign else {token.start() for token in found if not _within_a_number(text, token)}

    def _is_pinyin(self, token: str) -> bool:
        """Whether a token is nothing but syllables; capitals alone are an abbreviation."""
        if token.isupper() and len(token) > 1:
            return token.lower() in self._shorthand
        return all(self._is_syllables(part) for part in _bare(token).split("'"))

    def _is_syllables(self, letters: str) -> bool:
        reached = {0}
        for start in range(len(letters)):
            if start in reached:
                reached |= {
                    end
                    for end in range(start + 1, start + 1 + pinyin.LONGEST)
                    if letters[start:end] in self.lexicon.syllables or letters[start:end] in self._shorthand
                }
        return len(letters) in reached

    def _decoded(self, text: str, run: _Run) -> list[Piece]:
        """Find the cheapest words for a run; nothing when it was typed well, or when its letters make no sense."""
        by_sound = self.lexicon.subject if min(run.cells) >= "\u3400" else self.lexicon.spoken
        heard = [self._syllables(run, place) for place in range(len(run.cells))]
        sounding: list[list[_Way]] = [[] for _ in heard]
        for place, ways in enumerate(sounding):
            self._sound(heard, place, "", (), by_sound, ways)
        if not any(sounding):
            return []
        states: list[dict[str, _Step]] = [{} for _ in range(len(run.cells) + 1)]
        states[0][""] = _Step(0.0)
        for start in range(len(run.cells)):
            before = _cheapest(states[start])
            for end, word, cost, changed in (*self._typed(run, start), *sounding[start]) if before else ():
                piece = Piece(run.places[start], run.places[end - 1] + 1, word, changed, cost)
                self._reach(before, states[end], piece)
        last = min(states[-1].values(), key=lambda step: step.cost, default=None)
        pieces: list[Piece] = []
        while last is not None and last.piece is not None:
            pieces.append(last.piece)
            last = last.before
        pieces.reverse()
        return _sensible(text, pieces, alone=max(run.cells) < "\u3400")

    def _reach(self, before: Sequence[tuple[str, _Step]], reached: dict[str, _Step], piece: Piece) -> None:
        """Keep the cheapest way to a place for each character that a word may end with there."""
        first, last, follows = piece.text[0], piece.text[-1], self.lexicon.follows
        costs = [step.cost - CONTEXT * follows(character, first) for character, step in before]
        least = min(costs)
        known = reached.get(last)
        if known is None or least + piece.cost < known.cost:
            reached[last] = _Step(least + piece.cost, piece, before[costs.index(least)][1])

    def _typed(self, run: _Run, start: int) -> Iterator[_Way]:
        """The words that were typed as they are, or in shorthand, from a place on."""
        cells, cost = run.cells, self.lexicon.cost
        if cells[start] < "\u3400":
            for letters, meant in self._shorthand.items():
                if cells.startswith(letters, start):
                    yield start + len(letters), meant, SHORT, letters != meant.lower()
            return
        for end in range(start + 1, min(len(cells), start + LONGEST) + 1):
            if cells[end - 1] < "\u3400":
                break
            spent = cost(cells[start:end])
            if spent < math.inf:
                yield end, cells[start:end], spent, False

    def _sound(
        self, heard: Sequence[Sequence[_Syllable]], place: int, key: str, typed: tuple[str, ...], words: Readings,
        found: list[_Way],
    ) -> None:  # fmt: skip
        """Find the words that sound like what was typed from a place on, after the syllables of a key."""
        for end, syllable, cell in heard[place]:
            longer = key + syllable
            known = words.get(longer)
            if known is None:
                continue
            cells = (*typed, cell)
            for word in known:
                cost = word.cost + self._misfit(word, cells)
                if cost < math.inf and cost < self._most(cells):
                    found.append((end, word.text, cost, True))
            if end < len(heard) and len(cells) < LONGEST:
                self._sound(heard, end, longer, cells, words, found)

    def _syllables(self, run: _Run, place: int) -> Sequence[_Syllable]:
        """The syllables that may stand at a place."""
        cell = run.cells[place]
        if cell >= "\u3400":
            return [(place + 1, sound, cell) for sound in self._sounds.get(cell) or self._learnt(cell)]
        return [*self._letters(run, place)]

    def _letters(self, run: _Run, place: int) -> Iterator[_Syllable]:
        for end in range(place + 1, min(len(run.cells), place + pinyin.LONGEST) + 1):
            if run.cells[place:end] in self.lexicon.syllables:
                yield end, f"{pinyin.folded(run.cells[place:end])} ", run.cells[place:end]
            if end in run.starts:
                break

    def _learnt(self, character: str) -> tuple[str, ...]:
        """The folded syllables of a character and of those that look like it."""
        meant = character + self._alike.get(character, "")
        read = (f"{pinyin.folded(syllable)} " for one in meant for syllable in pinyin.of_character(one))
        self._sounds[character] = tuple(dict.fromkeys(read))
        return self._sounds[character]

    def _most(self, typed: Sequence[str]) -> float:
        """What a word may cost to be worth a try in the place of typed characters: where it meets others it saves little."""
        if min(typed) < "\u3400":
            return math.inf
        cost = self.lexicon.cost
        return min(cost("".join(typed)), sum(map(cost, typed))) + 2 * CONTEXT

    def _misfit(self, word: Word, typed: Sequence[str]) -> float:
        """What it costs to read typed cells as a word: nothing for its characters and its exact syllables."""
        total, wrong, spelt = 0.0, 0, 0
        for character, syllable, cell in zip(word.text, word.read, typed, strict=True):
            if cell < "\u3400":
                spelt += 1
                total += NEAR * (cell != syllable)
            elif cell != character:
                wrong += 1
                total += TYPO
                if character not in self._alike.get(cell, "") and syllable not in pinyin.of_character(cell):
                    total += NEAR
        if wrong and (spelt or 2 * wrong > len(typed)):
            return math.inf
        return total if wrong or spelt else math.inf


def _cheapest(states: Mapping[str, _Step]) -> Sequence[tuple[str, _Step]]:
    """The ways to a place that are followed further."""
    ways = states.items()
    return [*ways] if len(ways) <= STATES else heapq.nsmallest(STATES, ways, key=lambda way: way[1].cost)


def _add(run: _Run, token: re.Match[str]) -> None:
    run.starts.add(len(run.cells))
    if token["han"]:
        run.cells += token.group()
        run.places.extend(range(token.start(), token.end()))
        return
    for offset, character in enumerate(_bare(token.group())):
        if character == "'":
            run.starts.add(len(run.cells))
        else:
            run.cells += character
            run.places.append(token.start() + offset)


def _bare(letters: str) -> str:
    """Lower-case letters without tones, one for one."""
    return "".join(pinyin.plain(letter) for letter in letters.lower())


def _sensible(text: str, pieces: Sequence[Piece], alone: bool) -> list[Piece]:
    """Drop a reading whose letters are, syllable by syllable, too unlikely; join what was spelt in one go.

    A lone syllable beside other text may be anything.
    """
    spelt = [piece for piece in pieces if _is_spelt(text, piece)]
    read = sum(len(piece.text) for piece in spelt)
    if (read == 1 and not alone) or sum(piece.cost for piece in spelt) > UNLIKELY * read:
        return []
    joined: list[Piece] = []
    for piece in pieces:
        if joined and _is_spelt(text, piece) and _is_spelt(text, joined[-1]):
            joined[-1] = joined[-1]._replace(end=piece.end, text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def _within_a_number(text: str, token: re.Match[str]) -> bool:
    return any(character.isdigit() for character in text[max(0, token.start() - 1) : token.end() + 1])


def _is_spelt(text: str, piece: Piece) -> bool:
    return any(character.isalpha() and character < "\u3400" for character in text[piece.start : piece.end])
