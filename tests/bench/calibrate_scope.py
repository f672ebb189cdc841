"""Fit the weights in ``bot/scope.py`` again, and print how they fare at several thresholds.

Inside: the first questions of the development files on the seed plan, and its phrasings, each asked of an index that lacks
it; with the questions that the plan does not answer, and without. Outside: look-alikes and the team's off-topic questions.
``PENALTY`` keeps the scores of what is answered about as far apart as they were, so that the bounds on scores elsewhere
hold. Questions in English and Vietnamese have weights of their own;
``--foreign`` fits these alone, in a minute. The sets that lie beside the project are
counted when present: the web searches never take part in the fit; real questions on 599 other documents
do, for indexes of many clauses, when their index is given:

    python tests/bench/calibrate_scope.py [--ncp INDEX] [--foreign]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from bot import Bot, Question, Status
from bot.golden_questions import GoldenQuestion, read_questions
from index import Index, build
from index.building import default_encoder
from index.documents import PHRASINGS
from index.encoders import Vectors
from index.paths import DOCS, ROOT
from index.phrasings import UNANSWERED

GOLDEN = ROOT / "tests/golden"
SHARED = ROOT.parent / "shared/data"
SEARCHES = SHARED / "refusal/search-queries-dev.jsonl"
ANSWERABLE, UNANSWERABLE = SHARED / "ncp/questions-dev.jsonl", SHARED / "refusal/ncp-unanswerable-dev.jsonl"
KEPT = tempfile.TemporaryDirectory()  # an open index reads from its files
FOLDS = 10
PENALTY = 10.0  # on the weights of the standardised signals
ANSWERED, REFUSED = (Status.ANSWERED, Status.PARTIAL), (Status.NO_CLAUSE, Status.OUT_OF_SCOPE)
DECIDED_ELSEWHERE = ("eligibility", "dialogues-thirteenth", "foreign", "look-ups", "rewrites")  # files
SIGNALS = {
    "with phrasings": ("phrasing", "mean_phrasing", "coverage", "share", "held", "things", "matters", "figures"),
    "with unanswered": (
        "phrasing", "mean_phrasing", "unanswered", "coverage", "share", "held", "things", "matters", "figures",
        "length", "long_and_near",
    ),
    "few clauses": ("sentence", "clause", "coverage", "held", "things", "matters", "figures"),
    "foreign": ("sentence", "coverage", "subject", "things", "matters"),
    "many clauses": (
        "sentence", "clause", "coverage", "share", "held", "lacking", "lead", "total", "things", "matters",
        "covered", "strange",
    ),
}  # fmt: skip
WEIGHTS = {
    "phrasings": 0.15,
    "near": 1.5,
    "outside": 2.4,
    "searches": 0,
}  # those of a kind count about as much as another's
WEIGHTS |= {"foreign, fresh": 2, "foreign, everyday": 2, "foreign, other_matter": 4, "foreign, invented": 4}


@dataclass(frozen=True)
class Asked:
    """A question's signals, the set it is of, and whether it should be answered."""

    name: str
    inside: bool
    signals: dict[str, float]


class Remembering:
    """The encoder of the setting, which encodes no text twice."""

    def __init__(self) -> None:
        encoder = default_encoder(print)
        self.fingerprint = encoder.fingerprint
        self._query = cache(lambda text: encoder.encode_query([text])[0])
        self._document = cache(lambda text: encoder.encode_document([text])[0])

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._query(text) for text in texts])

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._document(text) for text in texts])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ncp", type=Path, help="an index of the 599 documents in ncp/documents.jsonl")
    parser.add_argument("--foreign", action="store_true", help="only the weights for questions without Chinese")
    given = parser.parse_args()
    ncp = given.ncp
    encoder = Remembering()
    whole = opened(encoder, keep=lambda number: True)
    fit("foreign", list(asked(whole, foreign())))
    if given.foreign:
        return
    fit("with unanswered", [*asked(whole, own()), *left_out(encoder)])
    unnoted = opened(encoder, keep=lambda number: True, noted=False)
    fit("with phrasings", [*asked(unnoted, own()), *left_out(encoder, noted=False)])
    bare = opened(encoder, keep=lambda number: False)
    others = list(asked(Bot(Index.open(ncp, encoder)), real())) if ncp and ANSWERABLE.exists() else []
    fit("few clauses", list(asked(bare, own())))
    if others:
        fit("many clauses", others)
    else:
        print("skipped: many clauses (--ncp INDEX and ../shared/data are needed)")


def own() -> Iterator[tuple[str, bool, str]]:
    """Questions asked of the seed plan: the name of the set, whether it is inside, the question."""
    for file in sorted(GOLDEN.glob("*-dev.jsonl")):
        if not file.name.startswith(DECIDED_ELSEWHERE):
            yield from (own_set(one) for one in read_questions(file) if one.turn == 1 and is_of_scope(one))
    listed = yaml.safe_load((GOLDEN / "scope.yaml").read_text(encoding="utf-8"))
    for section, name in (("outside", "outside"), ("beside", "near"), ("ours", "answered")):
        yield from ((name, name == "answered", question) for question in listed[section])
    if not SEARCHES.exists():
        print(f"skipped: {SEARCHES.name}")
        return
    yield from (("searches", False, record["text"]) for record in lines(SEARCHES))


