"""Holds the facts about reporting upward and publishing what was decided (RPT)."""

from collections.abc import Iterator
from datetime import date

from review.domain import disclosure
from review.domain.dossier import Publication, Reporting
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import under_decree_713
from review.domain.facts.sign_off import signatures
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.sign_off import is_formed
from review.domain.vocabulary import Level, Reply, ReportKind, ReportTo, Shortfall
from review.domain.workdays import Counted


def _reporting(case: Case) -> Reporting:
    return case.dossier.reporting or Reporting()


def _publication(case: Case) -> Publication:
    return case.dossier.publication or Publication()


def _of_a_government(case: Case) -> Truth:
    """第三十一条、第四十二条: a major administrative decision of a government, which has a party committee beside it; a
    township government follows by reference."""
    level = case.dossier.unit.level
    of_government = None if level is None else level in (Level.GOVERNMENT, Level.TOWNSHIP)
    return all_true((under_decree_713(case), of_government))


def _signed_on(case: Case) -> date | None:
    """The day of the last signature, by which the decision is formed; `None` while it is not, or the day is not known."""
    days = signatures(case)
    return None if None in days or not is_formed(case.dossier) else max(filter(None, days), default=None)


def _before_signing(case: Case, day: date | None) -> Truth:
    """Whether this was done by today, and no later than the last signature, with which the decision is issued."""
    if day is None:
        return None
    days = signatures(case)
    issued_after = any_true(None if signed is None else signed >= day for signed in days) if days else True
    return all_true((day <= case.dossier.as_of, issued_after))


def _agreed(case: Case) -> Truth:
    """Whether the answer from above agrees, was given after the report, and was there before the signature."""
    return None if _reporting(case).reply is None else all_true(kept for _, kept in _reply_ways(case))


def _reply_ways(case: Case) -> Iterator[tuple[Shortfall, Truth]]:
    """By each way in which a reply may be no consent beforehand, that it is not so."""
    said, today = _reporting(case), case.dossier.as_of
    future = said.replied_on is not None and said.replied_on > today
    yield Shortfall.REFUSED if said.reply is Reply.REFUSED else Shortfall.AMENDED, said.reply is Reply.APPROVED
    yield Shortfall.REPLY_BEFORE_REPORT, (
        None if said.reported_on is None or said.replied_on is None else said.reported_on <= said.replied_on
    )
    yield Shortfall.REPLY_TO_COME if future else Shortfall.REPLIED_LATE, _before_signing(case, said.replied_on)


@fact("switch.reporting")
def needs_reporting(case: Case) -> Truth:
    """RPT-01, 《重大行政决策程序暂行条例》第三十一条: the major decision of a government always; any other matter where it
    is stated that a norm asks for it (按照规定)."""
    return any_true((_of_a_government(case), _reporting(case).required))


@fact("reporting.settled_before_signing")
def settled_before_signing(case: Case) -> Truth:
    """RPT-01, 第三十一条: reported before the decision is issued, by a government to the party committee at its level, and
    agreed to. Only a mere report (报告) that no decree asks for needs no answer; one that is given counts."""
    return all_true(kept for _, kept in report_ways(case))


def report_ways(case: Case) -> Iterator[tuple[Shortfall, Truth]]:
    """RPT-01: by each way in which report and reply may fall short, that they do not."""
    said, by_decree = _reporting(case), _of_a_government(case)
    to_committee = None if said.to is None else said.to is ReportTo.PARTY_COMMITTEE
    yield Shortfall.WRONG_ADDRESSEE, None if said.to is None else any_true((negated(by_decree), to_committee))
    if said.reported_on is None:
        yield Shortfall.NOT_REPORTED, False if said.required is False else None
    else:
        future = said.reported_on > case.dossier.as_of
        yield Shortfall.REPORT_TO_COME if future else Shortfall.REPORTED_LATE, _before_signing(case, said.reported_on)
    if said.reply is not None:
        yield from _reply_ways(case)
    elif said.kind is not ReportKind.REPORT or by_decree is not False:
        yield Shortfall.NO_REPLY, None


@fact("unit.annual_report_made")
def annual_report_made(case: Case) -> Truth:
    """RPT-02, 党组工作条例: at least one full report a year. The year of the judgement is not over, so the last report is
    of this year or of the one before."""
    day, today = case.dossier.unit.annual_report_on, case.dossier.as_of
    return None if day is None else day <= today and day.year >= today.year - 1


@fact("unit.special_report_made")
def special_report_made(case: Case) -> Truth:
    """RPT-02: where an instruction from above asks for a special report (专项报告), it was made."""
    report = case.dossier.unit.special_report
    if report is None:
        return None
    made = None if report.reported_on is None else report.reported_on <= case.dossier.as_of
    return any_true((negated(report.required), made))


