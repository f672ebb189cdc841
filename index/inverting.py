"""Texts sorted into posting lists: block by block, so that a corpus is never in memory as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .postings import Postings, key
from .saturation import Saturation, packed, rarity
from .sizes import is_rough

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 1 << 16  # texts that are sorted at a time


@dataclass(frozen=True)
class Block:
    """Of some neighbouring texts the distinct terms, by number, each with its row and how often it occurs there."""

    numbers: NDArray[np.int32]
    rows: NDArray[np.int32]
    counts: NDArray[np.int32]


def invert(texts: Iterable[Sequence[str]], saturation: Saturation, within: float | None = None) -> tuple[Postings, int]:
    """Count the terms of texts and sort them into lists; also tell how many texts there were.

    :param texts: each one's terms, repeated as they occur.
    :param within: how many terms the texts of the large index have that these are added to.
    """
    numbers: dict[str, int] = {}
    lengths: list[int] = []
    blocks = list(_blocks(texts, numbers, lengths))
    return inverted(blocks, list(numbers), np.array(lengths, np.int64), saturation, within), len(lengths)


def inverted(
    blocks: Sequence[Block],
    terms: Sequence[str],
    lengths: NDArray[np.int64],
    saturation: Saturation,
    within: float | None = None,
) -> Postings:
    """Sort blocks of texts into lists.

    :param terms: by their numbers. :param lengths: how many terms each text has.
    """
    size, counts = len(lengths), np.zeros(len(terms), np.int64)
    for block in blocks:
        counts += np.bincount(block.numbers, minlength=len(terms))
    rarities = rarity(counts, size).astype(np.float32)
    keys = np.array([key(term) for term in terms], np.uint64)
    order = np.argsort(keys)
    starts = np.concatenate([[0], np.cumsum(counts[order], dtype=np.int64)])
    free = np.empty(len(terms), np.int64)  # where each term's list goes on
    free[order] = starts[:-1]
    rows = np.empty(starts[-1], np.int32)
    scores = np.empty(starts[-1], np.uint8 if within or is_rough(size) else np.float32)
    average = within or (float(lengths.mean()) if lengths.any() else 1.0)
    norms = saturation.norms(lengths, average)
    for block in blocks:
        _append(block, free, rows, scores, norms, rarities)
    names = "\n".join(terms[place] for place in order)
    kept = norms.astype(np.float32) if scores.dtype == np.uint8 else np.empty(0, np.float32)
    return Postings(keys[order], starts, rows, scores, rarities[order], kept, names, average)


def _blocks(texts: Iterable[Sequence[str]], numbers: dict[str, int], lengths: list[int]) -> Iterator[Block]:
    """Number the terms; a block is sorted by them, and rows stay in order."""
    found: list[tuple[NDArray[np.int32], NDArray[np.int32]]] = []
    for text in texts:
        bag = Counter(text)
        own = np.fromiter((numbers.setdefault(term, len(numbers)) for term in bag), np.int32, len(bag))
        found.append((own, np.fromiter(bag.values(), np.int32, len(bag))))
        lengths.append(len(text))
        if len(found) == BLOCK:
            yield _block(found, len(lengths) - len(found))
            found = []
    if found:
        yield _block(found, len(lengths) - len(found))


def _block(found: Sequence[tuple[NDArray[np.int32], NDArray[np.int32]]], first: int) -> Block:
    numbers = np.concatenate([own for own, _ in found])
    rows = np.repeat(np.arange(first, first + len(found), dtype=np.int32), [len(own) for own, _ in found])
    order = np.argsort(numbers, kind="stable")
    return Block(numbers[order], rows[order], np.concatenate([counts for _, counts in found])[order])


def _append(
    block: Block,
    free: NDArray[np.int64],
    rows: NDArray[np.int32],
    scores: NDArray[np.float32] | NDArray[np.uint8],
    norms: NDArray[np.float64],
    rarities: NDArray[np.float32],
) -> None:
    """Append a block to the lists."""
    terms, first, counts = np.unique(block.numbers, return_index=True, return_counts=True)
    places = np.repeat(free[terms] - first, counts) + np.arange(len(block.numbers))
    free[terms] += counts
    shares = block.counts / (norms[block.rows] + block.counts)
    rows[places] = block.rows
    if scores.dtype == np.uint8:
        scores[places] = packed(shares)
    else:
        scores[places] = rarities[block.numbers] * shares
