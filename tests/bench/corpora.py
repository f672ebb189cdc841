"""Large corpora out of a small one: sentences of real policies, put together anew with other numbers.

Encoding a million passages takes hours on two cores, so a few thousand sentences are encoded once and kept; a clause's
vector is the mean of its sentences' with a little noise, which each sentence's has too. Speed, memory and how near an
approximate search comes to the exact one can be measured so, but not whether answers are good.
"""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index import store
from index.cells import Cells
from index.chunks import told
from index.clauses import clauses
from index.dense import DenseRanker
from index.documents import Document, read_document
from index.encoders import Encoder, Vectors
from index.errors import DocumentError
from index.fusion import WEIGHTS
from index.inverting import Block, inverted
from index.moments import blocks
from index.outline import Part
from index.postings import Postings
from index.rankers import Query, Ranker
from index.rescoring import Rescorer
from index.saturation import Saturation
from index.saving import save
from index.sizes import is_rough
from index.sparse import PASSAGES, RunRanker, SparseRanker
from index.sparse import PHRASINGS as ASKED
from index.tokens import runs, terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "ncp"
KEPT = Path(tempfile.gettempdir()) / "policy-corpora"
SENTENCES = 4000
CLAUSES_EACH = 30
VARIANTS = 10  # of a sentence, by its numbers
SWAPPED, FOREIGN = 0.5, 0.3  # how often a clause takes a sentence, or is taken, from elsewhere
NOISE, CLAUSE_NOISE = 0.10, 0.20
DOCUMENTS_AT_ONCE = 1000
HEADING = "政策措施"
REGIONS = (
    "广西壮族自治区",
    "南宁市",
    "柳州市",
    "桂林市",
    "云南省",
    "昆明市",
    "四川省",
    "成都市",
    "湖南省",
    "长沙市",
    "全国",
)

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Base:
    """Real documents as lists of clauses of sentences, by the sentences' numbers, with their vectors."""

    titles: list[str]
    documents: list[list[list[int]]]
    sentences: list[str]
    vectors: Vectors


@cache
def base(encoder: Encoder) -> Base:
    """Read and encode the small corpus, once for this machine."""
    KEPT.mkdir(exist_ok=True)
    read = list(_documents())
    random.Random(1).shuffle(read)
    titles, documents, numbers = [], [], dict[str, int]()
    for title, found in read:
        if len(numbers) < SENTENCES:
            titles.append(title)
            documents.append([[numbers.setdefault(sentence, len(numbers)) for sentence in own] for own in found])
    sentences, path = list(numbers), KEPT / "sentences.npy"
    if not path.exists():
        np.save(path, np.concatenate([encoder.encode_document([sentence]) for sentence in sentences]))
    return Base(titles, documents, sentences, np.load(path))


def questions(encoder: Encoder) -> tuple[list[str], Vectors]:
    """Real questions about the small corpus, with their vectors."""
    lines = (DATA / "questions-dev.jsonl").read_text(encoding="utf-8").splitlines()
    asked, path = [json.loads(line)["question"] for line in lines], KEPT / "questions.npy"
    if not path.exists():
        np.save(path, np.concatenate([encoder.encode_query([question]) for question in asked]))
    return asked, np.load(path)


