"""Holds the use cases of the log of readings and downloads (查阅和下载记录): note one, show those of a matter.

Whoever is shown a matter, or handed something of it, is noted before he gets it: what cannot be noted is not handed out.
"""

from collections.abc import Iterable
from typing import NamedTuple

from review.domain.access import AccessAction, AccessEvent
from review.domain.errors import Forbidden
from review.domain.trail import GENESIS, seal
from review.domain.vocabulary import Role
from review.service.desk import Desk, fingerprint
from review.service.oversight import admit, opened
from review.service.ports import Actor, Matter, UnitOfWork

SEEN_BY = (Role.AUDITOR, Role.GROUP_SECRETARY, Role.SECRETARY)
"""Who may see who read and took what."""

MOST = 500
"""How many of them a page shows; the earlier ones are on the next."""


def note_reading(desk: Desk, actor: Actor, matter: Matter) -> None:
    """Note that the actor is shown this matter; once a day for each person and revision."""
    today = desk.today()
    with opened(desk, actor) as work:
        if work.access.was_read(matter.number, matter.revision, actor.person, today):
            return
    with desk.store.writing(actor.unit) as work:
        if not work.access.was_read(matter.number, matter.revision, actor.person, today):
            _append(desk, actor, work, AccessAction.READ, matter.number, matter.revision, fingerprint(matter.dossier))
            work.commit()


def note_taking(
    desk: Desk, actor: Actor, action: AccessAction, number: str, revision: int, content: str, name: str = ""
) -> None:
    """Note that the actor is handed something of the matter, by the SHA-256 of its bytes and its name; each time."""
    note_taking_of_several(desk, actor, action, [(number, revision)], content, name)


def note_taking_of_several(
    desk: Desk, actor: Actor, action: AccessAction, matters: Iterable[tuple[str, int]], content: str, name: str = ""
) -> None:
    """The same of something that is about several matters, each by its number and revision."""
    admit(actor)
    with desk.store.writing(actor.unit) as work:
        for number, revision in matters:
            _append(desk, actor, work, action, number, revision, content, name)
        work.commit()


class Log(NamedTuple):
    """The log of a unit, of which a page shows what is of one matter."""

    noted: tuple[AccessEvent, ...]
    """Of the matter, the newest first, at most MOST."""
    earlier: bool
    """There are more, before the last of those."""
    broken: int | None
    """The number of the first event, of whatever matter, that does not follow from the one before it; `None` where every hash was
    computed again and is the one that is kept."""
    head: AccessEvent | None
    """The last event of all: whoever wrote it down finds out later whether the log still goes on from there."""


def of_matter(desk: Desk, actor: Actor, number: str, before: int | None = None) -> Log:
    """Who read and took what of the matter, before this number of the log where it is given. Raises NotFound, Forbidden."""
    _admit_to_log(actor)
    with opened(desk, actor) as work:
        work.matters.get(number)
        found = work.access.of_matter(number, MOST + 1, before)
        return Log(found[:MOST], len(found) > MOST, work.access.first_broken(), work.access.last())


def _admit_to_log(actor: Actor) -> None:
    if actor.roles.isdisjoint(SEEN_BY):
        raise Forbidden("查阅和下载记录由审计人员、党组书记和党组秘书查看。")


def _append(
    desk: Desk, actor: Actor, work: UnitOfWork, action: AccessAction, number: str, revision: int, content: str, name: str = ""
) -> None:
    last = work.access.last()
    work.access.append(seal(AccessEvent(
        unit=actor.unit, seq=last.seq + 1 if last else 1, at=desk.clock.now(), action=action, matter=number, revision=revision,
        name=name, actor=actor.person, actor_name=actor.name, content=content, previous=last.hash if last else GENESIS,
    ), desk.chained_by))  # fmt: skip
