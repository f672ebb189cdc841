"""What a question takes for granted, and the text does not mention."""

import pytest
import yaml
from conftest import GOLDEN, answered
from hypothesis import given
from hypothesis import strategies as st

from bot import Question, Status
from bot.evaluation import read_questions
from bot.premises import DEFAULT, NONE, patterns, unmet
from bot.replies import RepliesError

QUESTIONS = st.text("返乡创业卡证书奖励五万块三年免租公务员社保怎么办理多少是真的吗", min_size=2, max_size=20)


@given(QUESTIONS, st.text("返乡创业卡证书奖励五万块三年免租", max_size=30))
def test_what_the_text_mentions_is_met(question: str, text: str) -> None:
    assert unmet(question, text + question) == NONE
    lacking = unmet(question, text)
    assert all(said in question and said not in text for said in (*lacking.things, *lacking.matters))


@given(QUESTIONS, st.text(max_size=10))
def test_a_longer_text_never_leaves_more_unmet(question: str, more: str) -> None:
    short, long = unmet(question, ""), unmet(question, more)
    assert set(long.things) <= set(short.things)
    assert set(long.matters) <= set(short.matters)
    assert set(long.figures) <= set(short.figures)


@pytest.mark.parametrize(
    ("question", "kind", "found"),
    [
        ("云川英才卡怎么领", "things", ("英才卡",)),
        ("红水河振兴贷要什么条件", "things", ("振兴贷",)),
        ("退伍军人创业贷有贴息没", "things", ()),
        ("没有抵押，银行肯贷吗", "things", ()),
        ("返乡创业找农信社贷点钱", "things", ()),
        ("休学期间学费还交不交", "things", ("学费",)),
        ("创业金卡怎么领", "things", ("金卡",)),
        ("进园要带哪样证件去", "things", ()),
        ("自己的旧卡车能押吗", "things", ()),
        ("职称评不上怎么申诉", "matters", ("申诉",)),
        ("合作社不公平去哪说理", "matters", ("说理",)),
        ("有没有人帮理财", "matters", ()),
        ("开店奖励八万块是真的吗", "figures", ("金额",)),
        ("研发花了两百万，有没有奖补", "figures", ()),
        ("研发砸了两百万，有没有奖补", "figures", ()),
        ("引进大牛开什么价码", "things", ()),
        ("缺五十万，有人投吗", "figures", ()),
        ("税率降到百分之二点五了吗", "figures", ("比例",)),
        ("最长可以停七年吗", "figures", ("期限",)),
        ("一年能少交多少税，一个月营业八万", "figures", ()),
        ("办厂的公积金在哪交", "matters", ("公积金",)),
        ("保证金交到哪里", "things", ()),
        ("三千家企业目标在哪条", "figures", ()),
        ("认证要多久", "things", ()),
        ("由哪八块组成", "figures", ()),
        ("给三块钱吗", "figures", ("金额",)),
        ("一次发五百块", "figures", ("金额",)),
        ("想开个驾校有扶持吗", "matters", ()),
        ("驾校怎么报名", "matters", ("驾校",)),
        ("开药店有扶持吗", "matters", ()),
        ("开药店要什么执照", "matters", ("药店",)),
        ("孩子想创业", "matters", ()),
        ("孩子上学怎么办", "matters", ("孩子",)),
        ("在家带孩子想开网店", "matters", ()),
        ("专家团队落户给什么", "things", ()),
        ("落户要什么条件", "things", ("落户",)),
        ("流转了两百亩地", "figures", ()),
        ("养了一千五百只鸡", "figures", ()),
        ("亏了三十万", "figures", ()),
        ("注册资金一百万", "figures", ()),
        ("厂里裁员，回来想办厂", "matters", ()),
        ("厂里裁员怎么赔", "matters", ("裁员",)),
        ("补一千五百块", "figures", ("金额",)),
        ("想上学习班", "things", ()),
        ("一次性创业补贴怎么领", "things", ("一次性创业补贴",)),
        ("返乡交通补贴怎么领", "things", ("交通补贴",)),
        ("买设备有没有补贴", "things", ()),
        ("听说有个凤还巢奖补", "things", ("凤还巢",)),
        ("个体户补贴有哪些", "things", ()),
        ("三个月的计划", "things", ()),
        ("缺启动金，能贷款吗", "things", ()),
        ("不收利息的贷款", "things", ("不收利息",)),
        ("拿老宅子去抵押行吗", "things", ("老宅子",)),
        ("没有房产抵押能贷吗", "things", ()),
        ("专利一件奖5000找谁", "figures", ("金额",)),
        ("补贴一人1000", "figures", ("金额",)),
        ("带动就业给200人找活干", "figures", ()),
        ("养殖场环评怎么办", "matters", ("环评",)),
        ("租铺面的合同怎么签", "matters", ("合同",)),
        ("技术合同登记在哪", "matters", ()),
        ("执照找不到了要登报吗", "matters", ("找不到", "登报")),
        ("退伍证遗失了去哪补", "matters", ("遗失",)),
        ("执照多久能办下来", "matters", ()),
        ("老板不给开离职证明", "matters", ("老板不给", "离职证明")),
        ("欠货款不还", "matters", ("欠货款",)),
        ("想开个快递站", "matters", ()),
        ("快递丢件谁赔", "matters", ("快递", "谁赔")),
        ("专利被人偷用了", "matters", ()),
        ("创业青年送办公室一间", "things", ("办公室",)),
        ("大学生送服务器吗", "things", ("服务器",)),
        ("老板让我送货", "things", ()),
        ("送政策上门吗", "things", ()),
        ("创业送外卖的", "things", ()),
        ("返乡农民工买车补贴", "things", ("买车补贴",)),
        ("瞪羚企业免所得税吗", "things", ("免所得税",)),
        ("担保金免交吗", "things", ("担保金",)),
        ("工资由谁发", "things", ("工资",)),
        ("工资低想创业", "things", ()),
        ("设备按三成补", "figures", ("比例",)),
        ("三成立方木", "figures", ()),
        ("企业十年免税", "figures", ("期限",)),
        ("满三年了还能续吗", "figures", ()),
        ("房东不退押金", "matters", ("房东", "押金")),
        ("导师老让我干私活", "matters", ("导师老让", "干私活")),
        ("保险公司给不给保", "matters", ()),
        ("孩子在外面哭，快点讲", "matters", ()),
        ("创业证上名字写错了", "matters", ("写错了",)),
        ("创业满一年送一年流量", "things", ("送一年",)),
        ("返乡创业奖励一台拖拉机", "things", ("奖励一台",)),
        ("贷款还不上政府代还", "things", ("政府代还",)),
        ("担保费补一半", "figures", ("比例",)),
        ("竞业协议怎么解除", "things", ("竞业协议",)),
        ("企业想办院士工作站", "things", ("院士工作站",)),
        ("科研启动费分几年拨", "things", ("启动费",)),
        ("给补贴吗，有奖励没", "things", ()),
        ("小作坊税费能少交点吗", "things", ()),
        ("企业补助有哪些", "things", ()),
        ("我下岗了", "things", ()),
        ("请侄子看店犯不犯法", "matters", ("犯不犯法",)),
        ("个体户和公司哪个好", "matters", ("哪个好",)),
        ("跟退役军人比哪个好", "matters", ()),
        ("商标值不值钱", "matters", ()),
        ("零就业家庭怎么认定", "matters", ("认定",)),
        ("饭店欠我菜钱两年了", "matters", ("欠我菜钱",)),
    ],
)
def test_what_is_taken_for_granted(question: str, kind: str, found: tuple[str, ...]) -> None:
    assert getattr(unmet(question, ""), kind) == found


