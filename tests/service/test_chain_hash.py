"""The chain of a unit is sealed by SHA-256, or by SM3 where that is set; one may follow the other, and both prove the same."""

from dataclasses import replace
from datetime import date

import pytest

from review import config, demo
from review.app import create_app
from review.config import SettingsRefused
from review.domain import english
from review.domain import sm3 as sm3_module
from review.domain.access import AccessAction
from review.domain.plain import to_plain
from review.domain.program import UNSAID
from review.domain.sm3 import sm3
from review.domain.trail import ChainHash, canonical, first_broken, is_sealed
from review.domain.verifying import RECORD, RULES, lines, verify
from review.domain.verifying import record as verifying
from review.domain.vocabulary import Language, Role
from review.record.data import data_of
from review.record.view.proof import proof_view
from review.service import access, submission
from review.service.record import compose
from review.store.schema import migrate
from tests.another_version import ANOTHER
from tests.sampling import some

PEOPLE = demo.register_of(one for one in demo.examples() if one.unit.code == "SL-ZSJ")
SECRETARY, AUDITOR = (demo.actor(role, "SL-ZSJ", PEOPLE) for role in (Role.SECRETARY, Role.AUDITOR))


@pytest.fixture
def mixed(desk, clock):
    """A matter submitted under SHA-256, supplemented under SM3, and again under SHA-256."""
    clock.turn_to(date(2024, 5, 8))
    matter = submission.submit(desk, SECRETARY, submission.Submission(matter=demo.examples()[6].matter), key="one")
    for revision, by in enumerate((ChainHash.SM3, ChainHash.SHA256), 1):
        more = submission.Submission(matter=replace(matter.dossier.matter, necessity=f"另有必要{revision}"))
        submission.supplement(replace(desk, chained_by=by), SECRETARY, matter.number, revision, more)
    return matter.number


def test_the_chain_is_whole_whichever_hash_sealed_which_event(desk, mixed):
    with desk.store.reading("SL-ZSJ") as work:
        events = list(work.trail.all())
    assert first_broken(events) is None
    content = {key: value for key, value in to_plain(events[1]).items() if key != "hash"}
    assert events[1].hash == sm3(canonical(content))
    for place, event in enumerate(events):
        altered = [*events[:place], replace(event, note="改动"), *events[place + 1 :]]
        assert first_broken(altered) == place + 1


@pytest.mark.parametrize("openssl", [True, False])
def test_its_record_is_genuine_on_a_machine_with_sm3_and_without(desk, mixed, openssl, monkeypatch):
    record = compose(desk, AUDITOR, mixed)
    if not openssl:
        monkeypatch.setattr(sm3_module.hashlib, "algorithms_available", frozenset())
    data = data_of(record)
    assert verify({RECORD: data.content, RULES: data.rules}).genuine
    forged = replace(record, trail=(*record.trail[:1], replace(record.trail[1], actor_name="别人"), *record.trail[2:]))
    assert "校验值不符" in verify({RECORD: data_of(forged).content, RULES: data.rules}).difference


@pytest.mark.parametrize("openssl", [True, False])
def test_the_head_of_the_trail_says_by_which_hash_it_was_chained(desk, mixed, openssl, monkeypatch):
    """Whoever computes it again by SHA-256 would call the record altered."""
    if not openssl:
        monkeypatch.setattr(sm3_module.hashlib, "algorithms_available", frozenset())
    for acts, by in ((3, "SHA-256"), (2, "SM3"), (1, "SHA-256")):
        record = as_it_was(compose(desk, AUDITOR, mixed), acts, desk)
        data = data_of(record)
        followed = verify({RECORD: data.content, RULES: data.rules})
        assert followed.genuine
        assert f"　办理记录链当时的末端（{by}）：{record.trail[-1].hash}" in [*lines(followed)]
        with monkeypatch.context() as patch:
            patch.setattr(verifying, "_followed", lambda content: None)  # act by act, as where one has another form
            assert verify({RECORD: data.content, RULES: data.rules}) == followed
        (told,) = (one for one in lines(followed) if "当时的末端" in one)
        assert english.said(told, Language.EN) == f"  head of the trail then ({by}): {record.trail[-1].hash}"


@pytest.mark.parametrize("program", [None, ANOTHER, UNSAID])
def test_the_record_says_it_where_it_is_sm3_and_records_of_before_are_printed_as_they_were(desk, mixed, program):
    whole = replace(compose(desk, AUDITOR, mixed), program=program)
    for acts in (1, 2, 3):
        record = as_it_was(whole, acts, desk)
        said = proof_view(record, data_of(record))["chain_seq"]
        assert said == f"第{record.trail[-1].seq}号" + ("（SM3）" if acts == 2 and program != UNSAID else "")


def as_it_was(record, acts, desk):
    """The record after so many acts."""
    with desk.store.reading("SL-ZSJ") as work:
        then = work.matters.revision(record.trail[0].matter, acts)
    return replace(record, dossier=then.dossier, judgement=then.judgement, state=then.state, revision=acts,
                   trail=record.trail[:acts])  # fmt: skip


def test_the_log_of_downloads_is_sealed_by_it_too(desk, mixed):
    access.note_taking(replace(desk, chained_by=ChainHash.SM3), AUDITOR, AccessAction.TAKE_RECORD, mixed, 3, "a" * 64)
    access.note_taking(desk, AUDITOR, AccessAction.TAKE_RECORD, mixed, 3, "a" * 64)
    noted = access.of_matter(desk, AUDITOR, mixed).noted[::-1]
    assert first_broken(noted) is None
    assert all(is_sealed(one) for one in noted)


@pytest.mark.parametrize(("said", "by"), some([(None, "sha256"), ("sha256", "sha256"), ("sm3", "sm3")], 3))
def test_the_setting_reaches_the_desk(said, by, tmp_path, monkeypatch):
    monkeypatch.setenv("REVIEW_VAR", str(tmp_path))
    if said:
        monkeypatch.setenv("REVIEW_CHAIN_HASH", said)
    settings = config.settings()
    migrate(settings.database_url)
    app = create_app(settings)
    assert app.extensions["review"].desk.chained_by == by


@pytest.mark.parametrize("said", ["md5", "SM-3", "0"])
def test_another_hash_is_refused_in_a_sentence(said, monkeypatch):
    monkeypatch.setenv("REVIEW_CHAIN_HASH", said)
    with pytest.raises(SettingsRefused, match="REVIEW_CHAIN_HASH"):
        config.settings()
