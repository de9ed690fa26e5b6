"""The title: as large as it fits, in even lines, with its words whole."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.record.view.titles import _SIZES, title_view


@pytest.mark.parametrize(
    ("title", "size", "lines"),
    [
        ("关于某某同志任职", 22, ["关于某某同志任职的合法性审查记录"]),
        ("内设机构负责人任职", 22, ["关于内设机构负责人任职的合法性审查记录"]),
        ("印发乡镇（街道）依申请类权责清单指导目录（2022年版）", 22,
         ["关于印发乡镇（街道）", "依申请类权责清单指导目录", "（2022年版）的合法性审查记录"]),
        ("采购2024年度数字政府政务云运维服务", 20, ["关于采购2024年度数字政府政务云运维服务的", "合法性审查记录"]),
        ("《示例市数据条例实施细则（试行）》", 22, ["关于《示例市数据条例实施细则", "（试行）》的合法性审查记录"]),
    ],
)  # fmt: skip
def test_titles_break_where_the_sense_breaks(title: str, size: int, lines: list[str]) -> None:
    view = title_view(title)
    assert (view["title_size"], view["title_lines"]) == (size, lines)


@given(st.text(st.characters(categories=["Lo", "Po", "Ps", "Pe", "Nd"], max_codepoint=0x9FFF), max_size=80))
def test_no_character_is_lost_and_the_last_phrase_is_whole(title: str) -> None:
    view = title_view(title)
    assert "".join(view["title_lines"]).replace(" ", "") == view["title"].replace(" ", "")
    assert "合法性审查记录" in view["title_lines"][-1]
    assert view["title_size"] in dict(_SIZES)


def test_the_longest_title_costs_no_time() -> None:
    start = time.process_time()
    title_view("字" * 300)
    assert time.process_time() - start < 1.5
