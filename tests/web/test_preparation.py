"""The pages of the procedures before the legality review: each registers its own with its evidence, shows its rules, and stores
nothing that it should not. Role, stale page and unasked fields are tested with all other pages (`PROCEDURES` of `road`)."""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from forms import flat
from review.documents.workbook import read
from review.domain.changes import differing
from review.domain.procedures import FAMILIES, PLACES, ROOT, Procedure, laid, procedure_of
from review.domain.vocabulary import Gate, Outcome, Role
from review.service import access, oversight
from review.service.desk import Desk
from review.service.ports import Matter
from review.web.adoption_sheet import SHEET
from review.web.progress import PROCEDURE_PAGES
from tests.papers import pdf
from tests.record.filled import Filler
from tests.sampling import some

from .conftest import SignIn, driven, example, person, text, visited
from .road import BESIDE, filled
from .road import NUMBER as ON_THE_ROAD

NUMBER = "SL-ZSJ-2022-0101"
FULL = Filler(True).dossier().preparation
COMPLETE = example("01").preparation
NOT_YET = dict.fromkeys((
    "preparation", "legal_opinions", "legality_review", "meetings", "approvals", "reporting", "publication", "execution",
    "archive",
))  # fmt: skip
YES, HEARD = "true", "/preparation/public_participation"

SAYS: Mapping[Procedure, Mapping[str, Any]] = {
    Procedure.HEARING: {
        f"{HEARD}/forms": ["OPEN_CONSULTATION", "HEARING"], f"{HEARD}/hearing_decision": "HELD",
        f"{HEARD}/hearing/notice_published_on": "2022-07-01", f"{HEARD}/hearing/papers_delivered_on": "2022-07-20",
        f"{HEARD}/hearing/held_on": "2022-08-01", **{f"{HEARD}/hearing/{key}": YES for key in (
            "draft_published", "time_place_published", "selection_used", "selection_published", "participants_published",
            "sides_represented", "held_in_public", "presented", "debated", "record_signed")},
    },
    Procedure.FAIR_COMPETITION: {f"{ROOT}/fair_competition_review/{key}": said for key, said in (
        ("reviewer_kind", "DRAFTING_UNIT"), ("reviewed_by", "u05"), ("reviewed_on", "2022-08-10"), ("stakeholders_heard", YES),
        ("conclusion", "NO_RESTRICTION"), *((f"checklist/{row}/present", "false") for row in range(18)),
    )},
    Procedure.ADOPTION: {
        f"{HEARD}/adoption_statement": YES, f"{ROOT}/expert_review/adoption_statement": YES,
        **{f"{ROOT}/opinions/{row}/{key}": said for row, one in enumerate((
            ("UNIT", "市司法局", "补充救济途径", "ADOPTED", ""), ("PUBLIC", "市民", "缩短时限", "PARTLY", "上级时限不能缩短"),
            ("HEARING", "某商会", "延长过渡期", "NOT_ADOPTED", "过渡期已有规定"), ("EXPERT", "王教授", "先行试点", "ADOPTED", ""),
        )) for key, said in zip(("source", "given_by", "text", "response", "reason"), one, strict=True) if said},
    },
}  # fmt: skip
"""What a complete form says, where the example has none of it."""


def complete(procedure: Procedure) -> Mapping[str, Any]:
    """A page filled in so that every rule of it is met."""
    told = flat.flatten(laid(None, COMPLETE, PLACES[procedure]), ROOT)
    lists = {name.removesuffix(":lines") for name in told if name.endswith(":lines")}
    told = {name: values for name, values in told.items() if not name.endswith(":lines")}
    asked = {f"{name}:lines" if name.endswith(("risk_points", "measures")) else name: values for name, values in told.items()}
    joined = {name: ["\n".join(values)] if name.removesuffix(":lines") in lists and name.endswith(":lines") else values
              for name, values in asked.items()}  # fmt: skip
    return {**joined, **SAYS.get(procedure, {})}


