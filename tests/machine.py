"""Holds a pretended fresh machine: a PATH of fakes in which every install is written down; holds no test.

The fakes know the three distributions by what their packages bring: which Python, and whether `chromium` is a snap.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
REAL = (
    "bash", "env", "awk", "basename", "cat", "cp", "cut", "dirname", "grep", "mkdir", "mktemp", "mv", "readlink", "rm",
    "sha256sum", "touch", "true",
)  # fmt: skip
LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0")
LOCK = "flask==3.1.3 \\\n    --hash=sha256:aa\nsetuptools==82.0.1 \\\n    --hash=sha256:bb\nuv==0.13.9 \\\n    --hash=sha256:cc\n"

TOLD = 'echo "${0##*/} $*" >>"$MACHINE/told"\n'
FAKES = {
    "id": 'echo "$WHO"\n',
    "sudo": TOLD + '[ "$1" != -n ] || { shift; [ -n "$SUDO" ] || exit 1; }\n[ -n "$SUDO" ] && exec "$@"\n',
    "dpkg-query": 'for last; do :; done\n[ -e "$MACHINE/installed/$last" ] && echo "install ok installed"\n',
    "apt-cache": '[ ! -e "$MACHINE/lists" ] || printf "  Installed: (none)\\n  Candidate: %s\\n" "$CHROMIUM"\n',
    "apt-get": TOLD + """[ "${DEBIAN_FRONTEND:-}" = noninteractive ] || exit 9
