"""Lays the statement of which opinions were adopted (意见采纳情况表) out as a sheet: the counts, then one opinion a row."""

from review.domain.adoption import tally
from review.domain.dossier import Dossier, ReceivedOpinion
from review.domain.papers import opinions_received
from review.domain.table import Line, Table, counted, numbered, worded

SHEET = "意见采纳情况"
HEADS = ("序号", "来源", "提出人", "意见", "采纳情况", "理由")


def laid_out(dossier: Dossier) -> Table:
    """The sheet of a matter."""
    opinions, matter = opinions_received(dossier), dossier.matter
    named = f"{matter.number or ''}　{matter.title or ''}".strip()
    above: list[Line] = [[worded("事项"), worded(named)], [worded("合计"), worded(tally(opinions).said)], []]
    rows = [_row(place, one) for place, one in enumerate(opinions, 1)]
    lines = [*above, [worded(word) for word in HEADS], *rows]
    return Table(rows=numbered(lines), head=len(above) + 1, widths=(8, 14, 24, 60, 12, 48))


def _row(place: int, one: ReceivedOpinion) -> Line:
    return [
        counted(place), worded(one.source.label if one.source else ""), worded(one.given_by or ""), worded(one.text or ""),
        worded(one.response.label if one.response else "尚未答复"), worded(one.reason or ""),
    ]  # fmt: skip