@pytest.fixture
def submitted(desk: Desk) -> Matter:
    """A major decision to which every procedure applies, just submitted, with nothing prepared."""
    given = example("01")
    scope = replace(
        given.matter.scope, market_activity=True, highly_technical=True, stability_risk=True, other_units_affected=True,
        specific_group_affected=True, vital_interests=True, hearing_mandated=True,
    )  # fmt: skip
    return driven(desk, replace(given, matter=replace(given.matter, scope=scope)), NUMBER, **NOT_YET)


def stored(desk: Desk) -> Matter:
    return oversight.show(desk, person(desk, Role.SECRETARY), NUMBER)


def at(procedure: Procedure) -> str:
    return f"/matters/{NUMBER}/{PROCEDURE_PAGES[procedure]}"


def sent(client: FlaskClient, procedure: Procedure, says: Mapping[str, Any], button: str = "", *, evidence: str = "") -> Any:
    form = filled(text(client.get(at(procedure))), says, button)
    data: dict[str, Any] = {name: form.getlist(name) for name in form}
    if evidence:
        data |= {"/attachments/0/kind": evidence, "/attachments/0/file": (io.BytesIO(pdf((procedure.value,))), "证据.pdf")}
    return client.post(at(procedure), data=data, content_type="multipart/form-data")


def outcomes(matter: Matter, *rules: str) -> list[Outcome]:
    return [one.outcome for one in matter.judgement.findings if one.rule.startswith(rules)]


@pytest.mark.parametrize("procedure", some(list(Procedure), 4), ids=str)
def test_every_place_of_a_procedure_has_a_field_on_its_page(procedure: Procedure, submitted: Matter, sign_in: SignIn) -> None:
    page = unescape(text(sign_in("mishu").get(at(procedure))))
    shown = set(re.findall(r'name="(/[^"]+)"', page))
    wanted = {name for name in flat.flatten(laid(None, FULL, PLACES[procedure]), ROOT) if "/1/" not in name}
    assert {one.removesuffix(":lines") for one in wanted} <= {one.removesuffix(":lines") for one in shown}


@pytest.mark.parametrize("procedure", some(list(Procedure), 5), ids=str)
def test_a_complete_page_registers_its_own_part_with_its_evidence_and_its_rules_are_met(
    procedure: Procedure, submitted: Matter, desk: Desk, sign_in: SignIn
) -> None:
    client, says = sign_in("mishu"), complete(procedure)
    answer = sent(client, procedure, says, evidence="OTHER")
    assert (answer.status_code, answer.location) == (303, f"/matters/{NUMBER}"), text(answer)
    after = stored(desk)
    assert after.revision == submitted.revision + 1
    assert [one.name for one in after.dossier.attachments or ()] == ["证据.pdf"]
    changed = {f"/{place.split('/')[1]}" for place in differing(submitted.dossier, after.dossier)}
    assert changed <= {"/preparation", "/attachments", "/as_of", "/matter"}
    assert laid(after.dossier.preparation, None, PLACES[procedure]) is None
    last = oversight.trail(desk, person(desk, Role.SECRETARY), NUMBER)[-1]
    assert (last.action.label, last.note) == ("补充材料", procedure.label)
    again = filled(text(client.get(at(procedure))), {}, "")
    for name, value in says.items():
        assert again.getlist(name) == (value if isinstance(value, list) else [value]), name


@pytest.mark.heavy
def test_with_all_pages_complete_every_rule_of_them_is_met(submitted: Matter, desk: Desk, sign_in: SignIn) -> None:
    client = sign_in("mishu")
    families = tuple(f"{one}-" for own in FAMILIES.values() for one in own if one != "PRE")
    assert Outcome.met not in outcomes(submitted, *families)
    for procedure in Procedure:
        assert sent(client, procedure, complete(procedure)).status_code == 303
    after = stored(desk)
    wrong = [(one.rule, one.outcome, one.observed) for one in after.judgement.of_gate(Gate.LEGALITY_REVIEW)
             if one.rule.startswith((*families, "PRE-06")) and one.shuts]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("procedure", some(list(Procedure), 5), ids=str)
