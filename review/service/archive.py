"""Holds the use cases of the archive: close the file of a matter (办结立卷), hand it over (归档移交).

The index and the integrity answers are computed here from what is stored, and typed by nobody; so the archive gate opens for a
matter that has everything, and for no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from review.domain import overturned
from review.domain.after import replaced
from review.domain.archive_index import items_of
from review.domain.dossier import Archive, ArchiveItem, Attachment, Dossier, Emergency, Execution, Integrity, Meeting
from review.domain.emergency import SET_RIGHT, owed, unratified
from review.domain.errors import DossierRefused, Fault, FileDamaged, NotFound
from review.domain.execution_faults import closing_faults
from review.domain.kleene import Truth, all_true
from review.domain.standing import passed
from review.domain.suspensions import lasts
from review.domain.wording import day
from review.domain.workflow import Action
from review.service import setting_right
from review.service.adjusting import dead_end
from review.service.desk import Desk, act, fingerprint
from review.service.files import attached
from review.service.ports import Actor, Matter, StoredFile, UnitOfWork
from review.service.registered import correction

CLOSED_ON, MARKING, HANDED_OVER_ON = "/archive/closed_on", "/archive/marking", "/archive/handed_over_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What the secretary says on closing a file: day, marking, periods; and whether anything leaked of each meeting."""

    archive: Archive
    """Of its items only the period counts, for the papers that are in the index."""
    disclosures: Mapping[int, bool] = field(default_factory=dict)
    """By the place of the meeting, whether it was found that something of it got out (MTG-29)."""
    attachments: tuple[Attachment, ...] = ()
    reason: str = ""
    """Why what was stated before is changed (更正的理由)."""


def close_file(desk: Desk, actor: Actor, number: str, revision: int, closing: Closing) -> Matter:
    """Close the file: index and integrity answers are computed, and computed anew each time it is done again. What was stated
    before is corrected with a reason, which the trail keeps with what stood there.

    Raises DossierRefused for a day to come, no marking, a passed matter that is not carried out or is suspended, a condition
    still open.
    """

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        undone = (*_owed(desk, dossier, CLOSED_ON, work), *_undecided(dossier, CLOSED_ON, work))
        if faults := (*_faults(desk, dossier, closing), *undone):
            raise DossierRefused(faults)
        told = replace(
            dossier, attachments=attached(dossier, closing.attachments, work),
            meetings=_with_disclosures(dossier, closing.disclosures),
        )  # fmt: skip
        after = _indexed(told, closing.archive)
        notes.append(correction(desk, dossier, after, closing.reason))
        return _checked(desk, number, after, work)

    notes: list[str] = []
    return act(desk, actor, number, revision, Action.CLOSE_FILE, change, note=lambda _: "".join(notes))


def hand_over(desk: Desk, actor: Actor, number: str, revision: int) -> Matter:
    """Hand the closed file over to the unit's archive, where the archive gate is open once everything is checked again.

    Raises Forbidden for a file that is not closed or was handed over already, DossierRefused for a condition still open or a
    suspension that lasts, GateShut; then nothing is stored.
    """

    def change(dossier: Dossier, work: UnitOfWork) -> Dossier:
        waiting = closing_faults(dossier.execution or Execution(), HANDED_OVER_ON, dossier.people)
        if faults := (*waiting, *_owed(desk, dossier, HANDED_OVER_ON, work), *_undecided(dossier, HANDED_OVER_ON, work)):
            raise DossierRefused(faults)
        handed = replace(dossier.archive or Archive(), handed_over_on=desk.today())
        return _checked(desk, number, replace(dossier, archive=handed), work)

    return act(desk, actor, number, revision, Action.HAND_OVER, change)


def _faults(desk: Desk, dossier: Dossier, closing: Closing) -> tuple[Fault, ...]:
    execution, said = dossier.execution or Execution(), closing.archive
    faults = [] if said.marking else [Fault(MARKING, "请选择标注；没有标注的，选“不标注”")]
    if said.closed_on is None or said.closed_on > desk.today():
        faults.append(Fault(CLOSED_ON, "请填写办结日期，不晚于今天"))
    elif execution.completed_on is not None and said.closed_on < execution.completed_on:
        faults.append(Fault(CLOSED_ON, f"早于执行办结日期（{day(execution.completed_on)}），请核对"))
    if passed(dossier) and execution.completed_on is None and not (replaced(execution) or lasts(execution)):
        said_how = "请先在“执行”登记办结；停止执行的登记停止，重大调整的另立新事项"
        faults.append(Fault(CLOSED_ON, f"尚未登记执行办结日期，不能立卷；{said_how}"))
    return (*faults, *closing_faults(execution, CLOSED_ON, dossier.people))


