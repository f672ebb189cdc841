"""Files of golden questions: what a line may say, and how a bad one is refused."""

from datetime import date

import pytest

from bot import Status
from bot.evaluation import GoldenQuestion
from bot.golden_questions import read_questions

GOOD = '{"question": "贷款有贴息吗", "clauses": ["第五条"]}'


def test_what_is_left_out_follows_from_the_clauses(write) -> None:
    path = write(f'{GOOD}\n\n{{"question": "吃什么"}}\n', "golden.jsonl")
    first, second = read_questions(path)
    assert (first.status, first.clauses, first.audience, first.id) == ("answered", ("第五条",), None, "1")
    assert (second.status, second.clauses, second.id) == ("out_of_scope", (), "3")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "JSON"),
        ("[]", "question"),
        ("{}", "question"),
        ('{"question": 5}', "question"),
        ('{"question": "甲", "clauses": "第五条"}', "clauses"),
        ('{"question": "甲", "clauses": [5]}', "clauses"),
        ('{"question": "甲", "status": "done"}', "status"),
        ('{"question": "甲", "status": null}', "status"),
        ('{"question": "甲", "status": ["answered"]}', "status"),
        ('{"question": "甲", "audience": "老板"}', "audience"),
        ('{"question": "甲", "audience": ["大学生"]}', "audience"),
        ('{"question": "甲", "all": "第五条"}', "all"),
        ('{"question": "甲", "items": [5]}', "items"),
        ('{"question": "甲", "items": [" "]}', "items"),
        ('{"question": "甲", "facts": {}}', "facts"),
        ('{"question": "甲", "accept": "partial"}', "accept"),
        ('{"question": "甲", "accept": ["done"]}', "accept"),
        ('{"question": "甲", "as_of": "昨天"}', "as_of"),
        ('{"question": "甲", "as_of": 20250601}', "as_of"),
        ('{"question": "甲", "kind": ["追问"]}', "kind"),
        ('{"question": "甲", "kind": ""}', "kind"),
        ('{"question": "甲", "turns": [{"question": "乙"}]}', "question 和 turns"),
        ('{"turns": []}', "turns"),
        ('{"turns": ["甲"]}', "turns"),
        ('{"turns": {"question": "甲"}}', "turns"),
        (r'{"question": "\ud800"}', "代理"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_a_bad_line_is_refused_by_file_line_and_field(write, line: str, named: str) -> None:
    path = write(f"{GOOD}\n{line}\n", "golden.jsonl")
    with pytest.raises(ValueError, match=rf"golden\.jsonl 第 2 行：.*{named}"):
        read_questions(path)


@pytest.mark.parametrize("content", ["", "\n\n", b"\xff\xfe\x00"])
def test_a_file_without_questions_is_refused(write, content: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"golden\.jsonl：(没有问题|读不出来)"):
        read_questions(write(content, "golden.jsonl"))


def test_a_missing_file_is_refused(tmp_path) -> None:
    with pytest.raises(ValueError, match=r"none\.jsonl：读不出来"):
        read_questions(tmp_path / "none.jsonl")


def test_every_field_is_read(write) -> None:
    line = """{"id": 7, "question": "甲", "audience": "大学生", "clauses": ["第五条"], "all": ["第五条", "第六条"],
        "items": ["二十万元"], "facts": ["三年"], "status": "partial", "accept": ["clarify"], "as_of": "2025-06-01",
        "kind": "贷款", "note": "旁注"}""".replace("\n", "")
    (golden,) = read_questions(write(line, "golden.jsonl"))
    assert len(golden.file) == 64
    assert golden == GoldenQuestion(
        "甲", ("第五条",), Status.PARTIAL, "大学生", "7", ("第五条", "第六条"), ("二十万元",), ("三年",),
        (Status.CLARIFY,), date(2025, 6, 1), "贷款", 1, golden.file,
    )  # fmt: skip


@pytest.mark.parametrize("field", ["all", "items", "facts"])
def test_what_must_be_said_needs_an_answer(write, field: str) -> None:
    (golden,) = read_questions(write(f'{{"question": "甲", "{field}": ["第五条"]}}', "golden.jsonl"))
    assert golden.status == "answered"
    assert golden.clauses == (("第五条",) if field == "all" else ())


def test_a_dialogue_is_its_turns_in_order(write) -> None:
    line = '{"id": "d", "kind": "追问", "turns": [{"question": "甲"}, {"question": "乙", "kind": "换题", "id": "乙"}]}'
    first, second = read_questions(write(line, "golden.jsonl"))
    assert (first.question, first.turn, first.id, first.kind) == ("甲", 1, "d.1", "追问")
    assert (second.question, second.turn, second.id, second.kind) == ("乙", 2, "乙", "换题")


def test_a_bad_turn_is_refused_by_its_number(write) -> None:
    path = write('{"turns": [{"question": "甲"}, {"question": "乙", "status": "done"}]}', "golden.jsonl")
    with pytest.raises(ValueError, match=r"golden\.jsonl 第 1 行第 2 轮：.*status"):
        read_questions(path)


def test_a_file_as_windows_saves_it_is_read(write) -> None:
    (golden,) = read_questions(write(b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n", "golden.jsonl"))
    assert golden.question == "贷款有贴息吗"


def test_a_line_separator_within_a_question_does_not_end_the_line(write) -> None:
    (golden,) = read_questions(write('{"question": "甲\u2028乙"}', "golden.jsonl"))
    assert golden.question == "甲\u2028乙"


def test_a_files_digest_is_of_its_bytes(write) -> None:
    one, same, other = (
        read_questions(write(content, name))[0].file
        for content, name in ((GOOD, "one.jsonl"), (GOOD, "same.jsonl"), (GOOD + "\n", "other.jsonl"))
    )
    assert one == same != other
