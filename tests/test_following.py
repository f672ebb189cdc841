"""Going on within a conversation: the question in full, and the clause that it reaches."""

import pytest
from conftest import AFTER, Talk, first_labels

from bot import Question, Status

# --- someone else, something else ---


@pytest.mark.parametrize("ask", ["那{}呢", "{}呢？", "换成{}咧", "{}有没有", "要是{}呢", "给{}的呢"])
@pytest.mark.parametrize(
    ("who", "label"),
    [("退役军人", "二、（二）8"), ("当过兵的", "二、（二）8"), ("农民工", "二、（二）7"), ("瑶族", "二、（二）10")],
)
def test_another_audience_gets_its_own_clause(talk: Talk, quick, ask: str, who: str, label: str) -> None:
    first, then = talk(quick, "大学生创业有人指导吗", ask.format(who))
    assert first.citations[0].clause.label == "二、（二）9"
    assert then.citations[0].clause.label == label
    assert then.understood is not None


def test_another_audience_in_other_policies(talk: Talk, stranger) -> None:
    assert first_labels(talk(stranger, "退役军人创业担保贷款最高多少", "那返乡农民工呢"))[1] == "第四条"


@pytest.mark.parametrize("ask", ["那{}呢", "{}咋说", "{}呢", "{}怎么讲", "{}怎么弄"])
@pytest.mark.parametrize("what", ["场地", "贷款", "培训", "创业导师"])
def test_another_need_stays_with_the_audience(talk: Talk, quick, ask: str, what: str) -> None:
    answers = talk(quick, "我是退伍军人，回来想自己干，有扶持吗", ask.format(what))
    assert first_labels(answers)[1] == "二、（二）8"


@pytest.mark.parametrize("ask", ["再说说{}", "{}方面", "{}这一块呢", "顺便问一下{}"])
@pytest.mark.parametrize("what", ["培训", "用地"])
def test_a_need_is_asked_for_in_passing(talk: Talk, quick, ask: str, what: str) -> None:
    answers = talk(quick, "农民工返乡创业贷款有支持吗", ask.format(what))
    assert first_labels(answers) == ["二、（二）7", "二、（二）7"]


@pytest.mark.parametrize("what", ["贷款呢", "那培训呢", "地呢"])
def test_a_need_that_the_clause_for_the_same_people_tells_of_stays_there(talk: Talk, quick, what: str) -> None:
    assert first_labels(talk(quick, "农民工返乡想要块地盖加工棚", what)) == ["二、（二）7", "二、（二）7"]


@pytest.mark.parametrize("first", ["回村直播带货", "她想回村直播带货"])
def test_a_need_stays_with_the_people_where_the_readings_differ(talk: Talk, quick, first: str) -> None:
    assert first_labels(talk(quick, first, "贷款有没有")) == ["二、（二）7", "二、（二）7"]


def test_a_need_is_not_answered_from_the_clause_for_other_people(talk: Talk, quick) -> None:
    _, then = talk(quick, "大学生创业", "贷款呢")
    assert "二、（二）8" not in [citation.clause.label for citation in then.citations]


@pytest.mark.parametrize(
    ("first", "then", "label"),
    [
        ("直接申报高级职称", "博士后呢", "二、（四）16"),
        ("引进高层次人才的办法", "外国的呢", "二、（二）6"),
        ("怎么引进高层次人才", "那培养呢", "二、（四）16"),
        ("怎么引进高层次人才", "那职称呢", "二、（四）15"),
    ],
)
def test_a_noun_that_another_clause_has_and_the_one_cited_lacks_leads_there(
    talk: Talk, quick, first: str, then: str, label: str
) -> None:
    assert first_labels(talk(quick, first, then)) == ["二、（四）15", label]