def _documents() -> Iterator[tuple[str, list[list[str]]]]:
    """The titles and the clauses of the small corpus, cut into sentences that stay whole when joined."""
    with tempfile.TemporaryDirectory() as folder:
        for line in (DATA / "documents.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            path = Path(folder) / f"{record['id']}.md"
            path.write_text(f"{record['title']}\n{record['text'].replace(' ', chr(10))}", encoding="utf-8")
            try:
                document = read_document(path, path.parent)
            except DocumentError:
                continue
            found = [[one for one in told(clause) if _is_whole(clause, one)] for clause in clauses(document)]
            if sum(map(len, found)) >= 5:
                yield document.title, [own for own in found if own]


def _is_whole(clause: Any, sentence: str) -> bool:
    return sentence.endswith("。") and told(replace(clause, title="", text=sentence * 2)) == [sentence] * 2


class Corpus:
    """So many clauses in documents of thirty; the same for the same size."""

    def __init__(self, size: int, base: Base) -> None:
        self.base, self._number = base, size // CLAUSES_EACH
        self._text = cache(self._written)
        plans = [self._plan(number) for number in range(self._number)]
        self._origins = [origin for origin, _ in plans]
        chosen = [own for _, clauses in plans for own in clauses]
        self.counts = np.array([len(own) for own in chosen])
        self._starts = np.concatenate([[0], np.cumsum(self.counts)])
        self._variants = np.fromiter((variant for own in chosen for variant in own), np.int32, self._starts[-1])

    @property
    def size(self) -> int:
        return len(self.counts)

    def documents(self, whole: bool = True) -> Iterator[Document]:
        """Every document, or its head alone."""
        for number in range(self._number):
            place, rest = divmod(number, len(REGIONS))
            region, year = REGIONS[rest], 2016 + number % 10
            rows = range(number * CLAUSES_EACH, (number + 1) * CLAUSES_EACH)
            parts = [self._part(place, row) for place, row in enumerate(rows, 1)] if whole else []
            issued = date(year, 1, 1) + timedelta(days=place % 360)
            yield Document(
                f"d{number:010x}", f"{number:07d}.md", self._title(number), f"{region[:2]}政办发〔{year}〕{number}号",
                f"{region}人民政府办公室", issued, issued, region=region, parts=parts,
            )  # fmt: skip

    def chosen(self, row: int) -> list[int]:
        """The variants of sentences of which a clause is made."""
        return [int(variant) for variant in self._variants[self._starts[row] : self._starts[row + 1]]]

    def postings(self, read: Callable[[str], list[str]], saturation: Saturation) -> Postings:
        """Count the terms of the clauses' passages; no term reaches from one sentence into another."""
        numbers: dict[str, int] = {}

        def numbered(text: str) -> NDArray[np.int32]:
            return np.array([numbers.setdefault(term, len(numbers)) for term in read(text)], np.int32)

        used = np.unique(self._variants)
        pieces = [numbered(self._text(int(variant))) for variant in used]
        heads = [numbered(f"{document.name} {HEADING}") for document in self.documents(whole=False)]
        lengths = np.zeros(self.size, np.int64)
        blocks = []
        for first in range(0, self._number, DOCUMENTS_AT_ONCE):
            last = min(first + DOCUMENTS_AT_ONCE, self._number)
            rows = np.arange(first * CLAUSES_EACH, last * CLAUSES_EACH)
            variants = self._variants[self._starts[rows[0]] : self._starts[rows[-1] + 1]]
            found = [
                *(pieces[place] for place in np.searchsorted(used, variants)),
                *(heads[row // CLAUSES_EACH] for row in rows),
            ]
            owners = np.concatenate([np.repeat(rows, self.counts[rows]), rows])
            spread = np.repeat(owners, [len(own) for own in found])
            lengths[rows] = np.bincount(spread - rows[0], minlength=len(rows))
            pairs, times = np.unique(np.concatenate(found).astype(np.int64) << 32 | spread, return_counts=True)
            blocks.append(Block(*((one).astype(np.int32) for one in (pairs >> 32, pairs & 0xFFFFFFFF, times))))
        return inverted(blocks, list(numbers), lengths, saturation)

    def vectors(self) -> Iterator[tuple[Vectors, Vectors]]:
        """The clauses' and their sentences' vectors, a block of clauses at a time."""
        random = np.random.default_rng(self.size)
        noise = random.standard_normal((1 << 15, self.base.vectors.shape[1]), np.float32)
        noise /= np.float32(noise.shape[1] ** 0.5)
        for start in range(0, self.size, CLAUSES_EACH * DOCUMENTS_AT_ONCE):
            counts = self.counts[start : start + CLAUSES_EACH * DOCUMENTS_AT_ONCE]
            first = self._starts[start : start + len(counts)]
            own = self.base.vectors[self._variants[first[0] : first[-1] + counts[-1]] // VARIANTS]
            own += NOISE * noise[random.integers(0, len(noise), len(own))]
            sentences = _unit(own)
            means = _unit(np.add.reduceat(sentences, first - first[0], axis=0))
            yield _unit(means + CLAUSE_NOISE * noise[random.integers(0, len(noise), len(means))]), sentences

    def _title(self, number: int) -> str:
        origin = self.base.titles[self._origins[number]]
        return f"{REGIONS[number % len(REGIONS)]}关于印发{origin[:30]}（{number}）的通知"

    def _plan(self, number: int) -> tuple[int, list[list[int]]]:
        chance = random.Random(number)
        origin = chance.randrange(len(self.base.documents))
        return origin, [self._choice(chance, origin) for _ in range(CLAUSES_EACH)]

    def _choice(self, chance: random.Random, origin: int) -> list[int]:
        """A clause of a document, or of any, with other numbers and perhaps a sentence of another clause."""
        documents = self.base.documents
        document = chance.choice(documents) if chance.random() < FOREIGN else documents[origin]
        sentences = list(chance.choice(document))
        if chance.random() < SWAPPED:
            sentences[chance.randrange(len(sentences))] = chance.choice(chance.choice(document))
        return [sentence * VARIANTS + chance.randrange(VARIANTS) for sentence in sentences]

    def _written(self, variant: int) -> str:
        sentence, by = divmod(variant, VARIANTS)
        return _NUMBER.sub(lambda found: str(int(found.group()) + 3 * by), self.base.sentences[sentence])

    def _part(self, place: int, row: int) -> Part:
        text = "".join(map(self._text, self.chosen(row)))
        return Part("clause", text, str(place), f"第{place}条", "", (HEADING, f"第{place}条"), f"c{place}")


def publish(corpus: Corpus, out: Path, encoder: Encoder, report: Callable[[str], None] = print) -> int:
    """Write a corpus as an index, a ranker at a time so that memory holds."""
    rows, size = np.arange(corpus.size), corpus.size
    nothing = np.empty((0, corpus.base.vectors.shape[1]), np.float32)
    makers: dict[str, Callable[[], Ranker]] = {
        "sparse": lambda: SparseRanker(corpus.postings(terms, PASSAGES), size),
        "run": lambda: RunRanker(corpus.postings(runs, PASSAGES), size),
        "sparse_phrasing": lambda: SparseRanker.of(([] for _ in rows), ASKED),
        "clause": lambda: _of_clauses(corpus, rows),
        "sentence": lambda: _of_sentences(corpus, np.repeat(rows, corpus.counts)),
        "phrasing": lambda: DenseRanker.build(nothing, np.empty(0, np.int64)),
    }

    def write(folder: Path) -> dict[str, Any]:
        save(folder, _Heads(corpus), [], {})
        for name, make in makers.items():
            report(name)
            make().save(folder / name)
        return {"encoder": "builtin", "fingerprint": encoder.fingerprint, "docs": "", "documents": size // CLAUSES_EACH,
                "clauses": size, "chunks": size + int(corpus.counts.sum())}  # fmt: skip

    with store.locked(out):
        return store.publish(out, write)


def exact(corpus: Corpus, asked: Sequence[Query], most: int) -> NDArray[np.int64]:
    """The rows that score highest for each query where every clause is compared and no score rounded, block by block."""
    queries = np.stack([query.vector for query in asked])
    clauses, sentences = (np.empty((len(asked), corpus.size), np.float32) for _ in range(2))
    told, place = np.zeros((3, len(asked), 1)), 0  # how many sentences there are, their cosines' sum, their squares'
    for block, within in corpus.vectors():
        rows, cosines = slice(place, place + len(block)), queries @ within.T
        counts = corpus.counts[rows]
        clauses[:, rows] = queries @ block.T
        sentences[:, rows] = np.maximum.reduceat(cosines, np.cumsum(counts) - counts, axis=1)
        told += [one.sum(axis=1, keepdims=True, dtype=np.float64) for one in (cosines * 0 + 1, cosines, cosines**2)]
        place += len(block)
    mean = told[1] / told[0]
    sums = WEIGHTS["sentence"] * (sentences - mean) / np.sqrt(told[2] / told[0] - mean**2)
    sums += WEIGHTS["clause"] * (clauses - clauses.mean(axis=1, keepdims=True)) / clauses.std(axis=1, keepdims=True)
    for name, read in (("sparse", terms), ("run", runs)):
        ranker = SparseRanker(corpus.postings(read, PASSAGES), corpus.size)
        for own, query in zip(sums, asked, strict=True):
            wanted = read(query.text)
            own += WEIGHTS[name] / (ranker.most(wanted) or 1.0) * ranker.postings.totals(wanted, corpus.size)
    return np.argsort(-sums, axis=1, kind="stable")[:, :most]


def _of_clauses(corpus: Corpus, rows: NDArray[np.int64]) -> Ranker:
    vectors = np.concatenate([clauses for clauses, _ in corpus.vectors()])
    if is_rough(corpus.size):
        return Rescorer.build(blocks(vectors), rows, Cells.build(vectors))
    return DenseRanker.build(vectors, rows)


def _of_sentences(corpus: Corpus, rows: NDArray[np.int64]) -> Ranker:
    vectors = (sentences for _, sentences in corpus.vectors())
    if is_rough(corpus.size):
        return Rescorer.build(vectors, rows)
    return DenseRanker.build(np.concatenate(list(vectors)), rows)


class _Heads(Sequence[Document]):
    """Documents that can be gone through again and again without lying in memory."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def __iter__(self) -> Iterator[Document]:
        return self._corpus.documents()

    def __len__(self) -> int:
        return self._corpus.size // CLAUSES_EACH

    def __getitem__(self, row: Any) -> Any:
        return list(self)[row]


def _unit(rows: Vectors) -> Vectors:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)
