"""What was taken out of a chain past its guards, or altered in it, is told where an auditor looks, and no report is of it."""

import io
import logging
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook

from review.app import create_app
from review.cli import main
from review.domain.access import AccessAction
from review.domain.errors import TrailBroken
from review.domain.trail import BEGINNING, Head
from review.domain.vocabulary import Role
from review.record import print_record
from review.record.seals import KeySeals
from review.service import access, annual
from review.service.chains import TOLD_TO, Chains, Kept
from review.service.desk import Desk
from review.web.session import EXTENSION
from tests.sampling import some
from tests.sealing import with_key
from tests.tampering import past_triggers, without, without_matter

from .conftest import UNIT, SignIn, opened, person, settings_for, text
from .test_annual_proof import said as told_of
from .test_proof import sent

GONE, OTHER = "SL-ZSJ-2023-0011", "SL-ZSJ-2022-0007"
REPORT = "/annual/2023/report.pdf"
BAND, WHOLE = "起不完整", "逐条核对相符"


def stands(desk: Desk, unit: str = UNIT, *, whole: bool = False) -> int | None:
    return desk.chains.trail(desk.store, unit, desk.today(), whole=whole).broken


def acts(desk: Desk, number: str | None = None) -> list[int]:
    with desk.store.reading(UNIT) as work:
        return [one.seq for one in (work.trail.all() if number is None else work.trail.of_matter(number))]


def another_process(desk: Desk) -> Desk:
    return replace(desk, chains=Chains())


@pytest.fixture
def first(desk: Desk) -> int:
    """The first act on the matter that is taken out, in the midst of the trail."""
    found = acts(desk, GONE)[0]
    assert 1 < found < acts(desk)[-1]
    return found


@pytest.fixture
def gone(path: Path, first: int) -> int:
    without_matter(path, GONE)
    return first


