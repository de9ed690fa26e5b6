"""Holds which opinion, which review and which meeting count: on which draft, in which order; no rule.

An opinion or review holds for the draft it names and for later ones that are editorial, or that adopt it and were
confirmed by its author, with the draft or on the review (`changes_confirmed`).
Of each adviser the latest opinion on the current draft counts. Source: dossier.md.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from review.domain.dossier import Dossier, Draft, EarlierDraft, LegalityReview, LegalOpinion, Meeting
from review.domain.kleene import Truth, all_true, any_true, negated
from review.domain.vocabulary import (
    DecisionMode,
    DraftChange,
    MeetingResult,
    MeetingType,
    OpinionConclusion,
)

HEAD_MEETINGS = (MeetingType.EXECUTIVE_MEETING, MeetingType.PLENARY_MEETING, MeetingType.DIRECTOR_MEETING)
"""The administrative meetings in which the head decides (行政首长)."""

DECIDING = {
    DecisionMode.PARTY_GROUP_VOTE: (MeetingType.PARTY_GROUP_MEETING,), DecisionMode.HEAD_DECIDES: HEAD_MEETINGS,
}  # fmt: skip
"""The meetings that decide under each mode."""


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


Seen = Callable[[str | None], Truth]
"""Whether an author confirmed on the paper itself that what it asked for is in the draft of this hash."""


def holds(
    named: str | None, number: str | None, authors: Authors, draft: Draft, target: str | None, seen: Seen = lambda _: False
) -> Truth:
    """Whether a paper on the draft `named` still holds for the draft `target`; unknown where one file was two of the drafts, with
    another between them, and it is not the same for both: on which of them the paper was given nobody can tell."""
    chain: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
    hashes = [version.sha256 for version in chain]
    if named is None or target is None:
        return None
    if target not in hashes:  # no draft of this matter, where all of them are listed
        listed = draft.earlier is not None or draft.change is DraftChange.FIRST
        return False if listed and None not in hashes else None
    ends = [len(chain) - 1] if target == draft.sha256 else _places(target, hashes)

    def kept(start: int, end: int) -> Truth:
        return all_true(_keeps(version, number, authors, seen) for version in chain[start : end + 1])

    if named in hashes:
        found = {kept(start + 1, end) if start <= end else False for start in _places(named, hashes) for end in ends}
        return found.pop() if len(found) == 1 else None
    # one whose hash is not known, or an earlier one that is not listed, or none of this matter
    starts = [place + 1 for place, known in enumerate(hashes[: ends[-1]]) if known is None]
    starts += [] if draft.earlier is not None else [0]
    return None if any(kept(start, ends[-1]) is not False for start in starts) else False


def _places(sought: str, hashes: Sequence[str | None]) -> list[int]:
    return [place for place, one in enumerate(hashes) if one == sought]


def _keeps(version: Draft | EarlierDraft, number: str | None, authors: Authors, seen: Seen) -> Truth:
    if version.change is None:
        return None
    if version.change is not DraftChange.ADOPTS_OPINION:
        return version.change is DraftChange.EDITORIAL
    confirmed: Truth = None
    if version.confirmed_by is not None:
        confirmed = bool(authors & set(version.confirmed_by)) or (None if None in authors else False)
    return all_true((
        None if None in (number, version.adopts) else number in version.adopts,  # type: ignore[operator]
        any_true((confirmed, seen(version.sha256))),
    ))  # fmt: skip


def drafted_on(draft: Draft, sha256: str | None) -> date | None:
    """The day from which there was a draft of this hash; `None` while it is not known, or where none is listed."""
    chain: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
    days = [version.changed_on for version in chain if sha256 and version.sha256 == sha256]
    return None if None in days else min(filter(None, days), default=None)


def opinion_holds(dossier: Dossier, opinion: LegalOpinion, target: str | None = None) -> Truth:
    """Whether the opinion holds for the draft `target`, by default the current one."""
    draft = dossier.matter.draft
    authors = frozenset({opinion.adviser.id if opinion.adviser else None})
    return holds(opinion.draft_sha256, opinion.number, authors, draft, target or draft.sha256)


def review_holds(dossier: Dossier, review: LegalityReview, target: str | None = None) -> Truth:
    """Whether the legality review holds for the draft `target`, by default the current one."""
    draft = dossier.matter.draft
    seen = partial(seen_in_draft, review)
    return holds(review.draft_sha256, review.number, review_authors(review), draft, target or draft.sha256, seen)


def seen_in_draft(review: LegalityReview, sha256: str | None) -> Truth:
    """Whether an author of the review confirmed, no earlier than he asked for them, that the changes are in this draft."""
    confirmed, authors = review.changes_confirmed, review_authors(review)
    if confirmed is None:
        return False
    by_author = None if confirmed.by is None else confirmed.by in authors or (None if None in authors else False)
    return all_true((
        None if confirmed.draft_sha256 is None or sha256 is None else confirmed.draft_sha256 == sha256,
        by_author,
        None if confirmed.on is None or review.issued_on is None else confirmed.on >= review.issued_on,
    ))  # fmt: skip


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
    doubtful = [opinion for opinion, truth in standing if truth is None or _on_no_draft(dossier, opinion)]
    for given in of_adviser.values():
        left = [opinion for opinion in given if not any(_replaces(other, opinion) for other in given)] or given
        days = [opinion.issued_on for opinion in left]
        if None in days and len(left) > 1:
            doubtful += left
        current += [
            opinion for opinion in left if opinion.issued_on == (None if None in days else max(filter(None, days)))
        ]
    return CurrentOpinions(tuple(current), tuple(doubtful))


def _on_no_draft(dossier: Dossier, opinion: LegalOpinion) -> bool:
    """Whether an opinion against the matter names a draft that the matter never had: it was given, and nobody can tell on
    what; so that it does not vanish by a wrong hash."""
    draft = dossier.matter.draft
    against = opinion.conclusion is not OpinionConclusion.LAWFUL
    return against and opinion.draft_sha256 not in (None, draft.sha256, *(one.sha256 for one in draft.earlier or ()))


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
    possible = [meeting for mode in modes or _modes(dossier) for meeting in _possibly_deciding(dossier, mode)]
    return all(meeting is possible[0] for meeting in possible)


def _modes(dossier: Dossier) -> tuple[DecisionMode, ...]:
    """The mode of the matter, or every mode while it is not known."""
    return (dossier.matter.decision_mode,) if dossier.matter.decision_mode else tuple(DecisionMode)


def _possibly_deciding(dossier: Dossier, mode: DecisionMode) -> list[Meeting | None]:
    """The deciding meeting under this mode, after every later one whose type is not known."""
    kinds = DECIDING[mode]
    possible: list[Meeting | None] = []
    for meeting in reversed(dossier.meetings or ()):
        if meeting.result is MeetingResult.DEFERRED or meeting.type not in (None, *kinds):
            continue
        possible.append(meeting)
        if meeting.type is not None:
            return possible
    return [*possible, None]


def decision_taken(dossier: Dossier) -> Truth:
    """Whether a meeting took the decision or is about to; not, where every meeting so far put the vote off, or only
    prepares by the unit's list the one that decides. Unknown while there is no meeting."""
    return any_true(_takes_decision(dossier, meeting) for meeting in dossier.meetings) if dossier.meetings else None