@pytest.mark.parametrize(
    ("then", "label"),
    [
        ("银税互动呢", "二、（五）17"),
        ("新三板呢", "二、（五）19"),
        ("注销呢", "二、（七）24"),
        ("中试基地呢", "二、（一）4"),
        ("重点实验室呢", "二、（一）2"),
        ("股权融资呢", "二、（五）18"),
        ("贷款呢", "二、（二）7"),
        ("学技术呢", "二、（二）7"),
    ],
)
def test_words_that_one_clause_alone_has_lead_there_even_from_the_clause_for_people(
    talk: Talk, quick, then: str, label: str
) -> None:
    assert first_labels(talk(quick, "农民工创业园谁来管", then)) == ["二、（二）7", label]


def test_where_both_readings_find_one_clause_that_is_meant(talk: Talk, quick) -> None:
    assert first_labels(talk(quick, "引进高层次人才的办法", "外国的呢", "评职称呢"))[2] == "二、（四）15"


@pytest.mark.parametrize("ask", ["那男的呢", "男的可以吗", "要是男人呢？"])
def test_of_men_it_is_said_that_no_clause_is_for_them(talk: Talk, quick, ask: str) -> None:
    _, then = talk(quick, "我们村妇女想一起做刺绣，妇联管不管", ask)
    assert (then.status, then.citations) == (Status.NO_CLAUSE, ())
    assert "男性" in then.text


def test_men_among_others_are_of_them(talk: Talk, quick) -> None:
    assert first_labels(talk(quick, "女大学生创业", "那男的呢"))[1] == "二、（二）9"


@pytest.mark.parametrize(
    ("turns", "label"),
    [
        (["女性创业有没有补贴", "贷款"], "二、（五）17"),
        (["外国专家有啥项目", "引进高层次人才的办法", "本地培养呢"], "二、（四）16"),
        (["企业内部员工创业支持吗", "可以出钱设基金吗", "国企可以吗"], "二、（一）2"),
    ],
)
def test_all_that_speaks_for_a_clause_is_weighed_together(talk: Talk, quick, turns: list[str], label: str) -> None:
    assert first_labels(talk(quick, *turns))[-1] == label


@pytest.mark.parametrize(
    ("turns", "label"),
    [
        (["自治区那个双创联席会议是干嘛的", "市政府要做什么", "不做会处分吗"], "三、（一）"),
        (["银税互动是哪样", "保险也掺进来？"], "二、（五）17"),
    ],
)
def test_strange_words_that_find_the_clause_cited_among_the_first_ask_of_it(
    talk: Talk, quick, turns: list[str], label: str
) -> None:
    last = talk(quick, *turns)[-1]
    assert (last.status, last.citations[0].clause.label) == (Status.PARTIAL, label)


@pytest.mark.parametrize("ask", ["今天南宁下不下雨", "你晓得附近哪家粉好吃不", "楼上天天吵我睡觉，投诉哪个"])
def test_strange_words_that_find_other_clauses_are_refused(talk: Talk, quick, ask: str) -> None:
    assert talk(quick, "退役军人自己创业，能领补贴不", ask)[1].status is Status.OUT_OF_SCOPE


@pytest.mark.parametrize("ask", ["不是问这个，我是问贷款", "我不是问那个，问的是贷款", "不是说这个，我想问贷款"])
def test_what_was_not_meant_at_all_is_left(talk: Talk, quick, ask: str) -> None:
    assert first_labels(talk(quick, "大学生休学创业学籍还留吗", ask))[1] == "二、（五）17"


def test_a_place_that_was_answered_of_before_is_no_other_place_for_someone_else(talk: Talk, quick) -> None:
    turns = talk(quick, "大湾区那边我们怎么搭上线", "香港青年想过来这边做事呢", "广东的呢")
    assert first_labels(turns[:2])[1] == "二、（二）10"
    assert turns[2].status is Status.OTHER_REGION


def test_another_bank_is_not_the_one_before(talk: Talk, quick) -> None:
    assert first_labels(talk(quick, "农信社给农村人贷款放宽没", "别的银行呢"))[1] != "二、（二）7"


