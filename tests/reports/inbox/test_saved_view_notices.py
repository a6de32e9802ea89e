"""Notices of saved views: each member's own choice."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent, User
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.models import NoticeChoice, SavedView
from tests.member import join

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
_VIEWS, _NEW = "/staff/inbox/views/", "/staff/inbox/views/new/"


@pytest.fixture
def triage(sign_in: SignIn) -> Client:
    return sign_in("triage")


def _text(answer: Any) -> str:
    assert answer.status_code == 200
    return unescape(str(answer.content.decode()))


def _save(browser: Client, **fields: str) -> None:
    browser.post(_NEW, {"view": "mine", "go": "save", "name": "Portuguese ones", **fields})


def test_each_member_chooses_their_own_notices_of_a_shared_view(
    triage: Client, sign_in: SignIn, lead: Unlocked
) -> None:
    join(lead, "publisher", Role.TRIAGE)
    _save(triage, shared="on")
    view = SavedView.objects.get()
    path = f"{_VIEWS}{view.pk}/notices/"
    colleague = sign_in("publisher")
    assert f'href="{path}"' in _text(colleague.get(_VIEWS))
    assert "Send me a notice by mail at the fixed hours" in _text(colleague.get(path))
    colleague.post(path, {"notices": "on"})
    assert [user.username for user in view.told.all()] == ["publisher"]
    assert "At the fixed hours" in _text(colleague.get(_VIEWS))
    assert "At the fixed hours" not in _text(triage.get(_VIEWS))
    triage.post(path, {"notices": "on"})
    colleague.post(path, {})
    assert [user.username for user in view.told.all()] == ["triage"]
    assert AuditEvent.objects.filter(action="view.notices", target=f"view/{view.pk}").count() == 3


def test_a_lead_who_changes_a_shared_view_changes_only_their_own_notices(
    triage: Client, sign_in: SignIn
) -> None:
    _save(triage, shared="on", notices="on")
    view = SavedView.objects.get()
    sign_in("lead").post(f"{_VIEWS}{view.pk}/change/", {"name": "Other", "shared": "on"})
    assert [user.username for user in view.told.all()] == ["triage"]


def test_who_gets_no_mail_is_told_so_where_they_choose_notices(
    triage: Client, settings: Any
) -> None:
    settings.MAIL_IS_ON = True
    _save(triage)
    path = f"{_VIEWS}{SavedView.objects.get().pk}/"
    pages = (f"{_NEW}?view=mine", f"{path}change/", f"{path}notices/")
    no_address = "No mail comes to you yet: choose your address and the fixed hours first."
    link = 'href="/staff/inbox/notices/">Notices by mail</a></span></p>'
    for page in pages:
        text = _text(triage.get(page))
        assert no_address in text
        assert link in text
    choice = NoticeChoice.objects.create(
        member=User.objects.get(username="triage"),
        address="ana@example.org",
        at_fixed_hours=False,
    )
    assert no_address in _text(triage.get(pages[0]))
    NoticeChoice.objects.filter(pk=choice.pk).update(at_fixed_hours=True)
    for page in pages:
        text = _text(triage.get(page))
        assert no_address not in text
        assert link not in text
    settings.MAIL_IS_ON = False
    assert "No mail server is set yet" in _text(triage.get(pages[0]))