def _takes_decision(dossier: Dossier, meeting: Meeting) -> Truth:
    if meeting.result is MeetingResult.DEFERRED:
        return False
    return None if meeting.type is None else negated(only_prepares(dossier, meeting.type))


def only_prepares(dossier: Dossier, kind: MeetingType) -> Truth:
    """Whether the unit's list puts a meeting of this type before one that decides; unknown while list or mode is."""
    items = dossier.matter.catalogue.items
    if items is None:
        return None
    sequences = [item.meeting_sequence for item in items]
    return _agreed({
        kind not in deciding and any_true(None if one is None else _precedes(kind, one, deciding) for one in sequences)
        for deciding in (DECIDING[mode] for mode in _modes(dossier))
    })  # fmt: skip


def _precedes(kind: MeetingType, sequence: tuple[MeetingType, ...], others: tuple[MeetingType, ...]) -> bool:
    return kind in sequence and any(later in others for later in sequence[sequence.index(kind) :])


def _agreed(answers: set[Truth]) -> Truth:
    """The one answer under every possibility; unknown where they differ."""
    return answers.pop() if len(answers) == 1 else None


def passed(dossier: Dossier) -> Truth:
    """Whether the matter stands as passed: the deciding meeting passed it, the last meeting of all neither rejected it
    nor put it off again, and the party group, where it took the matter up, did not reject it, whoever decides.

    Unknown while the meetings are, or which of them decides, or what one of these resolved.
    """
    if dossier.meetings is None or not deciding_is_known(dossier):
        return None
    deciding = deciding_meeting(dossier)
    if deciding is None:
        return False
    return all_true((_passed(deciding), _passed(dossier.meetings[-1]), _group_agreed(dossier)))


