"""What a question asks for in particular, and whether the quoted words say it."""

import re
from pathlib import Path

import pytest
from conftest import AFTER
from hypothesis import given
from hypothesis import strategies as st

from bot import Question, Status
from bot.facts import printed
from bot.particulars import DEFAULT, asked, left_open, missing, particulars
from bot.replies import DEFAULT as REPLIES
from bot.replies import RepliesError
from index import validity

KINDS = {
    "金额": (
        ["退役军人能贷多少钱", "补助几多块", "最高能贷几万", "创业券面值", "费用呢"],
        ["给予六千元补贴", "最高20万元"],
    ),
    "比例": (
        ["贷款利率是多少", "利息几厘", "贴息比例是多少", "按百分之几贴", "利息全贴还是贴一半"],
        ["按50%贴息", "按百分之五十给予贴息"],
    ),
    "抵押担保": (
        ["要拿什么去抵押", "用啥东西质押", "担保要什么", "拿房子抵押行不行", "找几个人担保"],
        ["开展专利质押融资", "以厂房作为抵押物"],
    ),
    "条件": (["要什么条件", "没有营业执照能贷吗", "够不够资格", "几岁以内"], ["应当具备下列条件", "年满18周岁"]),
    "期限": (
        ["什么时候截止", "能贷多久", "几时发下来", "申报时间", "周六开不开门"],
        ["15个工作日内办结", "到2023年建成", "期限为三年"],
    ),
    "材料": (["要交哪些材料", "带身份证吗", "需要什么证", "要填表吗"], ["提交身份证复印件", "申请材料包括"]),
    "流程": (
        ["怎么申请", "流程是什么", "第一步先去哪", "如何报名", "那个APP怎么下载", "办公司要不要街道批准"],
        ["向县人社局提出申请", "按以下程序办理"],
    ),
    "办理地点": (["在哪里办", "去哪个窗口", "地址在哪", "到几楼办"], ["地址：民族大道1号", "政务中心3号窗口"]),
    "联系方式": (["电话是多少", "有没有微信公众号", "怎么联系", "联系人是谁"], ["电话：0771-1234567", "邮箱a@b.cn"]),
    "网址": (["网址发一下", "在哪个网站申请", "链接有吗"], ["https://example.cn", "登录www.example.cn"]),
    "名单": (["名单发我一份", "桂惠贷合作的是哪家银行", "负面清单里有哪些行业"], ["名单见附件", "名单如下：甲银行"]),
    "由谁出钱": (["利息谁出", "培训费谁掏", "钱归哪个出"], ["给予财政贴息", "由县财政承担"]),
    "家属随行": (["老婆孩子能跟着来吗", "家属能一起来吗"], ["家属随迁", "为其配偶提供便利"]),
    "家属工作": (["配偶工作给安排吗", "那他老婆工作安排呢", "给家属安排工作吗"], ["协助解决配偶就业", "家属随迁"]),
    "哪些县市有": (["创业园我们县有吗", "镇上有没有孵化基地"], ["位于民族大道", "建设柳州市创业基地"]),
    "进展": (["科技城开工了没有", "示范基地都建起来没"], ["已建成6个", "已经全部投产"]),
    "数量": (
        ["有多少个名额", "要建几个园区", "招多少人", "导师一个月来几趟", "基地面积多大"],
        ["达到6个以上", "培养1万名"],
    ),
}
ASKED = [(kind, question) for kind, (questions, _) in KINDS.items() for question in questions]
STATED = [(kind, text) for kind, (_, texts) in KINDS.items() for text in texts]
VAGUE = "对符合条件的退役军人给予一定的支持。"


def names(question: str) -> list[str]:
    return [particular.name for particular in asked(question)]


def test_every_kind_of_the_file_is_tried_here() -> None:
    assert {particular.name for particular in particulars()} == set(KINDS)


@pytest.mark.parametrize(("kind", "question"), ASKED)
def test_a_particular_asked_for_is_seen(kind: str, question: str) -> None:
    assert kind in names(question)


@pytest.mark.parametrize(("kind", "question"), ASKED)
def test_a_particular_that_the_quote_lacks_is_missing(kind: str, question: str) -> None:
    assert kind in missing(question, [VAGUE])


