"""The command line as a user runs it: its output and its exit status, of each way to be run once in a real process."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from review.config import RULES
from tests.commands import here, in_a_process
from tests.conftest import EXAMPLES
from tests.domain.judging import unnamed

CHINESE = re.compile("[⺀-鿿豈-﫿︰-﹏＀-￯]")
FILES = [str(path) for path in sorted(EXAMPLES.glob("*.json"))]


def test_the_seven_examples_are_judged_one_json_object_a_line_in_order():
    done = in_a_process("check", *FILES, "--format", "json")
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
    assert set(judged[0]) == {
        "matter", "as_of", "edition_on", "rulebook", "summary", "gates", "findings", "faults",
    }  # fmt: skip
    assert [one["faults"] for one in judged] == [[]] * 7
    assert set(judged[0]["findings"][0]) == {
        "rule", "gate", "outcome", "severity", "excused", "title", "subject", "citation", "observed", "required",
        "evidence", "missing", "remedy", "provisional",
    }  # fmt: skip
    assert set(judged[0]["findings"][0]["citation"]) == {
        "instrument", "article", "paragraph", "edition", "strength", "phrase", "confidence",
    }  # fmt: skip


def test_a_finding_is_told_in_english_on_request_and_in_chinese_by_default(tmp_path):
    plain = json.loads(Path(FILES[0]).read_text())
    plain["legality_review"]["due_on"] = "2022-09-08"
    short = tmp_path / "short.json"
    short.write_text(json.dumps(plain))
    done = here("check", str(short), "--lang", "en")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 1
    assert lines[0] == f"{short}  SL-ZSJ-2022-0007  checked as of 28 September 2022"
    assert lines[1].split("  ")[1].startswith("met ")
    assert "  agenda gate: shut" in lines
    at = next(place for place, line in enumerate(lines) if "LRV-07" in line)
    assert lines[at : at + 5] == [
        "    ✕ not met LRV-07 The time needed for legality review is allowed, in general at least 7 working days"
        " (reason required)",
        "        source: Interim Regulations on Major Administrative Decision-Making Procedures, art. 26 para. 2",
        "        observed: Time allowed for the review: 6 working days",
        "        required: Time allowed for the review: at least 7 working days",
        "        remedy: While the review is not given, extend its due day, to 9 September 2022 or later; "
        "where it is given, state the reason for the shorter time",
    ]
    assert any(line.endswith("[to be verified]") for line in lines)
    assert any(line.startswith("        missing: /") for line in lines)
    assert "  archive gate: not reached, cannot open yet" in lines
    assert not CHINESE.search(done.stdout.decode())
    told = here("check", str(short)).stdout
    assert told == here("check", str(short), "--lang", "zh").stdout
    assert "        实际：允许的审查时间6个工作日" in told.decode().splitlines()


@pytest.mark.parametrize(("due", "mark", "outcome"), [("2027-01-08", "✕", "不符合"), ("2027-01-11", "✓", "符合")])
def test_a_finding_that_counts_days_of_a_year_without_a_table_is_told_as_provisional(tmp_path, due, mark, outcome):
    plain = json.loads(Path(FILES[0]).read_text())
    for later in ("meetings", "approvals", "reporting", "publication", "execution", "archive"):
        plain.pop(later, None)
    del plain["legality_review"]["issued_on"]
    plain["as_of"] = "2026-12-30"
    plain["legality_review"] |= {"sent_on": "2026-12-30", "complete_on": "2026-12-30", "due_on": due}
    (tmp_path / "late.json").write_text(json.dumps(plain))
    told = here("check", str(tmp_path / "late.json")).stdout.decode()
    assert f"    {mark} {outcome}（暂定） LRV-07 " in told
    english = here("check", str(tmp_path / "late.json"), "--lang", "en").stdout.decode()
    assert f"    {mark} {'met' if mark == '✓' else 'not met'} (provisional) LRV-07 " in english
    assert "（暂定）" not in here("check", FILES[0]).stdout.decode()


def test_json_in_english_differs_in_words_only_and_quotes_the_official_text():
    english, chinese = (
        json.loads(here("check", FILES[1], "--format", "json", "--lang", lang).stdout) for lang in ("en", "zh")
    )
    assert {key for key in chinese if english[key] != chinese[key]} == {"findings"}
    plain = json.loads(Path(FILES[1]).read_text())
    people = *plain["people"].values(), *(opinion["adviser"] for opinion in plain["legal_opinions"])
    names = [person["name"] for person in people]
    for said, before in zip(english["findings"], chinese["findings"], strict=True):
        assert said["citation"].pop("phrase") == before["citation"]["phrase"]
        assert not CHINESE.search(unnamed(json.dumps(said, ensure_ascii=False), names)), said["rule"]
    assert here("check", FILES[1], "--lang", "fr").returncode == 2


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
    done = here("check", str(changed), "--format", "json")
    gates = json.loads(done.stdout)["gates"]
    assert done.returncode == 1
    assert rule in gates[gate]["shut_by"]
    assert not gates[gate]["open"]


def test_a_dossier_that_cannot_be_read_is_told_with_place_and_cause_and_the_others_are_judged(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": "dossier/1", "as_of": "2024-02-31"}')
    done = here("check", FILES[0], str(broken), FILES[6], "--format", "json")
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 2
    assert lines[1] == {"file": str(broken), "refused": [{"pointer": "/as_of", "message": "没有这一天"}]}
    assert "/as_of" in done.stderr.decode()
    assert [bool(line.get("findings")) for line in lines] == [True, False, True]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xff", b'{"format":"dossier/1","as_of":"2024-01-01","x":1}'])
def test_bad_input_gives_exit_status_2_and_no_traceback(content, tmp_path):
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    done = here("check", str(file))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr.decode()
    assert str(file) in done.stderr.decode()


def test_a_file_of_200_megabytes_is_refused_without_being_read(tmp_path):
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    done = here("check", str(huge))
    assert done.returncode == 2
    assert "案卷过大：最多2MB，现有200.0MB" in done.stderr.decode()


@pytest.mark.heavy
def test_a_stream_that_is_too_large_is_refused_without_a_size_that_nobody_knows():
    done = in_a_process("check", "-", stdin=b" " * 3 * 1024 * 1024)
    assert (done.returncode, done.stderr.decode()) == (2, "-：案卷过大：最多2MB\n")


def test_the_place_in_a_text_that_is_not_json_is_told_by_line_and_column(tmp_path):
    broken = tmp_path / "broken.json"
    broken.write_text('{\n "format": }')
    done = here("check", str(broken))
    assert done.stderr.decode() == f"{broken}：不是正确的JSON：第2行第12列，这里应当有一个值\n"


@pytest.mark.parametrize(
    ("name", "why"),
    [("missing.json", "没有这个文件或者文件夹"), (".", "这是一个文件夹"), ("x" * 300, "名称过长")],
)
def test_a_file_that_is_not_there_is_told_in_chinese(name, why, tmp_path):
    file = str(tmp_path / name)
    done = here("check", file)
    assert (done.returncode, done.stderr.decode()) == (2, f"{file}：不能读取：{why}\n")


def test_a_dossier_may_come_from_standard_input():
    assert here("check", "-", stdin=Path(FILES[0]).read_bytes()).returncode == 0


def test_the_text_says_what_the_next_gate_lacks():
    text = here("check", FILES[6]).stdout.decode()
    assert "送审关：未到，尚不能开" in text
    assert "LAD-01" in text
    assert "补救" in text


def test_the_smallest_set_of_changes_that_opens_the_next_gate_is_told(tmp_path):
    plain = json.loads(Path(FILES[0]).read_text())
    del plain["legality_review"]["sealed"]
    (tmp_path / "unsealed.json").write_text(json.dumps(plain))
    told = here("check", str(tmp_path / "unsealed.json"), "--remedies").stdout.decode()
    assert "要开启议题关，须办1项（更少的改动不能开启）：\n    1. 如实登记“已盖章”：为“是”即可" in told
    judged = json.loads(here("check", str(tmp_path / "unsealed.json"), "--remedies", "--format", "json").stdout)
    assert judged["remedies"] == {
        "gate": "AGENDA", "smallest": True, "left": [],
        "changes": [{"says": "如实登记“已盖章”：为“是”即可", "pointer": "/legality_review/sealed",
                     "sets": {"/legality_review/sealed": True}}],
    }  # fmt: skip


def test_rules_are_listed_and_shown():
    listed = here("rules", "list").stdout.decode()
    assert len(listed.splitlines()) >= 56
    assert "待核对" in listed
    shown = here("rules", "show", "LRV-07").stdout.decode()
    assert "第二十六条第二款" in shown
    assert "一般不少于7个工作日" in shown
    assert here("rules", "show", "XXX-99").returncode == 2


def test_a_rulebook_with_a_fault_is_refused_with_file_rule_and_reason(tmp_path):
    broken = tmp_path / "rules"
    shutil.copytree(RULES, broken)
    file = broken / "legality_review_sending.toml"
    file.write_text(file.read_text().replace('fact = "review.workdays_allowed"', 'fact = "review.nonsense"'))
    done = here("rules", "check", "--rulebook", str(broken))
    assert done.returncode == 1
    assert "legality_review_sending.toml LRV-07" in done.stderr.decode()
    assert "review.nonsense" in done.stderr.decode()


@pytest.mark.heavy
def test_a_record_is_printed_whole_or_not_at_all(tmp_path):
    pdf = tmp_path / "record.pdf"
    assert in_a_process("record", FILES[3], "-o", str(pdf)).returncode == 0
    first = pdf.read_bytes()
    assert first.startswith(b"%PDF-")
    assert [path.name for path in tmp_path.iterdir()] == ["record.pdf"]
    assert here("record", str(tmp_path), "-o", str(tmp_path / "x.pdf")).returncode == 2
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("place", "why"), [
        ("missing/x.pdf", "没有这个文件或者文件夹"), (".", "这是一个文件夹"), ("file/x.pdf", "所在的不是文件夹"),
    ]
)  # fmt: skip
def test_a_record_that_cannot_be_written_is_told_by_the_name_that_was_asked_for(place, why, tmp_path):
    (tmp_path / "file").write_text("")
    output = tmp_path / place
    done = here("record", FILES[3], "-o", str(output))
    assert (done.returncode, done.stderr.decode()) == (2, f"{output}：不能写入：{why}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_rulebook_or_a_folder_of_laws_that_is_not_there_is_told_in_chinese(tmp_path):
    for option in ("--rulebook", "--laws"):
        done = here("rules", "check", option, str(tmp_path / "missing"))
        assert (done.returncode, done.stderr.decode()) == (2, f"{tmp_path / 'missing'}：没有这个文件夹\n")


@pytest.mark.heavy
def test_a_folder_without_the_official_texts_proves_no_phrase(tmp_path):
    done = here("rules", "check", "--laws", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, b"")
    told = done.stderr.decode().splitlines()
    assert all("的官方文本，不能标为已核对（V）" in line for line in told)
    assert "legality_review_sending.toml LRV-07：没有 decree-713 的官方文本，不能标为已核对（V）" in told


def test_an_empty_rulebook_is_refused_with_what_it_lacks(tmp_path):
    done = here("rules", "check", "--rulebook", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == [
        f"{name}.toml：缺少这个文件" for name in ("instruments", "facts", "calendar")
    ]


def test_a_file_of_cases_that_is_not_toml_is_refused_with_its_name(tmp_path):
    broken = tmp_path / "rules"
    shutil.copytree(RULES, broken)
    (broken / "cases" / "funds.toml").write_bytes("[[case]]\nname = '标题'".encode("gb18030"))
    done = here("rules", "check", "--rulebook", str(broken))
    assert (done.returncode, done.stderr.decode()) == (1, "cases/funds.toml：不是正确的TOML文件：不是UTF-8文字（第18字节）\n")


@pytest.mark.parametrize(
    ("run", "arguments", "told"),
    [
        (in_a_process, ["--host", "192.0.2.1"], "192.0.2.1:8000 不能使用：不是本机的地址。可用 --port 换一个端口。"),
        (here, ["--host", "no-such-host.invalid"], "no-such-host.invalid 不能使用：没有这个主机名"),
        (here, ["--port", "99999"], "99999 不能使用：端口在1和65535之间"),
    ],
)
def test_an_address_that_cannot_be_served_is_told_in_chinese(run, arguments, told):
    done = run("serve", *arguments)
    assert (done.returncode, done.stderr.decode()) == (2, f"{told}\n")


@pytest.mark.parametrize(
    ("run", "name", "value", "told"),
    [
        (here, "REVIEW_SECURE_COOKIES", "perhaps", "环境变量的值不正确：REVIEW_SECURE_COOKIES"),
        (here, "REVIEW_PROXIES", "many", "环境变量的值不正确：REVIEW_PROXIES"),
        (here, "REVIEW_VAR", "/proc/nowhere", "/proc/nowhere：没有这个文件或者文件夹"),
    ],
)
def test_a_setting_that_cannot_be_is_told_in_chinese_and_without_a_traceback(run, name, value, told):
    done = run("demo", **{name: value})
    assert (done.returncode, done.stderr.decode()) == (2, f"{told}\n")


@pytest.mark.parametrize(("arguments", "unneeded"), [
    (["--help"], {"flask", "marshmallow", "sqlalchemy", "weasyprint"}),
    (["check", FILES[0]], {"flask", "sqlalchemy", "weasyprint"}),
])  # fmt: skip
def test_a_command_reads_in_no_library_that_it_does_not_need(arguments, unneeded):
    code = f"""