def test_an_empty_form_is_no_act(procedure: Procedure, submitted: Matter, desk: Desk, sign_in: SignIn) -> None:
    answer = sent(sign_in("mishu"), procedure, {})
    assert answer.status_code == 422
    assert "没有填写任何内容" in text(answer)
    assert stored(desk) == submitted


@pytest.mark.parametrize("procedure", some(list(Procedure), 5), ids=str)
def test_the_precheck_of_a_page_judges_what_is_typed_and_stores_nothing(
    procedure: Procedure, submitted: Matter, desk: Desk, sign_in: SignIn
) -> None:
    client = sign_in("mishu")
    before = text(client.get(at(procedure)))
    answer = sent(client, procedure, complete(procedure), "precheck")
    shown = text(answer)
    assert answer.status_code == 200
    assert "还没有保存" in shown
    assert shown.count('class="is-met"') > before.count('class="is-met"')
    assert stored(desk) == submitted


@pytest.mark.parametrize(("procedure", "place", "said"), [
    (Procedure.OPEN_CONSULTATION, f"{HEARD}/open_consultation/closed_on", "2022-01-01"),
    (Procedure.EXPERT_REVIEW, f"{ROOT}/expert_review/held_on", "2099-01-01"),
], ids=str)  # fmt: skip
def test_the_precheck_passes_nothing_that_could_not_be_registered(
    procedure: Procedure, place: str, said: str, submitted: Matter, sign_in: SignIn
) -> None:
    """Judged as it stood, days in an impossible order met rules, and were refused by the button beside it."""
    for button in ("precheck", ""):
        answer = sent(sign_in("mishu"), procedure, {**complete(procedure), place: said}, button)
        assert answer.status_code == 422, button
        assert f'<a href="#{place}">' in text(answer)
        assert "按所填内容核验" not in text(answer)


@pytest.mark.heavy
def test_the_pages_are_reached_from_the_matter_and_from_the_precheck_of_the_supplement(
    submitted: Matter, sign_in: SignIn
) -> None:
    client = sign_in("mishu")
    for path in (f"/matters/{NUMBER}", f"/matters/{NUMBER}/supplement"):
        page = text(client.get(path))
        for procedure in Procedure:
            assert f'href="{at(procedure)}"' in page, (path, procedure)
            assert procedure is Procedure.ADOPTION or f'href="{at(procedure)}#/preparation/' in page, (path, procedure)
        assert [place for place in re.findall(r'href="#(/preparation/[^"]+)"', page) if f'id="{place}"' not in page] == []
    assert sent(client, Procedure.OPEN_CONSULTATION, complete(Procedure.OPEN_CONSULTATION)).status_code == 303
    assert f'href="{at(Procedure.ADOPTION)}#{HEARD}/adoption_statement' in text(client.get(f"/matters/{NUMBER}"))
    reader = text(sign_in("shenji").get(f"/matters/{NUMBER}"))
    assert "公平竞争审查" in reader.split('id="before"')[1]
    assert f'href="{at(Procedure.HEARING)}"' not in reader


def test_each_gap_on_a_page_leads_to_a_field_that_is_there(submitted: Matter, sign_in: SignIn) -> None:
    client = sign_in("mishu")
    for procedure in Procedure:
        page = unescape(text(client.get(at(procedure))))
        links = re.findall(rf'href="(?:{at(procedure)})?#(/preparation[^"]*)"', page)
        assert links, procedure
        for pointer in links:
            assert f'id="{pointer}"' in page, (procedure, pointer)


def test_the_supplement_has_no_second_copy_of_a_procedure(submitted: Matter, sign_in: SignIn) -> None:
    names = re.findall(r'name="(/preparation/[^"]+)"', text(sign_in("mishu").get(f"/matters/{NUMBER}/supplement")))
    assert names
    assert [name for name in names if procedure_of(name)] == []