def test_wherever_an_act_is_taken_out_the_place_is_named_at_once_and_by_a_process_that_starts(desk: Desk, path: Path) -> None:
    """Each act of the trail; the last of which nothing behind it tells, but the dossier that it left."""
    seqs = acts(desk)
    for seq in {*seqs[:2], *seqs[:: len(seqs) // 8], *seqs[-2:]}:
        copy = Path(shutil.copy(path, path.with_name(f"{seq}.sqlite")))
        app, store = opened(copy)
        its: Desk = app.extensions[EXTENSION].desk
        assert stands(its) is None
        without(copy, "event", UNIT, seq)
        assert (stands(its), stands(its), stands(another_process(its))) == (seq, seq, seq)
        assert stands(its, "SL-XZF") is None, "the chain of another unit is whole"
        store.close()


@pytest.mark.parametrize("place", some(["first", "midst", "last"], 3))
@pytest.mark.parametrize("change", some([
    "UPDATE event SET sealed = replace(sealed, '\"note\":\"', '\"note\":\"x') WHERE unit = ? AND seq = ?",
    "UPDATE event SET hash = substr(hash, 2) || '0' WHERE unit = ? AND seq = ?",
], 2))  # fmt: skip
def test_what_is_altered_in_what_was_proven_is_told_the_next_day_and_before_a_report(
    desk: Desk, path: Path, place: str, change: str
) -> None:
    seqs = acts(desk)
    seq = {"first": seqs[0], "midst": seqs[len(seqs) // 2], "last": seqs[-1]}[place]
    assert stands(desk) is None
    past_triggers(path, change, given=(UNIT, seq))
    tomorrow = desk.today() + timedelta(1)
    assert desk.chains.trail(desk.store, UNIT, tomorrow).broken == seq
    with pytest.raises(TrailBroken, match=f"第{seq}号起不完整"):
        annual.compose_to_print(desk, person(desk, Role.AUDITOR), "2023")


def test_where_the_dossier_of_an_act_is_taken_away_and_the_act_is_left_that_is_told(desk: Desk, path: Path, first: int) -> None:
    """The chain is whole, and the matter is in no list and in no report."""
    whose = f"(SELECT id FROM matter WHERE number = '{GONE}')"
    past_triggers(
        path, *(f"DELETE FROM {one} WHERE matter IN {whose}" for one in ("topic", "spending", "verdicts", "revision"))
    )
    assert (stands(desk), stands(desk)) == (first, first)


def test_where_a_dossier_was_exchanged_for_another_that_is_told(desk: Desk, path: Path, first: int) -> None:
    past_triggers(
        path, f"UPDATE revision SET dossier_sha256 = '{'f' * 64}' WHERE revision = 1 AND matter = "
        f"(SELECT id FROM matter WHERE number = '{GONE}')",
    )  # fmt: skip
    assert stands(desk) == first


def test_what_is_added_later_does_not_mend_it_and_what_is_put_back_does(desk: Desk, path: Path) -> None:
    seqs = acts(desk)
    kept = Path(shutil.copy(path, path.with_name("kept.sqlite")))
    assert stands(desk) is None
    without(path, "event", UNIT, seqs[5])
    assert stands(desk) == seqs[5]
    past_triggers(
        path, f"ATTACH '{kept}' AS kept",
        f"INSERT INTO event (unit, seq, sealed, hash) SELECT unit, seq, sealed, hash FROM kept.event "
        f"WHERE unit = '{UNIT}' AND seq = {seqs[5]}",
    )  # fmt: skip
    assert stands(desk, whole=True) is None


def test_a_trail_that_was_cut_off_and_goes_on_otherwise_is_told_by_who_saw_its_end(desk: Desk, path: Path) -> None:
    """The last act and the dossier that it left: what remains is whole, and tells of nothing."""
    last, auditor = acts(desk)[-1], person(desk, Role.AUDITOR)
    assert stands(desk) is None
    with desk.store.reading(UNIT) as work:
        end = work.trail.at(last)
        assert end is not None
        lost = f"(SELECT id FROM matter WHERE number = '{end.matter}') AND revision = {end.revision}"
    past_triggers(
        path, *(f"DELETE FROM {one} WHERE matter = {lost}" for one in ("topic", "spending", "verdicts", "revision")),
        f"DELETE FROM event WHERE unit = '{UNIT}' AND seq = {last}",
    )  # fmt: skip
    assert stands(another_process(desk)) is None, "nothing that is left tells of it"
    assert (stands(desk), stands(desk), stands(desk, whole=True)) == (last, last, last)
    assert desk.chains.look(desk.store, auditor.unit, desk.today() + timedelta(1))[Kept.TRAIL].broken == last


def test_the_log_of_readings_and_the_trail_of_the_register_are_proven_as_well(desk: Desk, path: Path) -> None:
    auditor = person(desk, Role.AUDITOR)
    for _ in range(3):
        access.note_taking(desk, auditor, AccessAction.TAKE_RECORD, OTHER, 1, "a" * 64)
    assert all(one.broken is None for one in desk.chains.look(desk.store, UNIT, desk.today()).values())
    without(path, "access", UNIT, 2)
    without(path, "register_event", UNIT, 1)
    found = desk.chains.look(desk.store, UNIT, desk.today())
    assert {what: one.broken for what, one in found.items()} == {Kept.TRAIL: None, Kept.REGISTER: 1, Kept.ACCESS: 2}


def test_only_what_is_new_is_hashed_again_on_a_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    walked: list[Head] = []
    with desk.store.reading(UNIT) as work:
        kind = type(work.trail)
    follow = kind.walked
    monkeypatch.setattr(kind, "walked", lambda self, since=BEGINNING: walked.append(since) or follow(self, since))
    look = desk.chains.trail
    stood = [look(desk.store, UNIT, desk.today() + timedelta(days)) for days in (0, 0, 1, 1)]
    stood.append(look(desk.store, UNIT, desk.today() + timedelta(1), whole=True))
    end = stood[0].head
    assert walked == [BEGINNING, end, BEGINNING, end, BEGINNING]
    assert {one.head for one in stood} == {end} and end.seq == acts(desk)[-1]


@pytest.mark.parametrize("who", ["shenji", "shuji", "mishu", "shencha", "guwen", "fenguan", "jilu"])
def test_those_who_examine_answer_and_report_are_told_on_every_page(sign_in: SignIn, gone: int, who: str) -> None:
    pages = ("/matters", f"/matters/{OTHER}", "/annual/2023", f"/matters/{GONE}", "/meetings", "/rules")
    visit = sign_in(who)
    told = {page: f"办理轨迹第{gone}号{BAND}" in text(visit.get(page)) for page in pages}
    assert set(told.values()) == {who in ("shenji", "shuji", "mishu", "shencha")}, told
    assert len(TOLD_TO) == 4
    if who == "shenji":
        page = text(visit.get(f"/matters/{OTHER}/access"))
        assert f"办理轨迹第{gone}号{BAND}" in page and "review trail check" in page


def test_the_other_unit_is_told_nothing(sign_in: SignIn, gone: int) -> None:
    page = text(sign_in("shenji-xian").get("/matters"))
    assert BAND not in page and WHOLE in page


@pytest.mark.parametrize("page", ["/matters", f"/matters/{OTHER}", f"/matters/{OTHER}/access"])
def test_of_a_whole_trail_an_auditor_is_told_how_far_it_goes_and_its_head(desk: Desk, sign_in: SignIn, page: str) -> None:
    head = desk.chains.trail(desk.store, UNIT, desk.today()).head
    said = text(sign_in("shenji").get(page))
    assert f"办理轨迹：第1号至第{head.seq}号{WHOLE}，末号校验值{head.hash}" in said and BAND not in said


def test_the_service_tells_its_log_when_it_starts(
    path: Path, gone: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEW_VAR", str(path.parent))
    with caplog.at_level(logging.ERROR, "review"):
        create_app(replace(settings_for(path), var=path.parent))
    (told,) = [one.getMessage() for one in caplog.records if BAND in one.getMessage()]
    assert f"unit {UNIT}: 办理轨迹第{gone}号{BAND}" in told and "review trail check" in told


def test_no_annual_report_is_printed_of_a_broken_trail_and_its_workbook_says_so(sign_in: SignIn, gone: int) -> None:
    visit = sign_in("shenji")
    answer = visit.get(REPORT)
    assert answer.status_code == 409 and f"没有提供年度报告的PDF：办理轨迹第{gone}号{BAND}" in text(answer)
    sheet = load_workbook(io.BytesIO(visit.get("/annual/2023/report.xlsx").data)).worksheets[0]
    assert sheet["A1"].value == "注意" and f"办理轨迹第{gone}号{BAND}" in sheet["B1"].value


@pytest.fixture
def signs(app: Flask, tmp_path: Path) -> KeySeals:
    """The application signs from now on, and prints."""
    made = with_key(tmp_path / "var")
    app.extensions[EXTENSION] = replace(app.extensions[EXTENSION], seals=lambda _: made, printer=print_record)
    return made


@pytest.mark.heavy
@pytest.mark.usefixtures("signs")
def test_a_report_of_a_broken_trail_is_not_proven_though_the_unit_signed_it(
    sign_in: SignIn, visitor: FlaskClient, path: Path, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was printed without the matter by a program that did not look, and every number is as it is counted here."""
    without_matter(path, GONE)
    with monkeypatch.context() as patch:
        patch.setattr(annual, "trail_of", lambda *_: Chains().trail(_[0].store, "SL-XZF", _[0].today()))
        report = sign_in("shenji").get(REPORT).data
    page = told_of(visitor, report)
    assert "年度报告没有被改动" not in page
    assert "可能有事项没有计入，各项数字没有证实" in page and f"办理轨迹第{first}号{BAND}" in page
    assert "各项数字按本系统保存的卷宗重新计算" not in page


@pytest.mark.heavy
@pytest.mark.usefixtures("signs")
def test_an_older_report_is_not_called_altered_where_it_is_the_trail_here_that_lost_something(
    sign_in: SignIn, visitor: FlaskClient, path: Path, first: int
) -> None:
    report = sign_in("shenji").get(REPORT).data
    assert "年度报告没有被改动" in told_of(visitor, report)
    without_matter(path, GONE)
    page = told_of(visitor, report)
    assert "年度报告被改动，或者不能证实" not in page and "不能证实" in page
    assert f"办理轨迹第{first}号{BAND}" in page and "可能是本系统的记录不全" in page


@pytest.mark.heavy
@pytest.mark.usefixtures("signs")
def test_the_record_of_the_matter_that_was_taken_out_is_not_called_altered(
    sign_in: SignIn, visitor: FlaskClient, path: Path, first: int
) -> None:
    record = sign_in("shenji").get(f"/matters/{GONE}/record.pdf").data
    assert "记录真实完整" in text(sent(visitor, record))
    without_matter(path, GONE)
    page = text(sent(visitor, record))
    assert "记录被改动，或者不能证实" not in page and "不能证实" in page and "记录真实完整" not in page
    assert f"办理轨迹第{first}号{BAND}" in page and "可能是本系统的记录不全" in page


@pytest.mark.heavy
@pytest.mark.parametrize("before", [True, False])
def test_the_record_of_another_matter_stays_true_and_says_on_what_its_checkpoint_rests(
    desk: Desk, sign_in: SignIn, visitor: FlaskClient, path: Path, first: int, signs: KeySeals, before: bool
) -> None:
    with desk.store.reading(UNIT) as work:
        ends = {line.number: work.trail.of_matter(line.number)[-1].seq for line in work.matters.lines()}
    number, checkpoint = next(
        (one, seq) for one, seq in ends.items() if one != GONE and (seq < first if before else seq > first)
    )
    visit = sign_in("shenji")
    answer = visit.get(f"/matters/{number}/record.pdf")
    assert BAND not in unquote(answer.headers["Content-Disposition"])
    without_matter(path, GONE)
    again = visit.get(f"/matters/{number}/record.pdf")
    assert signs.read(again.data).printed == signs.read(answer.data).printed, "the record of an untouched matter is what it was"
    for path_ in ("record.pdf", "package.zip"):
        name = unquote(visit.get(f"/matters/{number}/{path_}").headers["Content-Disposition"])
        assert f"（本单位办理轨迹第{first}号起不完整）" in name
    page = text(sent(visitor, again.data))
    assert "记录真实完整，没有被改动" in page and f"本单位的办理轨迹第{first}号{BAND}" in page
    rests = f"到打印的检查点（第{checkpoint}号）为止{WHOLE}" if before else f"打印的检查点（第{checkpoint}号）所在的链已经断开"
    assert rests in page


def checked(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    monkeypatch.setenv("REVIEW_DATABASE_URL", f"sqlite:///{path}")
    done = CliRunner().invoke(main, ["trail", "check"])
    return done.exit_code, done.output


def test_the_command_follows_every_chain_of_every_unit(
    path: Path, desk: Desk, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, said = checked(path, monkeypatch)
    assert (status, said.count(WHOLE), BAND in said) == (0, 4, False), said
    assert UNIT in said and "SL-XZF" in said
    without_matter(path, GONE)
    status, said = checked(path, monkeypatch)
    assert status == 1 and f"办理轨迹第{first}号{BAND}" in said and said.count(WHOLE) == 3


@pytest.mark.parametrize("content", [None, b"", b"no database at all, of whatever length" * 50])
def test_the_command_says_2_where_there_is_nothing_to_read(
    tmp_path: Path, content: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "none.sqlite"
    if content is not None:
        path.write_bytes(content)
    status, said = checked(path, monkeypatch)
    assert status == 2 and "Traceback" not in said and said
    assert path.exists() is (content is not None)
