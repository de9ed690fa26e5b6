"""Reads the settings from the environment and finds the files that are shipped; it holds no secret of its own."""

import contextlib
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from environs import Env, EnvValidationError

from review.domain.errors import ReviewError
from review.domain.trail import ChainHash

_PACKAGED = Path(__file__).parent / "_data"
HOME = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parent.parent
"""Where rules/ and templates/ lie: inside the installed package, or in the checkout."""

RULES = HOME / "rules"
TEMPLATES = HOME / "templates"
CASES = RULES / "cases"
EXAMPLES = CASES / "dossiers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What differs between installations; every name is an environment variable `REVIEW_…`."""

    database_url: str
    secret_key: str
    password_salt: str
    secure_cookies: bool
    var: Path
    proxies: int = 0
    """How many proxies stand before this service; the last so many addresses of X-Forwarded-For are believed."""
    smtp_url: str = ""
    """The mail server that notices are handed to; without one they are shown in the pages only."""
    mail_from: str = ""
    public_url: str = ""
    """Where the users reach the service, for the link in a mail: https://review.example.gov.cn"""
    chained_by: ChainHash = ChainHash.SHA256
    """By which hash new events of the trail are chained; what is chained already stays as it is."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token in which the keys of the units lie, each under the code of its unit (PKCS#11)."""

    module: Path
    """`REVIEW_PKCS11_MODULE`: the library of its maker."""
    label: str
    """`REVIEW_PKCS11_TOKEN`: how it is called."""
    pin: Path
    """`REVIEW_PKCS11_PIN_FILE`: the file that holds the PIN of its user."""


@dataclass(frozen=True, slots=True)
class Signing:
    """The files with which records are signed."""

    key: Path | None
    """PKCS#12, `<unit code>.p12` in the folder `REVIEW_SIGNING_KEYS`, or in that of the keys for development where there is one;
    without such a folder and without a token records are not signed. No unit signs by the key of another."""
    passphrase: Path | None
    """`REVIEW_SIGNING_PASSPHRASE_FILE`: the file that holds the passphrase of the keys."""
    certificates: Path
    """The folder of the certificates of every key by which this unit signed here, `*.pem`: whose signatures are known."""
    token: Token | None
    """Instead of files."""
    stamped: Path
    """The folder of the signatures of this unit that were time-stamped."""


@dataclass(frozen=True, slots=True)
class TimeStamping:
    """Who puts time stamps over records, and whose are believed."""

    url: str
    """`REVIEW_TSA_URL`, of a server that speaks RFC 3161 over HTTP; without one nothing is stamped."""
    trusted: Path | None
    """`REVIEW_TSA_CERTIFICATES`: the folder of certificates, `*.pem`: of trusted servers, or of who issues theirs."""


class SettingsRefused(ReviewError):
    """The environment says something that cannot be."""


def var() -> Path:
    """The folder of what this installation keeps; it is not made for looking into it."""
    return Path(os.environ.get("REVIEW_VAR", "var")).absolute()


def settings() -> Settings:
    """The settings of this process; secrets are made once and kept under `var/`, readable by the owner only."""
    env = Env(prefix="REVIEW_", eager=False)
    kept_in = var()
    database = env.str("DATABASE_URL", f"sqlite:///{kept_in / 'review.sqlite'}")
    secret = env.str("SECRET_KEY", None)
    salt = env.str("PASSWORD_SALT", None)
    secure = env.bool("SECURE_COOKIES", False)
    proxies = env.int("PROXIES", 0)
    mail = {"smtp_url": env.str("SMTP_URL", ""), "mail_from": env.str("MAIL_FROM", "")}
    public_url = env.str("PUBLIC_URL", "").rstrip("/")
    chained_by = env.enum("CHAIN_HASH", ChainHash.SHA256, enum=ChainHash, by_value=True)
    try:
        env.seal()
    except EnvValidationError as error:
        raise SettingsRefused(f"环境变量的值不正确：{'、'.join(error.error_messages)}") from None
    if bool(mail["smtp_url"]) is not bool(mail["mail_from"]):
        raise SettingsRefused("要发送邮件通知，须同时设置 REVIEW_SMTP_URL（邮件服务器）和 REVIEW_MAIL_FROM（发件地址）。")
    kept_in.mkdir(parents=True, exist_ok=True)
    return Settings(
        database_url=database, secret_key=secret or kept(kept_in / "secret-key", secrets.token_urlsafe(48)),
        password_salt=salt or kept(kept_in / "password-salt", secrets.token_urlsafe(24)), secure_cookies=secure,
        var=kept_in, proxies=proxies, public_url=public_url, chained_by=chained_by, **mail,
    )  # fmt: skip


