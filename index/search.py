"""``Index``: a query and a ``Filter`` → ``Hit``s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from . import store
from .cascade import ranked
from .chunks import Chunk, Kind
from .clauses import Clause
from .contents import Clauses, phrasings_of
from .dense import DenseRanker
from .documents import Document
from .encoders import BUILTIN, Encoder, open_encoder
from .errors import StoreError
from .evidence import Evidence, weighed
from .fusion import fused
from .heads import ids_of
from .hits import NOTHING, Filter, Found, Hit, Scores
from .layers import noted_in, opened
from .milvus import Collection
from .milvus_rankers import MilvusRanker
from .noted import NONE as NO_QUESTIONS
from .noted import NotedQuestions
from .paths import MILVUS, MODELS
from .rankers import Dense, Query, Ranker, Ranking
from .saving import SPARSE
from .sentences import Sentence, SentenceScorer
from .sparse import SparseRanker
from .tokens import pieces, runs_of, terms, terms_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .encoders import Vectors


__all__ = ["NOTHING", "Evidence", "Filter", "Found", "Hit", "Index"]


REMEMBERED = 16  # filters
WORDS = {"sparse": 0.3, "sparse_phrasing": 0.7}  # how much a clause's own words count, and the ways to ask for it


class Index:
    """Documents and clauses, in order, and the search over them."""

    def __init__(
        self,
        documents: Sequence[Document],
        clauses: Sequence[Clause],
        chunks: Sequence[Chunk],
        rankers: Mapping[str, Ranker],
        encoder: Encoder,
        generation: int = 0,
        noted: NotedQuestions = NO_QUESTIONS,
    ) -> None:
        self.documents, self.clauses, self.chunks = documents, clauses, chunks
        self.encoder, self.generation = encoder, generation
        self.noted, self._rankers = noted, dict(rankers)
        self._allowed = lru_cache(REMEMBERED)(self._admitted)  # of a million clauses a megabyte each

    @classmethod
    def open(
        cls,
        path: str | Path,
        encoder: Encoder | None = None,
        milvus: str = MILVUS,
        verified: store.Generation | None = None,
    ) -> Index:
        """Open a saved index, every byte of it checked.

        :param encoder: the one that it was built with; by default opened by the name in the manifest.
        :param milvus: where its vectors were moved to, by default as ``POLICYBOT_MILVUS`` says; asked when first needed.
        :param verified: the generation in use, when ``store.current`` has just looked it through.
        :raises StoreError: missing, damaged, built with another encoder, or not moved yet.
        :raises ModelError: the encoder cannot be opened.
        """
        folder, manifest = verified or store.current(Path(path))
        encoder = encoder or open_encoder(manifest.get("encoder", BUILTIN), MODELS)
        if encoder.fingerprint != manifest["fingerprint"]:
            raise StoreError(f"{folder}：索引是用另一个语言模型建的。请运行 python -m index build --out {path} 重建")
        if milvus and not manifest.get("collection"):
            raise StoreError(f"{folder}：索引还没有搬到 Milvus。请运行 python -m index move --index {path}")
        collection = Collection(milvus, manifest["collection"]) if milvus else None
        return cls(*opened(folder, collection), encoder, manifest["generation"], noted_in(folder))

    def check(self) -> None:
        """Ask whether all that the index needs beside its files is there.

        :raises EngineError: Milvus does not answer.
        """
        ranker = self._rankers[Kind.CLAUSE]
        if isinstance(ranker, MilvusRanker):
            ranker.check()

    def search(self, query: str, k: int = 10, filter: Filter | None = None, also: Sequence[str] = ()) -> list[Hit]:
        """Find the clauses that speak to a query, best first; a blank query finds nothing."""
        return self.find(query, k, filter, also).hits

    def find(self, query: str, k: int = 10, filter: Filter | None = None, also: Sequence[str] = ()) -> Found:
        """Search, and tell how well the index knows the query at all.

        :param also: other words for what the query means; they count for less, and only in the sparse ranking.
        """
        if not query.strip() or k < 1 or not self.clauses:
            return NOTHING
        allowed = self._allowed(filter) if filter and filter != Filter() else None
        read = pieces(query)
        own = tuple(terms_of(read))
        more = tuple(term for term in dict.fromkeys(terms(" ".join(also))) if term not in own) if also else ()
        asked = Query(query, self._encoded(query), own, more, tuple(runs_of(read)))
        rankings = ranked(self._rankers, asked, allowed)
        rows, sums = fused(rankings)
        if not len(rows):
            return NOTHING
        hits = self._hits(rows[:k], sums[:k], rankings)
        first = int(rows[0])
        evidence = weighed(asked, rankings, self._sparse, (first, first in self._phrasings), sums)
        beside = self.noted.unanswered(hits[0].clause.document.id, asked.vector)
        return Found(hits, replace(evidence, unanswered=beside), asked)

    def sentences(self, clause: Clause, query: Query) -> tuple[Sentence, ...]:
        """Score the sentences of a clause for a query that ``find`` encoded, in the clause's order."""
        return self._scorer.sentences(self._row_of(clause), query)

    def shares(self, text: str, clauses: Sequence[Clause]) -> list[float]:
        """How much of the words of a text each of some clauses and the ways to ask for it have."""
        asked, rows = terms(text), np.array([self._row_of(clause) for clause in clauses], np.int64)
        wanted, places = np.unique(rows, return_inverse=True)
        shares = np.array([WORDS[name] * ranker.shares(asked, wanted) for name, ranker in self._sparse.items()])
        told = sum(WORDS[name] for name, ranker in self._sparse.items() if not ranker.is_empty) or 1.0
        found: list[float] = (shares.sum(axis=0) / told)[places].tolist()
        return found

    def clause(self, clause_id: str) -> Clause | None:
        row = self._row(clause_id)
        return None if row is None else self.clauses[row]

    @property
    def is_large(self) -> bool:
        """Whether clauses are read one by one from the disk, so that nobody should go through all of them."""
        return isinstance(self.clauses, Clauses)

    def clauses_of(self, document: Document) -> Sequence[Clause]:
        """A document's clauses, in order."""
        row = self._document_rows[document.id]
        if isinstance(self.clauses, Clauses):
            return self.clauses.of(row)
        first, last = np.searchsorted(self._owners, [row, row + 1])
        return self.clauses[first:last]

    def neighbour(self, clause: Clause, distance: int) -> Clause | None:
        """The clause so many places on in the same document."""
        row = self._row_of(clause) + distance
        near = self.clauses[row] if 0 <= row < len(self.clauses) else None
        return near if near and near.document.id == clause.document.id else None

    def document(self, document_id: str) -> Document | None:
        row = self._document_rows.get(document_id)
        return None if row is None else self.documents[row]

    def phrasings(self, clause: Clause) -> list[str]:
        """The ways to ask for a clause that a clerk wrote."""
        return self._phrasings.get(self._row_of(clause), [])

    def is_phrasing(self, text: str) -> bool:
        """Whether a clerk wrote this very way to ask."""
        return text in self._places

    def vocabulary(self) -> dict[str, int]:
        """In how many clauses, or in how many clauses' phrasings, each term stands."""
        found: Counter[str] = Counter()
        for ranker in self._sparse.values():
            found |= Counter(ranker.vocabulary())
        return dict(found)

    def clauses_with(self, term: str) -> int:
        """In how many clauses, or in how many clauses' phrasings, a term stands."""
        return max((ranker.count(term) for ranker in self._sparse.values()), default=0)

    def phrased(self) -> list[tuple[str, Clause]]:
        """Every phrasing with its clause, in the clauses' order."""
        return [(chunk.text, self.clauses[chunk.clause]) for chunk in phrasings_of(self.chunks)]

    def phrasings_by_sentence(self, clause: Clause) -> list[list[str]]:
        """The phrasings of a clause sorted by the sentence that each asks for, in the clause's order, most alike first."""
        return self._scorer.phrasings(self._row_of(clause))

    def neighbours(self, clause: Clause) -> list[Clause]:
        """The clauses just after and before one, in its document."""
        row = self._row_of(clause)
        beside = [self.clauses[near] for near in (row + 1, row - 1) if 0 <= near < len(self.clauses)]
        return [near for near in beside if near.document.id == clause.document.id]

    def _encoded(self, query: str) -> Vectors:
        """A query's vector; that of a phrasing lies in the index already, encoded by the same encoder."""
        phrasings, place = self._rankers[Kind.PHRASING], self._places.get(query)
        if place is None or not isinstance(phrasings, DenseRanker):
            encoded: Vectors = self.encoder.encode_query([query])[0]
            return encoded
        found: Vectors = phrasings.vectors(range(place, place + 1))[0]
        return found

    def _admitted(self, filter: Filter) -> NDArray[np.bool_]:
        """Which clauses a filter admits."""
        if filter == Filter(documents=filter.documents):
            admitted = np.zeros(len(self.documents), dtype=bool)
            admitted[[row for row in map(self._document_rows.get, filter.documents or ()) if row is not None]] = True
        else:
            admitted = np.fromiter(map(filter.admits, self.documents), dtype=bool, count=len(self.documents))
        return self.clauses.spread(admitted) if isinstance(self.clauses, Clauses) else admitted[self._owners]

    def _hits(self, rows: NDArray[np.int64], sums: NDArray[np.float64], rankings: Mapping[str, Ranking]) -> list[Hit]:
        return [
            Hit(rank, total, self.clauses[row], Scores(rankings, row))
            for rank, (row, total) in enumerate(zip(rows.tolist(), sums.tolist(), strict=True), 1)
        ]

    @cached_property
    def _sparse(self) -> dict[str, SparseRanker]:
        """The rankers by words."""
        return {name: ranker for name in SPARSE if isinstance(ranker := self._rankers.get(name), SparseRanker)}

    def _row(self, clause_id: str) -> int | None:
        return self.clauses.row(clause_id) if isinstance(self.clauses, Clauses) else self._rows.get(clause_id)

    def _row_of(self, clause: Clause) -> int:
        row = self._row(clause.id)
        if row is None:
            raise KeyError(clause.id)
        return row

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {clause.id: row for row, clause in enumerate(self.clauses)}

    @cached_property
    def _document_rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(ids_of(self.documents))}

    @cached_property
    def _owners(self) -> NDArray[np.int64]:
        """The row of each clause's document."""
        return np.array([self._document_rows[clause.document.id] for clause in self.clauses], dtype=np.int64)

    @cached_property
    def _phrasings(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for chunk in phrasings_of(self.chunks):
            found.setdefault(chunk.clause, []).append(chunk.text)
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where the vector of each phrasing lies."""
        return {chunk.text: place for place, chunk in enumerate(phrasings_of(self.chunks))}

    @cached_property
    def _scorer(self) -> SentenceScorer:
        sentences, phrasings = (cast(Dense, self._rankers[kind]) for kind in (Kind.SENTENCE, Kind.PHRASING))
        return SentenceScorer(self.chunks, sentences, phrasings)
