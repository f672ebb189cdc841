"""Which of the places named a question asks about: where someone wants to do something."""

import pytest

from bot.gazetteer import read
from bot.places import is_asked_about


def elsewhere(question: str) -> bool:
    """Whether a question asks about places, and none of them is Guangxi's."""
    asked = [place for place in read().places(question) if is_asked_about(question, place)]
    return bool(asked) and not any("广西壮族自治区" in region.path for place in asked for region in place.regions)


@pytest.mark.parametrize("place", ["四川", "长沙", "广东省", "义乌", "浙江温州", "黑龙江"])
@pytest.mark.parametrize(
    "question",
    ["在{}开店有补贴吗", "{}返乡创业贷款怎么办", "我们{}这边有什么扶持", "{}的创业补贴", "老家南宁，人在{}想开店，{}那边有补贴吗", "从广西嫁到{}，在这边开店", "在{}开店三年了，有什么补贴",
     "老家在{}，想在老家开店", "在{}失业了，有什么创业补贴", "{}那边来我们这的人多，{}那边给多少补贴", "户口在{}，老家那边补多少",
     "{}对过来创业的博士给什么", "{}的创业补贴外地人能过来申请吗", "我来{}这边三年了，开店有补贴吗", "{}能不能和我们一起申请贷款"],
)  # fmt: skip
def test_a_place_to_do_business_in_is_elsewhere(place: str, question: str) -> None:
    assert elsewhere(question.replace("{}", place))


@pytest.mark.parametrize("place", ["四川", "长沙", "广东省", "义乌", "浙江温州", "黑龙江"])
@pytest.mark.parametrize(
    "question",
    ["从{}打工回来想开店", "在{}干了十年现在回广西搞养殖", "{}回来的能贷款吗", "我是{}人在南宁开店", "在{}上班想回柳州创业", "{}人来桂创业", "从{}引进人才到北海", "在{}打螺丝回来，想开豆腐坊", "在{}进厂八年了，想回家种果",
     "我在{}厂里下岗了，带了点积蓄回来想养牛", "{}厂子关门，没工作了，回来想开店", "在{}开公司五年了，想回来办厂", "在{}给人养了八年猪，想自己养", "{}打工的女儿想开网店", "不回{}了", "{}老板想来我们这投资，有什么优惠", "{}老板想过来投资", "{}的企业打算搬来，有补贴吗", "{}人来办厂行不行", "{}的专家来呢", "{}那边的企业来呢",
     "{}的专家肯来我们公司，职称能直接评高级吗", "{}的公司跟我们合作建飞地行吗", "{}老板愿意过来建孵化基地，有没有支持", "{}的厂打算搬到我们县，用地怎么保障",
     "学{}那样搞，我们这边有什么措施", "在{}电子厂被裁了，老婆在家带两个娃，手里有点积蓄，想回平果种火龙果，有没有培训"],
)  # fmt: skip
def test_a_place_that_someone_comes_from_is_not(place: str, question: str) -> None:
    assert not elsewhere(question.format(place))


@pytest.mark.parametrize("letter", ["粤", "湘", "川", "浙", "鄂"])
@pytest.mark.parametrize(
    "question", ["{}企研发奖补", "在{}开厂", "{}籍大学生创业", "{}内退役军人培训", "{}返乡创业园", "来{}创业"]
)
def test_a_letter_counts_in_safe_company(letter: str, question: str) -> None:
    assert elsewhere(question.format(letter))


@pytest.mark.parametrize(
    ("question", "there"),
    [
        ("泰国开餐馆有补贴吗", True),
        ("想在越南开公司", True),
        ("和越南人合伙做生意", False),
        ("越南青年来南宁创业", False),
        ("泰国留学回来的", False),
        ("韩国对外国人创业有补贴吗", True),
        ("新加坡对小微企业有哪些减税", True),
        ("德国柏林的孵化器怎么进", True),
        ("柏林的孵化器怎么进", False),
        ("日本东京的专家想来我们公司，有什么服务", False),
        ("美国硅谷回来的博士想创业", False),
    ],
)
def test_abroad_only_business_counts(question: str, there: bool) -> None:
    assert elsewhere(question) is there


@pytest.mark.parametrize(
    ("question", "there"),
    [("港澳台居民贷款有贴息吗", False), ("香港青年创业有补贴吗", False), ("四川青年创业有补贴吗", True), ("香港青年在香港开店有补贴吗", True)],
)  # fmt: skip
def test_people_from_across_the_border_are_asked_about_here(question: str, there: bool) -> None:
    assert elsewhere(question) is there
