"""Holds the facts about the course of the legality review (LRV): what was sent, what came back, which conclusion, what the
meeting heard of it; the review itself is in `legality`."""

from datetime import date

from review.domain.dossier import LegalityReview, LegalOpinion, ReviewReturn
from review.domain.facts.case import Case, fact
from review.domain.facts.convening import attended
from review.domain.facts.opinion import was_heard
from review.domain.kleene import Truth, all_true, any_true, given, known, negated
from review.domain.review_clock import complete_since
from review.domain.standing import opinion_holds
from review.domain.vocabulary import Conformity, ObserverKind, ReviewConclusion


def _review(case: Case) -> LegalityReview:
    return case.dossier.legality_review or LegalityReview()


@fact("matter.exploratory")
def exploratory(case: Case) -> Truth:
    """LRV-04, 第二十五条第二款: a reform that explores what the State has no clear rule on (探索性改革), as stated, or as the
    review found."""
    found = _review(case).conclusion is ReviewConclusion.EXPLORATORY
    return True if found else case.dossier.matter.scope.exploratory_reform


@fact("review.risk_stated")
def risk_stated(case: Case) -> Truth:
    """LRV-04, 第二十五条第二款: the legal risk is stated expressly (明示法律风险)."""
    return given(_review(case).risk_statement)


@fact("review.risk_shown")
def risk_shown(case: Case) -> Truth:
    """LRV-04, 第二十五条第二款: it was shown to the members of the deciding meeting; before anything is recorded of its
    discussion there was nobody to show it to."""
    meeting = case.picture.deciding
    if meeting is None:
        return True if case.dossier.meetings == () else None
    begun = meeting.started_at is not None or meeting.result is not None or bool(meeting.statements)
    return meeting.risk_statement_shown if begun else meeting.risk_statement_shown is not False


@fact("review.statutory_materials")
def statutory_materials(case: Case) -> Truth:
    """LRV-05, 第二十六条第一款: draft, legal basis and the statement of how the steps of law were performed."""
    sent = _review(case).materials
    return all_true((sent.draft, sent.basis, sent.procedure_statement))


@fact("review.adviser_opinions_enclosed")
def adviser_opinions_enclosed(case: Case) -> Truth:
    """LRV-05: the opinions of the advisers were sent with them, so that one on this draft was there when the materials were
    complete, after a return (退回补正) complete again; 第二十八条 lets the department obtain them itself."""
    review, opinions = _review(case), case.dossier.legal_opinions
    by = complete_since(review) or review.sent_on
    there = None if opinions is None else any_true(heard_on_reviewed_draft(case, one, by) for one in opinions)
    return all_true((review.materials.adviser_opinions, there))


@fact("review.heard_advisers")
def heard_advisers(case: Case) -> Truth:
    """LRV-09, 第二十八条: the review considered opinions of legal advisers or government lawyers that are on file, at least
    one of them an opinion on the reviewed draft, given before the review was issued."""
    considered, opinions = _review(case).opinions_considered, case.dossier.legal_opinions
    if considered is None:
        return None
    if not considered:
        return False
    if opinions is None:
        return None
    on_file = {opinion.number for opinion in opinions}
    filed = all_true(True if number in on_file else None if None in on_file else False for number in considered)
    heard = (
        all_true((None if one.number is None else one.number in considered,
                  heard_on_reviewed_draft(case, one, _review(case).issued_on))) for one in opinions
    )  # fmt: skip
    return all_true((filed, any_true(heard)))


def heard_on_reviewed_draft(case: Case, opinion: LegalOpinion, by: date | None) -> Truth:
    """Whether this is an opinion on the draft that was sent for review, given by this day."""
    reviewed = _review(case).draft_sha256
    holds = None if reviewed is None else opinion_holds(case.dossier, opinion, reviewed)
    return all_true((was_heard(opinion, by), holds))


@fact("review.returned")
def returned(case: Case) -> Truth:
    """LRV-06, 第二十六条第一款: the department returned the materials, or asked for more."""
    returns = _review(case).returns
    return None if returns is None else bool(returns)


@fact("review.returns_settled")
def returns_settled(case: Case) -> Truth:
    """LRV-06, 第二十六条第一款: each return says what is missing, and that was supplied, before the opinion was issued."""
    review = _review(case)
    return None if review.returns is None else all_true(_settled(review, one) for one in review.returns)


def _settled(review: LegalityReview, one: ReviewReturn) -> Truth:
    gaps, supplied, issued = one.gaps, one.resupplied_on, review.issued_on
    return all_true((
        known(one.on),
        None if gaps is None else bool(gaps) and all_true(map(given, gaps)),
        known(supplied),
        None if supplied is None or one.on is None else one.on <= supplied,
        True if supplied is None or issued is None else supplied <= issued,
    ))  # fmt: skip


@fact("review.conclusion_fits")
def conclusion_fits(case: Case) -> Truth:
    """LRV-12, 国办发〔2018〕115号（类推）, 第二十五条第二款: one of the four conclusions is given, and what was found bears it
    out: lawful where nothing deviates, unlawful where something does, changes where they are listed, exploratory where
    the reform is and its risk is stated."""
    review = _review(case)
    found = review.findings
    heads = (found.authority, found.procedure, found.content)
    deviates = any_true(None if head is None else head is Conformity.DOES_NOT_CONFORM for head in heads)
    match review.conclusion:
        case None:
            return None
        case ReviewConclusion.LAWFUL:
            return negated(deviates)
        case ReviewConclusion.LAWFUL_WITH_CHANGES:
            return None if review.required_changes is None else bool(review.required_changes)
        case ReviewConclusion.UNLAWFUL:
            return deviates
        case ReviewConclusion.EXPLORATORY:
            stated = case.dossier.matter.scope.exploratory_reform
            return all_true((stated, given(review.risk_statement), negated(deviates)))


@fact("review.heard_at_decision")
def heard_at_decision(case: Case) -> Truth:
    """LRV-15, 法治政府建设实施纲要: the deciding meeting heard the reviewing department: somebody of it attended, or the
    opinion was read out."""
    meeting = case.picture.deciding
    if meeting is None:
        return None
    return any_true((meeting.opinion_read_out, attended(meeting, ObserverKind.LEGALITY_REVIEWER)))
