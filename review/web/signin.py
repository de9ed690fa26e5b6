"""Holds how one signs in: name and password, checked by Flask-Security; no registration, no recovery, no e-mail.

A refusal never tells whether the name or the password was wrong.
"""

from datetime import timedelta
from typing import Any, ClassVar

from flask import Flask
from flask_babel import Babel
from flask_security import LoginForm, Security
from flask_wtf import CSRFProtect
from wtforms import PasswordField, StringField
from wtforms.validators import Length

from review.store.accounts import user_datastore
from review.store.unit_of_work import SqlStore

REFUSED = "用户名或者密码不正确，或者账号已停用。"

IDENTITY = [{"username": {"mapper": lambda name: name.strip() or None, "case_insensitive": True}}]
"""People are found by their sign-in name only."""

SETTINGS: dict[str, Any] = {
    "SECURITY_LOGIN_URL": "/sign-in",
    "SECURITY_LOGOUT_URL": "/sign-out",
    "SECURITY_POST_LOGIN_VIEW": "/",
    "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
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
    """Name and password; one message for every refusal."""

    email = None
    remember = None
    username: ClassVar[Any] = StringField("用户名", validators=[Length(max=100)])
    password = PasswordField("密码", validators=[Length(max=200)])

    def validate(self, **kwargs: Any) -> bool:
        self.ifield = self.username
        name = (self.username.data or "").strip()
        self.user = self.datastore.find_user(case_insensitive=True, username=name) if name else None
        self.password.data = self.password.data or ""
        if super().validate(**kwargs):
            return True
        for field in (self.username, self.password):
            field.errors = []
        self.form_errors = [REFUSED]
        return False

    datastore: ClassVar[Any]


def install(app: Flask, store: SqlStore, password_salt: str) -> None:
    """Set up signing in over the store's accounts, the form token on every unsafe request, and Chinese texts."""
    app.config.update(SETTINGS, SECURITY_PASSWORD_SALT=password_salt)
    Babel(app)
    CSRFProtect(app)
    datastore = user_datastore(store.session)
    form = type("SignInForm", (SignInForm,), {"datastore": datastore})
    Security(app, datastore, login_form=form)

    @app.teardown_appcontext
    def forget_session(_error: BaseException | None) -> None:
        store.session.remove()
