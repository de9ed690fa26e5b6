"""Holds the use cases of the documents that are printed by themselves (文书): put together what each shows; printing is an
adapter. What is not there yet is refused in a sentence; what is begun is printed as unfinished.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from review.domain.dossier import Meeting
from review.domain.errors import NotFound
from review.domain.papers import PaperKind, is_recorded, opinion_is_written, review_is_written, reviews_of
from review.domain.sitting import Sitting, place_in
from review.service import oversight
from review.service import sitting as sittings
from review.service.desk import Desk
from review.service.ports import Actor, Paper, Record
from review.service.record import compose


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


def of_matter(record: Record) -> tuple[Paper, ...]:
    """Every document that can be printed of one matter, in the order of its course; of its meetings what concerns it."""
    return tuple(_of_matter(replace(record, rules=None)))


def _of_matter(record: Record) -> Iterator[Paper]:
    dossier = record.dossier
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