def time_stamping() -> TimeStamping:
    """The time-stamping authority of this process; raises SettingsRefused."""
    env = Env(prefix="REVIEW_")
    url, trusted = env.str("TSA_URL", ""), env.str("TSA_CERTIFICATES", "")
    if url and not (url.startswith(("https://", "http://")) and trusted):
        raise SettingsRefused(
            "要加盖时间戳，REVIEW_TSA_URL（时间戳服务器）应当是 https:// 或者 http:// 开头的网址，"
            "并且须设置 REVIEW_TSA_CERTIFICATES（存放所信任的时间戳服务机构证书的文件夹）。"
        )
    return TimeStamping(url, Path(trusted) if trusted else None)


def signing(kept_in: Path, unit: str) -> Signing:
    """The files with which this process signs for this unit, whatever it is called; nothing is made for looking into them."""
    env = Env(prefix="REVIEW_")
    given, passphrase, token = env.str("SIGNING_KEYS", ""), env.str("SIGNING_PASSPHRASE_FILE", ""), _token(env)
    if passphrase and not given:
        raise SettingsRefused(
            "设置了 REVIEW_SIGNING_PASSPHRASE_FILE（口令文件），还须设置 REVIEW_SIGNING_KEYS（存放各单位签名密钥的文件夹）。"
        )
    if token and given:
        raise SettingsRefused("REVIEW_SIGNING_KEYS（密钥文件夹）和 REVIEW_PKCS11_MODULE（密码设备）只能设置一个。")
    key = Path(given) / f"{_as_file_name(unit)}.p12" if given else development_key(kept_in, unit)
    by_file = token is None and (bool(given) or key.parent.exists())
    certificates, stamped = (kept_in / "keys" / part / _as_file_name(unit) for part in ("certificates", "stamped"))
    return Signing(key if by_file else None, Path(passphrase) if passphrase else None, certificates, token, stamped)


def _token(env: Env) -> Token | None:
    said = [env.str(f"PKCS11_{name}", "") for name in ("MODULE", "TOKEN", "PIN_FILE")]
    if not any(said):
        return None
    if not all(said):
        raise SettingsRefused(
            "要用密码设备签名，须同时设置 REVIEW_PKCS11_MODULE（设备厂商的程序库）、REVIEW_PKCS11_TOKEN（设备的标签）"
            "和 REVIEW_PKCS11_PIN_FILE（存放设备PIN的文件）。"
        )
    module, label, pin = said
    return Token(Path(module), label, Path(pin))


def development_key(kept_in: Path, unit: str) -> Path:
    """Where `make run` keeps the key of a unit that it makes where no others are set."""
    return kept_in / "keys" / "development" / f"{_as_file_name(unit)}.p12"


LONGEST_NAME = 100
"""A file name may have 255 bytes."""


def _as_file_name(code: str) -> str:
    """The code of a unit as the name of one file: it may come from a record that anybody wrote, and must lead nowhere."""
    name = quote(code, safe="", errors="replace").replace(".", "%2E") or "%"
    return name if len(name) <= LONGEST_NAME else hashlib.sha256(code.encode(errors="replace")).hexdigest()


def kept(path: Path, otherwise: str) -> str:
    """The secret in this file; `otherwise` is kept there when there is none. Two processes that start agree on one."""
    if not path.exists():
        write_whole(path, otherwise.encode(), only_new=True)
    return path.read_text()


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, in a folder that is the owner's alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        write_whole(path, content, only_new=True)


def write_whole(path: Path, content: bytes, *, only_new: bool = False, mode: int = 0o600) -> None:
    """Write a file so that it is there whole or not at all, readable by its owner only unless `mode` says otherwise."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if only_new:
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(beside)
        else:
            beside.replace(path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # the name that was asked for, not the one beside it
        raise
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()