def test_what_was_understood_is_told_and_only_then(talk: Talk, quick) -> None:
    first, then, new = talk(quick, "退役军人开店有场地吗", "那大学生呢", "知识产权被侵犯了到哪里维权最快")
    assert then.understood == "大学生开店有场地吗"
    assert first.understood is new.understood is None


def test_a_clause_is_not_given_to_an_audience_that_it_does_not_know(talk: Talk, quick) -> None:
    _, then = talk(quick, "返乡农民工开店有补贴吗", "那残疾人呢")
    assert (then.status, then.citations) == (Status.NO_CLAUSE, ())


def test_who_one_is_decides_what_a_need_is_asked_of(talk: Talk, quick) -> None:
    assert first_labels(talk(quick, "我是返乡的", "贷款", "用地")) == ["二、（二）7"] * 3


def test_who_came_home_is_told_apart_from_who_studied_abroad(talk: Talk, quick) -> None:
    assert first_labels(talk(quick, "海归过来广西创业有没有什么平台", "那归国华侨呢"))[1] == "二、（二）10"


def test_a_bay_is_a_place_and_no_people(talk: Talk, quick) -> None:
    _, bay, other = talk(quick, "一带一路的事你知道吗", "那粤港澳大湾区呢", "贵州呢")
    assert "居民" not in str(bay.understood)
    assert other.status is Status.OTHER_REGION


def test_what_is_not_meant_is_not_sought(talk: Talk, quick) -> None:
    _, then = talk(quick, "小微企业贷款有什么办法", "不是贷款，是减税")
    assert then.citations[0].clause.label == "二、（三）13"
    assert "贷款" not in then.understood.partition("，")[2]


def test_whether_someone_may_too_is_a_follow_up(talk: Talk, quick) -> None:
    _, then = talk(quick, "返乡农民工创业有什么政策", "我爸七十岁也能享受吗")
    assert then.citations[0].clause.label == "二、（二）7"


def test_a_turn_is_asked_for_someone_else_too(talk: Talk, quick) -> None:
    answers = talk(quick, "退役军人有创业孵化基地吗", "农民工的园区呢", "青年的呢")
    assert answers[2].understood == "青年有创业孵化基地吗，青年的园区"
    assert first_labels(answers) == ["二、（二）8", "二、（二）7", "二、（二）10"]


@pytest.mark.parametrize("who", ["香港青年", "台湾居民", "港澳台青年"])
def test_people_from_across_the_border_are_no_other_region(talk: Talk, quick, who: str) -> None:
    _, then = talk(quick, "退役军人贷款有贴息吗", f"{who}呢")
    assert (then.status, then.citations[0].clause.label) == (Status.ANSWERED, "二、（二）10")


# --- somewhere else ---


def test_the_same_is_asked_of_another_place_and_back(talk: Talk, quick) -> None:
    ours, theirs, back = talk(quick, "退役军人创业有什么支持", "四川的呢", "那在广西呢")
    assert theirs.status is Status.OTHER_REGION
    assert back.citations[0].clause == ours.citations[0].clause
    assert back.understood == "广西退役军人创业有什么支持"


@pytest.mark.parametrize("subject", ["中关村", "五象新区", "长三角"])
def test_a_place_with_a_name_of_its_own_in_a_clause_is_a_subject(talk: Talk, quick, subject: str) -> None:
    first, then, other = talk(quick, "检测分析平台建不建公共的", f"{subject}呢", "贵州呢")
    assert subject in then.citations[0].clause.text
    assert then.citations[0].clause != first.citations[0].clause
    assert other.status is Status.OTHER_REGION


@pytest.mark.parametrize(
    ("first", "towns", "answered"),
    [
        ("桂林那边重点搞什么创业产业", ("玉林呢", "柳州呢", "广西呢"), [False, True, True]),
        ("北海有产业集群吗", ("贵港呢", "桂林呢"), [False, True]),
        ("南宁农民工回来创业有什么支持", ("玉林呢", "桂林呢"), [True, True]),
    ],
)
def test_what_is_written_of_one_town_is_not_told_of_another(
    talk: Talk, quick, first: str, towns: tuple[str, ...], answered: list[bool]
) -> None:
    assert [bool(answer.citations) for answer in talk(quick, first, *towns)] == [True, *answered]


