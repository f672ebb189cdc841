"""``python -m index build | search | prepare | adapt | move``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from . import adapt_command, move_command
from .adapters import installed
from .errors import PolicyIndexError
from .paths import DOCS, INDEX, MODELS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; a known error is one line on stderr and exit status 1."""
    options = _parser().parse_args(arguments)
    try:
        command: int = options.run(options)
    except PolicyIndexError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 1
    return command


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="让政策可以被检索")
    commands = parser.add_subparsers(required=True, metavar="命令")
    build = commands.add_parser("build", help="读政策文件夹，建索引并发布")
    build.add_argument("--docs", type=Path, default=DOCS, help=f"政策文件夹（默认 {DOCS.name}）")
    build.add_argument("--out", type=Path, default=INDEX, help="索引放在哪里（默认 instance/index）")
    build.add_argument("--whole", action="store_true", help="全部重新读、重新整理；不加时，大索引只处理有变动的文件")
    build.set_defaults(run=_build)
    search = commands.add_parser("search", help="检索条款")
    search.add_argument("query", help="检索式")
    search.add_argument("--index", type=Path, default=INDEX, help="索引文件夹（默认 instance/index）")
    search.add_argument("--k", type=int, default=10, help="最多几条（默认 10）")
    search.add_argument("--json", action="store_true", help="输出 JSON")
    search.set_defaults(run=_search)
    prepare = commands.add_parser("prepare", help="准备内置语言模型（只需一次，约一分钟）")
    prepare.set_defaults(run=_prepare)
    adapt = commands.add_parser("adapt", help="用自己的问法和标准问题训练语言模型的适配器，变好才安装（几分钟以上）")
    adapt_command.add_options(adapt)
    move = commands.add_parser("move", help="把索引里的向量搬到 Milvus，核对后发布；中断了再运行一次就接着搬")
    move_command.add_options(move)
    return parser


def _build(options: argparse.Namespace) -> int:
    from .building import build

    report = build(
        options.docs, options.out, report=lambda line: print(line, file=sys.stderr, flush=True), whole=options.whole
    )
    print(
        f"已发布第 {report.generation} 版索引：文件 {report.documents}，条款 {report.clauses}，"
        f"分块 {report.chunks}（沿用 {report.reused}，新编码 {report.embedded}）"
    )
    if report.read < report.documents:
        print(f"只读了有变动的 {report.read} 份文件，其余照旧")
    return 0


def _search(options: argparse.Namespace) -> int:
    from .records import clause_record
    from .search import Index

    hits = Index.open(options.index).search(options.query, options.k)
    if options.json:
        records = [
            {"rank": hit.rank, "score": hit.score, "scores": {str(name): value for name, value in hit.scores.items()},
             "clause": clause_record(hit.clause)}
            for hit in hits
        ]  # fmt: skip
        print(json.dumps(records, ensure_ascii=False, indent=1))
        return 0
    for hit in hits:
        document = hit.clause.document
        print(f"{hit.rank}. [{hit.score:.2f}] {document.name} {document.number} {hit.clause.label}")
        print(f"   {hit.clause.text[:100]}{'…' if len(hit.clause.text) > 100 else ''}")
    if not hits:
        print("没有检索到条款")
    return 0


def _prepare(options: argparse.Namespace) -> int:
    from .encoders import BUILTIN
    from .preparation import is_prepared, prepare

    if is_prepared(MODELS / BUILTIN):
        print(f"语言模型已经备好：{MODELS / BUILTIN}")
    else:
        prepare(MODELS / BUILTIN, adapted=installed(MODELS))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
