"""Akoma Ntoso at the addresses of acts."""

from datetime import date

import pytest
from django.test import Client

from committee_pages.law.akn.files import about_of, document_of
from committee_pages.law.akn.reading import read
from committee_pages.models import ActVersion
from tests.committee_pages import fictitious
from tests.committee_pages.law.test_akn import SCHEMA, is_valid

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("version", range(3))
def test_every_act_of_the_demonstration_is_valid_in_both_languages(
    pages: None, version: int
) -> None:
    held = ActVersion.objects.order_by("pk")[version]
    for language in ("pt", "tet"):
        data = document_of(held, language)
        assert is_valid(data), SCHEMA.error_log
        assert read(data).about == about_of(held, language)


def test_a_text_is_to_be_had_at_its_address(pages: None, client: Client) -> None:
    held = ActVersion.objects.published().filter(act__number="3", act__year=2017).first()
    assert held is not None
    answer = client.get(f"{held.expression('pt')}.akn")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/akn+xml"
    assert "lei-3-2017-por-" in answer.headers["Content-Disposition"]
    assert answer.content == document_of(held, "pt")
    assert f"{held.expression('pt')}.akn" in client.get("/en/law/lei-3-2017/").content.decode()


def test_a_draft_and_a_day_without_a_version_are_not_to_be_had(pages: None, client: Client) -> None:
    held = ActVersion.objects.published().first()
    assert held is not None
    work = held.act.work
    assert client.get(f"{work}/por@1999-01-01.akn").status_code == 404
    ActVersion.objects.filter(pk=held.pk).update(published_at=None)
    assert client.get(f"{held.expression('pt')}.akn").status_code == 404


def test_a_large_act_comes_back_as_it_is_held_in_few_queries(
    django_assert_max_num_queries: object,
) -> None:
    held = fictitious.version(200, day=date(2001, 2, 3))
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        data = document_of(held, "pt")
    assert is_valid(data), SCHEMA.error_log
    assert read(data).reading.nodes == fictitious.tree(200)
