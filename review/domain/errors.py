"""Holds every refusal of the service as an exception that says what, where and what to do; holds no HTTP."""

from dataclasses import dataclass


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


class NotFound(ReviewError):
    """There is no such matter for this unit."""


class Forbidden(ReviewError):
    """This person may not do this: wrong role, or the separation of duties forbids it."""


class WrongState(ReviewError):
    """The matter is at another stage; the action is not possible now."""


class Stale(ReviewError):
    """The page was made from an older revision; `changes` says what happened since, in order."""

    def __init__(self, message: str, changes: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.changes = changes


class GateShut(ReviewError):
    """The gate that guards the action is shut; `judgement` holds the findings that shut it."""

    def __init__(self, message: str, judgement: object) -> None:
        super().__init__(message)
        self.judgement = judgement


class RecordNotPrintable(ReviewError):
    """The record cannot be printed; says which text and why."""
