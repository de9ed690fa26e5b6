"""Holds what becomes of a record of a whole meeting that was sent after one of its topics had been taken back: nothing is stored,
for each field stands at the place that its topic had on the page; the other topics are shown again as typed, at their new places,
and what was written of the topic that is gone is told, so that it can be copied.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from forms import labels
from review.domain.errors import NotFound
from review.domain.sitting import MOST_TOPICS
from review.service import oversight
from review.web.posted import Form
from review.web.posted_sitting import root
from review.web.refusals import Refusal
from review.web.session import actor, desk

TOPIC = "topic"
"""The hidden fields that name the topics of the page, in the order of their places."""

_OF_TOPIC = re.compile(r"(?P<before>seat|order|)/meetings/(?P<row>\d+)(?P<rest>/.*)")

TOLD = "您打开页面之后，会议的议题有变动。这一次各议题都没有保存，请核对后重新办理。"


@dataclass(frozen=True, slots=True)
class Posted:
    """The form of a meeting as far as its topics are still on the agenda, and why it is shown again where one is not."""

    numbers: tuple[str, ...]
    form: Form
    refusal: Refusal | None


def posted(form: Form, on_agenda: Collection[str]) -> Posted:
    """The sent form with the numbers of its topics that are on the agenda now."""
    numbers = form.getlist(TOPIC)[:MOST_TOPICS]
    kept = [place for place, number in enumerate(numbers) if number in on_agenda]
    left = tuple(numbers[place] for place in kept)
    if len(kept) == len(numbers):
        return Posted(left, form, None)
    told = [line for place, number in enumerate(numbers) if number not in on_agenda for line in _told(form, place, number)]
    moved = {place + 1: new + 1 for new, place in enumerate(kept)} | {0: 0}
    return Posted(left, _moved(form, left, moved), Refusal(409, TOLD, changes=tuple(told), stale=True))


def _moved(form: Form, numbers: Collection[str], places: Mapping[int, int]) -> Form:
    found = MultiDict[str, str]()
    for name, values in form.lists():
        at = _OF_TOPIC.fullmatch(name)
        if at is None:
            found.setlist(name, values)
        elif (place := places.get(int(at["row"]))) is not None:
            found.setlist(f"{at['before']}/meetings/{place}{at['rest']}", values)
    found.setlist(TOPIC, list(numbers))
    return found


def _told(form: Form, place: int, number: str) -> list[str]:
    """That this topic is gone, and every text that was written of it."""
    texts = ((name.removeprefix(root(place)), value.strip()) for name, value in form.items(multi=True)
             if name.startswith(f"{root(place)}/"))  # fmt: skip
    written = [f"{labels.label(f'/meetings/0{at}')}：{text}" for at, text in texts if text and not text.isascii()]
    said = f"议题“{_title(number)}”已收回，不再是这次会议的议题"
    return [f"{said}；为其填写的列在下面，可以复制" if written else said, *written]


def _title(number: str) -> str:
    try:
        return oversight.show(desk(), actor(), number).dossier.matter.title or number
    except NotFound:
        return number
