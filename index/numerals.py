"""Chinese numerals in clause numbers: 二十三 → 23 (up to 9999, all that numbering needs)."""

from __future__ import annotations

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