import sys
from review.cli import main
try:
    main({arguments})
finally:
    print(sorted({unneeded} & set(sys.modules)), file=sys.stderr)"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert len(done.stdout.splitlines()) > 5
    assert done.stderr == b"[]\n"


@pytest.mark.parametrize(("said", "told", "english"), [
    ({"decided_on": "2022-09-14", "ratified": True, "ratified_on": "2022-09-20"}, "已按期追认（追认期限：2022年9月21日）",
     "ratified in time"),
    ({"decided_on": "2022-09-09"}, "逾期未追认（追认期限：2022年9月19日）", "not ratified, and the time is over"),
    ({}, "追认无法判定（追认期限：期限不清楚）", "undetermined whether it is ratified"),
], ids=["in time", "overdue", "unknown"])  # fmt: skip
def test_what_was_done_first_in_an_emergency_is_told_under_the_counts(said, told, english, tmp_path):
    plain = json.loads(Path(FILES[0]).read_text())
    plain["matter"]["scope"]["emergency"] = True
    plain["matter"]["emergency"] = {"reason": "防汛抢险", "decided_by": "p01", **said}
    file = tmp_path / "urgent.json"
    file.write_text(json.dumps(plain))
    assert f"紧急先行处置：{told}" in here("check", str(file)).stdout.decode()
    assert f"acted first in an emergency: {english}" in here("check", "--lang", "en", str(file)).stdout.decode()
    assert "紧急先行处置" not in here("check", FILES[0]).stdout.decode()


