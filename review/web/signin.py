"""Holds the page on which one signs in, with name and password; no registration, no recovery, no e-mail, no tokens.

A refusal never tells whether the name or the password was wrong; what counts as too many refusals is the store's.
Signing out ends every session of the account.
Who is signed in is told by the session alone: Flask-Security would also look for a token in every body it is sent.
"""

from datetime import timedelta
from functools import partial
from typing import Any, ClassVar

from flask import Flask, Response, after_this_request, request
from flask_babel import Babel
from flask_login import user_logged_out
from flask_security import LoginForm, Security
from flask_security.forms import Form
from flask_wtf import CSRFProtect
from wtforms import PasswordField, StringField
from wtforms.validators import Length

from review.domain.errors import TooManyAttempts
from review.service.ports import Clock
from review.store.sign_in import SignIn
from review.store.tables import AccountRow
from review.store.unit_of_work import SqlStore

REFUSED = "用户名或者密码不正确，或者账号已停用。"

IDENTITY = [{"username": {"mapper": lambda name: name.strip() or None, "case_insensitive": True}}]
"""People are found by their sign-in name only."""

SETTINGS: dict[str, Any] = {
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_VERIFY_URL": "/not-served",  # as none of its other pages is; here records are verified
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/sign-in?signed-out=1",
    "SECURITY_LOGIN_USER_TEMPLATE": "security/sign_in.html",
    "SECURITY_USER_IDENTITY_ATTRIBUTES": IDENTITY,
    "SECURITY_FLASH_MESSAGES": False,
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
    "SECURITY_PASSWORD_NORMALIZE_FORM": "NFKC",
    "SECURITY_STATIC_FOLDER": None,
    "WTF_CSRF_TIME_LIMIT": None,
    "SESSION_COOKIE_NAME": "review",
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "PERMANENT_SESSION_LIFETIME": timedelta(hours=10),
    "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
    "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
}


class SignInForm(LoginForm):
    """Name and password; one message for every refusal of them."""

    email = None
    remember = None
    username: ClassVar[Any] = StringField("用户名", validators=[Length(max=100)])
    password = PasswordField("密码", validators=[Length(max=200)])
    sign_in: ClassVar[SignIn]

    def validate(self, **kwargs: Any) -> bool:
        try:
            if Form.validate(self, **kwargs):
                self.user = self.sign_in.account(
                    self.username.data or "", self.password.data or "", request.remote_addr or ""
                )  # fmt: skip
        except TooManyAttempts as error:
            self.form_errors = [str(error)]
            after_this_request(partial(too_many, error))
            return False
        if self.user is not None:
            return True
        for field in (self.username, self.password):
            field.errors = []
        self.form_errors = [REFUSED]
        return False


def too_many(error: TooManyAttempts, response: Response) -> Response:
    """The sign-in page with the status that says to come back later."""
    response.status_code = 429
    response.headers["Retry-After"] = str(error.seconds_left)
    return response


def install(app: Flask, store: SqlStore, clock: Clock, password_salt: str) -> None:
    """Set up signing in over the store's accounts, the form token on every unsafe request, and Chinese texts."""
    app.config.update(SETTINGS, SECURITY_PASSWORD_SALT=password_salt)
    Babel(app)
    CSRFProtect(app)
    sign_in = SignIn(store, clock)
    security = Security(app, sign_in.datastore, login_form=type("SignInForm", (SignInForm,), {"sign_in": sign_in}))
    security.want_json(lambda _request: False)
    app.login_manager.request_loader(lambda _request: None)  # type: ignore[attr-defined]

    @user_logged_out.connect_via(app)
    def end_every_session(_app: Flask, user: Any) -> None:
        """A session is the cookie alone; so that a copy of it is worth nothing, what it is checked against is changed."""
        if isinstance(user, AccountRow):
            sign_in.datastore.set_uniquifier(user)
            sign_in.datastore.commit()

    @app.teardown_appcontext
    def forget_session(_error: BaseException | None) -> None:
        store.session.remove()
