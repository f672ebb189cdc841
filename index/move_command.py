"""``python -m index move``: the options, and what is printed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .errors import EngineError
from .paths import INDEX, MILVUS


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        default=MILVUS,
        metavar="地址",
        help="Milvus 的地址，如 http://127.0.0.1:19530（默认按 POLICYBOT_MILVUS）",
    )
    parser.add_argument("--index", type=Path, default=INDEX, help="索引文件夹（默认 instance/index）")
    parser.add_argument("--replicas", type=int, default=1, help="每个向量放在几个查询节点上（默认 1）")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from .moving import move

    if not options.to:
        raise EngineError("没有说搬到哪里。请加上 --to http://主机:19530，或设置 POLICYBOT_MILVUS")
    moved = move(options.index, options.to, options.replicas, lambda line: print(line, file=sys.stderr, flush=True))
    print(
        f"已发布第 {moved.generation} 版索引，向量在 Milvus：共 {moved.vectors} 个，这次送了 {moved.sent} 个，"
        f"抽查相同 {moved.recall:.1%}。设置 POLICYBOT_MILVUS 后重新启动服务，就从那里检索"
    )
    return 0