def is_of_scope(one: GoldenQuestion) -> bool:
    """Whether the decision is between a clause and a refusal, and no place alone tells."""
    return one.status in ANSWERED + REFUSED and one.kind != "other_region"


def own_set(one: GoldenQuestion) -> tuple[str, bool, str]:
    if one.status is Status.OUT_OF_SCOPE:
        return "outside", False, one.question
    inside = one.status in ANSWERED and one.kind not in ("invented", "no_clause")
    return "answered" if inside else "near", inside, one.question


def foreign() -> Iterator[tuple[str, bool, str]]:
    """Questions without Chinese; the place alone tells those about other regions."""
    for record in lines(GOLDEN / "rewrites-dev.jsonl"):
        yield from (("foreign, rewrites", True, record[language]) for language in ("english", "vietnamese"))
    for name, file in (("foreign, dev", "foreign-dev"), ("foreign, fresh", "foreign-fresh-dev")):
        yield from ((name, True, record["question"]) for record in lines(GOLDEN / f"{file}.jsonl"))
    for record in lines(GOLDEN / "foreign-outside-dev.jsonl"):
        if record["kind"] != "other_region":
            yield f"foreign, {record['kind']}", False, record["question"]


def real() -> Iterator[tuple[str, bool, str]]:
    yield from (("answerable", True, record["question"]) for record in lines(ANSWERABLE))
    for record in lines(UNANSWERABLE):
        yield "unanswerable, enterprises" if record["enterprise"] else "unanswerable", False, record["text"]


def asked(bot: Bot, questions: Iterator[tuple[str, bool, str]]) -> Iterator[Asked]:
    for name, inside, question in questions:
        yield Asked(name, inside, bot.signals(Question(question)))


def left_out(encoder: Remembering, noted: bool = True) -> Iterator[Asked]:
    """Each phrasing, asked of an index that has only the other nine tenths."""
    (file,) = DOCS.rglob(f"*{PHRASINGS}")
    listed = yaml.safe_load(file.read_text(encoding="utf-8"))
    phrasings = [one for label, own in listed.items() if label != UNANSWERED for one in own]
    for fold in range(FOLDS):
        bot = opened(encoder, keep=lambda number, fold=fold: number % FOLDS != fold, noted=noted)
        yield from asked(bot, (("phrasings", True, one) for one in phrasings[fold::FOLDS]))


def opened(encoder: Remembering, keep: Callable[[int], bool], noted: bool = True) -> Bot:
    """The assistant over the seed plan with some of its phrasings, counted through the whole file.

    :param noted: whether with the questions that the plan does not answer.
    """
    (file,) = DOCS.rglob(f"*{PHRASINGS}")
    policy = file.with_name(file.name.removesuffix(PHRASINGS) + ".md")
    number, kept = 0, {}
    for label, own in yaml.safe_load(file.read_text(encoding="utf-8")).items():
        if label == UNANSWERED:
            kept |= {label: own} if noted else {}
            continue
        kept[label] = [one for place, one in enumerate(own, number) if keep(place)]
        number += len(own)
    folder = Path(tempfile.mkdtemp(dir=KEPT.name))
    docs, out = folder / "docs", folder / "index"
    docs.mkdir()
    (docs / policy.name).write_text(policy.read_text(encoding="utf-8"), encoding="utf-8")
    (docs / file.name).write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    build(docs, out, encoder)
    return Bot(Index.open(out, encoder))


def fit(title: str, questions: Sequence[Asked]) -> None:
    """Fit on everything for the weights, and in folds for the figures."""
    signals = SIGNALS[title]
    seen = np.array([[one.signals[name] for name in signals] for one in questions])
    inside, names = np.array([one.inside for one in questions]), np.array([one.name for one in questions])
    counts = np.array([WEIGHTS.get(name, 1) for name in names])
    crossed = np.zeros(len(questions))
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(seen, names):
        crossed[test] = fitted(seen[train], inside[train], counts[train]).decision_function(seen[test])
    model = fitted(seen, inside, counts)
    weights = model[-1].coef_[0] / model[0].scale_
    bias = model[-1].intercept_[0] - weights @ model[0].mean_
    told = ", ".join(f'"{name}": {weight:.2f}' for name, weight in zip(signals, weights, strict=True))
    print(f'{title}: {{{told}, "bias": {bias:.2f}}}')
    for name in dict.fromkeys(names):
        of_set = crossed[names == name]
        taken = "  ".join(f"{least:+.2f}: {(of_set >= least).mean():.3f}" for least in np.arange(-1.5, 1.6, 0.5))
        print(f"  {'in ' if inside[names == name].any() else 'out'} {name} ({len(of_set)}), taken from  {taken}")
    outside = np.isin(names, ["unanswerable", "unanswerable, enterprises"])
    if outside.any():
        for kind, negative in (("all", outside), ("enterprises", names == "unanswerable, enterprises")):
            both = negative | (names == "answerable")
            wrong = (crossed[negative] >= np.quantile(crossed[names == "answerable"], 0.1)).mean()
            print(
                f"  AUROC, {kind}: {roc_auc_score(inside[both], crossed[both]):.3f}; wrong answers at 90 % answered: {wrong:.3f}"
            )


def fitted(seen: np.ndarray, inside: np.ndarray, counts: np.ndarray) -> Pipeline:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1 / PENALTY, max_iter=2000))
    return model.fit(seen, inside, logisticregression__sample_weight=counts)


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


if __name__ == "__main__":
    main()