def test_what_was_asked_of_another_place_is_remembered(talk: Talk, quick) -> None:
    theirs, ours = talk(quick, "广东的农民工回乡有补贴吗", "那广西的呢")
    assert theirs.status is Status.OTHER_REGION
    assert first_labels([ours]) == ["二、（二）7"]


def test_after_another_region_what_is_asked_of_here_stands_alone(talk: Talk, quick) -> None:
    other, here, more = talk(
        quick, "海南自贸港政策怎么样，创业有什么支持", "那我们这边外资能不能跟国企合作", "给多少优惠"
    )
    assert other.status is Status.OTHER_REGION
    assert first_labels([here, more]) == ["二、（三）14"] * 2


def test_a_place_with_more_is_no_move(talk: Talk, quick) -> None:
    _, then = talk(quick, "退役军人创业有什么支持", "南宁有什么双创基地")
    assert then.citations[0].clause.label == "二、（三）11"


# --- the same clause ---


@pytest.mark.parametrize("ask", ["要什么材料", "能贷多少", "最多几年", "电话多少", "去哪里办"])
def test_a_detail_is_sought_in_the_same_clause(talk: Talk, quick, ask: str) -> None:
    first, then = talk(quick, "退役军人创业贷款有贴息吗", ask)
    assert then.citations[0].clause == first.citations[0].clause
    assert then.status is Status.PARTIAL
    assert then.missing


def test_a_detail_that_is_stated_is_answered(talk: Talk, stranger) -> None:
    _, then = talk(stranger, "退役军人创业贷款给贴息吗", "最多能贷多少")
    assert (then.status, then.citations[0].clause.label) == (Status.ANSWERED, "第五条")
    assert "二十万元" in then.text


@pytest.mark.parametrize("ask", ["有没有人带", "地从哪里来", "哪些房子可以用"])
def test_a_need_alone_follows_up_though_its_words_are_hardly_known(talk: Talk, quick, ask: str) -> None:
    _, then = talk(quick, "返乡创业有哪些支持", ask)
    assert then.status in (Status.ANSWERED, Status.PARTIAL)


@pytest.mark.parametrize("ask", ["怎么给", "咋办", "怎么个补法", "该怎么做"])
def test_how_alone_is_asked_of_what_was_spoken_of(talk: Talk, quick, ask: str) -> None:
    first, then = talk(quick, "企业研发有奖补吗", ask)
    assert then.citations[0].clause == first.citations[0].clause


def test_the_points_of_a_clause_are_gone_through(talk: Talk, quick) -> None:
    answers = talk(quick, "研发投入的目标是多少", "研发人员呢", "双创基地呢", "市场主体呢")
    assert first_labels(answers) == ["一、（二）——1", "一、（二）——1", "一、（二）——2", "一、（二）——3"]


@pytest.mark.parametrize(
    ("first", "then", "label"),
    [
        ("政策落实有没有人检查", "查哪些内容", "三、（二）"),
        ("查政策有没有手机软件", "里头能干些什么", "二、（八）26"),
        ("大企业会带小企业吗", "怎么联系他们", "二、（三）14"),
        ("大企业会带小企业吗", "怎么找他们", "二、（三）14"),
        ("农村青年有啥培养计划", "报名年龄有限制吗", "二、（二）7"),
        ("退役军人创业有导师吗", "贵不贵", "二、（二）8"),
        ("博士后平台还建不建", "一个站给多少经费", "二、（四）16"),
    ],
)
def test_words_without_a_subject_of_their_own_stay_with_the_clause(
    talk: Talk, quick, first: str, then: str, label: str
) -> None:
    assert first_labels(talk(quick, first, then)) == [label, label]


