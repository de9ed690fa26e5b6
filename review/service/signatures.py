"""Holds what is told of the signatures of a record, and the port that makes and checks them; it knows no cryptography."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from review.domain.verifying import NOT_SIGNED

UNSIGNED = (
    "没有发现改动，内容前后一致；但是没有电子签名，而本系统出具的记录都有：签名可能被去掉，"
    "或者记录在启用签名以前出具，不能仅凭文件证明由本单位出具"
)
ADDED = "打印的内容之后另有内容，不是完整的电子签名"
UNKNOWN = "没有发现改动，内容前后一致；但是没有一个签名是用本单位的密钥有效签署的，不能证明由本单位出具"
NO_CERTIFICATE = "这里没有保存该单位的签名证书，签名人没有核对"
NOT_CHECKED = f"没有发现改动，内容前后一致；但是{NO_CERTIFICATE}，不能证明由该单位出具；请由管理员存入该单位的证书以后重新核验"


@dataclass(frozen=True, slots=True)
class SignatureStamp:
    """The time stamp over a signature; without time and server it proves nothing."""

    at: datetime | None = None
    server: str = ""
    """Of those that are trusted."""
    altered: bool = False
    """It is not as a server issued it, or over something else."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: who signed by the certificate, when by his own account, and what the check found."""

    signer: str
    """The holder of the certificate; a development key says here that it has no legal effect."""
    at: datetime | None
    """As the signer says: nobody else has confirmed it without a time stamp."""
    intact: bool
    """Nothing of what it covers has changed since."""
    known: bool | None
    """By a key of the unit whose record it is: the one in use here, or an earlier one. None where no certificate of the unit is
    kept here: it may be the unit's, and nobody can tell."""
    valid_then: bool = True
    """The time of the time stamp, else the one that is claimed, lies within the validity of the certificate."""
    stamp: SignatureStamp | None = None
    words: str = ""
    """What he wrote with it (reason, place, a name of his own): a viewer shows it beside the record."""

    @property
    def own(self) -> bool:
        return self.intact and self.known is True and self.valid_then

    def __str__(self) -> str:
        when = self._when
        if not self.intact:
            return f"{self.signer}，{when}；签名已被破坏：所签内容被改动，签名人不能证实"
        of_another = NO_CERTIFICATE if self.known is None else "密钥不是本单位的，不能证明由本单位出具"
        whose = "本单位的密钥" if self.known else of_another
        late = "" if self.valid_then else "；签名时间不在证书有效期内"
        own_words = f"；签名中另写：{self.words}" if self.words else ""
        return f"{self.signer}，{when}；签名完好，所签内容没有改动；{whose}{late}{own_words}"

    @property
    def _when(self) -> str:
        if self.stamp and self.stamp.at:
            return f"签于{self.stamp.at:%Y-%m-%d %H:%M:%S}（“{self.stamp.server}”签发的时间戳）"
        said = f"自称签于{self.at:%Y-%m-%d %H:%M:%S}" if self.at else "没有签名时间"
        return f"{said}（时间戳的签发者不是本系统信任的，不能证实）" if self.stamp and not self.stamp.altered else said


@dataclass(frozen=True, slots=True)
class Signed:
    """A file as its signatures stand."""

    printed: bytes
    """The file as it was before the first signature: what has to be as it is printed again."""
    signatures: tuple[Signature, ...] = ()
    difference: str | None = None
    """The first thing that is added to the printed bytes and is no intact signature."""
    expected: bool = False
    """This installation signs what it gives out."""

    @property
    def foreign(self) -> bool:
        """Signed, but by nobody of this installation: whoever says so, it is not told to be genuine."""
        return bool(self.signatures) and not any(one.own for one in self.signatures)

    @property
    def holds(self) -> bool:
        """A key of the unit signed the whole file, and nothing but signatures came after."""
        return self.difference is None and any(one.own for one in self.signatures)

    @property
    def caution(self) -> str | None:
        """Why the file alone does not show that this unit gave it out, where it does not."""
        if self.foreign:
            return NOT_CHECKED if all(one.known is None for one in self.signatures) else UNKNOWN
        if self.signatures:
            return None
        return UNSIGNED if self.expected else NOT_SIGNED

    def lines(self) -> Iterator[str]:
        """What is told of the signatures, one by one."""
        for place, one in enumerate(self.signatures, 1):
            yield f"签名{place}：{one}"
        if not self.signatures and self.difference is None:
            yield UNSIGNED if self.expected else "没有电子签名"


class Seals(Protocol):
    """Signs the records of one unit with its key, and checks signatures."""

    def sign(self, printed: bytes) -> bytes:
        """The file with a signature behind it, or as it is where no key is set. Raises RecordNotSigned."""

    def read(self, content: bytes) -> Signed:
        """The signatures of a file, and what it was before them."""


SealsOf = Callable[[str], Seals]
"""The seals of a unit, by its code."""
