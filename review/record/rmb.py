"""Holds the amount in words (人民币大写) as on cheques and contracts, exact on Decimal; holds no thousands separators."""

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("仟", "佰", "拾", "")
_LIMIT = 10**16


def rmb(amount: Decimal) -> str:
    """人民币陆拾捌万元整 for 680000.00.

    正确填写票据和结算凭证的基本规定: 整 after 元 and 角, nothing after 分; zeros between digits are said once;
    an amount without 角 but with 分 says 零 before 分. Raises ValueError for what is not an amount of whole 分.
    """
    cents = amount.scaleb(2)
    if amount < 0 or cents != cents.to_integral_value() or amount >= _LIMIT:
        raise ValueError(f"not an amount in yuan: {amount}")
    yuan, rest = divmod(int(cents), 100)
    jiao, fen = divmod(rest, 10)
    words = f"{_integer(yuan)}元" if yuan else ""
    if not rest:
        return f"人民币{words or '零元'}整"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif words:
        words += "零"
    return f"人民币{words}{f'{_DIGITS[fen]}分' if fen else '整'}"


def _integer(number: int) -> str:
    """The digits of a whole number, in groups of 亿 and 万."""
    for size, name in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return f"{_integer(high)}{name}{gap}{_integer(low) if low else ''}"
    return _group(number)


def _group(number: int) -> str:
    """Up to four digits; a run of zeros inside is said once, zeros at either end are not said."""
    words, gap = "", False
    for digit, unit in zip(f"{number:04}", _UNITS, strict=True):
        if digit == "0":
            gap = bool(words)
        else:
            words += ("零" if gap else "") + _DIGITS[int(digit)] + unit
            gap = False
    return words
