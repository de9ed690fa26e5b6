"""Holds what the pages show of the procedures before the legality review: each with what stands, how it is judged, its page."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from review.domain.adoption import tally
from review.domain.dossier import Preparation
from review.domain.procedures import Procedure, findings_of
from review.domain.vocabulary import Outcome
from review.domain.wording import day
from review.domain.workflow import Action
from review.service.ports import Matter
from review.web.progress import DECIDED_AND_AFTER, PROCEDURE_PAGES
from review.web.session import actor, desk

ABOUT: Mapping[Procedure, str] = {
    Procedure.CONSULT_UNITS: "涉及其他单位职责的", Procedure.OPEN_CONSULTATION: "重大行政决策应当采取便于公众参与的方式",
    Procedure.HEARING: "涉及切身利益或者存在较大分歧的，以及依法应当听证的", Procedure.EXPERT_REVIEW: "专业性、技术性较强的",
    Procedure.RISK_ASSESSMENT: "可能影响社会稳定、公共安全的", Procedure.FAIR_COMPETITION: "涉及经营者经济活动的",
    Procedure.ADOPTION: "收到意见的，逐条写明是否采纳和理由",
}  # fmt: skip
"""For which matters a procedure is meant, in few words; the rules say it exactly."""


@dataclass(frozen=True, slots=True)
class Row:
    """A procedure as the matter's page shows it; `page` is its form, where this person may use it now."""

    procedure: Procedure
    stands: str
    """What is registered of it; nothing where nothing is."""
    counts: Mapping[Outcome, int]
    """Its findings by outcome; those that do not apply are counted where there are no others."""
    page: str | None

    @property
    def concerns(self) -> bool:
        """Whether a rule of it applies, or something of it is registered."""
        return bool(self.stands) or Outcome.not_applicable not in self.counts


def overview(stored: Matter) -> tuple[Row, ...]:
    """The procedures of this matter; none once it is decided, when the record of it has them."""
    if stored.state in DECIDED_AND_AFTER:
        return ()
    may = any(row.action is Action.SUPPLEMENT for row in desk().options(actor(), stored))
    prepared = stored.dossier.preparation or Preparation()
    return tuple(
        Row(one, _STANDS[one](prepared), _counts(stored, one), PROCEDURE_PAGES[one] if may else None) for one in Procedure
    )  # fmt: skip


def _counts(stored: Matter, procedure: Procedure) -> dict[Outcome, int]:
    counted = Counter(one.outcome for one in findings_of(procedure, stored.judgement, desk().rulebook))
    return {one: counted[one] for one in Outcome if one is not Outcome.not_applicable or set(counted) == {one}}


def _told(*parts: str | None) -> str:
    return "，".join(filter(None, parts))


def _units(prepared: Preparation) -> str:
    asked = prepared.unit_consultations
    if asked is None:
        return ""
    if not asked:
        return "没有征求单位意见"
    replied, against = sum(one.replied_on is not None for one in asked), sum(one.agreed is False for one in asked)
    return _told(f"{len(asked)}个单位", f"{replied}个已回复", f"{against}个有不同意见" if against else "")


def _public(prepared: Preparation) -> str:
    heard = prepared.public_participation
    open_ = heard.open_consultation
    said = _told(
        f"{day(open_.published_on)}发布" if open_ and open_.published_on else None,
        f"{day(open_.closed_on)}截止" if open_ and open_.closed_on else None,
    )
    if heard.forms is not None and not heard.forms:
        return "没有听取公众意见"
    return said or "、".join(one.label for one in heard.forms or ())


def _hearing(prepared: Preparation) -> str:
    heard = prepared.public_participation
    if heard.hearing and heard.hearing.held_on:
        ahead = heard.hearing.held_on > desk().today()
        return f"定于{day(heard.hearing.held_on)}召开" if ahead else f"{day(heard.hearing.held_on)}召开"
    return heard.hearing_decision.label if heard.hearing_decision else "已登记，尚未召开" if heard.hearing else ""


def _experts(prepared: Preparation) -> str:
    review = prepared.expert_review
    return "" if review is None else _told(
        f"{day(review.held_on)}论证" if review.held_on else "已登记，尚未论证", review.form.label if review.form else None
    )  # fmt: skip


def _risk(prepared: Preparation) -> str:
    risk = prepared.risk_assessment
    return "" if risk is None else _told(
        f"{day(risk.done_on)}完成" if risk.done_on else "已登记，尚未完成", risk.result.label if risk.result else None,
        f"稳定风险{risk.stability_level.label}" if risk.stability_level else None,
    )  # fmt: skip


def _competition(prepared: Preparation) -> str:
    review = prepared.fair_competition_review
    return "" if review is None else _told(
        f"{day(review.reviewed_on)}审查" if review.reviewed_on else "已登记，尚未审查",
        review.conclusion.label if review.conclusion else "没有结论",
    )  # fmt: skip


def _adoption(prepared: Preparation) -> str:
    if prepared.opinions is None:
        return ""
    return tally(prepared.opinions).said if prepared.opinions else "没有收到意见"


_STANDS: Mapping[Procedure, Callable[[Preparation], str]] = {
    Procedure.CONSULT_UNITS: _units, Procedure.OPEN_CONSULTATION: _public, Procedure.HEARING: _hearing,
    Procedure.EXPERT_REVIEW: _experts, Procedure.RISK_ASSESSMENT: _risk, Procedure.FAIR_COMPETITION: _competition,
    Procedure.ADOPTION: _adoption,
}  # fmt: skip
