"""Holds the log of who read what and took what away (查阅和下载记录); the trail of what was done is `trail`.

Its events are sealed and chained as those of the trail are, in a chain of their own: reading changes no matter.
"""

from dataclasses import dataclass
from datetime import datetime

from review.domain.trail import GENESIS
from review.domain.vocabulary import Term


class AccessAction(Term):
    """How somebody came to know a matter or took something of it away."""

    READ = "READ", "查阅事项", "read the matter"
    TAKE_RECORD = "TAKE_RECORD", "下载审查记录", "download the review record"
    TAKE_PACKAGE = "TAKE_PACKAGE", "下载归档包", "download the archive package"
    TAKE_PAPER = "TAKE_PAPER", "下载文书", "download a document"
    TAKE_FOLDER = "TAKE_FOLDER", "下载全卷", "download the whole folder"
    TAKE_ANNUAL = "TAKE_ANNUAL", "下载年度报告", "download the annual report"
    TAKE_FILE = "TAKE_FILE", "下载附件", "download an enclosure"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEvent:
    """One reading or download: who, when, of which matter in which revision, by which name; `content` is the SHA-256 of what was
    handed out: of the dossier where it was read on the page, of the signed record where its package is sent bit by bit."""

    unit: str
    seq: int
    at: datetime
    action: AccessAction
    matter: str
    revision: int
    name: str = ""
    actor: str
    actor_name: str
    content: str
    previous: str = GENESIS
    hash: str = ""
