"""What only some matters have is asked for on the forms, and saving a form as it stands loses nothing of it."""

import re
from dataclasses import replace

from forms import flat
from review.domain.dossier import ManualAnswer
from review.domain.vocabulary import Answer, Role
from review.service import oversight, submission
from review.service.desk import fingerprint
from tests.record.filled import Filler

from .conftest import person, text


def test_every_place_of_a_full_matter_has_a_field_on_the_supplement_form(sign_in):
    """Each place with a value in a full dossier is the name of a field, but for what the service fills in itself."""
    page = text(sign_in("mishu").get("/matters/new"))
    whole = Filler(True).dossier()
    wanted = set()
    for part, root in (
        (whole.matter, "/matter"), (whole.preparation, "/preparation"), (whole.document_review, "/document_review"),
    ):  # fmt: skip
        wanted |= {name for name in flat.flatten(part, root) if not any(letter.isdigit() for letter in name)}
    own = ("/matter/number", "/matter/submitted_", "/matter/draft/", "/matter/catalogue/version", "/matter/emergency")
    shown = set(re.findall(r'name="(/[^"]+)"', page))
    lost = {
        name for name in wanted
        if name not in shown and f"{name}:lines" not in shown and name.removesuffix(":lines") not in shown
        and not name.startswith(own)
    }  # fmt: skip
    assert lost == set()


def test_an_answer_to_a_question_is_kept_with_who_gave_it(desk, sign_in):
    number = "SL-ZSJ-2024-0009"
    before = oversight.show(desk, person(desk, Role.SECRETARY), number)
    told = submission.Submission(
        matter=before.dossier.matter, preparation=before.dossier.preparation,
        answers=(ManualAnswer(rule="PRE-08", answer=Answer.NOT_APPLICABLE, reason="不涉及职工切身利益"),),
    )  # fmt: skip
    after = submission.supplement(desk, person(desk, Role.SECRETARY), number, before.revision, told)
    (kept,) = after.dossier.answers
    assert (kept.by, kept.on, kept.answer) == ("s01", after.dossier.as_of, Answer.NOT_APPLICABLE)
    assert fingerprint(after.dossier) != fingerprint(before.dossier)
    assert sign_in("mishu").get(f"/matters/{number}").status_code == 200
    again = submission.supplement(
        desk, person(desk, Role.SECRETARY), number, after.revision, replace(told, answers=()),
    )  # fmt: skip
    assert again.dossier.answers == after.dossier.answers
