"""Questions that point at something: a clause by its number, a unit's tasks, a fact about a document."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from index import Clause, Document, Index, State, validity
from index.markers import ANY
from index.numerals import to_int

from .questions import clean
from .units import Named, stem_of, units_in

_NUMERALS = re.compile(ANY)
_COUNTED = re.compile(rf"\d{{1,4}}|第{ANY}条(?:之{ANY})?")
_PLACE = re.compile(
    rf"(?:第?{ANY}(?:部分|大?[章节点]|、)?\s*)?[(（]{ANY}[)）]\s*(?:第?{ANY}(?:条|项|点|款|号)?)?"
    rf"|第?{ANY}(?:部分|大点|、)\s*(?:的)?第?{ANY}(?:条|项|点|款|号)?"
    rf"|第{ANY}(?:条|项|点|款|号)|^{ANY}(?:条|号)"
)
_FOLLOWED = re.compile(
    r"(?:那|这)?(?:一)?条?(?:$|[,，。.？?！!\s里中规是讲说写念给也看咋呢啊嘛吗谁归牵由有要能那这啥什具的])"
)
_FILLERS = re.compile(
    r"什么|啥子?|咩嘢?|乜嘢?|哪样|哪几[条项个件]|边几[条项个]|哪[些个条项里]|边[个条啲]|么子|内容|规定|一下|看看|给我|麻烦|请问|具体|全文|原文|原话|条款|条文|条例|政策|文件|计划|方案|办法|通知"
    r"|时候|时间|几时|何时|任务|事情|工作|事项|职责|活路?|多少|几多|几[条项个件]|怎么|咋个?|如何|点样|有冇|有没有|主要|需要|应该|自己|都[有是]|分别|一共|总共|我?想知[道到]|那些[条项个件]|[些啲]什么"
    r"|(?<!督)查|[讲说叫是系写也的了下看给我念来听读那这条呢吗啊呀嘛咧哩嘅请帮找里中上有要都得该去做干搞啲和由所与？?。，,！!\s哪几个事您你再到份]"
)
MOST_LATER = 3
LOOKED_THROUGH = 50  # documents of a large index, when none was named: enough to ask which is meant
FOUND = 200  # clauses of a large index that are looked through for a unit
_LEADS = "牵头|带头|领头|主抓|主管|负责|主办|挑头"
_SUPPORTS = "配合|参与|协助|协同|参加|协办"
_ANY_ROLE = "(?<![监城保])管(?![理家护])"  # 税务局管什么: what it leads, else what it supports
_ROLE = re.compile(rf"(?P<lead>{_LEADS})|(?P<supporting>{_SUPPORTS})|(?P<any>{_ANY_ROLE})")
_EACH = re.compile(r"、|和|跟|与|以及|还有|各自?|分别|[两三]家|这")
_WHO = re.compile(r"谁|哪个(?:单位|部门)|什么(?:单位|部门)|边个")
_WHEN = r"(?:哪一?年|哪[天月日]|什么时候|啥时候?|几时|何时|几号|多久|多长时间|哪一?[天日])"
FACTS = {
    "number": r"发?文号|发文字号|文件?编?号|几号文|多少号文?|第?几号文件?",
    "authority": r"发文(?:机关|单位)|(?:谁|哪个(?:单位|部门|机关)?|哪里|什么(?:单位|部门))(?:印发|发布|发|出|制定|定)(?:出来|布)?(?:的)?文?|(?:印发|发布|制定|出台)(?:单位|机关|部门)",
    "title": r"全[名称]|(?:文件|完整|正式)(?:的)?(?:名称|名字|标题)|叫(?:什么|啥)(?:名字?)?",
    "effective_on": rf"{_WHEN}.{{0,3}}(?:施行|实施|生效|起效|开始执行)|(?:施行|生效|实施)(?:日期|时间)|(?:施行|生效|实施).{{0,3}}{_WHEN}",
    "expires_on": rf"(?:执行|管|用|有效|实施|做|搞)到{_WHEN}|{_WHEN}(?:到期|失效|过期|截止|结束|为止|作废)|(?:自印发之日起)?(?:施行|执行|实施|有效)?至{_WHEN}|从哪[年月天].{{0,2}}到哪[年月天]?|有效期|执行期|(?:到期|失效)(?:日期|时间)",
    "validity": r"(?:还|现在|如今)?(?:有效|有没有效|管用|作数|算数|生效|有用)(?:吗|不|么|没|冇|嘛|否)|有没有效|过[期时](?:了?没|了?吗|了?冇|不|了$)|(?:作废|废止|失效)(?:了?没|了?吗|了?冇|不|了$)|是否(?:有效|失效|过期|废止)|(?:还|现在)(?:有没有效|管不管用|有效无效)",
    "issued_on": rf"{_WHEN}.{{0,2}}(?:印发|发布|发|出台|出来|颁布|公布|成文|下发|出)(?:出来|布|的)?|(?:印发|发布|成文|发文|出台)(?:日期|时间|年份)",
}
_FACTS = {name: re.compile(pattern) for name, pattern in FACTS.items()}


@dataclass(frozen=True)
class Place:
    """A clause's place as typed, the clauses that have it, and what else was asked of them."""

    said: str
    clauses: tuple[Clause, ...]
    rest: str


