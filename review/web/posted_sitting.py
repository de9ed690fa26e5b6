"""Turns the posted form of a meeting with several topics into the meetings of its matters, and those into the rows of its form.

On that form `/meetings/0` is what the meeting has once, `/meetings/1` and on are its topics, so that each field is named as in
the form of a single topic. Holds no view and no arithmetic.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from forms import flat
from forms.further import Input
from review.domain.dossier import Meeting, Member
from review.domain.errors import DossierRefused, Fault
from review.domain.sitting import SHARED, SHARED_OF_MEMBER, SHARED_OF_MINUTES, gone
from review.domain.vocabulary import MeetingResult, MeetingType, Term
from review.web import posted_meeting
from review.web.posted import Form, together

WHOLE = "/meetings/0"
"""What the meeting has once."""

_OF_MEMBER = re.compile(rf"/members/\d+/({'|'.join(SHARED_OF_MEMBER)})")
_OF_WHOLE = re.compile(
    rf"/({'|'.join(SHARED)}|observers|minutes/({'|'.join(SHARED_OF_MINUTES)}))(/|:|$)|{_OF_MEMBER.pattern}"
)
CLOCK = re.compile(r"\d\d:\d\d")


class Seat(Term):
    """Where a member was during a topic, as far as he came to the meeting."""

    IN = "IN", "在场"
    RECUSED = "RECUSED", "回避"
    GONE = "GONE", "离会"


@dataclass(frozen=True, slots=True)
class Row:
    """One topic of the form: its planned meeting and its candidates."""

    planned: Meeting
    candidates: tuple[str, ...]


def notice(form: Form, numbers: Sequence[str], kind: MeetingType) -> tuple[Meeting, dict[str, int]]:
    """The notice of the meeting, and the places that were typed for the matters on its agenda, in their order."""
    meeting, order = together(
        lambda: posted_meeting.notice(form, WHOLE, kind),
        lambda: agenda(form, numbers),
    )
    return meeting, order


def agenda(form: Form, numbers: Sequence[str]) -> dict[str, int]:
    """The matters with their places, in that order; one without a place waits for another meeting. Raises DossierRefused."""
    places: dict[int, str] = {}
    faults: list[Fault] = []
    for number in numbers:
        said = form.get(order(number), "").strip()
        if said and (not said.isdecimal() or len(said) > 3 or int(said) == 0):
            faults.append(Fault(order(number), "请用数字填写议题次序，从1开始"))
        elif said and int(said) in places:
            faults.append(Fault(order(number), f"次序{int(said)}重复"))
        elif said:
            places[int(said)] = number
    if not places and not faults:
        faults.append(Fault("", "请给列入本次会议的议题填写次序"))
    if faults:
        raise DossierRefused(tuple(faults))
    return {places[place]: place for place in sorted(places)}


def order(number: str) -> str:
    """The name of the field for a matter's place on the agenda."""
    return f"order/{number}"


