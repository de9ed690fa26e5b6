"""Holds the index of a folder (全卷目录) and the mark of a reading copy as plain values."""

from typing import Any

from review.domain.copies import SIGNS, Viewer
from review.record.data import RecordData
from review.record.glyphs import flattened
from review.record.outlines import EM, outline
from review.record.view import say
from review.record.view.heading import MARKING, unit_size
from review.record.view.papers.head import basis_view
from review.record.view.titles import title_view
from review.service.ports import Contents, Leaf

TITLE = "的全卷阅览副本"

TILE, LEADING = 28_345, 1_524
"""The width of a sheet and the distance of two lines where letters of 21 points are drawn, in units of the font."""


def contents_view(contents: Contents, data: RecordData) -> dict[str, Any]:
    record = contents.record
    unit, state = say.text(record.dossier.unit.name), "未经系统办理" if record.state is None else record.state.label
    return {
        "head": {
            "letterhead": unit, "letterhead_size": unit_size(unit), "unit": unit, "marking": MARKING,
            "number": say.text(record.dossier.matter.number), "stands": f"状态：{state}",
            **title_view(record.dossier.matter.title, TITLE),
        },
        "total": say.number(contents.sheets),
        "who": contents.viewer.who,
        "when": contents.viewer.when,
        "leaves": [_leaf(leaf) for leaf in contents.leaves],
        "basis": basis_view((record,), [data]),
    }  # fmt: skip


def _leaf(leaf: Leaf) -> dict[str, str]:
    return {
        "title": say.text(leaf.title), "about": leaf.about, "sha256": leaf.sha256, "at": say.number(leaf.at),
        "pages": say.number(leaf.sheets), "remark": leaf.remark,
    }  # fmt: skip


def stamp_view(viewer: Viewer) -> dict[str, Any]:
    tile = _tile(flattened(viewer.who), flattened(viewer.when))
    return {"who": viewer.who, "when": viewer.when, "signs": list(SIGNS), "tile": tile}


def _tile(*lines: str) -> dict[str, Any]:
    """The lines of the mark one beneath the other, each in the middle of the sheet; what is too long for it ends at its edge."""
    drawn = [outline(line) for line in lines]
    return {
        "width": TILE, "height": LEADING * len(drawn),
        "lines": [{"path": one.path, "x": max(0, (TILE - one.width) // 2), "y": LEADING * place + EM}
                  for place, one in enumerate(drawn)],
    }  # fmt: skip