def test_a_matter_is_not_mentioned_by_its_end_alone() -> None:
    assert unmet("宅基地能抵押吗", "建设创业孵化基地").matters == ("宅基地",)
    assert unmet("发行啊债券", "双创公司债券").things == ()


def test_the_figures_of_a_plan_are_no_quota_that_is_given() -> None:
    assert unmet("研发投入指标", "全区全社会研发投入达到300亿元").things == ()
    assert unmet("买车指标给不给", "全区全社会研发投入达到300亿元").things == ("买车指标",)


def test_a_name_is_told_once_and_met_only_as_a_whole() -> None:
    assert unmet("外国专家安心津贴", "").things == ("安心津贴",)
    assert unmet("新能源汽车补贴有哪些", "壮大新能源汽车产业").things == ("汽车补贴",)
    assert unmet("新能源汽车补贴有哪些", "新能源汽车补贴").things == ()


def test_a_plan_of_three_years_promises_none() -> None:
    name = "双创三年行动计划"
    assert unmet("开店免三年税", "落实减税降费政策", name).figures == ("期限",)
    assert unmet("开店免三年税", "免征三年", name) == NONE
    assert unmet("“双创三年行动计划”", "", name) == NONE


@pytest.mark.parametrize("section", ["things", "names", "matters", "figures"])
def test_a_missing_or_empty_section_is_refused_by_name(write, section: str) -> None:
    loaded = yaml.safe_load(DEFAULT.read_text(encoding="utf-8"))
    for value in (None, [], "", ["a|"], {"金额": ""}):
        with pytest.raises(RepliesError, match=rf"premises\.yaml.*{section}"):
            patterns(write(yaml.safe_dump({**loaded, section: value}, allow_unicode=True), "premises.yaml"))


