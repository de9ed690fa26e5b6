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
    """The opinions that count on the current draft, and those of which it is not known whether they count."""

    opinions: tuple[LegalOpinion, ...]
    doubtful: tuple[LegalOpinion, ...]
    """Their draft is not known to be the current one, or it is not known which of one adviser is the latest."""

    @property
    def certain(self) -> bool:
        return not self.doubtful


Authors = frozenset[str | None]
"""Who gave a paper; `None` among them: another one who is not known."""


def holds(named: str | None, number: str | None, authors: Authors, draft: Draft, target: str | None) -> Truth:
    """Whether a paper on the draft `named` still holds for the draft `target`."""
    chain: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
    hashes = [version.sha256 for version in chain]
    if named is None or target is None or target not in hashes:
        return None
    end = hashes.index(target)
    kept = [_keeps(version, number, authors) for version in chain[: end + 1]]
    if named not in hashes:  # one whose hash is not known, or an earlier one that is not listed, or none of this matter
        starts = [place + 1 for place, known in enumerate(hashes[:end]) if known is None]
        starts += [] if draft.earlier is not None else [0]
        return None if any(all_true(kept[start:]) is not False for start in starts) else False
    start = hashes.index(named)
    return all_true(kept[start + 1 :]) if start <= end else False


def _keeps(version: Draft | EarlierDraft, number: str | None, authors: Authors) -> Truth:
    if version.change is None:
        return None
    if version.change is not DraftChange.ADOPTS_OPINION:
        return version.change is DraftChange.EDITORIAL
    confirmed: Truth = None
    if version.confirmed_by is not None:
        confirmed = bool(authors & set(version.confirmed_by)) or (None if None in authors else False)
    return all_true((None if None in (number, version.adopts) else number in version.adopts, confirmed))  # type: ignore[operator]


def opinion_holds(dossier: Dossier, opinion: LegalOpinion, target: str | None = None) -> Truth:
    """Whether the opinion holds for the draft `target`, by default the current one."""
    draft = dossier.matter.draft
    authors = frozenset({opinion.adviser.id if opinion.adviser else None})
    return holds(opinion.draft_sha256, opinion.number, authors, draft, target or draft.sha256)


def review_holds(dossier: Dossier, review: LegalityReview, target: str | None = None) -> Truth:
    """Whether the legality review holds for the draft `target`, by default the current one."""
    draft = dossier.matter.draft
    return holds(review.draft_sha256, review.number, review_authors(review), draft, target or draft.sha256)


def review_authors(review: LegalityReview) -> Authors:
    """Reviewers and head, any of whom may confirm that a change does what the review asked for."""
    reviewers = (None,) if review.reviewers is None else (person.id for person in review.reviewers)
    return frozenset((*reviewers, review.head))


def current_opinions(dossier: Dossier) -> CurrentOpinions | None:
    """The latest opinion of each adviser on the current draft; `None` while it is not known what was given.

    Two of one adviser on one day both count, unless the one says that it replaces the other (`supersedes`).
    """
    if dossier.legal_opinions is None:
        return None
    standing = [(opinion, opinion_holds(dossier, opinion)) for opinion in dossier.legal_opinions]
    of_adviser: dict[str, list[LegalOpinion]] = {}
    for place, (opinion, truth) in enumerate(standing):
        if truth:
            of_adviser.setdefault(opinion.adviser.id if opinion.adviser else f"/{place}", []).append(opinion)
    current: list[LegalOpinion] = []
    doubtful = [opinion for opinion, truth in standing if truth is None]
    for given in of_adviser.values():
        left = [opinion for opinion in given if not any(_replaces(other, opinion) for other in given)] or given
        days = [opinion.issued_on for opinion in left]
        if None in days and len(left) > 1:
            doubtful += left
        current += [
            opinion for opinion in left if opinion.issued_on == (None if None in days else max(filter(None, days)))
        ]
    return CurrentOpinions(tuple(current), tuple(doubtful))


def _replaces(later: LegalOpinion, earlier: LegalOpinion) -> bool:
    """Whether the one says that it replaces the other, and is known not to be the older one."""
    if later is earlier or later.supersedes is None or later.supersedes != earlier.number:
        return False
    return later.issued_on is not None and earlier.issued_on is not None and later.issued_on >= earlier.issued_on


def deciding_meeting(dossier: Dossier, mode: DecisionMode | None = None) -> Meeting | None:
    """The last meeting not deferred, of the type that decides under this mode: the party group, or the head's meeting.
    By default the mode of the matter; while it is not known, the party group's."""
    return _possibly_deciding(dossier, mode or dossier.matter.decision_mode or DecisionMode.PARTY_GROUP_VOTE)[-1]


def deciding_is_known(dossier: Dossier, *modes: DecisionMode) -> bool:
    """Whether no unknown mode and no unknown type of a meeting can make another meeting the deciding one.

    `modes` are those that are possible; by default that of the matter, or both while it is not known.
    """
    modes = modes or ((dossier.matter.decision_mode,) if dossier.matter.decision_mode else tuple(DecisionMode))
    possible = [meeting for mode in modes for meeting in _possibly_deciding(dossier, mode)]
    return all(meeting is possible[0] for meeting in possible)


def _possibly_deciding(dossier: Dossier, mode: DecisionMode) -> list[Meeting | None]:
    """The deciding meeting under this mode, after every later one whose type is not known."""
    kinds = HEAD_MEETINGS if mode is DecisionMode.HEAD_DECIDES else (MeetingType.PARTY_GROUP_MEETING,)
    possible: list[Meeting | None] = []
    for meeting in reversed(dossier.meetings or ()):
        if meeting.result is MeetingResult.DEFERRED or meeting.type not in (None, *kinds):
            continue
        possible.append(meeting)
        if meeting.type is not None:
            return possible
    return [*possible, None]


def heard_by(dossier: Dossier) -> date | None:
    """The day by which opinion and review must be dated: the topic's confirmation, or today while there is none.
    `None` while it is not known which meeting decides."""
    if not deciding_is_known(dossier):
        return None
    meeting = deciding_meeting(dossier)
    return dossier.as_of if meeting is None else meeting.topic.confirmed_on
