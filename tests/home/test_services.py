"""Services: what is refused, what stays out of sight, whom editors are told to call."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from home.models import Service, ServiceText
from home.rights import give_rights_to_editors
from home.shell import Shell, shell, write_files
from home.telephone import dialled, is_telephone

pytestmark = pytest.mark.django_db
_TODAY = date(2026, 11, 25)


def service(**fields: Any) -> Service:
    """A service that passes every check, but for these fields."""
    made = Service(**{"source": "https://example.org/a", "nationwide": True, **fields})
    made.texts = [
        ServiceText(language="en", name="A service", offers="Helps.", reach="Ask in the town hall.")
    ]
    return made


def published(**fields: Any) -> Service:
    made = service(**fields)
    made.save()
    made.save_revision().publish()
    return made


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"phone": "call us"}, "phone"),
        ({"phone": "++1"}, "phone"),
        ({"phone": "tel:331"}, "phone"),
        ({"phone": "7"}, "phone"),
        ({"confirmed_on": _TODAY, "confirmed_by": "Ana"}, "phone"),
        ({"phone": "111", "confirmed_on": _TODAY}, "confirmed_by"),
        ({"phone": "111", "confirmed_by": "Ana"}, "confirmed_by"),
        ({"phone": "111", "confirmed_on": _TODAY, "confirmed_by": "  "}, "confirmed_by"),
        ({"last_verified": _TODAY}, "verified_by"),
        ({"verified_by": "Ana"}, "verified_by"),
        ({"last_verified": date(2999, 1, 1), "verified_by": "Ana"}, "last_verified"),
        ({"in_strip": True}, "in_strip"),
        ({"in_strip": True, "phone": "111"}, "in_strip"),
        ({"source": ""}, "source"),
        ({"source": "somebody told me"}, "source"),
        ({"women": "maybe"}, "women"),
    ],
)
def test_a_service_that_could_mislead_is_refused_at_the_field(
    fields: dict[str, Any], at: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        service(**fields).full_clean()
    assert at in refused.value.message_dict


def test_a_second_service_for_the_strip_is_refused(pages: None) -> None:
    another = service(in_strip=True, phone="111", confirmed_on=_TODAY, confirmed_by="Ana")
    with pytest.raises(ValidationError) as refused:
        another.full_clean()
    assert "in_strip" in refused.value.message_dict


@given(st.text(max_size=30))
def test_what_counts_as_a_number_can_be_dialled(number: str) -> None:
    if is_telephone(number):
        assert dialled(number).lstrip("+").isdigit()
        assert all(c in "0123456789+ ()/.-" for c in number.strip())


@pytest.mark.parametrize("fields", [{}, {"confirmed_on": _TODAY}, {"confirmed_by": "Ana"}])
def test_a_number_that_nobody_confirmed_is_never_shown(
    client: Client, pages: None, fields: dict[str, Any]
) -> None:
    made = published(phone="331 7788")
    Service.objects.filter(pk=made.pk).update(**fields, in_strip=False)
    for path in ("/en/help/", "/en/help/print/"):
        page = client.get(path).content.decode()
        assert "A service" in page
        assert "331 7788" not in page
        assert "3317788" not in page
        assert "Ask in the town hall." in page


def test_the_strip_shows_no_number_that_nobody_confirmed(pages: None) -> None:
    Service.objects.filter(in_strip=True).update(confirmed_on=None)
    write_files()
    assert shell("en").hotline is None


def test_without_a_hotline_the_strip_still_leads_to_help(client: Client, pages: None) -> None:
    Service.objects.filter(in_strip=True).delete()
    write_files()
    page = client.get("/en/report/reply/").content.decode()
    assert "tel:" not in page
    assert 'class="mh-hotline__more" href="/en/help/"' in page


def test_a_draft_changes_nothing_that_readers_see(client: Client, pages: None) -> None:
    hotline = Service.objects.get(in_strip=True)
    hotline.phone = "999"
    hotline.save_revision()
    draft = service()
    draft.live = False
    draft.save()
    write_files()
    assert "A service" not in client.get("/en/help/").content.decode()
    assert shell("en").hotline is not None
    assert "999" not in str(shell("en").hotline)


def test_deleting_the_hotline_takes_it_from_every_page(
    pages: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Service.objects.get(in_strip=True).delete()
    assert shell("tet").hotline is None


@pytest.mark.parametrize(
    ("days", "editors", "readers"),
    [
        (0, False, False),
        (90, False, False),
        (91, True, False),
        (180, True, False),
        (181, True, True),
    ],
)
def test_editors_are_told_after_90_days_and_readers_after_180(
    days: int, editors: bool, readers: bool
) -> None:
    made = published(last_verified=_TODAY - timedelta(days=days), verified_by="Ana")
    assert (made in Service.objects.to_call_again(_TODAY)) is editors
    assert made.is_old_news(_TODAY) is readers


def test_a_service_that_was_never_checked_counts_as_old() -> None:
    made = published()
    assert made in Service.objects.to_call_again(_TODAY)
    assert made.is_old_news(_TODAY)


def test_the_cms_names_whom_to_call_first_of_all(
    pages: None, sign_in: Callable[[str], Client]
) -> None:
    old = timezone.localdate() - timedelta(days=100)
    published(last_verified=old, verified_by="Ana")
    page = sign_in("editor").get("/staff/cms/").content.decode()
    assert "Services to call again" in page
    assert "A service" in page
    listed = sign_in("editor").get("/staff/cms/snippets/home/service/").content.decode()
    assert "call it again" in listed
    assert "Never checked: call it" in listed


def _form(**fields: Any) -> dict[str, Any]:
    return {
        "texts-TOTAL_FORMS": "1",
        "texts-INITIAL_FORMS": "0",
        "texts-MIN_NUM_FORMS": "1",
        "texts-MAX_NUM_FORMS": "1000",
        "texts-0-language": "en",
        "texts-0-name": "New service",
        "texts-0-offers": "Helps.",
        "texts-0-reach": "Ask.",
        "texts-0-ORDER": "1",
        "areas": ["tl-07", "tl-03"],
        "needs": ["doctor"],
        "women": "yes",
        "men": "no",
        "children": "unknown",
        "foreigners": "unknown",
        "source": "https://example.org/",
        "certainty": "official",
        **fields,
    }


_ADD = "/staff/cms/snippets/home/service/add/"


def test_an_editor_writes_and_a_publisher_publishes(
    client: Client, pages: None, sign_in: Callable[[str], Client]
) -> None:
    answer = sign_in("editor").post(_ADD, _form(**{"action-publish": "1"}))
    assert answer.status_code == 302
    made = Service.objects.get(texts__name="New service")
    assert sorted(made.areas) == ["tl-03", "tl-07"]
    assert not made.live  # an editor's button does not publish
    assert "New service" not in client.get("/en/help/").content.decode()
    edit = f"/staff/cms/snippets/home/service/edit/{made.pk}/"
    text = made.texts.get()
    values = _form(
        **{"texts-INITIAL_FORMS": "1", "texts-0-id": str(text.pk), "action-publish": "1"}
    )
    assert sign_in("publisher").post(edit, values).status_code == 302
    page = client.get("/en/help/").content.decode()
    assert page.count("New service") >= 2


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"phone": "ring"}, "Write the number with digits"),
        ({"confirmed_on": "2026-11-20", "confirmed_by": "Ana"}, "Write the number that was called"),
        ({"in_strip": "on"}, "First call the number"),
        ({"texts-0-reach": ""}, "required"),
        ({"source": ""}, "required"),
        ({"areas": ["tl-99"]}, "not one of the available choices"),
        ({"needs": ["money"]}, "not one of the available choices"),
        ({"texts-TOTAL_FORMS": "0"}, "at least 1"),
        (
            {
                "texts-TOTAL_FORMS": "2",
                "texts-1-language": "en",
                "texts-1-name": "Twice",
                "texts-1-offers": "x",
                "texts-1-reach": "x",
                "texts-1-ORDER": "2",
            },
            "two texts in one language",
        ),
    ],
)
def test_a_bad_form_gets_a_sentence_and_nothing_is_saved(
    pages: None, sign_in: Callable[[str], Client], fields: dict[str, Any], sentence: str
) -> None:
    before = (Service.objects.count(), ServiceText.objects.count())
    # A draft may have gaps; what is published may not.
    answer = sign_in("publisher").post(_ADD, _form(**fields, **{"action-publish": "1"}))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert (Service.objects.count(), ServiceText.objects.count()) == before


@pytest.mark.parametrize("username", ["triage", "lead", "auditor", "admin"])
def test_nobody_else_reaches_the_services(
    pages: None, sign_in: Callable[[str], Client], username: str
) -> None:
    browser = sign_in(username)
    assert browser.get("/staff/cms/snippets/home/service/").status_code == 404
    assert browser.post(_ADD, _form()).status_code == 404


def test_an_editor_can_neither_publish_nor_delete() -> None:
    give_rights_to_editors()  # a second time changes nothing
    rights = {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.all()
    }
    assert {"add_service", "change_service"} <= rights["Editors"]
    assert not {"publish_service", "delete_service"} & rights["Editors"]
    assert {"publish_service", "delete_service"} <= rights["Moderators"]


@pytest.mark.parametrize("found", [b"{", b"\xff\xfe", b"[]", b'{"en": 1}', b'{"en": {"menu": []}}'])
def test_a_broken_file_takes_no_page_down_and_is_written_anew(
    pages: None, settings: Any, tmp_path: Path, client: Client, found: bytes
) -> None:
    settings.PUBLISHED_DIR = tmp_path
    (tmp_path / "shell.json").write_bytes(found)
    assert shell("en") == Shell()
    assert client.get("/en/report/reply/").status_code == 200
    write_files()
    assert shell("en").menu
