"""Numbers that name a person or open an account: a question with one is not searched for, and not repeated."""

from __future__ import annotations

import re

_IDENTITY = re.compile(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)")
_CARD = re.compile(r"(?<!\d)[3-6]\d{14,18}(?!\d)")
_GAP = re.compile(r"(?<=\d)[ \-·.](?=[\dXx])")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_FIGURES = re.compile(r"(?<!\d)\+?\d{7,}[Xx]?(?!\d)|(?<!\d)\+?\d(?:[ \-·.]?\d){10,}[Xx]?(?!\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def has_personal_data(text: str) -> bool:
    """Whether a cleaned text holds a valid identity number, a mobile number or a valid bank card number."""
    joined = _GAP.sub("", text)
    return (
        any(_is_identity(number) for number in _IDENTITY.findall(joined))
        or _MOBILE.search(joined) is not None
        or any(_is_card(number) for number in _CARD.findall(joined))
    )


def masked(text: str) -> str:
    """Put a word for each e-mail address and each number long enough to reach a person, even one mistyped."""
    return _FIGURES.sub(lambda found: _kind(found.group()), _EMAIL.sub("【邮箱】", text))


def _kind(figures: str) -> str:
    number = _GAP.sub("", figures)
    if _IDENTITY.fullmatch(number):
        return "【身份证号】"
    if _MOBILE.fullmatch(number):
        return "【手机号】"
    return "【银行卡号】" if _CARD.fullmatch(number) and _is_card(number) else "【号码】"


def _is_identity(number: str) -> bool:
    """GB 11643: the last character is a checksum, ISO 7064 mod 11-2."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def _is_card(number: str) -> bool:
    """Luhn's checksum, ISO/IEC 7812."""
    digits = [int(digit) for digit in reversed(number)]
    return (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0