@pytest.mark.parametrize(
    ("first", "then", "label"),
    [
        ("桂惠贷是啥子", "我们市里要不要自己出个细则", "三、（一）"),
        ("退伍军人有创业培训吗", "银行自己要改哪些，设啥部门", "二、（五）17"),
        ("南宁高新区要搞什么试点", "别人仿我的专利，谁来管", "二、（七）25"),
    ],
)
def test_the_longer_the_words_the_less_they_leave_to_the_conversation(
    talk: Talk, quick, first: str, then: str, label: str
) -> None:
    assert first_labels(talk(quick, first, then))[1] == label


def test_what_is_new_after_something_is_given_up_is_no_newer_document(talk: Talk, quick) -> None:
    then, newer = (talk(quick, "公司不做了，想注销，好办不", ask)[1] for ask in ("那开个新的呢", "有没有新的政策"))
    assert then.citations[0].clause.label == "二、（七）24" and not then.facts
    assert newer.facts


def test_where_words_point_back_they_alone_are_not_searched(talk: Talk, quick) -> None:
    _, then = talk(quick, "龙头企业会不会帮小厂子", "怎么跟它们对接")
    assert then.citations[0].clause.label in ("二、（三）14", "二、（一）1")


@pytest.mark.parametrize(("ask", "thing"), [("有安家费吗", "安家"), ("能落户吗", "落户")])
def test_something_to_be_had_that_the_clause_cited_lacks_is_said_to_be_left_open(
    talk: Talk, quick, ask: str, thing: str
) -> None:
    _, then = talk(quick, "挖来的高端人才能直接评高级职称不", ask)
    assert then.citations[0].clause.label == "二、（四）15"
    assert then.status is Status.PARTIAL
    assert thing in then.missing


def test_what_one_gives_up_later_is_no_question_whether_the_policy_counts(talk: Talk, quick) -> None:
    own, policy = (
        talk(quick, "自己住的房子能注册公司吗", then)[1] for then in ("那以后不想开了，注销麻烦不", "那以后还能办不")
    )
    assert own.citations[0].clause.label == "二、（七）24" and not own.facts
    assert policy.facts


@pytest.mark.parametrize(
    "turns",
    [
        ("到2023年要建几个高新区", "双创示范基地呢", "研发经费又是多少"),
        ("示范基地国家级的要搞到几个", "高新区呢", "那研发的钱要花到好多"),
    ],
)
def test_the_next_figure_is_sought_among_the_goals(talk: Talk, quick, turns: tuple[str, ...]) -> None:
    assert first_labels(talk(quick, *turns)) == ["一、（二）——2", "一、（二）——2", "一、（二）——1"]


def test_something_else_than_a_figure_is_not_sought_among_the_goals(talk: Talk, quick) -> None:
    assert first_labels(talk(quick, "研发投入2023年要到多少", "专利维权有什么新办法"))[1] == "二、（七）25"


# --- other clauses ---


def test_more_after_a_narrow_answer_is_the_rest_of_its_clause_and_then_another(talk: Talk, quick) -> None:
    first, rest, other = talk(quick, "小微企业能减税吗", "还有别的吗", "还有吗")
    assert first_labels([first, rest]) == ["二、（三）13", "二、（三）13"]
    assert not {*first.citations[0].quotes} & {*rest.citations[0].quotes}
    assert other.citations[0].clause.label != "二、（三）13"


def test_more_after_everything_was_asked_is_not_the_rest_of_the_clause(talk: Talk, quick) -> None:
    assert talk(quick, "农民工创业园有什么服务", "还有吗")[1].citations == ()


def test_more_of_a_need_is_sought_in_the_clause_cited_where_it_tells_of_it(talk: Talk, quick) -> None:
    assert first_labels(talk(quick, "桂惠贷", "还有别的贷款产品吗")) == ["二、（五）17", "二、（五）17"]
    assert first_labels(talk(quick, "小微企业能减税吗", "还有别的场地没"))[1] != "二、（三）13"


