"""An evaluation for people to read: lines for a terminal, and one HTML file with plots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np

from .answers import Status
from .evaluation import FIGURES, LOOKED_AT, MRR, Outcome, Scores, latency
from .run_comparison import Change, Comparison, Difference
from .runs import Run

TEMPLATE = "evaluation_report.html.j2"
BINS = 24

STAGES = {
    "检索": {"recall@1": "正确条款排第一", "recall@5": "正确条款在前五", MRR: "平均倒数排名"},
    "作答": {
        "exact_clause_cited": "答复首条引用正确",
        "follow_up_clause_first": "追问首条引用正确",
        "all_cited": "应引条款全部引用",
        "items_complete": "要点全部引到",
        "items_quoted": "要点引到的比例",
        "facts_told": "事实全部说到",
    },
    "状态": {
        "out_of_scope_refused": "范围外问题被拒答",
        "partial_or_no_clause": "未写明的细节如实告知",
        "status_right": "状态正确",
    },
    "凭据": {"quotes_verbatim": "引文逐字一致", "validity_told": "失效文件已提示"},
}
NAMES = {figure: name for names in STAGES.values() for figure, name in names.items()}
STATUSES = {
    Status.ANSWERED: "已答复",
    Status.PARTIAL: "部分写明",
    Status.NO_CLAUSE: "没有找到条款",
    Status.OTHER_REGION: "外地政策",
    Status.OUT_OF_SCOPE: "范围外",
    Status.CLARIFY: "请补充",
    Status.GREETING: "问候",
    Status.INVALID: "无效提问",
    Status.PERSONAL_DATA: "个人信息",
    Status.SENSITIVE: "敏感话题",
    Status.UNAVAILABLE: "暂不可用",
}


# --- lines ---


def text(scores: Scores, failures: bool = False) -> str:
    """The figures as lines, each with its 95 % interval; the failures when asked for."""
    lines = [f"问题 {len(scores.outcomes)} 个，其中应有条款 {scores.count('recall@1')} 个"]
    lines += [_figure(scores, figure) for figure in FIGURES if _is_shown(scores, figure)]
    lines.append(
        "状态（应为→得到）：" + "，".join(f"{want}→{got} {n}" for (want, got), n in sorted(scores.matrix.items()))
    )
    lines += [_seconds("答复耗时", scores.seconds), _seconds("其中检索耗时", scores.retrieval_seconds)]
    lines += [_kind(name, of_kind) for name, of_kind in scores.kinds.items()]
    return "\n".join([*filter(None, lines), *([failure(outcome) for outcome in scores.failed] if failures else [])])


def _is_shown(scores: Scores, figure: str) -> bool:
    """Figures that need fields of their own are shown only when some question has them."""
    of_fields = {"follow_up_clause_first", "all_cited", "items_complete", "items_quoted", "facts_told"}
    return figure not in of_fields or scores.count(figure) > 0


def _figure(scores: Scores, figure: str) -> str:
    n = scores.count(figure)
    if not n:
        return f"{NAMES[figure]:　<12}—"
    low, high = scores.bounds(figure)
    return f"{NAMES[figure]:　<12}{scores.share(figure):.3f}  （n={n}，95% 区间 {low:.3f}–{high:.3f}）"


def _seconds(name: str, seconds: Sequence[float]) -> str:
    told = latency(seconds)
    if told is None:
        return ""
    return f"{name:　<12}中位数 {milliseconds(told['median'])}，95% 在 {milliseconds(told['p95'])} 以内"


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.3g} 毫秒" if seconds < 1 else f"{seconds:.3g} 秒"


def _kind(name: str, scores: Scores) -> str:
    shares = "，".join(f"{NAMES[figure]} {scores.share(figure):.3f}" for figure in FIGURES if scores.count(figure))
    return f"〔{name}〕{len(scores.outcomes)} 个：{shares}"


def failure(outcome: Outcome) -> str:
    """What a question should have got and what it got."""
    asked = f"{outcome.id} {outcome.question}"
    if outcome.clause is None:
        told = f"{asked}：应为 {outcome.wanted}，得到 {outcome.got}"
    else:
        told = f"{asked}：应为 {outcome.clause} {outcome.wanted}，得到 {outcome.first or '无'} {outcome.got}（{place(outcome)}）"
    return told + (f"，缺：{'、'.join(outcome.lacking)}" if outcome.lacking else "")


def place(outcome: Outcome) -> str:
    return f"排第 {outcome.rank or f'{LOOKED_AT} 名外'}"


def comparison_text(comparison: Comparison) -> str:
    """The change of each figure as lines, then the questions won and lost."""
    earlier = comparison.earlier
    lines = [
        f"与上次相比（上次：第 {earlier.generation} 版索引，按 {earlier.day}；相同的问题 {len(comparison.pairs)} 个，"
        f"不同的 {comparison.left_out} 个没有比）"
    ]
    lines += [_difference(difference) for difference in comparison.differences]
    lines += [_change("得", change) for change in comparison.won] + [
        _change("失", change) for change in comparison.lost
    ]
    return "\n".join(lines)


def _difference(told: Difference) -> str:
    return (
        f"{NAMES[told.figure]:　<12}{told.before:.3f} → {told.after:.3f}  {signed(told.change)}"
        f"（95% 区间 {signed(told.low)} 至 {signed(told.high)}；得 {told.won} 失 {told.lost}，{p_value(told.p)}）"
    )


def signed(change: float) -> str:
    return f"{change:+.3f}".replace("-", "−") if round(change, 3) else "0.000"


def p_value(p: float) -> str:
    return f"p={p:.3f}" if p >= 0.001 else "p<0.001"


def _change(sign: str, change: Change) -> str:
    names = "、".join(NAMES[figure] for figure in change.figures)
    return f"{sign} {change.outcome.id} {change.outcome.question}：{names}"


# --- the page ---


@dataclass(frozen=True)
class Bin:
    """A column of the histogram, from 0 to 1 of the highest."""

    low: float
    high: float
    count: int
    height: float


@dataclass(frozen=True)
class Report:
    """What the template shows of a run, and of its comparison with an earlier one."""

    run: Run
    comparison: Comparison | None = None

    @property
    def scores(self) -> Scores:
        return self.run.scores

    @property
    def stages(self) -> dict[str, list[str]]:
        """The figures that have questions, by stage."""
        counted = {stage: [name for name in names if self.scores.count(name)] for stage, names in STAGES.items()}
        return {stage: names for stage, names in counted.items() if names}

    @property
    def asked(self) -> Counter[str]:
        """How often each status was wanted."""
        return Counter(outcome.wanted for outcome in self.scores.outcomes)

    @property
    def wanted(self) -> list[str]:
        """The rows of the matrix, in the order of the statuses."""
        return _in_order(set(self.asked))

    @property
    def got(self) -> list[str]:
        return _in_order({got for _, got in self.scores.matrix})

    @property
    def bins(self) -> list[Bin]:
        """Equal columns up to the 99th percentile; the last holds what took longer too."""
        seconds = np.array(self.scores.seconds)
        edges = np.linspace(0, max(float(np.quantile(seconds, 0.99)), 1e-6), BINS + 1)
        counts, _ = np.histogram(np.minimum(seconds, edges[-1]), edges)
        return [
            Bin(float(low), float(high), int(count), float(count / counts.max()))
            for (low, high), count in zip(pairwise(edges), counts, strict=True)
        ]

    @property
    def kind_figures(self) -> list[str]:
        return [figure for figure in FIGURES if any(scores.count(figure) for scores in self.scores.kinds.values())]

    @cached_property
    def widest(self) -> float:
        """The end of the axis of the differences."""
        assert self.comparison is not None
        reached = [abs(end) for told in self.comparison.differences for end in (told.low, told.high, told.change)]
        return max(0.05, *reached)


def _in_order(statuses: set[str]) -> list[str]:
    order = [status.value for status in Status]
    return sorted(statuses, key=lambda status: (order.index(status) if status in order else len(order), status))


def page(run: Run, comparison: Comparison | None = None) -> str:
    """One HTML file that needs nothing else: no script, no font, no image from elsewhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    helpers = {
        "names": NAMES, "statuses": STATUSES, "latency": latency, "milliseconds": milliseconds, "signed": signed,
        "place": place, "p_value": p_value,
    }  # fmt: skip
    return environment.get_template(TEMPLATE).render(report=Report(run, comparison), **helpers).lstrip()
