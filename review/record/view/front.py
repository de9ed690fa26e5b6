"""Holds the front part of the record as plain values: the matter in brief, the papers one line each, what is left open."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from review.domain.approvals import live_approvals
from review.domain.checklist import Finding
from review.domain.dossier import Dossier, LegalityReview, LegalOpinion, Matter
from review.domain.headline import Course, Headline, kind_of
from review.domain.papers import opinion_is_written, review_is_written, reviews_of
from review.domain.sign_off import planned, yet_to_endorse
from review.domain.tasks import opposing
from review.domain.vocabulary import Gate, Outcome, Role, Term
from review.record.view import say
from review.record.view.annexes import brief
from review.record.view.checklist import TONES, merged, subjects
from review.record.view.lawyers import HEADS, opinion_standing, review_standing, tone
from review.record.view.matter import draft_name, units_of
from review.record.view.people import People
from review.record.view.say import Row

SIGNERS = (Role.LEADER, Role.GROUP_SECRETARY)
"""Who signs what was passed and nobody has signed yet."""


def front_view(dossier: Dossier, headline: Headline, people: People) -> dict[str, Any]:
    return {
        "matter": say.stacked(_matter(dossier, people)),
        "papers": [
            *(_opinion(item, dossier, people) for item in dossier.legal_opinions or ()),
            *(_review(item, dossier, people) for item in reviews_of(dossier)),
        ],
        "open": [_open(same, dossier, people) for same in merged((*headline.not_met, *headline.undetermined))],
        "ahead": _ahead(headline.ahead),
        "signers": _signers(dossier, people) if headline.course is Course.DECIDED else [],
    }


def _signers(dossier: Dossier, people: People) -> list[dict[str, str]]:
    """Who has not signed what was passed: by the plan each leader whom it names and the head; without one, before the first
    signature of the decision that stands, both roles."""
    leader, head = SIGNERS
    if planned(dossier) is None:
        return [] if live_approvals(dossier) else [{"role": role.label, "name": ""} for role in SIGNERS]
    waiting = [{"role": leader.label, "name": people.name(one.id)} for one in yet_to_endorse(dossier)]
    return [*waiting, {"role": head.label, "name": ""}]


def _matter(dossier: Dossier, people: People) -> list[Row]:
    matter = dossier.matter
    rows = [
        say.row("主类别", say.term(matter.category)),
        say.row("决策方式", say.term(matter.decision_mode)),
        say.row("承办单位", units_of(matter)),
        say.row("提交日期", say.day(matter.submitted_on)),
        say.row("审查的稿", draft_name(dossier, matter.draft.sha256), wide=True),
        *_substance(matter, people),
    ]
    texts = (("拟解决的问题", matter.problem), ("初步方案", matter.preliminary_plan))
    return [*rows, *(say.prose(label, "\n".join(brief(value, "matter"))) for label, value in texts)]


def _substance(matter: Matter, people: People) -> list[Row]:
    """The money and the people that it is about."""
    rows = []
    if matter.funds:
        rows.append(say.row("金额", say.money_in_words(matter.funds.amount), wide=True))
    if matter.candidates:
        said = [f"{people.name(one.id)}（{say.term(one.action)}）" for one in matter.candidates]
        rows.append({**say.names("人选", said), "wide": True})
    return rows


def _opinion(opinion: LegalOpinion, dossier: Dossier, people: People) -> dict[str, Any]:
    risks = Counter(say.term(risk.level) for risk in opinion.risks or ())
    return {
        "kind": "法律意见", "number": say.text(opinion.number), "standing": opinion_standing(opinion, dossier),
        "by": people.one(opinion.adviser.id if opinion.adviser else None) or [say.UNKNOWN],
        "day": say.day(opinion.issued_on),
        "conclusion": say.term(opinion.conclusion), "tone": tone(opinion.conclusion),
        "points": [] if not opinion_is_written(opinion) else [
            f"法律风险：{say.UNKNOWN if opinion.risks is None else _counted(risks, '项') or say.NOTHING}",
            _answers("建议", opinion.suggestions and [item.response for item in opinion.suggestions], opinion.suggestions),
        ],
    }  # fmt: skip


def _review(review: LegalityReview, dossier: Dossier, people: People) -> dict[str, Any]:
    changes, written = review.required_changes, review_is_written(review)
    heads = "，".join(f"{label}{say.term(getattr(review.findings, name))}" for name, label in HEADS.items())
    signed = "；".join(
        f"{people.name(item.person.id) if item.person else say.UNKNOWN}{people.in_place(item.mandate)}{say.term(item.view)}"
        + (f"（{'已协调处理' if item.settlement else '协调处理情况' + say.UNKNOWN}）" if place in opposing(review) else "")
        for place, item in enumerate(review.countersigns or ())
    )
    return {
        "kind": "合法性审查", "number": say.text(review.number), "standing": review_standing(review, dossier),
        "by": people.of(review.reviewers) or [say.UNKNOWN], "day": say.day(review.issued_on),
        "conclusion": say.term(review.conclusion), "tone": tone(review.conclusion),
        "points": [
            *([heads, _answers("修改要求", changes and [item.response for item in changes], changes)] if written else []),
            *([f"会签：{signed}"] if signed else []),
            *([f"审查由受托人{people.in_place(review.mandate)}办理"] if review.mandate else []),
        ],
    }  # fmt: skip


def _answers(what: str, responses: Iterable[Term | None] | None, asked: tuple[Any, ...] | None) -> str:
    """建议3条：采纳2条，部分采纳1条."""
    if not asked:
        return f"{what}：{say.UNKNOWN if asked is None else say.NOTHING}"
    counted = Counter("尚未答复" if one is None else one.label for one in responses or ())
    return f"{what}{len(asked)}条：{_counted(counted, '条')}"


def _counted(counter: Counter[str], unit: str) -> str:
    return "，".join(f"{word}{number}{unit}" for word, number in counter.items())


def _open(same: list[Finding], dossier: Dossier, people: People) -> dict[str, Any]:
    finding = same[0]
    return {
        "rule": finding.rule, "title": finding.title, "subjects": subjects(same, dossier, people),
        "outcome": finding.outcome.label, "tone": TONES[finding.outcome], "kind": kind_of(finding),
        "observed": finding.observed, "remedy": finding.remedy if finding.shuts else "",
    }  # fmt: skip


def _ahead(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    """What is undetermined at the gates that the matter has not come to: by gate, the ids."""
    rules = {gate: list(dict.fromkeys(one.rule for one in findings if one.gate is gate)) for gate in Gate}
    return [
        {"gate": gate.label, "outcome": Outcome.undetermined.label, "rules": "、".join(ids)}
        for gate, ids in rules.items() if ids
    ]  # fmt: skip
