"""The committee and its partners: who stands where, and what editors may not write."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client

from committee_pages.models import (
    CommitteePage,
    Institution,
    InstitutionKind,
    InstitutionText,
    LawPage,
)
from tests.cms import paragraph, rows

pytestmark = pytest.mark.django_db
_CODES = [code for code, _name in settings.LANGUAGES]
_ADD = "/staff/cms/snippets/committee_pages/institution/add/"


def _read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def _institution(**fields: Any) -> Institution:
    made = Institution(
        **{"kind": InstitutionKind.PUBLIC, "source": "https://example.org/", **fields}
    )
    made.texts = [InstitutionText(language="en", name="The Bureau")]
    made.save()
    made.save_revision().publish()
    return made


@pytest.mark.parametrize("code", _CODES)
def test_the_page_says_who_sits_on_the_committee_by_kind(
    client: Client, pages: None, code: str
) -> None:
    page = _read(client, f"/{code}/committee/")
    public, civil = page.index("PNTL"), page.index("JSMP")
    members = Institution.objects.on_the_committee()
    assert len(members) == 8
    for member in members:
        text = member.texts.get(language=code)
        place = page.index(f'id="institution-{member.pk}"')
        assert text.name in page[place : place + 300]
        assert text.role in page
        assert member.source in page
        # Public institutions stand above, civil society below.
        if member.kind == InstitutionKind.PUBLIC:
            assert place < civil
        else:
            assert place > public
    for partner in Institution.objects.partners():
        assert f'id="institution-{partner.pk}"' not in page


@pytest.mark.parametrize("code", _CODES)
def test_the_page_has_tasks_contacts_and_sources(client: Client, pages: None, code: str) -> None:
    page = _read(client, f"/{code}/committee/")
    here = CommitteePage.objects.get(locale__language_code=code)
    for task in re.findall("<li>(.*?)</li>", here.tasks):
        assert task in page
    assert "klatu.mj.gov.tl" in page
    assert page.count('href="/' + code + '/contact/"') >= 2
    for source in here.sources.all():
        assert source.label in page
    assert here.sources.count() == 5


@pytest.mark.parametrize("code", _CODES)
def test_the_legal_basis_leads_to_the_law_in_the_language_that_is_read(
    client: Client, pages: None, code: str
) -> None:
    page = _read(client, f"/{code}/committee/").split("<footer")[0]
    for slug in ("lei-3-2017", "decreto-lei-9-2021"):
        law = LawPage.objects.get(locale__language_code=code, slug=slug)
        assert f'href="/{code}/law/{slug}/">{law.title}</a>' in page
    assert f"/{code}/law/codigo-penal/" not in page


def test_a_law_that_a_language_lacks_stands_in_from_the_best_other(
    client: Client, pages: None
) -> None:
    LawPage.objects.get(locale__language_code="en", slug="lei-3-2017").unpublish()
    law = LawPage.objects.get(locale__language_code="tet", slug="lei-3-2017")
    page = _read(client, "/en/committee/")
    assert f'href="/en/tet/law/lei-3-2017/" lang="tet">{law.title}</a>' in page
    assert 'Not translated yet. It is in: <span lang="tet">' in page
    assert page.count("/law/lei-3-2017/") == 1
    law.unpublish()
    assert 'href="/en/pt/law/lei-3-2017/" lang="pt">' in _read(client, "/en/committee/")
    for page_of_law in LawPage.objects.filter(slug="lei-3-2017"):
        page_of_law.unpublish()
    assert "lei-3-2017" not in _read(client, "/en/committee/")


def test_a_committee_page_that_stands_in_leads_to_the_laws_of_its_reader(
    client: Client, pages: None
) -> None:
    CommitteePage.objects.get(locale__language_code="en").unpublish()
    law = LawPage.objects.get(locale__language_code="en", slug="lei-3-2017")
    page = _read(client, "/en/tet/committee/")
    assert f'href="/en/law/lei-3-2017/">{law.title}</a>' in page


@pytest.mark.parametrize("code", _CODES)
def test_the_page_of_partners_says_what_each_supports(
    client: Client, pages: None, code: str
) -> None:
    page = _read(client, f"/{code}/partners/")
    partners = Institution.objects.partners()
    assert len(partners) == 5
    for partner in partners:
        text = partner.texts.get(language=code)
        assert text.role
        assert text.role in page
        assert partner.link in page
        assert partner.source in page
    for member in Institution.objects.on_the_committee():
        assert f'id="institution-{member.pk}"' not in page


def test_a_draft_and_what_is_taken_back_are_not_shown(client: Client, pages: None) -> None:
    made = _institution(on_committee=True)
    assert "The Bureau" in _read(client, "/en/committee/")
    made.unpublish()
    assert "The Bureau" not in _read(client, "/en/committee/")


def test_words_that_a_language_lacks_are_marked_as_of_another(client: Client, pages: None) -> None:
    made = _institution(partner=True)
    page = _read(client, "/tet/partners/")
    assert f'id="institution-{made.pk}" lang="en"' in page


@pytest.mark.parametrize("path", ["/en/committee/", "/en/partners/"])
def test_the_queries_do_not_grow_with_the_institutions(
    client: Client, pages: None, django_assert_max_num_queries: Any, path: str
) -> None:
    client.get(path)
    with django_assert_max_num_queries(12) as before:
        client.get(path)
    for number in range(20):
        _institution(on_committee=number % 2 == 0, partner=number % 2 == 1)
    with django_assert_max_num_queries(len(before)):
        client.get(path)


def test_a_partner_that_also_sits_on_the_committee_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        Institution(
            kind="public", source="https://example.org/", on_committee=True, partner=True
        ).full_clean()
    assert "partner" in refused.value.message_dict


def _form(**fields: Any) -> dict[str, Any]:
    return {
        **rows("texts", {"language": "en", "name": "The Bureau", "short_name": "", "role": ""}),
        "kind": "public",
        "on_committee": "on",
        "link": "",
        "source": "https://example.org/",
        **fields,
    }


def test_an_editor_writes_an_institution_and_a_publisher_publishes_it(
    client: Client, pages: None, sign_in: Callable[[str], Client]
) -> None:
    answer = sign_in("editor").post(_ADD, _form(**{"action-publish": "1"}))
    assert answer.status_code == 302
    made = Institution.objects.get(texts__name="The Bureau")
    assert not made.live
    assert "The Bureau" not in _read(client, "/en/committee/")
    text = {"language": "en", "name": "The Bureau", "short_name": "TB", "role": "Helps."}
    form = _form(**rows("texts", text, ids=(made.texts.get().pk,)), **{"action-publish": "1"})
    edit = f"/staff/cms/snippets/committee_pages/institution/edit/{made.pk}/"
    assert sign_in("publisher").post(edit, form).status_code == 302
    assert "The Bureau (TB)" in _read(client, "/en/committee/")
    listed = sign_in("editor").get("/staff/cms/snippets/committee_pages/institution/")
    assert "The Bureau" in listed.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"partner": "on"}, "It has a seat on the committee: it is not a partner as well."),
        ({"source": ""}, "required"),
        ({"source": "somebody said so"}, "Enter a valid URL"),
        ({"link": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"kind": "secret"}, "Select a valid choice"),
        (rows("texts"), "at least 1"),
        (rows("texts", {"language": "en", "name": ""}), "required"),
        (rows("texts", {"language": "xx", "name": "A"}), "Select a valid choice"),
        (
            rows("texts", {"language": "en", "name": "A"}, {"language": "en", "name": "B"}),
            "There are two texts in one language. Keep one.",
        ),
    ],
)
def test_a_bad_form_gets_a_sentence_and_nothing_is_saved(
    pages: None, sign_in: Callable[[str], Client], fields: dict[str, Any], sentence: str
) -> None:
    before = (Institution.objects.count(), InstitutionText.objects.count())
    answer = sign_in("publisher").post(_ADD, _form(**{**fields, "action-publish": "1"}))
    assert answer.status_code == 200
    assert sentence in unescape(answer.content.decode())
    assert (Institution.objects.count(), InstitutionText.objects.count()) == before


@pytest.mark.parametrize("username", ["triage", "lead", "auditor", "admin"])
def test_nobody_else_reaches_the_institutions(
    pages: None, sign_in: Callable[[str], Client], username: str
) -> None:
    browser = sign_in(username)
    assert browser.get("/staff/cms/snippets/committee_pages/institution/").status_code == 404
    assert browser.post(_ADD, _form()).status_code == 404
    assert not Institution.objects.filter(texts__name="The Bureau").exists()


def test_an_editor_can_neither_publish_nor_delete_an_institution(pages: None) -> None:
    rights = {
        group.name: set(group.permissions.values_list("codename", flat=True))
        for group in Group.objects.all()
    }
    assert {"add_institution", "change_institution"} <= rights["Editors"]
    assert not {"publish_institution", "delete_institution"} & rights["Editors"]
    assert {"publish_institution", "delete_institution"} <= rights["Moderators"]


def test_an_editor_writes_the_page_of_the_committee_and_a_publisher_publishes_it(
    client: Client, pages: None, sign_in: Callable[[str], Client]
) -> None:
    here = CommitteePage.objects.get(locale__language_code="en")
    sources = list(here.sources.all())
    form = {
        "title": "Our committee",
        "slug": here.slug,
        "summary": "A summary.",
        "body": paragraph("What it is."),
        "tasks": paragraph("Many tasks."),
        "contacts": paragraph("Write a letter."),
        "acts": [str(here.acts.first().pk)],
        **rows(
            "sources",
            *({"label": source.label, "url": source.url} for source in sources),
            ids=tuple(source.pk for source in sources),
        ),
        **rows("documents"),
        **rows("comments"),
    }
    edit = f"/staff/cms/pages/{here.pk}/edit/"
    assert sign_in("editor").post(edit, form).status_code == 302
    assert "Our committee" not in _read(client, "/en/committee/")
    answer = sign_in("publisher").post(edit, {**form, "action-publish": "1"})
    assert answer.status_code == 302
    page = _read(client, "/en/committee/")
    for words in ("Our committee", "What it is.", "Many tasks.", "Write a letter."):
        assert words in page
    assert len(re.findall(r'class="govuk-link mh-list__title" href="/en/law/', page)) == 1


@pytest.mark.parametrize("field", ["body", "tasks", "contacts"])
def test_no_text_of_the_committee_takes_a_script(
    pages: None, sign_in: Callable[[str], Client], field: str
) -> None:
    here = CommitteePage.objects.get(locale__language_code="en")
    form = {
        "title": here.title,
        "slug": here.slug,
        "summary": "A summary.",
        **{name: paragraph("Words.") for name in ("body", "tasks", "contacts")},
        **rows("sources"),
        **rows("documents"),
        **rows("comments"),
        field: "<p>x</p><script>stolen</script>",
    }
    answer = sign_in("publisher").post(f"/staff/cms/pages/{here.pk}/edit/", form)
    assert answer.status_code == 200
    assert "cannot be in a text" in answer.content.decode()
    here.refresh_from_db()
    assert "stolen" not in getattr(here, field)


@pytest.mark.parametrize(
    ("words", "path"), [("JSMP", "committee/"), ("UN Women", "partners/"), ("PNTL", "committee/")]
)
def test_the_search_finds_institutions(client: Client, pages: None, words: str, path: str) -> None:
    from home.search.index import rebuild

    rebuild()
    page = client.post("/en/search/", {"words": words}).content.decode()
    assert f'<a class="govuk-link" href="/en/{path}">' in page