@pytest.mark.parametrize(("text", "told"), [
    ('{"format": "dossier/1", "as_of": "2024-13-01", "x": 1, "matter": []}',
     ["/x: there is no such field", "/as_of: there is no such day", "/matter: should be an object"]),
    ("{,}", [": not JSON: line 1, column 2, a key in double quotes is expected here"]),
    (None, [": cannot be read: no such file or folder"]),
])  # fmt: skip
def test_a_dossier_that_cannot_be_read_is_told_in_english_on_request(text, told, tmp_path):
    file = tmp_path / "d.json"
    if text is not None:
        file.write_text(text)
    printing = ("record", str(file), "-o", str(tmp_path / "x.pdf"), "--lang", "en")
    for done in (here("check", str(file), "--lang", "en"), here(*printing)):
        assert done.returncode == 2
        said = done.stderr.decode()
        assert all(one in said for one in told), said
        assert not CHINESE.search(said)
    assert CHINESE.search(here("check", str(file)).stderr.decode())


def test_what_verify_cannot_read_is_told_in_english_on_request(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"nothing")
    done = here("verify", str(tmp_path / "none.pdf"), str(tmp_path / "x.pdf"), "--lang", "en")
    assert done.returncode == 2
    assert "none.pdf: cannot be read. no such file or folder\n" in done.stderr.decode()
    assert "x.pdf: cannot be read. it is no PDF file. reading copies prove nothing" in done.stderr.decode()
    assert not CHINESE.search(done.stderr.decode())


def test_what_a_dossier_denies_across_its_fields_is_said_in_english_too(tmp_path):
    plain = json.loads(Path(FILES[0]).read_text())
    plain["meetings"][0]["members"][5]["present"] = True
    (tmp_path / "d.json").write_text(json.dumps(plain))
    said = here("check", str(tmp_path / "d.json"), "--lang", "en").stderr.decode()
    assert "/meetings/0/members/5/absence_reason: " in said and "was present, and a reason for an absence is given" in said
