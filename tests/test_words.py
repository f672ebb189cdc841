"""What was typed → what was meant, over the policies that we ship and over others."""

import json
import re
from pathlib import Path

import pytest
import yaml
from conftest import AFTER, GOLDEN
from hypothesis import given
from hypothesis import strategies as st

from bot import Bot, Question, Status
from bot.questions import clean
from bot.replies import RepliesError
from bot.words import DEFAULT, Dictionary, Reading, Words, is_foreign, other_figures
from index import Index

REWRITES = [json.loads(line) for line in (GOLDEN / "rewrites-dev.jsonl").read_text(encoding="utf-8").splitlines()]
LEAST = {"typo": 0.95, "pinyin": 0.95, "traditional": 0.95, "colloquial": 0.85, "english": 0.92, "vietnamese": 0.88}
MOST_CHANGED = 0.005
MISTYPED = {"营业执召", "退五军人", "带款", "伤标", "工做室"}  # what the dev questions do mistype


@pytest.fixture(scope="session")
def words(quick: Bot) -> Words:
    return quick.words


# --- the figures ---


def first(bot: Bot, text: str) -> str | None:
    answer = bot.answer(Question(text, today=AFTER))
    return answer.citations[0].clause.label if answer.citations else None


@pytest.fixture(scope="session")
def plain(quick: Bot) -> list[str | None]:
    return [first(quick, row["plain"]) for row in REWRITES]


@pytest.mark.parametrize("kind", LEAST)
def test_a_rewrite_gets_the_clause_of_the_plain_form(quick: Bot, plain: list[str | None], kind: str) -> None:
    same = sum(
        found is not None and first(quick, row[kind]) == found for row, found in zip(REWRITES, plain, strict=True)
    )
    assert same >= LEAST[kind] * len(REWRITES)


def test_clean_questions_stay_as_they_are(words: Words) -> None:
    files = ["guangxi-2021-10-dev.jsonl", "particulars-dev.jsonl"]
    texts = [json.loads(line)["question"] for name in files for line in (GOLDEN / name).read_text("utf-8").splitlines()]
    texts += [
        text for some in yaml.safe_load((GOLDEN / "scope.yaml").read_text(encoding="utf-8")).values() for text in some
    ]
    changes = [words.read(clean(text)).changes for text in texts]
    wrong = [change for change in changes if any(typed not in MISTYPED for typed, _ in change)]
    assert len(wrong) <= MOST_CHANGED * len(texts), wrong


# --- scripts and figures ---


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("軟體企業有補貼嗎", "软件企业有补贴吗"),
        ("退役軍人創業擔保貸款", "退役军人创业担保贷款"),
        ("網路專案", "网络项目"),
    ],
)
def test_traditional_characters_become_simplified_without_a_word(words: Words, typed: str, meant: str) -> None:
    reading = words.read(typed)
    assert (reading.text, reading.changes) == (meant, ())


def test_words_of_taiwan_stay_in_simplified_script(words: Words) -> None:
    assert words.read("创投资讯").text == "创投资讯"


@pytest.mark.parametrize(
    ("text", "found"),
    [("贷五万块", ["5万"]), ("两百万的项目", ["200万"]), ("补20万", ["二十万"]), ("2023年", []), ("五个人", [])],
)
def test_amounts_are_searched_in_both_writings(text: str, found: list[str]) -> None:
    assert other_figures(text) == found


# --- the dictionary ---


def test_everyday_words_stand_for_policy_terms(words: Words) -> None:
    reading = words.read("我当过兵，想借钱开店")
    assert reading.text == "我当过兵，想借钱开店"
    assert {"退役军人", "创业担保贷款"} <= set(reading.terms)


def test_a_term_that_was_typed_is_not_added(words: Words) -> None:
    assert "退役军人" not in words.read("退役军人退伍以后").terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Is there a loan for veterans?", {"贷款", "退役军人"}),
        ("Cựu chiến binh có được vay vốn không?", {"贷款", "退役军人"}),
        ("loans for students", {"贷款", "大学生"}),
        ("What services do IP protection centres provide?", {"知识产权保护中心", "服务"}),
    ],
)
def test_a_foreign_question_gains_its_terms(words: Words, text: str, terms: set[str]) -> None:
    reading = words.read(clean(text))
    added = reading.text.removesuffix(clean(text)).split()
    assert terms <= set(added)
    assert reading.changes == ((clean(text), "、".join(added)),)


@pytest.mark.parametrize(
    "text",
    [
        "What is the weather like?",
        "Where can I borrow a book?",
        "Ngày mai thời tiết thế nào?",
        "hello",
        "How much is the bus to Guilin?",
        "What services does the post office provide?",
    ],
)
def test_a_foreign_question_of_another_subject_is_refused(quick: Bot, text: str) -> None:
    assert not quick.answer(Question(text)).citations


def test_a_foreign_question_without_a_known_word_stays(words: Words) -> None:
    assert words.read("What is the weather like?") == Reading("What is the weather like?")


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("loans in Sichuan", True),
        ("vay vốn ở Tứ Xuyên", True),
        ("I come from Sichuan and need a loan", False),
        ("I worked in a factory in Sichuan", False),
        ("Tôi làm việc ở Tứ Xuyên", False),
        ("Đại học ở Tứ Xuyên", True),
    ],
)
def test_a_place_abroad_counts_unless_someone_has_only_been_there(words: Words, text: str, is_there: bool) -> None:
    assert ("四川" in words.read(text).text) is is_there


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("贷款 退役军人 Is there a loan for veterans?", True),
        ("What is the weather like?", True),
        ("Có vay vốn không", True),
        ("我想申请 loan 开店 贷款", False),
        ("R&D投入多少", False),
        ("wallpaper engine pro 2多少钱", False),
        ("贷款 loan", False),
        ("", False),
    ],
)
def test_a_question_is_foreign_by_its_letters(text: str, answer: bool) -> None:
    assert is_foreign(text) is answer


