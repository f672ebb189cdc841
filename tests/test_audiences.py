"""Whom a question names, whom a clause is about, and the file that says so."""

from pathlib import Path

import pytest

from bot import AUDIENCES
from bot.audiences import DEFAULT, Audiences, named, people, told
from bot.replies import RepliesError

FARMER, VETERAN, STUDENT = AUDIENCES


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("民工和学生娃", (FARMER, STUDENT)),
        ("我当过兵，老婆在外打工", (FARMER, VETERAN)),
        ("转业的跟刚毕业的", (VETERAN, STUDENT)),
        ("复员军人同应届毕业生", (VETERAN, STUDENT)),
        ("开个小店要办什么手续", ()),
        ("科技领军人才怎么引进", ()),
        ("我从浙江回来，想开店", (FARMER,)),  # as the groups are spoken of
    ],
)
def test_a_question_names_audiences(question: str, names: tuple[str, ...]) -> None:
    assert named(question) == names


@pytest.mark.parametrize(
    "question", ["退伍的大学生", "大学生当兵回来", "返乡大学生", "大学生毕业回乡", "当过兵的农民工"]
)
def test_one_person_may_be_of_two_audiences(question: str) -> None:
    (person,) = people(question)
    assert len(person.audiences) == 2


@pytest.mark.parametrize("join", ["、", "和", "跟", "与", "，还有", "对比", "政策跟"])
def test_people_who_are_joined_are_several(join: str) -> None:
    assert [person.audiences for person in people(f"退伍军人{join}大学生")] == [(VETERAN,), (STUDENT,)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("退役军人、高校毕业生申请贷款的", (VETERAN, STUDENT)),
        ("推荐优秀返乡创业人员", (FARMER,)),
        ("引进科技创业领军人才", ()),
    ],
)
def test_a_clause_is_about_audiences(text: str, names: tuple[str, ...]) -> None:
    assert told(text) == names


def edited(path: Path, old: str, new: str) -> Path:
    text = DEFAULT.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("audiences:", "audience:", "audiences"),
        ("  大学生:", "  学生:", "大学生"),
        ("others:", "else:", "others"),
        ("everyone:\n", "everyone: 3\nrest:\n", "everyone 应当"),
        ("rows: [资金,", "rows: [金子,", "rows 里的 金子"),
        ("- '(?<!领)军人|老兵|退役兵'", "- '('", "退役军人 的 named 里有写错"),
        ("- '(?<!领)军人|老兵|退役兵'", "- '兵?'", "退役军人 的 named 里有对上空白"),
        ("told: [农民工, 返乡, 回乡]", "told: 农民工", "返乡农民工 的 told 应当"),
        ("audiences:\n", "audiences:\n  老板: {named: [老板], told: [老板]}\n", "老板 不认识"),
    ],
)
def test_a_file_edited_badly_is_refused_by_name(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(RepliesError, match=rf"audiences\.yaml.*{words}"):
        Audiences.read(edited(tmp_path / "audiences.yaml", old, new))


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RepliesError, match=r"none\.yaml"):
        Audiences.read(tmp_path / "none.yaml")