if [ "$1" = update ]; then touch "$MACHINE/lists"; exit; fi
[ -e "$MACHINE/lists" ] || exit 100
for package; do
  touch "$MACHINE/installed/$package"
  if [ -d "$MACHINE/archive/$package" ]; then cp "$MACHINE/archive/$package"/* "$MACHINE/bin/"; fi
done
""",
    "cc": "exit 0\n",
    "python": """case "$*" in
  *version_info\\[:2\\]\\ \\<*) [[ VERSION = 3.11 || VERSION = 3.12 ]] ;;
  *print\\(\\"python*) echo pythonVERSION ;;
  *Python.h*) [[ -e $MACHINE/installed/python3-dev || -e $MACHINE/installed/pythonVERSION-dev ]] ;;
  *ensurepip*) [[ -e $MACHINE/installed/python3-venv || -e $MACHINE/installed/pythonVERSION-venv ]] ;;
  *executable_path*) echo "$MACHINE/bin/own-chromium" ;;
  -m\\ venv*)
    echo "pythonVERSION $*" >>"$MACHINE/told"
    mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; cp "$MACHINE/fakes/pip" "$MACHINE/fakes/uv" "$3/bin/" ;;
  -m\\ pip*) shift 2; exec "$MACHINE/fakes/pip" "$@" ;;
  -m\\ playwright\\ install\\ *) echo "$*" >>"$MACHINE/told"; cp "$MACHINE/fakes/own-chromium" "$MACHINE/bin/" ;;
  -m\\ playwright\\ install-deps\\ *)
    echo "$*" >>"$MACHINE/told"; [ "${DEBIAN_FRONTEND:-}" = noninteractive ] && touch "$MACHINE/installed/browser-libraries" ;;
esac
""",
    "pip": TOLD + 'while [ $# -gt 0 ]; do [ "$1" != -r ] || cat "$2" >>"$MACHINE/pinned"; shift; done\n',
    "uv": TOLD + 'case "$*" in *install*) cp "$MACHINE/fakes/python3.12" "$MACHINE/own-python" ;; '
          '*find*) echo "$MACHINE/own-python" ;; esac\n',
    "own-chromium": '[ -e "$MACHINE/installed/browser-libraries" ]\n',
    "tool": "exit 0\n",
}  # fmt: skip


@dataclass(frozen=True)
class Distribution:
    """What apt knows: the version of python3, and the candidate of the package chromium."""

    python: str
    chromium: str = "140.0.1-1"


DEBIAN_12, DEBIAN_13 = Distribution("3.11"), Distribution("3.13")
UBUNTU = Distribution("3.12", "2:1snap1-0ubuntu2")
MACHINES = {"Debian 12": DEBIAN_12, "Debian 13": DEBIAN_13, "Ubuntu 24.04": UBUNTU}


@dataclass(frozen=True)
class Ran:
    status: int
    said: str
    told: tuple[str, ...]
    """What was called that changes the machine, in order."""

    def calls(self, start: str) -> list[str]:
        return [line for line in self.told if line.startswith(start)]

    @property
    def installed(self) -> set[str]:
        """The packages asked of apt."""
        words = (line.split() for line in self.calls("apt-get install"))
        return {word for line in words for word in line[2:] if not word.startswith("-")}


class Machine:
    """A fresh machine of this distribution, with nothing but a shell; `bootstrap` runs the script on it."""

    def __init__(self, folder: Path, distribution: Distribution) -> None:
        self.folder, self.distribution = folder, distribution
        for name in ("bin", "fakes", "installed", "archive", "checkout/.ci", "checkout/var"):
            (folder / name).mkdir(parents=True)
        for name in REAL:
            (folder / "bin" / name).symlink_to(shutil.which(name) or name)
        for name in ("id", "sudo", "dpkg-query", "apt-cache", "apt-get"):
            self.write("bin", name, FAKES[name])
        for name in ("pip", "uv", "own-chromium"):
            self.write("fakes", name, FAKES[name])
        self.write("fakes", "python3.12", FAKES["python"].replace("VERSION", "3.12"))
        self.offer("python3", python3=FAKES["python"].replace("VERSION", distribution.python))
        self.offer("build-essential", cc=FAKES["cc"])
        self.offer("poppler-utils", pdftoppm=FAKES["tool"])
        self.offer("qpdf", qpdf=FAKES["tool"])
        self.offer("openssl", openssl=FAKES["tool"])
        self.offer("git", git=FAKES["tool"])
        self.offer("chromium", chromium=FAKES["tool"])
        self.checkout = folder / "checkout"
        shutil.copy(ROOT / ".ci" / "bootstrap", self.checkout / ".ci")
        (self.checkout / "requirements.lock").write_text(LOCK)
        (self.checkout / "pyproject.toml").write_text("[project]\n")

    def write(self, place: str, name: str, script: str) -> None:
        path = self.folder / place / name
        path.write_text(f"#!{shutil.which('bash')}\n{script}")
        path.chmod(0o755)

    def offer(self, package: str, **commands: str) -> None:
        """Let apt have this package, which brings these commands."""
        (self.folder / "archive" / package).mkdir()
        for name, script in commands.items():
            self.write(f"archive/{package}", name, script)

    def has(self, *packages: str) -> "Machine":
        """The machine with these packages already installed."""
        for package in packages:
            (self.folder / "installed" / package).touch()
            for command in (self.folder / "archive" / package).glob("*"):
                shutil.copy(command, self.folder / "bin")
        return self

    def bootstrap(self, want: str = "run", by: str = "root") -> Ran:
        """Run the script as root, with sudo, or as neither."""
        told = self.folder / "told"
        told.write_text("")
        ran = subprocess.run(
            [self.checkout / ".ci" / "bootstrap", want], capture_output=True, text=True, timeout=60, check=False,
            env={"PATH": str(self.folder / "bin"), "MACHINE": str(self.folder), "WHO": "0" if by == "root" else "1000",
                 "SUDO": "yes" if by == "sudo" else "", "CHROMIUM": self.distribution.chromium,
                 "TMPDIR": os.environ.get("TMPDIR", "/tmp")},
        )  # fmt: skip
        lines = told.read_text().splitlines()
        return Ran(ran.returncode, ran.stdout + ran.stderr, tuple(line for line in lines if line != "sudo -n true"))
