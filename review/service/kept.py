"""Holds a record against what this system keeps of its matter: whoever writes a whole record anew, or its judgement by other
rules, cannot write it here. What is not kept here says nothing of a record, but where the trail of its unit has something else in
its place.
"""

from dataclasses import dataclass

from review.domain.errors import NotFound
from review.domain.trail import Event
from review.service.chains import Standing
from review.service.desk import Desk
from review.service.ports import Matter, Record, UnitOfWork
from review.service.time_stamps import OTHER_STAMP

OTHER_TRAIL = "本系统保存的办理记录链没有记录所载的这些办理"
OTHER_JUDGEMENT = "判断或者所依据的规则与本系统在这一步保存的不同"
NOT_KEPT = "本系统没有保存这件事项的办理，没有与办理记录链核对；是否由该单位出具，只凭签名"
FORKED = (
    "本系统没有保存这件事项的办理；而记录所载的办理轨迹第{}号，与本系统保存的该单位办理轨迹的第{}号不同：一个单位只有一条办理轨迹，"
    "请与该单位核实哪一条是真的"
)


@dataclass(frozen=True, slots=True)
class Here:
    """What this system knows of the acts of a record."""

    kept: bool = False
    """They stand in the trail here, and the judgement is the one stored with the last of them."""
    difference: str | None = None
    """What of them is kept here and different."""
    not_kept: str | None = None
    """That nothing is kept here of the matter."""
    forked: str | None = None
    """Why it is then not to be called genuine by its signature alone."""


NOWHERE = Here()
"""Where nothing is looked at: without a desk, or of a record without acts."""


def kept_here(desk: Desk, record: Record, stands: Standing | None) -> Here:
    """What is kept here of the matter of a record that has a trail. Where the trail of the unit is broken, what is not there may
    have been kept, and is different."""
    unit, number = record.trail[0].unit, record.trail[0].matter
    try:
        with desk.store.reading(unit) as work:
            trail = work.trail.of_matter(number)
            if not trail and not (stands and stands.broken is not None):
                place = _other_event(work, record.trail)
                return Here(not_kept=NOT_KEPT, forked=None if place is None else FORKED.format(place, place))
            if trail[: len(record.trail)] != record.trail:
                return Here(difference=OTHER_TRAIL)
            stored: Matter = work.matters.revision(number, len(record.trail))
            kept = work.time_stamps.of(record.trail[-1].seq)
    except NotFound:
        return Here(difference=OTHER_TRAIL)
    if record.time_stamp not in (None, kept):
        return Here(difference=OTHER_STAMP)
    return Here(kept=True) if stored.judgement == record.judgement else Here(difference=OTHER_JUDGEMENT)


def _other_event(work: UnitOfWork, acts: tuple[Event, ...]) -> int | None:
    """The first number at which the trail of the unit here has another event than one of these, or than they follow."""
    for act in acts:
        for seq, hashed in ((act.seq - 1, act.previous), (act.seq, act.hash)):
            here = work.trail.at(seq)
            if here is not None and here.hash != hashed:
                return seq
    return None
