"""Run benchmarks: ``make bench``, or ``python tests/bench/run.py [GROUP …]``.

A group is a module of this folder with a function ``measures()`` that yields ``report.Row``, ``plots.Plot`` and
``plots.Bars``; it is listed here. Machines are noisy: what is judged is a ratio, both sides measured in turns in one run.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, whatever is installed

from report import Found, markdown, page

from index.paths import INSTANCE

GROUPS = {
    "answering": "一次答复",
    "serving": "服务",
    "building": "建索引",
}
LONG = {
    "scale": "一万、十万、一百万条",
    "publishing": "在十万、一百万条里发布一份",
    "peers": "与同类软件比检索",
}  # groups that take long: only when named, or with --all


def main() -> None:
    parser = argparse.ArgumentParser(description="测速度和内存，写成报告")
    parser.add_argument("groups", nargs="*", metavar="组", help=f"只测哪些：{'、'.join(GROUPS | LONG)}")
    parser.add_argument("--all", action="store_true", help="费时的也测")
    parser.add_argument("--out", type=Path, default=INSTANCE / "bench", help="报告放在哪里（默认 instance/bench）")
    options = parser.parse_args()
    unknown = set(options.groups) - (GROUPS | LONG).keys()
    if unknown:
        parser.error(f"没有这组：{'、'.join(unknown)}。可选 {'、'.join(GROUPS | LONG)}")
    found: dict[str, list[Found]] = {}
    for name in options.groups or (GROUPS | LONG if options.all else GROUPS):
        title, began = (GROUPS | LONG)[name], time.perf_counter()
        print(f"{title}（{name}）……", file=sys.stderr, flush=True)
        found[title] = list(import_module(name).measures())
        print(f"{markdown(found[title], title)}\n", flush=True)
        print(f"用了 {time.perf_counter() - began:.0f} 秒", file=sys.stderr, flush=True)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "report.html").write_text(page(found), encoding="utf-8")
    (options.out / "report.md").write_text(
        "\n\n".join(markdown(rows, title) for title, rows in found.items()) + "\n", encoding="utf-8"
    )
    print(f"报告：{options.out / 'report.html'}", file=sys.stderr)


if __name__ == "__main__":
    main()
