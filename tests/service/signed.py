"""Holds a matter that was signed, its drafts uploaded, for what follows the decision: an example taken along the road by the real
services, and what the secretary then does to it. Holds no test."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from forms.dossier import read_plain
from review import demo
from review.domain.dossier import (
    Archive,
    Attachment,
    Dossier,
    Execution,
    ExecutionChange,
    ExecutionReport,
    Integrity,
)
from review.domain.errors import DossierRefused, Forbidden, GateShut
from review.domain.vocabulary import ExecutionChangeKind, FileKind, Gate, Marking, Role
from review.service import execution, files, oversight
from review.service.archive import Closing
from review.service.desk import Desk
from review.service.execution import FollowUp
from review.service.ports import Matter
from tests.conftest import example_text
from tests.papers import pdf

UNIT = "SL-ZSJ"
PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == UNIT)
秘书 = demo.actor(Role.SECRETARY, UNIT, PEOPLE)
DONE = date(2024, 11, 29)
PAPERS = (FileKind.LEGAL_OPINION, FileKind.LEGALITY_REVIEW, FileKind.MINUTES, FileKind.APPROVAL)
COMPLETED = Execution(
    unit="数据资源科", person="u05", deadline=date(2024, 12, 31), completed_on=DONE, problems=(), conditions=(),
    reports=(ExecutionReport(on=DONE, text="已全部完成"),), change=ExecutionChange(kind=ExecutionChangeKind.NONE),
)  # fmt: skip

Act = Callable[..., Matter]


def signed(desk: Desk, clock: demo.DayClock, changes: Callable[[dict[str, Any]], object] = lambda _: None) -> Matter:
    """The example that was deferred and then passed, its drafts uploaded, taken to the signature by the real services."""
    text = example_text("05").decode()
    draft = json.loads(text)["matter"]["draft"]
    for version in (draft, *draft.get("earlier", ())):
        text = text.replace(version["sha256"], uploaded(desk, str(version["version"])))
    plain = json.loads(text)
    for part in ("execution", "archive"):
        plain.pop(part, None)
    changes(plain)
    matter = demo.drive(desk, clock, read_plain(plain), PEOPLE)
    clock.turn_to(DONE)
    return matter


def on_condition(desk: Desk, clock: demo.DayClock) -> Matter:
    """The same, passed on a condition that its recorder wrote twice."""
    return signed(desk, clock, lambda plain: plain["meetings"][-1].update(conditions=["先征得财政部门同意"] * 2))


def uploaded(desk: Desk, words: str) -> str:
    return files.keep(desk, 秘书, f"{words}.pdf", io.BytesIO(pdf((words.encode().hex(),)))).sha256


@dataclass
class Story:
    """What the secretary does to a signed matter."""

    desk: Desk
    matter: Matter

    def papers(self, *kinds: FileKind) -> tuple[Attachment, ...]:
        return tuple(Attachment(kind=kind, sha256=uploaded(self.desk, kind.value)) for kind in kinds)

    def do(self, use_case: Act, *given: object) -> "Story":
        self.matter = use_case(self.desk, 秘书, self.matter.number, self.matter.revision, *given)
        return self

    def follow(self, **given: Any) -> "Story":
        return self.do(execution.follow_up, FollowUp(**given))

    def closing(self, *kinds: FileKind, **said: Any) -> Closing:
        meetings = range(len(self.matter.dossier.meetings or ()))
        return Closing(
            archive=Archive(**{"closed_on": DONE, "marking": Marking.INTERNAL} | said),
            disclosures=dict.fromkeys(meetings, False), attachments=self.papers(*kinds),
        )  # fmt: skip

    def refused(self, use_case: Act, *given: object) -> str:
        with pytest.raises((Forbidden, DossierRefused, GateShut)) as why:
            use_case(self.desk, 秘书, self.matter.number, self.matter.revision, *given)
        now = oversight.show(self.desk, 秘书, self.matter.number)
        assert now.revision == self.matter.revision, "nothing is stored by what is refused"
        return "；".join([str(why.value), *(fault.message for fault in getattr(why.value, "faults", ()))])

    @property
    def dossier(self) -> Dossier:
        return self.matter.dossier

    @property
    def integrity(self) -> Integrity:
        assert self.dossier.archive is not None
        assert self.dossier.archive.integrity is not None
        return self.dossier.archive.integrity

    def shut_by(self) -> set[str]:
        return {one.rule for one in self.matter.judgement.shutting(Gate.ARCHIVE)}
