"""Holds the use cases of files: take one in, say which ones the unit has, hand out one that a matter names, attach some.

The bytes are on the disk before the transaction that says the unit has them, and that one before the act that names them;
so whatever is named is there, and what a refused form has brought need not be sent again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from review.domain import one_paper
from review.domain.comparison import Piece
from review.domain.dossier import Attachment, Dossier
from review.domain.drafts import drafts_of, hashes_of
from review.domain.errors import DossierRefused, Fault, Forbidden, NotComparable, NotFound
from review.domain.files import shown_name
from review.domain.vocabulary import Role
from review.service.desk import Desk
from review.service.oversight import opened
from review.service.ports import Actor, StoredFile, UnitOfWork

ATTACHMENTS = "/attachments"


def keep(desk: Desk, actor: Actor, name: str, content: BinaryIO) -> StoredFile:
    """Take a file in for the unit; raises Forbidden, FileRefused, FileTooLarge, FileDamaged, then nothing is noted."""
    if Role.SECRETARY not in actor.roles:
        raise Forbidden("文件由党组秘书上传。")
    shown = shown_name(name)
    kept = desk.files.keep(content, shown)
    with desk.store.writing(actor.unit) as work:
        stored = work.files.add(StoredFile(
            unit=actor.unit, sha256=kept.sha256, name=shown, type=kept.type, size=kept.size,
            uploaded_by=actor.person, uploaded_at=desk.clock.now(),
        ))  # fmt: skip
        work.commit()
    return stored


def known(desk: Desk, actor: Actor, hashes: Iterable[str]) -> Mapping[str, StoredFile]:
    """Those of these files that the actor's unit has, by hash."""
    with opened(desk, actor) as work:
        return work.files.named(hashes)


def fetch(desk: Desk, actor: Actor, number: str, sha256: str) -> tuple[StoredFile, BinaryIO]:
    """A file that a matter of the unit names, with its bytes; raises NotFound for any other, FileDamaged."""
    with opened(desk, actor) as work:
        dossier = work.matters.get(number).dossier
        found = work.files.named((sha256,)).get(sha256) if sha256 in hashes_of(dossier) else None
    if found is None:
        raise NotFound("没有这个文件，或者它没有上传，只登记了校验值。")
    name = next((one.name for one in dossier.attachments or () if one.sha256 == sha256 and one.name), found.name)
    return replace(found, name=name), desk.files.open(sha256)


def difference(desk: Desk, actor: Actor, number: str, old: str, new: str) -> tuple[Piece, ...]:
    """What became of each paragraph from one draft of the matter to another, by their hashes.

    Raises NotFound for what is no draft of it, NotComparable with the cause.
    """
    with opened(desk, actor) as work:
        drafts = tuple(drafts_of(work.matters.get(number).dossier))
        stored = work.files.named((old, new))
    if old not in drafts or new not in drafts:
        raise NotFound("这件事项没有这一版送审稿。")
    if old == new:
        raise NotComparable("两稿是同一个文件")
    for which, sha256 in (("前一稿", old), ("后一稿", new)):
        if sha256 not in stored:
            raise NotComparable(f"{which}没有上传文件，只登记了校验值")
    with desk.files.open(old) as before, desk.files.open(new) as after:
        return desk.compare((stored[old].type, before), (stored[new].type, after))


def attached(dossier: Dossier, added: Sequence[Attachment], work: UnitOfWork) -> tuple[Attachment, ...] | None:
    """The attachments with those that are added, each a file that the unit has, and one paper; none is ever taken off.

    Raises DossierRefused, by the place among those added.
    """
    there = dossier.attachments or ()
    files = work.files.named(one.sha256 or "" for one in added)
    faults, listed = [], list(there)
    for place, one in enumerate(added):
        stored = files.get(one.sha256 or "")
        if stored is None:
            faults.append(Fault(f"{ATTACHMENTS}/{place}/file", "请选择文件"))
        elif one.kind is None:
            faults.append(Fault(f"{ATTACHMENTS}/{place}/kind", "请选择材料种类"))
        elif taken := one_paper.taken_as(dossier, listed, one):
            faults.append(Fault(f"{ATTACHMENTS}/{place}/kind", one_paper.refusal(one.kind, taken)))
        elif any((one.kind, one.sha256) == (other.kind, other.sha256) for other in listed):
            faults.append(Fault(f"{ATTACHMENTS}/{place}/file", "同样内容、同样种类的文件已经登记，不必重复上传"))
        else:
            listed.append(replace(one, id=_free({other.id for other in listed}), name=one.name or stored.name))
    if faults:
        raise DossierRefused(tuple(faults))
    return tuple(listed) if listed else dossier.attachments


def _free(taken: set[str | None]) -> str:
    return next(name for number in range(1, len(taken) + 2) if (name := f"f{number:02}") not in taken)