def _group_agreed(dossier: Dossier) -> Truth:
    """Whether the party group, where it took the matter up, did not reject it, whoever decides."""
    return _agreed({_passed(meeting) for meeting in _possibly_deciding(dossier, DecisionMode.PARTY_GROUP_VOTE)})


def decided_at(dossier: Dossier, place: int) -> Truth:
    """Whether this meeting decided the matter by passing it: it is of the type that decides under the mode of the matter."""
    meeting = (dossier.meetings or ())[place]
    decides = _agreed({None if meeting.type is None else meeting.type in DECIDING[mode] for mode in _modes(dossier)})
    return all_true((decides, _passed(meeting)))


def decision_stands(dossier: Dossier, place: int) -> Truth:
    """Whether what this meeting decided stands: until another meeting decides otherwise (复议以前，会议的决定不变). Unknown while
    the matter is discussed again without a result: none is announced, or the vote was put off."""
    later = (dossier.meetings or ())[place + 1 :]
    put_off = bool(later) and later[-1].result is MeetingResult.DEFERRED
    kept = (None if one.result is None else one.result is not MeetingResult.REJECTED for one in later)
    return all_true((*kept, None if put_off else True, _group_agreed(dossier)))


def passed_on(dossier: Dossier, day: date) -> Truth:
    """Whether the matter stood as passed on this day, by the meetings that had been held: what was done then was done by a
    decision, whatever another meeting decides later. Unknown while the day of a meeting is."""
    if dossier.meetings is None or any(one.held_on is None for one in dossier.meetings):
        return None
    return passed(until(dossier, day))


def until(dossier: Dossier, day: date) -> Dossier:
    """The dossier with the meetings alone that are known to have been held by this day."""
    held = tuple(one for one in dossier.meetings or () if one.held_on is not None and one.held_on <= day)
    return replace(dossier, meetings=held)


def rejected(dossier: Dossier) -> Truth:
    """Whether the deciding meeting rejected the matter; unknown while it is not known which that is, or what it resolved."""
    if dossier.meetings is None or not deciding_is_known(dossier):
        return None
    deciding = deciding_meeting(dossier)
    if deciding is None:
        return False
    return None if deciding.result is None else deciding.result is MeetingResult.REJECTED


def _passed(meeting: Meeting | None) -> Truth:
    """Whether the meeting passed the matter; one that was not held stands in nobody's way."""
    if meeting is None:
        return True
    return None if meeting.result is None else meeting.result is MeetingResult.PASSED


def heard_by(dossier: Dossier) -> date | None:
    """The day by which opinion and review must be dated: the topic's confirmation, or today while there is none.
    `None` while it is not known which meeting decides."""
    if not deciding_is_known(dossier):
        return None
    meeting = deciding_meeting(dossier)
    return dossier.as_of if meeting is None else meeting.topic.confirmed_on
