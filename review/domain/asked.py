"""Holds which places of a dossier are not asked for while others stand as they do: who voted how in a secret ballot,
what a draft adopts that adopts nothing. What is not known is asked for first, and what hangs on it after that.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from review.domain.dossier import CandidateVote, Dossier, Meeting, Member, Statement, Vote
from review.domain.facts.deliberation import is_chair
from review.domain.pointers import KEPT
from review.domain.vocabulary import (
    Category,
    CompetitionConclusion,
    DraftChange,
    Exclusion,
    FundKind,
    MeetingType,
    VoteMethod,
)


def asked_for(dossier: Dossier, pointers: Iterable[str]) -> tuple[str, ...]:
    """The pointers of the places that are worth asking for."""
    worth: list[str] = []
    for pointer in pointers:
        needless, numbers = _needless(pointer)
        if needless is None or not needless(dossier, *numbers):
            worth.append(pointer)
    return tuple(worth)


@lru_cache(KEPT)
def _needless(pointer: str) -> tuple[Callable[..., bool] | None, tuple[int, ...]]:
    """When a place is not asked for, and the numbers of the items on the way to it."""
    numbers = tuple(map(int, re.findall(r"/(\d+)", pointer)))
    return _NEEDLESS.get(re.sub(r"/\d+", "/*", pointer)), numbers


def _no_appointment(dossier: Dossier) -> bool:
    """The matter is known to be no appointment, so that nobody is proposed."""
    matter = dossier.matter
    known = matter.category is not None and matter.secondary_categories is not None
    return known and Category.KEY_APPOINTMENT not in (matter.category, *(matter.secondary_categories or ()))


def _no_project(dossier: Dossier) -> bool:
    """The matter is known to be no project, and speaks of none."""
    matter = dossier.matter
    known = matter.category is not None and matter.secondary_categories is not None
    classes = (matter.category, *(matter.secondary_categories or ()))
    return known and matter.project is None and Category.MAJOR_PROJECT not in classes


def _buys_nothing(dossier: Dossier) -> bool:
    """What is procured is bought together with what is related to it; of other funds the totals say enough."""
    funds = dossier.matter.funds
    return funds is not None and funds.procurement is None and funds.kind not in (None, FundKind.PROCUREMENT)


def _restricts(dossier: Dossier) -> bool:
    """A restriction of competition was found: only then is there anything to exempt."""
    review = dossier.preparation.fair_competition_review if dossier.preparation else None
    found = review is not None and any(one.present for one in review.checklist or ())
    return found or (review is not None and review.conclusion not in (None, CompetitionConclusion.NO_RESTRICTION))


def _at(dossier: Dossier, place: int) -> Meeting:
    return (dossier.meetings or ())[place]


def _members(dossier: Dossier, place: int) -> tuple[Member, ...]:
    return _at(dossier, place).members or ()


def _left(member: Member) -> bool:
    """Of one who is said to have attended and left it is not known whether he was there at the vote."""
    return bool(member.present) and not member.recused and member.left_at is not None


def _charged(meeting: Meeting) -> bool:
    """Another than the head is said to have presided: only then somebody charged him with it."""
    return is_chair(meeting, meeting.presider.id) is False


def _without_stance(statement: Statement) -> bool:
    """Of whom it is not known whether he agrees is asked that first."""
    return statement.stance is None


def _without_vote(meeting: Meeting) -> bool:
    """A head decides elsewhere than in the party group."""
    return meeting.type not in (None, MeetingType.PARTY_GROUP_MEETING)


def _on_topic(dossier: Dossier, place: int) -> Vote | None:
    return _at(dossier, place).vote


def _on_candidate(dossier: Dossier, place: int, number: int) -> CandidateVote:
    return (_at(dossier, place).candidate_votes or ())[number]


def _secret(vote: Vote | CandidateVote | None) -> bool:
    return vote is not None and vote.method is VoteMethod.SECRET_BALLOT


def _open(vote: Vote | CandidateVote | None) -> bool:
    return vote is not None and vote.method not in (None, VoteMethod.SECRET_BALLOT)


_EXPLAINS = ("defer", "not_voting")
"""The counts that only explain why there are fewer votes: nobody is asked for them."""

_NEEDLESS: Mapping[str, Callable[..., bool]] = {
    **{f"/matter/catalogue/unlisted{key}": lambda d: bool(d.matter.catalogue.items)  # an entry is chosen
       for key in ("", "/tabled_by", "/reason", "/on")},
    "/matter/scope/exclusion_basis": lambda d: d.matter.scope.exclusion in (None, Exclusion.NONE),
    "/matter/draft/earlier": lambda d: d.matter.draft.change in (None, DraftChange.FIRST),
    "/matter/draft/adopts": lambda d: d.matter.draft.change is not DraftChange.ADOPTS_OPINION,
    "/matter/draft/confirmed_by": lambda d: d.matter.draft.change is not DraftChange.ADOPTS_OPINION,
    "/matter/candidates": _no_appointment,
    **{f"/matter/catalogue/items/*/thresholds{key}": lambda _d, _i: True  # the unit's list says them, if it has any
       for key in ("", *(f"/{kind}" for kind in FundKind))},
    "/matter/project/code": _no_project,
    "/matter/candidates/*/appointed_on": lambda _d, _i: True,  # nobody is asked to appoint
    "/matter/funds/related_matters": _buys_nothing,
    **{f"/matter/funds/on_record{key}": lambda _d: True  # the service looks it up itself
       for key in ("", "/related_matters", "/compared", *(f"/same_{one}_total" for one in ("payee", "item", "project")))},
    "/legal_opinions/*/registered_interests": lambda _d, _i: True,  # so too
    **{f"/legality_review/changes_confirmed{key}": lambda _d: True  # asked of the draft (`confirmed_by`)
       for key in ("", "/draft_sha256", "/by", "/on")},
    "/preparation/fair_competition_review/exemption": lambda d: not _restricts(d),
    "/matter/candidates/*/earlier_publicities": lambda _d, _i: True,  # the service keeps them
    "/matter/candidates/*/publicity/objections": lambda _d, _i: True,  # who announced it says whether they were dealt with
    "/matter/followed_by": lambda _d: True,  # whoever submitted it follows it
    "/legality_review/handler": lambda _d: True,  # whoever begins is the one in charge
    "/approvals": lambda _d: True,  # nobody is asked to sign
    "/sign_off_plans": lambda _d: True,  # nor to say beforehand who does
    "/execution/evaluation": lambda _d: True,  # nor to evaluate what need not be evaluated
    "/execution/completed_on": lambda _d: True,  # nor to finish
    "/execution/change/resumed_on": lambda _d: True,  # nor to resume
    "/execution/tasks": lambda _d: True,  # nor to divide it into tasks
    **{f"/execution/tasks/*/{key}": lambda _d, _i: True for key in ("suspension", "suspension/resumed_on", "completed_on")},
    "/execution/extensions": lambda _d: True,  # nor to put a day off
    **{f"/execution/{part}/*/extensions": lambda _d, _i: True for part in ("tasks", "conditions")},
    **{f"/matter/emergency/{key}": lambda _d: True for key in ("correction", "correcting_matter")},  # of what was not ratified
    "/meetings/*/topic/added_reason": lambda d, _i: d.matter.scope.emergency is not True,
    **{f"/meetings/*/members/*/{key}": lambda d, i, n: _members(d, i)[n].present is not False
       for key in ("absence_reason", "leave_asked_on")},
    "/meetings/*/members/*/left_at": lambda d, i, n: _members(d, i)[n].returned_at is None,
    "/meetings/*/members/*/returned_at": lambda d, i, n: not _left(_members(d, i)[n]),  # who stepped aside may stay out
    "/meetings/*/members/*/counted": lambda _d, _i, _n: True,  # a member counts unless somebody says that he does not
    "/meetings/*/members/*/not_counted_reason": lambda d, i, n: _members(d, i)[n].counted is not False,
    **{f"/meetings/*/vote/counts/{key}": lambda _d, _i: True for key in _EXPLAINS},
    **{f"/meetings/*/candidate_votes/*/counts/{key}": lambda _d, _i, _n: True for key in _EXPLAINS},
    "/meetings/*/statements/*/text": lambda d, i, n: _without_stance((_at(d, i).statements or ())[n]),
    "/meetings/*/candidate_votes/*/statements/*/text":
        lambda d, i, n, k: _without_stance((_on_candidate(d, i, n).statements or ())[k]),
    "/meetings/*/presider/delegated_by": lambda d, i: not _charged(_at(d, i)),
    **{f"/meetings/*/notice/{key}": lambda _d, _i: True for key in ("sent_to", "papers_to")},  # the day says enough
    "/meetings/*/statements": lambda d, i: bool(_at(d, i).candidate_votes),
    "/meetings/*/vote": lambda d, i: _without_vote(_at(d, i)) or bool(_at(d, i).candidate_votes),
    "/meetings/*/vote/ballots": lambda d, i: _secret(_on_topic(d, i)),
    "/meetings/*/candidate_votes": lambda d, i: _without_vote(_at(d, i)) or len(d.matter.candidates or ()) < 2,
    "/meetings/*/candidate_votes/*/ballots": lambda d, i, n: _secret(_on_candidate(d, i, n)),
    **{f"/meetings/*/vote/counts/{key}": lambda d, i: _open(_on_topic(d, i))
       for key in ("issued", "returned", "invalid")},
    **{f"/meetings/*/candidate_votes/*/counts/{key}": lambda d, i, n: _open(_on_candidate(d, i, n))
       for key in ("issued", "returned", "invalid")},
}  # fmt: skip
"""The places that are not asked for, by pattern, and when; the numbers are those of the items on the way."""
