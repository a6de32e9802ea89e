"""Saved views: whose they are, who sees them, and what is sealed."""

from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import AuditEvent, User
from accounts.roles import Role
from accounts.unlocked import Unlocked
from reports.inbox.saved import forms, services
from reports.inbox.saved.sealing import SealedView, open_view, seal_view
from reports.models import SavedView
from tests.member import found_partner, join, unlocked
from tests.reports.inbox.tips import make_tip

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
_VIEWS, _NEW, _LIST = "/staff/inbox/views/", "/staff/inbox/views/new/", "/staff/inbox/"
_CLEAR = {"view": "mine", "language": "pt"}
_SEALED = {"view": "new", "kind": "fishing", "words": "blue boat"}


@pytest.fixture
def triage(sign_in: SignIn) -> Client:
    return sign_in("triage")


def _text(answer: Any) -> str:
    assert answer.status_code == 200
    return unescape(str(answer.content.decode()))


def _save(browser: Client, **fields: Any) -> Any:
    said = {**_CLEAR, "go": "save", "name": "Portuguese ones", **fields}
    return browser.post(_NEW, said)


def _save_sealed(browser: Client, name: str = "Boats") -> Any:
    return browser.post(_NEW, {**_SEALED, "go": "save", "name": name})


def _rail(browser: Client) -> str:
    return _text(browser.get(_LIST)).split("</nav>")[1]


def test_a_list_is_saved_with_its_filters_and_leads_back_to_them(triage: Client) -> None:
    page = _text(triage.get(_LIST, _CLEAR))
    assert f'href="{_NEW}?view=mine&language=pt">Save as view' in page
    page = _text(triage.get(_NEW, _CLEAR))
    assert "Mine" in page
    assert "Português" in page
    answer = _save(triage, notices="on")
    assert answer.headers["Location"] == f"{_LIST}?view=mine&language=pt"
    view = SavedView.objects.get()
    assert (view.query, view.shared) == ("view=mine&language=pt", False)
    assert [user.username for user in view.told.all()] == ["triage"]
    assert "Portuguese ones" in _rail(triage)
    opened = triage.get(f"{_VIEWS}{view.pk}/")
    assert opened.headers["Location"] == f"{_LIST}?view=mine&language=pt"


def test_a_view_is_its_owners_until_it_is_shared(triage: Client, sign_in: SignIn) -> None:
    _save(triage)
    lead = sign_in("lead")
    assert "Portuguese ones" not in _rail(lead)
    view = SavedView.objects.get()
    change = f"{_VIEWS}{view.pk}/change/"
    triage.post(change, {"name": "Both of us", "shared": "on"})
    assert "Both of us" in _rail(lead)
    assert lead.get(f"{_VIEWS}{view.pk}/").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Give the view a name."),
        ({"name": "  "}, "Give the view a name."),
        ({"name": "x" * 61}, "A name has at most 60 characters."),
        ({"name": "TAKEN"}, "You have a view of this name. Choose another one."),
        ({"name": "a\0b"}, "Null characters are not allowed."),
        ({"language": "zz"}, "“zz” is no choice of “Language”, so it is left out."),
        ({"view": "every"}, "There is no view “every”."),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_is_saved(
    triage: Client, wrong: dict[str, str], sentence: str
) -> None:
    _save(triage, name="taken")
    page = _text(_save(triage, **wrong))
    assert sentence in page
    assert "<title>Error: " in page
    assert SavedView.objects.count() == 1


