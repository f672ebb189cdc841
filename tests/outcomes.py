"""Outcomes of an evaluation, made without an assistant."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.evaluation import FIGURES, Outcome, Scores
from bot.runs import Run


def outcome(name: str, turn: int = 1, file: str = "f" * 64, kind: str | None = None, **marks: float) -> Outcome:
    """A question's outcome; a mark is what was right out of one, ``recall`` standing for ``recall@1``."""
    named = {{"recall": "recall@1"}.get(figure, figure): (float(part), 1.0) for figure, part in marks.items()}
    return Outcome(
        file, name, f"问{name}", kind, turn, "answered", "answered", "第五条", "第五条", 1, (), named, 0.01, 0.008
    )


def run(*outcomes: Outcome, generation: int = 1) -> Run:
    return Run(generation, "hashed-bigrams", "2026-06-01", {"f" * 64: "golden.jsonl"}, Scores(outcomes))


marks = st.dictionaries(
    st.sampled_from(FIGURES),
    st.integers(1, 4).flatmap(lambda whole: st.tuples(st.integers(0, whole).map(float), st.just(float(whole)))),
)
any_outcome = st.builds(
    Outcome,
    file=st.sampled_from(["a" * 64, "b" * 64]),
    id=st.text(max_size=5),
    question=st.text(max_size=20),
    kind=st.none() | st.text(max_size=5),
    turn=st.integers(1, 3),
    wanted=st.sampled_from(["answered", "partial"]),
    got=st.sampled_from(["answered", "no_clause"]),
    clause=st.none() | st.just("第五条"),
    first=st.none() | st.just("第一条"),
    rank=st.none() | st.integers(1, 10),
    lacking=st.lists(st.text(max_size=5)).map(tuple),
    marks=marks,
    seconds=st.floats(0, 5),
    retrieval_seconds=st.none() | st.floats(0, 5),
)
any_run = st.lists(any_outcome, min_size=1, max_size=12).map(lambda outcomes: run(*outcomes))
