"""Every address of every role: who reaches it, and who learns nothing."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import Page

from committee_pages.models import LawPage
from home.models import HomePage
from portal.roles import PortalRole
from reports.models import Report
from tests.conftest import as_role
from tests.sender import Sender

pytestmark = pytest.mark.django_db

_VALUES = {"report_id": "tip", "page_id": "1", "pk": "1", "parent_page_id": "1"}


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def routes_of(role: PortalRole) -> list[str]:
    return list(_routes(get_resolver(role.urlconf).url_patterns))


def test_the_public_role_mounts_nothing_of_the_staff() -> None:
    assert not [route for route in routes_of(PortalRole.PUBLIC) if "staff" in route]


def test_the_staff_role_mounts_nothing_outside_staff_but_health() -> None:
    outside = [r for r in routes_of(PortalRole.STAFF) if not r.startswith(("staff/", "^staff/"))]
    assert sorted(outside) == ["health/live", "health/ready"]


def test_djangos_own_admin_is_not_mounted() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    for role in PortalRole:
        assert not [r for r in routes_of(role) if r.lstrip("^").startswith(("admin", "django"))]


def test_no_address_is_mounted_twice() -> None:
    public, staff, both = (
        [r for r in routes_of(role) if not r.startswith("staff/cms/")]
        for role in (PortalRole.PUBLIC, PortalRole.STAFF, PortalRole.ALL)
    )
    for routes in (public, staff, both):
        assert len(routes) == len(set(routes))
    assert set(both) == set(public) | set(staff)


_PUBLIC_PAGES = [
    *(
        f"/{code}/{path}"
        for code, _name in settings.LANGUAGES
        for path in (
            "",
            "law/",
            "law/lei-3-2017/",
            "news/",
            "news/work-plan-meeting-2021/",
            "report/",
            "report/reply/",
            "report/safer/",
        )
    ),
]


@pytest.fixture
def tip(client: Client, people: None) -> str:
    Sender(client, "en").send()
    return str(Report.objects.get().pk)


def test_public_pages_open_in_their_half_alone(role: PortalRole, pages: None, people: None) -> None:
    browser = Client()
    expected = 404 if role is PortalRole.STAFF else 200
    for path in _PUBLIC_PAGES:
        assert browser.get(path).status_code == expected, path
    assert browser.get("/").status_code == (404 if role is PortalRole.STAFF else 302)
    assert browser.get("/leave").status_code == (404 if role is PortalRole.STAFF else 302)


def test_nothing_under_staff_answers_in_the_public_role(
    role: PortalRole, pages: None, people: None
) -> None:
    browser = Client()
    answer = browser.get("/staff/")
    assert answer.status_code == (404 if role is PortalRole.PUBLIC else 200)
    for path in ("/staff/inbox/", "/staff/cms/", "/staff/cms/pages/", "/staff/sign-out/"):
        status = browser.get(path).status_code
        assert (status == 404) if role is PortalRole.PUBLIC else (status in {302, 405}), path


def test_no_public_page_sets_a_cookie_or_varies_by_one(
    role: PortalRole, pages: None, people: None
) -> None:
    if role is PortalRole.STAFF:
        return
    browser = Client()
    sender = Sender(browser, "pt")
    answers: list[Any] = [
        browser.get(path) for path in ["/", "/leave", "/xx/", "/en/nowhere/", *_PUBLIC_PAGES]
    ]
    sender.send()
    answers.append(sender.page)
    answers.append(sender.press("", "/kept/", kept="on"))
    answers.append(sender.press("close", "/reply/"))
    answers.append(browser.post("/leave", {"form": "x"}))
    for answer in answers:
        assert not answer.cookies, answer.request["PATH_INFO"]
        assert "Cookie" not in answer.headers.get("Vary", ""), answer.request["PATH_INFO"]
    assert not browser.cookies


def test_no_address_of_the_public_half_sets_a_cookie(pages: None, people: None) -> None:
    with as_role(PortalRole.PUBLIC):
        browser = Client(raise_request_exception=False)
        walked = 0
        for route in routes_of(PortalRole.PUBLIC):
            for path in {concrete(route, "x"), "/" + route.strip("^$") + "/"}:
                if path is None or set(path) & set("^$(?*\\<"):
                    continue
                walked += 1
                for answer in (browser.get(path), browser.post(path, {"a": "b"})):
                    assert not answer.cookies, path
                    assert answer.status_code < 500, path
        assert walked >= 8
        for path in (
            "/en/_util/login/",
            "/_util/login/",
            "/en/_util/authenticate_with_password/1/1/",
        ):
            assert browser.get(path).status_code == 404


def test_pages_take_no_other_method_than_reading(pages: None) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(Client(), method)("/en/news/").status_code == 405


@pytest.mark.parametrize("staff_role", [PortalRole.ALL, PortalRole.STAFF])
def test_every_kind_of_page_can_be_previewed_in_its_own_language(
    pages: None, sign_in: Callable[[str], Client], staff_role: PortalRole
) -> None:
    with as_role(staff_role):
        editor = sign_in("editor")
        for page in Page.objects.filter(depth__gte=2).select_related("locale"):
            answer = editor.get(f"/staff/cms/pages/{page.pk}/view_draft/")
            shown = answer.content.decode()
            assert answer.status_code == 200, page
            code = page.locale.language_code
            assert f'<html lang="{code}"' in shown
            assert 'href="None"' not in shown
            assert f'href="/{code}/report/"' in shown


def concrete(route: str, tip: str) -> str | None:
    """An address for a route, with values put in; None for what a regular expression decides."""
    path = route
    while "<" in path:
        start, end = path.index("<"), path.index(">")
        name = path[start + 1 : end].split(":")[-1]
        kind = path[start + 1 : end].split(":")[0]
        value = tip if kind == "uuid" else "1" if kind in {"int", name} else "x"
        path = path[:start] + value + path[end + 1 :]
    return None if set(path) & set("^$(?*\\") else f"/{path}"


_OPEN = {
    "/staff/",
    "/staff/code/",
    "/staff/sign-out/",
    "/staff/cms/logout/",
    "/staff/setup/x/",
    "/staff/enrol/x/",
    "/staff/passkey/device/options/",
}


def test_every_staff_address_sends_a_stranger_to_the_sign_in(pages: None, tip: str) -> None:
    browser = Client()
    walked = 0
    for route in routes_of(PortalRole.ALL):
        path = concrete(route, tip)
        if path is None or not path.startswith("/staff/") or path in _OPEN:
            continue
        walked += 1
        for method in (browser.get, browser.post):
            answer = method(path)
            assert answer.status_code == 302, (path, answer.status_code)
            assert answer.headers["Location"] == "/staff/", path
    assert walked > 80


def test_an_editor_gets_404_for_everything_of_the_inbox(
    pages: None, tip: str, sign_in: Callable[[str], Client]
) -> None:
    editor = sign_in("editor")
    missing = editor.get("/staff/inbox-that-never-was/").content
    for path in ("/staff/inbox/", f"/staff/inbox/{tip}/", f"/staff/inbox/{uuid4()}/"):
        assert editor.get(path).status_code == 404
        assert editor.post(path, {"text": "hello"}).status_code == 404
        assert editor.get(path).content == missing.replace(b"/inbox-that-never-was/", b"/inbox/")
    assert "inbox" not in editor.get("/staff/cms/").content.decode()


def test_a_triage_member_gets_404_for_everything_of_the_cms(
    pages: None, tip: str, sign_in: Callable[[str], Client]
) -> None:
    triage = sign_in("triage")
    for route in routes_of(PortalRole.ALL):
        path = concrete(route, tip)
        if path and path.startswith("/staff/cms/") and path not in _OPEN:
            assert triage.get(path).status_code == 404, path


def test_wagtails_own_account_screens_are_not_to_be_had(
    pages: None, sign_in: Callable[[str], Client]
) -> None:
    editor = sign_in("editor")
    names = "login/ password_reset/ users/ users/add/ groups/"
    for name in names.split():
        assert editor.get(f"/staff/cms/{name}").status_code == 404, name
    assert editor.get("/staff/cms/account/").headers["Location"] == "/staff/account/"


def test_the_editor_reaches_the_cms_and_its_preview(
    pages: None, sign_in: Callable[[str], Client]
) -> None:
    editor = sign_in("editor")
    assert editor.get("/staff/cms/").status_code == 200
    home = HomePage.objects.get(locale__language_code="en")
    assert editor.get(f"/staff/cms/pages/{home.pk}/edit/").status_code == 200
    preview = editor.get(f"/staff/cms/pages/{home.pk}/view_draft/")
    assert preview.status_code == 200
    assert home.title in preview.content.decode()


def test_the_cms_offers_neither_private_pages_nor_workflows(
    pages: None, sign_in: Callable[[str], Client]
) -> None:
    editor = sign_in("editor")
    law = LawPage.objects.get(slug="lei-3-2017", locale__language_code="en")
    page = editor.get(f"/staff/cms/pages/{law.pk}/edit/").content.decode()
    assert "action-submit" not in page
    fields = {"restriction_type": "login"}
    editor.post(f"/staff/cms/pages/{law.pk}/privacy/", fields)
    assert not law.get_view_restrictions().exists()
