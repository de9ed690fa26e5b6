"""Holds which annexes (附件) the record has, in their order, and how the front part points to one; holds none of them."""

from typing import Any

from review.record.view import say

TITLES = {
    "checklist": "规则核验清单",
    "lawyers": "法律意见和合法性审查",
    "meetings": "会议记录",
    "matter": "事项材料和准备情况",
    "closing": "报告、公布、执行和归档",
    "files": "材料目录和文件摘要",
    "duties": "职责分离情况",
    "trail": "办理轨迹",
    "proof": "核验方法",
}
"""By the name of its template (annex/NAME.html.j2): the title."""

BRIEF = 80
"""Characters of a free text that the front part gives; the annex has the whole."""


def annexes_view() -> list[dict[str, Any]]:
    return [{"name": name, "heading": f"附件{place}", "title": title} for place, (name, title) in enumerate(TITLES.items(), 1)]


def where(name: str) -> str:
    """附件3."""
    return f"附件{list(TITLES).index(name) + 1}"


def brief(value: str | None, name: str) -> list[str]:
    """A free text as far as the front part gives it, and the annex in which it stands whole."""
    whole = say.paragraphs(value)
    joined = " ".join(whole)
    return whole if len(joined) <= BRIEF else [f"{joined[:BRIEF]}……（全文见{where(name)}）"]
