"""The libraries under us, each alone: what no search over the same passages can go below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import bm25s
import faiss

from index.encoders import Encoder
from index.tokens import terms

MOST = 10


def limits(
    encoder: Encoder, ids: Sequence[str], texts: Sequence[str], vectors: Any
) -> Callable[[str], dict[str, Callable[[], list[str]]]]:
    """For a question: the work of each library, ready to be timed; two of them find passages, by their ids."""
    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(vectors)
    words = bm25s.BM25()
    words.index([terms(text) for text in texts], show_progress=False)

    def of(question: str) -> dict[str, Callable[[], list[str]]]:
        vector = encoder.encode_query([question])

        def encoded() -> list[str]:
            encoder.encode_query([question])
            return []

        def dense() -> list[str]:
            return [ids[row] for row in flat.search(vector, MOST)[1][0]]

        def sparse() -> list[str]:
            found, _ = words.retrieve([terms(question)], k=MOST, show_progress=False)
            return [ids[row] for row in found[0]]

        return {"ONNX Runtime": encoded, "FAISS": dense, "bm25s": sparse}

    return of
