"""One tip: what was written and done, day by day, room to write, and beside it where it stands."""

from typing import Any
from uuid import UUID

from csp.constants import SELF
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gate import needs
from accounts.request import member_of
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports import seals
from reports.inbox import file_reading, reading, services
from reports.inbox.listing.neighbours import neighbours
from reports.inbox.related.linking import related_of
from reports.inbox.stale import CONVERSATION
from reports.inbox.tip.history import history_of
from reports.inbox.tip.side import side_of
from reports.inbox.tip.sight import list_of, tip_to_show
from reports.inbox.tip.thread import days_of, threaded
from reports.inbox.tip.words import words_of
from reports.inbox.writing.forms import NoteForm, ReplyForm
from reports.inbox.writing.templates import reply_from_template
from reports.models import Report
from vault.errors import Unopenable
from vault.report_keys import ReportKeys


@needs(Role.TRIAGE)
@require_safe
def tip(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """One tip, opened and marked as read."""
    member = member_of(request)
    return show_tip(request, member, tip_to_show(request, member, report_id))


def show_tip(
    request: HttpRequest,
    member: Unlocked,
    report: Report,
    *,
    note: NoteForm | None = None,
    reply: ReplyForm | None = None,
) -> HttpResponse:
    """The page of a tip, with what a member wrote and has not sent. Raises Http404 once it is gone.

    The tip comes from `tip_to_show`.

    A tip whose keys do not open says so: its pieces were damaged, or exchanged in the database.
    """
    try:
        return _opened(request, member, report, note, reply)
    except Report.DoesNotExist:  # withdrawn this very moment
        raise Http404 from None
    except Unopenable:
        return damaged(request, member, report)


def damaged(request: HttpRequest, member: Unlocked, report: Report) -> HttpResponse:
    """The page that says that a tip does not open, which is kept."""
    services.record_damage(member, report)
    return render(request, "inbox/damaged.html", {"report": report})


def _opened(
    request: HttpRequest,
    member: Unlocked,
    report: Report,
    note: NoteForm | None,
    reply: ReplyForm | None,
) -> HttpResponse:
    keys = reading.open_keys(member, report)
    around = neighbours(report, member, request.GET)
    # Before the entries are read: one that comes in between must show as unread.
    marked = services.record_view(member, report)
    entries = reading.timeline(report, keys, member, entries=marked)
    card = _card(report, keys)
    if card is None or any(entry.text is None for entry in entries):
        services.record_damage(member, report)
    history = history_of(report, member.user)
    note = note or NoteForm()
    said = [entry.number for entry in entries if entry.kind in CONVERSATION]
    words = words_of(report.epoch.agency)
    templates = reply_from_template(
        request, report, reply, templates=words.templates, based_on=max(said, default=0)
    )
    context: dict[str, Any] = {
        "report": report,
        "around": around,
        "days": days_of(threaded(entries), history.acts),
        "looking": history.looking,
        "readers": history.readers,
        "files": file_reading.files_of(report, keys),
        "note_form": note,
        "templates": templates,
        "reply_form": templates.form,
        # The summary on top shows the errors of the form that was sent.
        "form": note if note.errors else templates.form,
        "kept": list_of(request),
        "related": related_of(member, card),
        **side_of(
            member,
            report,
            keys=keys,
            card=card,
            staff=reading.for_the_side(entries),
            labels=words.labels,
        ),
    }
    response = render(request, "inbox/tip/page.html", context)
    response._csp_update = {"media-src": [SELF]}  # type: ignore[attr-defined]
    return response


def _card(report: Report, keys: ReportKeys) -> dict[str, Any] | None:
    """None when it does not open: the entries may all the same."""
    try:
        return seals.open_card(report, keys.case)
    except Unopenable:
        return None
