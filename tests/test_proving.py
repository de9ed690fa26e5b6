"""A record is proven three ways: with the data by a single file that needs nothing, and with the pages by the command."""

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from review import proving
from review.cli import main
from review.domain.program import UNSAID
from review.record import print_record
from review.record.stamping import Authority
from review.record.verifier import verifier
from tests import tsa
from tests.another_version import ANOTHER, judged_otherwise, printed_otherwise
from tests.carrying import FOOT, carrying
from tests.conftest import EXAMPLES
from tests.record.test_annual import MATTERS
from tests.record.test_annual import paper as annual_paper
from tests.sampling import some
from tests.sealing import with_key
from tests.stored import Stored, carried


@pytest.fixture
def pdf(printed_stored: Path) -> Path:
    return printed_stored


@pytest.fixture(scope="module")
def pyz(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("verifier") / "review-verify.pyz"
    path.write_bytes(verifier())
    return path


def command(*files: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["verify", *map(str, files)])
    return done.exit_code, done.output


def alone(pyz: Path, *files: Path) -> tuple[int, str]:
    """Without this program, its packages, or anything of the user's: `-I -S`."""
    done = subprocess.run([sys.executable, "-I", "-S", pyz, *files], capture_output=True, text=True, cwd="/", check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own."""
    monkeypatch.setenv("REVIEW_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def genuine_both_ways(file: Path, pyz: Path, stored: Stored) -> tuple[str, str]:
    """What the command says of it, and what the file alone does."""
    number = stored(0).dossier.matter.number or "?"
    (code, by_command), (code_alone, by_itself) = command(file), alone(pyz, file)
    assert (code, code_alone) == (0, 0)
    for said, of_the_pages in ((by_command, "逐字节相同"), (by_itself, "未在此核验")):
        assert number in said
        assert "核验结果：记录数据真实完整" in said
        assert of_the_pages in said
    return by_command, by_itself


@pytest.mark.heavy
def test_a_record_as_it_was_signed_is_genuine_both_ways(pdf: Path, pyz: Path, stored: Stored, var: Path, tmp_path: Path):
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(with_key(var).sign(pdf.read_bytes()))
    by_command, by_itself = genuine_both_ways(signed, pyz, stored)
    assert "签名1：示例市政务服务数据管理局：开发用签名密钥，不具法律效力，自称签于" in by_command
    assert "签名完好，所签内容没有改动；本单位的密钥" in by_command
    assert "所载的电子签名" in by_itself.partition("未在此核验")[2]


@pytest.mark.heavy
def test_a_record_without_a_signature_is_not_proven_by_the_file_alone(pdf: Path, pyz: Path):
    """Where none are signed either: whoever has the program writes a whole record anew, and takes a signature off."""
    for code, said in (command(pdf), alone(pyz, pdf)):
        assert code == 3
        assert "核验结果：没有发现改动，内容前后一致；但是没有电子签名，任何人都能另写这样的文件" in said
        assert "真实完整" not in said


@pytest.mark.heavy
def test_true_data_beside_other_pages_are_found_both_ways(pyz: Path, stored: Stored, var: Path, tmp_path: Path):
    """Also where a stranger signed the whole, which the file alone cannot tell."""
    own = carrying(carried(stored(0)), [FOOT.replace("{digest}", "0" * 16)] * 3)
    forged = tmp_path / "forged.pdf"
    for content in (own, with_key(tmp_path / "stranger", "另一单位").sign(own)):
        forged.write_bytes(content)
        code, said = alone(pyz, forged)
        assert code == 1
        assert "第1页不是由所附数据打印的页" in said
        assert command(forged)[0] == 1


@pytest.mark.heavy
def test_what_another_version_printed_in_other_words_is_not_called_altered_while_the_units_signature_holds(
    pyz: Path, stored: Stored, var: Path, tmp_path: Path
):  # fmt: skip
    """Said to be altered, it would be a libel of whoever printed it; said to be genuine, nobody has looked at its pages."""
    record, own, file = stored(0), with_key(var), tmp_path / "record.pdf"
    other = printed_otherwise(record)
    file.write_bytes(own.sign(other))
    code, said = command(file)
    assert code == 3
    assert "核验结果：不能证实。记录数据逐项核验均相符，本单位的签名完好" in said
    assert f"请用当时的版本（程序校验值{'2' * 16}）核验" in said and "被改动" not in said
    assert alone(pyz, file)[0] == 0, "which does not look at pages, and says so"
    flipped = bytearray(own.sign(other))
    flipped[len(other) // 3] ^= 1
    of_a_stranger = with_key(tmp_path / "stranger", "另一单位").sign(other)
    for content in (other, of_a_stranger, bytes(flipped), own.sign(printed_otherwise(record, None))):
        file.write_bytes(content)
        code, said = command(file)
        assert code == 1 and "核验结果：记录被改动" in said


@pytest.mark.heavy
def test_what_another_version_judged_otherwise_is_not_called_altered_while_the_signature_holds(
    pyz: Path, stored: Stored, var: Path, tmp_path: Path
):  # fmt: skip
    own, file = with_key(var), tmp_path / "record.pdf"
    other = print_record(judged_otherwise(stored(0)))
    file.write_bytes(own.sign(other))
    for code, said in (command(file), alone(pyz, file)):
        assert code == 3
        assert "核验结果：不能证实。判断是另一版本的程序作出的，按这个版本重新判断没有证实：规则" in said
        assert f"程序校验值{'2' * 16}" in said
    flipped = bytearray(own.sign(other))
    flipped[len(other) // 3] ^= 1
    for content in (other, bytes(flipped), own.sign(print_record(judged_otherwise(stored(0), None)))):
        file.write_bytes(content)
        for code, said in (command(file), alone(pyz, file)):
            assert code == 1 and "核验结果：记录被改动" in said


@pytest.mark.heavy
def test_by_rules_that_are_not_known_what_was_altered_since_it_was_signed_is_altered(
    pdf: Path, var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):  # fmt: skip
    own, file = with_key(var), tmp_path / "record.pdf"
    monkeypatch.setattr(proving, "active_rulebook", lambda: SimpleNamespace(sha256="0" * 64))
    signed = own.sign(pdf.read_bytes())
    file.write_bytes(signed)
    assert command(file)[0] == 3
    file.write_bytes(signed + b"%")
    code, said = command(file)
    assert code == 1 and "记录被改动。最后一个签名以后，又在文件中追加了内容" in said


@pytest.mark.heavy
def test_another_version_that_prints_the_same_proves_the_same(pyz: Path, stored: Stored, var: Path, tmp_path: Path):
    """Also where a record does not say yet which version printed it."""
    own, file = with_key(var), tmp_path / "record.pdf"
    for program in (ANOTHER, UNSAID):
        file.write_bytes(own.sign(print_record(replace(stored(0), program=program))))
        genuine_both_ways(file, pyz, stored)


@pytest.mark.heavy
def test_who_stops_reading_what_the_file_alone_says_is_not_told_that_the_record_was_altered(pdf: Path, pyz: Path):
    """`| head` ended it by an exception, whose exit is that of an altered record."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-I", "-S", pyz, pdf], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (alone(pyz, pdf)[0], b"")


@pytest.mark.heavy
def test_a_page_that_shows_something_else_than_the_data_is_found_by_the_command(pdf: Path, tmp_path: Path):
    content = bytearray(pdf.read_bytes())
    content[len(content) // 3] ^= 1
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(content)
    code, said = command(forged)
    assert code in (1, 2)
    assert "真实完整" not in said


@pytest.mark.heavy
def test_bytes_added_behind_the_end_are_found_by_the_command(pdf: Path, tmp_path: Path):
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(pdf.read_bytes() + b"%")
    assert command(forged)[0] == 1


@pytest.mark.heavy
def test_altered_data_are_found_both_ways_and_named(pyz: Path, stored: Stored, tmp_path: Path):
    """Printed as this program prints: only the data say something else than was done."""
    record = stored(0)
    matter = replace(record.dossier.matter, title="另一个事项")
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(print_record(replace(record, dossier=replace(record.dossier, matter=matter))))
    for code, said in (command(forged), alone(pyz, forged)):
        assert code == 1
        assert "核验结果：记录被改动。卷宗不是最后一步办理留下的" in said


@pytest.mark.heavy
def test_what_is_done_to_a_signed_record_is_found_by_the_command(pdf: Path, var: Path, tmp_path: Path):
    own = with_key(var)
    signed = own.sign(pdf.read_bytes())
    broken = bytearray(signed)
    broken[signed.rindex(b"/Filter /Adobe") + 9] ^= 1
    flipped = bytearray(signed)
    flipped[len(signed) // 3] ^= 1
    forged = tmp_path / "forged.pdf"
    for content, told in (
        (bytes(broken), "第1个签名已被破坏"), (bytes(flipped), "第1个签名已被破坏"), (signed + b"%", "又在文件中追加了内容"),
        (signed[:-3000], "不是完整的电子签名"), (signed[:-6], "不是完整的电子签名"),
    ):  # fmt: skip
        forged.write_bytes(content)
        code, said = command(forged)
        assert code == 1
        assert "真实完整" not in said
        assert told in said


@pytest.mark.heavy
def test_by_another_key_or_by_none_a_record_is_consistent_and_not_genuine(pdf: Path, var: Path, tmp_path: Path):
    """Whoever writes a whole record anew cannot sign it; that is what the signature is for."""
    with_key(var)
    file = tmp_path / "record.pdf"
    file.write_bytes(with_key(tmp_path / "stranger", "另一单位").sign(pdf.read_bytes()))
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(pdf.read_bytes() + b"%")
    for forged, told in ((file, "没有一个签名是用本单位的密钥有效签署的"), (pdf, "签名可能被去掉")):
        code, said = command(forged)
        assert code == 3
        assert command(forged, altered)[0] == command(altered, forged)[0] == 1
        assert "核验结果：没有发现改动，内容前后一致；但是" in said
        assert "被改动" not in said
        assert told in said
        assert "真实完整" not in said


@pytest.mark.heavy
def test_a_record_without_a_trail_is_told_to_be_unaltered_and_never_exits_as_genuine(
    pyz: Path, var: Path, tmp_path: Path
) -> None:  # fmt: skip
    printed = tmp_path / "printed.pdf"
    assert CliRunner().invoke(main, ["record", str(next(EXAMPLES.glob("05-*.json"))), "-o", str(printed)]).exit_code == 0
    for code, said in (command(printed), alone(pyz, printed)):
        assert code == 3, "whoever takes the trail out of a record makes such a one of it"
        assert "没有发现改动，内容前后一致；记录没有办理过程（由卷宗文件直接打印，或者办理过程被删去），不能证明经过办理" in said
        assert "真实完整" not in said
    with_key(var)
    code, said = command(printed)
    assert code == 3
    assert "没有电子签名" in said


def test_a_file_that_is_not_there_is_told_as_that_and_not_as_a_reading_copy(pyz: Path, tmp_path: Path) -> None:
    for code, said in (command(tmp_path / "none.pdf"), alone(pyz, tmp_path / "none.pdf")):
        assert code == 2
        assert "不能读取。没有这个文件或者文件夹" in said
        assert "阅览副本" not in said


@pytest.mark.heavy
def test_the_time_stamp_of_a_record_is_proven_and_what_is_done_to_it_found(
    stored: Stored, pyz: Path, var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):  # fmt: skip
    """Each printed anew by this program, as a forger would: only the time stamp is not what its server issued."""
    record, file, own = stored(0), tmp_path / "record.pdf", with_key(var)
    with tsa.served(tsa.make(tmp_path / "authority")) as server:
        token, another = (Authority(server.url, server.trusted).obtain(event) for event in (record.trail[-1], record.trail[0]))
    assert token is not None

    def told(token: bytes | None) -> tuple[tuple[int, str], tuple[int, str]]:
        file.write_bytes(own.sign(print_record(replace(record, time_stamp=token))))
        return command(file), alone(pyz, file)

    (code, said), (code_alone, said_alone) = told(token)
    assert (code, code_alone) == (3, 0)
    assert "签发者不是本系统信任的时间戳服务机构，记录形成的时间没有证实" in said
    assert "时间戳的签名和签发者" in said_alone.partition("未在此核验")[2]
    monkeypatch.setenv("REVIEW_TSA_CERTIFICATES", str(server.trusted))
    code, said = command(file)
    assert code == 0
    assert f"“{tsa.NAME}”签发，盖在办理记录链当时的末端上；签名完好，签发者是本系统信任的时间戳服务机构" in said
    (code, said), (code_alone, said_alone) = told(another)
    assert (code, code_alone) == (1, 1)
    assert "记录被改动。时间戳所盖的不是办理记录链当时的末端" in said and "时间戳所盖的不是" in said_alone
    broken = token[:-1] + bytes([token[-1] ^ 1])
    (code, said), _ = told(broken)
    assert code == 1
    assert "记录被改动。时间戳被改动：它的签名不符，或者夹有签名没有包括的内容" in said


@pytest.mark.parametrize("content", some([b"%PDF-1.7 nothing", None, b"", b"{}"], 4))
def test_what_cannot_be_read_is_told_apart(content: bytes | None, pyz: Path, tmp_path: Path):
    file = tmp_path / "x.pdf"
    if content is not None:
        file.write_bytes(content)
    for code, said in (command(file), alone(pyz, file)):
        assert code == 2
        assert "不能读取" in said


@pytest.mark.heavy
def test_the_worst_of_several_files_is_the_answer(pdf: Path, pyz: Path, tmp_path: Path):
    none = tmp_path / "none.pdf"
    assert command(pdf, none)[0] == 2
    assert alone(pyz, pdf, none)[0] == 2
    assert alone(pyz)[0] == 2


def test_the_verifier_is_the_domain_and_nothing_else_and_the_same_each_time(pyz: Path, tmp_path: Path):
    names = zipfile.ZipFile(pyz).namelist()
    assert {name for name in names if not name.startswith("review/domain/")} == {"review/__init__.py", "__main__.py"}
    written = tmp_path / "again.pyz"
    assert CliRunner().invoke(main, ["verifier", "-o", str(written)]).exit_code == 0
    assert written.read_bytes() == pyz.read_bytes()
    assert CliRunner().invoke(main, ["verifier", "-o", str(tmp_path / "no" / "x.pyz")]).exit_code == 2


@pytest.mark.heavy
def test_an_annual_report_is_proven_by_the_command_and_as_far_as_it_can_be_alone(pyz: Path, var: Path, tmp_path: Path):
    printed = print_record(annual_paper(*MATTERS))
    own, file = with_key(var, unit="SL"), tmp_path / "report.pdf"
    file.write_bytes(own.sign(printed))
    code, said = command(file)
    assert code == 0
    assert "核验结果：年度报告没有被改动，由本单位签名出具" in said and "逐字节相同" in said
    assert "没有证明的：所附事项是否与卷宗、办理轨迹相符" in said
    code, said = alone(pyz, file)
    assert code == 3, "nobody can tell alone whose it is"
    assert "会前合法性审查率：3/4件，75%，未定1件" in said and "所载的电子签名（只核对了所签内容的校验值）" in said
    of_a_stranger = with_key(tmp_path / "stranger", "另一单位").sign(printed)
    for content, told in ((printed, "签名可能被去掉"), (of_a_stranger, "没有一个签名是")):
        file.write_bytes(content)
        code, said = command(file)
        assert code == 3 and told in said
    flipped = bytearray(own.sign(printed))
    flipped[len(printed) // 3] ^= 1
    file.write_bytes(flipped)
    for code, said in (command(file), alone(pyz, file)):
        assert code in (1, 2) and "没有被改动" not in said
