"""What the record says of what was done first in an emergency: in conclusion and annex, as it stood on the judged day."""

from dataclasses import replace
from datetime import date

from review.domain.dossier import Emergency
from review.domain.emergency import ratification_of
from review.domain.headline import headline_of
from review.domain.rulebook import Rulebook
from review.record.view.heading import conclusion_view
from review.record.view.money import substance
from review.record.view.people import People

from . import examples

ACTED = Emergency(
    reason="台风登陆", measures="调用应急通信车", decided_by="p01", decided_on=date(2022, 9, 14), reported_to="党组",
    reported_on=date(2022, 9, 15),
)  # fmt: skip


def test_the_conclusion_says_how_the_ratification_stood_and_the_annex_what_was_done(rulebook: Rulebook) -> None:
    bare = examples.record("01")
    about = bare.dossier.matter
    for action, told in (
        (replace(ACTED, ratified=True, ratified_on=date(2022, 9, 20)),
         "2022年9月14日先行处置，追认期限2022年9月21日，已按期追认（2022年9月20日，4个工作日）"),
        (replace(ACTED, ratified=False), "2022年9月14日先行处置，追认期限2022年9月21日，未获追认"),
        (None, "先行处置的日期没有登记，追认期限不清楚，追认无法判定"),
    ):  # fmt: skip
        dossier = replace(bare.dossier, matter=replace(about, emergency=action, scope=replace(about.scope, emergency=True)))
        record = replace(bare, dossier=dossier, ratification=ratification_of(dossier, rulebook.calendar))
        shown = conclusion_view(record, headline_of(dossier, record.judgement, None))
        assert {"label": "紧急先行处置", "value": [told]} in shown["lines"]
        if action:
            annex = str(dict(substance(dossier, People(dossier)))["紧急先行处置"])
            assert all(word in annex for word in ("台风登陆", "调用应急通信车", "党组"))
    assert "紧急先行处置" not in str(conclusion_view(bare, headline_of(bare.dossier, bare.judgement, None)))
