"""A key that never leaves its token signs as one in a file does; a token that cannot be used gives no record."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from review import config
from review.domain.errors import RecordNotSigned
from review.record import signing
from review.record.seals import KeySeals
from tests import softhsm
from tests.sealing import NAME, UNIT, with_key

pytestmark = pytest.mark.heavy


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> softhsm.SoftHsm:
    return softhsm.with_token(tmp_path_factory.mktemp("token") / "hsm", UNIT, NAME)


@pytest.fixture(scope="module")
def printed(printed: Callable[[str], bytes]) -> bytes:
    return printed("handled")


@pytest.fixture
def seals(token: softhsm.SoftHsm, tmp_path: Path) -> KeySeals:
    return KeySeals(None, None, tmp_path / "certificates", config.write_new, token.named(UNIT))


def test_a_key_in_a_token_signs_behind_the_printed_bytes_and_stays_known(seals: KeySeals, printed: bytes):
    for signed in (seals.sign(printed), seals.sign(printed)):
        found = seals.read(signed)
        (signature,) = found.signatures
        assert (found.printed, found.difference, found.caution) == (printed, None, None)
        assert signature.own
        assert signature.signer.startswith(NAME)


def test_an_rsa_key_signs_too(seals: KeySeals, token: softhsm.SoftHsm, printed: bytes, monkeypatch):
    monkeypatch.setattr(signing.ec, "generate_private_key", lambda _: signing_rsa())
    token.put("rsa", signing.development_key("某单位"))
    own = replace(seals, token=token.named("rsa"))
    assert own.read(own.sign(printed)).caution is None


def signing_rsa():
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(65537, 2048)


def test_two_units_of_one_token_sign_each_for_itself(seals: KeySeals, token: softhsm.SoftHsm, printed: bytes, tmp_path: Path):
    token.put("SL-XZF", signing.development_key("示例县人民政府"))
    other = replace(seals, certificates=tmp_path / "other", token=token.named("SL-XZF"))
    found = other.read(seals.sign(other.sign(printed)))
    assert [one.known for one in found.signatures] == [True, False]


def test_what_a_file_signed_before_stays_known(seals: KeySeals, printed: bytes, tmp_path: Path):
    by_file = with_key(tmp_path)
    old = by_file.sign(printed)
    after = replace(seals, certificates=by_file.certificates)
    assert after.read(old).caution is None
    assert after.read(after.sign(old)).caution is None


@pytest.mark.parametrize(("fault", "told"), [
    ("no key of this unit", "SL-NONE in the token"), ("wrong PIN", "PinIncorrect"), ("no such token", "No token matching"),
    ("no library", "/nowhere.so"), ("no PIN file", "nowhere"), ("certificate of another key", "may be that of another key"),
    ("two keys of one name", "twice in the token"),
])  # fmt: skip
def test_a_token_that_cannot_be_used_gives_no_record_and_tells_the_administrator_but_no_pin(
    fault: str, told: str, seals: KeySeals, token: softhsm.SoftHsm, printed: bytes, tmp_path: Path, caplog
):
    used = token.named(UNIT)
    if fault == "no key of this unit":
        used = token.named("SL-NONE")
    elif fault == "wrong PIN":
        (tmp_path / "pin").write_text("9999-other")
        used = used._replace(pin=tmp_path / "pin")
    elif fault == "no such token":
        used = used._replace(label="另一设备")
    elif fault == "no library":
        used = used._replace(module=Path("/nowhere.so"))
    elif fault == "no PIN file":
        used = used._replace(pin=tmp_path / "nowhere")
    elif fault == "certificate of another key":
        token.put("odd", signing.development_key("某单位"), certified_by=signing.development_key("某单位"))
        used = token.named("odd")
    else:
        for _ in range(2):
            token.put("twice", signing.development_key("某单位"))
        used = token.named("twice")
    with pytest.raises(RecordNotSigned, match="签名密钥不能使用"):
        replace(seals, token=used).sign(printed)
    assert "is not signed" in caplog.text
    assert told in caplog.text
    assert softhsm.PIN not in caplog.text and "9999-other" not in caplog.text
    assert seals.read(seals.sign(printed)).caution is None, "the next one, by a token that can be used, is signed"