@fact("switch.request_or_report")
def needs_request_or_report(case: Case) -> Truth:
    """RPT-03, 《中国共产党重大事项请示报告条例》: the matter is beyond the unit's competence, or something is to be
    reported, or was."""
    said = _reporting(case)
    made = any(one is not None for one in (said.reported_on, said.kind, said.reply))
    return any_true((case.dossier.matter.scope.beyond_competence, said.required, made))


@fact("reporting.no_request_in_report")
def no_request_in_report(case: Case) -> Truth:
    """RPT-03, 第二十条: a request is made as a request (请示); a report (报告) carries none. What was answered was a
    request, where its kind is not told: a report is not answered (《党政机关公文处理工作条例》第八条、第十五条)."""
    said = _reporting(case)
    if said.kind is None:
        return True if said.reply is not None else None
    return any_true((said.kind is ReportKind.REQUEST, negated(said.contains_request)))


@fact("reporting.competence_granted")
def competence_granted(case: Case) -> Truth:
    """RPT-03, 第十九条: what is beyond the unit's competence is asked for beforehand, and the answer awaited; in an
    emergency one acts first and reports at once, and no answer that was given denies it."""
    said, scope, emergency = _reporting(case), case.dossier.matter.scope, case.dossier.matter.emergency
    asked = all_true((
        None if said.kind is None else said.kind is ReportKind.REQUEST,
        None if said.to is None else True,
        _agreed(case),
    ))  # fmt: skip
    days = (said.reported_on, emergency.reported_on if emergency else None)
    reported = any_true(None if day is None else day <= case.dossier.as_of for day in days)
    urgent = all_true((scope.emergency, reported, said.reply in (None, Reply.APPROVED)))
    return any_true((negated(scope.beyond_competence), asked, urgent))


@fact("reporting.not_denied")
def not_denied(case: Case) -> Truth:
    """RPT-03, 第十九条: what was asked for waits for the answer, and none that was given refuses or asks for changes, also where
    nobody had to ask."""
    said = case.dossier.reporting
    return None if said is None else said.reply in (None, Reply.APPROVED)


@fact("switch.publication_by_decree")
def published_by_decree(case: Case) -> Truth:
    """RPT-04, 《重大行政决策程序暂行条例》第三十二条: a major administrative decision, unless law withholds it."""
    return disclosure.published_by_decree(case.dossier)


@fact("publication.by_today")
def published_by_today(case: Case) -> Truth:
    """RPT-05: published, on a day that has come."""
    day = _publication(case).published_on
    return None if day is None else day <= case.dossier.as_of


@fact("publication.made")
def publication_made(case: Case) -> Truth:
    """RPT-04, 第三十二条, NDR-10: published by today, and as signed: not before the signature; where is named."""
    return all_true((published_by_today(case), published_after_sign_off(case), given(_publication(case).url)))


@fact("publication.after_sign_off")
def published_after_sign_off(case: Case) -> Truth:
    """RPT-04, RPT-05: not before the last signature, which formed the decision."""
    day, signed = published_on(case), signed_on(case)
    return None if day is None or signed is None else day >= signed


@fact("publication.signed_on")
def signed_on(case: Case) -> date | None:
    """RPT-05: the day of the last signature."""
    return _signed_on(case)


@fact("publication.published_on")
def published_on(case: Case) -> date | None:
    """RPT-05: the day of the publication."""
    return _publication(case).published_on


@fact("publication.adoption_explained")
def adoption_explained(case: Case) -> Truth:
    """RPT-04, 第三十二条: of wide concern, or professional and technical (as stated for expert review too): how the opinions
    of the public and of experts were adopted is explained."""
    publication = _publication(case)
    concerns = any_true((publication.wide_concern, case.dossier.matter.scope.highly_technical))
    return any_true((negated(concerns), publication.explanation_given))


@fact("switch.disclosure")
def must_be_disclosed(case: Case) -> Truth:
    """RPT-05, 《政府信息公开条例》第十九条、第二十条: what is stated to be published, and every major administrative
    decision that law does not withhold."""
    return disclosure.must_be_published(case.dossier)


@fact("publication.workdays")
def workdays_until_published(case: Case) -> Counted | None:
    """RPT-05, 第二十六条: working days from the last signature, which formed the decision, to its publication."""
    return case.workdays(_signed_on(case), _publication(case).published_on)


@fact("publication.checked")
def publication_checked(case: Case) -> Truth:
    """RPT-06, 第十四条至第十七条: what may be made public was examined; what is not published has its reason."""
    publication = _publication(case)
    published = True if publication.published_on is not None else publication.required
    return all_true((publication.content_checked, any_true((published, given(publication.withheld_reason)))))
