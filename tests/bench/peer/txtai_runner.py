"""txtai: hybrid search as its documentation sets it up, over FAISS and its own BM25, with the texts kept as the others do."""

from __future__ import annotations

from typing import Any

import numpy as np
from asking import MOST, PASSAGE, QUERY, Passages, Peer, Watched, run
from txtai import Embeddings


def ready(passages: Passages) -> Peer:
    embeddings = Embeddings(
        path=passages.model, hybrid=True, content=True, instructions={"query": QUERY, "data": PASSAGE}
    )
    known = dict(zip((PASSAGE + text for text in passages.texts), passages.vectors, strict=True))
    encode = embeddings.model.encode

    def told(data: list[str], category: str | None = None) -> Any:
        """Passages have the vectors that the same model gave; nothing is encoded three times."""
        return np.stack([known[text] for text in data])

    embeddings.model.encode = told
    embeddings.index(zip(passages.ids, passages.texts, strict=True))
    embeddings.model.encode = encode
    watched = Watched(embeddings.model, "encode")
    return Peer(lambda question: [found["id"] for found in embeddings.search(question, MOST)], watched)


run(ready)