@pytest.mark.heavy
def test_a_supplement_leaves_what_the_pages_registered(submitted: Matter, desk: Desk, sign_in: SignIn) -> None:
    client, path = sign_in("mishu"), f"/matters/{NUMBER}/supplement"
    for procedure in (Procedure.EXPERT_REVIEW, Procedure.HEARING):
        assert sent(client, procedure, complete(procedure)).status_code == 303
    before = stored(desk).dossier.preparation
    form = filled(text(client.get(path)), {"/preparation/research_done_on": "2022-06-01"}, "submit")
    assert client.post(path, data=form).status_code == 303
    after = stored(desk).dossier.preparation
    assert set(differing(before, after)) == {"/research_done_on"}


@pytest.mark.heavy
def test_what_a_lawyer_was_told_may_be_added_to_but_not_altered_or_emptied(desk: Desk, sign_in: SignIn) -> None:
    """An opinion was given on the matter as it stood; of the risk assessment nothing was said then."""
    given = example("01")
    told = laid(given.preparation, None, PLACES[Procedure.RISK_ASSESSMENT])
    matter = driven(desk, replace(given, preparation=told), NUMBER, **{
        part: None for part in NOT_YET if part not in ("legal_opinions", "preparation")
    })  # fmt: skip
    client = sign_in("mishu")
    assert sent(client, Procedure.RISK_ASSESSMENT, complete(Procedure.RISK_ASSESSMENT)).status_code == 303
    added = stored(desk)
    assert added.revision == matter.revision + 1
    emptied = dict.fromkeys(complete(Procedure.EXPERT_REVIEW), "")
    for says in ({f"{ROOT}/expert_review/held_on": "2022-08-15"}, emptied):
        answer = sent(client, Procedure.EXPERT_REVIEW, says)
        assert answer.status_code == 422
        assert "不能改动" in text(answer)
    assert stored(desk) == added


@pytest.mark.heavy
def test_a_first_preparation_is_added_after_an_opinion_too(desk: Desk, sign_in: SignIn) -> None:
    matter = driven(desk, example("01"), NUMBER, **{part: None for part in NOT_YET if part != "legal_opinions"})
    assert matter.dossier.preparation is None
    assert sent(sign_in("mishu"), Procedure.EXPERT_REVIEW, complete(Procedure.EXPERT_REVIEW)).status_code == 303


def test_a_hearing_that_the_listed_ways_leave_out_is_refused_where_they_stand(
    submitted: Matter, desk: Desk, sign_in: SignIn
) -> None:
    client = sign_in("mishu")
    assert sent(client, Procedure.OPEN_CONSULTATION, complete(Procedure.OPEN_CONSULTATION)).status_code == 303
    says = {**SAYS[Procedure.HEARING], f"{HEARD}/forms": ["OPEN_CONSULTATION"]}
    answer = sent(client, Procedure.HEARING, says)
    assert answer.status_code == 422
    assert f'<a href="#{HEARD}/forms">' in text(answer)
    assert f'id="{HEARD}/forms"' in text(answer)


def test_a_hearing_that_lies_ahead_is_not_shown_as_held(submitted: Matter, sign_in: SignIn) -> None:
    for held, said in (("2022-08-01", "<td>2022年8月1日召开"), ("2099-01-05", "<td>定于2099年1月5日召开")):
        planned = {f"{HEARD}/forms": ["HEARING"], f"{HEARD}/hearing/held_on": held}
        assert sent(sign_in("mishu"), Procedure.HEARING, planned).status_code == 303
        assert said in re.sub(r"<td[^>]*>\s*", "<td>", text(sign_in("mishu").get(f"/matters/{NUMBER}")))


def test_an_answer_without_its_reason_is_refused_where_it_is_missing(submitted: Matter, desk: Desk, sign_in: SignIn) -> None:
    at_row = f"{ROOT}/opinions/1/reason"
    for reason in ("", "无"):
        answer = sent(sign_in("mishu"), Procedure.ADOPTION, {**SAYS[Procedure.ADOPTION], at_row: reason})
        assert answer.status_code == 422
        assert f'<a href="#{at_row}">' in text(answer)
    assert stored(desk) == submitted


