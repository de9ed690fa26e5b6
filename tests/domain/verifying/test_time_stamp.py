"""The time stamp of a record is read by the standard library: over which head, when, by whom; what is no DER is refused."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from review.domain import english
from review.domain.trail import canonical, seal
from review.domain.verifying import RECORD, NotAStamp, der, imprint_of, read_stamp, verify
from review.domain.verifying.time_stamp import NOT_READABLE, OTHER_HEAD, TO_COME, TOO_EARLY, as_text
from review.domain.vocabulary import Language
from review.record import time_stamps
from review.service.ports import Record
from review.service.time_stamps import BROKEN, NO_STAMP, UNTRUSTED, Stamped
from tests import tsa
from tests.sampling import some
from tests.stored import Stored, carried

Stamp = Callable[[str], bytes]


@pytest.fixture(scope="module")
def stamp(tmp_path_factory: pytest.TempPathFactory) -> Stamp:
    """`stamp(head)`: a time stamp over it by an authority."""
    authority = tsa.Authority(tsa.make(tmp_path_factory.mktemp("authority")))

    def put(head: str) -> bytes:
        asked, nonce = time_stamps.request(imprint_of(head))
        return time_stamps.answered(authority.answer(asked), imprint_of(head), nonce)

    return put


@pytest.fixture(scope="module")
def record(stored: Stored, stamp: Stamp) -> Record:
    return replace(stored(0), time_stamp=stamp(stored(0).trail[-1].hash))


def found(record: Record, **data: object) -> str | None:
    """What differs where a forger writes these parts of the data otherwise, as one who knows the canonical form."""
    files = carried(record)
    return verify({**files, RECORD: canonical(json.loads(files[RECORD]) | data)}).difference


def test_a_record_tells_who_stamped_its_head_and_when(record: Record):
    verified = verify(carried(record))
    assert verified.genuine
    assert verified.stamp is not None
    assert verified.stamp.server == tsa.NAME
    assert str(verified.stamp).startswith(f"{verified.stamp.at:%Y-%m-%d %H:%M:%S}，“{tsa.NAME}”签发")


def test_a_time_stamp_of_another_head_or_of_an_earlier_time_is_found(record: Record, stamp: Stamp):
    assert found(record, time_stamp=as_text(stamp(record.trail[0].hash))) == OTHER_HEAD
    later = seal(replace(record.trail[-1], at=datetime.now().astimezone() + timedelta(hours=1)))
    trail = (*record.trail[:-1], later)
    assert found(replace(record, trail=trail, time_stamp=stamp(later.hash))) == TOO_EARLY


@pytest.mark.parametrize("text", some(["", "改", "YQ", "YQ==", "YR==", 5, [], {}, False], 5))
def test_what_is_no_time_stamp_is_found(record: Record, text: object):
    assert found(record, time_stamp=text) == NOT_READABLE


def test_a_record_need_not_have_one_but_its_data_have_the_place_for_it(record: Record):
    bare = replace(record, time_stamp=None)
    assert verify(carried(bare)).genuine
    files = carried(bare)
    data = json.loads(files[RECORD])
    del data["time_stamp"]
    assert not verify({**files, RECORD: canonical(data)}).consistent
    del data["program"]
    assert verify({**files, RECORD: canonical(data | {"format": "record/2"})}).genuine, "as they were printed before"


def test_a_record_without_acts_has_no_head_to_be_stamped(record: Record):
    assert found(record, trail=[], state=None, revision=None) == OTHER_HEAD


@pytest.mark.parametrize("der_", some([
    b"", b"\x30", b"\x30\x01", b"\x30\x80\x00\x00", b"\x30\x81\x01\x00", b"\x30\x82\x00\x80" + bytes(128), b"\x1f\x01\x00",
    b"\x30\x00\x30\x00", b"\x30\x84\xff\xff\xff\xff", b"\x30\xff",
], 3))  # fmt: skip
def test_what_is_written_otherwise_than_in_the_one_form_is_refused(der_: bytes):
    with pytest.raises(der.NotDer):
        der.value(der_)


def test_no_cut_and_no_flipped_byte_of_a_time_stamp_raises_anything_but_its_refusal(record: Record):
    token = record.time_stamp or b""
    for at in range(len(token)):
        for altered in (token[:at], token[:at] + bytes([token[at] ^ 1 << at % 8]) + token[at + 1 :]):
            with suppress(NotAStamp):
                assert read_stamp(altered)


def test_what_is_told_of_a_time_stamp_is_said_in_english(record: Record):
    stamp = read_stamp(record.time_stamp or b"")
    told = [NOT_READABLE, OTHER_HEAD, TOO_EARLY, TO_COME, BROKEN, f"核验结果：{UNTRUSTED}", f"　时间戳：{NO_STAMP}",
            f"　时间戳：{stamp}", f"　时间戳：{stamp}；{Stamped().told}", f"　时间戳：{stamp}；{UNTRUSTED}"]  # fmt: skip
    said = english.lines(told, Language.EN)
    assert [one for one in said if english.ONLY_CHINESE in one] == []
    assert f"{stamp.at:%Y-%m-%d %H:%M:%S}" in said[-1]


@pytest.mark.heavy
def test_the_file_alone_tells_the_time_stamp_and_that_its_signature_was_not_checked(record: Record, tmp_path: Path, capsys):
    from review.domain.verifying import alone
    from tests.carrying import carrying

    path = tmp_path / "record.pdf"
    path.write_bytes(carrying(carried(record)))
    assert alone.main([str(path)]) == 3, "nobody signed it"
    told = capsys.readouterr().out
    assert f"“{tsa.NAME}”签发，盖在办理记录链当时的末端上" in told
    assert "时间戳的签名和签发者" in told.partition("未在此核验")[2]
