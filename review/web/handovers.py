"""Holds the pages of handing over everything that waits for one person (批量移交): the preview, the act, the lists of what was
handed over and what was not."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request

from forms import flat
from review.domain.handover import AT, Capacity, Order
from review.service import handover as service
from review.service import oversight
from review.web.fields import Sheet, by_place, typed
from review.web.refusals import Refusal, answer, attempt
from review.web.session import actor, desk

blueprint = Blueprint("handovers", __name__)

Answer = tuple[str, int]

PATH = "/delegations/hand-overs"
NEEDED = frozenset(f"{AT}/{name}" for name in ("effective_on", "reason"))


@blueprint.get(PATH)
def preview() -> Answer:
    """Whose tasks may go to whom; one's own where nobody is chosen."""
    person = request.args.get("person", actor().person)
    values = {f"{AT}/effective_on": [desk().today().isoformat()]}
    return _page(person, request.args.get("to", ""), values)


@blueprint.post(PATH)
def hand_over() -> Any:
    done = attempt(lambda: service.hand_over(desk(), actor(), flat.read(Order, request.form, AT)), asks=(AT,))
    if isinstance(done, Refusal):
        person, to = (request.form.get(f"{AT}/{name}", "") for name in ("person", "successor"))
        return _page(person, to, typed(request.form), done)
    flash(f"已移交{len(done.done)}项任务。" + (f"另有{len(done.left)}项没有移交，见下。" if done.left else ""))
    return redirect(f"{PATH}/{done.number}", 303)


@blueprint.get(f"{PATH}/<int:number>")
def handed_over(number: int) -> str:
    return render_template("delegations/handed_over.html", one=service.show(desk(), actor(), number), capacities=Capacity)


def _page(person: str, to: str, values: dict[str, list[str]], refusal: Refusal | None = None) -> Answer:
    people, tasks, waiting = oversight.people(desk(), actor()), (), ()
    if not actor().only_reads:
        waiting = service.waiting(desk(), actor())
        shown = attempt(lambda: service.preview(desk(), actor(), person, to)) if person else ()
        tasks = () if isinstance(shown, Refusal) else shown
        refusal = refusal or (shown if isinstance(shown, Refusal) else None)
    chosen = values.get(f"{AT}/tasks")
    sheet = Sheet(
        values={"person": [person], "to": [to], **values}, faults=by_place(refusal.faults if refusal else ()), needed=NEEDED,
        people=people,
    )  # fmt: skip
    return answer(
        "delegations/hand_over.html", refusal, s=sheet, root=AT, tasks=tasks, waiting=dict(waiting), person=person, to=to,
        among={actor().person, *(one.id for one, _ in waiting)}, others=[one.id for one in people if one.id != person],
        capacities=Capacity, chosen=chosen, records=service.all_done(desk(), actor()), reads=actor().only_reads,
    )  # fmt: skip
