"""Holds what becomes of a form that comes when nobody is signed in any more, or from a page of an earlier session: what was
typed is carried by the page that says so, through signing in, and sent again by a click. Nothing of it is stored here.

Only a form that the browser itself says to be of this site is carried; files have to be chosen again.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from review.web.posted import Form
from review.web.session import is_signed_in

AT, FIELD, FILE = "typed-at", "typed:", "typed-file"
"""The hidden fields by which the page of signing in carries the form: where it goes, its fields, the names of its files."""

SIGN_IN = "security.login"
CODES = re.compile(r"[A-Za-z0-9_.:/-]{0,40}")
"""What is chosen from a list, a number or a day; everything else was written, and is shown so that it can be copied."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that was sent and not taken: where it goes, its fields, the files that it brought."""

    at: str
    fields: Pairs
    files: tuple[str, ...]

    @property
    def carried(self) -> Pairs:
        """The hidden fields of the page of signing in."""
        named = ((FIELD + name, value) for name, value in self.fields)
        return ((AT, self.at), *named, *((FILE, name) for name in self.files))

    @property
    def texts(self) -> Pairs:
        """What was written in words, for the eyes."""
        return tuple((name, value) for name, value in self.fields if not CODES.fullmatch(value.strip()))


def install(app: Flask) -> None:
    app.after_request(resume)
    app.context_processor(lambda: {"carried": carried})


def refused_as_typed() -> Typed | None:
    """The form of this request, which is not taken; none where it is not known to be of this site, or is too large."""
    if request.endpoint == SIGN_IN:
        return carried()
    form = _sent()
    if form is None or request.endpoint is None:
        return None
    fields = tuple(pair for pair in form.items(multi=True) if pair[0] != "csrf_token")
    files = tuple(file.filename for file in request.files.values() if file.filename)
    return Typed(request.full_path.rstrip("?"), fields, files)


def carried() -> Typed | None:
    """What the page of signing in, which this request was sent from, carries."""
    form = _sent() if request.endpoint == SIGN_IN else None
    at = form.get(AT, "") if form else ""
    if form is None or not at.startswith("/") or at.startswith(("//", "/\\")):
        return None
    fields = tuple((name.removeprefix(FIELD), value) for name, value in form.items(multi=True) if name.startswith(FIELD))
    return Typed(at, fields, tuple(form.getlist(FILE)))


def sign_in_again(typed: Typed) -> tuple[str, int]:
    """The page of signing in with what was typed."""
    return render_template("security/sign_in.html", typed=typed), 401


def send_again(typed: Typed) -> str:
    """The page from which what was typed is sent again."""
    return render_template("errors/typed.html", typed=typed)


def resume(response: Response) -> Response:
    """After signing in not to the first page but on with what was typed."""
    if response.status_code == 302 and (typed := carried()) and is_signed_in():
        response = Response(send_again(typed), mimetype="text/html")
    return response


def _sent() -> Form | None:
    """The form of this request; none where it is not known to be of this site, or cannot be read, as one too large, which is
    told elsewhere."""
    if request.method != "POST" or not _of_this_site():
        return None
    try:
        return request.form
    except HTTPException:
        return None


def _of_this_site() -> bool:
    """Whether the browser says so; what says nothing, as another program than a browser does, is not believed."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    return site == "same-origin" if site else urlsplit(origin or "").netloc.lower() == request.host.lower()
