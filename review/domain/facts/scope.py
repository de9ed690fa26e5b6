"""Holds the facts about the scope of a matter (CLS-04 to 06, CLS-10): whether decree 713 is excluded, whether the list of
major decisions names the matter, whether a normative document comes of it, whether the people's congress has a say."""

from review.domain.facts.case import Case, fact
from review.domain.facts.classification import ALL_BUT_APPOINTMENTS, asked_of
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.vocabulary import Exclusion, Level, NormativeExclusion


@fact("scope.major_administrative_decision")
def major_administrative_decision(case: Case) -> Truth:
    """CLS-04, 第三条第一款: the matter is one of the major administrative decisions."""
    return case.dossier.matter.scope.major_administrative_decision


@fact("scope.exclusion_settled")
def exclusion_settled(case: Case) -> Truth:
    """CLS-04, 第三条第二款: it is stated whether the decree is excluded, and where it is, by what."""
    scope = case.dossier.matter.scope
    if scope.exclusion is None or scope.exclusion is Exclusion.NONE:
        return None if scope.exclusion is None else True
    return given(scope.exclusion_basis)


@fact("decision_catalogue.exists")
def catalogue_exists(case: Case) -> Truth:
    """CLS-05, 第三条第三款: there is a list of major administrative decisions (决策事项目录); there need not be one."""
    catalogue = case.dossier.matter.decision_catalogue
    return catalogue.exists if catalogue else None


@fact("decision_catalogue.made_public")
def catalogue_made_public(case: Case) -> Truth:
    """CLS-05, 第三条第三款: the party committee of the same level agreed to the list, and it is published."""
    catalogue = case.dossier.matter.decision_catalogue
    if catalogue is None:
        return None
    published = None if catalogue.published_on is None else catalogue.published_on <= case.dossier.as_of
    return all_true((catalogue.party_committee_agreed, published))


@fact("decision_catalogue.followed")
def catalogue_followed(case: Case) -> Truth:
    """CLS-05: what the list names is a major administrative decision without further test, and the entry is named."""
    catalogue, scope = case.dossier.matter.decision_catalogue, case.dossier.matter.scope
    if catalogue is None:
        return None
    as_listed = all_true((given(catalogue.entry), scope.major_administrative_decision))
    return any_true((negated(catalogue.listed), as_listed))


@fact("scope.issues_document")
def issues_document(case: Case) -> Truth:
    """CLS-06: the matter ends in a document; a normative document is one. Of a mere appointment this is not asked: what it
    issues is excluded (人事任免)."""
    scope = case.dossier.matter.scope
    return asked_of(case, any_true((scope.issues_document, scope.normative_document)), *ALL_BUT_APPOINTMENTS)


@fact("scope.normative_answered")
def normative_answered(case: Case) -> Truth:
    """CLS-06, 国办发〔2018〕115号: it is answered whether the document is a normative one, by yes or by no."""
    return None if case.dossier.matter.scope.normative_document is None else True


@fact("scope.normative_answer_grounded")
def normative_answer_grounded(case: Case) -> Truth:
    """CLS-06: a document that is said not to be normative is of one of the kinds that are none (内部管理规范、工作制度 and
    the like). What is said to be normative needs no ground: it then follows the stricter rules (NDR)."""
    scope = case.dossier.matter.scope
    if scope.normative_document is not False:
        return scope.normative_document
    kind = scope.normative_exclusion
    return None if kind is None else kind is not NormativeExclusion.NONE


@fact("unit.is_government")
def is_government(case: Case) -> Truth:
    """CLS-10: the unit is a people's government, which the congress of the same level supervises."""
    level = case.dossier.unit.level
    return None if level is None else level is Level.GOVERNMENT


@fact("scope.people_congress_matter")
def people_congress_matter(case: Case) -> Truth:
    """CLS-10, 第八条第一款: by law for the people's congress to decide, or to be reported to it before it is issued."""
    return case.dossier.matter.scope.people_congress_matter


@fact("reporting.people_congress_done")
def people_congress_done(case: Case) -> Truth:
    """CLS-10, 第八条第一款: the congress or its standing committee decided or was told with a document, by the day of the
    judgement and before the decision was issued (出台前); which of the two law asks for is named."""
    duty = case.dossier.reporting.people_congress if case.dossier.reporting else None
    if duty is None:
        return None
    done = None if duty.done_on is None else duty.done_on <= case.dossier.as_of
    publication = case.dossier.publication
    issued = publication.published_on if publication else None
    in_time = True if issued is None or duty.done_on is None else duty.done_on < issued
    return all_true((None if duty.kind is None else True, done, in_time, given(duty.document)))
