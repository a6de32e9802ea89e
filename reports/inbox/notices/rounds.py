"""What the worker does about notices, in each of its rounds."""

import logging
import secrets
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import AgencyKey, User
from reports.inbox.notices.letter import letter
from reports.inbox.notices.waiting import untold_danger, waits_for
from reports.models import Away, Notice, NoticeChoice

_log = logging.getLogger(__name__)

_LATEST = timedelta(hours=2)  # after that, a fixed hour that was missed is left out
_SOON = 300  # seconds: danger is told after a random part of them
_BETWEEN_ALARMS = timedelta(minutes=5)  # at least, for one member
_KEPT = timedelta(days=1)  # of what was sent
_RETRIES = (2, 5, 15, 30, 60)  # minutes after the first, second … try


def give_notice() -> None:
    """One round: what is due is written down, and what was written down is sent.

    Does nothing where no mail server is set: then the lead's page alone shows what waits.
    """
    if not settings.MAIL_IS_ON:
        return
    now = timezone.localtime()
    queue_fixed(now)
    queue_danger(now)
    send_waiting(now)
    Notice.objects.filter(sent=True, due__lt=now - _KEPT).delete()


def queue_fixed(now: datetime) -> None:
    """At a fixed hour everybody who wants it gets a mail, whether something waits or not."""
    due = _last_fixed_hour(now)
    if now - due > _LATEST:
        return
    for choice in _there(_choices(), now).filter(at_fixed_hours=True):
        Notice.objects.get_or_create(
            member=choice.member, due=due, urgent=False, defaults={"next_try": due}
        )


@transaction.atomic
def queue_danger(now: datetime) -> None:
    """Danger is told within minutes to those who can read the tip and want to be told.

    A tip counts as told only when there is a notice of it: where nobody wants one, it waits for
    somebody who does.
    """
    # Held, so that a second worker waits and then finds them told; in the order of all who hold
    # several tips, so that nobody waits for who waits for them.
    held = untold_danger().select_for_update().order_by("pk")
    untold = list(held.values_list("pk", "epoch"))
    # One for all members: of several, the earliest would tell more of the sender's hour.
    soon = now + timedelta(seconds=secrets.randbelow(_SOON))
    for epoch in {epoch for _pk, epoch in untold}:
        called = _to_call(epoch, now)
        for member in called:
            _alarm(member, soon)
        if called:
            tips = [pk for pk, its_epoch in untold if its_epoch == epoch]
            untold_danger().filter(pk__in=tips).update(alarmed=True)


def _to_call(epoch: int, now: datetime) -> list[User]:
    """Who is told of danger in a tip of this epoch: when all of them are away, all the same."""
    choices = _choices(AgencyKey.objects.filter(epoch=epoch)).filter(at_danger=True)
    return [choice.member for choice in _there(choices, now) or choices]


def _alarm(member: User, soon: datetime) -> None:
    """A notice of danger. One that has not gone out yet is for this danger, too."""
    alarms = Notice.objects.filter(member=member, urgent=True)
    if alarms.filter(sent=False).exists():
        return
    last = alarms.order_by("-due").first()
    due = max(soon, last.due + _BETWEEN_ALARMS) if last else soon
    Notice.objects.create(member=member, due=due, urgent=True, next_try=due)


def send_waiting(now: datetime) -> None:
    """Tries what is to be tried. What fails is tried again later, and shown to leads when stuck."""
    for notice in Notice.objects.waiting(now).select_related("member"):
        if _claim(notice, now):
            _send(notice, now)


def _claim(notice: Notice, now: datetime) -> bool:
    """Whether this worker sends it: another one may have it. The next try is set before this one.

    A worker that is killed while it sends tries again then: twice is better than never.
    """
    wait = timedelta(minutes=_RETRIES[min(notice.tries, len(_RETRIES) - 1)])
    mine = Notice.objects.waiting(now).filter(pk=notice.pk, tries=notice.tries)
    return bool(mine.update(tries=F("tries") + 1, next_try=now + wait))


def _send(notice: Notice, now: datetime) -> None:
    choice = _choices().filter(member=notice.member).first()
    if choice is None:
        notice.delete()
        return
    mail = letter(
        notice.member,
        choice.address,
        something=waits_for(notice.member, now.date()),
        urgent=notice.urgent,
    )
    mail.connection = get_connection()
    try:
        mail.send()
    except OSError as error:  # smtplib's errors are OSErrors
        # Its words may hold the address.
        _log.warning("A notice did not go out: %s", type(error).__name__)
        return
    Notice.objects.filter(pk=notice.pk).update(sent=True)


def _choices(
    keys: QuerySet[AgencyKey, AgencyKey] | None = None,
) -> QuerySet[NoticeChoice, NoticeChoice]:
    """The choices of those who hold one of these keys, or any key at all."""
    held = AgencyKey.objects.all() if keys is None else keys
    choices = NoticeChoice.objects.filter(member__in=held.values("member"), member__is_active=True)
    return choices.select_related("member")


def _there(
    choices: QuerySet[NoticeChoice, NoticeChoice], now: datetime
) -> QuerySet[NoticeChoice, NoticeChoice]:
    """Those of members who are not away at the time."""
    return choices.exclude(member__in=Away.objects.on(now.date()).values("member"))


def _last_fixed_hour(now: datetime) -> datetime:
    """The newest of the fixed hours that is not in the future, of today or yesterday."""
    days = (now.date(), now.date() - timedelta(days=1))
    hours = [
        timezone.make_aware(datetime.combine(day, time(hour)))
        for day in days
        for hour in settings.NOTICE_HOURS
    ]
    return max(hour for hour in hours if hour <= now)
