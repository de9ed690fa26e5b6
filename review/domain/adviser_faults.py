"""Holds what is wrong with an appointment and with a declared interest as they are entered."""

from datetime import date

from review.domain.advisers import AdviserStanding, Appointment, Interest, Roll, on
from review.domain.errors import Fault
from review.domain.kleene import given
from review.domain.plain import to_plain
from review.domain.related import comparable
from review.domain.vocabulary import AdviserKind
from review.domain.writing import unwritable_texts

AT, OF_INTEREST = "/appointment", "/interest"
LEAST_NAME = 2
"""The letters of a name that is looked for: one alone would be found nearly everywhere."""


def faults_of_appointment(new: Appointment, roll: Roll, today: date) -> tuple[Fault, ...]:
    """Everything that is wrong with an appointment that is entered today."""
    faults = [Fault(f"{AT}/{key}", "请填写") for key in ("licence_no", "firm", "basis") if not given(getattr(new, key))]
    if new.kind is None:
        faults.append(Fault(f"{AT}/kind", "请选择类别"))
    if not any(map(given, new.fields or ())):
        faults.append(Fault(f"{AT}/fields", "请至少填写一个专业领域"))
    faults += [Fault(f"{AT}{at}", why) for at, _, why in unwritable_texts(to_plain(new))]
    return (*faults, *_faults_of_days(new, roll, today))


def _faults_of_days(new: Appointment, roll: Roll, today: date) -> tuple[Fault, ...]:
    if new.starts is None:
        return (Fault(f"{AT}/starts", "请填写聘期的起始日期"),)
    if new.ends is None and new.kind is AdviserKind.EXTERNAL_COUNSEL:
        return (Fault(f"{AT}/ends", "外聘法律顾问须有聘期：请按聘任合同填写届满日期"),)
    if new.ends is not None and new.ends < max(new.starts, today):
        return (Fault(f"{AT}/ends", "早于起始日期或者今天，请核对日期"),)
    for one in roll.of(new.person):
        if one.standing(today) not in (AdviserStanding.OVER, AdviserStanding.ENDED) and _overlap(one, new):
            until = f"至{on(one.ends)}" if one.ends else "起，没有期限"
            said = f"与已经登记的聘期（{on(one.starts)}{until}）重叠：请从其后开始，或者先解聘，撤下原来的登记"
            return (Fault(f"{AT}/starts", said),)
    return ()


def _overlap(one: Appointment, other: Appointment) -> bool:
    first, second = ((each.starts or date.min, each.ends or date.max) for each in (one, other))
    return first[0] <= second[1] and second[0] <= first[1]


def faults_of_interest(new: Interest, roll: Roll, today: date) -> tuple[Fault, ...]:
    """Everything that is wrong with an interest that is declared today."""
    faults = [Fault(f"{OF_INTEREST}{at}", why) for at, _, why in unwritable_texts(to_plain(new))]
    if len(comparable(new.party) or "") < LEAST_NAME:
        faults.append(Fault(f"{OF_INTEREST}/party", "请写明与谁（个人、企业、单位的全称）或者哪一事项（编号）有利害关系"))
    elif any(comparable(one.party) == comparable(new.party) for one in roll.declared_by(new.person)):
        faults.append(Fault(f"{OF_INTEREST}/party", "已经申报过，仍然有效，不必重复申报"))
    if not given(new.reason):
        faults.append(Fault(f"{OF_INTEREST}/reason", "请写明是什么利害关系"))
    if new.since is None or new.since > today:
        faults.append(Fault(f"{OF_INTEREST}/since", "请填写自何时起，不晚于今天"))
    return tuple(faults)
