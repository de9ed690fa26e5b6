"""Holds what stands before and around every page: signing in, same origin, size limits, security headers; no page.

The form token is checked by Flask-WTF (`signin`); what a role may do is checked by the use cases.
"""

from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, current_app, redirect, request
from werkzeug.exceptions import BadRequest, LengthRequired, NotFound, RequestEntityTooLarge, UnsupportedMediaType

from review.domain.errors import Forbidden
from review.domain.files import MOST_BYTES
from review.service.oversight import admit
from review.web import kept
from review.web.session import actor, is_signed_in
from review.web.uploads import AT_ONCE

MEGABYTE = 1024 * 1024
LIMITS = {"MAX_CONTENT_LENGTH": 2 * MEGABYTE, "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE, "MAX_FORM_PARTS": 10_000}
"""A form of a large matter has some hundreds of fields."""

UPLOADING = frozenset({
    "submission.create", "submission.add", "draft.revise_draft", "execution.register", "archiving.close_file", "proof.check",
})  # fmt: skip
"""The endpoints whose forms bring files."""

LARGEST_RECORD = 32 * MEGABYTE
"""A record to be proven, which anybody may send."""

MOST_UPLOADED = LIMITS["MAX_CONTENT_LENGTH"] + AT_ONCE * MOST_BYTES

COMPARING = frozenset({"minutes.compare"})
"""The endpoints to which a form is sent that stores nothing, so that who only reads may send it too."""

OPEN = frozenset({"security.login", "security.logout", "static", "proof.show", "proof.check", "proof.download"})
"""The endpoints that need nobody signed in; of Flask-Security's no other is served."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

STATIC_AGE = "public, max-age=31536000, immutable"
"""The address of a static file names its content, so it may be kept for a year."""


def install(app: Flask) -> None:
    app.config.update(LIMITS)
    app.before_request(refuse_other_origins)
    app.before_request(refuse_other_bodies)
    app.before_request(require_signing_in)
    app.before_request(require_role)
    app.before_request(let_readers_only_read)
    app.before_request(refuse_oversize)  # the first to read the body, so that a stranger's is not read
    app.before_request(refuse_nul)
    app.after_request(add_headers)


def refuse_other_origins() -> None:
    """Refuse an unsafe request that the browser says comes from another site."""
    if request.method in SAFE:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    foreign = site not in (None, "same-origin", "none") or (
        origin is not None and urlsplit(origin).netloc.lower() != request.host.lower()
    )
    if foreign:
        raise Forbidden("这个请求来自其他网站，没有办理。请从本系统的页面上办理。")


def refuse_other_bodies() -> None:
    """Refuse whatever is not a form, which Flask-Security would read, and a form without its length, of which Flask
    would read a part and not say so."""
    if request.method in SAFE or request.blueprint == "api":
        return
    if request.mimetype not in FORMS:
        raise UnsupportedMediaType()
    if request.content_length is None:
        raise LengthRequired()


def refuse_oversize() -> None:
    """Refuse a form of too many fields; too many bytes are refused on reading. Files may come with some forms only."""
    if request.method in SAFE or request.blueprint == "api":
        return
    if request.endpoint in UPLOADING and request.mimetype == "multipart/form-data":
        request.max_content_length = LARGEST_RECORD if request.endpoint in OPEN else MOST_UPLOADED
    values = [value for given in request.form.listvalues() for value in given]
    if len(values) > LIMITS["MAX_FORM_PARTS"] or sum(map(len, values)) > LIMITS["MAX_CONTENT_LENGTH"]:
        raise RequestEntityTooLarge()


def refuse_nul() -> None:
    """Refuse an address or a form with the one character that PostgreSQL cannot store nor look for, on SQLite too."""
    if "\0" in request.path:
        raise NotFound()
    fields = () if request.method in SAFE or request.blueprint == "api" else request.form.items(multi=True)
    if any("\0" in text for pair in (*request.args.items(multi=True), *fields) for text in pair):
        raise BadRequest()


def require_signing_in() -> Any:
    """Send whoever is not signed in to the sign-in page, and back afterwards; what he typed before his session ended is kept."""
    if request.endpoint in OPEN or request.blueprint == "api":  # programs are asked for their account there
        return None
    if request.endpoint is not None and request.endpoint.startswith("security."):
        raise NotFound()
    if is_signed_in():
        return None
    if request.endpoint in UPLOADING:  # as much as anybody may send
        request.max_content_length = LARGEST_RECORD
    if typed := kept.refused_as_typed():
        return kept.sign_in_again(typed)
    back = request.full_path.rstrip("?") if request.method in SAFE and request.path != "/" else None
    return redirect("/sign-in" if back is None else f"/sign-in?{urlencode({'next': back})}")


def require_role() -> None:
    """Refuse every page to an account without a role, also those that show no matter."""
    if request.endpoint not in OPEN and request.blueprint != "api":  # there it is asked as well
        admit(actor())


def let_readers_only_read() -> None:
    """Refuse every form of a person who is an auditor and nothing else; the use cases would refuse it too."""
    free = request.method in SAFE or request.endpoint in OPEN | COMPARING
    if free or request.blueprint == "api":  # there nothing is stored
        return
    if actor().only_reads:
        raise Forbidden("审计人员只能查看，不能办理。")


def add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "static":
        response.headers["Cache-Control"] = STATIC_AGE if "v" in request.args else "no-cache"
    else:
        response.headers["Cache-Control"] = "no-store"
    return response
