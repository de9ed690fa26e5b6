"""Holds what may not be registered of the notice of an appointment (任前公示): of somebody whom the meeting turned down there is
none; an objection on record is neither struck out nor reworded, nor left behind by repeating the notice or by exempting from
it; and that nothing stood against the appointment is said once the notice has run.

《党政领导干部选拔任用工作条例》: 公示结果不影响任职的, 办理任职手续. What came in during the notice is what its result rests on.
"""

from collections.abc import Iterator

from review.domain.after import announced_before, another_notice, turned_down
from review.domain.dossier import Candidate, Dossier
from review.domain.errors import Fault
from review.domain.kleene import given
from review.domain.vocabulary import PublicityExemption, PublicityResult
from review.domain.wording import day


def publicity_faults(candidate: Candidate, said: Candidate, dossier: Dossier, at: str) -> Iterator[Fault]:
    """Each fault of the notice that is to be registered of a candidate, with its place under `at`."""
    had, now = candidate.publicity.objections or (), said.publicity
    if now != candidate.publicity and (now.from_ or now.to) and turned_down(candidate, dossier):
        yield Fault(f"{at}/from", "会议没有通过这一人选，没有可以公示的；已经误作公示的，撤回公示并说明情况，不登记为任前公示")
        return
    answered = announced_before(candidate, dossier)  # by the meeting, which decided again since
    if not another_notice(candidate, said, dossier):
        for row, one in enumerate(had):
            kept = (now.objections or ())[row : row + 1]
            if given(one.text) and (not kept or kept[0].text != one.text):
                told = f"已登记的异议“{(one.text or '')[:20]}”不能删除、改写；登记有误的，在处理情况里写明"
                yield Fault(f"{at}/objections/{row}/text" if kept else f"{at}/objections", told)
                return
    elif not answered and any(not given(one.handling) for one in had):
        yield Fault(f"{at}/from", "上一次公示期间的异议还没有写明处理情况；请先登记处理情况，再登记重新公示")
    if had and not answered and now.exempt not in (None, PublicityExemption.NONE, candidate.publicity.exempt):
        yield Fault(f"{at}/exempt", f"公示期间已有异议，不能改为免予公示（{now.exempt.label}）；请写明处理情况和公示结果")
    if now.result is PublicityResult.NO_EFFECT and now.to is not None and dossier.as_of < now.to:
        yield Fault(f"{at}/result", f"公示到{day(now.to)}才期满，期满以前不能登记“{now.result.label}”")
