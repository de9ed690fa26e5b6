"""Real keys and seals for what signs and proves records."""

from pathlib import Path
from unittest.mock import patch

from review import config
from review.app import seals
from review.record import signing
from review.record.seals import KeySeals
from review.record.signing import development_key

UNIT, NAME = "SL-ZSJ", "示例市政务服务数据管理局"


def with_key(folder: Path, name: str = NAME, unit: str = UNIT) -> KeySeals:
    """The seals of a unit of the installation that keeps its things in this folder, with a new key for development."""
    path = config.development_key(folder, unit)
    path.unlink(missing_ok=True)
    config.write_new(path, development_key(name))
    return seals(unit, folder)


def official_key() -> bytes:
    """A key of the unit whose certificate does not say of itself that it has no effect, as PKCS#12."""
    with patch.object(signing, "DEVELOPMENT", "电子印章"):
        return development_key(NAME)
