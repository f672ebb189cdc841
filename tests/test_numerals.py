"""Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.numerals import DIGITS, to_chinese, to_int

NUMBERS = st.integers(1, 9999)


def spelled(number: int) -> str:
    """An oracle that writes 1–9999 as a Chinese official would."""
    found, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            found += ("零" if gap and found else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = bool(found)
    return found.removeprefix("一") if 10 <= number < 20 else found


@given(NUMBERS)
def test_every_number_up_to_9999_reads_back(number: int) -> None:
    assert to_int(spelled(number)) == number


@given(NUMBERS)
def test_arabic_and_full_width_digits_read_alike(number: int) -> None:
    assert to_int(str(number)) == number
    assert to_int(str(number).translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("二〇二三", 2023), ("二零二四", 2024), ("十", 10), ("十五", 15), ("一百零五", 105), ("两千", 2000)],
)
def test_years_and_common_numbers(text: str, number: int) -> None:
    assert to_int(text) == number


@given(st.text(max_size=4).filter(lambda text: not text.isdecimal() and not set(text) <= {*DIGITS, *"十百千"}))
def test_anything_else_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        to_int(text)


def test_an_empty_number_is_a_value_error() -> None:
    with pytest.raises(ValueError):
        to_int("")


@given(NUMBERS)
def test_every_number_is_written_as_an_official_would(number: int) -> None:
    assert to_chinese(number) == spelled(number)


def test_nothing_is_zero_and_more_is_refused() -> None:
    assert to_chinese(0) == "零"
    for number in (-1, 10000):
        with pytest.raises(ValueError, match="not within"):
            to_chinese(number)
