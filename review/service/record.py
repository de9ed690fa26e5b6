"""Holds the use case of the printed record: put together what it shows; printing is an adapter."""

from datetime import datetime, time, timedelta, timezone

from review.domain.dossier import Dossier
from review.service.desk import Desk
from review.service.oversight import opened
from review.service.ports import Actor, Record

CHINA = timezone(timedelta(hours=8))
"""Beijing time, in which days and times are recorded."""


def compose(desk: Desk, actor: Actor, number: str) -> Record:
    """The record of a stored matter, as its newest revision and its trail stand."""
    with opened(desk, actor) as work:
        matter = work.matters.get(number)
        trail = work.trail.of_matter(number)
    return Record(
        dossier=matter.dossier, judgement=matter.judgement, state=matter.state, revision=matter.revision, trail=trail,
        made_at=matter.changed_at,
    )  # fmt: skip


def compose_from_dossier(desk: Desk, dossier: Dossier) -> Record:
    """The record of a dossier that comes from a file: judged here, without state and trail."""
    made_at = datetime.combine(dossier.as_of, time(), CHINA)
    return Record(dossier=dossier, judgement=desk.judge(dossier), made_at=made_at)
