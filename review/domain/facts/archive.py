"""Holds the facts about the archive (ARC-03 to 10): when its files are handed on, whether they are still what they were.

Which papers it has to hold is in `archive_papers`; what the service found by checking the files in `archive.integrity`.
"""

from calendar import isleap
from datetime import date

from review.domain.after import handover_day
from review.domain.dossier import Archive, Integrity
from review.domain.facts.case import Case, fact
from review.domain.kleene import Truth, all_true
from review.domain.vocabulary import ArchiveLevel

YEARS_BEFORE_TRANSFER = {
    ArchiveLevel.NATIONAL: 20, ArchiveLevel.PROVINCE: 20, ArchiveLevel.CITY: 20, ArchiveLevel.COUNTY: 10,
}  # fmt: skip
"""《档案法实施条例》第二十条第二款: after how many years the files of each level's state archive are transferred to it."""


def _archive(case: Case) -> Archive:
    return case.dossier.archive or Archive()


def _closed_on(case: Case) -> date | None:
    """The day on which the matter was closed; where none is recorded, that on which its execution was completed."""
    execution = case.dossier.execution
    return _archive(case).closed_on or (execution.completed_on if execution else None)


@fact("archive.matter_closed")
def matter_closed(case: Case) -> Truth:
    """ARC-01: the matter is closed: carried out, rejected or withdrawn; not while its last day is still to come."""
    closed = _closed_on(case)
    return None if closed is None else closed <= case.dossier.as_of


def years_after(day: date | None, years: int) -> date | None:
    """The same day so many years later, 1 March where that year has no 29 February."""
    if day is None:
        return None
    skipped = (day.month, day.day) == (2, 29) and not isleap(day.year + years)
    return date(day.year + years, 3, 1) if skipped else day.replace(year=day.year + years)


@fact("archive.handover_due")
def handover_due(case: Case) -> date | None:
    """ARC-03, 《机关档案管理规定》: 30 June of the year after the one in which the matter was closed."""
    closed = _closed_on(case)
    return None if closed is None else handover_day(closed)


@fact("archive.handed_over_in_time")
def handed_over_in_time(case: Case) -> Truth:
    """ARC-03, 《档案法》第十四条第一款: handed over to the unit's archive by the day that it is due; a day still to come
    hands nothing over."""
    handed, due = _archive(case).handed_over_on, handover_due(case)
    if handed is None or due is None:
        return None
    if handed > due:
        return False
    return True if handed <= case.dossier.as_of else None


@fact("archive.transfer_due")
def transfer_due(case: Case) -> date | None:
    """ARC-04, 《档案法实施条例》第二十条第二款: twenty years after the files were made, ten for a county's archive; counted
    from the day on which the matter was closed."""
    level = case.dossier.unit.archive_level
    return None if level is None else years_after(_closed_on(case), YEARS_BEFORE_TRANSFER[level])


@fact("archive.transfer_fell_due")
def transfer_fell_due(case: Case) -> Truth:
    """ARC-04: the period is full (满二十年、满十年即移交)."""
    due = transfer_due(case)
    return None if due is None else due <= case.dossier.as_of


def _integrity(case: Case) -> Integrity:
    return _archive(case).integrity or Integrity()


@fact("archive.metadata_complete")
def metadata_complete(case: Case) -> Truth:
    """ARC-05, 《档案法》第三十七条第一款、《档案法实施条例》第三十九条: who made each file, in which activity and when is known;
    content, structure, background and process data are complete."""
    return _integrity(case).metadata_complete


@fact("archive.hashes_verified")
def hashes_verified(case: Case) -> Truth:
    """ARC-07, 《电子签名法》第五条第二项: every file is complete and unaltered since it was final."""
    return _integrity(case).hashes_verified


@fact("archive.signature_valid")
def signature_valid(case: Case) -> Truth:
    """ARC-07, 《电子签名法》第十三条第一款: no change of the signature or of what was signed."""
    return _integrity(case).signature_valid


@fact("archive.chain_verified")
def chain_verified(case: Case) -> Truth:
    """ARC-09, 《档案法实施条例》第三十九条第二项: the whole process is recorded and can be traced; nothing was removed."""
    return _integrity(case).chain_verified


@fact("archive.has_items")
def has_items(case: Case) -> Truth:
    """ARC-06: there are electronic files in the archive."""
    items = _archive(case).items
    return None if items is None else bool(items)


@fact("archive.audit_requested")
def audit_requested(case: Case) -> Truth:
    """ARC-08, 《审计法》第三十四条第一款: an auditor has asked for materials."""
    requests = _archive(case).audit_requests
    return None if requests is None else bool(requests)


@fact("archive.audit_answered")
def audit_answered(case: Case) -> Truth:
    """ARC-08: every request was answered, not before it was made and not on a day still to come."""
    requests = _archive(case).audit_requests
    if requests is None:
        return None
    return all_true(
        None if one.on is None or one.answered_on is None else one.on <= one.answered_on <= case.dossier.as_of
        for one in requests
    )


@fact("archive.marked_without_secret")
def marked_without_secret(case: Case) -> Truth:
    """ARC-10, 《保守国家秘密法》第三十一条第三项: the record is marked, at most 内部 or 工作秘密, and the matter is declared
    free of state secrets."""
    marking = _archive(case).marking
    return all_true((None if marking is None else True, case.dossier.matter.state_secret_free))