@pytest.mark.parametrize(("kind", "text"), STATED)
def test_a_particular_that_one_of_the_quotes_states_is_not_missing(kind: str, text: str) -> None:
    question = KINDS[kind][0][0]
    assert kind not in missing(question, [VAGUE, text])
    assert kind in missing(question, [VAGUE])


@pytest.mark.parametrize(
    "question",
    [
        "降低门槛有哪些举措", "那准入门槛呢", "在读大专生能创业吗", "小公司能拿什么去融资", "风险补偿谁出",
        "我刚退伍，想开个店，贷款利息有补贴吗？", "大学生休学创业能保留学籍吗", "返乡创业用地有什么支持",
        "农民工回乡创业有没有培训", "谁负责知识产权保护", "外国人能来这创业吗", "十几个老乡想合伙办厂有扶持吗",
        "租来的库房，哪些地方可以当公司地址", "执照怎么快点办下来", "国企出的研发钱怎么算", "瞄准哪几条产业链", "贷款有几条路", "政府分几块来帮", "晚几年毕业可以吗",
        "年底要完成哪些硬指标", "住宅能办营业执照吗", "审批等太久了", "学校要不要开创业课", "办事省事在哪", "用什么思想来指导",
        "要搞哪些人才服务活动", "哪些房子可以当经营地址", "改了些什么地方", "到年底有几条硬指标", "回来创业的人有哪几条好处", "要汇集哪些东西", "能少交哪些税", "哪些地方可以拿来当注册地址", "组织上有啥要求", "学校对学籍、导师要求有哪些",
        "老师能拿几种股", "国资往哪里集中", "人才行动是哪几个计划", "各找哪个要指标", "靠哪几个网搭", "再要几亩地怎么支持", "大专学生能用业绩代替论文吗",
    ],
)  # fmt: skip
def test_a_plain_question_asks_for_nothing_in_particular(question: str) -> None:
    assert names(question) == []


@pytest.mark.parametrize(
    ("question", "text", "kind"),
    [
        ("贷款期限多长", "贷款期限最长不超过三年。", "期限"),
        ("租金减免期限多久", "减免租金，最长不超过二十四个月。", "期限"),
        ("几个工作日办好", "自受理之日起十五个工作日内办结。", "期限"),
        ("培训班一年办多少期", "每年至少举办两期免费创业培训班。", "数量"),
        ("要建多少家基地", "建成创业孵化基地五家以上。", "数量"),
    ],
)
def test_a_figure_written_in_chinese_is_a_figure(question: str, text: str, kind: str) -> None:
    assert kind not in missing(question, [text])


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("怎么算返乡农民工", "条件"),
        ("补贴怎么算", "金额"),
        ("没有营业执照能贷吗", "条件"),
        ("够不够硬指标", "条件"),
        ("什么人才能申请", "条件"),
        ("哪些人才可以报名", "条件"),
        ("几年还清", "期限"),
        ("发债要符合哪几条", "条件"),
        ("申请贷款有什么要求", "条件"),
        ("学校有什么要求才能休学", "条件"),
        ("要交什么东西", "材料"),
        ("租金减多少", "金额"),
        ("进基地要交租金吗", "金额"),
        ("公司地址在哪", "办理地点"),
    ],
)
def test_what_is_alike_and_does_ask_for_a_particular_is_seen(question: str, kind: str) -> None:
    assert kind in names(question)


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("培训要交钱不", ["金额"]),
        ("到几号窗口办", ["办理地点"]),
        ("做了个小程序项目，学籍怎么办", []),
        ("小程序叫什么", ["联系方式"]),
    ],
)
def test_a_word_that_belongs_to_one_particular_is_not_taken_for_another(question: str, kinds: list[str]) -> None:
    assert names(question) == kinds


def test_how_much_of_a_subsidy_asks_for_an_amount_not_for_a_rate() -> None:
    assert names("创业补贴多少钱") == ["金额"]
    assert missing("创业补贴多少钱", ["标准为每户六千元。"]) == []


def test_what_is_free_has_its_amount_told() -> None:
    assert missing("培训班是免费的吗", ["每年举办免费创业培训班。"]) == []


def test_how_many_of_anything_wants_a_figure() -> None:
    assert missing("带动就业多少", ["带动就业能力不断增强。"]) == ["数量"]
    assert missing("带动就业多少", ["带动新增就业人口65万人。"]) == []


