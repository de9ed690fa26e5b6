"""Holds the rulebook page: every rule by family with its sentence, article, phrase and editions; it changes nothing."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from review.domain.rulebook import Rule, Rulebook
from review.web.session import desk

blueprint = Blueprint("rules", __name__)

FAMILIES = {
    "CLS": "归类和适用", "PRE": "前期准备", "PUB": "公众参与", "EXP": "专家论证", "RSK": "风险评估",
    "FCR": "公平竞争审查", "LAD": "法律顾问意见", "LRV": "合法性审查", "NDR": "规范性文件", "MTG": "会议和表决",
    "CAD": "干部任免", "PRJ": "项目安排", "FIN": "资金使用", "RPT": "请示报告", "EXE": "执行", "ARC": "归档",
    "PBL": "公开", "ESC": "紧急事项",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    code: str
    name: str
    rules: tuple[Rule, ...]


@blueprint.get("/rules")
def rulebook() -> str:
    book = desk().rulebook
    return render_template("rules/rulebook.html", book=book, families=families(book), today=desk().today())


def families(book: Rulebook) -> tuple[Family, ...]:
    """The families in the order of the vocabulary above, others after them by their code."""
    codes = sorted({rule.family for rule in book.rules}, key=lambda code: (*_place(code), code))
    return tuple(
        Family(code, FAMILIES.get(code, code), tuple(
            sorted((rule for rule in book.rules if rule.family == code), key=lambda rule: (rule.id, rule.effective_from))
        ))
        for code in codes
    )  # fmt: skip


def _place(code: str) -> tuple[int]:
    known = list(FAMILIES)
    return (known.index(code) if code in known else len(known),)
