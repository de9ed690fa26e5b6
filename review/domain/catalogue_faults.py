"""Holds what is wrong with a version of the unit's list as it is entered, and with what a matter takes from it."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from review.domain.catalogue import Demands, Item, Version, overlap, together
from review.domain.dossier import Catalogue, Matter
from review.domain.errors import Fault
from review.domain.phrases import day
from review.domain.plain import to_plain
from review.domain.standing import DECIDING
from review.domain.writing import unwritable_texts

MOST_ITEMS = 500
"""Of one list; more than any unit has, and what a dossier may hold of it."""


def faults_of(version: Version, there: Sequence[Version], today: date) -> tuple[Fault, ...]:
    """Everything that is wrong with a version that is entered today beside those that are there."""
    return (*faults_of_whole(version, there, today), *faults_of_items(version.items))


def faults_of_whole(version: Version, there: Sequence[Version], today: date) -> tuple[Fault, ...]:
    """What is wrong with its name, its document, its days, the number of its lines, and texts that cannot be kept."""
    faults = [Fault(f"/{key}", "请填写") for key in ("name", "basis") if not getattr(version, key).strip()]
    faults += [Fault("/name", f"已有名为“{one.name}”的一版，请另起版本名") for one in there if one.name == version.name]
    faults += [Fault(at, why) for at, _, why in unwritable_texts(to_plain(version))]
    if not version.items:
        faults.append(Fault("/items", "清单没有条目"))
    elif len(version.items) > MOST_ITEMS:
        faults.append(Fault("/items", f"最多{MOST_ITEMS}条，现有{len(version.items)}条"))
    return (*faults, *faults_of_days(version, there, today))


def faults_of_days(version: Version, there: Iterable[Version], today: date) -> tuple[Fault, ...]:
    """That the version, confirmed today, would be in force on no day, for it would end the one before it all the same; or that it
    would not follow those in force or announced."""
    if version.effective_to is not None and version.effective_to < max(version.effective_from, today):
        return (Fault("/effective_to", "早于施行日期或者今天，请核对日期；没有期限的留空"), *_of_others(version, there, today))
    return _of_others(version, there, today)


def _of_others(version: Version, there: Iterable[Version], today: date) -> tuple[Fault, ...]:
    other = overlap(version, there, today)
    if other is None or other.begins is None:
        return ()
    on = max(version.effective_from, today)
    told = f"与“{other.name}”重叠：该版自{day(other.begins)}起施行，本版自{day(on)}起，应当在该版之后施行"
    return (Fault("/effective_from", f"{told}；请以该日之后的施行日期录入，或者在该日之后办理（自确认之日起施行）"),)


def faults_of_items(items: Sequence[Item]) -> tuple[Fault, ...]:
    """What is wrong with the lines: blank, two of one code, no meeting or one twice, a class that is not stated."""
    faults: list[Fault] = []
    first: dict[str, int] = {}
    for place, item in enumerate(items):
        at = f"/items/{place}"
        faults += [Fault(f"{at}/{key}", "请填写") for key in ("code", "name") if not getattr(item, key).strip()]
        if (same := first.setdefault(_read(item.code), place)) != place:
            faults.append(Fault(f"{at}/code", f"编号“{item.code}”与第{same + 1}条“{items[same].code}”重复，请改用不同的编号"))
        if not item.meetings:
            faults.append(Fault(f"{at}/meetings", "没有写明讨论的会议，请至少写一个"))
        elif len(set(item.meetings)) < len(item.meetings):
            faults.append(Fault(f"{at}/meetings", "同一会议写了两次，请按先后各写一次"))
        if item.category is None:
            faults.append(Fault(f"{at}/category", "没有写明类别"))
    return tuple(faults)


def _read(code: str) -> str:
    """A code as a reader sees it: width, case and signs that do not show make no other one (Ａ-02, a-02)."""
    shown = unicodedata.normalize("NFKC", code).casefold()
    return "".join(sign for sign in shown if unicodedata.category(sign)[0] not in "ZC")


def demanded(chosen: Catalogue, version: Version | None) -> Demands | None:
    """What the lines of a matter that this version has ask for together; None where there are none."""
    lines = [item for one in chosen.items or () if version and (item := version.item(one.code))]
    return together(lines) if lines else None


def faults_of_choice(given: Matter, chosen: Catalogue, version: Version | None) -> tuple[Fault, ...]:
    """What is wrong with the lines that a matter names: codes that are not in the version in force, classes of lines that
    the matter does not name, orders of meetings that no course of meetings could keep (MTG-26 would never be met), and none
    among them that decides as the matter is to be decided: only meetings of the list may take it up."""
    at, known = "/matter/catalogue/items", {item.code for item in chosen.items or ()}
    where = f"现行清单{version.name}没有" if version else "本单位没有现行清单，不能选"
    faults = [Fault(at, f"{where}条目{item.code}，请刷新页面后重新选择")
              for item in given.catalogue.items or () if item.code not in known]  # fmt: skip
    demands = demanded(chosen, version)
    if demands is None:
        return tuple(faults)
    if demands.meetings is None:
        faults.append(Fault(at, "所选条目规定的会议顺序互相矛盾，没有会议安排能同时符合；请分作几件事项，或者先调整清单"))
    mode = given.decision_mode
    if demands.meetings and mode is not None and not set(demands.meetings) & set(DECIDING[mode]):
        listed = "、".join(one.label for one in demands.meetings)
        why = f"所选条目规定由{listed}讨论，没有能够作出“{mode.label}”的会议；请改选决策方式或者条目，清单不当的先调整清单"
        faults.append(Fault("/matter/decision_mode", why))
    classes = (given.category, *(given.secondary_categories or ()))
    if given.category is not None and (missing := [one for one in demands.categories if one not in classes]):
        named = "、".join(one.label for one in missing)
        faults.append(Fault("/matter/secondary_categories", f"所选条目属于{named}，主类别或者次类别应当包括它"))
    return tuple(faults)
