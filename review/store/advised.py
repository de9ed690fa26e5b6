"""Reads the legal opinions of a unit's matters, each in its newest revision, without reading whole dossiers."""

import json

from sqlalchemy import Connection, func, select

from review.domain.adviser_numbers import Advised
from review.domain.dossier import LegalOpinion
from review.domain.plain import from_plain
from review.store.tables import MatterRow, RevisionRow

MENTIONED = '%"legal_opinions":[{%'
"""How canonical text begins where an opinion was asked for; a text of a person has its quotation marks escaped."""


def advised(connection: Connection, unit: str) -> tuple[Advised, ...]:
    """Every matter for which an opinion was asked, by number."""
    newest = select(RevisionRow.matter, func.max(RevisionRow.revision).label("revision")).group_by(RevisionRow.matter).subquery()
    rows = connection.execute(
        select(MatterRow.number, RevisionRow.title, RevisionRow.dossier)
        .join(newest, newest.c.matter == MatterRow.id)
        .join(RevisionRow, (RevisionRow.matter == newest.c.matter) & (RevisionRow.revision == newest.c.revision))
        .where(MatterRow.unit == unit, RevisionRow.dossier.like(MENTIONED))
        .order_by(MatterRow.number)
    )
    return tuple(
        Advised(number=row.number, title=row.title, opinions=tuple(
            from_plain(LegalOpinion, one) for one in json.loads(row.dossier)["legal_opinions"]
        ))
        for row in rows
    )  # fmt: skip
