"""Holds the facts about what a matter is (CLS) and which families of rules it switches on (domain matrix 1.R)."""

from review.domain import disclosure
from review.domain.facts.case import Case, fact, once
from review.domain.kleene import Truth, all_true, any_true, given, negated
from review.domain.vocabulary import Category


def asked_of(case: Case, stated: bool | None, *classes: Category) -> Truth:
    """What is asked only of matters of these classes (domain matrix 1.R): as it is stated, for whatever class; where
    nothing is stated, not of a matter that is of none of them."""
    return False if stated is None and case.is_category(*classes) is False else stated


ALL_BUT_APPOINTMENTS = (Category.MAJOR_MATTER, Category.MAJOR_PROJECT, Category.LARGE_FUNDS)
"""The classes that may spend money or touch a market."""


@fact("switch.appointment")
@once
def is_appointment(case: Case) -> Truth:
    """The matter is a key appointment (重要干部任免), by its primary or a secondary class; whatever it is called, it is one
    where somebody is proposed."""
    return True if case.dossier.matter.candidates else case.is_category(Category.KEY_APPOINTMENT)


@fact("switch.project")
@once
def is_project(case: Case) -> Truth:
    """The matter is a major project (重大项目安排), by its primary or a secondary class; whatever it is called, it is one
    where it says which project."""
    return True if case.dossier.matter.project is not None else case.is_category(Category.MAJOR_PROJECT)


@fact("switch.funds")
@once
def is_about_money(case: Case) -> Truth:
    """The matter spends money: large funds and projects always, other matters where they say so; of a mere appointment
    that says nothing it is not asked."""
    by_class = case.is_category(Category.LARGE_FUNDS, Category.MAJOR_PROJECT)
    matter = case.dossier.matter
    stated = True if matter.funds is not None else asked_of(case, matter.scope.funds_involved, *ALL_BUT_APPOINTMENTS)
    return any_true((by_class, stated))


@once
def is_excluded(case: Case) -> Truth:
    """第三条第二款: of an excluded kind, on a stated ground."""
    return disclosure.is_excluded(case.dossier)


@once
def under_decree_713(case: Case) -> Truth:
    """《重大行政决策程序暂行条例》第三条: a major administrative decision, and none of the excluded kinds. What the list of
    such decisions (决策事项目录, 第三款) names is one, whatever else is said of it."""
    return disclosure.under_decree_713(case.dossier)


@fact("switch.decree_713")
@once
def decided_under_decree_713(case: Case) -> Truth:
    """A matter of which CLS-03 asks, and that decree 713 governs."""
    return all_true((may_be_under_decree_713(case), under_decree_713(case)))


@fact("switch.public_participation")
@once
def needs_preparation_by_decree(case: Case) -> Truth:
    """Public participation, expert review, risk assessment: major matters and projects under decree 713, or projects
    of major impact (《政府投资条例》第十一条第三款)."""
    project = case.dossier.matter.project
    of_impact = all_true((is_project(case), project.major_impact if project else None))
    return any_true((decided_under_decree_713(case), of_impact))


@fact("switch.legal_opinion")
@once
def needs_legal_opinion(case: Case) -> Truth:
    """中办发〔2016〕30号: major matters; appointments only where the unit's parameter says so (domain 1.R, 9-8)."""
    by_class = case.is_category(*ALL_BUT_APPOINTMENTS)
    required = case.dossier.unit.parameters.appointment_requires_legal_opinion
    return any_true((by_class, all_true((is_appointment(case), required))))


