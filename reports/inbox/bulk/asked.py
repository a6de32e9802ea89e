"""What the form of the list asks for."""

from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.inbox.bulk.action import Action
from reports.inbox.bulk.actions import ACTIONS

MOST = 100
_LONGEST_QUERY = 2_000  # characters


class Refused(Exception):
    """The form makes no sense. `str` of it says what to do."""


@dataclass(frozen=True)
class Asked:
    """Which tips, and what to do. What is no id of a tip counts among `strange`."""

    tips: list[UUID]
    strange: int
    action: Action


def asked(sent: QueryDict) -> Asked:
    """What was ticked and chosen. Raises Refused."""
    ticked = list(dict.fromkeys(sent.getlist("tip")))
    if not ticked:
        raise Refused(_("Tick at least one tip in the list first."))
    if len(ticked) > MOST:
        raise Refused(_("Tick 100 tips at most. Nothing was changed."))
    action = ACTIONS.get(sent.get("do", ""))
    if action is None:
        raise Refused(_("Choose what to do with the ticked tips. Nothing was changed."))
    tips = [found for found in map(_id, ticked) if found]
    return Asked(tips, len(ticked) - len(tips), action)


def shown_in(sent: QueryDict) -> dict[UUID, str]:
    """What the page showed of each tip that it offered to change."""
    shown = {}
    for written in sent.getlist("shown")[:MOST]:
        pk, _colon, value = written.partition(":")
        found = _id(pk)
        if found:
            shown[found] = value
    return shown


def list_address(query: str) -> str:
    """The list that somebody came from: its view and its clear filters, never another page."""
    clean = QueryDict(query[:_LONGEST_QUERY].encode(errors="replace")).urlencode()
    return f"{reverse('inbox_tips')}?{clean}" if clean else reverse("inbox_tips")


def _id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
