"""Holds how a decision is changed: by a new matter that names the decided one (重大调整、停止执行须重新决策). In the transaction
in which the new one is submitted, the decided one comes to name it, and ceases to in that in which the new one is withdrawn;
neither is overwritten."""

from collections.abc import Iterator
from dataclasses import replace

from review.domain.dossier import Dossier, Execution, ExecutionChange
from review.domain.errors import DossierRefused, Fault, NotFound
from review.domain.vocabulary import ExecutionChangeKind
from review.domain.workflow import Action, State, transition
from review.service.desk import Desk, step
from review.service.ports import Actor, Matter, UnitOfWork

ADJUSTS = "/matter/adjusts"

KINDS = (ExecutionChangeKind.MAJOR, ExecutionChangeKind.STOP)
"""《重大行政决策程序暂行条例》第三十七条: what is decided again; a suspension is the head's."""


def name_in_adjusted(desk: Desk, actor: Actor, work: UnitOfWork, new: Matter) -> None:
    """Name the new matter in the one that it adjusts, as a step of its own in the open transaction.

    Raises DossierRefused where there is no such decided matter, its change is not registered, or it is decided again already.
    """
    number = new.dossier.matter.adjusts
    if number is None:
        return
    try:
        old = work.matters.get(number)
    except NotFound as missing:
        raise DossierRefused((Fault(ADJUSTS, "本单位没有这件事项，请核对原事项编号"),)) from missing
    change = _change(old, work)

    def named(dossier: Dossier, _: UnitOfWork) -> Dossier:
        assert dossier.execution is not None
        return replace(dossier, execution=replace(dossier.execution, change=replace(change, new_matter=new.number)))

    step(desk, actor, work, number, old.revision, Action.FOLLOW_UP, named, note=f"另立新事项{new.number}")


def unname_in_adjusted(desk: Desk, actor: Actor, work: UnitOfWork, withdrawn: Matter) -> None:
    """The decided matter is not decided again by one that was withdrawn: its change waits for another, as a step of its own in
    the open transaction."""
    number = withdrawn.dossier.matter.adjusts
    old = None if number is None else work.matters.get(number)
    execution = old.dossier.execution if old else None
    change = execution.change if execution else None
    if old is None or execution is None or change is None or change.new_matter != withdrawn.number:
        return
    waiting = replace(execution, change=replace(change, new_matter=None))
    step(desk, actor, work, old.number, old.revision, Action.FOLLOW_UP, lambda dossier, _: replace(dossier, execution=waiting),
         note=f"另立的新事项{withdrawn.number}已撤回")  # fmt: skip


def dead_end(execution: Execution, work: UnitOfWork) -> str:
    """Why the change of this execution is not decided again by the matter that it names; nothing where that may still be."""
    new = execution.change.new_matter if execution.change else None
    state = ended_without(new, work)
    return f"重新决策的事项{new}{state.label}，调整没有作出决定" if state else ""


def ended_without(number: str | None, work: UnitOfWork) -> State | None:
    """How the matter that was to decide ended without deciding; `None` where it did, or still may."""
    try:
        state = work.matters.get(number).state if number else None
    except NotFound:  # typed for a matter that is kept elsewhere
        return None
    return state if state in (State.WITHDRAWN, State.REJECTED) else None


def unlinking_faults(had: Execution, said: Execution, work: UnitOfWork) -> Iterator[Fault]:
    """A change that another matter decides again stays one: that matter would adjust a decision which nobody changes."""
    new = had.change.new_matter if had.change else None
    kind = said.change.kind if said.change else None
    if new is not None and kind not in KINDS and not dead_end(had, work):
        told = f"已另立事项{new}重新决策，不能改为“{kind.label if kind else '没有登记'}”"
        yield Fault("/execution/change/kind", f"{told}；登记有误的，先撤回事项{new}，再在这里更正")


def _change(old: Matter, work: UnitOfWork) -> ExecutionChange:
    """The registered change that is to be decided again; raises DossierRefused where there is none."""
    change = old.dossier.execution.change if old.dossier.execution else None
    if transition(old.state, Action.FOLLOW_UP) is None or change is None or change.kind not in KINDS:
        said = "原事项没有登记重大调整或者停止执行；请先在原事项的“执行”登记，再另立新事项"
    elif change.new_matter is not None and not dead_end(old.dossier.execution or Execution(), work):
        said = f"原事项已由事项{change.new_matter}重新决策"
    else:
        return change
    raise DossierRefused((Fault(ADJUSTS, said),))
