"""``python -m bot "问题"`` answers; ``python -m bot evaluate FILE.jsonl`` scores."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from index import PolicyIndexError
from index.paths import INDEX, INSTANCE

from .answers import Answer
from .questions import AUDIENCES, Question
from .replies import RepliesError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; a known error is one line on stderr and exit status 1."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    run = _evaluate if given[:1] == ["evaluate"] else _ask
    try:
        return run(given[1:] if run is _evaluate else given)
    except (PolicyIndexError, RepliesError, ValueError) as error:
        print(f"错误：{error}", file=sys.stderr)
        return 1


def _ask(given: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot", description="用政策原文回答一个问题")
    parser.add_argument("question", help="问题；要评测请写 evaluate FILE.jsonl")
    parser.add_argument("--audience", choices=AUDIENCES, help="提问人的身份")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="按哪一天判断是否有效（默认今天）"
    )
    parser.add_argument("--index", type=Path, default=INDEX, help="索引文件夹（默认 instance/index）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(given)
    from index import Index

    from .pipeline import Bot

    answer = Bot(Index.open(options.index), kept=INSTANCE).answer(
        Question(options.question, options.audience, options.as_of)
    )
    print(json.dumps(answer.as_dict(), ensure_ascii=False, indent=1) if options.json else shown(answer))
    return 0


def shown(answer: Answer) -> str:
    """An answer as lines for a terminal."""
    lines = [answer.text]
    lines += [f"[{citation.mark}] {' / '.join(citation.clause.path)}" for citation in answer.citations]
    return "\n".join(lines)


def _evaluate(given: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot evaluate", description="用一份或几份标准问题给助手打分")
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="JSONL：每行 question、clauses（条款编号）、status，或 turns",
    )
    parser.add_argument("--index", type=Path, default=INDEX, help="索引文件夹（默认 instance/index）")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD", help="按哪一天判断是否有效（默认今天）"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--failures", action="store_true", help="列出没有答对的问题")
    parser.add_argument("--report", type=Path, metavar="OUT.html", help="写一份带图的网页报告")
    parser.add_argument("--save", type=Path, metavar="RUN.json", help="存下这次评测，以后可以比较")
    parser.add_argument("--compare", type=Path, metavar="RUN.json", help="和存下的一次评测逐题比较")
    options = parser.parse_args(given)
    from .evaluation_command import evaluate

    print(evaluate(options))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
