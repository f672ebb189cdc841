"""Do we know this? A calibrated decision over several signals; no ranker's order can tell.

The weights are logistic regressions, fitted on development questions only;
``tests/bench/calibrate_scope.py`` fits them again and prints how they fare. Signals are cosines,
shares, standardised sums and yes-or-no, so none grows with the size of the index.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from index.evidence import TYPICAL
from index.search import Evidence

from .premises import NONE, Premises

WITH_PHRASINGS = {
    "phrasing": 95.3, "mean_phrasing": 100.51, "coverage": 3.81, "share": 4.48, "held": 1.88, "things": -2.49, "matters": -2.3,
    "figures": -4.02, "bias": -178.22,
}  # fmt: skip
WITH_UNANSWERED = {
    "phrasing": 86.27, "mean_phrasing": 97.03, "unanswered": -79.95, "coverage": 4.82, "share": 3.22, "held": 3.14,
    "things": -2.65, "matters": -2.32, "figures": -5.36, "length": 2.97, "long_and_near": 58.18, "bias": -94.49,
}  # fmt: skip
FEW_CLAUSES = {
    "sentence": 67.28, "clause": 15.71, "coverage": 4.5, "held": 0.66, "things": -3.65, "matters": -3.61,
    "figures": -3.1, "bias": -72.48,
}  # fmt: skip
MANY_CLAUSES = {
    "sentence": -8.43, "clause": 33.45, "coverage": -2.34, "share": -0.62, "held": -0.14, "lacking": -0.18, "lead": 0.5,
    "total": 0.97, "things": -0.3, "matters": -0.37, "covered": 0.81, "strange": 0.04, "bias": -25.58,
}  # fmt: skip
FOREIGN = {"sentence": 81.57, "coverage": 3.03, "subject": 1.88, "things": -8.11, "matters": -8.63, "bias": -69.21}
FEW, MANY = 36, 4505  # clauses of the indexes on which the weights were fitted; between them, by the logarithm
WEIGHTS = {"foreign": FOREIGN, "with": WITH_PHRASINGS, "unanswered": WITH_UNANSWERED, "few": FEW_CLAUSES}
KNOWN = {"foreign": 0.3, "with": -1.75, "unanswered": -0.7, "few": -0.2, "many": -1.5}
SHORTEST, LONGEST = 9, 25  # characters between which a question's length tells how near it should lie
NEAR_USUALLY = 0.93  # the cosine of a question with the nearest phrasing
NEAR = 3.0
NEAR_ELSEWHERE = 4.5  # what another place gives is seldom said in our clauses' words
SUBJECT = re.compile(
    "创业|创新|双创|政策|扶持|补贴|补助|贴息|贷款|融资|担保|孵化|园区|企业|公司|开店|办厂|工商|执照|登记|就业|培训|农民工|返乡|退役|退伍|大学生|人才|专利|科技|研发|产业|招商"
    "|当兵|部队|战友|打工|回乡|务工|学籍|休学|学分|导师|银行|利息|利率|信用社|基金|投资|上市|合伙|生意|买卖|老板|厂子|小店|作坊"
    "|厂|税|技改|技术改造|专精特新|小巨人|瞪羚|独角兽|博士|中试|跨境|招聘|众创|养殖|种植|合作社|民宿|农家乐|加工|特派员|研究生|注册|优惠|资助"
    "|奖[励补]|津贴|经费|专项|名额|减免|免[租费]|入驻|还款|还贷|展期"
    "|贷|农信|巾帼|见习|领头雁|电商|直播|用地|场地|高新|实验室|课题|成果|商标|产权|著作权|版权|海归|留学|东盟|口岸|港澳|台湾|华侨"
)


def signals(
    evidence: Evidence, premises: Premises = NONE, covered: bool | None = None, foreign: str = ""
) -> dict[str, float]:
    """Everything that speaks for or against an answer, by name.

    :param premises: what the question takes for granted and the best clause lacks.
    :param covered: whether the best clause is known to concern the place asked about; None when none is.
    :param foreign: a question in a language other than Chinese, with the terms that it was read as; else nothing.
    """
    length = math.log(min(max(evidence.characters, SHORTEST), LONGEST) / TYPICAL)
    return {
        **{name: float(value) for name, value in vars(evidence).items()},
        "length": length,
        "long_and_near": length * (evidence.phrasing - NEAR_USUALLY),
        "things": float(bool(premises.things)),
        "matters": float(bool(premises.matters)),
        "figures": float(bool(premises.figures)),
        "covered": float(covered is True),
        "strange": float(covered is False),
        "subject": float(SUBJECT.search(foreign) is not None),
    }


def score(evidence: Evidence, premises: Premises = NONE, covered: bool | None = None, foreign: str = "") -> float:
    """The log-odds that the index speaks of a question's subject, less the threshold: known from 0 on.

    Phrasings count when the best clause has some, and what its document does not answer when some of that is noted; another
    document's say nothing of this one. Being Chinese, they say little of a foreign question.
    """
    if evidence.unanswered >= 1:
        return -math.inf  # a clerk noted it in these very words
    seen = signals(evidence, premises, covered, foreign)
    phrased = "unanswered" if evidence.unanswered else "with"
    name = "foreign" if foreign else phrased if evidence.phrased else "few"
    near = _sum(WEIGHTS[name], seen) - KNOWN[name]
    if evidence.phrased:
        return near
    grown = min(1.0, max(0.0, math.log(max(evidence.size, 1) / FEW) / math.log(MANY / FEW)))
    return (1 - grown) * near + grown * (_sum(MANY_CLAUSES, seen) - KNOWN["many"])


def closeness(evidence: Evidence, foreign: str = "") -> float:
    """How close a question is to our subject: the score, whatever is noted as not answered."""
    return score(replace(evidence, unanswered=0.0), foreign=foreign)


def is_known(evidence: Evidence, premises: Premises = NONE, covered: bool | None = None, foreign: str = "") -> bool:
    """Whether a clause may be quoted."""
    return score(evidence, premises, covered, foreign) >= 0


def is_near(
    question: str, evidence: Evidence, foreign: str = "", within: float = NEAR, names: Iterable[str] = ()
) -> bool:
    """Whether a question that no clause answers is still about our subject: close, and in its words or its names."""
    is_ours = SUBJECT.search(question) is not None or any(name in question for name in names)
    return is_ours and closeness(evidence, foreign) >= -within


def _sum(weights: Mapping[str, float], seen: Mapping[str, float]) -> float:
    return weights["bias"] + sum(weight * seen[name] for name, weight in weights.items() if name != "bias")
