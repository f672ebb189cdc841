"""The machine that was measured: its processor, memory, load and the versions that do the work."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.paths import ROOT

PACKAGES = (
    "onnxruntime",
    "faiss-cpu",
    "bm25s",
    "numpy",
    "jieba",
    "flask",
    "waitress",
    "torch",
    "sentence-transformers",
)


def machine() -> dict[str, str]:
    """What a reader needs to judge the figures, by name."""
    free = f"{_memory('MemAvailable'):.1f} GB 可用"
    return {
        "处理器": f"{_processor()}，本进程可用 {len(os.sched_getaffinity(0))} 核（共 {os.cpu_count()} 核）",
        "内存": f"{_memory('MemTotal'):.1f} GB，{free}",
        "系统": f"{platform.system()} {platform.release()}，Python {platform.python_version()}",
        "版本": "，".join(f"{name} {found}" for name in PACKAGES if (found := _version(name))),
        "代码": _commit(),
        "测完时的负载": f"{os.getloadavg()[0]:.1f}（别的程序也在用时，只有比值可信）",
    }


def _processor() -> str:
    found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else platform.machine()


def _memory(field: str) -> float:
    found = re.search(rf"^{field}:\s*(\d+) kB$", Path("/proc/meminfo").read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) / 2**20 if found else 0.0


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _commit() -> str:
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "不明"
