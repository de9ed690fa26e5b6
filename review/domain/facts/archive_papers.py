"""Holds the facts about the papers that the archive has to hold and how long they are kept (ARC-01, ARC-02)."""

from collections.abc import Callable, Mapping

from review.domain.dossier import ArchiveItem, Meeting, Preparation
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import needs_legal_opinion, needs_legality_review, needs_preparation_by_decree
from review.domain.facts.fair_competition import market_activity
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.one_paper import papers_of_their_own
from review.domain.standing import passed
from review.domain.vocabulary import FileKind, MeetingResult, MeetingType, Retention, VoteMethod

_BALLOTS = (VoteMethod.OPEN_BALLOT, VoteMethod.SECRET_BALLOT)


def items_of(case: Case) -> tuple[ArchiveItem, ...] | None:
    """The files in the archive, if there is one."""
    return case.dossier.archive.items if case.dossier.archive else None


@fact("archive.papers_filed")
def papers_filed(case: Case) -> Truth:
    """ARC-01, 《重大行政决策程序暂行条例》第三十三条: of every kind of paper that came into being one is in the archive, with
    its hash. The papers of projects, procurement and appointments have rules of their own (PRJ-12, FIN-11, CAD-17)."""
    filed = _filed(items_of(case))
    return all_true(_accounted_for(case, kind, filed) for kind in _PAPERS)


@fact("archive.lacking")
def lacking(case: Case) -> FileKind | None:
    """ARC-01: the first kind of paper that came into being and is not in the archive, to name it to the reader."""
    return None if items_of(case) is None else next(iter(all_lacking(case)), None)


def all_lacking(case: Case) -> tuple[FileKind, ...]:
    """Every kind of paper that came into being and is not in the archive; before there is one, all of them."""
    filed = _filed(items_of(case) or ())
    return tuple(kind for kind in _PAPERS if _accounted_for(case, kind, filed) is False)


def _accounted_for(case: Case, kind: FileKind, filed: Mapping[FileKind, Truth]) -> Truth:
    """Whether a paper of this kind is in the archive, or never came into being."""
    return filed[kind] or any_true((filed[kind], negated(_PAPERS[kind](case))))


def _filed(items: tuple[ArchiveItem, ...] | None) -> Mapping[FileKind, Truth]:
    """Whether a paper of each kind is in the archive; one of which the kind is not told may be of any. A file stands for one
    paper."""
    if items is None:
        return dict.fromkeys(_PAPERS)
    filed: dict[FileKind, Truth] = dict.fromkeys(_PAPERS, None if any(item.kind is None for item in items) else False)
    own = papers_of_their_own((item.kind, item.sha256) for item in items)
    for item in items:
        if (item.kind, item.sha256) in own and item.kind is not None and not filed.get(item.kind):
            filed[item.kind] = None if item.sha256 is None else True
    return filed


def _formed(case: Case, on_file: Truth, needed: Truth) -> Truth:
    """Whether a paper came into being: what is on file did, what is stated to be none did not. Of the rest, what no rule
    asks for did not; what a rule asks for did where a meeting resolved on the matter."""
    return all_true((needed, _taken_up(case))) if on_file is None else on_file


def _taken_up(case: Case) -> Truth:
    """Whether a meeting resolved on the matter; none did where the list is empty, as of a matter withdrawn before."""
    meetings = case.dossier.meetings
    return None if meetings is None else any_true(None if one.result is None else True for one in meetings)


def _there(part: object) -> Truth:
    """Whether a part is on file; that it is absent says nothing, that a list is empty is a statement."""
    return None if part is None else bool(part) if isinstance(part, tuple) else True


def _prepared(case: Case) -> Preparation:
    return case.dossier.preparation or Preparation()


def _public_heard(case: Case) -> Truth:
    heard = _prepared(case).public_participation
    return _there(heard.open_consultation or heard.hearing or heard.forms)


def _balloted(case: Case) -> Truth:
    """Whether there are ballot papers: a vote by mouth or hand is in the minutes only."""
    meetings = case.dossier.meetings
    return None if meetings is None else any_true(map(_has_ballots, meetings))


def _has_ballots(meeting: Meeting) -> Truth:
    votes = [vote for vote in (meeting.vote, *(meeting.candidate_votes or ())) if vote is not None]
    if not votes:
        put_off = meeting.result is MeetingResult.DEFERRED
        return False if put_off or meeting.type not in (None, MeetingType.PARTY_GROUP_MEETING) else None
    return any_true(None if vote.method is None else vote.method in _BALLOTS for vote in votes)


_PAPERS: Mapping[FileKind, Callable[[Case], Truth]] = {
    FileKind.DRAFT: lambda c: _there(c.dossier.matter.draft.sha256),
    FileKind.PUBLIC_OPINIONS: lambda c: _formed(c, _public_heard(c), needs_preparation_by_decree(c)),
    FileKind.EXPERT_OPINION: lambda c: _formed(
        c, _there(_prepared(c).expert_review),
        all_true((needs_preparation_by_decree(c), c.dossier.matter.scope.highly_technical)),
    ),
    FileKind.RISK_REPORT: lambda c: _formed(
        c, _there(_prepared(c).risk_assessment),
        all_true((needs_preparation_by_decree(c), c.dossier.matter.scope.stability_risk)),
    ),
    FileKind.FAIR_COMPETITION: lambda c: _formed(c, _there(_prepared(c).fair_competition_review), market_activity(c)),
    FileKind.LEGAL_OPINION: lambda c: _formed(c, _there(c.dossier.legal_opinions), needs_legal_opinion(c)),
    FileKind.LEGALITY_REVIEW: lambda c: _formed(c, _there(c.dossier.legality_review), needs_legality_review(c)),
    FileKind.MINUTES: _taken_up,
    FileKind.VOTE: _balloted,
    FileKind.APPROVAL: lambda c: _formed(c, _there(c.dossier.approvals), passed(c.dossier)),
}  # fmt: skip
"""The kinds of papers of the decision procedure, and whether they came into being."""


@fact("archive.retention_set")
def retention_set(case: Case) -> Truth:
    """ARC-02, 《机关文件材料归档范围和文书档案保管期限规定》: every file has its period (永久、30年、10年)."""
    items = items_of(case)
    if items is None:
        return None
    return bool(items) and all_true(None if item.retention is None else True for item in items)


@fact("archive.minutes_kept_as_scheduled")
def minutes_kept_as_scheduled(case: Case) -> Truth:
    """ARC-02, 保管期限表: minutes and records of the party group are kept for ever, unless the unit has an approved
    schedule of its own (《档案法实施条例》第十九条第二款), by which their period is then set."""
    items, own = items_of(case), case.dossier.unit.parameters.retention_table
    permanent = None if items is None else all_true(map(_permanent_if_minutes, items))
    approved = None if own is None or own.approved_on is None else own.approved_on <= case.dossier.as_of
    return any_true((permanent, all_true((given(own.document) if own else None, approved))))


def _permanent_if_minutes(item: ArchiveItem) -> Truth:
    permanent = None if item.retention is None else item.retention is Retention.PERMANENT
    return any_true((None if item.kind is None else item.kind is not FileKind.MINUTES, permanent))
