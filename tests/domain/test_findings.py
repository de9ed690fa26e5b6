"""What a finding says: its severity, its reason, the edition and strength of what it cites, where it stands."""

from datetime import timedelta

from forms.dossier import read_plain
from review.domain import wording
from review.domain.checklist import judge
from review.domain.rulebook import Rulebook
from review.domain.vocabulary import Gate, Language, Outcome, Severity, Strength

from .judging import PLAIN, changed, judged


def test_a_warning_shuts_no_gate(rulebook: Rulebook):
    late = judge(read_plain(changed("01", {"/legality_review/issued_on": "2022-09-10"})), rulebook)
    (finding,) = [one for one in late.findings if one.outcome is Outcome.not_met]
    assert (finding.rule, finding.severity, finding.shuts) == ("LRV-10", Severity.warning, False)
    assert late.gates[Gate.AGENDA].open


def test_a_stated_reason_opens_the_gate_of_a_reasoned_rule_and_the_breach_stays_told(rulebook: Rulebook):
    short = {"/legality_review/due_on": "2022-09-08"}
    assert not judge(read_plain(changed("01", short)), rulebook).gates[Gate.AGENDA].open
    reason = {"/legality_review/short_time_reason": "上级要求提前报送"}
    judgement = judge(read_plain(changed("01", short | reason)), rulebook)
    assert judgement.gates[Gate.AGENDA].open
    (finding,) = [one for one in judgement.findings if one.outcome is Outcome.not_met]
    assert (finding.rule, finding.excused) == ("LRV-07", True)
    assert finding.observed == "允许的审查时间6个工作日"
    assert finding.required == "允许的审查时间不少于7个工作日"
    assert finding.remedy == "审查意见尚未出具的，顺延审查期限，不早于2022年9月9日；已经出具的，写明缩短审查时间的理由"
    assert "/legality_review/due_on" in finding.evidence


def test_the_due_day_that_is_asked_for_does_not_count_the_days_of_a_return(rulebook: Rulebook):
    """Complete on 31 August 2022, returned for the second and fifth of September: the seventh working day is the fourteenth."""
    back = {"/legality_review/returns": [{"on": "2022-09-01", "gaps": ["x"], "resupplied_on": "2022-09-05"}]}
    (finding,) = [one for one in judged(changed("01", back), rulebook).findings if one.rule == "LRV-07"]
    assert finding.remedy == "审查意见尚未出具的，顺延审查期限，不早于2022年9月14日；已经出具的，写明缩短审查时间的理由"
    extended = changed("01", back | {"/legality_review/due_on": "2022-09-14"})
    (finding,) = [one for one in judged(extended, rulebook).findings if one.rule == "LRV-07"]
    assert finding.outcome is Outcome.met


def test_files_that_are_overdue_are_to_be_handed_over_at_once(rulebook: Rulebook):
    late = changed("01", {"/as_of": "2023-12-01"})
    late["archive"] = {"closed_on": "2022-09-28", "handed_over_on": "2023-11-30"}
    (finding,) = [one for one in judged(late, rulebook).findings if one.rule == "ARC-03"]
    assert finding.outcome is Outcome.not_met
    assert finding.remedy == "移交本单位档案机构或者档案工作人员，期限为2023年6月30日；已经逾期的，立即移交"


def test_a_count_past_the_calendar_is_marked_provisional(rulebook: Rulebook):
    plain = changed("01", {"/legality_review/complete_on": "2027-03-01", "/legality_review/due_on": "2027-03-10"})
    marked = [one.rule for one in judged(plain, rulebook).findings if one.provisional]
    assert marked == ["LRV-07"]
    assert not any(one.provisional for one in judged(PLAIN["01"], rulebook).findings)


def test_decree_713_binds_a_government_directly_and_a_department_by_reference(rulebook: Rulebook):
    for example, strength in (("06", Strength.direct), ("01", Strength.reference)):
        (finding,) = [one for one in judged(PLAIN[example], rulebook).findings if one.rule == "LRV-01"]
        assert finding.citation.strength is strength
        assert finding.citation.edition == "2019-09-01"


def test_the_edition_on_the_day_of_the_law_is_the_one_that_is_cited(rulebook: Rulebook):
    for day, article in (("2024-04-30", "24"), ("2024-05-01", "31")):
        findings = judged(PLAIN["01"] | {"edition_on": day}, rulebook).findings
        (finding,) = [one for one in findings if one.rule == "CLS-09"]
        assert finding.citation.article == article


