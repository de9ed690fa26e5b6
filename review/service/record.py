"""Holds the use case of the printed record: put together what it shows; printing is an adapter."""

from datetime import datetime, time, timedelta, timezone

from review.domain import review_clock
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
        clocks=_clocks(desk, matter.dossier), made_at=matter.changed_at,
    )  # fmt: skip


def compose_from_dossier(desk: Desk, dossier: Dossier) -> Record:
    """The record of a dossier that comes from a file: judged here, without state and trail."""
    made_at = datetime.combine(dossier.as_of, time(), CHINA)
    return Record(dossier=dossier, judgement=desk.judge(dossier), clocks=_clocks(desk, dossier), made_at=made_at)


def _clocks(desk: Desk, dossier: Dossier) -> tuple[review_clock.Clock | None, ...]:
    """The clocks of the legality reviews as they stood on the judged day, so that a later print says the same."""
    return review_clock.of_each(dossier, desk.rulebook.calendar, dossier.as_of)
