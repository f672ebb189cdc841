"""Chinese numerals: 二十三 ↔ 23 (up to 9999, all that numbering and amounts in 万 need)."""

from __future__ import annotations

import re

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
CHARACTERS = "".join([*DIGITS, *UNITS])


def to_int(text: str) -> int:
    """Read 23, ２３, 二十三 or 二〇二三.

    :raises ValueError: something else.
    """
    if text.isdecimal():
        return int(text)
    if not text or not set(text) <= set(CHARACTERS):
        raise ValueError(f"not a numeral: {text!r}")
    if not set(text) & UNITS.keys():
        return int("".join(str(DIGITS[digit]) for digit in text))
    total, digit = 0, 0
    for character in text:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit


def to_chinese(number: int) -> str:
    """Write 23 as 二十三.

    :raises ValueError: outside of 0–9999.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"not within 0-9999: {number}")
    digits = "零一二三四五六七八九"
    written = "".join(
        digits[int(digit)] + (unit if digit != "0" else "")
        for digit, unit in zip(f"{number:04}", ["千", "百", "十", ""], strict=True)
    )
    short = re.sub("零+", "零", written).strip("零") or "零"
    return short.removeprefix("一") if short.startswith("一十") else short
