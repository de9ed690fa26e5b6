"""What was only added to a list alters nothing that was known, wherever in the list it stands."""

from dataclasses import replace

from review import demo
from review.domain.changes import altered
from review.domain.dossier import Matter, ScopeReason
from review.domain.vocabulary import ScopeQuestion

BASE = demo.examples()[0].matter


def reasoned(*questions: ScopeQuestion, reason: str = "只是内部管理") -> Matter:
    told = tuple(ScopeReason(question=one, not_applicable=None, reason=reason) for one in questions)
    return replace(BASE, scope=replace(BASE.scope, reasons=told))


def test_a_reason_added_before_another_is_added_and_alters_none() -> None:
    """The form writes the reasons in the order of its questions: one for an earlier question was refused once an opinion was
    there, as if the later one had been changed."""
    before, after = reasoned(ScopeQuestion.MARKET_ACTIVITY), reasoned(ScopeQuestion.EXCLUSION, ScopeQuestion.MARKET_ACTIVITY)
    assert altered(before, after) == ()
    assert altered(after, before) == ("/scope/reasons",)


def test_a_reason_that_reads_otherwise_or_stands_in_another_order_is_altered() -> None:
    two = ScopeQuestion.EXCLUSION, ScopeQuestion.MARKET_ACTIVITY
    assert altered(reasoned(two[0]), reasoned(*two, reason="另一理由")) == ("/scope/reasons/0/reason",)
    assert altered(reasoned(*two), reasoned(two[1], two[0], ScopeQuestion.CONTRACT)) != ()
