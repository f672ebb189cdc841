"""The golden questions that may be looked at, as the benchmarks ask them."""

from __future__ import annotations

from bot.golden_questions import read_questions
from index.paths import ROOT


def questions() -> list[str]:
    """The questions that the seed plan answers, and some that it does not, in the file's order."""
    return [golden.question for golden in read_questions(ROOT / "tests/golden/guangxi-2021-10-dev.jsonl")]
