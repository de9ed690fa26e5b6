"""Holds the download of a file that a matter names; a browser saves it and opens nothing of it in this site's name."""

from urllib.parse import quote

from flask import Blueprint, Response, request
from werkzeug.wsgi import wrap_file

from review.domain.access import AccessAction
from review.service import access
from review.service import files as service
from review.service import oversight as reading
from review.web.session import actor, desk, hands_out

blueprint = Blueprint("files", __name__)

CHUNK = 256 * 1024

HARMLESS = "sandbox; default-src 'none'; frame-ancestors 'none'"


@blueprint.get("/matters/<number>/files/<sha256>")
def download(number: str, sha256: str) -> Response:
    """The file, whole, by the name under which it was uploaded."""
    stored, content = service.fetch(desk(), actor(), number, sha256)
    revision = reading.show(desk(), actor(), number).revision
    if hands_out():
        access.note_taking(desk(), actor(), AccessAction.TAKE_FILE, number, revision, sha256, stored.name)
    answer = Response(wrap_file(request.environ, content, CHUNK), content_type=stored.type.value, direct_passthrough=True)
    answer.content_length = stored.size
    answer.headers["Content-Disposition"] = disposition(stored.name, stored.sha256[:12])
    answer.headers["Content-Security-Policy"] = HARMLESS
    return answer


def disposition(name: str, otherwise: str) -> str:
    """Save under this name; an old browser takes the other one with the same ending."""
    _, dot, ending = name.rpartition(".")
    plain = f"{otherwise}.{ending}" if dot and ending.isascii() and ending.isalnum() else otherwise
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