@dataclass(frozen=True)
class Tasks:
    """A unit as it was called and as it is printed, its role, and the clauses that name it so."""

    unit: str
    printed: str
    leads: bool
    clauses: tuple[Clause, ...]

    @property
    def role(self) -> str:
        return "牵头" if self.leads else "配合"


@dataclass(frozen=True)
class Fact:
    """Which fact about which document was asked, and which others in the same breath: 文号是多少，哪年发的."""

    name: str
    documents: tuple[Document, ...]
    others: tuple[str, ...] = ()


class LookUps:
    """Finds what a question points at, in one index."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def place(self, question: str, document: str | None) -> Place | None:
        """Read 第8条, 第二部分（二）8 or 13条; of a known document, or of all.

        :param document: the id of the document spoken of.
        """
        if not _PLACE.search(question):
            return None
        bare, named = self._without_name(question)
        match = _PLACE.search(bare)
        if match is None or not _FOLLOWED.match(bare, match.end()):
            return None
        before, after = bare[: match.start()], bare[match.end() :]
        if bare_of(before) or (not match.group().startswith(("第", "(", "（")) and bare_of(after)):
            return None
        of = {found.id for found in named} or ({document} if document else set())
        clauses = [clause for clause in self._placed(match.group(), of) if not of or clause.document.id in of]
        return Place(match.group(), tuple(clauses), after.strip(" ,，") if bare_of(after) else "")

    def tasks(self, question: str) -> tuple[Tasks, ...]:
        """Read 教育厅牵头哪些任务 or 人社厅、财政厅各配合哪些事: the tasks of each unit."""
        role = _ROLE.search(question)
        if role is None or _WHO.search(question):
            return ()
        having = self._with_units
        if self.index.is_large:
            having = _having_units(hit.clause for hit in self.index.search(question, FOUND))
        units = units_in(question, self._stems if having is self._with_units else _stems(having))
        rest = _ROLE.sub("", question)
        for unit in units:
            rest = rest.replace(unit.said, "", 1)
        if not units or bare_of(_EACH.sub("", rest) if len(units) > 1 else rest):
            return ()
        return tuple(_tasks_in(unit, having, role) for unit in units)

    def is_unit(self, text: str) -> bool:
        """Whether a text names one unit and nothing else."""
        units = units_in(text, self._stems)
        return len(units) == 1 and not bare_of(text.replace(units[0].said, "", 1))

    def fact(self, question: str, document: str | None) -> Fact | None:
        """Read a question about a document itself: its number, its dates, whether it is still valid."""
        if not any(pattern.search(question) for pattern in _FACTS.values()):
            return None
        bare, spoken = self._spoken_of(question, document)
        names, left = _facts_in(bare)
        if not names:
            return None
        rest = bare_of(left)
        for some in (spoken, self.index.documents):
            meant = tuple(one for one in some if all(word in one.title for word in rest))
            if meant:
                return Fact(names[0], meant, names[1:])
        return None

    def whole(self, name: str, question: str, document: str | None) -> Fact:
        """Ask a fact of the documents that a question names, else of the one spoken of, else of all."""
        every = self.index.documents[:LOOKED_THROUGH] if self.index.is_large else self.index.documents
        return Fact(name, tuple(self._spoken_of(question, document)[1] or every))

    def _spoken_of(self, question: str, document: str | None) -> tuple[str, list[Document]]:
        """A question without the name of a document, and the documents of that name, else the one spoken of."""
        bare, named = self._without_name(question)
        known = self.index.document(document) if document else None
        return bare, named or ([known] if known else [])

    def later(self, document: Document, day: date) -> list[Document]:
        """The documents of the same region that were issued after one and are in force; none of a large index."""
        if self.index.is_large or document.issued_on is None:
            return []
        dated = [
            (one.issued_on, one) for one in self.index.documents if one.issued_on and one.region == document.region
        ]
        after = [(issued, one) for issued, one in dated if issued > document.issued_on]
        valid = [pair for pair in after if validity(pair[1], day).state is State.IN_FORCE]
        return [one for _, one in sorted(valid, key=lambda pair: pair[0], reverse=True)[:MOST_LATER]]

    def clauses_of(self, document: Document) -> Sequence[Clause]:
        """A document's clauses, in order."""
        return self.index.clauses_of(document)

    def _without_name(self, question: str) -> tuple[str, list[Document]]:
        """A question without the name of a document that it gives in full, and the documents of that name."""
        for length in self._lengths:
            within = {question[start : start + length] for start in range(len(question) - length + 1)}
            for name in sorted(within & self._by_name.keys(), key=question.find):
                return re.sub(f"《?{re.escape(name)}》?", "", question), self._by_name[name]
        return question, []

    def _placed(self, said: str, of: Collection[str]) -> list[Clause]:
        asked = tuple(map(to_int, _NUMERALS.findall(said)))
        if self.index.is_large:
            documents = filter(None, map(self.index.document, of)) if of else self.index.documents[:LOOKED_THROUGH]
            return _placed_in((clause for one in documents for clause in self.index.clauses_of(one)), asked)
        if len(asked) > 1:
            return self._by_label.get(asked, [])
        return self._by_number.get(asked[0], []) or self._by_label.get(asked, [])

    @cached_property
    def _by_name(self) -> dict[str, list[Document]]:
        """Documents by title, name and number, folded as questions are."""
        found: dict[str, list[Document]] = {}
        for document in self.index.documents:
            for name in {document.title, document.name, document.number} - {""}:
                found.setdefault(clean(name), []).append(document)
        return found

    @cached_property
    def _lengths(self) -> list[int]:
        """How long names are, the longest first."""
        return sorted({len(name) for name in self._by_name}, reverse=True)

    @cached_property
    def _by_number(self) -> dict[int, list[Clause]]:
        return _by_number(self.index.clauses)

    @cached_property
    def _by_label(self) -> dict[tuple[int, ...], list[Clause]]:
        return _by_label(self.index.clauses)

    @cached_property
    def _with_units(self) -> Sequence[Clause]:
        return [] if self.index.is_large else _having_units(self.index.clauses)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return _stems(self._with_units)