def _owed(desk: Desk, dossier: Dossier, at: str, work: UnitOfWork) -> tuple[Fault, ...]:
    """What was done first in an emergency and was not ratified, or on a decision that was not upheld, and is not set right."""
    if undone := overturned.owed(dossier):
        return (Fault(at, f"{'；'.join(undone)}，不能立卷、移交；{overturned.WAY_OUT}"),)
    other = (dossier.matter.emergency or Emergency()).correcting_matter if unratified(dossier) else None
    why = setting_right.why_not(dossier, other, work, desk.rulebook.calendar) if other else ""
    told = (*owed(dossier), *filter(None, [why]))
    return (Fault(at, f"{'；'.join(told)}，不能立卷、移交；{SET_RIGHT}"),) if told else ()


def _undecided(dossier: Dossier, at: str, work: UnitOfWork) -> tuple[Fault, ...]:
    """A change that was to be decided again, and was not."""
    why = dead_end(dossier.execution or Execution(), work)
    return (Fault(at, f"{why}，不能立卷、移交；请另立新事项，或者在“执行”更正"),) if why else ()


def _with_disclosures(dossier: Dossier, told: Mapping[int, bool]) -> tuple[Meeting, ...] | None:
    return dossier.meetings and tuple(
        replace(one, disclosure_found=told.get(place, one.disclosure_found))
        for place, one in enumerate(dossier.meetings)
    )


def _indexed(dossier: Dossier, said: Archive) -> Dossier:
    """The dossier with its index, each paper for the period that is said, or else for the one that stands."""
    periods = {(one.kind, one.sha256): one.retention for one in said.items or ()}

    def kept(item: ArchiveItem) -> ArchiveItem:
        return replace(item, retention=periods.get((item.kind, item.sha256)) or item.retention)

    had = dossier.archive or Archive()
    archive = replace(
        had, items=tuple(map(kept, items_of(dossier))), closed_on=said.closed_on, marking=said.marking,
        procurement_ended_on=said.procurement_ended_on or had.procurement_ended_on,
    )  # fmt: skip
    return replace(dossier, archive=archive)


def _checked(desk: Desk, number: str, dossier: Dossier, work: UnitOfWork) -> Dossier:
    """The dossier with what the service finds: nobody's word, and unknown where it cannot be found out."""
    archive = dossier.archive or Archive()
    items = archive.items or ()
    stored = work.files.named(one.sha256 for one in items if one.sha256)
    found = Integrity(
        metadata_complete=all_true(_described(one, stored) for one in items) if items else None,
        hashes_verified=all_true(_unaltered(desk, one, stored) for one in items) if items else None,
        chain_verified=_chain_whole(number, work),
    )  # fmt: skip
    return replace(dossier, archive=replace(archive, integrity=found))


def _described(item: ArchiveItem, stored: Mapping[str, StoredFile]) -> Truth:
    """Whether who brought the file, when, as what and for how long it is kept is on record; of a paper of which only the
    hash was registered the service does not know it."""
    return True if item.kind and item.retention and item.sha256 in stored else None


def _unaltered(desk: Desk, item: ArchiveItem, stored: Mapping[str, StoredFile]) -> Truth:
    """Whether the bytes are still those of the hash; a file that was never uploaded cannot be read."""
    if item.sha256 is None or item.sha256 not in stored:
        return None
    try:
        desk.files.open(item.sha256).close()
    except (FileDamaged, NotFound):
        return False
    return True


def _chain_whole(number: str, work: UnitOfWork) -> bool:
    """Whether the unit's trail is an unbroken chain, and every revision of the matter is the one that the trail sealed."""
    events = work.trail.of_matter(number)
    whole = [one.revision for one in events] == list(range(1, work.matters.get(number).revision + 1))
    kept = whole and work.trail.first_broken() is None
    return kept and all(
        fingerprint(work.matters.revision(number, one.revision).dossier) == one.dossier_after for one in events
    )
