"""Holds the facts about the legal adviser's part in the course of a matter (LAD): in drafting, before every discussion, and
after the draft was changed; the opinions themselves are in `opinion`."""

from collections.abc import Callable

from review.domain.dossier import Draft, EarlierDraft, LegalOpinion, Suggestion
from review.domain.facts.case import Case, fact, once
from review.domain.facts.classification import needs_legal_opinion
from review.domain.facts.normative_document import about_normative_document
from review.domain.facts.opinion import was_heard
from review.domain.facts.sending import before_sending
from review.domain.kleene import Truth, all_true, any_true, known, negated
from review.domain.vocabulary import Force, MeetingResult, OpinionConclusion, Response


@fact("opinions.in_drafting")
@once
def in_drafting(case: Case) -> Truth:
    """LAD-02, 中办发〔2016〕30号: an adviser took part in drafting, or his opinion was heard on a draft, this or an earlier
    one, before the matter was sent for legality review; one that says the materials are insufficient is none."""
    opinions, preparation = case.dossier.legal_opinions, case.dossier.preparation
    heard = None if opinions is None else any_true(
        False if opinion.conclusion is OpinionConclusion.INSUFFICIENT_MATERIALS
        else all_true((known(opinion.conclusion), before_sending(case, opinion.issued_on)))
        for opinion in opinions
    )  # fmt: skip
    return any_true((heard, preparation.adviser_took_part if preparation else None))


@fact("opinions.hearing_due")
@once
def hearing_due(case: Case) -> Truth:
    """LAD-03, LAD-06: the adviser has to be heard on the matter (LAD-01) or in drafting it (LAD-02)."""
    return any_true((needs_legal_opinion(case), about_normative_document(case)))


@fact("opinions.in_drafting_where_due")
def in_drafting_where_due(case: Case) -> Truth:
    """LAD-03, LAD-06: in drafting a normative document the adviser took part or was heard; of other matters that is not
    asked."""
    return any_true((in_drafting(case), negated(about_normative_document(case))))


@fact("opinions.before_every_discussion")
def before_every_discussion(case: Case) -> Truth:
    """LAD-03 (不得提交讨论、作出决定): an opinion was heard before the topic of each meeting was confirmed, the preparing one
    as the deciding one; before there is a meeting, by today. Of several of one type the last counts, so that what was
    discussed too early can be discussed again; one that put the vote off took no decision."""
    opinions = case.dossier.legal_opinions
    if opinions is None:
        return None
    discussed = [one for one in case.dossier.meetings or () if one.result is not MeetingResult.DEFERRED]
    last = {one.type or place: one for place, one in enumerate(discussed)}
    days = [one.topic.confirmed_on for one in last.values()] or [case.dossier.as_of]
    return all_true(any_true(was_heard(opinion, day) for opinion in opinions) for day in days)


@fact("opinions.due_suggestions_adopted")
def due_suggestions_adopted(case: Case) -> Truth:
    """LAD-06 (应当采纳而未采纳): every suggestion that has to be adopted was adopted, whole; of the opinions that count."""
    current = case.picture.opinions
    if current is None:
        return None
    adopted = all_true(
        None if opinion.suggestions is None else all_true(map(_adopted, opinion.suggestions))
        for opinion in current.opinions
    )
    return adopted if current.certain else all_true((adopted, None))


def _adopted(suggestion: Suggestion) -> Truth:
    voluntary = None if suggestion.force is None else suggestion.force is not Force.MUST
    response = suggestion.response
    return any_true((voluntary, None if response is None else response is Response.ADOPTED))


@fact("opinions.draft_changed_after")
def draft_changed_after(case: Case) -> Truth:
    """LAD-10: an opinion was given on another draft than the current one."""
    opinions, draft = case.dossier.legal_opinions, case.dossier.matter.draft.sha256
    if opinions is None:
        return None
    return any_true(
        None if draft is None or opinion.draft_sha256 is None else opinion.draft_sha256 != draft for opinion in opinions
    )


@fact("opinions.supplemented")
def supplemented(case: Case) -> Truth:
    """LAD-10: an opinion was given on the current draft itself, or its adviser confirmed every change made since."""
    return _of_any(case, lambda opinion: _sees_current(case, opinion))


@fact("opinions.one_holds")
def one_holds(case: Case) -> Truth:
    """LAD-10: an opinion still holds for the current draft, for what changed since is editorial, or adopts it."""
    return _of_any(case, lambda _: True)


def _of_any(case: Case, question: Callable[[LegalOpinion], Truth]) -> Truth:
    """Whether the answer is yes for one of the opinions that count; one of insufficient materials says nothing."""
    current = case.picture.opinions
    if current is None:
        return None
    found = any_true(
        False if opinion.conclusion is OpinionConclusion.INSUFFICIENT_MATERIALS
        else all_true((known(opinion.conclusion), None if opinion in current.doubtful else question(opinion)))
        for opinion in current.opinions
    )  # fmt: skip
    return found if current.certain else any_true((found, None))


def _sees_current(case: Case, opinion: LegalOpinion) -> Truth:
    draft = case.dossier.matter.draft
    chain: list[Draft | EarlierDraft] = [*(draft.earlier or ()), draft]
    adviser = None if opinion.adviser is None else opinion.adviser.id
    start = [version.sha256 for version in chain].index(opinion.draft_sha256)  # one that counts names a known draft
    return all_true(
        None if adviser is None or version.confirmed_by is None else adviser in version.confirmed_by
        for version in chain[start + 1 :]
    )
