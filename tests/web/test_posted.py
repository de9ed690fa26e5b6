"""Tests how posted forms become parts of the dossier: the example dossiers survive a form, contradictions are refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from forms import flat, read_dossier
from review.domain.dossier import Ballot, CandidateVote, Counts, Dossier, Meeting, Preparation, Vote
from review.domain.errors import DossierRefused
from review.domain.procedures import OTHERS, PLACES, ROOT, laid
from review.domain.vocabulary import Choice, Conflict, VoteMethod
from review.web import posted, posted_meeting, posted_sitting
from review.web.fields import compacted
from tests.conftest import EXAMPLES
from tests.sampling import some

FILES = sorted(EXAMPLES.glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_form_shows_of_a_matter_reads_back_as_the_same(path: Path) -> None:
    dossier = read_dossier(path.read_bytes())
    others = laid(None, dossier.preparation, OTHERS)
    values = flat.flatten(dossier.matter, "/matter") | flat.flatten(others, "/preparation")
    form = MultiDict((name, value) for name, many in values.items() for value in many
                     if "catalogue" not in name and not name.endswith(":lines"))  # fmt: skip
    for name in list(form):
        if f"{name}/".startswith(tuple(f"/matter/{place}/" for place in posted.OF_STORED)):
            form.poplist(name)
    form.setlist(posted.ITEMS, [item.code or "" for item in dossier.matter.catalogue.items or ()])
    read = posted.submission(
        form,
        stored=dossier,
        people=(),
        by="s01",
        on=dossier.as_of,
    )
    assert [line.code for line in read.matter.catalogue.items or ()] == [
        line.code for line in dossier.matter.catalogue.items or ()
    ]
    assert replace(read.matter, catalogue=dossier.matter.catalogue) == dossier.matter
    assert read.preparation == dossier.preparation


@pytest.mark.parametrize("path", some(FILES, 3), ids=lambda path: path.stem)
def test_what_the_forms_of_the_procedures_show_reads_back_as_the_same(path: Path) -> None:
    stored = read_dossier(path.read_bytes()).preparation
    read = laid(None, stored, OTHERS)
    for places in PLACES.values():
        form = MultiDict((name, value) for name, many in flat.flatten(laid(None, stored, places), ROOT).items()
                         for value in many if not name.endswith(":lines"))  # fmt: skip
        read = laid(read, flat.read(Preparation, form, ROOT, asks=places), places)
    assert read == stored


def by_seat(vote: Vote | None, meeting: Meeting) -> Vote | None:
    """The vote with its ballots in the order of the members, as the form has them."""
    if vote is None or vote.ballots is None:
        return vote
    seats = [member.id for member in meeting.members or ()]
    return replace(vote, ballots=tuple(sorted(vote.ballots, key=lambda ballot: seats.index(ballot.member))))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_form_shows_of_a_meeting_reads_back_as_the_same(path: Path) -> None:
    dossier: Dossier = read_dossier(path.read_bytes())
    candidates = [one.id for one in dossier.matter.candidates or ()]
    for place, meeting in enumerate(dossier.meetings or ()):
        root = f"/meetings/{place}"
        values = posted_meeting.as_typed(meeting, root, candidates)
        form = MultiDict(
            (name, value) for name, many in values.items() for value in many if not name.endswith(":lines")
        )
        read = posted_meeting.recorded(form, root, meeting, candidates, {})
        assert read == replace(meeting, vote=by_seat(meeting.vote, meeting))


@pytest.mark.parametrize("place", [0, 1])
def test_the_vote_on_one_of_two_candidates_stands_in_his_own_row(place: int) -> None:
    dossier = next(one for path in FILES if (one := read_dossier(path.read_bytes())).matter.candidates)
    meeting, candidates = (dossier.meetings or ())[0], ("甲", "乙")
    ballots = (Ballot(member=(meeting.members or ())[0].id, choice=Choice.APPROVE),)
    vote = CandidateVote(candidate=candidates[place], method=VoteMethod.OPEN_BALLOT, ballots=ballots, counts=Counts(approve=5))
    stored = replace(meeting, vote=None, statements=None, candidate_votes=(vote,))
    values = posted_meeting.as_typed(stored, "/meetings/0", candidates)
    own, other = (f"/meetings/0/candidate_votes/{row}/" for row in (place, 1 - place))
    assert values[f"{own}counts/approve"] == ["5"]
    assert values[f"{own}ballots/0/choice"] == ["APPROVE"]
    assert {name for name in values if name.startswith(other)} <= {f"{other}candidate"}


def test_counts_that_the_ballots_gave_follow_a_ballot_that_is_changed_and_typed_ones_stay() -> None:
    meeting = (read_dossier(FILES[0].read_bytes()).meetings or ())[0]
    assert meeting.vote is not None
    at, before = "/meetings/0", meeting.vote.counts

    def changed(vote: Vote) -> Counts:
        form = MultiDict(posted_meeting.as_typed(replace(meeting, vote=vote), at, []))
        for name in [name for name in form if name.endswith(":lines")]:
            form.poplist(name)
        form[f"{at}/vote/ballots/1/choice"] = "OPPOSE"
        read = posted_meeting.recorded(form, at, meeting, [], {})
        assert read.vote is not None
        return read.vote.counts

    assert before.approve is not None and before.oppose == 0
    computed = changed(meeting.vote)
    assert (computed.approve, computed.oppose) == (before.approve - 1, 1)
    typed = changed(replace(meeting.vote, counts=replace(before, approve=before.approve + 1)))
    assert (typed.approve, typed.oppose) == (before.approve + 1, 1)


@pytest.mark.parametrize("path", some(FILES, 3), ids=lambda path: path.stem)
def test_what_the_form_of_a_whole_meeting_shows_reads_back_as_the_same(path: Path) -> None:
    """Of three topics: one as the example has it, one at which somebody steps aside for a while, one before which somebody
    left."""
    dossier: Dossier = read_dossier(path.read_bytes())
    candidates = tuple(one.id for one in dossier.matter.candidates or ())
    for meeting in dossier.meetings or ():
        at = meeting.started_at
        assert at is not None
        out = {"recused": True, "conflict": Conflict.OWN, "left_at": at.replace(minute=10), "returned_at": at.replace(minute=20)}
        gone = {"present": False, "absence_reason": "中途离会", "recused": False, "left_at": at.replace(minute=30)}
        topics = [posted_sitting.Row(one, candidates) for one in (meeting, seated(meeting, **out), seated(meeting, **gone))]
        values = posted_sitting.as_typed(topics)
        form = MultiDict((name, value) for name, many in values.items() for value in many if not name.endswith(":lines"))
        for name in list(form):  # the form asks for what the meeting has once in one place only
            if posted_sitting.on_page(name) != name and posted_sitting.on_page(name).startswith(posted_sitting.WHOLE):
                form.poplist(name)
        read = posted_sitting.recorded(form, topics, {})
        assert read == [replace(row.planned, vote=by_seat(row.planned.vote, row.planned)) for row in topics]


def seated(meeting: Meeting, **said: object) -> Meeting:
    """The meeting with this said of its second member, who came."""
    members = tuple(
        replace(one, **said) if place == 1 else one for place, one in enumerate(meeting.members or ())  # type: ignore[arg-type]
    )
    return replace(meeting, members=members)


def test_blank_rows_are_taken_out_before_a_form_is_read() -> None:
    form = MultiDict(
        [("/a/b/0/c", ""), ("/a/b/1/c", "x"), ("/a/b/1/d", ""), ("/a/b/10/c", "y"), ("/a/bc/0/c", "z"), ("key", "k")]
    )
    assert list(compacted(form, "/a/b").items(multi=True)) == [
        ("/a/b/0/c", "x"), ("/a/b/0/d", ""), ("/a/b/1/c", "y"), ("/a/bc/0/c", "z"), ("key", "k"),
    ]  # fmt: skip


@pytest.mark.parametrize("form", [
    MultiDict([("/matter/scope/decision_heads", ""), ("/matter/scope/decision_heads", "PLAN")]),
    MultiDict([("/review/required_changes", "none"), ("/review/required_changes/0/text", "改")]),
])  # fmt: skip
def test_nothing_and_something_together_are_refused(form: MultiDict[str, str]) -> None:
    with pytest.raises(DossierRefused):
        posted.agreed(form)


@pytest.mark.parametrize(("said", "message"), [("", "用数字"), ("一", "用数字"), ("1", "重复"), ("1234", "用数字")])
def test_who_spoke_must_have_a_place_of_his_own(said: str, message: str) -> None:
    dossier = read_dossier(FILES[0].read_bytes())
    meeting, root = (dossier.meetings or ())[0], "/meetings/0"
    form = MultiDict({
        f"{root}/statements/0/stance": "APPROVE", f"order{root}/statements/0": "1",
        f"{root}/statements/1/stance": "APPROVE", f"order{root}/statements/1": said,
    })  # fmt: skip
    with pytest.raises(DossierRefused) as refused:
        posted_meeting.recorded(form, root, meeting, [], {})
    assert [(fault.pointer, message in fault.message) for fault in refused.value.faults] == [
        (f"order{root}/statements/1", True)
    ]