# --- a new subject ---


@pytest.mark.parametrize(
    ("question", "label"),
    [("知识产权被侵犯了到哪里维权最快", "二、（七）25"), ("公司注册地址可以写自己家里吗", "二、（七）24"), ("瞪羚企业怎么培育", "二、（三）12")],
)  # fmt: skip
def test_a_new_subject_drops_the_old(talk: Talk, quick, question: str, label: str) -> None:
    alone, (_, then) = quick.answer(Question(question, today=AFTER)), talk(quick, "退役军人贷款有贴息吗", question)
    assert alone.citations[0].clause.label == then.citations[0].clause.label == label
    assert then.understood is None


def test_a_subject_begun_anew_is_not_completed(talk: Talk, quick) -> None:
    _, then = talk(quick, "知识产权保护中心能做什么", "换个问题，创业大赛有哪些")
    assert then.citations[0].clause.label == "三、（三）"
    assert then.understood is None


@pytest.mark.parametrize("then", ["最多可以停几年", "这是谁牵的头", "讲细点"])
def test_a_few_words_more_stay_with_the_clause(talk: Talk, quick, then: str) -> None:
    first, second = talk(quick, "大学生休学创业能保留学籍吗", then)
    assert second.citations[0].clause == first.citations[0].clause


@pytest.mark.parametrize("text", ["今天天气怎么样", "红烧肉咋做", "股票会不会涨", "天气呢", "天气好不好"])
def test_what_is_foreign_stays_refused_within_a_conversation(talk: Talk, quick, text: str) -> None:
    _, then = talk(quick, "返乡农民工创业有支持吗", text)
    assert not then.citations


@pytest.mark.parametrize(
    "text",
    [
        "那明天南宁天气怎么样",
        "今晚吃啥好呢",
        "谢谢。顺便问下结婚登记要预约吗",
        "再问下身份证丢了怎么补",
        "顺便问一下，我家水管爆了找谁修",
    ],
)
def test_another_matter_is_not_completed(talk: Talk, quick, text: str) -> None:
    _, then = talk(quick, "保险公司给不给知识产权保", text)
    assert then.status in (Status.OUT_OF_SCOPE, Status.NO_CLAUSE)
    assert not then.citations


def test_a_matter_that_was_not_spoken_of_is_told_as_left_open(talk: Talk, quick) -> None:
    _, then = talk(quick, "我怀孕了，女的创业有扶持吗", "那怀孕呢")
    assert then.citations[0].clause.label == "二、（二）10"
    assert talk(quick, "女的创业有扶持吗", "那怀孕呢")[1].missing == ("“怀孕”",)


def test_a_paper_to_bring_is_no_other_matter(talk: Talk, quick) -> None:
    _, then = talk(quick, "自己住的房子能注册公司吗", "要带身份证吗")
    assert then.citations[0].clause.label == "二、（七）24"


def test_without_a_conversation_nothing_is_completed(quick) -> None:
    for text in ("那退役军人呢", "贷款呢", "还有吗", "下一条", "谁负责"):
        assert quick.answer(Question(text, today=AFTER)).understood is None


def test_the_same_conversation_gives_the_same_answers(talk: Talk, quick) -> None:
    texts = ("退役军人贷款有贴息吗", "那大学生呢", "谁负责", "还有吗")
    told = [
        [{**answer.as_dict(), "id": "", "conversation": ""} for answer in talk(quick, *texts)] for _ in range(20)
    ]  # fmt: skip
    assert all(one == told[0] for one in told)


def test_every_quote_of_a_conversation_is_in_its_clause_and_in_the_text(talk: Talk, quick) -> None:
    answers = talk(
        quick, "退役军人贷款有贴息吗", "那大学生呢", "学分呢", "谁负责", "上一条", "还有吗", "教育厅牵头哪些", "第13条", "哪年发的"
    )  # fmt: skip
    for answer in answers:
        for citation in answer.citations:
            assert all(quote in citation.clause.text and quote in answer.text for quote in citation.quotes)
            assert answer.notices


