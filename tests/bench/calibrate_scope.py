"""Fit the weights in ``bot/scope.py`` again, and print how they fare at several thresholds.

Inside: the development questions on the seed plan. Outside: the team's off-topic examples. The web
searches in ``../shared/data``, when present, are only counted, never fitted.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from index import Index
from index.paths import INDEX, ROOT

GOLDEN = ROOT / "tests/golden"
SEARCHES = ROOT.parent / "shared/data/refusal/search-queries-dev.jsonl"
SIGNALS = {
    "with phrasings": ("phrasing", "mean_phrasing", "coverage", "share"),
    "without phrasings": ("sentence", "clause", "coverage", "share"),
}


def main() -> None:
    index = Index.open(INDEX)
    inside, outside = questions()
    searches = [record["text"] for record in lines(SEARCHES)] if SEARCHES.exists() else []
    for name, signals in SIGNALS.items():
        vectors = {kind: seen(index, asked, signals) for kind, asked in
                   {"in": inside, "out": outside, "search": searches}.items()}  # fmt: skip
        fit(name, signals, vectors)


def questions() -> tuple[list[str], list[str]]:
    golden = lines(GOLDEN / "guangxi-2021-10-dev.jsonl") + lines(GOLDEN / "particulars-dev.jsonl")
    inside = [record["question"] for record in golden if record["status"] in ("answered", "partial")]
    outside = [record["question"] for record in golden if record["status"] == "out_of_scope"]
    return inside, outside + yaml.safe_load((GOLDEN / "scope.yaml").read_text(encoding="utf-8"))["outside"]


def seen(index: Index, asked: list[str], signals: tuple[str, ...]) -> np.ndarray:
    rows = [[getattr(index.find(text, 1).evidence, signal) for signal in signals] for text in asked]
    return np.array(rows).reshape(-1, len(signals))


def fit(name: str, signals: tuple[str, ...], vectors: dict[str, np.ndarray]) -> None:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1, max_iter=1000))
    both = np.vstack([vectors["in"], vectors["out"]])
    truth = np.r_[np.ones(len(vectors["in"])), np.zeros(len(vectors["out"]))]
    crossed = cross_val_predict(model, both, truth, cv=5, method="decision_function")
    model.fit(both, truth)
    weights = model[-1].coef_[0] / model[0].scale_
    bias = model[-1].intercept_[0] - weights @ model[0].mean_
    print(f"{name}: {dict(zip(signals, weights.round(1).tolist(), strict=True))} bias {bias:.1f}")
    for threshold in np.arange(-1.5, 0.6, 0.25):
        kept, taken = (crossed[truth == 1] >= threshold).mean(), (crossed[truth == 0] >= threshold).mean()
        searched = (model.decision_function(vectors["search"]) >= threshold).mean() if len(vectors["search"]) else 0
        print(
            f"  from {threshold:+.2f}: known {kept:.3f}, off topic taken {taken:.3f}, web searches taken {searched:.3f}"
        )


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


if __name__ == "__main__":
    main()