def test_a_rule_not_yet_in_force_is_not_applicable_and_says_from_when(rulebook: Rulebook):
    judgement = judged(PLAIN["01"] | {"edition_on": "2010-09-30"}, rulebook)
    assert {one.rule for one in judgement.findings} == {rule.id for rule in rulebook.rules}
    (finding,) = [one for one in judgement.findings if one.rule == "FCR-06"]
    assert finding.outcome is Outcome.not_applicable
    assert finding.observed == "2010年9月30日没有有效的规定（本规则自2016年6月1日起适用）"


def test_each_meeting_and_each_candidate_has_a_finding_of_its_own(rulebook: Rulebook):
    of_rule = {rule: [one.subject for one in judged(PLAIN["02"], rulebook).findings if one.rule == rule]
               for rule in ("MTG-12", "CAD-09", "LRV-01")}  # fmt: skip
    assert of_rule == {
        "MTG-12": ["/meetings/0", "/meetings/1"], "CAD-09": ["/matter/candidates"], "LRV-01": [""],
    }  # fmt: skip


def test_findings_come_in_the_order_of_the_rulebook_and_are_counted(rulebook: Rulebook):
    judgement = judged(PLAIN["05"], rulebook)
    order = [rule.id for rule in rulebook.rules]
    places = [order.index(finding.rule) for finding in judgement.findings]
    assert places == sorted(places)
    assert sum(judgement.summary.values()) == len(judgement.findings)
    assert judgement.rulebook == {"id": rulebook.id, "sha256": rulebook.sha256}


def test_archive_looks_at_its_own_rules_only_so_that_a_rejected_matter_can_be_archived(rulebook: Rulebook):
    told = {"/meetings/0/vote/ballots/0/choice": "OPPOSE", "/meetings/0/disclosure_found": False}
    plain = changed("03", told | {"/meetings/0/result": "REJECTED"})
    kept = [
        {"kind": kind, "sha256": first * 64, "retention": "PERMANENT"}
        for first, kind in zip("abcd", ("DRAFT", "LEGAL_OPINION", "LEGALITY_REVIEW", "MINUTES"), strict=True)
    ]
    verified = dict.fromkeys(("metadata_complete", "chain_verified", "hashes_verified", "signature_valid"), True)
    day = plain["as_of"]
    archive = {"items": kept, "closed_on": day, "handed_over_on": day, "marking": "NONE", "integrity": verified}
    rejected = {key: value for key, value in plain.items() if key not in ("approvals", "execution", "publication")}
    judgement = judged(rejected | {"archive": archive}, rulebook)
    assert not judgement.gates[Gate.APPROVAL].open
    assert judgement.gates[Gate.ARCHIVE].open
    assert judgement.gates[Gate.ARCHIVE].reached


def test_where_there_is_no_breach_the_severity_is_the_rules_own(rulebook: Rulebook):
    own = {rule.id: rule.severity for rule in rulebook.rules}
    kept = {"/matter/scope/other_units_affected": True, "/preparation/unit_consultations": [
        {"unit": "市财政局", "replied_on": "2022-08-01", "agreed": True},
    ]}  # fmt: skip
    for plain in (*PLAIN.values(), changed("01", kept)):
        for finding in judged(plain, rulebook).findings:
            if finding.outcome in (Outcome.met, Outcome.not_applicable):
                assert finding.severity is own[finding.rule], finding.rule


def test_no_requirement_is_not_less_than_nothing(rulebook: Rulebook):
    for language in Language:
        said = {rule.id: wording.required(rule, rulebook.facts, {}, language) for rule in rulebook.rules}
        assert not [one for one, words in said.items() if "不少于0" in words or "at least 0" in words]
    assert "自通知书发出至签订，先后不得颠倒；自通知书发出至签订不多于30日" in {
        rule.id: wording.required(rule, rulebook.facts, {}) for rule in rulebook.rules
    }["FIN-08"]


def test_of_a_day_before_the_first_rule_of_a_gate_nothing_is_known_and_the_gate_stays_shut(rulebook: Rulebook):
    for gate, first in rulebook.ruled_from.items():
        for day, known in ((first, True), (first - timedelta(days=1), False)):
            judgement = judged(PLAIN["01"] | {"edition_on": day.isoformat()}, rulebook)
            own = [one for one in judgement.of_gate(gate) if one.severity is Severity.blocking]
            lapsed = [one for one in own if "没有有效的规定" in one.observed]
            assert {one.outcome for one in lapsed} <= {Outcome.not_applicable if known else Outcome.undetermined}
            assert known or (lapsed == own and not judgement.gates[gate].open)
            assert all("不能判断" in one.observed and one.remedy for one in lapsed if not known)