# --- a few foreign words ---


@pytest.mark.parametrize(
    "few",
    [
        "Who is in charge?", "Which department handles that?", "What documents do I need?", "Where do I apply?", "How long does it take?",
        "Is it free?", "How much money?", "Who do I contact?", "And training?", "Cơ quan nào phụ trách?", "Được bao nhiêu tiền?",
    ],
)  # fmt: skip
def test_a_few_foreign_words_stay_with_the_clause_spoken_of(talk: Talk, quick, few: str) -> None:
    answers = talk(quick, "Is there any support for veterans who start a business?", few)
    assert first_labels(answers) == ["二、（二）8"] * 2


@pytest.mark.parametrize(
    ("few", "label"),
    [("And for students?", "二、（二）9"), ("What about women?", "二、（二）10"), ("next clause", "二、（二）9"), ("Còn nông dân?", "二、（二）7")],
)  # fmt: skip
def test_a_few_foreign_words_go_on_to_others(talk: Talk, quick, few: str, label: str) -> None:
    answers = talk(quick, "Is there any support for veterans who start a business?", few)
    assert first_labels(answers)[1] == label


@pytest.mark.parametrize("few", ["What is the weather tomorrow?", "and my kid's school enrolment?"])
def test_a_few_foreign_words_about_nothing_here_are_refused(talk: Talk, quick, few: str) -> None:
    assert talk(quick, "Is there any support for veterans who start a business?", few)[1].status is Status.OUT_OF_SCOPE


# --- what the clause spoken of is asked and does not say ---


@pytest.mark.parametrize(
    ("first", "then", "label"),
    [
        ("别人仿冒我们的商标怎么办", "收律师费吗", "二、（七）25"),
        ("有没有给创业者用的手机软件", "华为手机能下载吗", "二、（八）26"),
        ("你们有APP吗", "苹果手机能装吗", "二、（八）26"),  # in a strange word beside one that is known
        ("外国专家过来工作有没有照顾", "签证谁帮办", "二、（二）6"),
        ("担保公司能给科技企业做担保吗", "费用高不高", "二、（五）20"),
    ],
)
def test_a_strange_detail_stays_and_is_told_to_be_left_open(
    talk: Talk, quick, first: str, then: str, label: str
) -> None:
    answers = talk(quick, first, then)
    assert (first_labels(answers)[1], answers[1].status) == (label, Status.PARTIAL)
    assert answers[1].missing


@pytest.mark.parametrize(
    ("first", "then", "label", "left_open"),
    [
        ("海外人才回广西有没有钱拿", "那他老婆工作安排呢", "二、（二）6", "家属工作"),
        ("回来的留学生有没有绿色通道", "配偶工作给安排吗", "二、（二）6", "家属工作"),
        ("想做跨境生意，有什么平台", "费用呢", "二、（六）21", "金额"),
    ],
)
def test_a_particular_of_the_clause_is_told_to_be_left_open(
    talk: Talk, quick, first: str, then: str, label: str, left_open: str
) -> None:
    answers = talk(quick, first, then)
    assert first_labels(answers) == [label, label]
    assert left_open in answers[1].missing


def test_somebody_of_the_family_is_asked_for_and_no_particular(talk: Talk, quick) -> None:
    assert first_labels(talk(quick, "退役军人创业有什么支持", "那我老婆呢"))[1] == "二、（二）10"


def test_a_strange_question_that_finds_another_clause_is_refused(talk: Talk, quick) -> None:
    assert talk(quick, "回来的留学生有没有绿色通道", "明天南宁下雨吗")[1].status is Status.OUT_OF_SCOPE


# --- what is no question by itself ---


