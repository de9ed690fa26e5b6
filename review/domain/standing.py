"""Holds which opinion and which review count: on which draft, in which order; holds no rule.

An opinion or review holds for the draft it names and for later ones that are editorial, or that adopt it and were
confirmed by its author. Of each adviser the latest opinion on the current draft counts. Source: dossier.md.
"""

from dataclasses import dataclass
from datetime import date

from review.domain.dossier import Dossier, Draft, EarlierDraft, LegalityReview, LegalOpinion, Meeting
from review.domain.kleene import Truth, all_true
from review.domain.vocabulary import DecisionMode, DraftChange, MeetingResult, MeetingType

HEAD_MEETINGS = (MeetingType.EXECUTIVE_MEETING, MeetingType.PLENARY_MEETING, MeetingType.DIRECTOR_MEETING)
"""The administrative meetings in which the head decides (行政首长)."""


@dataclass(frozen=True, slots=True)
class CurrentOpinions:
    """The opinions that count on the current draft; `certain` is false when it is not known whether another counts."""

    opinions: tuple[LegalOpinion, ...]
    certain: bool


def holds(named: str | None, number: str | None, authors: frozenset[str], draft: Draft, target: str | None) -> Truth:
    """Whether a paper on the draft `named` still holds for the draft `target`."""
    chain: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
    hashes = [version.sha256 for version in chain]
    if named is None or target is None or target not in hashes:
        return None
    if named not in hashes:
        return None if None in hashes else False
    start, end = hashes.index(named), hashes.index(target)
    if start > end:
        return False
    return all_true(_keeps(version, number, authors) for version in chain[start + 1 : end + 1])


def _keeps(version: Draft | EarlierDraft, number: str | None, authors: frozenset[str]) -> Truth:
    if version.change is None:
        return None
    if version.change is DraftChange.ADOPTS_OPINION:
        return number in (version.adopts or ()) and bool(authors & set(version.confirmed_by or ()))
    return version.change is DraftChange.EDITORIAL


def opinion_holds(dossier: Dossier, opinion: LegalOpinion, target: str | None = None) -> Truth:
    """Whether the opinion holds for the draft `target`, by default the current one."""
    draft = dossier.matter.draft
    authors = frozenset({opinion.adviser.id} if opinion.adviser else ())
    return holds(opinion.draft_sha256, opinion.number, authors, draft, target or draft.sha256)


def review_holds(dossier: Dossier, review: LegalityReview) -> Truth:
    """Whether the legality review holds for the current draft; reviewers and head are its authors."""
    draft = dossier.matter.draft
    authors = frozenset(person.id for person in review.reviewers or ()) | ({review.head} if review.head else set())
    return holds(review.draft_sha256, review.number, authors, draft, draft.sha256)


def current_opinions(dossier: Dossier) -> CurrentOpinions | None:
    """The latest opinion of each adviser on the current draft; `None` while it is not known what was given."""
    if dossier.legal_opinions is None:
        return None
    superseded = {opinion.supersedes for opinion in dossier.legal_opinions} - {None}
    latest: dict[str, LegalOpinion] = {}
    certain = True
    for place, opinion in enumerate(dossier.legal_opinions):
        standing = opinion_holds(dossier, opinion)
        certain = certain and standing is not None
        if not standing or (opinion.number is not None and opinion.number in superseded):
            continue
        key = opinion.adviser.id if opinion.adviser else f"/{place}"
        before = latest.get(key)
        if before is None or (opinion.issued_on or date.max) >= (before.issued_on or date.max):
            latest[key] = opinion
    return CurrentOpinions(tuple(latest.values()), certain)


def deciding_meeting(dossier: Dossier) -> Meeting | None:
    """The last meeting not deferred, of the type that decides under this mode: the party group, or the head's meeting."""
    mode = dossier.matter.decision_mode
    kinds = HEAD_MEETINGS if mode is DecisionMode.HEAD_DECIDES else (MeetingType.PARTY_GROUP_MEETING,)
    for meeting in reversed(dossier.meetings or ()):
        if meeting.type in kinds and meeting.result is not MeetingResult.DEFERRED:
            return meeting
    return None


def heard_by(dossier: Dossier) -> date | None:
    """The day by which opinion and review must be dated: the topic's confirmation, or today while there is none."""
    meeting = deciding_meeting(dossier)
    return dossier.as_of if meeting is None else meeting.topic.confirmed_on
