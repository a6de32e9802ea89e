"""Every staff address, walked by every kind of person: who reaches it, who gets 404.

The table below says it a second time, in other words than the marks on the views.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.roles import PortalRole
from reports.models import Report
from tests.portal.test_roles import concrete, routes_of
from tests.sender import Sender

pytestmark = pytest.mark.django_db

# The longest beginning that fits decides.
_ROOMS: dict[str, set[str]] = {
    "/staff/": {"editor", "publisher", "triage", "lead", "auditor", "admin"},
    "/staff/cms/": {"editor", "publisher"},
    "/staff/inbox/": {"triage", "lead"},
    "/staff/inbox/keys/": {"lead"},
    "/staff/inbox/leaving/": {"lead"},
    "/staff/inbox/settings/": {"lead"},
    "/staff/members/": {"lead"},
    "/staff/member/": {"lead"},
    "/staff/keys/": {"lead"},
    "/staff/people/": {"admin"},
    "/staff/person/": {"admin"},
    "/staff/trail/": {"auditor"},
}
_CMS_THAT_NOBODY_HAS = (
    "/staff/cms/login/",
    "/staff/cms/password_reset/",
    "/staff/cms/users/",
    "/staff/cms/groups/",
    "/staff/cms/images/1/generate_url/",
    "/staff/cms/images/multiple/1/",
    "/staff/cms/documents/multiple/1/",
)


def _may(username: str, path: str) -> bool:
    fitting = max((room for room in _ROOMS if path.startswith(room)), key=len)
    return username in _ROOMS[fitting]


def _paths(tip: str) -> list[str]:
    paths = [concrete(route, tip) for route in routes_of(PortalRole.ALL)]
    return [path for path in paths if path and path.startswith("/staff/")]


@pytest.mark.parametrize("username", sorted(_ROOMS["/staff/"]))
def test_each_person_reaches_their_rooms_and_gets_404_elsewhere(
    sender: Sender, sign_in: Callable[[str], Client], username: str
) -> None:
    sender.send()
    tip = str(Report.objects.get().pk)
    browser = sign_in(username)
    refused = 0
    for path in _paths(tip):
        if path in {"/staff/sign-out/", "/staff/cms/logout/"}:
            continue
        for used in (path, path.replace("/x/", "/triage/")):
            if not _may(username, used):
                assert browser.get(used).status_code == 404, used
                assert browser.post(used, {"a": "b"}).status_code == 404, used
                refused += 1
    assert refused > 20
    # Still signed in, and in their own room.
    own = max((room for room in _ROOMS if username in _ROOMS[room]), key=len)
    assert (
        browser.get(own if not own.endswith("leaving/") else "/staff/members/").status_code == 200
    )


@pytest.mark.parametrize("username", sorted(_ROOMS["/staff/"]))
def test_each_person_sees_links_to_their_rooms_alone(
    people: None, sign_in: Callable[[str], Client], username: str
) -> None:
    page = sign_in(username).get("/staff/account/").content.decode()
    for room, allowed in _ROOMS.items():
        if room in {"/staff/inbox/", "/staff/cms/", "/staff/people/", "/staff/trail/"}:
            assert (f'href="{room}"' in page) == (username in allowed), room


def test_wagtails_own_account_screens_are_nobodys(sign_in: Callable[[str], Client]) -> None:
    for username in ("editor", "publisher"):
        browser = sign_in(username)
        for path in _CMS_THAT_NOBODY_HAS:
            assert browser.get(path).status_code == 404, path


def test_an_editor_writes_and_a_publisher_publishes(
    pages: None, sign_in: Callable[[str], Client]
) -> None:
    from committee_pages.models import LawPage

    law = LawPage.objects.get(slug="lei-3-2017", locale__language_code="en")
    address = f"/staff/cms/pages/{law.pk}/edit/"
    assert "action-publish" not in sign_in("editor").get(address).content.decode()
    assert "action-publish" in sign_in("publisher").get(address).content.decode()
