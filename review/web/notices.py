"""Holds the notices of a person, and reminding those whose turn it is (催办)."""

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response

from review.service import notices as service
from review.web.session import actor, desk

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices")
def notices() -> str:
    """What this person was told, the newest first."""
    return render_template("home/notices.html", notices=service.to_me(desk(), actor()), most=service.SHOWN)


@blueprint.post("/matters/<number>/remind")
def remind(number: str) -> Response:
    told = service.remind(desk(), actor(), number)
    flash(f"已催办：{'、'.join(told)}。")
    return redirect(f"/matters/{number}", 303)
