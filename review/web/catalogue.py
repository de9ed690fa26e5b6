"""Holds the pages of the unit's list of matters: its versions, one version, its workbook, entering one, its confirmation."""

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, send_file

from forms.catalogue import CellFault, read
from forms.catalogue_sheet import CHOICES, SHEET, laid_out
from review.documents import read_table
from review.domain.catalogue import Version, in_force, last_day, standing
from review.domain.errors import FileRefused, Forbidden
from review.domain.files import FileType
from review.service import catalogue as service
from review.web.refusals import Refusal, answer, attempt
from review.web.session import actor, desk

blueprint = Blueprint("catalogue", __name__)


@blueprint.get("/catalogue")
def versions() -> tuple[str, int]:
    there, today = service.versions(desk(), actor()), desk().today()
    rows = [(one, standing(one, there, today), last_day(one, there)) for one in reversed(there)]
    return answer("catalogue/versions.html", None, versions=rows, current=in_force(there, today),
                  may_enter=service.ENTERS in actor().roles)  # fmt: skip


@blueprint.get("/catalogue/<int:number>")
def version(number: int) -> tuple[str, int]:
    return _version(number)


@blueprint.get("/catalogue/<int:number>.xlsx")
def workbook(number: int) -> Response:
    shown, _ = service.show(desk(), actor(), number)
    return _workbook(shown, f"{SHEET}-{shown.name}.xlsx")


@blueprint.get("/catalogue/template.xlsx")
def template() -> Response:
    service.versions(desk(), actor())
    return _workbook(None, f"{SHEET}-模板.xlsx")


@blueprint.get("/catalogue/new")
def new() -> tuple[str, int]:
    _only_who_enters()
    return answer("catalogue/new.html", None, current=service.in_force_today(desk(), actor()), wrong=())


@blueprint.post("/catalogue/new")
def create() -> Any:
    _only_who_enters()
    file = request.files.get("file")
    if file is None or not file.filename:
        return _refused("没有选择工作簿，请选择后再录入。")
    try:
        found = read(read_table(file.stream, SHEET), desk().today())
    except FileRefused as refused:
        return _refused(f"工作簿没有读入：{refused}。")
    if wrong := found.cells(service.faults(desk(), actor(), found.version)):
        return _refused(f"工作簿有{len(wrong)}处需要更正，全部列在下面；没有录入任何内容。", wrong)
    done = attempt(lambda: service.enter(desk(), actor(), found.version))
    if isinstance(done, Refusal):
        return _refused(done.message)
    flash(f"已录入清单“{done.name}”，{len(done.items)}条。请党组书记（主要负责人）确认，确认后施行。")
    return redirect(f"/catalogue/{done.number}", 303)


def _only_who_enters() -> None:
    if service.ENTERS not in actor().roles:
        raise Forbidden(f"“录入事项清单”由{service.ENTERS.label}办理。")


def _refused(message: str, wrong: list[CellFault] | None = None) -> tuple[str, int]:
    current = service.in_force_today(desk(), actor())
    return answer("catalogue/new.html", Refusal(422, message), current=current, wrong=wrong or ())


def _workbook(version: Version | None, name: str) -> Response:
    # Its library takes a while to load, which other pages need not wait for.
    from review.documents.workbook import write

    content = write(laid_out(version), CHOICES)
    return send_file(BytesIO(content), FileType.XLSX.value, as_attachment=True, download_name=name)


@blueprint.post("/catalogue/<int:number>/confirm")
def confirm(number: int) -> Any:
    done = attempt(lambda: service.confirm(desk(), actor(), number))
    if isinstance(done, Refusal):
        told = "；".join(fault.message for fault in done.faults) or done.message
        return _version(number, Refusal(done.status, f"没有确认施行：{told.removesuffix('。')}。"))
    assert isinstance(done, Version)
    flash(f"清单“{done.name}”已确认施行。")
    return redirect(f"/catalogue/{number}", 303)


def _version(number: int, refusal: Refusal | None = None) -> tuple[str, int]:
    shown, events = service.show(desk(), actor(), number)
    there = service.versions(desk(), actor())
    return answer(
        "catalogue/version.html", refusal, version=shown, events=events, standing=standing(shown, there, desk().today()),
        last=last_day(shown, there), may_confirm=shown.confirmed_on is None and service.CONFIRMS in actor().roles,
    )  # fmt: skip
