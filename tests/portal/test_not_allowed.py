"""Who opens the address of a form as a page gets a page, not a blank sheet."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponseNotAllowed
from django.test import Client

from portal.roles import PortalRole
from reports.models import Report
from tests.portal.test_roles import concrete, routes_of
from tests.sender import Sender

pytestmark = pytest.mark.django_db
_HEADERS = ("Content-Security-Policy", "Permissions-Policy", "Content-Language")


def _refused(browser: Client, method: str, tip: str, *, staff: bool) -> dict[str, Any]:
    """What answers 405 to this method, by address."""
    found = {}
    routes = routes_of(PortalRole.STAFF if staff else PortalRole.PUBLIC)
    for route in routes:
        path = concrete(route, tip)
        if path is None or path.startswith(("/staff/cms/", "/staff/sign-out/", "/health/")):
            continue
        answer = getattr(browser, method)(path)
        if isinstance(answer, HttpResponseNotAllowed):
            found[path] = answer
    return found


@pytest.mark.parametrize("person", ["lead", "triage"])
def test_every_address_of_a_form_of_the_staff_says_so_when_it_is_opened(
    sender: Sender, sign_in: Callable[[str], Client], person: str
) -> None:
    sender.send()
    tip = str(Report.objects.get().pk)
    browser = sign_in(person)
    refused = _refused(browser, "get", tip, staff=True)
    assert f"/staff/inbox/{tip}/close/agree/" in refused
    assert len(refused) >= 10
    for path, answer in refused.items():
        page = answer.content.decode()
        assert "Please go back and use the buttons on the page." in page, path
        assert 'href="/staff/"' in page, path
        assert "POST" in answer.headers["Allow"], path
        assert "no-store" in answer.headers["Cache-Control"], path
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8", path
        assert len(answer.content) == int(answer.headers["Content-Length"]), path
    usual = browser.get("/staff/inbox/")
    for name in _HEADERS:
        assert name in answer.headers
        assert name in usual.headers
    policies = [each.headers["Content-Security-Policy"] for each in (answer, usual)]
    assert len({policy.partition("nonce")[0] for policy in policies}) == 1


def test_a_public_address_says_so_in_its_language(client: Client, pages: None) -> None:
    refused = _refused(client, "put", "x", staff=False)
    assert "/leave" in refused
    for path, answer in refused.items():
        assert "use the buttons" in answer.content.decode(), path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert not answer.cookies, path
    answer = client.post("/pt/news/")
    assert answer.status_code == 405
    assert '<html lang="pt"' in answer.content.decode()
    assert answer.headers["Allow"]


def test_signing_out_by_a_link_says_so_too(sign_in: Callable[[str], Client]) -> None:
    answer = sign_in("triage").get("/staff/sign-out/")
    assert answer.status_code == 405
    assert "use the buttons" in answer.content.decode()


def test_a_stranger_learns_of_no_address_of_a_form(sender: Sender) -> None:
    sender.send()
    tip = str(Report.objects.get().pk)
    refused = _refused(Client(), "get", tip, staff=True)
    assert set(refused) == {"/staff/passkey/device/options/"}  # it belongs to the sign-in
