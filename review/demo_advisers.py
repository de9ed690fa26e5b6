"""Holds the advisers of the demonstration: who is on the rolls of its two units, and how their opinions were rated."""

from collections.abc import Callable
from datetime import date

from review.demo_lists import enter_lists
from review.domain.advisers import Appointment, Interest
from review.domain.dossier import LegalityReview, OpinionRating
from review.domain.vocabulary import AdviserKind, Grade, Role
from review.service import advisers, legality, oversight
from review.service.desk import Desk
from review.service.ports import Actor, Matter

KEEPERS = (Role.SECRETARY, Role.GROUP_SECRETARY)
"""Who enters, and who confirms."""

_FIRST = {"SL-ZSJ": 2022, "SL-XZF": 2023}
"""The year from which each unit has advisers."""

_LAST = date(2030, 12, 31)

_GOOD = OpinionRating(facts=Grade.VERY_GOOD, basis=Grade.VERY_GOOD, reasoning=Grade.GOOD, use=Grade.VERY_GOOD)
_FAIR = OpinionRating(
    facts=Grade.GOOD, basis=Grade.GOOD, reasoning=Grade.FAIR, use=Grade.GOOD, remark="对合同履约风险的分析可以更具体"
)
_RATINGS = {"法顾〔2023〕2号": _FAIR, "法顾〔2024〕1号": _FAIR}
"""By the number of the opinion; the others were good."""


def enter_registers(desk: Desk, turn_to: Callable[[date], None], clerk: Actor, secretary: Actor) -> None:
    """Enter what the unit of these two keeps for all its matters: its advisers and its lists of matters."""
    first = date(_FIRST[clerk.unit], 1, 1)
    turn_to(first)
    for appointment in (_counsel(first, 1, date(2024, 12, 31)), _government_lawyer(first)):
        _appoint(desk, clerk, secretary, appointment)
    enter_lists(desk, turn_to, clerk, secretary)
    _appoint(desk, clerk, secretary, _counsel(date(2025, 1, 1), 2, _LAST))
    advisers.declare(desk, clerk, Interest(
        person="a02", party="示例信息技术有限公司", reason="配偶在该公司担任部门负责人", since=first
    ))  # fmt: skip


def rate_and_issue(desk: Desk, actor: Actor, number: str, revision: int, review: LegalityReview) -> Matter:
    """Issue the review, and rate each opinion that was not rated before."""
    waiting = legality.to_be_rated(oversight.show(desk, actor, number).dossier)
    ratings = {place: _RATINGS.get(one.number or "", _GOOD) for place, one in waiting.items()}
    return legality.issue(desk, actor, number, revision, review, ratings)


def _appoint(desk: Desk, clerk: Actor, secretary: Actor, appointment: Appointment) -> None:
    advisers.confirm(desk, secretary, advisers.enter(desk, clerk, appointment).number)


def _counsel(starts: date, contract: int, ends: date) -> Appointment:
    return Appointment(
        person="a01", kind=AdviserKind.EXTERNAL_COUNSEL, licence_no="14402000000000001", firm="示例律师事务所",
        fields=("行政许可", "政府采购", "工程建设"), basis=f"法律顾问聘任合同（{starts.year - 1}）{contract}号",
        starts=starts, ends=ends,
    )  # fmt: skip


def _government_lawyer(starts: date) -> Appointment:
    return Appointment(
        person="a02", kind=AdviserKind.GOVERNMENT_LAWYER, licence_no="24402000000000002", firm="政策法规科",
        fields=("规范性文件", "行政复议、行政诉讼"), basis="公职律师任职通知", starts=starts,
    )  # fmt: skip
