"""A rule that lets a matter pass for a stated reason says where that reason is stated."""

import pytest

from review.domain.rulebook import Rulebook
from review.domain.rulebook_reader import read_rulebook
from review.domain.vocabulary import Severity
from tests.domain.test_rulebook_reader import SHIPPED, refused, with_rule

BLOCKING = 'severity = "blocking"'
TIER = BLOCKING + '\nseverity_when = [ { is = "reasoned", when = [ { fact = "review.is_a_review", is = true } ] } ]'
EXCUSED = '\nexcused_when = [ { fact = "review.short_time_reason_given", is = true } ]'


@pytest.mark.parametrize("severity", ['severity = "reasoned"', TIER])
def test_a_reasoned_rule_without_a_reason_to_state_is_refused(severity: str):
    assert refused(BLOCKING, severity) == ["须说明（reasoned）的规则应当写明什么理由可以免除（excused_when）"]
    text = with_rule(BLOCKING, severity + EXCUSED)
    assert read_rulebook({**SHIPPED, "legality_review.toml": text.encode()})


def test_every_shipped_reasoned_rule_has_one(rulebook: Rulebook):
    reasoned = [rule for rule in rulebook.rules if rule.severity is Severity.reasoned]
    assert {"CLS-02", "CLS-08", "LRV-07", "PRJ-05"} <= {rule.id for rule in reasoned}
    assert [rule.id for rule in reasoned if not rule.excused_when] == []
