"""Holds which decisions are published by law; one answer for the rules and for the days that run after the decision."""

from review.domain.dossier import Dossier, Publication
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.vocabulary import Exclusion


def is_excluded(dossier: Dossier) -> Truth:
    """《重大行政决策程序暂行条例》第三条第二款: of an excluded kind, on a stated ground; a ground that is stated to be none
    excludes nothing."""
    scope = dossier.matter.scope
    kind = None if scope.exclusion is None else scope.exclusion is not Exclusion.NONE
    return all_true((kind, given(scope.exclusion_basis)))


def under_decree_713(dossier: Dossier) -> Truth:
    """第三条: a major administrative decision, and none of the excluded kinds. What the list of such decisions (决策事项目录,
    第三款) names is one, whatever else is said of it."""
    matter = dossier.matter
    listed = bool(matter.decision_catalogue and matter.decision_catalogue.listed)
    return all_true((listed or matter.scope.major_administrative_decision, negated(is_excluded(dossier))))


def withheld_by_law(dossier: Dossier) -> Truth:
    """第三十二条: 依法不予公开, stated as the matter's scope and with the reason why it is not published."""
    publication = dossier.publication or Publication()
    lawful = dossier.matter.scope.not_public_by_law
    return all_true((negated(publication.required), given(publication.withheld_reason), lawful))


def published_by_decree(dossier: Dossier) -> Truth:
    """第三十二条: a major administrative decision, unless law withholds it."""
    return all_true((under_decree_713(dossier), negated(withheld_by_law(dossier))))


def must_be_published(dossier: Dossier) -> Truth:
    """《政府信息公开条例》第十九条、第二十条: what is stated to be published, and every major administrative decision that law
    does not withhold, whatever is stated."""
    publication = dossier.publication or Publication()
    return any_true((publication.required, published_by_decree(dossier)))


def awaits_publication(dossier: Dossier) -> bool:
    """Whether the time for publishing runs (第二十六条): for a major administrative decision it does until it is on record that
    law withholds it, whether or not somebody has said that it is to be published."""
    said = dossier.publication or Publication()
    stated = said.required or (under_decree_713(dossier) and withheld_by_law(dossier) is not True)
    return bool(stated) and said.published_on is None
