"""Holds the use case of the annual report (法治政府建设年度报告，重大决策部分): put together what it shows;
note who takes it."""

from dataclasses import replace
from datetime import datetime

from review.domain.access import AccessAction
from review.domain.annual import Annual, report_of
from review.domain.dossier import Unit
from review.domain.errors import Forbidden, NotFound, TrailBroken
from review.domain.plain import from_plain
from review.domain.trail import GENESIS
from review.domain.vocabulary import Role
from review.service import access
from review.service.chains import WHAT_TO_DO, Standing
from review.service.desk import Desk
from review.service.oversight import admit, opened
from review.service.ports import Actor
from review.service.record import CHINA
from review.service.time_stamps import stamp_of

READERS = (Role.AUDITOR, Role.LEGALITY_REVIEWER, Role.SECRETARY, Role.GROUP_SECRETARY)
"""Who reports, who answers for the report, and who examines it."""

FIRST = 1949
"""No body that reports is older."""


def may_read(actor: Actor) -> bool:
    return any(role in actor.roles for role in READERS)


def years(desk: Desk, actor: Actor) -> tuple[int, ...]:
    """The years to choose from, the last first: those in which anything was done, and this one. Raises Forbidden."""
    _permit(actor)
    with opened(desk, actor) as work:
        done = work.matters.years()
    return tuple(sorted({*done, desk.today().year}, reverse=True))


def latest(desk: Desk, actor: Actor) -> int:
    """The last year in which anything was done, or this one. Raises Forbidden."""
    _permit(actor)
    with opened(desk, actor) as work:
        return next(iter(work.matters.years()), desk.today().year)


def year_of(desk: Desk, actor: Actor, said: str) -> int:
    """The year that is asked for; raises Forbidden, and NotFound for what is no year, or has not begun."""
    _permit(actor)
    if not (said.isascii() and said.isdecimal() and len(said) == 4 and int(said) >= FIRST):
        raise NotFound(f"没有“{said[:20]}”这一年，请用四位数字写明年份，例如{desk.today().year}。")
    if int(said) > desk.today().year:
        raise NotFound(f"{said}年还没有开始，没有可以报告的内容。")
    return int(said)


def compose(desk: Desk, actor: Actor, said: str) -> Annual:
    """The report of the actor's unit of this year; raises what `year_of` does."""
    year = year_of(desk, actor, said)
    with opened(desk, actor) as work:
        last = work.trail.last()
        made_at = last.at if last else datetime(year, 1, 1, tzinfo=CHINA)
        report = report_of(work.matters.of_year(year), year, desk.rulebook.calendar, made_at.date())
        unit = from_plain(Unit, work.register.unit())
    return Annual(
        unit=unit, report=report, events=last.seq if last else 0, head=last.hash if last else GENESIS, made_at=made_at,
        rulebook={"id": desk.rulebook.id, "sha256": desk.rulebook.sha256},
    )  # fmt: skip


def compose_to_print(desk: Desk, actor: Actor, said: str) -> Annual:
    """The same as it is printed: with a time stamp over its checkpoint, where a server is set. The whole trail is proven before;
    raises TrailBroken where it is not whole: of a matter that was taken out of it no number would tell."""
    stands = trail_of(desk, actor)
    if stands.broken is not None:
        raise TrailBroken(
            f"没有提供年度报告的PDF：{stands}，各项数字可能不全。{WHAT_TO_DO}。"
            "急需数字的，可以查看页面或者导出Excel，其中载明轨迹不完整。"
        )
    paper = compose(desk, actor, said)
    with opened(desk, actor) as work:
        last = work.trail.last()
    if last is None or (last.seq, last.hash) != (paper.events, paper.head):  # somebody acted since, whose head is another
        return paper
    return replace(paper, time_stamp=stamp_of(desk.store, desk.stamps, last))


def trail_of(desk: Desk, actor: Actor) -> Standing:
    """How the trail stands by whose matters the report is counted, followed from its beginning. Raises Forbidden."""
    _permit(actor)
    admit(actor)
    return desk.chains.trail(desk.store, actor.unit, desk.today(), whole=True)


def note_taking(desk: Desk, actor: Actor, paper: Annual, content: str, name: str) -> None:
    """Note that the actor is handed the report, by the SHA-256 of its bytes and its name, with each matter that it tells of; and
    keep the rules by whose calendar its days were counted, so that they can be counted again."""
    if paper.rulebook["sha256"] not in desk.store.rulebooks():
        with desk.store.writing(actor.unit) as work:
            work.rulebooks.keep(desk.rulebook.sha256, desk.rulebook.files)
            work.commit()
    matters = [(one.number, one.revision) for one in paper.report.sources]
    access.note_taking_of_several(desk, actor, AccessAction.TAKE_ANNUAL, matters, content, name)


def _permit(actor: Actor) -> None:
    if actor.roles and not may_read(actor):
        raise Forbidden(f"年度报告由{'、'.join(role.label for role in READERS)}查看。")
