"""Takes in the files that come with a form: their hashes and names then stand in the form, as if they had been typed.

What was taken in stays, whatever else is wrong with the form: shown again, it names the files by their hashes, which are
believed only where the unit has such a file.
"""

from collections.abc import Iterable, Mapping

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict

from review.domain.errors import Fault, FileDamaged, FileRefused, FileTooLarge
from review.domain.files import ACCEPTED, MOST_BYTES, shown_name
from review.service import files as service
from review.service.files import ATTACHMENTS
from review.service.ports import StoredFile
from review.web.posted import Form, rows
from review.web.refusals import Refusal
from review.web.session import actor, desk

DRAFT = "/matter/draft"

AT_ONCE = 4
"""How many of the largest files one form may bring."""

HINT = f"{'、'.join(ending[1:] for ending in ACCEPTED)}，每个不超过 {MOST_BYTES // 1024 // 1024} MB"


class Arrival:
    """The files of one form; `form` is what was posted with what they add, `faults` why any was not taken."""

    def __init__(self) -> None:
        self.form: Form = MultiDict(request.form)
        self.faults: list[Fault] = []
        self.status = 422
        self._draft()
        self._attachments()

    def refusal(self, other: object = None) -> Refusal | None:
        """Why the form comes back: for its files, for `other`, or for both at once; each place is told once."""
        beside = other if isinstance(other, Refusal) else None
        if not self.faults:
            return beside
        told = {fault.pointer for fault in self.faults}
        rest = [fault for fault in (beside.faults if beside else ()) if fault.pointer not in told]
        return Refusal(self.status, "有文件没有收下，没有保存。", faults=(*self.faults, *rest))

    def _draft(self) -> None:
        hash_at = f"{DRAFT}/sha256"
        typed = self.form.get(hash_at, "").strip()
        if self.form.pop(f"{DRAFT}/drop", None):
            self.form[hash_at] = typed = ""
        stored = self._taken(f"{DRAFT}/file")
        if stored is None:
            return
        self.form[hash_at] = stored.sha256
        if typed not in ("", stored.sha256) and not known((typed,)):
            said = f"填写的校验值（{typed[:64]}）不是所上传文件的；已改为文件的校验值，请核对文件后再提交"
            self.faults.append(Fault(hash_at, said))

    def _attachments(self) -> None:
        """Number the rows anew, those left blank taken out, with hash and name of each file that came."""
        old, given = self.form, rows(MultiDict([*self.form.items(), *request.files.items()]), ATTACHMENTS)
        self.form = MultiDict(
            (name, value) for name, value in old.items(multi=True) if not name.startswith(f"{ATTACHMENTS}/")
        )
        new = 0
        for row in given:
            was, here = f"{ATTACHMENTS}/{row}", f"{ATTACHMENTS}/{new}"
            values = {key: old.get(f"{was}/{key}", "").strip() for key in ("kind", "pages", "sha256", "name")}
            sent = request.files.get(f"{was}/file")
            if old.get(f"{was}/drop") or not (any(values.values()) or (sent and sent.filename)):
                continue
            if stored := self._taken(f"{was}/file", f"{here}/file"):
                values |= {"sha256": stored.sha256, "name": shown_name(sent.filename or "") if sent else stored.name}
            for key, value in values.items():
                self.form[f"{here}/{key}"] = value
            new += 1

    def _taken(self, name: str, place: str = "") -> StoredFile | None:
        """The file of this field, taken in; none where none was chosen or it was refused."""
        sent: FileStorage | None = request.files.get(name)
        if sent is None or not sent.filename:
            return None
        try:
            return service.keep(desk(), actor(), sent.filename, sent.stream)
        except (FileRefused, FileDamaged) as refused:
            self.status = 413 if isinstance(refused, FileTooLarge) else self.status
            self.faults.append(Fault(place or name, f"{shown_name(sent.filename)}：{refused}"))
            return None


def known(hashes: Iterable[str]) -> Mapping[str, StoredFile]:
    return service.known(desk(), actor(), hashes)


def named_in(values: Mapping[str, list[str]]) -> Mapping[str, StoredFile]:
    """The stored files whose hashes stand in a form as it is shown."""
    places = (name for name in values if name.startswith((f"{DRAFT}/", f"{ATTACHMENTS}/")) and name.endswith("/sha256"))
    return known(value for name in places for value in values[name] if value)