@pytest.mark.parametrize(
    ("question", "text", "counted"),
    [
        ("有几所大学要冲双一流", "支持广西大学、桂林理工大学等高校。", True),
        ("人才培养有几个计划", "实施人才培养行动、“领头雁”培养计划。", True),
        ("政策行这些一共有几个行", "开展政策行、导师行活动。", True),
        ("要建几个园区", "建设孵化基地、创业园区，", True),
        ("有几多种帮法", "鼓励农民依托电商创业。", True),
        ("要建几个园区", "建设创业园区、孵化基地。", False),
        ("有多少所大学", "支持广西大学、桂林理工大学。", False),
    ],
)
def test_how_many_there_are_is_told_by_a_list_of_them(question: str, text: str, counted: bool) -> None:
    assert (missing(question, [text]) == []) is counted


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("数字经济总部基地在哪", "加快南宁五象新区数字经济总部基地提质升级。", True),
        ("示范基地在哪个城市", "示范基地达到6个；推进南宁高新区示范基地建设。", True),
        ("青年创业园在哪", "深化南宁市培训，建设青年创业园。", False),
        ("数字经济总部基地在哪条路", "加快南宁五象新区数字经济总部基地提质升级。", False),
        ("注册公司必须要有商业用房，对不对", "允许利用家庭住所、商业用房。", True),
        ("贷款必须要有抵押物吗", "允许利用家庭住所、商业用房。", False),
        ("国有企业有什么要求", "支持国有企业重组。", True),
        ("有什么要求", "支持国有企业重组。", False),
    ],
)
def test_what_is_told_in_other_words_is_not_missing(question: str, text: str, told: bool) -> None:
    assert (missing(question, [text]) == []) is told


def test_a_promise_of_money_leaves_amount_and_conditions_open() -> None:
    promise = "给予一定的财政贴息支持。"
    assert left_open([promise], promise) == ["金额", "条件"]
    assert left_open(["给予六千元补贴。"], "给予六千元补贴。") == ["条件"]
    assert left_open(["加强创业指导。"], promise) == []


def test_what_the_rest_of_the_clause_states_is_not_left_open() -> None:
    promise, rest = "给予一定的财政贴息支持。", "贷款最高20万元，应当具备下列条件："
    assert left_open([promise], promise + rest) == []


@given(st.text("贷多少钱补贴条件怎么申请几个三年", max_size=20), st.lists(st.text("六千元条件：向局申报", max_size=12)))
def test_more_quotes_never_make_more_missing(question: str, quotes: list[str]) -> None:
    assert set(missing(question, quotes)) <= set(missing(question, quotes[:1]))


# --- on the development questions ---


def share(asked, wanted: Status, *got: Status) -> float:
    found = [one.answer.status in got for one in asked if one.golden.status is wanted]
    return sum(found) / len(found)


def test_particulars_that_the_plan_lacks_are_told(particulars_dev) -> None:
    assert share(particulars_dev, Status.PARTIAL, Status.PARTIAL, Status.NO_CLAUSE) >= 0.9


def test_questions_that_only_sound_so_are_answered(particulars_dev) -> None:
    assert share(particulars_dev, Status.ANSWERED, Status.ANSWERED) >= 0.9


def test_a_partial_answer_names_what_is_missing_in_words(dev, particulars_dev) -> None:
    partial = [one.answer for one in [*dev, *particulars_dev] if one.answer.status is Status.PARTIAL]
    assert partial
    for answer in partial:
        assert answer.missing[0] in answer.text
        assert "没有写明" in answer.text


def test_no_figure_is_invented(quick, dev, particulars_dev) -> None:
    (plan,) = quick.index.documents
    ours = REPLIES.read_text(encoding="utf-8")
    facts = f"{plan.title}{plan.number}{printed(plan.issued_on)}{validity(plan, AFTER).text}"
    for golden, answer in [*dev, *particulars_dev]:
        sources = ours if answer.citations else ours + facts  # a document's own facts need no clause
        for citation in answer.citations:
            document = citation.clause.document
            sources += "\n".join(["", *citation.quotes, document.title, document.number, citation.clause.label])
            sources += f"\n{citation.validity.text}\n"
        assert set(re.findall(r"\d+", answer.text)) <= set(re.findall(r"\d+", sources)), golden.id


