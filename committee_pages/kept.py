"""What this site keeps, in words for everybody: the privacy page shows it.

Every column about a tip that is not sealed has its line here, and every line names its columns:
`tests/committee_pages/test_privacy.py` compares them with the tables. The claims are those of the
threat model, where each has its test.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"

_TEAM = _("The members of the committee’s team")
_SERVER = _("Nobody by name. Who runs the server could see it")
_UNTIL_DELETED = _(
    "Until the committee deletes the tip, or seven days after you withdraw it. "
    "Otherwise there is no fixed day yet"
)
_FOR_GOOD = _("For good: it says nothing of what you told us")
_MINUTES = _("A quarter of an hour at most")
_HOURS = _("Three hours at most")
_DAY = _("Until the end of the next day")


@dataclass(frozen=True)
class Kept:
    """One thing that is kept, who reads it, for how long, and the columns that hold it."""

    what: Words
    readers: Words
    how_long: Words
    columns: tuple[str, ...] = ()


def alike(lines: Iterable[Kept]) -> list[list[Kept]]:
    """The lines that the same people read for the same time, together: it is then said once."""
    found: dict[tuple[Words, Words], list[Kept]] = {}
    for line in lines:
        found.setdefault((line.readers, line.how_long), []).append(line)
    return list(found.values())


KEPT = (
    Kept(
        _("What you tell us, and what you add later. It is sealed before it is kept"),
        _TEAM,
        _UNTIL_DELETED,
    ),
    Kept(
        _("Your photos, recordings and documents, and the cleaned copies. They are sealed"),
        _TEAM,
        _UNTIL_DELETED,
        ("reports_attachment.original", "reports_attachment.cleaned"),
    ),
    Kept(
        _("Our messages to you. They are sealed too"),
        _("The team, and who has your secret code. You can delete your copy"),
        _UNTIL_DELETED,
        ("reports_entry.deleted_by_sender",),
    ),
    Kept(
        _("The day on which something came or was written. Never the hour"),
        _TEAM,
        _UNTIL_DELETED,
        (
            "reports_report.received_on",
            "reports_report.withdrawn_on",
            "reports_entry.on",
            "reports_attachment.on",
            "reports_statuschange.on",
        ),
    ),
    Kept(
        _("The language of the form"),
        _TEAM,
        _UNTIL_DELETED,
        ("reports_report.language",),
    ),
    Kept(
        _("By which way it came: this site, telephone or in person; and whether in a flood"),
        _TEAM,
        _UNTIL_DELETED,
        (
            "reports_report.channel",
            "reports_report.quarantined",
            "reports_report.canary",
            "reports_access.seen_by_staff",
        ),
    ),
    Kept(
        _("Whether you said that somebody is in danger now"),
        _TEAM,
        _UNTIL_DELETED,
        ("reports_report.danger_now",),
    ),
    Kept(
        _("A random name and number for the tip, and for each piece of it"),
        _TEAM,
        _UNTIL_DELETED,
        (
            "reports_report.id",
            "reports_report.reference",
            "reports_access.id",
            "reports_access.report_id",
            "reports_entry.id",
            "reports_entry.report_id",
            "reports_attachment.id",
            "reports_attachment.report_id",
            "reports_statuschange.id",
            "reports_statuschange.report_id",
        ),
    ),
    Kept(
        _("How far our work on the tip is, and whether there is something new in it"),
        _TEAM,
        _UNTIL_DELETED,
        (
            "reports_report.status",
            "reports_report.unread",
            "reports_statuschange.number",
            "reports_statuschange.status",
        ),
    ),
    Kept(
        _("How urgent the tip is, until when we read and answer it, and on which day we did"),
        _TEAM,
        _UNTIL_DELETED,
        (
            "reports_report.urgency",
            "reports_report.acknowledge_by",
            "reports_report.acknowledged_on",
            "reports_report.answer_by",
            "reports_report.answered_on",
            "reports_report.rank",
            "reports_report.alarmed",
        ),
    ),
    Kept(
        _("How often a secret code was written on this site in a week, all codes together"),
        _TEAM,
        _FOR_GOOD,
    ),
    Kept(
        _("Which member works on the tip, and which member wrote a message to you"),
        _TEAM,
        _UNTIL_DELETED,
        (
            "reports_report.closing_by_id",
            "reports_report.assignee_id",
            "reports_entry.member_id",
            "reports_entry.verify_key",
        ),
    ),
    Kept(
        _("How many pieces a tip has, of what kind, and about how long each is"),
        _TEAM,
        _UNTIL_DELETED,
        (
            "reports_entry.number",
            "reports_entry.kind",
            "reports_report.files",
            "reports_attachment.number",
        ),
    ),
    Kept(
        _("The public half of the keys to which a tip is sealed. It opens nothing"),
        _SERVER,
        _UNTIL_DELETED,
        ("reports_report.epoch_id", "reports_report.case_recipient"),
    ),
    Kept(
        _("A long number made from your secret code. The code cannot be found from it alone"),
        _SERVER,
        _UNTIL_DELETED,
    ),
    Kept(
        _("After a tip was withdrawn: its random name, the day it came and the day it ended"),
        _SERVER,
        _FOR_GOOD,
    ),
)
"""Kept about a tip."""

SHORT_LIVED = (
    Kept(
        _("How much came from your part of the network, under a random name"),
        _SERVER,
        _MINUTES,
    ),
    Kept(
        _("How many tips came in an hour, all together"),
        _SERVER,
        _HOURS,
    ),
    Kept(
        _("That a form was left or finished, as a random number"),
        _SERVER,
        _DAY,
    ),
    Kept(
        _("The keys under which open forms are sealed. They lie outside the database"),
        _SERVER,
        _DAY,
    ),
)
"""Kept by the site for a day or two, never with a tip."""

NOT_KEPT: tuple[Words, ...] = (
    _("Your name, unless you write it"),
    _("The address of your phone on the internet"),
    _("Which phone or browser you use"),
    _("The hour at which you came"),
    _("Which pages you read"),
    _("What you tick under “Is this trafficking?”"),
    _("A form that you did not send"),
    _("Cookies: this site puts none on your phone"),
)
"""Not recorded by this software. It never says that something cannot be known."""
