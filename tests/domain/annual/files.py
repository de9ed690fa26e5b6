"""Holds stored matters of every kind for the tests of the annual report; holds no test."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from review.domain.annual import OnFile
from review.domain.dossier import (
    DecisionCondition,
    Dossier,
    Execution,
    LegalityReview,
    LegalOpinion,
    Matter,
    Meeting,
    Presider,
    RequiredChange,
    ReviewReturn,
    Scope,
    Suggestion,
)
from review.domain.settling import Verdict
from review.domain.vocabulary import (
    Category,
    DecisionMode,
    Gate,
    MeetingResult,
    MeetingType,
    Outcome,
    Response,
    ReviewConclusion,
    ReviewKind,
    Severity,
)
from review.domain.workflow import State
from tests.domain.bodies import meeting, said

DAYS = st.dates(date(2023, 11, 1), date(2025, 2, 28))
RULES = ("LRV-01", "LAD-01", "MTG-06", "ARC-01")
GATES = dict(zip(RULES, (Gate.AGENDA, Gate.AGENDA, Gate.MEETING, Gate.ARCHIVE), strict=True))
RESPONSES = st.none() | st.sampled_from(Response)


def on_file(number: str = "A-1", state: State = State.APPROVED, **changes: Any) -> OnFile:
    """A matter that the party group passed on 21 March 2024, with the opinion and the review before it; `changes` are of the
    dossier, of the matter (`matter`), the verdicts or the withdrawal."""
    about = {
        "title": "某事项", "category": Category.LARGE_FUNDS, "decision_mode": DecisionMode.PARTY_GROUP_VOTE,
        "submitted_on": date(2024, 2, 1), "scope": Scope(emergency=False), **changes.pop("matter", {}),
    }  # fmt: skip
    verdicts = changes.pop("verdicts", {(rule, ""): Verdict(Outcome.met) for rule in RULES})
    withdrawn = changes.pop("withdrawn_on", None)
    parts = {"meetings": (held(),), "as_of": date(2025, 3, 1), **changes}
    dossier = Dossier(format="dossier/1", matter=Matter(**about), **parts)
    return OnFile(number=number, state=state, dossier=dossier, verdicts=verdicts, withdrawn_on=withdrawn)


def held(on: date | None = date(2024, 3, 21), result: MeetingResult | None = MeetingResult.PASSED, **changes: Any) -> Meeting:
    return meeting(**{"number": "党组会〔2024〕5号", "held_on": on, "result": result, **changes})


def reviewed(on: date | None = date(2024, 3, 8), **changes: Any) -> LegalityReview:
    given = {
        "number": "合审1号", "kind": ReviewKind.REVIEW, "sent_on": date(2024, 2, 20), "complete_on": date(2024, 2, 28),
        "due_on": date(2024, 3, 11), "issued_on": on, "conclusion": ReviewConclusion.LAWFUL, "returns": (),
        "required_changes": (), **changes,
    }  # fmt: skip
    return LegalityReview(**given)


def verdict(rule: str, outcome: Outcome) -> Verdict:
    breach = outcome in (Outcome.not_met, Outcome.undetermined)
    return Verdict(outcome, GATES[rule], Severity.warning) if breach else Verdict(outcome)


MEETINGS = st.builds(
    held, st.none() | DAYS, st.none() | st.sampled_from(MeetingResult),
    type=st.none() | st.sampled_from((MeetingType.PARTY_GROUP_MEETING, MeetingType.DIRECTOR_MEETING)),
    presider=st.sampled_from((Presider(id="p00"), Presider(id="p01"), Presider())),
    statements=st.sampled_from((None, (), said("p01", "p02", "p00"), said("p00", "p01", "p02"))),
)  # fmt: skip
REVIEWS = st.builds(
    reviewed, st.none() | DAYS, kind=st.none() | st.sampled_from(ReviewKind), sent_on=st.none() | DAYS,
    due_on=st.none() | DAYS, complete_on=st.none() | DAYS, conclusion=st.none() | st.sampled_from(ReviewConclusion),
    returns=st.sampled_from((None, (), (ReviewReturn(on=None),))),
    required_changes=st.none() | st.lists(st.builds(RequiredChange, response=RESPONSES), max_size=3).map(tuple),
)  # fmt: skip
OPINIONS = st.builds(
    LegalOpinion, number=st.none() | st.just("法顾1号"), issued_on=st.none() | DAYS,
    suggestions=st.none() | st.lists(st.builds(Suggestion, response=RESPONSES), max_size=3).map(tuple),
)  # fmt: skip
CONDITIONS = st.sampled_from((None, (), (DecisionCondition(text="甲"), DecisionCondition(text="乙", met_on=date(2024, 5, 6)))))


@st.composite
def matters(draw: st.DrawFn, number: str) -> OnFile:
    outcomes = {rule: draw(st.none() | st.sampled_from(Outcome)) for rule in RULES}
    state, review = draw(st.sampled_from(State)), draw(st.none() | REVIEWS)
    if review is not None and (earlier := draw(st.lists(REVIEWS, max_size=1))):
        review = reviewed(review.issued_on, **{name: getattr(review, name) for name in (
            "kind", "sent_on", "due_on", "complete_on", "conclusion", "returns", "required_changes")}, earlier=tuple(earlier))
    return on_file(
        number, state,
        matter={"submitted_on": draw(st.none() | DAYS), "category": draw(st.none() | st.sampled_from(Category)),
                "decision_mode": draw(st.none() | st.sampled_from(DecisionMode)),
                "scope": Scope(emergency=draw(st.none() | st.booleans()))},
        meetings=draw(st.none() | st.lists(MEETINGS, max_size=3).map(tuple)), legality_review=review,
        legal_opinions=draw(st.none() | st.lists(OPINIONS, max_size=2).map(tuple)),
        execution=draw(st.none() | st.builds(Execution, conditions=CONDITIONS)),
        verdicts={(rule, ""): verdict(rule, outcome) for rule, outcome in outcomes.items() if outcome},
        withdrawn_on=draw(DAYS) if state is State.WITHDRAWN else None,
    )  # fmt: skip


UNITS = st.integers(0, 4).flatmap(lambda size: st.tuples(*(matters(f"A-{place}") for place in range(size))))
"""All matters of a unit."""