@pytest.mark.parametrize("question", ["创业担保贷款最高能贷37万吗", "退役军人一个人补7300元对不对", "是不是贴息43%"])
def test_a_figure_that_someone_suggests_is_not_repeated(quick, question: str) -> None:
    answer = quick.answer(Question(question))
    assert not set(re.findall(r"\d+", question)) & set(re.findall(r"\d+", answer.text))


# --- the file ---


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("words: {}\nparticulars: {金额: {asked: ['元']}}", "stated"),
        ("words: {}\nparticulars: {金额: {asked: ['('], stated: ['元']}}", "表达式"),
        ("words: {}\nparticulars: {金额: {asked: ['【几】元'], stated: ['元']}}", "几"),
        ("particulars: {}", "words"),
        ("words: {}", "particulars"),
        ("- a", "words"),
        ("a: [", "读不出来"),
        (b"\xff\xfe\x00", "读不出来"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_name(write, content: str | bytes, named: str) -> None:
    path = write(content, "particulars.yaml")
    with pytest.raises(RepliesError, match=re.escape(named)) as caught:
        particulars(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RepliesError, match=r"none\.yaml"):
        particulars(tmp_path / "none.yaml")


@pytest.mark.parametrize("asked", ["贷款", "[]", "['']"])
def test_patterns_that_would_match_anything_are_refused(write, asked: str) -> None:
    path = write(f"words: {{}}\nparticulars: {{金额: {{asked: {asked}, stated: ['元']}}}}", "particulars.yaml")
    with pytest.raises(RepliesError, match="金额"):
        particulars(path)


def test_the_file_that_we_ship_has_no_pattern_that_matches_nothing_at_all() -> None:
    assert all(not kind.asked.search("") and not kind.stated.search("") for kind in particulars(DEFAULT))


@pytest.mark.parametrize(
    "question", ["电话也打不通了，去哪告他", "空了好多年，不是铺面的房子能登记吗", "公司已经有流水了，成果能不能顶论文"]
)
def test_a_particular_that_is_only_told_of_is_not_asked_for(question: str) -> None:
    assert asked(question) == ()


@pytest.mark.parametrize(
    ("question", "kind"), [("一址多照最多几个照", "数量"), ("信易贷最多贷几年", "期限"), ("最多给几万", "金额")]
)
def test_the_most_is_of_money_only_where_nothing_else_is_counted(question: str, kind: str) -> None:
    assert names(question) == [kind]


@pytest.mark.parametrize(
    "question",
    [
        "科技要领先全国，这目标写在哪",
        "外面请的跟自己带的人才，办法差在哪",
        "创新在现代化建设里摆在什么位置",
        "办事流程材料每个窗口不一样",
        "来短期合作走哪个计划",
        "我们镇要写材料",
        "各部门叫我重复交材料",
        "靠网店流水在网上融资行不行",
        "填表报账烦死",
        "干好了会有啥表彰",
        "拿什么来衡量",
        "科技重大专项投哪些行业",
        "园区要不要考核",
        "进一步降低创业门槛有什么措施",
        "高校的名额会增加吗",
        "可以去哪几个板挂牌",
        "全区要有多少块牌子",
        "新增就业人口是多少万",
        "产业怎么做大规模",
        "领个执照能少跑几趟不",
    ],
)
def test_words_that_sound_like_it_ask_for_no_particular(question: str) -> None:
    assert not {"金额", "条件", "材料", "流程", "办理地点", "数量"} & set(names(question))


@pytest.mark.parametrize("question", ["厂子成立了没钱周转", "没盈利的企业能挂牌吗", "权力清单是什么"])
def test_what_is_no_progress_and_no_list(question: str) -> None:
    assert not {"进展", "名单"} & set(names(question))


@pytest.mark.parametrize(
    "question", ["收律师费吗", "要交服务费吗", "收不收律师费", "费用高不高", "收费贵吗", "价钱贵不贵"]
)
def test_whether_and_how_dearly_one_pays_asks_for_the_amount(question: str) -> None:
    assert "金额" in [one.name for one in asked(question)]


@pytest.mark.parametrize("question", ["给研发经费吗", "要交税费吗", "促消费吗"])
def test_other_money_is_no_fee(question: str) -> None:
    assert "金额" not in [one.name for one in asked(question)]