def test_foreign_words_within_chinese_gain_their_terms(words: Words) -> None:
    reading = words.read("我想申请 loan 开店")
    assert reading.text == "我想申请 loan 开店 贷款"
    assert reading.changes == ()


def test_a_foreign_word_counts_only_whole(words: Words) -> None:
    assert "贷款" not in words.read("用 reloaned 系统").text


# --- what the person is told ---


def test_a_correction_is_told_first(quick: Bot) -> None:
    answer = quick.answer(Question("推伍军人代款有贴息吗", today=AFTER))
    assert answer.notices[0].kind == "read_as"
    assert "按“贷款”理解了您写的“代款”" in answer.notices[0].text
    assert answer.text.startswith(f"（{answer.notices[0].text}")


def test_a_correction_is_told_when_refused_too(quick: Bot) -> None:
    answer = quick.answer(Question("hongshaorou zenme zuo", today=AFTER))
    assert answer.status is Status.OUT_OF_SCOPE
    assert answer.notices[0].kind == "read_as"


def test_nothing_is_told_when_nothing_was_corrected(quick: Bot) -> None:
    for text in ("退役军人創業貸款有貼息嗎", "我当过兵，借钱开店有利息补吗"):
        assert "read_as" not in {notice.kind for notice in quick.answer(Question(text, today=AFTER)).notices}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_read_the_same_each_time(words: Words, text: str) -> None:
    cleaned = clean(text)
    assert words.read(cleaned) == words.read(cleaned)


# --- other policies ---


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("chuangye fuhua jidi", "创业孵化基地"), ("创业但保代款", "创业担保贷款"), ("shenghuo butie", "生活补贴")],
)
def test_other_policies_are_read_as_well(stranger: Bot, typed: str, meant: str) -> None:
    assert stranger.words.read(typed).text == meant


# --- the file ---


def dictionary(tmp_path: Path, **changes: object) -> Dictionary:
    """The dictionary after an operator changed some sections; None removes one."""
    loaded = yaml.safe_load(DEFAULT.read_text(encoding="utf-8")) | changes
    path = tmp_path / "words.yaml"
    kept = {name: section for name, section in loaded.items() if section is not None}
    path.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    return Dictionary.read(path)


def test_an_edited_word_is_used(tmp_path: Path, index: Index) -> None:
    edited = dictionary(tmp_path, everyday={"返乡农民工 创业园": ["回山里"]}, regional={}, glossary={})
    assert Words(index, edited).read("我想回山里").terms == ("返乡农民工", "创业园")


@pytest.mark.parametrize(
    ("section", "content"),
    [
        ("everyday", None), ("everyday", ["打工"]), ("everyday", {"返乡农民工": "打工"}), ("everyday", {"返乡农民工": [1]}),
        ("glossary", {"贷款": [""]}), ("shorthand", {"nmg": ["农民工"]}), ("shorthand", {1: "农民工"}), ("regional", None), ("places", None),
        ("brief", None), ("brief", {"多少钱": "how much"}),
        ("dialect", None), ("dialect", {"嘅": ""}),
        ("look_alike", ["贷"]), ("look_alike", None), ("look_alike", "贷货"), ("spellings", {}),
    ],
)  # fmt: skip
def test_a_section_that_cannot_be_used_is_refused_by_name(tmp_path: Path, section: str, content: object) -> None:
    with pytest.raises(RepliesError, match=rf"words\.yaml.*{section}"):
        dictionary(tmp_path, **{section: content})


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", "everyday: [", "", "[]"])
def test_a_file_that_cannot_be_used_is_refused_by_name(write, content: str | bytes) -> None:
    path = write(content, "words.yaml")
    with pytest.raises(RepliesError, match=re.escape(str(path))):
        Dictionary.read(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RepliesError, match=r"none\.yaml"):
        Dictionary.read(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("typed", "brief"),
    [
        ("Who is in charge?", "由谁负责"), ("How much can I borrow?", "贷款多少钱"), ("R&D spending?", "研发投入呢"), ("And for students?", "大学生呢"),
        ("Còn gì nữa không?", "还有吗"), ("Can I register a company at my home address?", ""), ("Who is the weather man?", ""), ("谁负责", ""),
        ("We moved back to town and want a shop: who is in charge?", ""),
    ],
)  # fmt: skip
def test_a_few_foreign_words_have_a_brief_reading(index: Index, typed: str, brief: str) -> None:
    assert Words(index).read(typed).brief == brief


def test_going_on_is_read_in_brief_and_told(index: Index) -> None:
    reading = Words(index).read("Is it free?").going_on()
    assert (reading.text, reading.changes) == ("收费吗", (("Is it free?", "收费吗"),))


def test_no_saying_is_a_whole_dev_question() -> None:
    sayings = {*Dictionary.read().everyday, *Dictionary.read().glossary}
    asked = {clean(text).lower() for row in REWRITES for name, text in row.items() if name not in ("id", "clauses")}
    assert sayings.isdisjoint(asked)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("租嘅房得唔得", "租的房行不行"),
        ("有人冒我嘅牌子，点算", "有人冒我的牌子，怎么办"),
        ("屋里头没得本钱咋个办", "家里没有本钱怎么办"),
        ("快点解决的路子", "快点解决的路子"),
        ("种点沙糖橘要本钱", "种些沙糖橘要本钱"),
    ],
)
def test_dialect_is_read_as_the_standard_language_without_a_word_about_it(index: Index, said: str, meant: str) -> None:
    reading = Words(index).read(said)
    assert (reading.text, reading.changes) == (meant, ())