def revision(form: Form, number: str) -> int:
    """The revision of a topic that the page was made from; 0, which is always old, where the form does not say."""
    said = form.get(f"revision/{number}", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def listed(meeting: Meeting, place: int) -> Meeting:
    """The meeting with this place on its agenda."""
    return replace(meeting, topic=replace(meeting.topic, order=place))


def of_notice(pointer: str) -> str:
    """The place of the notice's form: what is said of any topic is asked for once."""
    return re.sub(r"^/topics/\d+/(meeting|meetings/\d+)(?=/)", WHOLE, pointer)


def root(place: int) -> str:
    """Where the fields of this topic stand, the first topic being 0."""
    return f"/meetings/{place + 1}"


def seat(at: str, row: int) -> str:
    """The name of the field that says where a member was during the topic at `at`; it is no place of the dossier."""
    return f"seat{at}/{row}"


def spread(form: Form, topics: Sequence[Row]) -> Form:
    """The form with what the meeting has once said of each topic, and each seat as presence and recusal."""
    filled = form.copy()
    whole = [(name.removeprefix(WHOLE), values) for name, values in form.lists() if name.startswith(f"{WHOLE}/")]
    for place, topic in enumerate(topics):
        at = root(place)
        for rest, values in whole:
            filled.setlist(at + rest, values)
        for row, _ in enumerate(topic.planned.members or ()):
            _seat(form, filled, at, row)
            for key in ("left_at", "returned_at"):
                name = f"{at}/members/{row}/{key}"
                if CLOCK.fullmatch(filled.get(name, "")) and topic.planned.held_on:
                    filled[name] = f"{topic.planned.held_on.isoformat()}T{filled[name]}"
    return filled


def _seat(form: Form, filled: Form, at: str, row: int) -> None:
    """Who was absent from the meeting and is not said to step aside did not step aside; who left is absent here."""
    said, member = form.get(seat(at, row), ""), f"{at}/members/{row}"
    came = form.get(f"{WHOLE}/members/{row}/present", "")
    if said or came == "false":
        filled[f"{member}/recused"] = "true" if said == Seat.RECUSED else "false"
    if said == Seat.GONE and came == "true":
        filled[f"{member}/present"], filled[f"{member}/absence_reason"] = "false", "中途离会"


def recorded(form: Form, topics: Sequence[Row], names: Mapping[str, str]) -> list[Meeting]:
    """The meeting of each topic as it was recorded; raises DossierRefused with the faults of all, each told once."""
    filled, found, faults = spread(form, topics), [], list(_unsaid(form, topics))
    for place, topic in enumerate(topics):
        try:
            found.append(posted_meeting.recorded(filled, root(place), topic.planned, topic.candidates, names))
        except DossierRefused as refused:
            faults += (Fault(on_page(fault.pointer), fault.message) for fault in refused.faults)
    if faults:
        raise DossierRefused(tuple(dict.fromkeys(faults)))
    return found


def _unsaid(form: Form, topics: Sequence[Row]) -> list[Fault]:
    """Whoever left during a topic left at some time."""
    return [
        Fault(f"{root(place)}/members/{row}/left_at", f"{member.name or member.id}中途离会，请填写离场时间")
        for place, topic in enumerate(topics) for row, member in enumerate(topic.planned.members or ())
        if form.get(seat(root(place), row)) == Seat.GONE and not form.get(f"{root(place)}/members/{row}/left_at")
    ]  # fmt: skip


def results(form: Form, count: int) -> list[MeetingResult | None]:
    """The result that is chosen for each topic."""
    chosen = (form.get(f"{root(place)}/result", "") for place in range(count))
    return [MeetingResult(one) if one in tuple(MeetingResult) else None for one in chosen]


def on_page(pointer: str) -> str:
    """The place of the form for a place of a topic: what the meeting has once is asked for once."""
    found = re.match(r"/meetings/\d+(/.*)", pointer)
    return WHOLE + found[1] if found and _OF_WHOLE.match(found[1]) else pointer


def moved(meetings: Sequence[int]) -> Callable[[str], str]:
    """From a place that the use case names (`/topics/1/meeting/…`) to that of the form; `meetings` says which meeting of its
    matter each topic is."""

    def at(pointer: str) -> str:
        found = re.match(r"/topics/(\d+)(/.*)", pointer)
        if not found:
            return pointer
        place, rest = int(found[1]), found[2]
        for own in ("/meeting", f"/meetings/{meetings[place]}"):
            if rest == own or rest.startswith(f"{own}/"):
                return on_page(root(place) + rest[len(own) :])
        return rest

    return at


def of_whole(inputs: Iterable[Input]) -> Iterator[Input]:
    """Those inputs for what only some meetings have that belong to the meeting, as far as its record is asked for."""
    for one in inputs:
        below = tuple(of_whole(one.inputs))
        if below or _OF_WHOLE.match(one.pointer.removeprefix(WHOLE)):
            yield replace(one, inputs=below)


def of_topic(inputs: Iterable[Input]) -> Iterator[Input]:
    """Those that belong to a topic; its place on the agenda and who was notified stand as the notice has them."""
    asked = re.compile(r"/meetings/\d+/(reconsideration|disclosure_found)")
    return (one for one in inputs if asked.match(one.pointer))


def as_typed(topics: Sequence[Row]) -> dict[str, list[str]]:
    """The values of the form for the stored meetings."""
    values: dict[str, list[str]] = {}
    for place, topic in enumerate(topics):
        at = root(place)
        own: dict[str, list[str]] = posted_meeting.as_typed(topic.planned, at, topic.candidates)
        values |= own
        values |= {WHOLE + name.removeprefix(at): value for name, value in own.items()
                   if _OF_WHOLE.match(name.removeprefix(at)) and not _OF_MEMBER.match(name.removeprefix(at))}  # fmt: skip
        for row, member in enumerate(topic.planned.members or ()):
            values |= _of_member(at, row, member)
    return values


def _of_member(at: str, row: int, member: Member) -> dict[str, list[str]]:
    """What the form says of a member at one topic; one who left this topic came to the meeting."""
    name = f"{WHOLE}/members/{row}"
    found: dict[str, list[str]] = {}
    if gone(member):
        found = {f"{name}/present": ["true"], seat(at, row): [Seat.GONE.value]}
    else:
        shared: dict[str, Any] = {key: flat.flatten(member, name).get(f"{name}/{key}") for key in SHARED_OF_MEMBER}
        found = {f"{name}/{key}": value for key, value in shared.items() if value is not None}
        if member.recused:
            found[seat(at, row)] = [Seat.RECUSED.value]
        elif member.present and member.recused is False:
            found[seat(at, row)] = [Seat.IN.value]
    for key in ("left_at", "returned_at"):
        if stored := getattr(member, key):
            found[f"{at}/members/{row}/{key}"] = [stored.strftime("%H:%M")]
    return found


def with_all_present(form: Form, topics: Sequence[Row]) -> Form:
    """The form with every member of whom nothing was said present, and at each topic in his seat and without interest."""
    answered = form.copy()
    for row in range(len(topics[0].planned.members or ())):
        at = f"{WHOLE}/members/{row}/present"
        answered[at] = form.get(at) or "true"
        for place, _ in enumerate(topics):
            conflict = f"{root(place)}/members/{row}/conflict"
            answered[conflict] = form.get(conflict) or "NONE"
            if answered[at] == "true":
                answered[seat(root(place), row)] = form.get(seat(root(place), row)) or Seat.IN.value
    return answered


def with_all_approving(form: Form, topics: Sequence[Row], ballots: str) -> Form:
    """The form with the approval of every member in his seat who has not voted yet on what these ballots are about."""
    place = next((place for place, _ in enumerate(topics) if ballots.startswith(f"{root(place)}/")), 0)
    filled = spread(form, topics)
    approving = posted_meeting.with_all_approving(filled, root(place), len(topics[place].planned.members or ()), ballots)
    answered = form.copy()
    for name, values in approving.lists():
        if name.startswith(f"{ballots}/"):
            answered.setlist(name, values)
    return answered