def bare_of(text: str) -> list[str]:
    """What a text says beside asking: its pieces without fillers."""
    return _FILLERS.sub(" ", text).split()


def _facts_in(text: str) -> tuple[tuple[str, ...], str]:
    """The facts that a text asks for, whether it is valid first, and what it says beside."""
    names = []
    for name, pattern in _FACTS.items():
        if pattern.search(text):
            names.append(name)
            text = pattern.sub("", text, count=1)
    return tuple(sorted(names, key=lambda name: name != "validity")), text


def _by_number(clauses: Iterable[Clause]) -> dict[int, list[Clause]]:
    """Clauses by the number that people count them by: 8, 第八条."""
    found: dict[int, list[Clause]] = {}
    for clause in clauses:
        if _COUNTED.fullmatch(clause.number) and not clause.label.startswith("附件"):
            found.setdefault(_ordinals(clause.number)[0], []).append(clause)
    return found


def _by_label(clauses: Iterable[Clause]) -> dict[tuple[int, ...], list[Clause]]:
    """Clauses by the numbers of their label, and by its inner ones."""
    found: dict[tuple[int, ...], list[Clause]] = {}
    for clause in clauses:
        label = _ordinals(clause.label)
        for start in range(len(label)):
            if start == 0 or len(label) - start > 1:
                found.setdefault(label[start:], []).append(clause)
    return found


def _placed_in(clauses: Iterable[Clause], asked: tuple[int, ...]) -> list[Clause]:
    """The clauses of some that stand at a place."""
    some = list(clauses)
    numbered = _by_number(some).get(asked[0], []) if len(asked) == 1 else []
    return numbered or _by_label(some).get(asked, [])


def _tasks_in(unit: Named, having: Sequence[Clause], role: re.Match[str]) -> Tasks:
    """The tasks of a unit in the role asked for; in either, what it leads unless that is nothing."""
    wanted = _tasks(unit, having, leads=role["supporting"] is None)
    supported = _tasks(unit, having, leads=False) if role["any"] and not wanted.clauses else wanted
    return supported if supported.clauses else wanted


def _tasks(unit: Named, having: Iterable[Clause], leads: bool) -> Tasks:
    """The clauses that name a unit in a role, and how they print its name."""
    clauses = tuple(clause for clause in having if unit.is_in(_units(clause, leads)))
    names = {name for clause in clauses for name in _units(clause, leads) if unit.is_in([name])}
    return Tasks(unit.said, max(sorted(names), key=len, default=unit.said), leads, clauses)


def _having_units(clauses: Iterable[Clause]) -> Sequence[Clause]:
    return [clause for clause in clauses if clause.lead_units or clause.supporting_units]


def _stems(clauses: Iterable[Clause]) -> frozenset[str]:
    return frozenset(stem_of(unit) for clause in clauses for unit in (*clause.lead_units, *clause.supporting_units))


def _units(clause: Clause, leads: bool) -> tuple[str, ...]:
    return clause.lead_units if leads else clause.supporting_units


def _ordinals(label: str) -> tuple[int, ...]:
    return tuple(map(to_int, _NUMERALS.findall(label)))