def test_thirty_views_are_enough(triage: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.inbox.saved.pages.MOST_VIEWS", 1)
    assert forms.MOST_VIEWS == 30
    _save(triage)
    assert "You have 30 views. Delete one first." in _text(_save(triage, name="Another"))
    assert SavedView.objects.count() == 1


def test_looking_at_the_form_saves_nothing(triage: Client) -> None:
    triage.get(_NEW, _CLEAR)
    triage.post(_NEW, _CLEAR)
    assert not SavedView.objects.exists()


def test_sealed_filters_are_sealed_with_the_name_to_their_owner(
    triage: Client, sign_in: SignIn
) -> None:
    page = _text(triage.post(_NEW, _SEALED))
    assert "It is sealed to you with its name" in page
    assert "blue boat" in page
    assert 'name="notices"' not in page
    assert 'name="shared"' not in page
    _save_sealed(triage)
    view = SavedView.objects.get()
    assert (view.name, view.query, view.shared, view.told.count()) == ("", "", False, 0)
    assert b"boat" not in bytes(view.sealed).lower()
    assert "Boats" in _rail(triage)
    page = _text(triage.get(f"{_VIEWS}{view.pk}/"))
    for said in ("Boats", "New", "Work on a fishing boat", "blue boat"):
        assert said in page
    lead = sign_in("lead")
    assert "Boats" not in _rail(lead)
    assert lead.get(f"{_VIEWS}{view.pk}/").status_code == 404


def test_nothing_sealed_is_read_from_an_address(triage: Client) -> None:
    page = _text(triage.get(_NEW, _SEALED))
    assert "blue boat" not in page
    assert "The list has no filter “words”." in page
    assert 'name="notices"' in page


def test_no_trace_of_a_sealed_view_is_anywhere(triage: Client) -> None:
    _save_sealed(triage, "Secret name")
    triage.get(f"{_VIEWS}{SavedView.objects.get().pk}/")
    kept = str(list(AuditEvent.objects.values())) + str(dict(triage.session.items()))
    for word in ("boat", "fishing", "Secret"):
        assert word not in kept


@pytest.mark.parametrize("extra", [{"shared": "on"}, {"notices": "on"}])
def test_a_sealed_view_is_never_shared_and_sends_no_notice(
    triage: Client, extra: dict[str, str]
) -> None:
    triage.post(_NEW, {**_SEALED, "go": "save", "name": "Boats", **extra})
    view = SavedView.objects.get()
    triage.post(f"{_VIEWS}{view.pk}/change/", {"name": "Ships", **extra})
    assert triage.post(f"{_VIEWS}{view.pk}/notices/", extra).status_code == 404
    view.refresh_from_db()
    assert (view.shared, view.told.count()) == (False, 0)
    assert "Ships" in _rail(triage)
    assert "blue boat" in _text(triage.get(f"{_VIEWS}{view.pk}/"))


def test_a_view_is_renamed_and_deleted_and_each_is_in_the_trail(triage: Client) -> None:
    make_tip()
    _save(triage)
    view = SavedView.objects.get()
    triage.post(f"{_VIEWS}{view.pk}/change/", {"name": "Other"})
    assert "Other" in _text(triage.get(_VIEWS))
    triage.post(f"{_VIEWS}{view.pk}/delete/")
    assert not SavedView.objects.exists()
    events = AuditEvent.objects.filter(target=f"view/{view.pk}").order_by("number")
    assert [(e.action, e.actor, e.detail) for e in events] == [
        ("view.saved", "triage", {}),
        ("view.changed", "triage", {}),
        ("view.deleted", "triage", {}),
    ]


_ADDRESSES = ("", "change/", "notices/", "delete/")


@pytest.mark.parametrize("address", _ADDRESSES)
def test_a_view_that_is_not_there_or_private_to_another_gets_404(
    triage: Client, sign_in: SignIn, address: str
) -> None:
    _save(triage)
    view = SavedView.objects.get()
    lead = sign_in("lead")
    for pk in (view.pk, uuid4(), "1", "x"):
        path = f"{_VIEWS}{pk}/{address}"
        answer = lead.post(path) if address == "delete/" else lead.get(path)
        assert answer.status_code == 404
    assert SavedView.objects.count() == 1
    assert str(view.pk) in str(AuditEvent.objects.filter(action="refused").values("detail"))


@pytest.mark.parametrize("address", _ADDRESSES)
def test_a_shared_view_of_another_agency_gets_404(
    triage: Client, sign_in: SignIn, lead: Unlocked, address: str
) -> None:
    _save(triage, shared="on")
    found_partner(lead, slug="other", partner_lead=User.objects.get(username="editor"))
    stranger = sign_in("editor")
    assert "Portuguese ones" not in _rail(stranger)
    path = f"{_VIEWS}{SavedView.objects.get().pk}/{address}"
    answer = stranger.post(path) if address == "delete/" else stranger.get(path)
    assert answer.status_code == 404
    assert SavedView.objects.exists()


def test_who_has_a_shared_view_changes_it_only_as_a_lead(
    triage: Client, sign_in: SignIn, lead: Unlocked
) -> None:
    join(lead, "publisher", Role.TRIAGE)
    _save(triage, shared="on")
    path = f"{_VIEWS}{SavedView.objects.get().pk}/delete/"
    assert sign_in("publisher").post(path).status_code == 404
    assert SavedView.objects.exists()
    assert sign_in("lead").post(path).status_code == 302
    assert not SavedView.objects.exists()


def test_a_view_sealed_with_older_keys_says_so_and_can_be_deleted(triage: Client) -> None:
    _save_sealed(triage)
    SavedView.objects.update(sealed=b"rubbish")
    path = f"{_VIEWS}{SavedView.objects.get().pk}/"
    assert path not in _rail(triage)
    assert "does not open with your present keys" in _text(triage.get(_VIEWS))
    assert "does not open with your present keys" in _text(triage.get(path))
    triage.post(f"{path}change/", {"name": "Mine"})
    assert bytes(SavedView.objects.get().sealed) == b"rubbish"
    triage.post(f"{path}delete/")
    assert not SavedView.objects.exists()


def test_a_sealed_view_moved_to_another_row_or_sealed_by_another_does_not_open(
    unlocked_triage: Unlocked,
) -> None:
    pk, said = uuid4(), SealedView("Boats", "", {"kind": "fishing"})
    own = unlocked_triage.identity
    sealed = seal_view(unlocked_triage, said, pk=pk)
    assert open_view(own, sealed, pk=pk) == said
    assert open_view(own, sealed, pk=uuid4()) is None
    assert open_view(unlocked("lead").identity, sealed, pk=pk) is None
    assert open_view(own, seal_view(unlocked("lead"), said, pk=pk), pk=pk) is None


@pytest.mark.parametrize("person", ["editor", "publisher", "admin", "auditor"])
def test_who_reads_no_tips_saves_no_view(sign_in: SignIn, person: str) -> None:
    browser = sign_in(person)
    assert browser.get(_VIEWS).status_code == 404
    assert _save(browser).status_code == 404
    assert not SavedView.objects.exists()


def test_a_saved_filter_that_means_nothing_any_more_is_said_on_the_list(
    triage: Client, unlocked_triage: Unlocked
) -> None:
    services.save_view(
        unlocked_triage, name="Gone", query="assignee=gone", shared=False, notices=False
    )
    answer = triage.get(f"{_VIEWS}{SavedView.objects.get().pk}/", follow=True)
    assert "“gone” is no choice of “Who works on it”, so it is left out." in _text(answer)
