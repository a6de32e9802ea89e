"""The privacy page says exactly what the tables about tips hold in clear."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import translation

from committee_pages.check.situations import OFFER
from committee_pages.kept import KEPT, NOT_KEPT, SHORT_LIVED, alike
from committee_pages.models import ContactPage, OrdinaryPage
from reports.models import Report

pytestmark = pytest.mark.django_db


def _tables_of_tips() -> list[type[models.Model]]:
    """The tip itself and every table of `reports` that points to one."""
    return [
        model
        for model in apps.get_app_config("reports").get_models()
        if model is Report
        or any(field.related_model is Report for field in model._meta.concrete_fields)
    ]


def _clear_columns() -> Iterator[str]:
    for model in _tables_of_tips():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.BinaryField):  # sealed, a mark or a hash
                yield f"{model._meta.db_table}.{field.column}"


def test_every_clear_column_of_a_tip_is_on_the_privacy_page() -> None:
    said = {column for line in KEPT for column in line.columns}
    missing = set(_clear_columns()) - said
    assert not missing, f"Say in committee_pages/kept.py what these hold: {sorted(missing)}"


def test_the_privacy_page_names_no_column_that_is_not_there() -> None:
    said = [column for line in KEPT for column in line.columns]
    assert len(said) == len(set(said))
    assert set(said) <= set(_clear_columns())


def test_no_clear_column_of_a_tip_holds_an_hour_or_free_text() -> None:
    for model in _tables_of_tips():
        for field in model._meta.concrete_fields:
            assert not isinstance(
                field, (models.DateTimeField, models.TextField, models.GenericIPAddressField)
            ), field


@pytest.mark.parametrize("code", ["tet", "pt", "en", "id"])
def test_the_page_shows_every_line(client: Client, pages: None, code: str) -> None:
    page = unescape(client.get(f"/{code}/privacy/").content.decode())
    with translation.override(code):
        for line in (*KEPT, *SHORT_LIVED):
            assert f"{line.what}." in page
            assert str(line.readers) in page
            assert str(line.how_long) in page
        for words in NOT_KEPT:
            assert str(words) in page


def test_who_reads_it_and_how_long_is_said_once_for_all_lines_alike(
    client: Client, pages: None
) -> None:
    page = unescape(client.get("/en/privacy/").content.decode())
    groups = [*alike(KEPT), *alike(SHORT_LIVED)]
    assert page.count("How long:") == page.count("Who can read it:") == len(groups)
    assert len(groups) < len(KEPT)
    assert sorted(str(line.what) for group in groups for line in group) == sorted(
        str(line.what) for line in (*KEPT, *SHORT_LIVED)
    )


def test_it_promises_not_recorded_and_never_more(client: Client, pages: None) -> None:
    page = client.get("/en/privacy/").content.decode().lower()
    for promise in ("100 %", "completely anonymous", "cannot be known", "impossible", "nobody can"):
        assert promise not in page
    assert "the running server sees it" in page
    assert "the law may force us to speak" in page


def test_the_threat_model_says_the_same() -> None:
    words = (Path(__file__).parents[2] / "docs" / "threat-model.md").read_text()
    for claim in ("keep the day, not the hour", "sets no cookie", "Nothing is stored before Send"):
        assert claim in words


def test_the_contact_page_is_not_a_way_to_send_a_tip(client: Client, pages: None) -> None:
    page = unescape(client.get("/en/contact/").content.decode())
    main = page[page.index("<main") : page.index("</main")]
    assert "Do not send a tip in this way." in main
    assert "<form" not in main
    assert 'href="/en/report/"' in main
    assert client.post("/en/contact/", {"text": "x"}).status_code == 405


def test_the_contact_page_refuses_a_number_that_nobody_can_dial() -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as refused:
        ContactPage(phone="ask Ana").clean()
    assert "phone" in refused.value.message_dict


def test_the_home_page_has_a_tile_for_safe_work_only_where_that_page_is(
    client: Client, pages: None, django_capture_on_commit_callbacks: object
) -> None:
    from home.shell import write_files

    tile = '<h2 class="mh-tile__title"><a href="/en/safe-work/">Work abroad safely</a></h2>'
    assert tile in client.get("/en/").content.decode()
    OrdinaryPage.objects.get(slug="safe-work", locale__language_code="en").unpublish()
    write_files()
    page = client.get("/en/").content.decode()
    assert 'href="/en/tet/safe-work/" lang="tet"' in page  # what stands in for it
    for other in OrdinaryPage.objects.filter(slug="safe-work"):
        other.unpublish()
    write_files()
    assert "safe-work" not in client.get("/en/").content.decode()


@pytest.mark.parametrize("code", ["pt", "en", "id"])
def test_work_abroad_says_what_the_questions_about_an_offer_advise(
    client: Client, pages: None, code: str
) -> None:
    page = unescape(client.get(f"/{code}/safe-work/").content.decode())
    with translation.override(code):
        for advice in OFFER.to_do:
            assert str(advice) in page


@pytest.mark.parametrize("code", ["tet", "pt", "en", "id"])
def test_the_first_tiles_of_the_home_page_are_those_of_the_wireframe(
    client: Client, pages: None, code: str
) -> None:
    page = client.get(f"/{code}/").content.decode()
    tiles = page[page.index("mh-tiles") : page.index("</ul>", page.index("mh-tiles"))]
    places = [tiles.index(f'href="/{code}/{path}"') for path in (
        "help/", "report/", "report/reply/", "check/", "safe-work/",
    )]  # fmt: skip
    assert places == sorted(places)
    for moving in ("<marquee", "<video", "autoplay", "carousel", "<script>"):
        assert moving not in page
