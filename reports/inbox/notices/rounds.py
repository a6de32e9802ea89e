"""What the worker does about notices, in each of its rounds."""

import logging
import secrets
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import AgencyKey
from reports.inbox.notices.letter import letter
from reports.inbox.notices.waiting import (
    danger_waits,
    epochs_of_danger,
    mark_alarmed,
    waits_for,
)
from reports.models import Away, Notice, NoticeChoice

_log = logging.getLogger(__name__)

_LATEST = timedelta(hours=2)  # after that, a fixed hour that was missed is left out
_BETWEEN_ALARMS = timedelta(minutes=30)  # more dangers in that time are one notice
_ONE_IN = 3  # rounds: about three minutes on average, and nobody knows how many
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
    if danger_waits() and secrets.randbelow(_ONE_IN) == 0:
        queue_danger(now)
    send_waiting(now)
    Notice.objects.filter(sent=True, due__lt=now - _KEPT).delete()


def queue_fixed(now: datetime) -> None:
    """At a fixed hour everybody who wants it gets a mail, whether something waits or not."""
    due = _last_fixed_hour(now)
    if now - due > _LATEST:
        return
    for choice in _choices(now).filter(at_fixed_hours=True):
        Notice.objects.get_or_create(
            member=choice.member, due=due, urgent=False, defaults={"next_try": due}
        )


@transaction.atomic
def queue_danger(now: datetime) -> None:
    """Who can read them and wants it gets a mail: one for all dangers of half an hour."""
    if Notice.objects.filter(urgent=True, due__gt=now - _BETWEEN_ALARMS).exists():
        return
    readers = AgencyKey.objects.filter(epoch__in=epochs_of_danger()).values("member")
    wanted = {"at_danger": True, "member__in": readers}
    # When all of them are away, they are called all the same.
    for choice in list(_choices(now).filter(**wanted)) or _choices(None).filter(**wanted):
        Notice.objects.create(member=choice.member, due=now, urgent=True, next_try=now)
    mark_alarmed()


def send_waiting(now: datetime) -> None:
    """Tries what is to be tried. What fails is tried again later, and shown to leads when stuck."""
    for notice in Notice.objects.waiting(now).select_related("member__notice_choice"):
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
    choice = getattr(notice.member, "notice_choice", None)
    left = not AgencyKey.objects.filter(member=notice.member).exists()
    if choice is None or left or not notice.member.is_active:
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


def _choices(now: datetime | None) -> QuerySet[NoticeChoice, NoticeChoice]:
    """The choices of those who hold keys, without those who are away at the time."""
    holders = AgencyKey.objects.values("member")
    choices = NoticeChoice.objects.filter(member__in=holders, member__is_active=True)
    choices = choices.select_related("member")
    if now is None:
        return choices
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
