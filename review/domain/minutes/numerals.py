"""Reads numbers that are written in words (六十八万, 陆拾捌万, 二〇二三), as minutes write them. Holds no claim."""

_DIGITS = {sign: value for row in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for value, sign in enumerate(row)} | {"两": 2}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_GROUPS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}

SIGNS = "".join((*_DIGITS, *_TENS, *_GROUPS))
"""Of which a number in words is made."""
DIGITS = "".join(_DIGITS)
SMALL = DIGITS + "十拾百佰"
"""Of which a number of people, votes or days is made."""


def read(said: str) -> int | None:
    """六 is 6, 十二 is 12, 两百零五 is 205, 陆拾捌万 is 680000, 二〇二三 is 2023; `None` for what is no number (百万, 万)."""
    if said and all(sign in _DIGITS for sign in said):
        return int("".join(str(_DIGITS[sign]) for sign in said))
    whole, group, digit, any_digit = 0, 0, None, False
    for sign in said:
        if sign in _DIGITS:
            digit, any_digit = _DIGITS[sign], True
        elif sign in _TENS:
            if digit is None and (group or _TENS[sign] > 10):
                return None
            group += (1 if digit is None else digit) * _TENS[sign]
            digit, any_digit = None, True
        elif sign in _GROUPS:
            group += digit or 0
            if not whole and not group:
                return None
            whole, group, digit = (whole + group) * _GROUPS[sign] if _GROUPS[sign] > 10_000 else whole + group * 10_000, 0, None
        else:
            return None
    return whole + group + (digit or 0) if any_digit else None
