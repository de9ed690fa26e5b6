"""Holds the use cases of the documents that are printed by themselves (文书): put together what each shows; printing is an
adapter. What is not there yet is refused in a sentence; what is begun is printed as unfinished.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from review.domain.dossier import LegalityReview, LegalOpinion, Meeting
from review.domain.errors import Forbidden, NotFound
from review.domain.papers import (
    PaperKind,
    is_recorded,
    name_of,
    opinion_is_written,
    opinions_received,
    review_is_written,
    reviews_as,
    reviews_of,
)
from review.domain.sitting import Sitting, place_in
from review.domain.vocabulary import Role
from review.service import oversight
from review.service import sitting as sittings
from review.service.desk import Desk
from review.service.ports import Actor, Paper, Record
from review.service.record import compose

PRINTED_AS = {
    PaperKind.ADOPTION: "盖章用稿", PaperKind.OPINION: "签字用稿", PaperKind.REVIEW: "签字用稿", PaperKind.AGENDA: "印发稿",
    PaperKind.MINUTES: "签字用稿",
}  # fmt: skip
"""What a document is called that is printed without a mark."""

_SIGNERS = {
    PaperKind.ADOPTION: "党组秘书", PaperKind.OPINION: "出具意见的法律顾问", PaperKind.REVIEW: "承办这次审查的人员",
    PaperKind.AGENDA: "党组秘书或者会议记录人", PaperKind.MINUTES: "党组秘书或者会议记录人",
}  # fmt: skip
"""Who signs a document, or has it signed."""


def adoption(desk: Desk, actor: Actor, number: str) -> Paper:
    """The statement of which opinions were adopted (意见采纳情况表). Raises NotFound while none is registered."""
    record = compose(desk, actor, number)
    if not opinions_received(record.dossier):
        raise NotFound("还没有登记收到的意见，没有可以打印的意见采纳情况表。")
    return _of(record, PaperKind.ADOPTION, 0)


def opinion(desk: Desk, actor: Actor, number: str, place: int) -> Paper:
    """The legal opinion of a matter at this place, from 0. Raises NotFound, also while nothing of it is written."""
    record = compose(desk, actor, number)
    opinions = record.dossier.legal_opinions or ()
    if not 0 <= place < len(opinions):
        raise NotFound("这件事项没有这一份法律意见。")
    if not opinion_is_written(opinions[place]):
        raise NotFound("法律意见已经委托，尚未出具，没有可以打印的内容。")
    return _of(record, PaperKind.OPINION, place)


def review(desk: Desk, actor: Actor, number: str, place: int) -> Paper:
    """The legality review of a matter at this place, the oldest being 0. Raises NotFound, also while nothing is written."""
    record = compose(desk, actor, number)
    reviews = reviews_of(record.dossier)
    if not 0 <= place < len(reviews):
        raise NotFound("这件事项没有这一份合法性审查意见。")
    if not review_is_written(reviews[place]):
        raise NotFound("事项已经送审，审查意见尚未出具，没有可以打印的内容。")
    return _of(record, PaperKind.REVIEW, place)


def agenda(desk: Desk, actor: Actor, sitting: Sitting) -> Paper:
    """The agenda of a meeting with all of its topics. Raises NotFound."""
    return _of_sitting(desk, actor, sitting, PaperKind.AGENDA)


def minutes(desk: Desk, actor: Actor, sitting: Sitting) -> Paper:
    """The minutes of a meeting with all of its topics. Raises NotFound, also before anything of the meeting is recorded."""
    paper = _of_sitting(desk, actor, sitting, PaperKind.MINUTES)
    if not is_recorded(_meetings(paper.records, sitting)):
        raise NotFound("会议尚未记录，没有可以打印的纪要。")
    return paper


def name(paper: Paper) -> str:
    """What the document is called."""
    if paper.kind is PaperKind.REVIEW:
        return name_of(reviews_of(paper.records[0].dossier)[paper.place])
    return paper.kind.label


def signs_opinion(given: LegalOpinion, actor: Actor) -> bool:
    """Whether the opinion is this person's own."""
    return Role.LEGAL_ADVISER in actor.roles and given.adviser is not None and given.adviser.id == actor.person


def signs_review(issued: LegalityReview, actor: Actor) -> bool:
    """Whether the review is one that this person issues."""
    return Role.LEGALITY_REVIEWER in actor.roles and reviews_as(issued, actor.person)


def signs_of_meeting(actor: Actor) -> bool:
    """Whether this person has the papers of a meeting signed."""
    return not actor.roles.isdisjoint({Role.SECRETARY, Role.MEETING_RECORDER})


def _signs(paper: Paper, actor: Actor) -> bool:
    dossier = paper.records[0].dossier
    if paper.kind is PaperKind.ADOPTION:
        return Role.SECRETARY in actor.roles
    if paper.kind is PaperKind.OPINION:
        return signs_opinion((dossier.legal_opinions or ())[paper.place], actor)
    if paper.kind is PaperKind.REVIEW:
        return signs_review(reviews_of(dossier)[paper.place], actor)
    return signs_of_meeting(actor)


def for_signing(paper: Paper, actor: Actor) -> Paper:
    """The document without any mark, to be printed and signed or handed round. Raises Forbidden for whom it is not to sign."""
    if not _signs(paper, actor):
        raise Forbidden(f"{name(paper)}的{PRINTED_AS[paper.kind]}由{_SIGNERS[paper.kind]}打印；您可以下载阅览副本。")
    return paper


def of_matter(record: Record) -> tuple[Paper, ...]:
    """Every document that can be printed of one matter, in the order of its course; of its meetings what concerns it."""
    return tuple(_of_matter(replace(record, rules=None)))


def _of_matter(record: Record) -> Iterator[Paper]:
    dossier = record.dossier
    if opinions_received(dossier):
        yield Paper(kind=PaperKind.ADOPTION, records=(record,))
    for place, given in enumerate(dossier.legal_opinions or ()):
        if opinion_is_written(given):
            yield Paper(kind=PaperKind.OPINION, records=(record,), place=place)
    for place, issued in enumerate(reviews_of(dossier)):
        if review_is_written(issued):
            yield Paper(kind=PaperKind.REVIEW, records=(record,), place=place)
    for place, meeting in enumerate(dossier.meetings or ()):
        if meeting.held_on is not None:
            yield Paper(kind=PaperKind.AGENDA, records=(record,), place=place, excerpt=True)
        if is_recorded((meeting,)):
            yield Paper(kind=PaperKind.MINUTES, records=(record,), place=place, excerpt=True)


def _of(record: Record, kind: PaperKind, place: int) -> Paper:
    return Paper(kind=kind, records=(replace(record, rules=None),), place=place)


def _of_sitting(desk: Desk, actor: Actor, sitting: Sitting, kind: PaperKind) -> Paper:
    composed = [compose(desk, actor, one.number) for one in sittings.show(desk, actor, sitting)]
    records = tuple(replace(one, rules=None) for one in composed if place_in(one.dossier, sitting) is not None)
    if not records:
        raise NotFound("这次会议的议题刚刚有变动，请刷新页面后再试。")
    names = {one.id: one.name for one in oversight.people(desk, actor)}
    return Paper(kind=kind, records=records, sitting=sitting, names=names)


def _meetings(records: Sequence[Record], sitting: Sitting) -> list[Meeting]:
    places = ((record.dossier.meetings or (), place_in(record.dossier, sitting)) for record in records)
    return [meetings[place] for meetings, place in places if place is not None]
