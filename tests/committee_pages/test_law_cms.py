"""Editors' screens of the law: who may do what, and what reaches the public."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from committee_pages.law import services
from committee_pages.models import Act, ActVersion, LawPage, ProvisionLink, ProvisionText
from tests.committee_pages import fictitious

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
_CMS = "/staff/cms/law"


@pytest.fixture
def code() -> ActVersion:
    """The published version of the Penal Code."""
    found: ActVersion = ActVersion.objects.published().get(act__number="19")
    return found


def _seen(client: Client, address: str) -> dict[str, str]:
    """What the form of a screen says that was seen."""
    found = re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())
    return {"seen": found[1] if found else ""}


def _publish(publisher: Client, draft: ActVersion) -> Any:
    screen = f"{_CMS}/versions/{draft.pk}/"
    return publisher.post(f"{screen}publish/", _seen(publisher, screen))


def _values(**changed: str) -> dict[str, str]:
    languages = ("tet", "pt", "en", "id")
    empty = {f"{name}_{code}": "" for name in ("heading", "text", "note") for code in languages}
    return {**empty, **changed}


def test_an_editor_corrects_an_article_and_a_publisher_lets_it_out(
    client: Client, code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    editor, publisher = sign_in("editor"), sign_in("publisher")
    edit = f"{_CMS}/versions/{code.pk}/edit/art_163/"
    assert "Tráfico de pessoas" in editor.get(edit).content.decode()
    values = _values(
        see_also="162\n164",
        heading_pt="Tráfico",
        text_pt="Geral.\r\n1. Um.\r\na) Letra.\r\n2. Dois.",
        note_en="Short.",
    )
    answer = editor.post(edit, values | _seen(editor, edit))
    draft = ActVersion.objects.drafts().get(act=code.act)
    assert answer.headers["Location"] == f"{_CMS}/versions/{draft.pk}/"
    assert "Geral." not in client.get("/pt/law/codigo-penal/art-163/").content.decode()
    screen = editor.get(answer.headers["Location"]).content.decode()
    assert "<ins>Geral.</ins>" in screen
    assert f"{_CMS}/versions/{draft.pk}/publish/" not in screen
    assert editor.post(f"{_CMS}/versions/{draft.pk}/publish/").status_code in {302, 403}
    assert not ActVersion.objects.get(pk=draft.pk).is_published
    assert f"{_CMS}/versions/{draft.pk}/publish/" in (
        publisher.get(f"{_CMS}/versions/{draft.pk}/").content.decode()
    )
    _publish(publisher, draft)
    page = client.get("/pt/law/codigo-penal/art-163/").content.decode()
    assert "Geral." in page
    assert 'id="art_163__para_1__point_a"' in page
    assert ActVersion.objects.filter(act=code.act).count() == 1
    other = client.get("/pt/law/codigo-penal/art-162/").content.decode()
    assert "Escravid" in other
    assert ProvisionLink.objects.filter(provision__version__act=code.act).count() == 6


def test_what_cannot_be_read_is_said_beside_its_field_and_not_saved(
    code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    editor = sign_in("editor")
    edit = f"{_CMS}/versions/{code.pk}/edit/art_163/"
    screen = editor.post(
        edit, _values(text_pt="1. Um.\n1. Outra vez.") | _seen(editor, edit)
    ).content.decode()
    assert "1. is in this article twice in one place." in screen
    assert "Outra vez." in screen
    too_long = editor.post(edit, _values(heading_pt="x" * 301) | _seen(editor, edit))
    assert too_long.status_code == 200
    assert not ActVersion.objects.drafts().exists()


@pytest.mark.parametrize(
    "line", ["9999", "/akn/tl/act/lei/2017/3/~art_1", "https://evil.example/", "/akn/", "<b>", "0"]
)
def test_see_also_that_leads_nowhere_is_said_and_not_saved(
    code: ActVersion, sign_in: Callable[[str], Client], line: str
) -> None:
    edit = f"{_CMS}/versions/{code.pk}/edit/art_163/"
    answer = sign_in("editor").post(edit, _values(see_also=f"162\n{line}"))
    assert "leads to no article" in answer.content.decode()
    assert not ActVersion.objects.drafts().exists()


def test_see_also_leads_into_another_act(
    client: Client, code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    other = fictitious.version(3)
    shown = LawPage.objects.filter(act__number="3").first()
    assert shown
    LawPage.objects.filter(pk=shown.pk).update(act=other.act)
    publisher = sign_in("publisher")
    edit = f"{_CMS}/versions/{code.pk}/edit/art_163/"
    assert "162\n164</textarea>" in publisher.get(edit).content.decode()
    address = f"{other.act.work}/~chp_1__art_1"
    publisher.post(edit, _values(see_also=f"{address}\n162") | _seen(publisher, edit))
    draft = ActVersion.objects.drafts().get(act=code.act)
    _publish(publisher, draft)
    page = client.get("/en/law/codigo-penal/art-163/").content.decode()
    assert f'href="{address}"' in page
    assert 'href="/en/law/codigo-penal/art-162/"' in page
    # Of an act that no page shows, nothing is told.
    LawPage.objects.filter(pk=shown.pk).update(live=False)
    page = client.get("/en/law/codigo-penal/art-163/").content.decode()
    assert other.act.work not in page
    assert 'href="/en/law/codigo-penal/art-162/"' in page


@pytest.mark.parametrize("place", ["art_1", "art_163__para_1", "x" * 200, "chp_1"])
def test_a_place_that_is_no_article_has_no_form(
    code: ActVersion, sign_in: Callable[[str], Client], place: str
) -> None:
    editor = sign_in("editor")
    assert editor.get(f"{_CMS}/versions/{code.pk}/edit/{place}/").status_code == 404


def test_only_a_publisher_withdraws_and_changes_what_is_public(
    client: Client, code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    editor = sign_in("editor")
    editor.post(f"{_CMS}/versions/{code.pk}/withdraw/")
    assert ActVersion.objects.get(pk=code.pk).is_published
    before = Act.objects.get(pk=code.act_id).changed_at
    answer = editor.post(f"{_CMS}/about/edit/{code.act_id}/", {"gazette_number": "invented"})
    assert answer.status_code in {302, 403}
    assert Act.objects.get(pk=code.act_id).changed_at == before
    for address in ("new/", "edit/1/", "delete/1/"):
        assert editor.get(f"{_CMS}/words/{address}").status_code in {302, 403, 404}, address
    publisher = sign_in("publisher")
    publisher.post(f"{_CMS}/versions/{code.pk}/withdraw/")
    assert not ActVersion.objects.get(pk=code.pk).is_published
    page = client.get("/pt/law/codigo-penal/")
    assert page.status_code == 200
    assert client.get("/pt/law/codigo-penal/art-163/").status_code == 404


def test_buttons_that_change_something_need_a_post(
    code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    publisher = sign_in("publisher")
    for what in ("publish", "withdraw", "discard"):
        assert publisher.get(f"{_CMS}/versions/{code.pk}/{what}/").status_code == 405


def test_a_published_version_is_not_thrown_away(
    code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    answer = sign_in("publisher").post(f"{_CMS}/versions/{code.pk}/discard/")
    assert answer.status_code == 404
    assert ActVersion.objects.filter(pk=code.pk).exists()


def _about(day: str, **changed: Any) -> dict[str, Any]:
    return {"in_force_from": day, "amended_by": "", "amended_by_act": "", **changed}


def test_a_new_version_starts_with_the_text_of_the_one_before(
    sign_in: Callable[[str], Client],
) -> None:
    first = fictitious.version(3)
    editor = sign_in("editor")
    editor.post(f"{_CMS}/acts/{first.act_id}/", _about("2010-01-01", amended_by="Lei 1/2010"))
    draft = ActVersion.objects.drafts().get(act=first.act)
    assert draft.amended_by == "Lei 1/2010"
    assert services.tree_of(draft, "pt") == services.tree_of(first, "pt")


@pytest.mark.parametrize("day", ["2001-02-03", "", "2010-13-01", "soon"])
def test_a_second_version_of_a_day_and_a_day_that_is_none_are_refused(
    sign_in: Callable[[str], Client], day: str
) -> None:
    first = fictitious.version(3)
    answer = sign_in("editor").post(f"{_CMS}/acts/{first.act_id}/", _about(day))
    assert answer.status_code == 200
    assert "error" in answer.content.decode()
    assert ActVersion.objects.filter(act=first.act).count() == 1


def test_what_is_said_about_a_published_version_changes_in_a_draft(
    code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    editor = sign_in("editor")
    editor.post(
        f"{_CMS}/versions/{code.pk}/",
        {"amended_by": "Another", "compared_on": "2026-01-01", "is_extract": "on"},
    )
    assert ActVersion.objects.get(pk=code.pk).amended_by == "Lei n.º 3/2017"
    draft = ActVersion.objects.drafts().get(act=code.act)
    assert (draft.amended_by, draft.compared_on) == ("Another", date(2026, 1, 1))


def test_the_preview_shows_the_draft_and_the_public_does_not(
    client: Client, code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    editor = sign_in("editor")
    edit = f"{_CMS}/versions/{code.pk}/edit/art_163/"
    editor.post(edit, _values(text_pt="Só no rascunho.") | _seen(editor, edit))
    draft = ActVersion.objects.drafts().get(act=code.act)
    shown = editor.get(f"{_CMS}/versions/{draft.pk}/preview/").content.decode()
    assert "Só no rascunho." in shown
    assert "Only the people of the CMS see this." in shown
    assert "Só no rascunho." not in client.get("/pt/law/codigo-penal/").content.decode()


def test_the_screens_of_acts_and_words_open_for_who_may_see_them(
    code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    publisher = sign_in("publisher")
    for address in (
        "about/",
        "about/new/",
        f"about/edit/{code.act_id}/",
        "words/",
        "words/new/",
        f"acts/{code.act_id}/",
        f"versions/{code.pk}/",
        f"versions/{code.pk}/edit/art_163/",
    ):
        assert publisher.get(f"{_CMS}/{address}").status_code == 200, address
    menu = publisher.get("/staff/cms/").content.decode()
    assert "Texts of the law" in menu
    editor = sign_in("editor")
    assert editor.get(f"{_CMS}/about/").status_code == 200
    assert editor.get(f"{_CMS}/about/new/").status_code == 200


def test_who_reads_tips_reaches_no_screen_of_the_law(
    code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    triage = sign_in("triage")
    for address in (f"acts/{code.act_id}/", f"versions/{code.pk}/", "about/", "words/"):
        assert triage.get(f"{_CMS}/{address}").status_code == 404


def test_two_editors_at_once_do_not_overwrite_each_other(
    code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    one, other = sign_in("editor"), sign_in("publisher")
    edit = f"{_CMS}/versions/{code.pk}/edit/art_163/"
    seen = _seen(one, edit)
    other.post(edit, _values(text_pt="Do outro.") | _seen(other, edit))
    answer = one.post(edit, _values(text_pt="Meu.") | seen)
    assert "Somebody changed this article since you opened it." in answer.content.decode()
    assert "Meu." in answer.content.decode()
    again = one.post(edit, _values(text_pt="Meu.") | seen | {"see_also": "nowhere"})
    assert seen["seen"] in again.content.decode()
    draft = ActVersion.objects.drafts().get(act=code.act)
    assert ProvisionText.objects.get(
        provision__version=draft, provision__eid="art_163", language="pt"
    ).text == ("Do outro.")
    assert "Do outro." in one.get(edit).content.decode()
    assert one.post(edit, _values(text_pt="Meu.")).status_code == 200
    assert one.post(edit, _values(text_pt="Meu.") | _seen(one, edit)).status_code == 302


@pytest.mark.parametrize("what", ["publish", "discard"])
def test_a_draft_that_changed_since_it_was_seen_is_neither_published_nor_thrown_away(
    client: Client, code: ActVersion, sign_in: Callable[[str], Client], what: str
) -> None:
    editor, publisher = sign_in("editor"), sign_in("publisher")
    draft = services.draft_of(code)
    screen = f"{_CMS}/versions/{draft.pk}/"
    seen = _seen(publisher, screen)
    edit = f"{screen}edit/art_163/"
    editor.post(edit, _values(text_pt="Nunca visto.") | _seen(editor, edit))
    for sent in (seen, {}):
        answer = publisher.post(f"{screen}{what}/", sent, follow=True)
        assert "Somebody changed this text since you looked at it." in answer.content.decode()
    assert not ActVersion.objects.get(pk=draft.pk).is_published
    assert "Nunca visto." not in client.get("/pt/law/codigo-penal/").content.decode()
    assert publisher.post(f"{screen}{what}/", _seen(publisher, screen)).status_code == 302
    assert not ActVersion.objects.drafts().filter(pk=draft.pk).exists()


def test_one_goal_written_in_two_ways_is_one(
    code: ActVersion, sign_in: Callable[[str], Client]
) -> None:
    editor, edit = sign_in("editor"), f"{_CMS}/versions/{code.pk}/edit/art_163/"
    lines = f"162\n{code.act.work}/~art_162"
    editor.post(edit, _values(see_also=lines) | _seen(editor, edit))
    draft = ActVersion.objects.drafts().get(act=code.act)
    links = ProvisionLink.objects.filter(provision__version=draft, provision__eid="art_163")
    assert links.count() == 1


def test_correcting_one_language_writes_nothing_in_another(
    sign_in: Callable[[str], Client],
) -> None:
    draft = services.draft_of(fictitious.version(3))
    services.replace_texts(version=draft, trees={"tet": ()})
    editor, edit = sign_in("editor"), f"{_CMS}/versions/{draft.pk}/edit/chp_1__art_1/"
    screen = editor.get(edit).content.decode()
    shown = re.findall(r'name="(text_\w+)"[^>]*>\s*([^<]*)</textarea>', screen)
    texts = {name: unescape(words) for name, words in shown}
    assert texts["text_tet"] == ""
    assert texts["text_pt"].startswith("1. ")
    editor.post(edit, _values(**texts) | _seen(editor, edit))
    assert services.languages_of(draft) == {"pt"}