@fact("switch.legality_review")
@once
def needs_legality_review(case: Case) -> Truth:
    """《重大行政决策程序暂行条例》第二十五条第一款, by unit rule all of 三重一大 but appointments. The strictest of decree,
    unit rule and every line of the unit's list prevails: only an excluded decision (第三条第二款) goes without review,
    and only where its lines of the list say so; one that is not listed does not."""
    items, scope = case.dossier.matter.catalogue.items, case.dossier.matter.scope
    listed = None if items is None else any_true(item.legality_review_required for item in items)
    waived = None if items is None else bool(items) and negated(listed)
    excluded = all_true((scope.major_administrative_decision, is_excluded(case)))
    of_class = case.is_category(Category.MAJOR_MATTER, Category.MAJOR_PROJECT, Category.LARGE_FUNDS)
    required = case.dossier.unit.parameters.appointment_requires_legal_opinion
    return any_true((
        listed,
        all_true((of_class, negated(all_true((excluded, waived))))),
        all_true((is_appointment(case), required)),
    ))  # fmt: skip


@fact("matter.titled")
def titled(case: Case) -> Truth:
    """CLS-01: the matter has a title, by which one knows what is to be decided; a blank one says nothing."""
    return given(case.dossier.matter.title)


@fact("matter.one_primary_category")
def one_primary_category(case: Case) -> Truth:
    """CLS-01: exactly one primary class; a secondary class may add to it, not repeat it."""
    matter = case.dossier.matter
    if matter.category is None or matter.secondary_categories is None:
        return None
    return matter.category not in matter.secondary_categories


@fact("matter.listed")
def listed(case: Case) -> Truth:
    """CLS-02, 党组工作条例: the matter is an entry of the unit's list (清单管理), whose version is named."""
    catalogue = case.dossier.matter.catalogue
    entries: Truth = None
    if catalogue.items is not None:
        entries = bool(catalogue.items) and all_true(given(item.code) for item in catalogue.items)
    return all_true((entries, given(catalogue.version)))


@fact("matter.decree_713_heads_answered")
def heads_answered(case: Case) -> Truth:
    """CLS-03, 《重大行政决策程序暂行条例》第三条第一款: each head is answered, and the answers agree with each other."""
    scope = case.dossier.matter.scope
    if scope.major_administrative_decision is None or scope.decision_heads is None:
        return None
    return bool(scope.decision_heads) is scope.major_administrative_decision


@fact("switch.asks_decree_713")
@once
def may_be_under_decree_713(case: Case) -> Truth:
    """CLS-03, 第三条第一款、第三款 is asked of major matters and major projects, not of funds or an appointment; but what
    is stated to be a major administrative decision, or is in the list of them, is one by whatever class it goes."""
    matter = case.dossier.matter
    listed = bool(matter.decision_catalogue and matter.decision_catalogue.listed)
    stated = listed or matter.scope.major_administrative_decision is True
    return any_true((stated, case.is_category(Category.MAJOR_MATTER, Category.MAJOR_PROJECT)))


@fact("funds.threshold_set")
def threshold_set(case: Case) -> Truth:
    """CLS-07: the unit has set a threshold (yuan) for this kind of funds, and names the document that sets it."""
    parameters, funds = case.dossier.unit.parameters, case.dossier.matter.funds
    if funds is None or funds.amount is None:
        return None
    threshold = case.dossier.large_from
    return all_true((None if threshold is None else True, given(parameters.large_funds_threshold_source)))


@fact("matter.free_of_state_secrets")
def free_of_state_secrets(case: Case) -> Truth:
    """CLS-09, 《保守国家秘密法》第三十一条第三项: the submitter declares that nothing in the matter is a state secret."""
    return case.dossier.matter.state_secret_free


@fact("matter.party_group_votes")
def party_group_votes(case: Case) -> Truth:
    """The party group decides by vote, not the head of the administration."""
    mode = case.dossier.matter.decision_mode
    return None if mode is None else mode.value == "PARTY_GROUP_VOTE"


@fact("matter.for_the_party_group")
def for_the_party_group(case: Case) -> Truth:
    """CLS-11: the party group has to decide: where it votes; and, whoever is said to decide, on appointments
    (《党政领导干部选拔任用工作条例》第六章: 由党委（党组）集体讨论作出任免决定) and on the discipline of a party member."""
    return any_true((party_group_votes(case), is_appointment(case), case.dossier.matter.scope.party_discipline))
