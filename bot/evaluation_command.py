"""``python -m bot evaluate``: read the questions, ask them, then tell, save, compare and report."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from index import Index, today
from index.paths import INSTANCE

from . import evaluation_report
from .evaluation import evaluate as scored
from .golden_questions import GoldenQuestion, read_questions
from .pipeline import Bot
from .run_comparison import Comparison, compare
from .runs import Run, write


def evaluate(options: argparse.Namespace) -> str:
    """Do what was asked for on the command line, and return what to print.

    :raises ValueError: a file cannot be read, written or compared; unless the two runs share no question, before
        any question is asked.
    """
    files = _files(options.files)
    earlier = Run.load(options.compare) if options.compare else None
    for path in filter(None, (options.report, options.save)):
        _check_folder(path)
    run = _run(Bot(Index.open(options.index), kept=INSTANCE), files, options.as_of or today())
    comparison = compare(earlier, run, options.compare) if earlier else None
    if options.save:
        run.save(options.save)
    if options.report:
        write(options.report, evaluation_report.page(run, comparison))
    return _json(run, comparison) if options.json else _text(run, comparison, options.failures)


def _files(paths: Sequence[Path]) -> dict[Path, list[GoldenQuestion]]:
    """Read the questions of each file; one given twice would count twice."""
    files: dict[Path, list[GoldenQuestion]] = {}
    known: dict[str, Path] = {}
    for path in paths:
        files[path] = read_questions(path)
        same = known.setdefault(files[path][0].file, path)
        if same != path or paths.count(path) > 1:
            raise ValueError(f"{path}：和 {same} 内容相同，会重复计分，请只写一个")
    return files


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir() or path.is_dir():
        raise ValueError(f"{path}：写不进去，请给出已有文件夹里的一个文件名")


def _run(bot: Bot, files: dict[Path, list[GoldenQuestion]], day: date) -> Run:
    scores = scored(bot, [question for questions in files.values() for question in questions], day)
    names = {questions[0].file: str(path) for path, questions in files.items()}
    return Run(bot.index.generation, bot.index.encoder.fingerprint, day.isoformat(), names, scores)


def _json(run: Run, comparison: Comparison | None) -> str:
    told = run.scores.as_dict() | ({"comparison": comparison.as_dict()} if comparison else {})
    return json.dumps(told, ensure_ascii=False, indent=1)


def _text(run: Run, comparison: Comparison | None, failures: bool) -> str:
    told = evaluation_report.text(run.scores, failures)
    return f"{told}\n\n{evaluation_report.comparison_text(comparison)}" if comparison else told
