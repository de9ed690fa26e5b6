"""Holds a meeting as it was held: topic, notice, members, statements, vote, result; the arithmetic is `domain.meeting`."""

from dataclasses import dataclass, field
from datetime import date, datetime

from review.domain.dossier.unit import Reference
from review.domain.scalars import Count, Id, Line, Prose
from review.domain.vocabulary import (
    Choice,
    Conflict,
    MeetingForm,
    MeetingResult,
    MeetingType,
    ObserverKind,
    Office,
    Stance,
    VoteMethod,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Presider:
    id: Id | None = None
    delegated_by: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    order: Count | None = None
    proposed_by: Id | None = None
    confirmed_by: Id | None = None
    confirmed_on: date | None = None
    added_after_notice: bool | None = None
    added_reason: Prose | None = None
    main_question: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    sent_on: date | None = None
    sent_to: tuple[Id, ...] | None = None
    papers_sent_on: date | None = None
    papers_to: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDay:
    """For when and where a meeting was notified before that was changed (会议改期), with the notice that was sent then; when, by
    whom and why it was changed."""

    number: Line | None = None
    planned_on: date | None = None
    place: Line | None = None
    notice: Notice = field(default_factory=Notice)
    moved_on: date | None = None
    moved_by: Id | None = None
    reason: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedEntry:
    """An entry of the record that was entered by mistake: its place in the record of the meeting, with members and candidates by
    their ids (`members/p03/present`), what had been entered there, and what stands there since; nothing, where there is none."""

    place: Line
    was: Prose | None = None
    now: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """That entries of the record were corrected after the result had been announced (更正会议记录): which, why, by whom and when;
    and whether minutes that had been drafted from it by then say otherwise."""

    entries: tuple[CorrectedEntry, ...] | None = None
    reason: Prose | None = None
    corrected_by: Id | None = None
    corrected_on: date | None = None
    minutes_differ: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Reference):
    """One who should attend (应到会), whether he came, and whether he stepped aside for this topic."""

    office: Office | None = None
    present: bool | None = None
    absence_reason: Line | None = None
    leave_asked_on: date | None = None
    written_view: bool | None = None
    conflict: Conflict | None = None
    recused: bool | None = None
    left_at: datetime | None = None
    returned_at: datetime | None = None
    counted: bool | None = None
    not_counted_reason: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observer(Reference):
    kind: ObserverKind | None = None
    post: Line | None = None
    view: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    member: Id
    stance: Stance | None = None
    text: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    member: Id
    choice: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    approve: Count | None = None
    oppose: Count | None = None
    abstain: Count | None = None
    defer: Count | None = None
    not_voting: Count | None = None
    issued: Count | None = None
    returned: Count | None = None
    invalid: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """The vote on the topic; a secret ballot has counts only, never the choice of a member."""

    method: VoteMethod | None = None
    item_by_item: bool | None = None
    ballots: tuple[Ballot, ...] | None = None
    counts: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateVote:
    """The vote on one of several candidates."""

    candidate: Id
    statements: tuple[Statement, ...] | None = None
    method: VoteMethod | None = None
    ballots: tuple[Ballot, ...] | None = None
    counts: Counts = field(default_factory=Counts)
    result: MeetingResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    dissent_recorded: bool | None = None
    signed_by: tuple[Id, ...] | None = None
    confirmed_by: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconsideration:
    """That an earlier decision is discussed again (复议), and how many members consented to that."""

    of_meeting: Line | None = None
    consented: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    number: Line | None = None
    type: MeetingType | None = None
    form: MeetingForm | None = None
    held_on: date | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    place: Line | None = None
    recorder: Id | None = None
    presider: Presider = field(default_factory=Presider)
    topic: Topic = field(default_factory=Topic)
    notice: Notice = field(default_factory=Notice)
    earlier_days: tuple[EarlierDay, ...] | None = None
    """For which days it was notified before, the first first; none where its day was never changed."""
    members: tuple[Member, ...] | None = None
    observers: tuple[Observer, ...] | None = None
    discipline_invited_on: date | None = None
    opinion_read_out: bool | None = None
    risk_statement_shown: bool | None = None
    statements: tuple[Statement, ...] | None = None
    disagreements: Prose | None = None
    split_reason: Prose | None = None
    vote: Vote | None = None
    candidate_votes: tuple[CandidateVote, ...] | None = None
    reconsideration: Reconsideration | None = None
    result: MeetingResult | None = None
    decision_text: Prose | None = None
    conditions: tuple[Prose, ...] | None = None
    """On what the matter was passed (附条件通过); each is followed under `execution.conditions` until it is fulfilled."""
    head_reasons: Prose | None = None
    minutes: Minutes = field(default_factory=Minutes)
    disclosure_found: bool | None = None
    corrections: tuple[Correction, ...] | None = None
    """What was corrected of its record since the result was announced, the first first; the record is the corrected one."""
