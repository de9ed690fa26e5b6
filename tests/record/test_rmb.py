"""Amounts in words, against the examples of the rules for cheques (正确填写票据和结算凭证的基本规定) and the hard zeros."""

from decimal import Decimal

import pytest

from review.record.rmb import rmb


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.56", "伍角陆分"),
        ("1.00", "壹元整"),
        ("10", "壹拾元整"),
        ("101", "壹佰零壹元整"),
        ("110.00", "壹佰壹拾元整"),
        ("1001", "壹仟零壹元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("680000.00", "陆拾捌万元整"),
        ("3860000.00", "叁佰捌拾陆万元整"),
        ("10000001", "壹仟万零壹元整"),
        ("100000000", "壹亿元整"),
        ("100000001.01", "壹亿零壹元零壹分"),
        ("1000500000", "壹拾亿零伍拾万元整"),
        ("123456789012.34", "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分"),
        ("1000000000000", "壹万亿元整"),
    ],
)
def test_known_amounts(amount: str, words: str) -> None:
    assert rmb(Decimal(amount)) == f"人民币{words}"


@pytest.mark.parametrize("amount", ["-1", "0.001", "10000000000000000"])
def test_what_is_not_an_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        rmb(Decimal(amount))
