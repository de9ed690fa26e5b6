"""The command line as a user runs it: a real process, its output and its exit status."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES

REVIEW = Path(sys.executable).with_name("review")
FILES = [str(path) for path in sorted(EXAMPLES.glob("*.json"))]


def review(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([REVIEW, *arguments], input=stdin, capture_output=True, timeout=60, check=False)


def test_the_seven_examples_are_judged_one_json_object_a_line_in_order():
    done = review("check", *FILES, "--format", "json")
    judged = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert [one["matter"] for one in judged] == [
        json.loads(Path(file).read_text())["matter"]["number"] for file in FILES
    ]
    up_to_approval = ["SUBMISSION", "LEGALITY_REVIEW", "AGENDA", "MEETING", "APPROVAL"]
    for finished in judged[:6]:
        assert all(finished["gates"][gate]["open"] for gate in up_to_approval)
    last = judged[6]["gates"]
    assert last["SUBMISSION"] == {"open": True, "reached": True, "shut_by": []}
    assert {"LAD-01", "LRV-01"} <= set(last["AGENDA"]["shut_by"])
    assert set(judged[0]["findings"][0]) == {
        "rule", "gate", "outcome", "severity", "excused", "title", "subject", "citation", "observed", "required",
        "evidence", "missing", "remedy", "provisional",
    }  # fmt: skip
    assert set(judged[0]["findings"][0]["citation"]) == {
        "instrument", "article", "paragraph", "edition", "strength", "phrase", "confidence",
    }  # fmt: skip


CHANGES = {
    "a due date of six working days": ("/legality_review/due_on", "2022-09-08", "LRV-07", "AGENDA"),
    "an opinion found unlawful": ("/legal_opinions/0/conclusion", "UNLAWFUL", "LAD-04", "AGENDA"),
    "an opinion after the topic": ("/legal_opinions/0/issued_on", "2022-09-16", "LAD-01", "AGENDA"),
    "a vote changed": ("/meetings/0/vote/ballots/0/choice", "OPPOSE", "MTG-17", "MEETING"),
    "a member absent": ("/meetings/0/members/1/present", False, "MTG-10", "MEETING"),
    "a secret in it": ("/matter/state_secret_free", False, "CLS-09", "SUBMISSION"),
    "a draft changed": ("/legality_review/draft_sha256", "b" * 64, "LRV-13", "AGENDA"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_by_hand_shuts_the_right_gate_by_the_right_rule(name, tmp_path):
    pointer, value, rule, gate = CHANGES[name]
    plain = json.loads(Path(FILES[0]).read_text())
    *path, last = pointer.strip("/").split("/")
    container = plain
    for step in path:
        container = container[int(step)] if isinstance(container, list) else container[step]
    container[last] = value
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(plain))
    done = review("check", str(changed), "--format", "json")
    gates = json.loads(done.stdout)["gates"]
    assert done.returncode == 1
    assert rule in gates[gate]["shut_by"]
    assert not gates[gate]["open"]


def test_a_dossier_that_cannot_be_read_is_told_with_place_and_cause_and_the_others_are_judged(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": "dossier/1", "as_of": "2024-02-31"}')
    done = review("check", FILES[0], str(broken), FILES[6], "--format", "json")
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 2
    assert lines[1] == {"file": str(broken), "refused": [{"pointer": "/as_of", "message": "没有这一天"}]}
    assert "/as_of" in done.stderr.decode()
    assert [bool(line.get("findings")) for line in lines] == [True, False, True]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xff", b'{"format":"dossier/1","as_of":"2024-01-01","x":1}'])
def test_bad_input_gives_exit_status_2_and_no_traceback(content, tmp_path):
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    done = review("check", str(file))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()
    assert str(file) in done.stderr.decode()


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path):
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    done = review("check", str(huge))
    assert done.returncode == 2
    assert "过大" in done.stderr.decode()


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_is_not_there_is_told(name, tmp_path):
    done = review("check", str(tmp_path / name))
    assert done.returncode == 2
    assert "不能读取" in done.stderr.decode()


def test_a_dossier_may_come_from_standard_input():
    assert review("check", "-", stdin=Path(FILES[0]).read_bytes()).returncode == 0


def test_the_text_says_what_the_next_gate_lacks():
    text = review("check", FILES[6]).stdout.decode()
    assert "议题关：未到，尚不能开" in text
    assert "LAD-01" in text
    assert "补救" in text


def test_rules_are_listed_and_shown():
    listed = review("rules", "list").stdout.decode()
    assert len(listed.splitlines()) >= 56
    assert "待核对" in listed
    shown = review("rules", "show", "LRV-07").stdout.decode()
    assert "第二十六条第二款" in shown
    assert "一般不少于7个工作日" in shown
    assert review("rules", "show", "XXX-99").returncode == 2


def test_a_rulebook_with_a_fault_is_refused_with_file_rule_and_reason(tmp_path):
    import shutil

    from review.config import RULES

    broken = tmp_path / "rules"
    shutil.copytree(RULES, broken)
    file = broken / "legality_review.toml"
    file.write_text(file.read_text().replace('fact = "review.workdays_allowed"', 'fact = "review.nonsense"'))
    done = review("rules", "check", "--rulebook", str(broken))
    assert done.returncode == 1
    assert "legality_review.toml LRV-07" in done.stderr.decode()
    assert "review.nonsense" in done.stderr.decode()


def test_a_record_is_printed_whole_or_not_at_all(tmp_path):
    pdf = tmp_path / "record.pdf"
    assert review("record", FILES[3], "-o", str(pdf)).returncode == 0
    first = pdf.read_bytes()
    assert first.startswith(b"%PDF-")
    review("record", FILES[3], "-o", str(pdf))
    assert pdf.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["record.pdf"]
    assert review("record", str(tmp_path), "-o", str(tmp_path / "x.pdf")).returncode == 2
    assert not (tmp_path / "x.pdf").exists()


def test_help_does_not_load_the_web_framework():
    code = "import review.cli, sys; print(sorted(m for m in ('flask', 'sqlalchemy', 'weasyprint') if m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"
    assert b"check" in review("--help").stdout
