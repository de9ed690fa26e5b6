"""Holds the HTTP interface for programs: judge a dossier; errors are RFC 9457 problems with JSON pointers."""

from typing import Any

from flask import Blueprint, Flask, Response, json, request
from flask_security import current_user
from flask_security.utils import verify_password
from werkzeug.exceptions import HTTPException

from forms import MOST_BYTES, read_dossier
from review.domain.errors import DossierRefused, Fault
from review.domain.report import judgement_as_plain
from review.service.desk import Desk


def install(app: Flask, desk: Desk) -> None:
    """Add `/api/v1` to the application."""
    blueprint = Blueprint("api", __name__, url_prefix="/api")

    @blueprint.before_request
    def require_account() -> Response | None:
        if current_user.is_authenticated or _basic(app):
            return None
        answer = problem(401, "请登录", "用登录名和密码（HTTP Basic）访问。")
        answer.headers["WWW-Authenticate"] = 'Basic realm="review", charset="UTF-8"'
        return answer

    @blueprint.post("/v1/checks")
    def check() -> Response:
        """Judge the dossier in the body; nothing is stored."""
        if request.mimetype != "application/json":
            return problem(415, "格式不对", "请求应当是application/json。")
        if (request.content_length or 0) > MOST_BYTES:
            return problem(413, "案卷过大", f"最多{MOST_BYTES // 1024 // 1024}MB。")
        dossier = read_dossier(request.get_data(cache=False))
        return _json(judgement_as_plain(desk.judge(dossier)))

    @blueprint.route("/v1/checks", methods=["GET", "PUT", "PATCH", "DELETE"])
    def only_post() -> Response:
        answer = problem(405, "方法不对", "这里只接受POST。")
        answer.headers["Allow"] = "POST, OPTIONS"
        return answer

    @blueprint.route("/<path:_rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def nothing_here(_rest: str) -> Response:
        return problem(404, "没有这个地址", "可用的地址：POST /api/v1/checks。")

    @blueprint.errorhandler(DossierRefused)
    def refused(error: DossierRefused) -> Response:
        return problem(422, "案卷不能读取", "下列各处不正确，没有保存任何内容。", error.faults)

    @blueprint.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> Response:
        title = "案卷过大" if error.code == 413 else "请求不正确"
        return problem(error.code or 500, title, f"最多{MOST_BYTES // 1024 // 1024}MB。" if error.code == 413 else "")

    app.extensions["csrf"].exempt(blueprint)  # no cookie of a form is used; other origins are refused before
    app.register_blueprint(blueprint)


def _basic(app: Flask) -> bool:
    sent = request.authorization
    if sent is None or sent.type != "basic" or not sent.username or not sent.password:
        return False
    user = app.extensions["security"].datastore.find_user(case_insensitive=True, username=sent.username)
    return bool(user and user.active and verify_password(sent.password, user.password))


def problem(status: int, title: str, detail: str, faults: tuple[Fault, ...] = ()) -> Response:
    """A problem document; `errors` has a pointer and a detail for each fault of the dossier."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if faults:
        body["errors"] = [{"pointer": fault.pointer, "detail": fault.message} for fault in faults]
    return _json(body, status, "application/problem+json")


def _json(value: Any, status: int = 200, mimetype: str = "application/json") -> Response:
    return Response(json.dumps(value, ensure_ascii=False), status=status, mimetype=mimetype)
