"""Ours: ``Index.search`` over the same passages, built as any folder of policies is."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))  # this checkout, whatever is installed

from asking import MOST, Passages, Peer, Watched, run

from index import Index
from web.memory import use_huge_pages


def ready(_: Passages) -> Peer:
    index = Index.open(Path(sys.argv[1]) / "index")
    index.search("创业", MOST)
    use_huge_pages()  # as the server does once it is warm

    def ask(question: str) -> list[str]:
        return [Path(hit.clause.document.source).stem for hit in index.search(question, MOST)]

    return Peer(ask, Watched(index.encoder, "encode_query"))


run(ready)