@pytest.mark.heavy
def test_an_opinion_that_waits_for_its_answer_keeps_the_statement_undetermined(
    submitted: Matter, desk: Desk, sign_in: SignIn
) -> None:
    client = sign_in("mishu")
    for procedure in Procedure:
        assert sent(client, procedure, complete(procedure)).status_code == 303
    more = {f"{ROOT}/opinions/4/source": "EXPERT", f"{ROOT}/opinions/4/text": "扩大试点", f"{ROOT}/opinions/4/given_by": "李教授"}
    assert sent(client, Procedure.ADOPTION, more).status_code == 303
    after = stored(desk)
    assert (outcomes(after, "EXP-04"), outcomes(after, "PUB-09")) == ([Outcome.undetermined], [Outcome.met])
    page = text(client.get(at(Procedure.ADOPTION)))
    assert "收到5条：采纳2条，部分采纳1条，未采纳1条，尚未答复1条" in page
    assert f"{at(Procedure.ADOPTION)}#{ROOT}/opinions/4/response" in page


@pytest.mark.heavy
def test_the_statement_of_adoption_is_taken_as_a_copy_as_a_sheet_and_for_the_seal(
    submitted: Matter, desk: Desk, sign_in: SignIn
) -> None:
    client, path = sign_in("mishu"), f"/matters/{NUMBER}/adoption"
    assert client.get(f"{path}.pdf").status_code == 404
    assert sent(client, Procedure.ADOPTION, SAYS[Procedure.ADOPTION]).status_code == 303
    auditor = sign_in("shenji")
    assert f'href="{path}.pdf"' in text(auditor.get(f"/matters/{NUMBER}"))
    for who, address, status in ((client, f"{path}.pdf?for=signing", 200), (auditor, f"{path}.pdf?for=signing", 403),
                                 (auditor, f"{path}.pdf", 200)):  # fmt: skip
        assert who.get(address).status_code == status, address
    taken = auditor.get(f"{path}.xlsx")
    sheet = read(io.BytesIO(taken.get_data()), SHEET)
    assert [cell.text for cell in sheet.rows[2].values()] == ["合计", "收到4条：采纳2条，部分采纳1条，未采纳1条"]
    assert [cell.text for cell in sheet.rows[6].values()] == ["2", "社会公众", "市民", "缩短时限", "部分采纳", "上级时限不能缩短"]
    noted = [one.name for one in access.of_matter(desk, person(desk, Role.AUDITOR), NUMBER).noted]
    assert {"意见采纳情况表", "意见采纳情况表（Excel）", "意见采纳情况表（盖章用稿）"} <= set(noted)


@pytest.mark.parametrize(("other", "says", "once_more"), [
    ("risk-assessment", {"/preparation/risk_assessment/done_on": "2024-05-06"}, True),
    ("consult-units", {"/preparation/unit_consultations/0/unit": "市财政局"}, False),
])  # fmt: skip
def test_a_procedure_that_is_registered_beside_another_is_typed_once(
    stand: Callable[[str], Path], other: str, says: dict[str, str], once_more: bool
) -> None:
    """Where the other page registered the same procedure, what it says would be overwritten: then the newest page is opened."""
    stop = next(one for one in BESIDE if one.name == "consult-units")
    with visited(stand(stop.name), stop) as (_, client):
        before, path = filled(text(client.get(stop.path)), stop.says, "register"), f"/matters/{ON_THE_ROAD}/{other}"
        assert client.post(path, data=filled(text(client.get(path)), says, "register")).status_code == 303
        refused = client.post(stop.path, data=before)
        assert refused.status_code == 409
        assert ("请再次提交" in text(refused)) is once_more
        again = client.post(stop.path, data=filled(text(refused), {}, "register"))
        assert again.status_code == (303 if once_more else 409)
