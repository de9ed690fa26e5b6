"""Holds the use case of the printed record: put together what it shows; printing is an adapter."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, time, timedelta, timezone

from review.domain import review_clock
from review.domain.checklist import Judgement
from review.domain.dossier import Dossier
from review.domain.emergency import ratification_of
from review.domain.errors import RulebookRefused
from review.domain.plain import from_plain
from review.domain.program import program_in
from review.domain.report import judgement_from_plain
from review.domain.rulebook_reader import read_rulebook
from review.domain.trail import Event
from review.domain.verifying import RECORD, RULES, token_in
from review.domain.workdays import Calendar
from review.domain.workflow import State
from review.service.desk import Desk
from review.service.oversight import opened
from review.service.ports import Actor, Record, UnitOfWork
from review.service.time_stamps import stamp_of

CHINA = timezone(timedelta(hours=8))
"""Beijing time, in which days and times are recorded."""


def compose(desk: Desk, actor: Actor, number: str) -> Record:
    """The record of a stored matter, as its newest revision and its trail stand, time-stamped where that can be."""
    with opened(desk, actor) as work:
        matter = work.matters.get(number)
        trail = work.trail.of_matter(number)
        rules, calendar = _rules(desk, matter.judgement, work)
    return Record(
        dossier=matter.dossier, judgement=matter.judgement, state=matter.state, revision=matter.revision, trail=trail,
        clocks=_clocks(matter.dossier, calendar), ratification=ratification_of(matter.dossier, calendar),
        made_at=matter.changed_at, rules=rules, time_stamp=stamp_of(desk.store, desk.stamps, trail[-1]),
    )  # fmt: skip


def compose_from_dossier(desk: Desk, dossier: Dossier) -> Record:
    """The record of a dossier that comes from a file: judged here, without state and trail."""
    made_at = datetime.combine(dossier.as_of, time(), CHINA)
    judgement = desk.judge(dossier)
    calendar = desk.rulebook.calendar
    return Record(dossier=dossier, judgement=judgement, clocks=_clocks(dossier, calendar), made_at=made_at,
                  ratification=ratification_of(dossier, calendar), rules=desk.rulebook.files)  # fmt: skip


def recompose(files: Mapping[str, bytes]) -> Record:
    """The record whose data and rules these are, as it was when it was printed: the files are those of a record that was
    found genuine."""
    data, texts = json.loads(files[RECORD]), json.loads(files[RULES])
    rules = {name: text.encode() for name, text in texts.items()}
    calendar = read_rulebook(rules, kept=True).calendar
    dossier, trail = from_plain(Dossier, data["dossier"]), tuple(from_plain(Event, one) for one in data["trail"])
    return Record(
        dossier=dossier, judgement=judgement_from_plain(data["judgement"]), rules=rules,
        state=None if data["state"] is None else State(data["state"]), revision=data["revision"], trail=trail,
        clocks=_clocks(dossier, calendar), ratification=ratification_of(dossier, calendar),
        made_at=trail[-1].at if trail else datetime.combine(dossier.as_of, time(), CHINA), time_stamp=token_in(data),
        program=program_in(data),
    )  # fmt: skip


def _rules(desk: Desk, judgement: Judgement, work: UnitOfWork) -> tuple[Mapping[str, bytes] | None, Calendar]:
    """The rules by which the judgement was made, word for word as they were then, and their calendar: that of now where the
    rules were not kept, or this program cannot read them."""
    active = desk.rulebook
    if active.sha256 == judgement.rulebook["sha256"]:
        return active.files, active.calendar
    kept = work.rulebooks.files(judgement.rulebook["sha256"])
    if kept is not None:
        with suppress(RulebookRefused):
            return kept, read_rulebook(kept, kept=True).calendar
    return kept, active.calendar


def _clocks(dossier: Dossier, calendar: Calendar) -> tuple[review_clock.Clock | None, ...]:
    """The clocks of the legality reviews as they stood on the judged day, so that a later print says the same."""
    return review_clock.of_each(dossier, calendar, dossier.as_of)
