"""Holds every refusal of the service as an exception that says what, where and what to do; holds no HTTP."""

import errno
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an outside text: the JSON pointer of its place, and a sentence."""

    pointer: str
    message: str


class ReviewError(Exception):
    """The root of every refusal; its text is written for the user."""


class DossierRefused(ReviewError):
    """The dossier cannot be read; all faults at once, each with its place. Nothing was stored."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("；".join(f"{fault.pointer or '（全文）'}：{fault.message}" for fault in faults[:20]))
        self.faults = faults


class RulebookRefused(ReviewError):
    """The rulebook cannot be activated; each fault names file, rule and reason. The old one stays active."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(f"{fault.pointer}：{fault.message}" for fault in faults))
        self.faults = faults


class FileRefused(ReviewError):
    """A file is not taken in: empty, of no kind that is taken, or not what its name says. Nothing was stored."""


class FileTooLarge(FileRefused):
    """A file is larger than files may be."""


class FileDamaged(ReviewError):
    """The bytes that are stored are not those of the hash they are stored under; they are not handed out."""


class NotComparable(ReviewError):
    """Two files cannot be compared: there is none, or its text cannot be read; says why."""


class NotBindable(ReviewError):
    """The pages of a file cannot be bound into a folder; says why."""


class NotFound(ReviewError):
    """There is no such matter, or no such file of it, for this unit."""


class Renumbered(NotFound):
    """The meeting has another number or year since its day was changed; `now` is what it is called since then."""

    def __init__(self, message: str, now: object) -> None:
        super().__init__(message)
        self.now = now


class Forbidden(ReviewError):
    """This person may not do this: wrong role, or the separation of duties forbids it."""


class TooManyAttempts(ReviewError):
    """Signing in failed too often for this name or from this address; it may be tried again at `until`."""

    def __init__(self, until: datetime, now: datetime) -> None:
        shown = until + timedelta(seconds=59)  # a minute that has not come rather than one that has not ended
        super().__init__(f"登录失败次数过多，请于{shown:%H:%M}以后再试。")
        self.seconds_left = ceil((until - now).total_seconds())


class WrongState(ReviewError):
    """The matter is at another stage; the action is not possible now."""


class Stale(ReviewError):
    """The page was made from an older revision; `changes` says what happened since, in order, and `beside` that it left the
    matter in its stage: what others did meanwhile, side by side with this act; `places` are those of the dossier that differ."""

    def __init__(
        self, message: str, changes: tuple[str, ...] = (), beside: bool = False, places: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message)
        self.changes = changes
        self.beside = beside
        self.places = places


class GateShut(ReviewError):
    """The gate that guards the action is shut; `judgement` holds the findings that shut it, `findings` those that do where
    they are others than the gate's."""

    def __init__(self, message: str, judgement: object, findings: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.judgement = judgement
        self.findings = findings


class RecordNotPrintable(ReviewError):
    """The record cannot be printed; says which text and why."""


class RecordNotSigned(ReviewError):
    """The record cannot be signed, and is not given out without a signature; why is in the log, for the administrator."""

    def __init__(self) -> None:
        super().__init__("审查记录没有签名，因此没有提供：签名密钥不能使用。请联系系统管理员检查签名密钥，原因已写入系统日志。")


class TrailBroken(ReviewError):
    """The trail of the unit is not whole, so that what would be told of all its matters is not given out; says from which number
    on, and what to do."""


class NotMailed(ReviewError):
    """No mail server took the mail; says why."""


class MailServerAway(NotMailed):
    """It takes no mail at all now, this one or another."""


_REASONS = {
    errno.ENOENT: "没有这个文件或者文件夹", errno.EACCES: "没有权限", errno.EPERM: "没有权限", errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "所在的不是文件夹", errno.ENOSPC: "磁盘已满", errno.EROFS: "磁盘不能写入", errno.ENAMETOOLONG: "名称过长",
    errno.EADDRINUSE: "已被占用", errno.EADDRNOTAVAIL: "不是本机的地址",
    errno.ELOOP: "链接绕成了圈", errno.ENODEV: "不是普通文件", errno.EFBIG: "文件过大",
}  # fmt: skip


def reason(error: OSError) -> str:
    """Why the operating system refused, in the user's language."""
    return _REASONS.get(error.errno or 0, f"操作系统的错误{error.errno}")
