"""Holds the use cases of the draft: replace it, and confirm that the new one is what an opinion or review was given on.

Which papers then hold is `domain.standing`'s. That a change is only editorial, or does what a paper asked for, is never the
submitter's own word: until the author of every paper that is to hold has confirmed it, it is not known.
"""

from dataclasses import replace

from review.domain.dossier import Dossier, Draft, EarlierDraft
from review.domain.drafts import as_confirmed, unconfirmed
from review.domain.errors import DossierRefused, Fault
from review.domain.standing import passed
from review.domain.vocabulary import DraftChange, MeetingResult, Role
from review.domain.workflow import Action
from review.service.desk import Desk, act
from review.service.ports import Actor, Matter, UnitOfWork

CHANGE = "/matter/draft/change"
_PASSED = (
    "会议已按现稿通过，不能更换送审稿；确需修改的，请再次提请会议讨论，由会议决定不予通过，再以修改后的送审稿另行提交；"
    "意见只在会议讨论时提出的，会议可以附条件通过"
)
_BEFORE = "与以前的一稿是同一个文件：各稿分得清，意见才对得上所针对的稿；要改回原来内容的，请在文件上注明稿次，另存后上传"


def revise(desk: Desk, actor: Actor, number: str, revision: int, draft: Draft) -> Matter:
    """Replace the draft (更换送审稿); the old one stays among the earlier ones, and papers on it are judged by it.

    A change said to be editorial (文字修改) stays unknown in the dossier while papers on the old draft wait for their
    authors' confirmation; the trail says what was claimed. While any word is awaited no other such claim is laid on it, since
    its authors would be asked of the last draft only. A file that was an earlier draft is refused: a paper on that one would hold
    again, whatever it was told has changed since. The same file may be sent once more as a material change (实质修改).
    """

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        if any(meeting.result is MeetingResult.PASSED for meeting in dossier.meetings or ()):
            said = _PASSED if passed(dossier) else "前一会议已按现稿通过，不能更换送审稿；确需更换的，请撤回后重新提交"
            raise DossierRefused((Fault("/matter/draft/sha256", said),))
        old = dossier.matter.draft
        same = old.sha256 is not None and draft.sha256 == old.sha256
        known = old.change in (DraftChange.FIRST, DraftChange.MATERIAL) or not old.earlier
        if same and (known or draft.change is not DraftChange.MATERIAL):
            raise DossierRefused((Fault("/matter/draft/sha256", "与现稿相同，没有更换"),))
        if not same and any(one.sha256 == draft.sha256 for one in old.earlier or ()):
            raise DossierRefused((Fault("/matter/draft/sha256", _BEFORE),))
        if draft.change is not DraftChange.MATERIAL and unconfirmed(dossier):
            said = "现稿的修改尚待原意见出具人确认：请待确认后再更换；不再等待的，选“实质修改”，原意见不再适用"
            raise DossierRefused((Fault(CHANGE, said),))
        adopting = draft.change is DraftChange.ADOPTS_OPINION
        if adopting and not draft.adopts:
            raise DossierRefused((Fault("/matter/draft/adopts", "请选择按哪些意见修改"),))
        new = replace(
            draft, changed_on=old.changed_on if same else draft.changed_on or dossier.as_of, confirmed_by=None,
            adopts=draft.adopts if adopting else None,
            earlier=old.earlier if same else (*(old.earlier or ()), *_kept(old)) or None,
        )  # fmt: skip
        if new.change is DraftChange.EDITORIAL and unconfirmed(_with(dossier, replace(new, change=None))):
            new = replace(new, change=None)
        return _with(dossier, new)

    claim = f"提交人说明：{draft.change.label}" if draft.change else ""
    return act(desk, actor, number, revision, Action.REVISE_DRAFT, change, note=claim)


def confirm(desk: Desk, actor: Actor, number: str, revision: int) -> Matter:
    """Confirm as adviser or reviewer that the new draft changes only wording, or does what one's own paper asked for."""

    def change(dossier: Dossier, _: UnitOfWork) -> Dossier:
        draft = dossier.matter.draft
        if not any(actor.person in authors for authors in unconfirmed(dossier)):
            raise DossierRefused((Fault(CHANGE, "现稿没有等待您确认的修改"),))
        return as_confirmed(_with(dossier, replace(draft, confirmed_by=(*(draft.confirmed_by or ()), actor.person))))

    by_adviser = Role.LEGAL_ADVISER in actor.roles
    action = Action.CONFIRM_AS_ADVISER if by_adviser else Action.CONFIRM_AS_REVIEWER
    return act(desk, actor, number, revision, action, change)


def _kept(old: Draft) -> tuple[EarlierDraft, ...]:
    if old.sha256 is None:
        return ()
    return (EarlierDraft(
        version=old.version, sha256=old.sha256, changed_on=old.changed_on, change=old.change,
        adopts=old.adopts, confirmed_by=old.confirmed_by,
    ),)  # fmt: skip


def _with(dossier: Dossier, draft: Draft) -> Dossier:
    return replace(dossier, matter=replace(dossier.matter, draft=draft))