@pytest.mark.parametrize("content", [b"\xff\xfe", "things: [", "", "- a\n", "things: ['(']\n"])
def test_a_file_that_cannot_be_used_is_refused_by_name(write, content: str | bytes) -> None:
    with pytest.raises(RepliesError, match=r"premises\.yaml"):
        patterns(write(content, "premises.yaml"))


# --- look-alikes: another region, an invented thing, our audiences but no clause ---


@pytest.fixture(scope="session")
def look_alikes(quick):
    import json

    lines = (GOLDEN / "look-alikes-dev.jsonl").read_text(encoding="utf-8").splitlines()
    kinds = [json.loads(line)["kind"] for line in lines]
    return list(zip(kinds, answered(quick, read_questions(GOLDEN / "look-alikes-dev.jsonl")), strict=True))


def test_a_look_alike_is_not_answered_as_fact(look_alikes) -> None:
    statuses = [one.answer.status for _, one in look_alikes]
    assert len(statuses) == 100
    assert sum(status is not Status.ANSWERED for status in statuses) / 100 >= 0.95
    assert sum(status not in (Status.ANSWERED, Status.PARTIAL) for status in statuses) / 100 >= 0.85


def test_a_look_alike_of_another_region_says_so(look_alikes) -> None:
    statuses = [one.answer.status for kind, one in look_alikes if kind == "other_region"]
    assert sum(status is Status.OTHER_REGION for status in statuses) / len(statuses) >= 0.8
    assert not {Status.ANSWERED, Status.PARTIAL} & set(statuses)


@pytest.mark.parametrize(
    "question",
    [
        "退伍证丢了去哪补",
        "买拖拉机上牌要去哪个部门",
        "营业执照被水泡了补一张要多久",
        "执照年报忘了报会怎样",
        "宅基地拿去抵押行吗",
        "户口迁回农村行不行",
    ],
)
def test_other_matters_of_our_audiences_are_refused(quick, question: str) -> None:
    assert quick.answer(Question(question)).citations == ()


def test_what_is_near_a_look_alike_is_answered(quick) -> None:
    near = answered(quick, read_questions(GOLDEN / "near-dev.jsonl"))
    right = [one for one in near if one.answer.citations and one.answer.citations[0].clause.label in one.golden.clauses]
    assert len(near) == 40
    assert len(right) / len(near) >= 0.9


def test_a_partial_answer_to_a_premise_names_it(look_alikes) -> None:
    partial = [one.answer for _, one in look_alikes if one.answer.status is Status.PARTIAL]
    assert all(answer.missing and answer.citations for answer in partial)
