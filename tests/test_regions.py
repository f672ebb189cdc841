"""The regions of documents, and what the places that a question asks about mean to them."""

from pathlib import Path

import pytest
from conftest import AFTER

from bot import Question, Status
from bot.gazetteer import CHINA, Gazetteer, read
from bot.regions import Regions, region_of
from index import Document, Index, build

GUANGXI = Document("d1", "a.md", "广西行动计划", region="广西壮族自治区")


def regions(*documents: Document) -> Regions:
    return Regions(documents or (GUANGXI,))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return read()


@pytest.mark.parametrize(
    ("document", "path"),
    [
        (GUANGXI, (CHINA, "广西壮族自治区")),
        (Document("d", "a", "成都市人民政府关于印发办法的通知"), (CHINA, "四川省", "成都市")),
        (Document("d", "a", "关于稳岗的通知", authority="国家税务总局南阳市税务局"), (CHINA, "河南省", "南阳市")),
        (Document("d", "a", "关于稳岗的通知", region="全国"), (CHINA,)),
        (Document("d", "a", "云川市创业办法", region="云川市"), ("云川市",)),
    ],
)  # fmt: skip
def test_the_region_of_a_document(gazetteer: Gazetteer, document: Document, path: tuple[str, ...]) -> None:
    found = region_of(document, gazetteer.places)
    assert found is not None
    assert found.path == path


def test_a_document_that_names_no_place_may_hold_anywhere() -> None:
    ours = regions(Document("d2", "b.md", "关于稳岗的通知"))
    assert ours.admitted(ours.asked("深圳稳岗补贴")) == {"d2"}


def test_only_documents_of_the_place_or_above_or_below_are_admitted() -> None:
    titles = {"s": "四川省办法", "c": "成都市办法", "g": "广西办法", "n": "关于就业的通知"}
    ours = regions(*(Document(key, key, title, region="全国" * (key == "n")) for key, title in titles.items()))
    assert ours.admitted(ours.asked("成都开店补贴")) == {"s", "c", "n"}
    assert ours.admitted(ours.asked("四川开店补贴")) == {"s", "c", "n"}
    assert ours.admitted(ours.asked("南宁开店补贴")) == {"g", "n"}


def test_a_region_that_the_file_lacks_is_found_by_its_name() -> None:
    ours = regions(Document("a", "a", "云川市办法", region="云川市"), Document("b", "b", "海棠省办法", region="海棠省"))
    assert ours.admitted(ours.asked("云川市开店补贴")) == {"a"}
    assert ours.admitted(ours.asked("海棠开店补贴")) == {"b"}
    assert ours.admitted(ours.asked("深圳开店补贴")) == frozenset()


def is_elsewhere(question: str) -> bool:
    """Whether a question asks about places, and Guangxi's documents hold in none of them."""
    ours = regions()
    asked = ours.asked(question)
    return bool(asked) and not ours.admitted(asked)


@pytest.mark.parametrize(
    "question",
    ["梧州和汕头都有亲戚，喊我投五百万，想了解汕头华侨园区对归侨创业怎么扶持",
     "家在梧州，想把厂开到封开县去，封开县对办厂的人有哪些扶持", "毕业于广西大学，在南宁上班，深圳那边有什么创业补贴", "钦州的公司想在湛江设分厂，湛江对企业有扶持吗",
     "我不是广西的，我在湖南，能贷吗", "贺州隔壁的江华县搞返乡创业有什么补助", "不问广西的，问贵州的返乡创业贷款", "户口在贵州退伍回去开厂",
     "玉林老乡在东莞开鞋厂，东莞哪个部门管技改", "广西老板去越南开厂，越南政府给什么优惠", "不回广西了，就在东莞开店", "广东人，想在老家广东开店", "在老挝种橡胶能贷款吗",
     "娘家贵州黎平，那边返乡妇女创业有啥扶持"],
)  # fmt: skip
def test_of_home_and_another_place_the_one_whose_policy_is_asked_counts(question: str) -> None:
    assert is_elsewhere(question)


