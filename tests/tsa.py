"""A time-stamping authority (RFC 3161) behind HTTP, made of openssl, so that what is spoken with it is what is spoken with any.
Holds no test."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

NAME = "示例时间戳服务"
SETTINGS = """
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[tsa]
basicConstraints = critical, CA:false
extendedKeyUsage = critical, timeStamping
[web]
basicConstraints = critical, CA:false
extendedKeyUsage = serverAuth
[answers]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
signer_digest = sha256
signer_cert = tsa.pem
signer_key = tsa.key
certs = issuer.pem
ess_cert_id_alg = sha256
accuracy = secs:1
"""


def openssl(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["openssl", *arguments], input=given, capture_output=True, check=True, cwd=folder).stdout


def make(folder: Path, name: str = NAME, use: str = "tsa", key: str = "ec") -> Path:
    """The keys of a root, of an issuer below it and of the authority, whose certificate is for `use`; beside them `trusted/`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings").write_text(SETTINGS, encoding="utf-8")
    (folder / "serial").write_text("01\n")
    kinds = {"ec": ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"), "rsa": ("-algorithm", "RSA")}
    for who, subject, by, extensions in (
        ("root", "时间戳根证书", "", "ca"), ("issuer", "时间戳签发证书", "root", "ca"), ("tsa", name, "issuer", use),
    ):  # fmt: skip
        openssl(folder, "genpkey", *kinds[key], "-out", f"{who}.key")
        signed = ("-CA", f"{by}.pem", "-CAkey", f"{by}.key") if by else ()
        openssl(folder, "req", "-x509", "-new", "-config", "settings", "-key", f"{who}.key", "-utf8", "-subj", f"/CN={subject}",
                "-extensions", extensions, "-days", "3650", *signed, "-out", f"{who}.pem")  # fmt: skip
    (folder / "trusted").mkdir()
    (folder / "trusted" / "issuer.pem").write_bytes((folder / "issuer.pem").read_bytes())
    return folder


@dataclass
class Authority:
    """An authority that is being served; it can be told to fall silent, or to answer something else."""

    folder: Path
    url: str = ""
    asked: list[bytes] = field(default_factory=list)
    silent: bool = False
    instead: bytes | None = None

    @property
    def trusted(self) -> Path:
        return self.folder / "trusted"

    def answer(self, request: bytes) -> bytes:
        (self.folder / "request").write_bytes(request)
        return openssl(self.folder, "ts", "-reply", "-config", "settings", "-section", "answers", "-queryfile", "request")


@contextmanager
def served(folder: Path) -> Iterator[Authority]:
    """The authority whose keys are in this folder, at `url` while the context lasts."""
    authority, lock = Authority(folder), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            with lock:
                authority.asked.append(request)
                content = authority.instead
                if content is None and self.headers["Content-Type"] == "application/timestamp-query":
                    content = authority.answer(request)
            self.send_response(503 if authority.silent else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        authority.url = f"http://127.0.0.1:{server.server_port}/tsa"
        yield authority
        server.shutdown()
