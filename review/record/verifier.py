"""Builds `review-verify.pyz`: the domain of this program and nothing else, in one file that any Python 3.11 or newer runs."""

import io
import zipfile
from pathlib import Path

import review

NAME = "review-verify.pyz"
START = """import sys

try:
    from review.domain.verifying.alone import main
except Exception as error:
    sys.stderr.write("核验未能完成（{}），什么都没有证明；需要 Python 3.11 或者更新版本\\n".format(type(error).__name__))
    sys.exit(2)
sys.exit(main(sys.argv[1:]))
""".encode()
"""What runs first: an older Python cannot read the rest, and would exit as it does of an altered record."""
SHEBANG = b"#!/usr/bin/env python3\n"
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def verifier() -> bytes:
    """The file; the same program gives the same bytes."""
    package = Path(review.__file__).parent
    sources = {"review/__init__.py": (package / "__init__.py").read_bytes(), "__main__.py": START}
    for file in sorted((package / "domain").rglob("*.py")):
        sources[f"review/{file.relative_to(package).as_posix()}"] = file.read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in sources.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), source, zipfile.ZIP_DEFLATED)
    return SHEBANG + packed.getvalue()
