"""Holds the notices (通知) once they are stored: who was told what, reminding (催办), and mailing what waits in the outbox.

Mailing is done at least once: a mail whose sending was not noted any more is sent again, under the same Message-ID.
"""

from datetime import datetime, timedelta

from review.domain.errors import Forbidden, MailServerAway, NotMailed, WrongState
from review.domain.vocabulary import NoticeKind
from review.service.desk import Desk
from review.service.ports import Actor, Mailer, Matter, Notice, Outgoing
from review.service.turns import awaited, notice_of

LONGEST_WAIT = timedelta(hours=6)
"""Between two tries to mail a notice."""

MAILED_WITHIN = timedelta(days=7)
"""After it was told; what is older is shown in the pages only, also where mail was set up since: nobody reads years at once."""

SHOWN = 50
"""How many notices a person is shown."""


def remind(desk: Desk, actor: Actor, number: str) -> tuple[str, ...]:
    """催办: tell everybody whose turn it is once more, once a day and matter; the names of those who were told.

    Raises NotFound, Forbidden for who only looks, WrongState where nobody else is awaited or it was done today.
    """
    if actor.only_reads or not actor.roles:
        raise Forbidden("催办由办理本单位事项的人员进行。")
    with desk.store.writing(actor.unit) as work:
        matter, now = work.matters.get(number), desk.clock.now()
        turn = {person: acts for person, acts in awaited(matter, work, now.date()).items() if person != actor.person}
        if not turn:
            raise WrongState("这件事项现在没有等待他人办理，不用催办。")
        today = [one for one in work.notices.of_matter(number, NoticeKind.REMINDER) if one.day == now.date()]
        if today:
            raise WrongState(f"{today[0].sender}已于今天{today[0].at:%H:%M}催办；一件事项一天催办一次。")
        work.notices.tell(
            notice_of(matter, NoticeKind.REMINDER, person, actor.name, now, "、".join(acts), now.date())
            for person, acts in turn.items()
        )
        work.commit()
        names = {one.id: one.name for one in work.register.people()}
    return tuple(names.get(person, person) for person in turn)


def may_remind(desk: Desk, actor: Actor, matter: Matter) -> bool:
    """Whether somebody else is awaited whom this person could remind, and nobody did today."""
    if actor.only_reads or not actor.roles:
        return False
    with desk.store.reading(actor.unit) as work:
        urged = {one.day for one in work.notices.of_matter(matter.number, NoticeKind.REMINDER)}
        return desk.today() not in urged and any(person != actor.person for person in awaited(matter, work, desk.today()))


def to_me(desk: Desk, actor: Actor) -> tuple[Notice, ...]:
    """What this person was told, the newest first."""
    with desk.store.reading(actor.unit) as work:
        return work.notices.to_person(actor.person, SHOWN)


def reminders(desk: Desk, actor: Actor, number: str) -> tuple[Notice, ...]:
    """How often and by whom the matter was urged."""
    with desk.store.reading(actor.unit) as work:
        return work.notices.of_matter(number, NoticeKind.REMINDER)


def may_be_tried(one: Outgoing, now: datetime) -> bool:
    """Whether it is time to mail it: at once, after a failure in 2, 4, 8 … minutes, at most every six hours, for a week."""
    if now - one.notice.at > MAILED_WITHIN:
        return False
    if one.last_try is None:
        return True
    return now - one.last_try >= min(timedelta(minutes=2 ** min(one.tries, 10)), LONGEST_WAIT)


def deliver(desk: Desk, unit: str, mail: Mailer, address_of_service: str) -> tuple[int, int]:
    """Mail what waits in the unit's outbox; how many were taken by the mail server and how many not.

    Each try is stored when it is over: if this process ends between, the mail is sent once more. Of a server that is away
    nothing more is asked in this round: each mail would wait for it as long as the first.
    """
    now = desk.clock.now()
    with desk.store.reading(unit) as work:
        waiting = [one for one in work.notices.outgoing(now - MAILED_WITHIN) if may_be_tried(one, now)]
    done = [0, 0]
    for one in waiting:
        refusal, away = None, False
        try:
            mail(one.address, *letter(one.notice, address_of_service))
        except NotMailed as error:
            refusal, away = str(error), isinstance(error, MailServerAway)
        with desk.store.writing(unit) as work:
            work.notices.note(one.notice, one.address, desk.clock.now(), refusal)
            work.commit()
        done[refusal is not None] += 1
        if away:
            break
    return done[0], done[1]


def letter(notice: Notice, address_of_service: str) -> tuple[str, str, str]:
    """Subject, body and Message-ID of the mail. It leaves the house, so it names the matter by its number only: neither its
    title nor a word of its content."""
    due = f"，期限{notice.due.year}年{notice.due.month}月{notice.due.day}日" if notice.due else ""
    said = {
        NoticeKind.TASK: f"请您办理：{notice.text}{due}。", NoticeKind.REMINDER: f"{notice.sender}催办：{notice.text}{due}。",
        NoticeKind.RESULT: f"已有办理结果：{notice.text}。", NoticeKind.NEARING: f"即将到期，请您办理：{notice.text}{due}。",
        NoticeKind.OVERDUE: f"已经超期，请您办理：{notice.text}{due}。", NoticeKind.HANDED_OVER: f"{notice.text}。",
        NoticeKind.RESCHEDULED: f"{notice.text}。", NoticeKind.CORRECTED: f"{notice.text}。",
    }[notice.kind]  # fmt: skip
    link = f"\n\n{address_of_service}/matters/{notice.matter}" if address_of_service else ""
    body = f"事项{notice.matter}：{said}\n请登录重大决策合法性审查系统办理、查看。{link}\n\n本邮件由系统发出，请勿回复。\n"
    host = address_of_service.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
    return f"【{notice.kind.label}】{notice.matter}：{notice.text}", body, f"<notice.{notice.unit}.{notice.seq}@{host}>"
