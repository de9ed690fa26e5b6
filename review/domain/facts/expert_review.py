"""Holds the facts about expert review (EXP): whether experts were asked, who they were, what became of what they said."""

from review.domain.adoption import answered
from review.domain.dossier import ExpertReview
from review.domain.facts.case import Case, fact
from review.domain.facts.classification import needs_preparation_by_decree
from review.domain.facts.sending import before_sending
from review.domain.kleene import Truth, all_true, any_true, given
from review.domain.vocabulary import ExpertForm, OpinionSource


@fact("scope.highly_technical")
def highly_technical(case: Case) -> Truth:
    """EXP-01, 《重大行政决策程序暂行条例》第十九条第一款: the matter is highly professional or technical."""
    return case.dossier.matter.scope.highly_technical


def _on_file(case: Case) -> ExpertReview | None:
    return case.dossier.preparation.expert_review if case.dossier.preparation else None


def _review(case: Case) -> ExpertReview:
    return _on_file(case) or ExpertReview()


@fact("switch.expert_review")
def experts_asked_or_due(case: Case) -> Truth:
    """EXP-02 to EXP-05 look at every expert review that was held, and at every one that must be; where none must be and
    none is on file, none was held."""
    due = all_true((needs_preparation_by_decree(case), highly_technical(case)))
    return any_true((_on_file(case) is not None, due))


@fact("expert_review.done")
def expert_review_done(case: Case) -> Truth:
    """EXP-01, 第十九条第一款: experts were asked, and not later than the matter was sent for legality review."""
    return before_sending(case, _review(case).held_on)


@fact("expert_review.conflict_free")
def conflict_free(case: Case) -> Truth:
    """EXP-02, 第二十条: no expert or body with a direct interest in the matter, as each declared."""
    return _review(case).conflict_free


@fact("expert_review.in_writing")
def in_writing(case: Case) -> Truth:
    """EXP-03, 第十九条第二款: a written opinion was given (提供书面论证意见), as it is wherever experts are consulted in
    writing or commissioned. Whether a meeting left one is told by the answer to whether it is signed."""
    review = _review(case)
    by_form = None if review.form in (None, ExpertForm.MEETING) else True
    return any_true((by_form, None if review.opinions_signed is None else True))


@fact("expert_review.opinions_signed")
def opinions_signed(case: Case) -> Truth:
    """EXP-03, 第十九条第二款: the written opinions are signed and sealed (署名、盖章)."""
    return _review(case).opinions_signed


@fact("expert_review.adoption_stated")
def adoption_stated(case: Case) -> Truth:
    """EXP-04, 第二十九条第三项: how the experts' opinions were studied and adopted is stated with the draft, and each of those
    that are listed is answered."""
    of_experts = answered(case.dossier.preparation, (OpinionSource.EXPERT,))
    return all_true((_review(case).adoption_statement, of_experts))


@fact("expert_review.pool_named")
def pool_named(case: Case) -> Truth:
    """EXP-05, 第二十一条: the pool that the experts were taken from is named, the body's own or that of a higher level."""
    return given(_review(case).pool)
