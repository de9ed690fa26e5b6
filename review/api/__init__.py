"""Holds the HTTP interface for programs: judge a dossier; errors are RFC 9457 problems with JSON pointers."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from flask import Blueprint, Flask, Response, json, request
from flask_security import current_user
from werkzeug.exceptions import HTTPException

from forms import MOST_BYTES, read_dossier, too_large
from review.domain.errors import DossierRefused, Fault, Forbidden, TooManyAttempts
from review.domain.report import judgement_as_plain
from review.service.desk import Desk
from review.service.oversight import admit
from review.store import SignIn, actor_of

log = logging.getLogger("review")

TITLES = {400: "请求不正确", 404: "没有这个地址", 405: "方法不对"}
"""What a refusal by Flask itself is called, by status."""


def install(app: Flask, desk: Callable[[], Desk], sign_in: SignIn) -> None:
    """Add `/api/v1` to the application; `desk` gives the one of the request."""
    blueprint = Blueprint("api", __name__, url_prefix="/api")

    @blueprint.before_request
    def require_account() -> Response | None:
        """By session or by HTTP Basic; TooManyAttempts and Forbidden are answered below."""
        sent = request.authorization
        if current_user.is_authenticated:
            account = current_user
        elif sent is not None and sent.type == "basic":
            account = sign_in.account(sent.username or "", sent.password or "", request.remote_addr or "")
        else:
            account = None
        if account is not None:
            admit(actor_of(account))
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
            return oversize(request.content_length)
        request.max_content_length = MOST_BYTES + 1  # a body without a length is cut there, and told by the byte too much
        text = request.get_data(cache=False)
        if len(text) > MOST_BYTES:
            return oversize(None)
        return _json(judgement_as_plain(desk().judge(read_dossier(text))))

    @blueprint.route("/v1/checks", methods=["GET", "PUT", "PATCH", "DELETE"])
    def only_post() -> Response:
        answer = problem(405, TITLES[405], "这里只接受POST。")
        answer.headers["Allow"] = "POST, OPTIONS"
        return answer

    @blueprint.route("/<path:_rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def nothing_here(_rest: str) -> Response:
        return problem(404, TITLES[404], "可用的地址：POST /api/v1/checks。")

    @blueprint.errorhandler(DossierRefused)
    def refused(error: DossierRefused) -> Response:
        return problem(422, "案卷不能读取", "下列各处不正确，没有保存任何内容。", error.faults)

    @blueprint.errorhandler(Forbidden)
    def forbidden(error: Forbidden) -> Response:
        return problem(403, "不能办理", str(error))

    @blueprint.errorhandler(TooManyAttempts)
    def too_many(error: TooManyAttempts) -> Response:
        answer = problem(429, "登录失败次数过多", str(error))
        answer.headers["Retry-After"] = str(error.seconds_left)
        return answer

    @blueprint.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> Response:
        if error.code == 413:
            return oversize(request.content_length)
        return problem(error.code or 500, TITLES.get(error.code or 500, "请求不正确"), "请求的写法不正确。")

    @blueprint.errorhandler(Exception)
    def fault(error: Exception) -> Response:
        """A fault of the program: its number is in the log beside the cause."""
        number = uuid4().hex[:8].upper()
        log.error("fault %s at %s %s", number, request.method, request.path, exc_info=error)
        return problem(500, "系统出现故障", f"请将故障编号告知系统管理员：{number}")

    app.extensions["csrf"].exempt(blueprint)  # no cookie of a form is used; other origins are refused before
    app.register_blueprint(blueprint)


def oversize(size: int | None) -> Response:
    """The problem of a body of more bytes than are read; `size` where the request says it."""
    return problem(413, "案卷过大", too_large(size).faults[0].message)


def problem(status: int, title: str, detail: str, faults: tuple[Fault, ...] = ()) -> Response:
    """A problem document; `errors` has a pointer and a detail for each fault of the dossier."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if faults:
        body["errors"] = [{"pointer": fault.pointer, "detail": fault.message} for fault in faults]
    return _json(body, status, "application/problem+json")


def _json(value: Any, status: int = 200, mimetype: str = "application/json") -> Response:
    return Response(json.dumps(value, ensure_ascii=False), status=status, mimetype=mimetype)