@pytest.mark.parametrize(
    ("first", "then", "label", "missing"),
    [
        ("外国专家来桂有什么", "家属呢", "二、（二）6", "“家属”"),
        ("开公司场地有什么规定", "农村自建房呢", "二、（七）24", "“农村自建房”"),
        ("大学生能保留学籍吗", "要学校同意吗", "二、（二）9", "“要学校同意吗”"),
        ("大学生能保留学籍吗", "奖学金呢", "二、（二）9", "奖学金"),
        ("退役军人创业有什么", "我有案底", "二、（二）8", "“我有案底”"),
        ("退役军人创业有什么", "我不是本地户口", "二、（二）8", "户籍要求"),
        ("退役军人创业有什么", "要是我户口在湖南呢", "二、（二）8", "户籍要求"),
        ("女性创业有什么政策", "我四十五了", "二、（二）10", "年龄要求"),
    ],
)
def test_what_is_no_question_by_itself_is_asked_of_the_clause_cited(
    talk: Talk, quick, first: str, then: str, label: str, missing: str
) -> None:
    answer = talk(quick, first, then)[1]
    assert (answer.status, answer.citations[0].clause.label) == (Status.PARTIAL, label)
    assert missing in answer.missing


@pytest.mark.parametrize(
    ("first", "then", "label"),
    [
        ("我同学都讲用创业成果可以顶毕业论文，真的假的", "职校的也可以吗", "二、（二）9"),
        ("互联网加线上贷款产品有没有", "叫什么名字", "二、（五）20"),
    ],
)
def test_whether_somebody_counts_and_a_name_are_asked_of_the_clause_where_nobody_was_named(
    talk: Talk, quick, first: str, then: str, label: str
) -> None:
    assert first_labels(talk(quick, first, then)) == [label, label]


@pytest.mark.parametrize(
    ("first", "then"), [("瞪羚企业培育", "高新技术企业也算在里面吗"), ("公平竞争审查", "不公平的规定废除吗")]
)
def test_what_the_clause_cited_answers_by_itself_is_not_left_open(talk: Talk, quick, first: str, then: str) -> None:
    assert talk(quick, first, then)[1].status is Status.ANSWERED


def test_what_is_too_foreign_to_be_left_open_by_a_clause_is_in_none(talk: Talk, quick) -> None:
    assert talk(quick, "开公司场地有什么规定", "地下室呢")[1].status is Status.NO_CLAUSE


@pytest.mark.parametrize("then", ["水管爆了找谁修", "医保卡丢了咋补", "今天南宁下雨吗", "帮我写份迟到的检讨书得不"])
def test_another_subject_is_refused_whatever_was_cited(talk: Talk, quick, then: str) -> None:
    assert talk(quick, "退役军人创业有什么", then)[1].status is Status.OUT_OF_SCOPE


@pytest.mark.parametrize(
    ("first", "then", "label", "missing"),
    [
        ("返乡创业有什么支持", "我今年五十了", "二、（二）7", "年龄要求"),
        ("返乡创业贷款有什么支持", "我征信花了", "二、（二）7", "征信要求"),
        ("外国专家有什么政策", "老婆孩子能跟着来吗", "二、（二）6", "家属随行"),
    ],
)
def test_what_somebody_tells_of_themselves_or_their_kin_is_asked_of_the_clause(
    quick, talk, first: str, then: str, label: str, missing: str
) -> None:
    answer = talk(quick, first, then)[1]
    assert (answer.status, answer.citations[0].clause.label) == (Status.PARTIAL, label)
    assert missing in answer.missing


def test_who_was_spoken_of_before_is_still_who_asks(quick, talk) -> None:
    answer = talk(quick, "退役军人创业有什么支持", "我四十八了")[1]
    assert "only_for" not in {notice.kind for notice in answer.notices}


def test_what_was_asked_before_for_others_is_not_asked_again_beside_something_else(quick, talk) -> None:
    answer = talk(quick, "退役军人有导师吗", "农民工的培训呢")[1]
    assert answer.missing == ()