@pytest.mark.parametrize(
    "question",
    ["我人在东莞，想回老家贵港开厂", "跟广东的公司合作，柳州给不给研发补助", "广东有补贴，广西有没有", "南宁企业去深圳办研发中心，有支持吗", "家在百色，以前在浙江打工，现在想回家种芒果",
     "公司在深圳，想迁到南宁来", "产品卖到广东去，在钦州办电商", "我在佛山，想回乡搞竹编", "老家湖南的，在南宁开店", "东莞的机会少，想回老家贵港开厂", "货卖到广东，想做电商"],
)  # fmt: skip
def test_here_counts_where_another_place_is_only_named(question: str) -> None:
    assert not is_elsewhere(question)


@pytest.mark.parametrize(
    "question",
    [
        "隔壁省返乡创业补多少",
        "外省的创业补贴怎么领",
        "别的省有没有贷款贴息",
        "想去外省开店",
        "其他省份对大学生怎么补的",
    ],
)
def test_another_province_needs_no_name_to_be_elsewhere(question: str) -> None:
    assert is_elsewhere(question)


@pytest.mark.parametrize(
    "question",
    ["从外省打工回来想开店", "户口还在外省，返乡创业能享受吗", "引进外省人才有什么补贴", "外省户口能贷款吗", "外省企业来广西有什么优惠", "我们的贷款比外省多吗", "外省的人过来开店有补贴吗", "想把外省的厂迁回来"],
)  # fmt: skip
def test_who_or_what_comes_from_another_province_is_asked_about_here(question: str) -> None:
    assert not is_elsewhere(question)


def test_beside_documents_of_several_provinces_none_is_another() -> None:
    several = regions(GUANGXI, Document("s", "s", "四川省办法"))
    assert several.asked("隔壁省返乡创业补多少") == []


# --- answers ---


@pytest.mark.parametrize(
    "question",
    [
        "香港青年在香港开公司有什么资助",
        "留在澳门创业，澳门政府有什么支持",
        "隔壁省的退役军人创业贷款有贴息吗",
        "佛山的技改归谁管",
        "中关村的孵化器怎么申请入驻",
        "中关村给大学生创业多少补贴",
    ],
)
def test_what_another_place_gives_is_not_answered_with_our_clause(quick, question: str) -> None:
    answer = quick.answer(Question(question, today=AFTER))
    assert (answer.status, answer.citations) == (Status.OTHER_REGION, ())


def test_a_question_about_another_region_is_told_whose_policies_are_held(quick) -> None:
    answer = quick.answer(Question("四川退役军人创业担保贷款有贴息吗", today=AFTER))
    assert (answer.status, answer.citations) == (Status.OTHER_REGION, ())
    assert all(said in answer.text for said in ("四川", "广西壮族自治区", "广西大众创业万众创新三年行动计划"))
    assert not any(quote in answer.text for quote in ("贴息支持", "创业担保贷款给予"))


@pytest.mark.parametrize(
    "question", ["怎么融入粤港澳大湾区科技创新走廊", "港澳台青年创业有什么支持", "跟长三角有什么创新合作"]
)
def test_a_region_that_the_clause_speaks_of_is_not_elsewhere(quick, question: str) -> None:
    assert quick.answer(Question(question, today=AFTER)).status in (Status.ANSWERED, Status.PARTIAL)


def test_of_two_regions_the_one_asked_about_is_quoted(tmp_path: Path, remembering) -> None:
    from bot import Bot

    (tmp_path / "docs").mkdir()
    for region, amount in (("四川省", "五千元"), ("广西壮族自治区", "六千元")):
        text = f"{region}人民政府关于印发创业扶持办法的通知\n\n第一条 返乡农民工首次创业的，可以申请一次性创业补贴{amount}。\n第二条 加强口岸管理。\n"
        (tmp_path / "docs" / f"{region}.md").write_text(text, encoding="utf-8")
    build(tmp_path / "docs", tmp_path / "out", remembering)
    both = Bot(Index.open(tmp_path / "out", remembering))
    for asked, amount in (("成都", "五千元"), ("四川", "五千元"), ("柳州", "六千元")):
        answer = both.answer(Question(f"{asked}返乡农民工首次创业有补贴吗", today=AFTER))
        assert [amount in quote for citation in answer.citations for quote in citation.quotes] == [True], asked
