"""Holds the facts about the making of a normative document (NDR): whether there is one, and the steps beside its legality
examination, which is in `document_review`: assessment, consultation, deliberation, registration.
"""

from datetime import date

from review.domain.dossier import Meeting, PublicParticipation, Registration
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import ALL_BUT_APPOINTMENTS, asked_of
from review.domain.facts.document_review import by_topic, examination
from review.domain.facts.public_participation import consultation_used
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.vocabulary import Issuer, Level, MeetingForm, MeetingResult, MeetingType

YEARS, YEARS_ON_TRIAL = 5, 3
"""粤府令第277号: how many years a normative document is valid at most; on trial (暂行、试行)."""


@fact("switch.normative_document")
def about_normative_document(case: Case) -> Truth:
    """国办发〔2018〕115号（三）: the output touches rights and duties of citizens, legal persons or other organisations, as
    CLS-06 asks. What was examined as a normative document is judged as one; where nothing is issued, there is none. A
    mere appointment of which nothing is stated is none (人事任免, 国办发〔2018〕115号（三）)."""
    if case.dossier.document_review is not None:
        return True
    scope = case.dossier.matter.scope
    if scope.normative_document is None:
        return False if scope.issues_document is False else asked_of(case, None, *ALL_BUT_APPOINTMENTS)
    return scope.normative_document


@fact("document.important")
def important(case: Case) -> Truth:
    """NDR-08, 国办发〔2018〕37号（三）: an important normative document (重要的行政规范性文件)."""
    return case.dossier.matter.scope.important_document


@fact("document.important_or_of_government")
def important_or_of_government(case: Case) -> Truth:
    """NDR-08, 《地方各级人民代表大会和地方各级人民政府组织法》第七十五条 since 2022: also every one that a government at or
    above the county makes."""
    return any_true((important(case), of_county_government(case)))


@fact("document.of_county_government")
def of_county_government(case: Case) -> Truth:
    """《地方组织法》第七十五条: governments from the county upwards (县级以上), so that of a department, or the unit itself;
    never that of a township."""
    level, issuer = case.dossier.unit.level, case.dossier.matter.scope.issued_by
    if level is Level.TOWNSHIP or issuer not in (None, Issuer.GOVERNMENT):
        return False
    if issuer is None:
        return None if level is not Level.GOVERNMENT else True
    return None if level is None else True


@fact("document.assessed_before_topic")
def assessed_before_topic(case: Case) -> Truth:
    """NDR-08, （三）: need, feasibility and reasonableness were assessed (评估论证) before the topic was confirmed."""
    return by_topic(case, examination(case).assessed_on)


@fact("document.public_consulted")
def public_consulted(case: Case) -> Truth:
    """NDR-08, （三）（五）: the public was asked, and had answered before the topic was confirmed, unless law keeps the
    document from the public."""
    preparation = case.dossier.preparation
    participation = preparation.public_participation if preparation else PublicParticipation()
    asked = participation.open_consultation
    done = all_true((consultation_used(case), by_topic(case, asked.closed_on if asked else None)))
    return any_true((done, case.dossier.matter.scope.not_public_by_law))


def _deliberations(case: Case) -> tuple[Meeting, ...] | None:
    """NDR-09, 国办发〔2018〕37号（七）: the meetings that were, or may have been, of the kind that has to deliberate: of a
    department its office meeting, of a government its executive or plenary one. `None` while it is not known which."""
    level, issuer = case.dossier.unit.level, case.dossier.matter.scope.issued_by
    if issuer is Issuer.GOVERNMENT or (issuer is None and level in (Level.GOVERNMENT, Level.TOWNSHIP)):
        kinds: tuple[MeetingType | None, ...] = (None, MeetingType.EXECUTIVE_MEETING, MeetingType.PLENARY_MEETING)
    elif issuer in (Issuer.DEPARTMENT, Issuer.JOINT):
        kinds = (None, MeetingType.DIRECTOR_MEETING)
    else:
        return None
    meetings = case.dossier.meetings
    return None if meetings is None else tuple(one for one in meetings if one.type in kinds)


@fact("document.deliberated")
def deliberated(case: Case) -> Truth:
    """NDR-09, （七）: a meeting of the right kind deliberated on the document and passed it. One that was not held yet, or
    put the vote off, may still pass it; one that rejected it did not, and papers that went round are none."""
    held = (one for one in _deliberations(case) or () if one.form is not MeetingForm.CIRCULATION)
    results = [one.result if one.type and one.form else None for one in held]
    if MeetingResult.PASSED in results:
        return True
    return False if results and set(results) == {MeetingResult.REJECTED} else None


@fact("document.dissent_recorded")
def dissent_recorded(case: Case) -> Truth:
    """NDR-09, （七）: what was said and decided there is truly recorded, dissent with it."""
    meetings = _deliberations(case)
    return None if not meetings else all_true(one.minutes.dissent_recorded for one in meetings)


@fact("unit.in_guangdong")
def in_guangdong(case: Case) -> Truth:
    """NDR-11, 粤府令第277号: the unit is in Guangdong, by its code of GB/T 2260."""
    code = (case.dossier.unit.region_code or "").strip()
    return code.startswith("44") if code else None


@fact("document_review.by_justice_department")
def by_justice_department(case: Case) -> Truth:
    """NDR-11: examined by the department of justice (司法行政部门) of the same level, as its name tells."""
    department = examination(case).department
    return None if department is None else "司法" in department


def _registration(case: Case) -> Registration:
    return examination(case).registration


@fact("document.registered")
def registered(case: Case) -> Truth:
    """NDR-11: registered, numbered and published in one place (统一登记、统一编号、统一公布), not before it was decided."""
    entry = _registration(case)
    deciding = case.picture.deciding
    decided = deciding.held_on if deciding else None
    published = None if entry.published_on is None else entry.published_on <= case.dossier.as_of
    after = None if entry.published_on is None or decided is None else entry.published_on >= decided
    return all_true((given(entry.no), given(entry.unified_no), published, after))


@fact("document.validity_stated")
def validity_stated(case: Case) -> Truth:
    """NDR-11: how long it is valid is stated, at most five years, three on trial, or less where the unit's own setting
    says so; counted from its publication, for the day on which it takes effect is not registered."""
    entry, setting = _registration(case), case.dossier.unit.parameters.normative_doc_validity_years
    years = YEARS if setting is None else min(YEARS, setting)
    start, end = entry.published_on, entry.expires_on
    if start is None or end is None:
        return None
    on_trial = any_true((negated(entry.trial), _within(start, end, YEARS_ON_TRIAL)))
    return all_true((start < end, _within(start, end, years), on_trial))


def _within(start: date, end: date, years: int) -> bool:
    """Whether `end` is no later than the same day so many years after `start`; of 29 February, than 28 February."""
    return (end.year, end.month, end.day) <= (start.year + years, start.month, start.day)
