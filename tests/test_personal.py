"""Numbers that name a person or open an account."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import Question, Status
from bot.personal import has_personal_data, masked

WEIGHTS = [2 ** (17 - place) % 11 for place in range(17)]
DAYS = st.dates(min_value=date(1930, 1, 1), max_value=date(2099, 12, 31))
AROUND = st.sampled_from(["我的身份证是{}，能贷款吗", "{}", "号码:{} 请查一下", "电话{}退伍创业"])


@st.composite
def identities(draw: st.DrawFn) -> str:
    """Identity numbers whose last character is right, by the standard's formula."""
    front = f"{draw(st.integers(110000, 659999))}{draw(DAYS):%Y%m%d}{draw(st.integers(0, 999)):03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(front, WEIGHTS, strict=True)) % 11
    return front + "0123456789X"[(12 - rest) % 11]


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Bank card numbers: the last digit makes Luhn's sum a multiple of ten."""
    front = draw(st.sampled_from("3456")) + "".join(
        draw(st.lists(st.sampled_from("0123456789"), min_size=14, max_size=17))
    )
    sums = (sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(front)))
    return front + str(-sum(sums) % 10)


@given(identities(), AROUND)
def test_an_identity_number_is_seen(number: str, around: str) -> None:
    assert has_personal_data(around.format(number))
    assert has_personal_data(around.format(f"{number[:6]} {number[6:14]} {number[14:]}"))


@given(identities(), st.sampled_from("0123456789X"))
def test_an_identity_number_with_a_wrong_checksum_is_none(number: str, last: str) -> None:
    wrong = number[:-1] + last
    assert has_personal_data(wrong) is (last == number[-1]) or luhn(wrong.rstrip("X"))


@given(cards(), AROUND)
def test_a_bank_card_is_seen(number: str, around: str) -> None:
    assert luhn(number)
    assert has_personal_data(around.format(number))


@given(st.integers(13_000_000_000, 19_999_999_999), st.sampled_from(["{}", "+86{}", "打{}找我"]))
def test_a_mobile_number_is_seen(number: int, around: str) -> None:
    assert has_personal_data(around.format(number))


@given(st.integers(0, 9_999_999), AROUND)
def test_a_short_number_is_none(number: int, around: str) -> None:
    assert not has_personal_data(around.format(number))


def test_figures_of_policies_are_none(quick) -> None:
    assert not any(has_personal_data(clause.text + clause.document.number) for clause in quick.index.clauses)


def test_a_question_with_such_a_number_is_not_searched_for_nor_repeated(quick) -> None:
    answer = quick.answer(Question("退伍创业贷款贴息，我的电话13812345678"))
    assert answer.status is Status.PERSONAL_DATA
    assert "13812345678" not in str(answer.as_dict())
    assert answer.citations == ()
    assert "退伍创业贷款贴息，我的电话13812345678" not in quick.index.encoder.asked


def luhn(number: str) -> bool:
    """The textbook's sum: every second digit from the right doubled, its digits added."""
    if not number.isdigit():
        return False
    return (
        sum(sum(map(int, str(int(digit) * (1 + place % 2)))) for place, digit in enumerate(reversed(number))) % 10 == 0
    )


@given(st.one_of(identities(), cards(), st.from_regex(r"\+?861[3-9][0-9]{9}|1[3-9][0-9]{9}", fullmatch=True)), AROUND)
def test_what_is_masked_names_nobody(number: str, around: str) -> None:
    for written in (number, f"{number[:6]} {number[6:14]} {number[14:]}", f"{number[:3]}-{number[3:7]}-{number[7:]}"):
        shown = masked(around.format(written))
        assert not has_personal_data(shown)
        assert not re.search(r"\d{5}", shown)
        assert masked(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("打13812345678找我", "打【手机号】找我"),
        ("身份证11010519491231002X", "身份证【身份证号】"),
        ("号110105194912310020打错一位", "号【身份证号】打错一位"),
        ("邮箱 li.si+1@mail.example.cn。", "邮箱 【邮箱】。"),
        ("0771-5501234 没人接", "【号码】 没人接"),
        ("座机5501234没人接", "座机【号码】没人接"),
        ("2021-2023年,2021年1月27日,10万元,12345", "2021-2023年,2021年1月27日,10万元,12345"),
        ("没说全，看不懂", "没说全，看不懂"),
    ],
)
def test_a_comment_is_masked_and_the_rest_of_it_kept(text: str, shown: str) -> None:
    assert masked(text) == shown
